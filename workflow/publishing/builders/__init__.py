"""Builders by their names in ``output`` of workflow.yaml. A new one is a module (or object) here and a line in ``BUILDERS``.

Other packages bring builders by entry points in the group ``workflow.builders``. Each names a module or object that
implements ``base.Builder``; it is imported when a project uses it.
"""

from collections.abc import Mapping
from functools import partial
from importlib.metadata import EntryPoint

from workflow.errors import ConfigError
from workflow.files import read_text
from workflow.plugins import load_plugin, plugged_in
from workflow.project import CONFIG_NAME, Project
from workflow.project.yaml_nodes import compose
from workflow.publishing.builders import html, source
from workflow.publishing.builders.base import Builder
from workflow.publishing.builders.epub import EPUB
from workflow.publishing.builders.pdf import PDF

__all__ = ["BUILDERS", "GROUP", "builders_of"]

GROUP = "workflow.builders"

BUILDERS: dict[str, Builder] = {
    "html": html,
    "source": source,
    "epub": EPUB,
    "pdf": PDF,
}
"""By the name in ``output``, which is also the name of the folder below ``editions/``."""


def builders_of(project: Project) -> Mapping[str, Builder]:
    """Return the builders that the project's ``output`` names, by name: first those of ``BUILDERS``, in its order.

    Raises ConfigError, with the line of workflow.yaml, for a name that has no builder, and for a builder that cannot be loaded.
    """
    wanted = project.config.output
    found = {name: builder for name, builder in BUILDERS.items() if name in wanted}
    if len(found) < len(wanted):
        points = plugged_in(GROUP)
        for name in wanted:
            if name not in BUILDERS and name not in points:
                raise _unknown(project, name, [*BUILDERS, *points])
        found |= {name: _load(points[name]) for name in wanted if name not in BUILDERS}
    return found


def _load(point: EntryPoint) -> Builder:
    names = ("MANIFEST_KEY", "document_path", "context", "document_file", "build", "take_over", "finish")
    builder: Builder = load_plugin(point, "builder", names, partial(_problem, point.name))
    return builder


def _problem(name: str, message: str) -> ConfigError:
    return ConfigError(
        f"{message} Update the package that provides it, or remove {name!r} from output in {CONFIG_NAME}."
    )


def _unknown(project: Project, name: str, known: list[str]) -> ConfigError:
    path = project.root / CONFIG_NAME
    options: dict[str, str | None] = dict.fromkeys(known)
    try:
        for value in compose(read_text(path), str(path)).mapping()["output"].values():
            value.choice(options)
    except ConfigError as error:
        return error
    return ConfigError(f"{path}: output: there is no {name!r}.")
