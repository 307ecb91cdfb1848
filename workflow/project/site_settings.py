"""The keys of ``workflow.yaml`` about the pages of a site and their addresses: ``root_files``, ``redirects``, ``lists``, ``edit_url``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from string import Formatter

from workflow import formats
from workflow.project.yaml_nodes import ConfigValue, nearest

__all__ = ["EditPatterns", "edit_url", "lists", "redirects", "root_files"]

_OURS = ("editions", "locales", ".workflow", ".git")
_OF_PAGES = ("document", "language", "path")
"""What the pattern of ``edit_url`` for pages can have in braces."""
_OF_PASSAGES = ("address", *_OF_PAGES, "line", "text")


def root_files(value: ConfigValue, source: str) -> str:
    """Return the folder of the files for the top of the site, relative to the project.

    Raises ConfigError for one that is outside the project, or that has to do with the ``source`` folder or the program's own.
    """
    folder = PurePosixPath(value.text())
    if folder.is_absolute() or ".." in folder.parts or "\\" in value.text() or not folder.parts:
        raise value.error("root_files must be a folder inside the project, relative to workflow.yaml.")
    if folder.parts[0] in _OURS:
        raise value.error(f"root_files: {folder.parts[0]}/ is not published. Keep these files in another folder.")
    if (folder.is_relative_to(source) and source != ".") or PurePosixPath(source).is_relative_to(folder):
        raise value.error(f"root_files: {folder}/ and {source}/ must be two folders, neither inside the other.")
    return folder.as_posix()


def redirects(value: ConfigValue) -> Mapping[str, tuple[str, int]]:
    """Return the documents that old paths of pages lead to, each with its line.

    A path is below the folder of every edition, or below the site if it begins with ``/``, and names a page: ``old/index.html``.
    Raises ConfigError for what cannot be one, and for two that are the same page.
    """
    found: dict[str, tuple[str, int]] = {}
    for name, item in value.mapping().items():
        path = name.removeprefix("./")
        if re.search(r"[\x00-\x1f\x7f\\?#]", path) or ".." in path.split("/") or "//" in path or not path.strip("/"):
            raise item.error(
                f'redirects: "{name}" must be the path of a page, such as old/page.html, without "..", "?" and "#".'
            )
        suffix = PurePosixPath(path).suffix
        if path.endswith("/") or not suffix:
            path = f"{path.rstrip('/')}/index.html"
        elif suffix not in (".html", ".htm"):
            raise item.error(
                f'redirects: "{name}" must end in .html, or be a folder. Other files cannot lead to a page.'
            )
        target = item.text()
        if not formats.readable(target.partition("#")[0]):
            raise item.error(f'redirects: "{target}" must be the path of a document below the source folder.')
        if path in found:
            raise item.error(f'redirects: "{name}" occurs twice (first at line {found[path][1]}).')
        found[path] = target, item.line
    return found


def lists(value: ConfigValue) -> tuple[str, ...]:
    """Return the folders that have a list, below the source folder. Raises ConfigError for a path that leads out of it."""
    found = []
    for item in value.values():
        folder = PurePosixPath(item.text())
        if folder.is_absolute() or ".." in folder.parts or "\\" in item.text():
            raise item.error(
                f'lists: "{item.text()}" must be a folder below the source folder, such as news, or "." for all.'
            )
        found.append(folder.as_posix())
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class EditPatterns:
    """The patterns of the addresses at which people edit texts; empty for none."""

    page: str = ""
    """For a page: its document, or in a translation its catalog."""
    passage: str = ""
    """For a unit of a translated page: its entry."""


def edit_url(value: ConfigValue) -> EditPatterns:
    """Read the key: the pattern for pages, or a mapping. Raises ConfigError for an address that is none, or an unknown name in braces."""
    if value.is_scalar:
        return EditPatterns(_pattern(value, _OF_PAGES))
    given = value.mapping(known=("page", "passage"))
    return EditPatterns(
        _pattern(given["page"], _OF_PAGES) if "page" in given else "",
        _pattern(given["passage"], _OF_PASSAGES) if "passage" in given else "",
    )


def _pattern(value: ConfigValue, known: tuple[str, ...]) -> str:
    pattern = value.text()
    if not pattern.startswith(("https://", "http://", "mailto:")) or re.search(r"[\s\"'<>]", pattern):
        raise value.error(f'edit_url: "{pattern}" must be an address, such as https://example.org/edit/{{path}}.')
    try:
        names = [
            name for _, name, form, conversion in Formatter().parse(pattern) if name is not None or form or conversion
        ]
    except ValueError as error:
        raise value.error(f'edit_url: "{pattern}" has a brace without its partner.') from error
    for name in names:
        if name not in known:
            raise value.error(f"edit_url: {nearest(name or '{}', known)} In braces it can have {', '.join(known)}.")
    return pattern
