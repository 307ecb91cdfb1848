"""Nothing happens in silence: what a publication leaves behind, cannot use or does not understand is named, with its place."""

import json
import re
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import CONFIG, INDEX, Small, small
from workflow.model import Selection
from workflow.publishing import preview_of, publish


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def messages(made: Small, name: str) -> list[str]:
    return [finding.message for finding in publish(made.project).findings if finding.id == name]


def test_the_folder_of_an_output_that_is_no_longer_built(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [html, source, epub]\n")
    publish(river.project)
    river.write("workflow.yaml", CONFIG)
    (note,) = [note for note in publish(river.project).notes if "epub" in note]
    assert note.startswith("editions/epub/ has an earlier publication") and "Remove the folder" in note
    assert [note for note in publish(river.project).notes if "epub" in note] == [note], "as long as it is there"
    assert (river.root / "editions/epub").is_dir()


def test_with_a_damaged_record_all_languages_are_built(river: Small) -> None:
    publish(river.project)
    before = river.tree("editions/html")
    record = river.root / "editions/manifest.json"
    good = record.read_bytes()
    record.write_bytes(good[: len(good) // 2])
    report = publish(river.project, Selection(("es",)))
    (finding,) = [one for one in report.findings if one.id == "altered_record"]
    assert finding.message.startswith("editions/manifest.json: ") and "damaged" in finding.message
    assert "All languages" in finding.message
    assert [one for one in report.findings if one.id == "foreign_file"] == []
    assert river.tree("editions/html") == before and record.read_bytes() == good


def test_paths_in_messages_are_below_the_project(river: Small) -> None:
    river.write("source/index.md", "---\ntitle: [\n---\n\n# x\n")
    program = TemporaryProject(river.root)
    elsewhere = TemporaryProject(river.root.parent)  # the terminal shortens paths below the current folder
    for command in ("publish", "extract"):
        text = elsewhere.good("-C", river.root, command, "--json").out
        found = [one for one in json.loads(text)["findings"] if one["id"] == "unreadable_front_matter"]
        assert [one["message"].split(" ")[0] for one in found] == ["source/index.md:2:"]
    assert "source/index.md:2: " in program.run("publish").err


def test_links_are_shown_as_people_read_them(river: Small) -> None:
    river.write("source/index.md", INDEX + "\n[a](größe.md) [b](my%20page.md) [c](пароль.md#вхід)\n")
    assert messages(river, "dead_link") == [
        "source/index.md:8: 'größe.md' is not published.",
        "source/index.md:8: 'my page.md' is not published.",
        "source/index.md:8: 'пароль.md#вхід' is not published.",
    ]


def test_foreign_files_of_a_preview_have_their_own_folder(river: Small) -> None:
    publish(preview_of(river.project))
    river.write("editions/preview/html/mine.txt", "mine")
    found = [one.message for one in publish(preview_of(river.project)).findings if one.id == "foreign_file"]
    assert [message.split(" ")[0] for message in found] == ["editions/preview/html/mine.txt:"]


def test_a_file_in_the_place_of_an_output_is_not_replaced(river: Small) -> None:
    river.write("editions/html", "my notes")
    report = publish(river.project)
    assert report.failed == ("html",)
    assert [str(problem).removeprefix(f"{river.root}/") for problem in report.problems] == [
        "editions/html: is a file, and the folder of an output belongs there. Move or remove it, then publish again."
    ]
    assert (river.root / "editions/html").read_text(encoding="utf-8") == "my notes"


def test_no_kind_of_finding_hides_another_in_the_terminal(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "publish: {complete_only: true}\n")
    for number in range(20):
        river.write(f"source/p{number:02}.md", f"# Page {number}\n")
    river.write("source/z.md", "# Z\n\n[gone](gone.md) [lost](lost.md)\n")
    err = TemporaryProject(river.root).good("publish").err
    assert "'gone.md' is not published" in err and "'lost.md' is not published" in err
    shown = err.splitlines()
    assert len(shown) == 13 and re.fullmatch(r"… and \d+ more\. Use -v to list all\.", shown[-1])
