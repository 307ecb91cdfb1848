"""YAML, TOML and JSON from files of other people: each fault raises one documented exception, and none can hang the program.

For invalid values, the libraries also raise IndexError, AttributeError, OverflowError and RecursionError. YAML aliases let a file of
a kilobyte stand for gigabytes of data ("billion laughs").
"""

import json
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

__all__ = ["compose_yaml", "load_json", "load_toml", "load_yaml"]

_MAX_DEPTH = 100
"""Maximum nesting of lists and mappings in YAML."""
_MAX_NODES = 100_000
"""Maximum number of values in YAML, with every alias written out."""

_INVALID = (ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
"""What the libraries raise for invalid values and structures, besides their own exceptions."""


def compose_yaml(text: str) -> "yaml.Node | None":
    """Return the nodes of the YAML document in ``text``; None if it is empty.

    Raises yaml.YAMLError, also for nesting that is too deep, and for aliases that contain themselves or stand for too much.
    """
    import yaml

    try:
        return yaml.compose(text, Loader=_loader())
    except _INVALID as error:
        raise yaml.YAMLError(_line(error)) from error


def load_yaml(text: str) -> Any:
    """Return the data in a YAML document. Raises yaml.YAMLError, also for invalid values such as ``2026-99-99``."""
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except _INVALID as error:
        raise yaml.YAMLError(_line(error)) from error


def load_toml(text: str) -> dict[str, Any]:
    """Return the data in a TOML document. Raises ValueError."""
    try:
        return tomllib.loads(text)
    except _INVALID as error:
        raise ValueError(_line(error)) from error


def load_json(data: bytes | str) -> Any:
    """Return the data in a JSON document. Raises ValueError."""
    try:
        return json.loads(data)
    except _INVALID as error:
        raise ValueError(_line(error)) from error


def _line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return " ".join(str(error).split())[:200] or "invalid"


@cache
def _loader() -> "type[yaml.SafeLoader]":
    """The loader with limits, made at its first use: the import takes time."""
    import yaml
    from yaml.composer import ComposerError

    class BoundedLoader(yaml.SafeLoader):
        def __init__(self, stream: str) -> None:
            super().__init__(stream)
            self._depth = 0
            self._weights: dict[yaml.Node, int] = {}
            """The number of values in each complete node."""

        def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            self._depth += 1
            if self._depth > _MAX_DEPTH:
                raise ComposerError(None, None, "nested too deeply", mark)
            node = super().compose_node(parent, index)
            self._depth -= 1
            if node is None:
                return None
            if node.end_mark is None:
                raise ComposerError(None, None, "an alias is inside the value that it stands for", mark)
            if node not in self._weights:
                self._weights[node] = self._weight(node)
            if self._weights[node] > _MAX_NODES:
                raise ComposerError(None, None, f"more than {_MAX_NODES:,} values, those of aliases included", mark)
            return node

        def _weight(self, node: yaml.Node) -> int:
            if isinstance(node, yaml.MappingNode):
                return 1 + sum(self._weights[key] + self._weights[value] for key, value in node.value)
            if isinstance(node, yaml.SequenceNode):
                return 1 + sum(self._weights[child] for child in node.value)
            return 1

    return BoundedLoader
