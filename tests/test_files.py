"""Files are written atomically, and failures give one line."""

import errno
import os
import threading
from pathlib import Path

import pytest

from workflow import files, renaming
from workflow.errors import DocumentError, FileProblem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_and_its_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.po"
    assert files.write_bytes(path, b"x")
    assert path.read_bytes() == b"x"
    assert names(path.parent) == ["c.po"]
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_file_that_holds_it_already_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    files.write_bytes(path, b"x")
    before = path.stat()
    assert not files.write_bytes(path, b"x")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = tmp_path / "real" / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link = tmp_path / "link.po"
    link.symlink_to(path)
    assert files.write_bytes(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_step_that_fails_leaves_the_old_file(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(FileProblem, match=r"a\.po: cannot be written: no space left on device"):
        files.write_bytes(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.po"]


def test_text_is_kept_to_the_character(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    text = "\ufeffone\r\ntwo\rthree\n\tfour\x85"
    files.write_text(path, text)
    assert files.read_text(path) == text


def test_what_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"one\ntwo \xe9\n")
    with pytest.raises(DocumentError, match=r"a\.md:2: byte 0xe9 is not UTF-8"):
        files.read_text(path)


def test_what_cannot_be_read_or_removed(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read: no such file"):
        files.read_bytes(tmp_path / "none")
    with pytest.raises(FileProblem, match="cannot be read: is a directory"):
        files.read_bytes(tmp_path)
    with pytest.raises(FileProblem, match="cannot be written"):
        files.write_bytes(tmp_path, b"")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FileProblem, match="cannot be written"):
        files.write_bytes(tmp_path / "file" / "a.po", b"x")
    assert not files.exists(tmp_path / "file" / "a.po")
    assert not files.exists(tmp_path / "none")
    assert files.exists(tmp_path / "file")
    assert files.remove(tmp_path / "file")
    assert not files.remove(tmp_path / "file")
    with pytest.raises(FileProblem, match="cannot be removed"):
        files.remove(tmp_path)


def test_a_reason_is_a_clause() -> None:
    assert files.reason(OSError(13, "Permission denied")) == "permission denied"
    assert files.reason(OSError("Something else")) == "something else"


def test_writers_at_the_same_time_leave_one_of_their_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    texts = [bytes([65 + number]) * 50_000 for number in range(8)]
    threads = [
        threading.Thread(target=lambda mine=text: [files.write_bytes(path, mine) for _ in range(5)]) for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in texts
    assert names(tmp_path) == ["a.po"]


def test_create_makes_what_is_not_there_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.po"
    assert files.create(path, b"x")
    assert not files.create(path, b"y")
    assert path.read_bytes() == b"x"
    assert names(path.parent) == ["b.po"]
    link = tmp_path / "link.po"
    link.symlink_to(tmp_path / "later.po")
    assert files.create(link, b"z")
    assert link.is_symlink() and (tmp_path / "later.po").read_bytes() == b"z"
    assert not files.create(link, b"y")
    with pytest.raises(FileProblem, match="cannot be written"):
        files.create(path / "c.po", b"x")


def test_create_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: object, **options: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", none)
    assert files.create(tmp_path / "a.po", b"x")
    assert not files.create(tmp_path / "a.po", b"y")
    assert (tmp_path / "a.po").read_bytes() == b"x"
    assert names(tmp_path) == ["a.po"]


def test_of_many_that_create_a_file_one_does(tmp_path: Path) -> None:
    made: list[tuple[int, bool]] = []
    for number in range(20):
        path = tmp_path / f"{number}.po"
        start = threading.Barrier(4)

        def create(text: int, path: Path = path, start: threading.Barrier = start) -> None:
            start.wait()
            made.append((text, files.create(path, bytes([65 + text]))))

        threads = [threading.Thread(target=create, args=(text,)) for text in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (winner,) = (text for text, won in made if won)
        assert path.read_bytes() == bytes([65 + winner])
        made.clear()


def test_what_killed_processes_left_is_swept(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".a.po.00000000.new", ".b.po.00000000.new", "c.new"))
    for path in (old, young, other):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    os.utime(other, (0, 0))
    files.sweep(tmp_path)
    assert names(tmp_path) == [young.name, other.name]


# Edits, while another program saves the file


def test_rewrite_looks_again_if_the_file_was_saved_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")
    seen = []

    def change(data: bytes) -> bytes:
        seen.append(data)
        if len(seen) < 3:
            path.write_bytes(data + b"e")
        return data + b"!"

    assert files.rewrite(path, change) == (b"1ee", b"1ee!")
    assert seen == [b"1", b"1e", b"1ee"]
    assert path.read_bytes() == b"1ee!"
    assert names(tmp_path) == ["a.txt"]


def test_a_save_in_the_last_instant_is_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    saves = [b"theirs", b"theirs, over ours"]
    real = renaming.exchange

    def exchange(one: str, other: str) -> bool:
        """The real one, after an editor's save."""
        if saves:
            (tmp_path / "editor").write_bytes(saves.pop(0))
            (tmp_path / "editor").replace(path)
        return real(one, other)

    monkeypatch.setattr(files, "exchange", exchange)
    outcome = files.replace(path, b"old", b"ours")
    if outcome.replaced:
        pytest.skip("by nature: this file system cannot exchange two files")
    assert path.read_bytes() == b"theirs, over ours"
    assert outcome.undone[0] == b"theirs"
    assert names(tmp_path) == ["a.txt"]


def test_without_the_exchange_the_last_look_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "exchange", lambda one, other: False)
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    assert not files.replace(path, b"older", b"new").replaced
    assert path.read_bytes() == b"old"
    assert files.replace(path, b"old", b"new").replaced
    assert path.read_bytes() == b"new"
    assert not files.replace(tmp_path / "none", b"", b"new").replaced
    assert names(tmp_path) == ["a.txt"]


def test_rewrite_gives_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.2)
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")

    def change(data: bytes) -> bytes:
        path.write_bytes(data + b"e")
        return data + b"!"

    with pytest.raises(FileProblem, match=r"another program keeps saving this file.*Nothing was changed"):
        files.rewrite(path, change)
    assert set(path.read_bytes()[1:]) == set(b"e")


def test_lines_are_added_in_the_style_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / ".gitignore"
    assert files.add_lines(path, lambda text: ("a", "b")) == ("a", "b")
    assert path.read_bytes() == b"a\nb\n"
    path.write_bytes(b"x\r\ny")
    assert files.add_lines(path, lambda text: () if "a" in text else ("a",)) == ("a",)
    assert path.read_bytes() == b"x\r\ny\r\na\r\n"
    assert files.add_lines(path, lambda text: ()) == ()


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("gone.md")
    with pytest.raises(FileProblem, match=r"a\.md: cannot be read: is a link to gone\.md, which does not exist\.$"):
        files.read_bytes(tmp_path / "a.md")
