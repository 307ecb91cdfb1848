"""Assets: the pictures, downloads and other files that are published beside the documents."""

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import Project
from workflow.project.walking import files_below
from workflow.publishing.site import ASSETS, Site
from workflow.publishing.targets import Link, is_hidden, is_served, roots_of

__all__ = ["assets_of", "check_assets"]

_OUTSIDE = "project-files"
"""The folder, among the assets, for files from outside the source folder."""

_SCRIPT = re.compile(rb"<(?:\w+:)?script\b|\son[a-z]+\s*=|javascript:|<(?:\w+:)?foreignObject\b", re.IGNORECASE)
_MOST_READ = 4 << 20
"""Number of bytes of a drawing that are searched for a script."""


def assets_of(project: Project, documents: Collection[str], shown: Mapping[str, Sequence[Link]]) -> Mapping[str, str]:
    """Return the project's assets: the path of each relative to the source folder, and its published path; sorted.

    An asset is a file that is none of ``documents``, the project's documents. Left out are hidden files (``targets.is_hidden``), links to files outside the source folder, and
    documents that ``documents`` in workflow.yaml leaves out. If the project's own folder is the source folder, only files that the
    documents link to are assets. ``shown``: the links of each document that is published.

    A file outside the source folder, but in the project, is an asset if a page shows it (a picture, a video), or if a page links to it
    and it is in a folder that site generators publish (``static``, ``public``).

    Raises FileProblem for a folder that cannot be read.
    """
    known = frozenset(documents)
    found = {path for path in _files(project) if path not in known and _is_public(project, path, shown=False)}
    found.update(_linked(project, shown))
    folder = _OUTSIDE
    while any(path.startswith(f"{folder}/") for path in (*found, *documents)):
        folder += "-"
    return {path: _published(project, path, folder) for path in sorted(found - known)}


def check_assets(project: Project, site: Site) -> list[Finding]:
    """Name the files of the source folder that are not published although nothing in the configuration leaves them out, and drawings with
    scripts.
    """
    found = []
    for path in _files(project):
        file = project.layout.source / path
        if path in site.assets or path in site.paths or not file.is_symlink() or project.documents.is_excluded(path):
            continue
        target = os.path.realpath(file)
        what = f"it is a link to {target}, " + (
            "outside the source folder. Put a copy in its place." if Path(target).exists() else "which does not exist."
        )
        found.append(_unpublished(project, path, what))
    return [*found, *(_scripts(project, site) if "html" in project.config.output else ())]


def _scripts(project: Project, site: Site) -> Iterator[Finding]:
    """Name the drawings that hold a script: as pictures they run nothing, opened on their own they do."""
    for path in site.assets:
        if not path.lower().endswith(".svg"):
            continue
        file = project.layout.source / path
        try:
            with file.open("rb") as opened:
                found = _SCRIPT.search(opened.read(_MOST_READ))
        except OSError:
            continue  # copying it says so
        if found is not None:
            message = f"{site.label(path)}: holds a script. Shown as a picture it does not run; opened on its own, it runs on your site."
            yield Finding("script_in_picture", Severity.NOTE, message, source=file)


def _unpublished(project: Project, path: str, reason: str) -> Finding:
    where = f"{project.config.source}/{path}"
    file = project.layout.source / path
    return Finding("unpublished_file", Severity.WARNING, f"{where}: is not published: {reason}", source=file)


def _files(project: Project) -> list[str]:
    """The files below the source folder; none if that is the project's own folder, in which only files with links count."""
    root = project.layout.source
    return [] if root.resolve() == project.root.resolve() else files_below(root, own=False)


def _linked(project: Project, documents: Mapping[str, Sequence[Link]]) -> Iterator[str]:
    """The files that pages link to or show."""
    roots = roots_of(project)
    known: dict[tuple[str, bool], bool] = {}

    def is_public(path: str, *, shown: bool) -> bool:
        if (path, shown) not in known:
            known[path, shown] = _is_public(project, path, shown=shown)
        return known[path, shown]

    # A long page has the same links again and again.
    distinct = ((path, link) for path, links in documents.items() for link in dict.fromkeys(links) if link.path)
    for document, link in distinct:
        for path in roots.candidates(link.path or "", document):
            if path in documents:
                break
            if is_public(path, shown=link.attribute != "href" or is_served(path)):
                yield path
                break


def _is_public(project: Project, path: str, *, shown: bool) -> bool:
    """Whether a file may be published. ``shown``: a page shows it, so it may be outside the source folder."""
    file = project.layout.source_name(path)
    if not os.path.isfile(file):  # noqa: PTH113  (False for what cannot be a file's name, such as one with a NUL)
        return False
    top, real = os.path.realpath(project.root), os.path.realpath(file)
    if not Path(real).is_relative_to(top):
        return False
    inside = Path(real).relative_to(top).parts
    if inside[0] == "editions" or is_hidden("/".join(inside)) or is_hidden(path):
        return False
    if path.startswith("../"):
        return shown
    within = shown or Path(real).is_relative_to(os.path.realpath(project.layout.source))
    return within and not project.documents.is_excluded(path)


def _published(project: Project, path: str, folder: str) -> str:
    """The published path of a file: its own below the source folder, else one in ``folder``."""
    if not path.startswith("../"):
        return f"../{ASSETS}/{path}"
    inside = os.path.relpath(project.layout.source / path, project.root)
    return f"../{ASSETS}/{folder}/{Path(inside).as_posix()}"
