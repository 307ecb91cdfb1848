"""Navigation files: the entries of ``nav``, MkDocs' ``mkdocs.yml``, mdBook's ``SUMMARY.md`` and Docusaurus' ``_category_.json``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from pathlib import Path, PurePosixPath

from workflow.data_formats import load_json, load_yaml
from workflow.errors import ConfigError, WorkflowError
from workflow.files import read_text
from workflow.project.yaml_nodes import ConfigValue, compose

__all__ = [
    "FOLDER_FILES",
    "FolderSettings",
    "NavLine",
    "find_navigation",
    "folder_settings",
    "is_navigation_file",
    "mkdocs_nav",
    "nav_lines",
]

_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_MDBOOK = "SUMMARY.md"
FOLDER_FILES = ("_category_.json", "_category_.yml", "_category_.yaml")
"""The files in which Docusaurus keeps the title and the position of a folder."""
_DEEPEST = 20
_MOST_LINES = 50_000


@dataclass(frozen=True, slots=True)
class NavLine:
    """One entry of ``nav``, or one line of a navigation file."""

    title: str | None
    target: str | None
    """A document, a folder (ends in ``/``) or an address; None for the heading of a group."""
    depth: int
    line: int


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """What the ``_category_`` file of a folder says about its entry in the navigation."""

    title: str | None = None
    position: float | None = None
    unusable: tuple[tuple[str, int, str], ...] = ()
    """The values that are not used: the file's name, the line (0 if unknown) and what is wrong."""


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
    return nav_lines(top["nav"])


def nav_lines(value: ConfigValue) -> tuple[NavLine, ...]:
    """Return the lines of a ``nav`` as MkDocs has it: names of files, titles with a file, and titles with a list.

    Raises ConfigError, with file and line, for anything else.
    """
    found = tuple(islice(_lines(value, 0), _MOST_LINES + 1))
    if len(found) > _MOST_LINES:
        raise value.error(f"nav has more than {_MOST_LINES} entries.")
    return found


def folder_settings(folder: Path) -> FolderSettings | None:
    """Return what the ``_category_`` file in a folder says; None if there is none.

    Raises ConfigError if it is not valid, FileProblem if it cannot be read.
    """
    path = next((folder / name for name in FOLDER_FILES if (folder / name).is_file()), None)
    if path is None:
        return None
    from yaml import YAMLError

    text = read_text(path)
    try:
        data = load_json(text) if path.suffix == ".json" else load_yaml(text)
    except (ValueError, YAMLError) as error:
        line = getattr(error, "lineno", None) or getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        kind = "JSON" if path.suffix == ".json" else "YAML"
        raise ConfigError(f"{path}{f':{line}' if line else ''}: not valid {kind}. Correct it.") from error
    if not isinstance(data, dict):
        raise ConfigError(f'{path}: must have keys and values, such as "label" and "position".')
    title, position = data.get("label"), data.get("position")
    unusable = []
    if title is not None and not isinstance(title, str):
        unusable.append((path.name, _line_of(text, "label"), '"label" must be a text.'))
        title = None
    if position is not None and not (type(position) in (int, float) and isfinite(position)):
        unusable.append((path.name, _line_of(text, "position"), '"position" must be a number.'))
        position = None
    return FolderSettings(
        " ".join(title.split()) or None if title is not None else None,
        float(position) if position is not None else None,
        tuple(unusable),
    )


def _line_of(text: str, key: str) -> int:
    """The line of a key at the top of a JSON or YAML text; 0 if it is not found."""
    found = re.search(rf"""(?m)^[\s{{]*["']?{key}["']?\s*:""", text)
    return text.count("\n", 0, found.end()) + 1 if found else 0


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
