"""The engines that a configuration names: whether they exist.

They are checked when engines are needed, not when the configuration is read: a person who only edits or publishes need not have installed
the package that provides an engine.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from workflow.errors import ConfigError
from workflow.files import read_text
from workflow.project.suggestions import did_you_mean
from workflow.project.yaml_nodes import ConfigValue, compose

__all__ = ["check_engines"]


def check_engines(names: Iterable[str], path: Path) -> None:
    """Raise ConfigError, with the line in the configuration at ``path``, for a name that no engine has."""
    from workflow.engines import ENGINES  # its import searches for plug-ins

    for name in names:
        if name not in ENGINES:
            message = f'engines: unknown engine "{name}". {did_you_mean(name, tuple(ENGINES))}'
            place = next((one for one in _named(path) if one.text() == name), None)
            raise ConfigError(f"{path}: {message}") if place is None else place.error(message)


def _named(path: Path) -> Iterator[ConfigValue]:
    """Yield every engine name in a configuration file."""
    top = compose(read_text(path), str(path)).mapping()
    overrides = top["overrides"].mapping().values() if "overrides" in top else ()
    for mapping in (top, *(one.mapping() for one in overrides)):
        if "engines" in mapping:
            value = mapping["engines"]
            for each in value.mapping().values() if value.is_mapping else [value]:
                yield from each.values()
