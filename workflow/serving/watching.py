"""The files that a publication is made of, and which of them have changed.

They are looked at again and again: their times, sizes and inode numbers. Notices of the operating system would come sooner, but they are
missing on network file systems and in folders that a container shares, and each folder takes one of a limited number.
"""

import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.errors import FileProblem
from workflow.project import GLOSSARY_NAMES, Project
from workflow.project.walking import files_below

__all__ = ["Stamps", "changed", "look_again", "stamps"]

Stamps = Mapping[str, tuple[int, int, int]]
"""What changes when a file does, by its path relative to the project: its time, its size and its inode, which is another one after an
editor has saved by renaming."""

_PAUSE = 0.3
"""Seconds between two looks."""
_SHARE = 20
"""How many times as long as a look the pause is at least: looking takes no more than a twentieth of a processor."""
_SETTLING = 0.1
"""Seconds in which nothing may change before a change counts: an editor may be writing."""
_PATIENCE = 20
"""Looks after which a file that changes all the time is not waited for."""


def stamps(project: Project) -> Stamps:
    """Return the stamps of all files that a publication is made of. Those that are missing, or cannot be read, have none."""
    return dict(_stamps(project))


def changed(before: Stamps, now: Stamps) -> tuple[str, ...]:
    """Return the paths of the files that are new, changed or gone, sorted."""
    return tuple(sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path)))


def look_again(project: Project, before: Stamps) -> Stamps:
    """Return the stamps after a pause, or, if something is changing, as soon as nothing changes any more."""
    begun = time.perf_counter()
    now = stamps(project)
    if now == before:
        time.sleep(max(_PAUSE, _SHARE * (time.perf_counter() - begun)))
        return now
    for _ in range(_PATIENCE):
        time.sleep(_SETTLING)
        if (later := stamps(project)) == now:
            break
        now = later
    return now


def _stamps(project: Project) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in dict.fromkeys(_files(project)):
        try:
            found = os.stat(project.root / path)  # noqa: PTH116
        except OSError:
            continue
        yield path, (found.st_mtime_ns, found.st_size, found.st_ino)


def _files(project: Project) -> Iterator[str]:
    """The paths of the files, relative to the project. What ``publish`` does not read, such as ``editions``, is not among them."""
    config, layout = project.config, project.layout
    yield layout.config.name
    yield from (name for name in (*(config.glossary or GLOSSARY_NAMES), config.nav_file or "") if name)
    yield from _below(project, layout.source, hidden=False)
    for folder in (layout.locales, layout.interface, layout.spelling):
        yield from _below(project, folder, hidden=False)
    if config.theme.folder:
        yield from _below(project, project.root / config.theme.folder, hidden=False)
    if config.root_files is not None:
        yield from _below(project, project.root / config.root_files, hidden=True)


def _below(project: Project, folder: Path, *, hidden: bool) -> Iterator[str]:
    prefix = "" if folder == project.root else f"{folder.relative_to(project.root).as_posix()}/"
    try:
        yield from (f"{prefix}{path}" for path in files_below(folder, own=not prefix, hidden=hidden))
    except FileProblem:
        return
