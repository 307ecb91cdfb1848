"""Drafts follow the glossary: by a hypothesis, by a stand-in, and never by replacing words."""

import re

import pytest

from tests.drafting.conftest import ProjectOf
from tests.drafting.standins import StandInEngine, StandInThatKeepsCodes, shifted
from workflow import catalogs, drafting
from workflow.drafting.translation.drafter import Drafter, Outcome, Text
from workflow.engines.base import Engine
from workflow.glossary import Term, Terms
from workflow.inline_tags import verify


def terms(*rows: Term) -> Terms:
    return Terms.of(rows, "en", "es")


def one(engine: Engine, text: str, *rows: Term) -> Outcome:
    (outcome,) = Drafter(engine, "en", "es", terms=terms(*rows)).draft([Text(text)])
    return outcome


UNIT = Term("unit", "es", "pieza")


def test_the_hypothesis_that_holds_the_term_is_taken() -> None:
    engine = StandInEngine(lambda text: ["Lo unidad grande.", "La unidad grande.", "Las piezas grandes.", "La pieza."])
    outcome = one(engine, "The big unit here.", UNIT)
    assert outcome.target == "Las piezas grandes."
    assert outcome.spoken[0].terms[0].held == "pieza"
    assert one(engine, "The big unit here.").target == "Lo unidad grande."
    assert len(engine.asked) == 2  # no stand-in was needed


def test_the_term_goes_as_a_stand_in_where_no_hypothesis_holds_it() -> None:
    outcome = one(StandInEngine(lambda text: [shifted(text)]), "We read every unit at home.", UNIT)
    assert outcome.target == f"{shifted('We read every')} pieza {shifted('at home.')}"
    assert outcome.spoken[0].taken is not None
    assert outcome.spoken[0].taken.rung.startswith("terms as stand-ins")


def test_at_the_beginning_it_gets_a_capital() -> None:
    outcome = one(StandInEngine(lambda text: [shifted(text)]), "Unit and house are **old**.", UNIT)
    assert outcome.target is not None
    assert outcome.target.startswith("Pieza ")
    assert verify("Unit and house are **old**.", outcome.target) is None


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
    engine = StandInEngine(lambda text: [])
    outcome = one(engine, text, UNIT, Term("State Duma", "es", "Duma Estatal"))
    assert outcome.target == target
    assert engine.asked == []
    assert outcome.context


def test_another_form_of_a_term_is_left_to_the_engine() -> None:
    assert one(StandInEngine(lambda text: ["Piezas"]), "Units", UNIT).target == "Piezas"


def test_a_name_keeps_its_capitals() -> None:
    engine = StandInEngine(lambda text: ["duma estatal"] if text == "State Duma" else [shifted(text)])
    outcome = one(engine, "We read about the State Duma at home.", Term("State Duma", "es", "Duma Estatal"))
    assert outcome.target == f"{shifted('We read about the')} Duma Estatal {shifted('at home.')}"


def test_the_form_that_the_engine_knows_is_used() -> None:
    engine = StandInEngine(lambda text: ["Piezas"] if text == "units" else [shifted(text)])
    outcome = one(engine, "We read many units at home.", UNIT)
    assert outcome.target == f"{shifted('We read many')} piezas {shifted('at home.')}"


def test_codes_and_terms_together() -> None:
    for engine in (StandInEngine(lambda t: [shifted(t)]), StandInThatKeepsCodes(lambda t: [shifted(t)])):
        text = "Open `a.txt` in the **first unit** of the house."
        outcome = one(engine, text, UNIT)
        assert outcome.target is not None
        assert verify(text, outcome.target) is None
        assert "pieza" in outcome.target


def test_never_in_codes() -> None:
    engine = StandInEngine(lambda text: [shifted(text)])
    outcome = one(engine, "See `unit` and [the page](unit.md) and {unit} there.", UNIT)
    assert outcome.target is not None
    assert "pieza" not in outcome.target
    assert outcome.spoken[0].terms == ()


def test_what_cannot_be_had_is_said_and_costs() -> None:
    # An engine that drops every stand-in of a term, and never says the word.
    engine = StandInEngine(lambda text: [shifted(re.sub(r"\W*\d+\W*|\b[XZ]\b", " ", text))])
    with_, without = one(engine, "We read every unit at home.", UNIT), one(engine, "We read every unit at home.")
    assert with_.target == without.target
    assert with_.risk > without.risk
    assert with_.spoken[0].terms[0].held is None
    assert with_.spoken[0].taken is not None
    assert with_.spoken[0].taken.lacks == ("pieza",)


def test_a_forbidden_word_is_refused() -> None:
    rows = (Term("unit", "es", "unidad", forbidden=True),)
    engine = StandInEngine(lambda text: ["La unidad grande.", "Las unidades.", "La pieza grande."])
    assert one(engine, "The big unit here.", *rows).target == "La pieza grande."
    only = one(StandInEngine(lambda text: ["La unidad grande."]), "The big unit here.", *rows)
    assert only.target is None
    assert "forbidden: the glossary does not want “unidad” for “unit”" in only.reason
    assert one(StandInEngine(lambda text: ["La unidad grande."]), "The big house here.", *rows).target is not None


def test_a_wanted_word_in_the_place_of_a_forbidden_one() -> None:
    def answer(text: str) -> list[str]:
        return ["La unidad grande."] if "unit" in text else [shifted(text)]

    rows = (UNIT, Term("unit", "es", "unidad", forbidden=True))
    outcome = one(StandInEngine(answer), "We read every unit at home.", *rows)
    assert outcome.target == f"{shifted('We read every')} pieza {shifted('at home.')}"


def test_kept_terms_stay() -> None:
    engine = StandInEngine(lambda text: [shifted(text)])
    outcome = one(engine, "We read The Crossing at home.", Term("The Crossing", "", do_not_translate=True, exact=True))
    assert outcome.target == f"{shifted('We read')} The Crossing {shifted('at home.')}"


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
def outcomes(starter: Engine) -> list[Outcome]:
    return Drafter(starter, "en", "es", terms=terms(*ROWS)).draft([Text(text) for text in SENTENCES])


def test_the_starter_follows_a_glossary(starter: Engine, outcomes: list[Outcome]) -> None:
    uses = [use for outcome in outcomes for spoken in outcome.spoken for use in spoken.terms]
    assert len(uses) == 7
    assert sum(use.held is not None for use in uses) >= 6
    for text, outcome in zip(SENTENCES, outcomes, strict=True):
        assert outcome.target is not None
        assert verify(text, outcome.target) is None
    assert "White Hall" in str(outcomes[3].target)
    (plain,) = Drafter(starter, "en", "es").draft([Text(SENTENCES[4])])
    assert outcomes[4] == plain


def test_one_by_one_is_the_same_as_together(starter: Engine, outcomes: list[Outcome]) -> None:
    for text, outcome in zip(SENTENCES, outcomes, strict=True):
        (alone,) = Drafter(starter, "en", "es", terms=terms(*ROWS)).draft([Text(text)])
        assert (alone.target, alone.risk) == (outcome.target, outcome.risk)


def test_a_project_drafts_by_its_glossary_and_redo_takes_a_changed_one(project_of: ProjectOf) -> None:
    project = project_of({"a.md": "The newspaper wrote about the river last year.\n"})
    path = project.catalog_path("es", "a.md")
    drafting.draft(project)
    before = catalogs.read(path).live[0].text
    (project.root / "glossary.csv").write_text("source,language,target\nriver,es,caudal\n")
    drafting.draft(project)
    assert catalogs.read(path).live[0].text == before
    drafting.draft(project, redo=True)
    after = catalogs.read(path).live[0].text
    assert "caudal" in after.casefold()
    data = path.read_bytes()
    drafting.draft(project, redo=True)
    assert path.read_bytes() == data
    explanation = drafting.explain(project, f"es:a:{catalogs.read(path).live[0].line}")
    assert explanation.target == after
    assert explanation.spoken[0].terms[0].held == "caudal"
