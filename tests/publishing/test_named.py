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
        "source/index.md:8: 'größe.md' is not published: there is no such file.",
        "source/index.md:8: 'my page.md' is not published: there is no such file.",
        "source/index.md:8: 'пароль.md#вхід' is not published: there is no such file.",
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


SLUGS = CONFIG + "front_matter: [default, slug]\n"


def gone(made: Small) -> list[str]:
    return list(publish(made.project).moved)


def test_pages_that_have_moved_or_are_gone(river: Small) -> None:
    river.write("workflow.yaml", SLUGS)
    river.write("source/trees.md", "# Trees\n")
    river.write("source/guide.md", "---\nslug: the-guide\n---\n\n# Guide\n")
    river.translate("es", "guide.md", {"the-guide": "la-guía"})
    assert gone(river) == []
    river.translate("es", "guide.md", {"the-guide": "el-manual"})
    moved = "es/la-guía.html was a page of the last publication. It is es/el-manual.html now, and nothing leads there. "
    assert gone(river) == [moved + "Add to redirects in workflow.yaml: /es/la-guía.html: guide.md"]
    assert gone(river) == [], "it is said when it happens"
    river.write("source/wood.md", (river.root / "source/trees.md").read_bytes())
    (river.root / "source/trees.md").unlink()
    (note,) = gone(river)
    assert note == (
        "trees.html (en, es, ar) was a page of the last publication, and its document trees.md is gone. "
        "If another page takes its place, add to redirects in workflow.yaml: trees.html: DOCUMENT"
    )


def test_a_redirect_or_another_page_takes_the_place(river: Small) -> None:
    river.write("source/trees.md", "# Trees\n")
    publish(river.project)
    (river.root / "source/trees.md").unlink()
    river.write("workflow.yaml", CONFIG + "redirects: {/es/trees.html: index.md, trees.html: index.md}\n")
    assert gone(river) == []
    river.write("workflow.yaml", CONFIG)
    river.write("source/trees.txt", "Trees\n")
    assert gone(river) == []
    # A language that is no longer wanted is no surprise.
    river.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]"))
    assert gone(river) == []


def test_many_pages_that_are_gone_are_counted(river: Small) -> None:
    for number in range(9):
        river.write(f"source/p{number}.md", f"# Page {number}\n")
    publish(river.project)
    for number in range(9):
        (river.root / f"source/p{number}.md").unlink()
    notes = gone(river)
    assert [note.split(" ")[0] for note in notes] == ["p0.html", "p1.html", "p2.html", "6"]
    made = TemporaryProject(river.root)
    (river.root / "source/guide.md").unlink()
    assert "Note: guide.html (en, es, ar) was a page of the last publication" in made.good("run").out
    assert notes[-1] == "6 more pages of the last publication have moved or are gone: p3.html, p4.html, p5.html …"


def test_files_of_a_theme_that_no_page_uses(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "theme: look\n")
    river.write("look/footr.html", "<footer></footer>")
    river.write("look/footer.html", '<footer>{% include "parts/imprint.html" %}</footer>')
    river.write("look/parts/imprint.html", "<p>Imprint</p>")
    river.write("look/style.css", "p {}")
    river.write("look/custom.css", '@import "extra.css";')
    river.write("look/extra.css", "p {}")
    river.write("look/font.woff2", b"font")
    assert messages(river, "unused_theme_file") == [
        'look/footr.html: no page uses this template. Did you mean "footer.html"?',
        "look/style.css: no page loads this style sheet. Put its rules into custom.css, or import it there.",
    ]


def test_interface_strings_that_no_page_uses(river: Small) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    river.write(
        "interface/es.po", header + 'msgid "Contents"\nmsgstr "Sumario"\n\nmsgid "Contentz"\nmsgstr "Sumario"\n'
    )
    river.write("interface/nonsense.po", header)
    assert messages(river, "unused_interface_string") == [
        "interface/es.po:7: “Contentz” is no string of the pages. Correct or remove it.",
        "interface/nonsense.po: is for no language of this project. Name it after one, or remove it.",
    ]


@pytest.mark.parametrize(
    ("name", "text", "key", "line"),
    [
        ("_category_.json", '{\n  "label": ["Trees"],\n  "position": 2\n}\n', "label", 2),
        ("_category_.json", '{\n  "position": "2",\n  "label": "Trees"\n}\n', "position", 2),
        ("_category_.yml", "# order\nlabel: Trees\nposition: [1]\n", "position", 3),
        ("_category_.json", '{"position": true}\n', "position", 1),
    ],
)
def test_values_of_category_files_of_the_wrong_kind(river: Small, name: str, text: str, key: str, line: int) -> None:
    river.write("source/trees/oak.md", "# Oak\n")
    river.write(f"source/trees/{name}", text)
    (message,) = messages(river, "unusable_value")
    kind = "a text" if key == "label" else "a number"
    assert message == f'source/trees/{name}:{line}: "{key}" must be {kind}. It is not used.'


def test_links_to_documents_that_are_withheld(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "publish: {complete_only: true}\nredirects: {old.html: guide.md#tools}\n")
    boat = "A boat crosses the river. See [the guide](guide.md#tools) and ![a boat](images/boat.svg)."
    texts = {"The river": "El río", boat: boat, "It is slow.": "Es lento.", "It is safe.": "Es seguro."}
    river.translate("es", "index.md", texts)
    dead = [one for one in publish(river.project).findings if one.id == "dead_link"]
    assert [(one.language, one.message) for one in dead] == [
        (
            "es",
            "source/guide.md: has no localized document in es, since it is complete-only and not all of it may appear. "
            "1 document links to it: index.md.",
        )
    ]
    # Its page says that it is not translated, and has none of the anchors.
    assert 'href="guide.html"' in river.page("es/index.html") and "#tools" not in river.page("es/index.html")
    assert "guide.html#tools" in river.page("en/index.html")
    assert "#tools" not in river.page("es/old.html") and "guide.html#tools" in river.page("en/old.html")


def test_a_broken_file_of_interface_strings_is_named_and_not_used(river: Small) -> None:
    program = TemporaryProject(river.root)
    program.good("publish")
    before = river.tree()
    river.write("interface/es.po", 'msgid ""\nmsgstr ""\n\nmsgid "Contents\n')
    [line] = program.run("publish").problems()
    assert line.startswith("workflow: interface/es.po:4: a string has no closing quote")
    assert river.tree() == before
