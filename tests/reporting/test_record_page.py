"""``provenance --report``: the page says what the record holds, for a person who signs it."""

import hashlib
from pathlib import Path

import pytest

from tests.pages import checked_page, text_of
from tests.program import TemporaryProject
from tests.publishing.project import Small, recorded
from workflow.publishing import publish, verify
from workflow.reporting.record_page import record_of, record_page


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = recorded(tmp_path)
    publish(made.project)
    return made


def page_of(river: Small) -> str:
    project = river.project
    return record_page(project, record_of(project), "0" * 64, "2026-12-01", verified=not verify(project).findings)


def test_the_page_names_people_policy_and_shares(river: Small) -> None:
    top = checked_page(page_of(river))
    text = " ".join(text_of(top.find("body")).split())
    for part in (
        "Responsible: Ann, editor",
        "Responsible: Nour",
        "May appear, in this order: approved, translated, previous, draft, source. Drafts up to a risk of 0.9.",
        "Findings hold back drafts from the severity error on.",
        "kinds: heading. May appear, in this order: approved, source.",
        "drafted by a machine, unedited1521 %",
        "drafted by a machine or the memory, edited by a person57 %",
        "read against the source57 %",
        "machine translation, read by nobody57 %",
        "argos translate-en_es-0_1 0a1b2c3d2028 %",
        "Editions, documents and catalogs were compared with the record, and are the same.",
        "It does not say that a law or a standard is met.",
        "0" * 64,
    ):
        assert part in text
    charts = [
        one.attrib["aria-label"] for one in top.iter("{http://www.w3.org/2000/svg}svg") if "aria-label" in one.attrib
    ]
    assert any(one.startswith("Spanish: written by a person 21 %") for one in charts)


def test_a_publication_that_was_changed_is_not_called_the_same(river: Small) -> None:
    (river.root / "editions/html/es/index.html").write_bytes(b"")
    assert "Not the same as when it was published" in page_of(river)


def test_hostile_names_stay_texts(river: Small) -> None:
    hostile = "</td><script>alert(1)</script>{{ 7 * 7 }}\u202e"
    config = (river.root / "workflow.yaml").read_text(encoding="utf-8")
    river.write("workflow.yaml", config.replace("Ann, editor", f"'{hostile}'").replace("The river", f"'{hostile}'"))
    publish(river.project)
    page = page_of(river)
    assert text_of(checked_page(page)).count("<script>alert(1)</script>{{ 7 * 7 }}") >= 3
    assert "\u202e" not in page and "<script>" not in page


def test_the_command(river: Small) -> None:
    program = TemporaryProject(river.root)
    shown = program.good("provenance", "--report", "record.html", env={"SOURCE_DATE_EPOCH": "1796083200"})
    assert shown.out == "Wrote: record.html\n"
    page = program.read("record.html")
    assert hashlib.sha256((river.root / "editions/manifest.json").read_bytes()).hexdigest() in page
    assert 'written on <time datetime="2026-12-01">' in page
    assert "is not a page" in program.run("provenance", "--report", "source/guide.md").line()
    assert "about the whole publication" in program.run("provenance", "--report", "x.html", "-l", "es").err
    (river.root / "editions/manifest.json").unlink()
    assert "Run `workflow publish`" in program.run("provenance", "--report", "record.html").line()
