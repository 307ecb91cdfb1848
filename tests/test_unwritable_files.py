"""A file that cannot be written stops no command: it is named, the others are written, and the exit code is 2."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from workflow.publishing.builders.base import OutputFolder

CONFIG = "title: T\nsource_language: en\nlanguages: [es, uk]\nengines: [argos, starter]\n"
LIMIT = 30_000
"""The bytes that a file may have: the files of one document are larger, those of the other are not."""
BIG = "# Tides\n\n" + "".join(f"The water rises {number} centimetres here.\n\n" for number in range(100, 700))
SMALL = "# Boats\n\nThe boat is old.\n"


@pytest.fixture
def shore(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/big.md", BIG)
    project.write("source/small.md", SMALL)
    return project


@contextmanager
def unchangeable(project: TemporaryProject, path: str) -> Iterator[None]:
    """Make a file or folder one that not even root may change."""
    done = subprocess.run(["chattr", "+i", project.root / path], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("by nature: files cannot be protected here")
    try:
        yield
    finally:
        subprocess.run(["chattr", "-i", project.root / path], check=True)


def named(lines: list[str]) -> set[str]:
    return {line.split(":")[1].strip() for line in lines}


def test_extract_writes_the_others(shore: TemporaryProject) -> None:
    result = shore.run("extract", largest_file=LIMIT)
    assert named(result.problems()) == {
        "locales/templates/big.pot",
        "locales/es/LC_MESSAGES/big.po",
        "locales/uk/LC_MESSAGES/big.po",
    }
    assert "Wrote: locales/es/LC_MESSAGES/small.po" in result.out and "big" not in result.out
    assert "es: 2 new" in result.out
    shore.good("extract")
    assert "700" not in shore.read("locales/es/LC_MESSAGES/big.po") and "699" in shore.read(
        "locales/es/LC_MESSAGES/big.po"
    )
    assert "everything is up to date" in shore.good("extract").out


def test_draft_writes_the_others_and_the_next_one_continues(shore: TemporaryProject) -> None:
    shore.good("extract")
    with unchangeable(shore, "locales/es/LC_MESSAGES/big.po"):
        before = shore.read("locales/es/LC_MESSAGES/big.po")
        result = shore.run("draft", "-l", "es", "--limit", "8")
        assert named(result.problems()) == {"locales/es/LC_MESSAGES/big.po"}
        assert shore.read("locales/es/LC_MESSAGES/big.po") == before
        shore.run("draft", "-l", "es", "-d", "small.md")
    assert "workflow-draft" in shore.read("locales/es/LC_MESSAGES/small.po")
    small = shore.read("locales/es/LC_MESSAGES/small.po")
    shore.good("draft", "-l", "es", "--limit", "8")
    assert shore.read("locales/es/LC_MESSAGES/big.po").count("workflow-draft") == 8
    assert shore.read("locales/es/LC_MESSAGES/small.po") == small


def test_run_does_the_rest(shore: TemporaryProject) -> None:
    result = shore.run("run", "-l", "uk", largest_file=LIMIT)
    assert {"locales/templates/big.pot", "locales/uk/LC_MESSAGES/big.po"} <= named(result.problems())
    assert shore.read("locales/uk/LC_MESSAGES/small.po")
    assert "The boat is old." in shore.read("editions/source/uk/small.md")


def test_catalogs_of_other_documents_are_retired_and_pruned(shore: TemporaryProject) -> None:
    shore.write("source/third.md", SMALL)
    shore.good("extract")
    for name in ("small", "third"):
        (shore.root / f"source/{name}.md").unlink()
    with unchangeable(shore, "locales/templates/small.pot"), unchangeable(shore, "locales/es/LC_MESSAGES/small.po"):
        assert named(shore.run("extract").problems()) == {
            "locales/templates/small.pot",
            "locales/es/LC_MESSAGES/small.po",
        }
        assert not (shore.root / "locales/templates/third.pot").exists()
        shore.run("extract", "--prune").problems()
        left = {path.name for path in (shore.root / "locales/es/LC_MESSAGES").iterdir()}
        assert left == {"big.po", "small.po"}
    shore.good("extract", "--prune")
    assert not (shore.root / "locales/es/LC_MESSAGES/small.po").exists()


@pytest.mark.parametrize("place", ["html", "source", "manifest.json"])
def test_an_output_that_cannot_be_replaced_keeps_no_other(shore: TemporaryProject, place: str) -> None:
    shore.good("run")
    pages = {"html": "editions/html/es/small.html", "source": "editions/source/es/small.md"}
    shore.write("source/small.md", SMALL + "\nIt floats.\n")
    shore.good("extract")
    manifest = shore.read("editions/manifest.json")
    with unchangeable(shore, f"editions/{place}"):
        result = shore.run("publish")
        assert named(result.problems()) == {f"editions/{place}"}
    assert result.out.startswith("Published:")
    for name, page in pages.items():
        assert ("floats" in shore.read(page)) is (name != place)
    assert (shore.read("editions/manifest.json") == manifest) is (place == "manifest.json")
    shore.good("publish")
    assert all("floats" in shore.read(page) for page in pages.values())
    assert not list((shore.root / "editions").glob(".building*"))


def test_a_page_that_cannot_be_removed_is_replaced_and_named(shore: TemporaryProject) -> None:
    shore.good("run")
    shore.write("source/small.md", SMALL + "\nIt floats.\n")
    page = shore.root / "editions/html/es/small.html"
    with unchangeable(shore, "editions/html/es/small.html"):
        held = page.stat().st_ino
        (line,) = shore.run("publish").problems()
        assert "cannot be removed" in line
        assert "It floats." in page.read_text("utf-8")
        (left,) = (shore.root / "editions").glob(".building-*/html/es/small.html")
        assert left.stat().st_ino == held
        subprocess.run(["chattr", "-i", left], check=True)
        subprocess.run(["chattr", "+i", page], check=True)
    shore.good("publish")
    assert not list((shore.root / "editions").glob(".building-*"))


def test_a_file_whose_name_cannot_be_used_is_left_out_of_an_output(tmp_path: Path) -> None:
    output = OutputFolder(tmp_path / "new", tmp_path / "html")
    for path in ("a.html", "a.html/b.html", "n" * 260, "c.html"):
        output.write(path, b"x")
    assert sorted(path.name for path in output.staging.iterdir()) == ["a.html", "c.html"]
    assert [str(problem) for problem in output.problems] == [
        f"{tmp_path}/html/{'n' * 260}: cannot be written: file name too long. It was left out.",
    ]
    assert [str(problem) for problem in output.collisions.values()] == [
        "a.html and a.html/b.html cannot both be published: html/a.html and html/a.html/b.html are one name, or a file and a "
        "folder, where case and accents do not count. Rename one of them."
    ]
    output.copy(tmp_path / "none.svg", "none.svg")
    assert "none.svg: cannot be read: no such file or directory" in str(output.problems[-1])


def test_a_picture_that_cannot_be_read_is_left_out(shore: TemporaryProject) -> None:
    shore.write("source/small.md", SMALL + "\n![A boat](boat.svg)\n")
    os.mkfifo(shore.write("source/boat.svg", "").with_suffix(".pipe"))
    (shore.root / "source/boat.svg").unlink()
    (shore.root / "source/boat.pipe").rename(shore.root / "source/boat.svg")
    result = shore.run("publish")
    assert "The boat is old." in shore.read("editions/html/es/small.html")
    assert result.code in (0, 2) and "boat.svg" in result.err


def test_a_strict_publication_that_cannot_be_written_whole_changes_nothing(shore: TemporaryProject) -> None:
    shore.good("run")
    manifest = shore.read("editions/manifest.json")
    shore.write("source/big.md", f"{BIG}It floats.\n")
    shore.good("extract")
    result = shore.run("publish", "--strict", largest_file=LIMIT)
    assert result.code == 2 and result.out.startswith("Not published:")
    assert shore.read("editions/manifest.json") == manifest


def test_many_problems_of_one_kind_do_not_hide_the_report(shore: TemporaryProject) -> None:
    for number in range(20):
        shore.write(f"source/more{number}.md", SMALL)
    shore.write("locales/uk", "a file")
    lines = shore.run("extract").err.splitlines()
    assert lines[-2] == "… and 10 more. Use -v to list all."
    assert len(lines) == 13
    verbose = shore.run("-v", "extract").err.splitlines()
    assert len([line for line in verbose if line.startswith("workflow: locales/uk/")]) == 22
    assert shore.read("locales/es/LC_MESSAGES/more19.po")
