"""``audit``: its numbers are those of ``status``, ``provenance`` and ``check``; what it adds are reasons and people."""

import json
import re
from dataclasses import replace

import pytest

from tests.pages import checked_page, text_of
from tests.program import TemporaryProject
from workflow import catalogs, checking
from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.provenance import DraftComment, ignore, put_conflict, put_draft, refuse
from workflow.model import Catalog, Entry, Selection, State
from workflow.project import load
from workflow.reporting import Tally, audit, provenance, status
from workflow.reporting.audit_page import audit_page

HEADER = Entry(
    "", ("Content-Type: text/plain; charset=UTF-8\nLanguage: es\nPlural-Forms: nplurals=2; plural=(n != 1);\n",)
)
PACKAGE = DraftComment("argos", "p-1", "3f2a91c0", risk=0.5)


def draft(source: str, text: str) -> Entry:
    return put_draft(Entry(source), text, PACKAGE)


def changed(entry: Entry) -> Entry:
    """The entry after its source was edited, as msgmerge leaves it."""
    return replace(entry, msgid=entry.msgid.replace(".", " now."), previous_msgid=entry.msgid, flags=("fuzzy",))


ANA = approve(Entry("Buy a ticket.", ("Compre un billete.",)), "Ana", "2026-11-20", review=Review.BILINGUAL)
GUIDE = (
    Entry("The ferry"),
    draft("It leaves at nine.", "Sale a las nueve."),
    approve(ANA, "Ben", "2026-11-21", review=Review.TARGET),
    approve(Entry("Sit down.", ("Siéntese.",)), "Ana", "2026-11-22", review=Review.BILINGUAL),
    approve(draft("Take a seat.", "Tome asiento."), "by=rule", "2026-11-23"),
    changed(approve(Entry("No dogs.", ("Sin perros.",)), "Ben", "2026-11-01", review=Review.TARGET)),
    put_conflict(Entry("Two cats.", ("Dos gatos.",), flags=("fuzzy",)), ("Dos gatas.",)),
    Entry("Wait here please.", ("Espere",), flags=("fuzzy",)),
    refuse(Entry("Mind the gap."), engine="argos", hash="3f2a91c0", reason="lost the code span"),
    refuse(Entry("Stand clear."), engine="", hash="", reason="The sense is reversed.", by="Ana"),
    ignore(Entry("It has 12 doors.", ("Tiene 13 puertas.",)), "numbers", by="Ben", reason="A thirteenth was built."),
    replace(ignore(Entry("It has 3 decks.", ("Tiene 3 cubiertas.",)), "numbers", by="", reason="x"), msgstr=("Tiene 4 cubiertas",)),
)  # fmt: skip
INDEX = (Entry("Welcome", ("Bienvenidos",)), draft("Read on.", "Siga leyendo."))


@pytest.fixture
def ferry(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: The ferry\nsource_language: en\nlanguages: [es, ar]\n")
    project.write("source/guide.md", "# The ferry\n\n" + "\n\n".join(entry.msgid for entry in GUIDE[1:]) + "\n")
    project.write("source/index.md", "# Welcome\n\nRead on.\n")
    for document, entries in (("guide.md", GUIDE), ("index.md", INDEX)):
        catalogs.write(Catalog(entries, HEADER), load(project.root).catalog_path("es", document))
    return project


def test_the_numbers_are_those_of_the_other_reports(ferry: TemporaryProject) -> None:
    project = load(ferry.root)
    for selection in (Selection(), Selection(("es",), ("guide",)), Selection(("ar",))):
        report = audit(project, selection)
        assert report.status == status(project, selection)
        assert report.provenance == provenance(project, selection)
        found = checking.check(project, selection)
        assert sum(one.findings for one in report.checks) == len(found.findings)
        assert report.checked == found.entries
        for total, origins, one in zip(
            report.status.languages, report.provenance.languages, report.languages, strict=True
        ):
            for state, tallies in (
                (State.NEEDS_WORK, one.needs),
                (State.DRAFT, one.drafts),
                (State.APPROVED, one.approved),
            ):
                added = sum(tallies.values(), Tally())
                assert (added.units, added.words) == (total.states.get(state, 0), total.words.get(state, 0)), state
            assert one.void.units == origins.void == len({finding.unit for finding in total.void})
            assert total.word_count == sum(total.words.values())


def test_reasons_and_people(ferry: TemporaryProject) -> None:
    es, ar = audit(load(ferry.root)).languages
    assert {need.value: (tally.units, tally.words) for need, tally in es.needs.items()} == {
        "stale": (1, 3), "unfinished": (1, 3), "conflict": (1, 2),
    }  # fmt: skip
    assert {name: tally.units for name, tally in es.drafts.items()} == {"read it": 2}
    assert {look.value: tally for look, tally in es.approved.items()} == {"bilingual": Tally(2, 5), "rule": Tally(1, 3)}
    assert [(one.name, one.review.value, one.tally, one.latest) for one in es.signed] == [
        ("Ana", "bilingual", Tally(2, 5), "2026-11-22"),
        ("Ben", "target", Tally(1, 3), "2026-11-21"),
        ("", "rule", Tally(1, 3), "2026-11-23"),
    ]
    assert es.revised == Tally(1, 3)
    assert es.void == Tally(1, 3)
    assert [(one.who, one.by_person, one.reason, one.tally) for one in es.refused] == [
        ("Ana", True, "The sense is reversed.", Tally(1, 2)),
        ("argos", False, "lost the code span", Tally(1, 3)),
    ]
    assert [(one.check, one.reason, one.who, one.holds, len(one.units)) for one in es.dismissed] == [
        ("numbers", "A thirteenth was built.", "Ben", True, 1), ("numbers", "x", "", False, 1),
    ]  # fmt: skip
    assert [(one.id, one.severity.value, one.findings, one.units) for one in es.checks[:2]] == [
        ("numbers", "error", 1, 1), ("end_stop", "warning", 1, 1),
    ]  # fmt: skip
    assert es.findings["error"] == 1
    assert not (ar.needs or ar.drafts or ar.signed or ar.refused or ar.dismissed or ar.checks)


GOLDEN = """\
The ferry: 2 documents, en → es, ar

           entries words empty draft work transl appr      progress
es Spanish      14    38     7     6    8      9    8 ███▒░░░░  44%
ar Arabic       14    38    38     ·    ·      ·    · ░░░░░░░░   0%

█ translated by people   ▒ machine draft   ░ to do
Columns and progress are in words.

es Spanish                                                     entries    words
  missing                                                            3        7
  needs work                                                         3        8
    stale: the source has changed                                    1        3
    unfinished                                                       1        3
    conflict: two people's texts                                     1        2
  drafts that no person has read                                     2        6
    read it                                                          2        6
  translated, not approved                                           3        9
  approved                                                           3        8
    read against the source by Ana, 2026-11-22                       2        5
    translation read alone by Ben, 2026-11-21                        1        3
    by a rule, read by nobody (an unnamed rule), 2026-11-23          1        3
    by two or more people                                            1        3
  approvals that no longer hold                                      1        3
  refused                                                            2        5
    by Ana: The sense is reversed.                                   1        2
    drafts by argos failed validation: lost the code span            1        3
  ignored findings                                                   2
    numbers by Ben: A thirteenth was built.                          1
    no longer, the text has changed: numbers: x                      1
"""


def test_the_terminal(ferry: TemporaryProject) -> None:
    text = ferry.good("audit").out
    assert text.startswith(GOLDEN)
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"^  numbers +error +1 +· +1$", text, re.MULTILINE)
    assert "p-1: nobody has measured its drafts" in " ".join(text.split())
    assert "Catalogs are out of date." in text
    only = ferry.good("audit", "-l", "es", "-d", "index").out
    assert "ar Arabic" not in only and "  index.md" in only and "guide.md" not in only
    assert "  guide.md" in ferry.good("audit", "-v").out


def test_json(ferry: TemporaryProject) -> None:
    data = json.loads(ferry.good("audit", "--json").out)
    es = data["languages"][0]
    assert data["status"]["languages"][0]["states"]["approved"] == 3
    assert es["needs"]["stale"] == {"units": 1, "words": 3}
    assert es["findings"]["error"] == 1 and data["checks"][0]["id"] == "numbers"
    assert es["dismissed"][0]["units"][0].startswith("es:guide#")


def test_the_page(ferry: TemporaryProject) -> None:
    assert ferry.good("audit", "--html", "audit.html").out == "Wrote: audit.html\n"
    top = checked_page(ferry.read("audit.html"))
    text = " ".join(text_of(top.find("body")).split())
    for part in (
        "The sense is reversed.",
        "lost the code span",
        "A thirteenth was built.",
        "translation read alone",
        "العربية",
    ):
        assert part in text
    charts = [
        one.attrib["aria-label"] for one in top.iter("{http://www.w3.org/2000/svg}svg") if "aria-label" in one.attrib
    ]
    assert "Arabic: missing 100 %" in charts
    [arabic] = [one for one in top.iter("bdi") if one.text == "العربية" and one.attrib["dir"] == "rtl"][:1]
    assert arabic.attrib["lang"] == "ar"
    project = load(ferry.root)
    assert audit_page(audit(project), "2026-11-29") == audit_page(audit(load(ferry.root)), "2026-11-29")


def test_only_its_own_pages_are_overwritten(ferry: TemporaryProject) -> None:
    before = ferry.files()
    assert "source/guide.md: is not a page" in ferry.run("audit", "--html", "source/guide.md").line()
    assert ferry.files() == before
    for _ in range(2):
        ferry.good("audit", "--html", "out/audit.html")
    assert ferry.run("audit", "--html", "out").code == 2


HOSTILE = "</td></style><script>alert(1)</script><a href=javascript:alert(1)>{{ 7 * 7 }}"


def test_hostile_texts_stay_texts(ferry: TemporaryProject) -> None:
    ferry.write("workflow.yaml", f"title: '{HOSTILE}\u202e'\nsource_language: en\nlanguages: [es]\n")
    entries = (
        approve(Entry("Read on.", ("Siga leyendo.",)), f"{HOSTILE} \u202eA", "2026-11-20"),
        ignore(Entry("Welcome", ("Bienvenidos",)), "numbers", by=HOSTILE, reason=f"{HOSTILE}\x1b[31m"),
        refuse(Entry("On."), engine=HOSTILE.replace(" ", ""), hash="", reason=HOSTILE),
    )
    catalogs.write(Catalog(entries, HEADER), load(ferry.root).catalog_path("es", "index.md"))
    ferry.good("audit", "--html", "audit.html")
    page = ferry.read("audit.html")
    text = text_of(checked_page(page))
    assert text.count("<script>alert(1)</script>") >= 5 and "{{ 7 * 7 }}" in text
    assert "\u202e" not in page and "\x1b" not in page
    assert "\x1b" not in ferry.good("audit").out


def test_an_empty_project(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    (project.root / "source").mkdir()
    assert "No documents found." in project.good("audit").out
    project.good("audit", "--html", "a.html")
    assert "No documents were found." in text_of(checked_page(project.read("a.html")))
    project.write("source/guide.md", "One house.\n")
    assert "missing" in project.good("audit").out
    project.good("audit", "--html", "a.html")
    checked_page(project.read("a.html"))
    assert json.loads(project.good("audit", "--json").out)["checked"] == 0


def test_what_is_damaged_is_named_and_hides_nothing_else(ferry: TemporaryProject) -> None:
    ferry.write("locales/es/LC_MESSAGES/guide.po", 'msgid "x\n')
    ferry.write("source/bad.md", b"\xff\xfe\x00bad")
    done = ferry.run("audit", "-d", "*")
    problems = done.problems()
    assert [name for name in ("guide.po", "bad.md") if sum(name in line for line in problems) != 1] == []
    assert len(problems) == 2
    assert "drafts that no person has read" in done.out and "unreadable" in done.out
    done = ferry.run("audit", "--html", "a.html")
    assert len(done.problems()) == 2
    text = text_of(checked_page(ferry.read("a.html")))
    assert "Could not be read" in text and "guide.po" in text and "unreadable" in text


def test_without_the_glossary_the_rest_is_shown(ferry: TemporaryProject) -> None:
    ferry.write("glossary.csv", 'source,target,colour\nferry,a,red\n"unclosed')
    done = ferry.run("audit")
    assert len(done.problems()) == 1 and "glossary.csv" in done.err
    assert "The checks could not run." in done.out and "by Ana: The sense" in done.out
    assert ferry.run("audit", "--html", "a.html").code == 2
    assert "not checked" in text_of(checked_page(ferry.read("a.html")))
    assert json.loads(ferry.run("audit", "--json").out)["checked"] is None
