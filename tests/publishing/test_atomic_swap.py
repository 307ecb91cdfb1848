"""Folders change places whole, with the exchange that Linux has and without it."""

import os
from pathlib import Path

import pytest

from workflow.errors import FileProblem
from workflow.publishing import atomic_swap
from workflow.publishing.atomic_swap import put_folder, same_tree, staging
from workflow.renaming import exchange


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of putting a folder in place: the second is what a file system without the exchange gets."""
    if request.param == "two renames":
        monkeypatch.setattr(atomic_swap, "exchange", lambda one, other: False)
    return str(request.param)


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text)
    return path


@pytest.mark.usefixtures("way")
def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    current = folder(tmp_path / "html", a="old", b="old")
    with staging(tmp_path, ("html",)) as place:
        assert put_folder(folder(place / "html", a="new"), current)
    assert [(path.name, path.read_text()) for path in current.iterdir()] == [("a", "new")]
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != ".lock") == ["html"]


def test_the_first_one_is_just_put_there(tmp_path: Path) -> None:
    with staging(tmp_path / "editions", ("html",)) as place:
        assert put_folder(folder(place / "html", a="new"), tmp_path / "editions/html")
    assert (tmp_path / "editions/html/a").read_text() == "new"


def test_an_equal_folder_is_left_alone(tmp_path: Path) -> None:
    current = folder(tmp_path / "html", a="same")
    before = (current.stat().st_ino, (current / "a").stat().st_mtime_ns)
    with staging(tmp_path, ("html",)) as place:
        assert not put_folder(folder(place / "html", a="same"), current)
    assert (current.stat().st_ino, (current / "a").stat().st_mtime_ns) == before


def test_the_exchange_is_one_step_where_the_system_has_it(tmp_path: Path) -> None:
    one, other = folder(tmp_path / "one", a="1"), folder(tmp_path / "other", a="2")
    if not exchange(one, other):
        pytest.skip("by nature: this file system cannot exchange two folders")
    assert ((one / "a").read_text(), (other / "a").read_text()) == ("2", "1")


@pytest.mark.usefixtures("way")
def test_what_a_link_leads_to_is_not_replaced(tmp_path: Path) -> None:
    served = folder(tmp_path / "www", a="old")
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions/html").symlink_to(served)
    with pytest.raises(FileProblem, match=r"html: is a link to .*www\."):
        put_folder(folder(tmp_path / "new", a="new"), tmp_path / "editions/html")
    (tmp_path / "linked").symlink_to(tmp_path / "editions")
    for editions in (tmp_path / "editions", tmp_path / "linked"):
        with pytest.raises(FileProblem, match="is a link to"), staging(editions, ("html",)):
            pass
    assert (served / "a").read_text() == "old"
    assert [path.name for path in (tmp_path / "editions").iterdir()] == ["html"]


def test_where_the_second_rename_fails_the_first_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_swap, "exchange", lambda one, other: False)
    current = folder(tmp_path / "html", a="old")
    with pytest.raises(FileProblem, match="cannot be written"):
        put_folder(tmp_path / "not there", current)
    assert (current / "a").read_text() == "old"


def test_a_run_killed_between_two_renames_is_put_right(tmp_path: Path) -> None:
    folder(tmp_path / ".previous-html", a="old")
    folder(tmp_path / ".building-x/html", a="half")
    with staging(tmp_path, ("html",)):
        assert (tmp_path / "html/a").read_text() == "old"
        assert not (tmp_path / ".building-x").exists()
    assert not (tmp_path / ".previous-html").exists()


def test_a_run_killed_after_two_renames_is_cleaned_up(tmp_path: Path) -> None:
    folder(tmp_path / "html", a="new")
    folder(tmp_path / ".previous-html", a="old")
    with staging(tmp_path, ("html",)):
        assert (tmp_path / "html/a").read_text() == "new"
    assert not (tmp_path / ".previous-html").exists()


def test_one_publisher_at_a_time(tmp_path: Path) -> None:
    with (
        staging(tmp_path, ()) as first,
        pytest.raises(FileProblem, match=r"another `workflow publish` is running"),
        staging(tmp_path, ()),
    ):
        pass
    assert not first.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="by nature: root may write everywhere")
def test_a_read_only_folder_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(FileProblem, match="cannot be written: permission denied"), staging(tmp_path / "x", ()):
            pass
    finally:
        tmp_path.chmod(0o755)


def test_a_file_where_the_folder_should_be_is_reported(tmp_path: Path) -> None:
    (tmp_path / "editions").write_text("")
    with pytest.raises(FileProblem, match=r"editions: cannot be written"), staging(tmp_path / "editions", ()):
        pass


def test_trees_are_compared_by_bytes(tmp_path: Path) -> None:
    one = folder(tmp_path / "1", **{"a": "x", "d/b": "y"})
    assert same_tree(one, folder(tmp_path / "2", **{"a": "x", "d/b": "y"}))
    assert not same_tree(one, folder(tmp_path / "3", **{"a": "x", "d/b": "z"}))
    assert not same_tree(one, folder(tmp_path / "4", **{"a": "x"}))
    assert not same_tree(one, folder(tmp_path / "5", **{"a": "x", "d": "y"}))
    assert not same_tree(one, tmp_path / "none")
