"""Integration with git: a merge driver that merges catalogs by entry, and catalogs as readable text for diffs.

``set_up`` configures a repository; ``merge_files`` and ``readable`` are what git then runs (``workflow git-merge-driver``,
``workflow git-diff``). Nothing here commits, stages or fetches.
"""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workflow import catalogs
from workflow.catalogs.comment_syntax import own_comments
from workflow.catalogs.hashes import short_key
from workflow.catalogs.provenance import conflict_of
from workflow.catalogs.states import need, state
from workflow.errors import BadInput, CatalogError, FileProblem, WorkflowError
from workflow.files import read_bytes, write_bytes
from workflow.model import Catalog, Entry
from workflow.project.git_files import add_attributes
from workflow.project.git_history import run_git

__all__ = ["CONFLICTS", "Merged", "SetUp", "merge_files", "readable", "set_up"]

CONFLICTS = 3
"""Exit code of the merge driver for conflicts. It is not 1, since Python itself exits with 1 if it cannot start."""

_SHOWN = 72


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge. The merged catalog is in the file of ours."""

    conflicts: int = 0
    """Entries that hold both texts."""
    by_lines: str = ""
    """Why the files were merged line by line, as git does it; empty if they were merged by entry."""
    clean: bool = True
    """Whether nothing is left to resolve."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What ``set_up`` changed."""

    top: Path
    """The repository's folder."""
    attributes: Path
    added: tuple[str, ...] = ()
    """Lines that ``attributes`` lacked."""
    config: tuple[tuple[str, str, str], ...] = ()
    """Settings of the repository: name, value, and what it was before (empty: nothing)."""


def merge_files(base: Path, ours: Path, theirs: Path, name: str = "") -> Merged:
    """Merge three versions of a catalog into the file of ours. ``name``: its name in messages.

    Broken catalogs are merged by ``git merge-file``, with its conflict marks. Raises FileProblem if that
    fails too; ours is then as it was.
    """
    name = name or ours.name
    try:
        before, mine, other = (read_bytes(path) for path in (base, ours, theirs))
        if other in (mine, before):
            return Merged()
        if mine == before:
            write_bytes(ours, other)
            return Merged()
        sides = [
            catalogs.parse(data, f"{name} ({side})")
            for data, side in ((before, "their common ancestor"), (mine, "ours"), (other, "theirs"))
        ]
        merge = catalogs.merge3(*sides)
        data = catalogs.serialise(merge.catalog)
        catalogs.parse(data, name)
        write_bytes(ours, data)
    except Exception as error:  # a bug here must not lose a translation
        what = (
            str(error).removesuffix(" The file was not touched.")
            if isinstance(error, WorkflowError)
            else f"{type(error).__name__}: {error}"
        )
        return _by_lines(base, ours, theirs, what)
    return Merged(conflicts=len(merge.conflicts), clean=not merge.conflicts)


def _by_lines(base: Path, ours: Path, theirs: Path, why: str) -> Merged:
    labels = [part for label in ("ours", "base", "theirs") for part in ("-L", label)]
    code = run_git("merge-file", *labels, str(ours), str(base), str(theirs)).returncode
    if code > 127 or code < 0:
        raise FileProblem(f"{ours}: git merge-file could not merge it either ({why}).")
    if code == 0:
        try:
            catalogs.read(ours)
        except CatalogError:
            code = 1
    return Merged(by_lines=why, clean=code == 0)


# Readable diffs


def readable(path: Path) -> str:
    """A catalog as text: for each entry the beginning of its source, its state and its translation. A broken file is shown as it is.

    Raises FileProblem.
    """
    data = read_bytes(path)
    try:
        return "\n".join(_shown(catalogs.parse(data, path))) + "\n"
    except CatalogError:
        return data.decode("utf-8", "replace")


def _shown(catalog: Catalog) -> Iterator[str]:
    yield from catalog.header.text.splitlines()
    for entry in catalog.entries:
        yield ""
        yield f"== {_begins(entry)}"
        yield f"   {_state(entry)}"
        for number, text in enumerate(entry.msgstr):
            mark = "" if entry.msgid_plural is None else f"[{number}] "
            yield from (f"   {mark}{line}" for line in text.splitlines())
        for text in conflict_of(entry) or ():
            yield from (f"   or: {line}" for line in text.splitlines())
        yield from (f"   # {line}" for line in own_comments(entry))


def _begins(entry: Entry) -> str:
    text = " ".join(entry.msgid.split())
    if len(text) > _SHOWN:
        text = f"{text[: _SHOWN - 1].rstrip()}… {short_key(entry)}"
    return text if entry.context is None else f"{text} ({entry.context})"


def _state(entry: Entry) -> str:
    why = need(entry)
    line = f"{state(entry)}: {why}" if why else str(state(entry))
    return f"obsolete, {line}" if entry.obsolete else line


# Setting it up


def set_up(root: Path) -> SetUp:
    """Configure the git repository of ``root`` to merge and show PO files with this program.

    Adds missing lines to ``.gitattributes``, and sets ``merge.po.…`` and ``diff.po.…`` for this clone: git
    accepts no programs from files in the repository. Raises BadInput if there is no repository, FileProblem.
    """
    found = run_git("rev-parse", "--show-toplevel", at=root)
    if found.returncode != 0:
        raise BadInput(f"{root}: is not in a git repository. Create one (git init), then run this again.")
    config = []
    for name, value in _settings():
        before = run_git("config", "--local", "--get", name, at=root).stdout.rstrip("\n")
        if before == value:
            continue
        done = run_git("config", "--local", "--replace-all", name, value, at=root)
        if done.returncode != 0:
            raise FileProblem(f"{root}: git could not set {name}: {done.stderr.strip()}")
        config.append((name, value, before))
    return SetUp(Path(found.stdout.rstrip("\n")), root / ".gitattributes", add_attributes(root), tuple(config))


def _settings() -> tuple[tuple[str, str], ...]:
    """Settings and their values. If this program is missing or fails, the shell falls back to git's own merge and diff."""
    program = f"{shlex.quote(Path(sys.executable).as_posix())} -m workflow"
    lines = "git merge-file -L ours -L base -L theirs %A %O %B"
    driver = (
        f"{program} git-merge-driver --conflict-code {CONFLICTS} %O %A %B %P; "
        f"case $? in 0) ;; {CONFLICTS}) exit 1 ;; *) {lines} ;; esac"
    )
    return (
        ("merge.po.name", "PO files, entry by entry (workflow)"),
        ("merge.po.driver", driver),
        ("diff.po.textconv", f'f() {{ {program} git-diff "$1" 2>/dev/null || cat "$1"; }}; f'),
    )
