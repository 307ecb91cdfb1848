"""The navigation files of site generators: MkDocs' ``mkdocs.yml`` and mdBook's ``SUMMARY.md``."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from workflow.errors import WorkflowError
from workflow.files import read_text
from workflow.project.yaml_nodes import ConfigValue, compose

__all__ = ["NavLine", "find_navigation", "is_navigation_file", "mkdocs_nav"]

_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_MDBOOK = "SUMMARY.md"
_DEEPEST = 20
_MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class NavLine:
    """One line of a navigation file."""

    title: str | None
    target: str | None
    """A document or an address; None for the heading of a group."""
    depth: int
    line: int


def is_navigation_file(name: str) -> bool:
    """Whether ``nav`` in workflow.yaml names a navigation file, not a document."""
    path = PurePosixPath(name)
    return path.name.lower() == _MDBOOK.lower() or path.suffix in (".yml", ".yaml")


def mkdocs_nav(path: Path) -> tuple[NavLine, ...]:
    """Return the lines of ``nav`` in an ``mkdocs.yml``; none if it has no such key.

    Raises ConfigError, with file and line, if the file is not valid YAML, FileProblem if it cannot be read.
    """
    text = read_text(path)
    top = compose(text, str(path)).mapping() if text.strip() else {}
    if "nav" not in top:
        return ()
    found = tuple(islice(_lines(top["nav"], 0), _MOST_LINES + 1))
    if len(found) > _MOST_LINES:
        raise top["nav"].error(f"nav has more than {_MOST_LINES} entries.")
    return found


def find_navigation(root: Path, source: str) -> str | None:
    """Return the value of ``nav`` for the navigation file of a project: ``SUMMARY.md`` in its source folder, or an ``mkdocs.yml``
    whose documents are in that folder; None if there is neither.
    """
    if (root / source / _MDBOOK).is_file():
        return _MDBOOK
    for name in _MKDOCS:
        try:
            top = compose(read_text(root / name), name).mapping() if (root / name).is_file() else {}
            folder = PurePosixPath(top["docs_dir"].text() if "docs_dir" in top else "docs")
        except WorkflowError:
            continue
        if "nav" in top and folder == PurePosixPath(source):
            return name
    return None


def _lines(value: ConfigValue, depth: int) -> Iterator[NavLine]:
    if depth > _DEEPEST:  # aliases can make it endless
        raise value.error("nav is nested too deeply.")
    for item in value.values():
        if not item.is_mapping:
            yield NavLine(None, item.text(), depth, item.line)
            continue
        for title, inner in item.mapping().items():
            if inner.is_scalar:
                yield NavLine(title, inner.text(), depth, inner.line)
            else:
                yield NavLine(title, None, depth, inner.line)
                yield from _lines(inner, depth + 1)
