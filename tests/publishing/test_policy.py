"""The publication policy: every state, kind of text and list of what may appear; what checks hold back; complete-only documents."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small, words
from workflow import catalogs
from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.provenance import DraftComment, put_conflict, put_draft, put_edit
from workflow.catalogs.source_edits.kinds import EditKind
from workflow.catalogs.states import state
from workflow.errors import GlossaryError
from workflow.findings import Finding
from workflow.model import Catalog, Document, Entry, Kind, Selection, Severity, Span, State, Unit
from workflow.project import load
from workflow.project.addresses import UnitFinder
from workflow.project.publish_policy import KINDS, PublishPolicy, PublishRule, PublishSettings, TextLevel, kinds_of
from workflow.publishing import publish
from workflow.publishing.language_policy import LanguagePolicy
from workflow.publishing.policy import decide, offered
from workflow.publishing.report import ReaderCounts
from workflow.publishing.ui_catalogs import interface
from workflow.reporting import describe, status

A, T, P, D, S = TextLevel
DAY = "2026-11-28"
EMPTY = Entry("The boat is slow.")
FILLED = replace(EMPTY, msgstr=("El barco es lento.",))
MACHINE = DraftComment("argos", "translate-en_es-1_9", "0a1b2c3d", risk=0.25)
DRAFTED = put_draft(EMPTY, "El bote es lento.", MACHINE)
FUZZY = replace(FILLED, flags=("fuzzy",))
EDITED = put_edit(FUZZY, EditKind.SENTENCE, "12345678")

ENTRIES: dict[str, tuple[Entry, State, tuple[TextLevel, ...]]] = {
    # the entry, its state, and what it offers
    "untranslated": (EMPTY, State.UNTRANSLATED, ()),
    "draft": (DRAFTED, State.DRAFT, (D,)),
    "draft of unknown risk": (put_draft(EMPTY, "El bote.", replace(MACHINE, risk=None)), State.DRAFT, (D,)),
    "copy": (put_draft(EMPTY, EMPTY.msgid, DraftComment("copy")), State.DRAFT, (D,)),
    "draft that a rule approved": (approve(DRAFTED, "low-risk", DAY, review=Review.RULE), State.APPROVED, (D,)),
    "draft that a person accepted": (replace(DRAFTED, flags=()), State.TRANSLATED, (T,)),
    "draft that a person approved": (approve(DRAFTED, "Ana", DAY, review=Review.BILINGUAL), State.APPROVED, (A,)),
    "draft that a person edited": (replace(DRAFTED, msgstr=("Es lento.",), flags=()), State.TRANSLATED, (T,)),
    "translated": (FILLED, State.TRANSLATED, (T,)),
    "person's text that a rule approved": (approve(FILLED, "all", DAY, review=Review.RULE), State.APPROVED, (T,)),
    "approved": (approve(FILLED, "Ana", DAY), State.APPROVED, (A,)),
    "stale": (replace(FUZZY, previous_msgid="The boat is fast."), State.NEEDS_WORK, ()),
    "unfinished": (FUZZY, State.NEEDS_WORK, ()),
    "conflict": (put_conflict(FILLED, ("Otro.",)), State.NEEDS_WORK, ()),
    "typo mended": (put_edit(FUZZY, EditKind.COSMETIC, "12345678"), State.NEEDS_WORK, (T,)),
    "facts exchanged": (put_edit(FUZZY, EditKind.FACTS, "12345678"), State.NEEDS_WORK, (T,)),
    "sentence changed": (EDITED, State.NEEDS_WORK, (P,)),
    "rewritten": (put_edit(FUZZY, EditKind.REWRITTEN, "12345678"), State.NEEDS_WORK, (P,)),
    "repaired": (put_draft(EDITED, "El barco no es lento.", MACHINE), State.DRAFT, (P, D)),
    "repaired, of an unknown edit": (put_draft(FUZZY, "El barco no es lento.", MACHINE), State.DRAFT, ()),
}
POLICIES: dict[str, PublishSettings] = {
    "default": PublishSettings(),
    "people only": PublishSettings(allow=(A, T, P)),
    "people only, or the source": PublishSettings(allow=(A, T, S)),
    "approved": PublishSettings(allow=(A,)),
    "drafts first": PublishSettings(allow=(A, T, D, P, S)),
    "drafts only": PublishSettings(allow=(D,)),
    "drafts up to a risk": PublishSettings(max_risk=0.2),
    "drafts up to a higher risk": PublishSettings(max_risk=0.25),
    "nothing": PublishSettings(allow=(S,)),
}


def unit(kind: Kind = Kind.PARAGRAPH, *admonitions: str) -> Unit:
    return Unit(0, EMPTY.msgid, None, Span(0, 1), kind, 1, admonitions=admonitions)


@pytest.mark.parametrize("name", ENTRIES)
def test_what_an_entry_offers(name: str) -> None:
    entry, expected, levels = ENTRIES[name]
    assert (state(entry), tuple(offered(entry))) == (expected, levels)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("name", ENTRIES)
def test_every_state_under_every_policy(name: str, policy: str) -> None:
    """The first that is listed, offered and not too risky; never anything else."""
    entry, _, levels = ENTRIES[name]
    settings = POLICIES[policy]
    too_risky = {"draft of unknown risk"} if settings.max_risk < 1 else set()
    if settings.max_risk < 0.25:
        too_risky |= {"draft", "draft that a rule approved", "repaired"}
    allowed = [one for one in settings.allow if one in levels and not (one is D and name in too_risky)]
    found = decide(unit(), entry, settings)
    assert found.level is (allowed[0] if allowed else S)
    assert (found.text is None) is (not allowed)
    assert found.unread is (found.level is D)
    assert found.by_person is (found.level in (A, T, P))
    assert found.is_previous is (found.level is P)
    assert bool(found.held) is (bool(levels) and not allowed)
    assert found.is_below is (not allowed and S not in settings.allow and name != "copy")
    assert found.is_incomplete is (not allowed and settings.allow != (S,) and name != "copy")


@pytest.mark.parametrize(
    ("name", "policy", "text"),
    [
        ("repaired", "default", "El barco es lento."),
        ("repaired", "drafts first", "El barco no es lento."),
        ("sentence changed", "default", "El barco es lento."),
        ("draft", "default", "El bote es lento."),
        ("draft", "people only", None),
    ],
)
def test_the_text_itself(name: str, policy: str, text: str | None) -> None:
    assert decide(unit(), ENTRIES[name][0], POLICIES[policy]).text == text


def test_without_an_entry_it_is_the_source() -> None:
    found = decide(unit(), None, POLICIES["approved"])
    assert (found.text, found.state, found.is_below) == (None, State.UNTRANSLATED, True)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("around", [(), ("note",), ("warning",), ("note", "danger"), ("warning", "tip")], ids=str)
def test_every_kind_under_a_rule_for_each_kind(kind: Kind, around: tuple[str, ...]) -> None:
    """A rule for a kind concerns the units of this kind only, in each language and document that it names."""
    one = unit(kind, *around)
    true = kinds_of(one)
    assert true, f"{kind} is of no kind that a rule can name"
    assert ("warning" in true) is bool({"warning", "danger"} & set(around))
    assert ("admonition" in true) is (bool(around) or kind is Kind.ADMONITION_TITLE)
    assert not ("body" in true and around)
    for name in KINDS:
        rule = PublishRule(("es",), ("news/*",), (name,), {"allow": (A, S)})
        policy = PublishPolicy(rules=(rule,))
        for entry, _, levels in ENTRIES.values():
            ruled = decide(one, entry, policy.of_document("es", "news/a.md").of(one)).level
            expected = (A if A in levels else S) if name in true else decide(one, entry, PublishSettings()).level
            assert ruled is expected
        for language, document in (("uk", "news/a.md"), ("es", "guide.md")):
            assert policy.of_document(language, document).of(one) == PublishSettings()


def test_a_later_rule_decides() -> None:
    first = PublishRule(kinds=("heading",), changes={"allow": (A,)})
    second = PublishRule(languages=("es",), changes={"allow": (T, S), "max_risk": 0.5})
    heading, body = unit(Kind.HEADING), unit()
    policy = PublishPolicy(rules=(first, second))
    assert policy.of_document("es", "a.md").of(heading).allow == (T, S)
    assert policy.of_document("uk", "a.md").of(heading).allow == (A,)
    assert policy.of_document("uk", "a.md").of(body) == PublishSettings()
    turned = PublishPolicy(rules=(second, first)).of_document("es", "a.md")
    assert (turned.of(heading).allow, turned.of(heading).max_risk) == ((A,), 0.5)
    assert policy.only((A,)).of_document("es", "a.md").of(heading) == PublishSettings(allow=(A,), max_risk=0.5)


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("limit", [*Severity, None])
def test_findings_hold_back_from_their_severity_on(severity: Severity, limit: Severity | None) -> None:
    finding = Finding("numbers", severity, "The numbers differ.")
    order = list(Severity)
    held = limit is not None and order.index(severity) <= order.index(limit)
    for name, entry in (("hold_back_drafts", DRAFTED), ("hold_back_people", FILLED)):
        settings = PublishSettings(
            hold_back_drafts=limit if name == "hold_back_drafts" else None,
            hold_back_people=limit if name == "hold_back_people" else None,
        )
        found = decide(unit(), entry, settings, [finding])
        assert (found.text is None, found.objection) == ((True, finding) if held else (False, None))
        assert decide(unit(), FILLED if entry is DRAFTED else DRAFTED, settings, [finding]).text is not None


def test_a_repaired_text_that_is_held_back_gives_way_to_the_persons() -> None:
    finding = Finding("numbers", Severity.ERROR, "The numbers differ.")
    found = decide(unit(), ENTRIES["repaired"][0], POLICIES["drafts first"], [finding])
    assert (found.level, found.text) == (P, "El barco es lento.")


# In a project


GUIDE = """\
---
title: The boats
---

# Boats in winter

The boat is slow.

> [!WARNING]
> Never jump from the boat.

!!! note "Ropes"

    A rope is 12 m long.
"""
SPANISH = {
    "The boats": ("Los botes", "draft"),
    "Boats in winter": ("Botes en invierno", "draft"),
    "The boat is slow.": ("El bote es lento.", "draft"),
    "Never jump from the boat.": ("Salte del bote.", "draft"),
    "Ropes": ("Cuerdas", "approved"),
    "A rope is 12 m long.": ("Una cuerda mide 21 m.", "draft"),
}


def boats(root: Path, publish_key: str) -> Small:
    made = small(root, f"{CONFIG}publish:\n{publish_key}" if publish_key else CONFIG)
    (root / "source/guide.md").unlink()
    made.write("source/guide.md", GUIDE)
    made.translate("es", "guide.md", SPANISH)
    return made


def test_machine_text_in_the_body_only(tmp_path: Path) -> None:
    rules = (
        "  rules:\n    - {kinds: [heading, front_matter, warning], allow: [approved, translated, previous, source]}\n"
    )
    river = boats(tmp_path, f"  hold_back: {{drafts: none}}\n{rules}")
    report = publish(river.project)
    page = words(river.page("es/guide.html"))
    assert "El bote es lento." in page and "Una cuerda mide 21 m." in page
    assert "Never jump from the boat." in page and "Boats in winter" in page and "The boats" in page
    assert not [one for one in report.findings if one.id in ("below_policy", "held_back")]
    counts = next(
        page.readers
        for one in report.editions
        if one.language == "es"
        for page in one.pages
        if page.document == "guide.md"
    )
    assert counts == next(
        row.readers for row in status(river.project).rows if (row.language, row.document) == ("es", "guide.md")
    )
    assert (counts.drafts, counts.source, counts.translated) == (2, 3, 1)


def test_a_draft_with_an_error_is_held_back_by_default(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    report = publish(river.project)
    assert "21 m" not in river.page("es/guide.html") and "A rope is 12 m long." in words(river.page("es/guide.html"))
    [finding] = [one for one in report.findings if one.id == "held_back"]
    assert finding.details["check"] == "numbers"
    assert finding.message.startswith(f"locales/es/LC_MESSAGES/guide.po:{finding.catalog_line}: ")
    assert finding.message.endswith(f"(source/guide.md:{finding.source_line}).")
    assert finding.source_line == GUIDE.split("\n").index("    A rope is 12 m long.") + 1
    strict = publish(river.project, strict=True)
    assert strict.blocked
    units = json.loads((tmp_path / "editions/record/guide.md.json").read_bytes())["editions"]["es"]["units"]
    assert [one["held_back"] for one in units if "held_back" in one] == ["numbers"]


def test_a_persons_words_are_not_thrown_off_a_page_unless_the_project_says_so(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    river.translate("es", "guide.md", SPANISH | {"A rope is 12 m long.": "Una cuerda mide 21 m."})
    publish(river.project)
    assert "21 m" in river.page("es/guide.html")
    (tmp_path / "workflow.yaml").write_text(f"{CONFIG}publish: {{hold_back: {{people: error}}}}\n", encoding="utf-8")
    publish(river.project)
    assert "21 m" not in river.page("es/guide.html")


def test_what_a_person_dismissed_holds_nothing_back(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    (tmp_path / "workflow.yaml").write_text(
        f"{CONFIG}checks: [{{ignore: numbers, reason: the text counts otherwise}}]\n", encoding="utf-8"
    )
    publish(river.project)
    assert "21 m" in river.page("es/guide.html")


def test_only_approved_for_one_run(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    report = publish(river.project, only=(A,))
    page = words(river.page("es/guide.html"))
    assert "Cuerdas" in page and "El bote" not in page
    assert [one for one in report.findings if one.id == "below_policy"] == []
    strict = publish(river.project, only=(A,), strict=True)
    [below] = [
        one
        for one in strict.findings
        if one.id == "below_policy" and one.language == "es" and one.document == "guide.md"
    ]
    assert strict.blocked and "and 4 more entries" in below.message and below.catalog_line and below.source_line == 2
    policy = json.loads((tmp_path / "editions/manifest.json").read_bytes())["editions"]["es"]["policy"]
    assert policy["allow"] == ["approved", "source"]
    # Under another policy, nothing of the edition is taken over.
    publish(river.project, Selection(documents=("index",)))
    assert "El bote es lento." in words(river.page("es/guide.html"))


def test_a_complete_only_document_is_published_when_it_is_complete(tmp_path: Path) -> None:
    river = boats(tmp_path, "  rules: [{documents: [guide.md], complete_only: true, hold_back: {drafts: none}}]\n")
    river.write("source/index.md", "# Home\n\nSee [the guide](guide.md#boats-in-winter).\n")
    publish(river.project)
    assert "El bote es lento." in words(river.page("es/guide.html"))
    river.translate("es", "guide.md", SPANISH | {"Never jump from the boat.": ""})
    report = publish(river.project)
    page = river.page("es/guide.html")
    assert "bote" not in page and "Never jump" not in page and interface("es").text("Not translated yet") in page
    assert 'href="../en/guide.html"' in page
    assert re.search(r'<h1 [^>]*lang="en"[^>]*>The boats</h1>', page)
    assert not (tmp_path / "editions/source/es/guide.md").exists()
    assert (tmp_path / "editions/source/es/index.md").exists()
    [finding] = [one for one in report.findings if one.id == "withheld_document" and one.language == "es"]
    assert "guide.md" in finding.message and finding.catalog_line
    # On the website it has a page, that says so; among the localized documents it is missing.
    dead = {one.message.split(":")[1] for one in report.findings if one.id in ("dead_link", "dead_anchor")}
    assert dead == {
        f" has no localized document in {code}, since it is complete-only and not all of it may appear. 1 document links to it"
        for code in ("es", "ar")
    }
    assert publish(river.project, strict=True).blocked
    record = json.loads((tmp_path / "editions/record/guide.md.json").read_bytes())["editions"]["es"]
    assert (record["withheld"], record["files"]) == (True, {"page": "html/es/guide.html"})
    assert {one["published"] for one in record["units"]} == {"source"}


def test_review_shows_what_keeps_a_text_off_the_page(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    report = publish(river.project)
    [address] = [one.unit for one in report.findings if one.id == "held_back"]
    assert address is not None
    details = describe(river.project, UnitFinder(river.project).find(address))
    assert "held_back" in {one.id for one in details.findings}


def test_only_texts_that_would_be_published_are_checked(tmp_path: Path) -> None:
    """A project without drafts, and one that holds nothing back, reads no glossary and writes no cache."""
    river = boats(tmp_path, "  hold_back: {drafts: none}\n")
    publish(river.project)
    assert not list(tmp_path.glob(".workflow/checks/*"))
    decided = LanguagePolicy(load(tmp_path), "es").decide(
        river.project.parse("guide.md"), catalogs.read(river.project.catalog_path("es", "guide.md"))
    )
    assert len(decided.units) == 6


def test_a_catalog_in_memory_is_decided_as_well(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    document: Document = river.project.parse("guide.md")
    catalog: Catalog = catalogs.read(river.project.catalog_path("es", "guide.md"))
    catalog = replace(catalog, entries=tuple(replace(entry, line=0) for entry in catalog.entries))
    decided = LanguagePolicy(river.project, "es").decide(document, catalog)
    assert [one.objection.id for one in decided.units if one.objection] == ["numbers"]


def test_a_broken_glossary_matters_only_where_warnings_hold_back(tmp_path: Path) -> None:
    river = boats(tmp_path, "")
    river.write("glossary.csv", "not,a\nglossary\n")
    report = publish(river.project)
    assert [one.details["check"] for one in report.findings if one.id == "held_back"] == ["numbers"]
    assert status(river.project).problems == ()
    river.write("workflow.yaml", f"{CONFIG}publish: {{hold_back: {{drafts: warning}}}}\n")
    with pytest.raises(GlossaryError):
        publish(river.project)


def test_a_language_with_a_document_that_is_withheld_stays_when_another_is_published(tmp_path: Path) -> None:
    river = boats(tmp_path, "  rules: [{documents: [guide.md], complete_only: true, hold_back: {drafts: none}}]\n")
    river.translate("es", "guide.md", SPANISH | {"Never jump from the boat.": ""})
    first = publish(river.project)
    assert [page.withheld for page in first.editions[1].pages if page.document == "guide.md"] == [True]
    languages = [edition.language for edition in first.editions]
    report = publish(river.project, Selection(("en",)))
    assert [edition.language for edition in report.editions] == languages
    assert report.changed == ()


def test_a_text_that_is_a_draft_in_one_of_its_places_is_warned_of(tmp_path: Path) -> None:
    rules = "publish: {rules: [{kinds: heading, allow: [approved, source]}]}\n"
    river = small(tmp_path, f"title: T\nsource_language: en\nlanguages: [es]\n{rules}")
    (tmp_path / "source/guide.md").unlink()
    river.write("source/index.md", "# Home\n\nThe boat is slow.\n\n## The boat is slow.\n")
    river.translate("es", "index.md", {"Home": ("Inicio", "approved"), "The boat is slow.": ("Lento.", "draft")})
    report = publish(river.project)
    assert report.editions[1].readers == ReaderCounts(translated=1, drafts=1)
    assert "Una máquina ha traducido 1 de los 2 pasajes" in words(river.page("es/index.html"))
