"""Concurrent saves of one file: nothing is lost, and the error of a lock names its holder."""

import hashlib
import json
import multiprocessing
import os
import random
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.catalogs.examples import po
from workflow import catalogs
from workflow.catalogs.provenance import conflict_of
from workflow.errors import CatalogError, FileProblem, Locked
from workflow.locks import lock_path, locked
from workflow.model import Catalog
from workflow.project import CONFIG_NAME

BODY = "".join(f'msgid "Text {n}"\nmsgstr ""\n\n' for n in range(20))
_SPAWN = multiprocessing.get_context("spawn")


def file(tmp_path: Path, body: str = BODY) -> Path:
    path = tmp_path / "guide.po"
    path.write_bytes(po(body))
    return path


def fill(catalog: Catalog, number: int, text: str) -> Catalog:
    entries = [replace(e, msgstr=(text,)) if e.msgid == f"Text {number}" else e for e in catalog.entries]
    return replace(catalog, entries=tuple(entries))


def texts(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.text for entry in catalogs.read(path).entries}


# What a save finds


def test_an_unchanged_file(tmp_path: Path) -> None:
    path = file(tmp_path)
    base = catalogs.read(path)
    saved = catalogs.save(fill(base, 3, "Tres"), path, base)
    assert (saved.changed, saved.merged, saved.conflicts) == (True, False, ())
    assert path.read_bytes() == saved.data == po(BODY.replace('Text 3"\nmsgstr ""', 'Text 3"\nmsgstr "Tres"'))
    assert not catalogs.save(catalogs.read(path), path, catalogs.read(path)).changed


def test_a_file_that_changed_is_merged(tmp_path: Path) -> None:
    path = file(tmp_path)
    base = catalogs.read(path)
    meanwhile = po(BODY.replace('Text 5"\nmsgstr ""', 'Text 5"\nmsgstr "Cin"\n"co"')) + b"# the end\n"
    path.write_bytes(meanwhile)
    saved = catalogs.save(fill(base, 3, "Tres"), path, base)
    assert (saved.changed, saved.merged, saved.conflicts) == (True, True, ())
    # The other one's lines stay as they are, line breaks and all.
    assert path.read_bytes() == meanwhile.replace(b'Text 3"\nmsgstr ""', b'Text 3"\nmsgstr "Tres"')


def test_words_that_meet_are_both_kept(tmp_path: Path) -> None:
    path = file(tmp_path)
    base = catalogs.read(path)
    catalogs.save(fill(base, 3, "Three"), path, base)
    saved = catalogs.save(fill(base, 3, "Tres"), path, base)
    assert [(c.key, c.kept, c.other) for c in saved.conflicts] == [((None, "Text 3"), ("Tres",), ("Three",))]
    entry = catalogs.read(path).entries[3]
    assert (entry.text, entry.fuzzy, conflict_of(entry)) == ("Tres", True, ("Three",))


def test_a_new_file_that_somebody_else_made_too(tmp_path: Path) -> None:
    path = file(tmp_path)
    made = fill(catalogs.parse(po('msgid "Text 40"\nmsgstr ""\n')), 40, "Cuarenta")
    saved = catalogs.save(made, path)
    assert saved.merged and saved.conflicts == ()
    assert texts(path)["Text 40"] == "Cuarenta" and len(texts(path)) == 21


def test_a_file_that_no_longer_exists_is_written_anew(tmp_path: Path) -> None:
    path = file(tmp_path)
    base = catalogs.read(path)
    path.unlink()
    assert catalogs.save(fill(base, 3, "Tres"), path, base).changed
    assert texts(path)["Text 3"] == "Tres"


def test_a_file_that_is_broken_by_now_is_not_touched(tmp_path: Path) -> None:
    path = file(tmp_path)
    base = catalogs.read(path)
    path.write_bytes(b"<<<<<<< ours\n" + po(BODY))
    with pytest.raises(CatalogError, match=r"guide\.po:1: the file has git's conflict markers"):
        catalogs.save(fill(base, 3, "Tres"), path, base)
    assert path.read_bytes() == b"<<<<<<< ours\n" + po(BODY)
    with pytest.raises(CatalogError):
        catalogs.update(path, lambda catalog: catalog)


def test_update(tmp_path: Path) -> None:
    path = file(tmp_path)
    assert not catalogs.update(path, lambda catalog: catalog).changed
    assert catalogs.update(path, lambda catalog: fill(catalog, 1, "Uno")).changed
    assert texts(path)["Text 1"] == "Uno"
    with pytest.raises(FileProblem):
        catalogs.update(tmp_path / "none.po", lambda catalog: catalog)

    def fails(catalog: Catalog) -> Catalog:
        raise ValueError

    before = path.read_bytes()
    with pytest.raises(ValueError):
        catalogs.update(path, fails)
    assert path.read_bytes() == before
    assert catalogs.update(path, lambda catalog: fill(catalog, 2, "Dos"), wait=0).changed  # the lock is free again


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = file(tmp_path / "real")
    path.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(path)
    base = catalogs.read(link)
    catalogs.save(fill(base, 3, "Tres"), link, base)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert texts(path)["Text 3"] == "Tres"
    assert lock_path(link) == lock_path(path)


# Locks


def test_locks_lie_in_the_projects_cache(tmp_path: Path) -> None:
    catalog = tmp_path / "locales" / "es" / "LC_MESSAGES" / "guide.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_bytes(po(BODY))
    outside = lock_path(catalog)
    assert tmp_path not in outside.parents
    (tmp_path / CONFIG_NAME).write_text("title: A test\n")
    assert lock_path(catalog).parent == tmp_path / ".workflow" / "locks"
    assert lock_path(catalog).name == outside.name
    base = catalogs.read(catalog)
    catalogs.save(fill(base, 3, "Tres"), catalog, base)
    assert [path.name for path in catalog.parent.iterdir()] == ["guide.po"]
    assert lock_path(catalog).is_file()


def test_no_lock_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot hold one is no reason not to save."""
    path = file(tmp_path)
    (tmp_path / CONFIG_NAME).write_text("title: A test\n")
    (tmp_path / ".workflow").write_text("a file stands where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "guide.po"))
    base = catalogs.read(path)
    assert catalogs.save(fill(base, 3, "Tres"), path, base).changed


def _hold(path: Path, ready: Path, forever: bool) -> None:
    with locked(path):
        ready.touch()
        while forever:
            time.sleep(0.01)


def test_the_error_names_the_holder_of_the_lock(tmp_path: Path) -> None:
    path = file(tmp_path)
    before = path.read_bytes()
    base = catalogs.read(path)
    holder = _SPAWN.Process(target=_hold, args=(path, tmp_path / "ready", True))
    holder.start()
    try:
        while not (tmp_path / "ready").exists():
            assert holder.is_alive()
        with pytest.raises(Locked, match=rf"guide\.po: .* on .*process {holder.pid}\) has been writing .* for \d+ sec"):
            catalogs.save(fill(base, 3, "Tres"), path, base, wait=0.05)
        note = lock_path(path).with_suffix(".holder")
        note.write_text(json.dumps(json.loads(note.read_text()) | {"since": time.time() - 3 * 3600}))
        with pytest.raises(Locked, match="for 3 hours"):
            catalogs.save(fill(base, 3, "Tres"), path, base, wait=0)
        note.write_text("{")
        with pytest.raises(Locked, match=r": another program is writing this file\. Try again"):
            catalogs.save(fill(base, 3, "Tres"), path, base, wait=0)
        assert path.read_bytes() == before
        # Killed, it holds nothing any more, whatever it left lying about.
        assert holder.pid is not None
        os.kill(holder.pid, signal.SIGKILL)
        holder.join()
        assert note.exists() and lock_path(path).exists()
        assert catalogs.save(fill(base, 3, "Tres"), path, base, wait=0).changed
    finally:
        holder.kill()
        holder.join()


# Many saves


ENTRIES, SAVES = 20, 1000


def _writer(path: Path, mine: range, stale: bool) -> None:
    """Add a word to one entry after the other, each in a save of its own."""
    base = catalog = catalogs.read(path)
    for number in mine:
        if not stale:  # it looks again before each save; else it goes on from what it has itself
            base = catalog = catalogs.read(path)
        catalog = fill(catalog, number % ENTRIES, f"{catalog.entries[number % ENTRIES].text} {number}".strip())
        assert catalogs.save(catalog, path, base).conflicts == ()
        base = catalog


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """A thousand saves; one writer looks at the file before each, the other goes on from what it wrote itself."""
    body = "".join(f'msgid "Text {n}"\nmsgstr ""\n\n' for n in range(ENTRIES))
    path = file(tmp_path, body)
    writers = [_SPAWN.Process(target=_writer, args=(path, range(n, SAVES, 2), bool(n))) for n in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(240)
        assert writer.exitcode == 0
    assert texts(path) == {f"Text {n}": " ".join(map(str, range(n, SAVES, ENTRIES))) for n in range(ENTRIES)}
    assert path.read_bytes().startswith(po(""))


# An editor, which knows no lock


HAMMERED = 40


def _editor(path: Path, in_place: bool, updates: Any) -> None:
    """Write a word into one entry after the other, at moments that have nothing to do with the updates, and look whether it stays."""
    chance = random.Random(5)
    for number in range(HAMMERED):
        catalog = catalogs.read(path)
        entry = catalog.entries[number % ENTRIES]
        data = catalogs.serialise(fill(catalog, number % ENTRIES, f"{entry.text} e{number}".strip()))
        for _ in range(chance.randrange(40)):
            hashlib.sha256(bytes(20_000))
        if in_place:
            path.write_bytes(data)
        else:
            new = path.with_suffix(".editor")
            new.write_bytes(data)
            new.replace(path)
        seen = updates.value
        while updates.value < seen + 2:
            pass


@pytest.mark.parametrize("in_place", [False, True], ids=["renames", "writes in place"])
@pytest.mark.parametrize("way", ["update", "save"])
def test_no_save_of_an_editor_is_lost(tmp_path: Path, way: str, in_place: bool) -> None:
    body = "".join(f'msgid "Text {n}"\nmsgstr ""\n\n' for n in range(ENTRIES)) + 'msgid "Ours"\nmsgstr ""\n'
    path = file(tmp_path, body)
    updates = _SPAWN.Value("i", 0)
    editor = _SPAWN.Process(target=_editor, args=(path, in_place, updates))
    editor.start()
    try:
        while editor.is_alive():
            number = updates.value + 1
            if way == "update":
                catalogs.update(path, lambda catalog, number=number: ours(catalog, number))  # type: ignore[misc]
            else:
                base = catalogs.read(path)
                catalogs.save(ours(base, number), path, base)
            updates.value = number
    finally:
        editor.kill()
        editor.join()
    assert editor.exitcode == 0
    words = {word for text in texts(path).values() for word in text.split()}
    assert [n for n in range(HAMMERED) if f"e{n}" not in words] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["guide.po"]


def ours(catalog: Catalog, number: int) -> Catalog:
    entries = [replace(e, msgstr=(str(number),)) if e.msgid == "Ours" else e for e in catalog.entries]
    return replace(catalog, entries=tuple(entries))
