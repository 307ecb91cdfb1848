"""Drafts follow the glossary: by choice of a hypothesis, by a placeholder tag, never by replacing words."""

import re

import pytest

from tests.drafting.conftest import ProjectOf
from tests.drafting.fake_engines import FakeEngine, FakeTagKeepingEngine, shifted
from workflow import catalogs, drafting
from workflow.drafting import DraftOptions
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.glossary import Term, Terms
from workflow.inline_tags import Grammar


def terms(*rows: Term) -> Terms:
    return Terms.of(rows, "en", "es")


def one(engine: Engine, text: str, *rows: Term) -> Draft:
    (draft,) = Drafter(engine, "en", "es", terms=terms(*rows)).draft([Text(text)])
    return draft


UNIT = Term("unit", "es", "pieza")


def test_the_hypothesis_that_holds_the_term_is_taken() -> None:
    engine = FakeEngine(lambda text: ["Lo unidad grande.", "La unidad grande.", "Las piezas grandes.", "La pieza."])
    draft = one(engine, "The big unit here.", UNIT)
    assert draft.text == "Las piezas grandes."
    assert draft.sentences[0].terms[0].found == "pieza"
    assert one(engine, "The big unit here.").text == "Lo unidad grande."
    assert len(engine.asked) == 2  # no placeholder tag was needed


def test_the_term_goes_as_a_placeholder_tag_if_no_hypothesis_contains_it() -> None:
    draft = one(FakeEngine(lambda text: [shifted(text)]), "We read every unit at home.", UNIT)
    assert draft.text == f"{shifted('We read every')} pieza {shifted('at home.')}"
    assert draft.sentences[0].chosen is not None
    assert draft.sentences[0].chosen.strategy.startswith("terms as placeholder tags")


def test_at_the_beginning_it_gets_a_capital() -> None:
    draft = one(FakeEngine(lambda text: [shifted(text)]), "Unit and house are **old**.", UNIT)
    assert draft.text is not None
    assert draft.text.startswith("Pieza ")
    assert Grammar().verify("Unit and house are **old**.", draft.text) is None


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Unit", "Pieza"),
        ("unit", "pieza"),
        ("UNIT", "PIEZA"),
        ("**Unit:**", "**Pieza:**"),
        ("State Duma", "Duma Estatal"),
    ],
)
def test_a_unit_that_is_a_term_needs_no_engine(text: str, target: str) -> None:
    engine = FakeEngine(lambda text: [])
    draft = one(engine, text, UNIT, Term("State Duma", "es", "Duma Estatal"))
    assert draft.text == target
    assert engine.asked == []
    assert draft.whole


def test_another_form_of_a_term_is_left_to_the_engine() -> None:
    assert one(FakeEngine(lambda text: ["Piezas"]), "Units", UNIT).text == "Piezas"


def test_a_name_keeps_its_capitals() -> None:
    engine = FakeEngine(lambda text: ["duma estatal"] if text == "State Duma" else [shifted(text)])
    draft = one(engine, "We read about the State Duma at home.", Term("State Duma", "es", "Duma Estatal"))
    assert draft.text == f"{shifted('We read about the')} Duma Estatal {shifted('at home.')}"


def test_the_form_that_the_engine_knows_is_used() -> None:
    engine = FakeEngine(lambda text: ["Piezas"] if text == "units" else [shifted(text)])
    draft = one(engine, "We read many units at home.", UNIT)
    assert draft.text == f"{shifted('We read many')} piezas {shifted('at home.')}"


def test_inline_tags_and_terms_together() -> None:
    for engine in (FakeEngine(lambda t: [shifted(t)]), FakeTagKeepingEngine(lambda t: [shifted(t)])):
        text = "Open `a.txt` in the **first unit** of the house."
        draft = one(engine, text, UNIT)
        assert draft.text is not None
        assert Grammar().verify(text, draft.text) is None
        assert "pieza" in draft.text


def test_never_in_inline_tags() -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    draft = one(engine, "See `unit` and [the page](unit.md) and {unit} there.", UNIT)
    assert draft.text is not None
    assert "pieza" not in draft.text
    assert draft.sentences[0].terms == ()


def test_what_cannot_be_had_is_reported_and_costs() -> None:
    # An engine that drops every placeholder tag of a term, and never returns the word.
    engine = FakeEngine(
        lambda text: [shifted(re.sub(r"\W*\d+\W*|\b[XZ]\b|[\U0001f600-\U0001f64f]|__[a-z]+__", " ", text))]
    )
    with_, without = one(engine, "We read every unit at home.", UNIT), one(engine, "We read every unit at home.")
    assert with_.text == without.text
    assert with_.sentences[0].risk_reasons[0].name == "term" and with_.risk >= without.risk
    assert with_.sentences[0].terms[0].found is None
    assert with_.sentences[0].chosen is not None
    assert with_.sentences[0].chosen.missing_terms == ("pieza",)


def test_a_forbidden_word_is_refused() -> None:
    rows = (Term("unit", "es", "unidad", forbidden=True),)
    engine = FakeEngine(lambda text: ["La unidad grande.", "Las unidades.", "La pieza grande."])
    assert one(engine, "The big unit here.", *rows).text == "La pieza grande."
    only = one(FakeEngine(lambda text: ["La unidad grande."]), "The big unit here.", *rows)
    assert only.text is None
    assert "forbidden: the glossary rejects “unidad” for “unit”" in only.reason
    assert one(FakeEngine(lambda text: ["La unidad grande."]), "The big house here.", *rows).text is not None


def test_a_wanted_word_in_the_place_of_a_forbidden_one() -> None:
    def answer(text: str) -> list[str]:
        return ["La unidad grande."] if "unit" in text else [shifted(text)]

    rows = (UNIT, Term("unit", "es", "unidad", forbidden=True))
    draft = one(FakeEngine(answer), "We read every unit at home.", *rows)
    assert draft.text == f"{shifted('We read every')} pieza {shifted('at home.')}"


def test_kept_terms_stay() -> None:
    engine = FakeEngine(lambda text: [shifted(text)])
    draft = one(engine, "We read The Crossing at home.", Term("The Crossing", "", do_not_translate=True, exact=True))
    assert draft.text == f"{shifted('We read')} The Crossing {shifted('at home.')}"


# The starter, real inference: terms it would never say.

ROWS = (
    Term("newspaper", "es", "gaceta"),
    Term("river", "es", "caudal"),
    Term("city", "es", "urbe"),
    Term("White Hall", "", do_not_translate=True, exact=True),
)
SENTENCES = (
    "The newspaper wrote about the river last year.",
    "Open `map.svg` and look for **the city** beside the river.",
    "The old city is on the river.",
    "You can read the newspaper in White Hall every day.",
    "There is a book on the table.",
)


@pytest.fixture(scope="module")
def drafts(starter: Engine) -> list[Draft]:
    return Drafter(starter, "en", "es", terms=terms(*ROWS)).draft([Text(text) for text in SENTENCES])


def test_the_starter_follows_a_glossary(starter: Engine, drafts: list[Draft]) -> None:
    uses = [use for draft in drafts for spoken in draft.sentences for use in spoken.terms]
    assert len(uses) == 7
    assert sum(use.found is not None for use in uses) >= 6
    for text, draft in zip(SENTENCES, drafts, strict=True):
        assert draft.text is not None
        assert Grammar().verify(text, draft.text) is None
    assert "White Hall" in str(drafts[3].text)
    (plain,) = Drafter(starter, "en", "es").draft([Text(SENTENCES[4])])
    assert drafts[4] == plain


def test_one_by_one_is_the_same_as_together(starter: Engine, drafts: list[Draft]) -> None:
    for text, draft in zip(SENTENCES, drafts, strict=True):
        (alone,) = Drafter(starter, "en", "es", terms=terms(*ROWS)).draft([Text(text)])
        assert (alone.text, alone.risk) == (draft.text, draft.risk)


def test_a_project_drafts_by_its_glossary_and_redo_takes_a_changed_one(project_of: ProjectOf) -> None:
    project = project_of({"a.md": "The newspaper wrote about the river last year.\n"})
    path = project.catalog_path("es", "a.md")
    drafting.draft(project)
    before = catalogs.read(path).live[0].text
    (project.root / "glossary.csv").write_text("source,language,target\nriver,es,caudal\n")
    drafting.draft(project)
    assert catalogs.read(path).live[0].text == before
    drafting.draft(project, options=DraftOptions(redo=True))
    after = catalogs.read(path).live[0].text
    assert "caudal" in after.casefold()
    data = path.read_bytes()
    drafting.draft(project, options=DraftOptions(redo=True))
    assert path.read_bytes() == data
    explanation = drafting.explain(project, f"es:a:{catalogs.read(path).live[0].line}")
    assert explanation.text == after
    assert explanation.sentences[0].terms[0].found == "caudal"
