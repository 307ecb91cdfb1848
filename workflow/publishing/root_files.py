"""The files for the top of the site: ``CNAME``, ``robots.txt``, ``favicon.ico``, ``.nojekyll`` and what else ``root_files`` has."""

import os
from collections.abc import Iterator
from pathlib import Path

from workflow.boundary import link_out
from workflow.errors import ConfigError
from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import Project
from workflow.project.walking import files_below
from workflow.publishing.site import Site

__all__ = ["check_root_files", "root_files_of"]

_IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep"})


def root_files_of(project: Project) -> dict[str, str]:
    """Return the files of the folder that ``root_files`` names, hidden ones too: the path of each relative to the source folder, and its
    path below the site. Links out of the project are left out.

    Raises ConfigError if there is no such folder, FileProblem for a folder that cannot be read.
    """
    if project.config.root_files is None:
        return {}
    top = project.root / project.config.root_files
    if not top.is_dir() or link_out(top, project.root) is not None:
        raise ConfigError(
            f"{project.layout.config}: root_files: {project.config.root_files}/ is no folder in this project. Create it, or correct the name."
        )
    up = os.path.relpath(top, project.layout.source)
    return {Path(up, path).as_posix(): path for path in _files(top) if not _leads_out(project, top / path)}


def check_root_files(project: Project, site: Site) -> Iterator[Finding]:
    """Name the files of that folder that are not published."""
    if project.config.root_files is None:
        return
    top = project.root / project.config.root_files
    for path in _files(top):
        if _leads_out(project, top / path):
            yield _unpublished(
                project, path, "it is a link out of the project, or to nothing. Put a copy in its place."
            )
        elif (first := path.split("/")[0]) in site.own_folders:
            yield _unpublished(project, path, f"the site has a folder {first}/ of its own. Rename yours.")


def _files(top: Path) -> list[str]:
    return [path for path in files_below(top, own=False, hidden=True) if path.split("/")[-1] not in _IGNORED]


def _leads_out(project: Project, file: Path) -> bool:
    return file.is_symlink() and (link_out(file, project.root) is not None or not file.exists())


def _unpublished(project: Project, path: str, reason: str) -> Finding:
    where = f"{project.config.root_files}/{path}"
    return Finding(
        "unpublished_file", Severity.WARNING, f"{where}: is not published: {reason}", source=project.root / where
    )
