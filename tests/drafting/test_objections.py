"""Serious objections: further strategies are tried, the best candidate is taken, and what remains is a reason of the risk."""

import pytest

from tests.drafting.fake_engines import FakeEngine
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.inline_tags import Grammar
from workflow.risk_levels import EXPLAINED

FIRST = ("the farmer sold the old horse in the village", "el granjero vendió el viejo caballo en el pueblo")
SECOND = ("and the winter was cold and his children were hungry", "y el invierno era frío y sus hijos tenían hambre")
THIRD = ("and the river carried a wooden bridge into the valley", "y el río llevó un puente de madera al valle")
SOURCE = " ".join(english for english, _ in (FIRST, SECOND, THIRD)).capitalize() + "."


def drafted(engine: Engine, text: str, to: str = "es") -> Draft:
    (draft,) = Drafter(engine, "en", to).draft([Text(text, Grammar("plain"))])
    return draft


def engine(answers: dict[str, list[str]], whole: list[str]) -> FakeEngine:
    """Translates clauses with ``answers``, and sentences in one piece with ``whole``."""
    return FakeEngine(
        lambda text: answers.get(text.rstrip(".").casefold(), whole if text[0].isupper() and text[-1] == "." else [])
    )


def test_a_long_sentence_that_loses_a_clause_is_drafted_clause_by_clause() -> None:
    whole = f"{FIRST[1]} {THIRD[1]}.".capitalize()
    draft = drafted(engine({one: [other] for one, other in (FIRST, SECOND, THIRD)}, [whole]), SOURCE)
    assert draft.text == f"{FIRST[1]} {SECOND[1]} {THIRD[1]}.".capitalize()
    assert draft.sentences[0].chosen is not None and draft.sentences[0].chosen.strategy == "clause by clause"
    assert "omission" not in draft.risk_reasons


def test_the_next_hypothesis_is_taken_if_it_keeps_the_negation() -> None:
    draft = drafted(engine({}, ["El archivo está vacío.", "El archivo no está vacío."]), "The file is not empty.")
    assert draft.text == "El archivo no está vacío."
    assert "negation" not in draft.risk_reasons


def test_of_candidates_that_all_lack_words_the_longest_is_taken() -> None:
    shorter, longer = f"{FIRST[1]} {THIRD[1]}.".capitalize(), f"{FIRST[1]} y el invierno {THIRD[1]}.".capitalize()
    draft = drafted(engine({}, [shorter, longer]), SOURCE)
    assert draft.text == longer and "omission" in draft.risk_reasons


def test_a_candidate_without_the_last_clause_is_refused() -> None:
    draft = drafted(engine({}, [f"{FIRST[1]} y el invierno era frío.".capitalize()]), SOURCE)
    assert draft.text is None and draft.reason.startswith("incomplete: ")


@pytest.mark.parametrize(
    ("source", "answer", "name"),
    [
        ("The file is not empty.", "El archivo está vacío.", "negation"),
        (SOURCE, f"{FIRST[1]} {THIRD[1]}.".capitalize(), "omission"),
    ],
)
def test_what_remains_is_said(source: str, answer: str, name: str) -> None:
    draft = drafted(engine({}, [answer]), source)
    assert draft.text == answer and name in draft.risk_reasons
    good = drafted(engine({}, ["El archivo no está vacío."]), "The file is not empty.")
    assert draft.risk is not None and good.risk is not None and draft.risk > max(good.risk, EXPLAINED)


@pytest.mark.parametrize("joined", ["and", "or", "but"])
def test_long_clauses_are_cut_at_conjunctions_only(joined: str) -> None:
    words = [f"the tall man near river {name} bought seven heavy boxes" for name in ("Alder", "Birch", "Cedar")]
    fake = FakeEngine(lambda text: [] if len(text.split()) > 15 else ["una frase corta"])
    drafted(fake, f"Today {f' {joined} '.join(words)}.")
    assert any({f"{joined} {words[1]}", f"{joined} {words[2]}."} <= set(asked) for asked in fake.asked)
    short = FakeEngine(lambda text: [])
    drafted(short, f"The dog {joined} the cat sleep.")
    assert all(len(text.split()) > 3 for asked in short.asked for text in asked)
