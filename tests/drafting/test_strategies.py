"""Every rung of the ladder is taken for some sentence: by the starter where it can be brought there, else by a stand-in for an engine."""

from collections.abc import Sequence

import pytest

from tests.drafting.standins import StandInEngine, StandInThatKeepsCodes, shifted
from workflow.drafting.quality.rules import OBJECTIONS
from workflow.drafting.strategies import RUNGS, WHOLE
from workflow.drafting.strategies.placeholder_styles import STYLES, Style
from workflow.drafting.strategies.terms import TERM_RUNGS
from workflow.drafting.translation.drafter import Drafter, Outcome, Text
from workflow.engines.base import Capabilities, Engine, EngineSettings, Hypothesis, Segment
from workflow.engines.choice import choose
from workflow.glossary import Term, Terms
from workflow.inline_tags import find_tags, verify
from workflow.model import Progress

UNKNOWN = Style("Ω#Ω", "Ω#Ω ", " Ω#Ω")
"""Stand-ins that the starter does not know."""
COPIED = STYLES[0]
TERMS = Terms.of([Term("editor", "es", "redactora")], "en", "es")

# The rung; the sentence; the stand-ins, None: those that the package copies; what has to be in the draft.
BY_THE_STARTER: tuple[tuple[str, str, tuple[Style, ...] | None, str], ...] = (
    ("as the glossary has it", "Editor", None, "Redactora"),
    ("plain", "The house is big and old.", None, "casa"),
    ("in lower case", "Fastest", None, "Más rápido"),
    ("stand-ins 1", "Open the file `notes.txt` in **any editor**.", None, "`notes.txt`"),
    ("stand-ins 2", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, COPIED), "`notes.txt`"),
    ("stand-ins 3", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, UNKNOWN, COPIED), "`notes.txt`"),
    ("numbers as stand-ins", "However, the first telescopes were made in the late 16th century.", None, "16"),
    ("found in the plain translation", "She said that **nobody** had seen the house.", (), "**nadie**"),
    ("placed by attention", "Open `notes.txt`, change **one line** and save it as `notes-2.txt`.", (), "**una línea**"),
    ("searched in another way", "MetroPlus is more comfortable and less crowded.", None, "MetroPlus"),
    (
        "clause by clause",
        "MetroPlus is comfortable, though MetroPlus is still cheaper than a ticket.",
        None,
        "MetroPlus",
    ),
    ("split at the codes", "The law was changed[^1] twice[^note] in one year.", (), "[^note]"),
    ("terms as stand-ins 1", "Open the file in any editor of the house.", None, "redactora"),
    ("terms as stand-ins 2", "Open the file in any editor of the house.", (UNKNOWN, COPIED), "redactora"),
    ("terms as stand-ins 3", "Open the file in any editor of the house.", (UNKNOWN, UNKNOWN, COPIED), "redactora"),
)
BY_ANOTHER = {"codes kept by the engine", "terms kept by the engine"}


def drafted(engine: Engine, text: str, styles: tuple[Style, ...] | None = None, terms: Terms | None = None) -> Outcome:
    (outcome,) = Drafter(engine, "en", "es", styles=styles, terms=terms).draft([Text(text)])
    return outcome


def taken(outcome: Outcome) -> list[str]:
    return [one.taken.rung if one.taken else "none" for one in outcome.spoken]


@pytest.mark.parametrize(("rung", "text", "styles", "held"), BY_THE_STARTER, ids=[row[0] for row in BY_THE_STARTER])
def test_a_rung_with_the_starter(
    rung: str, text: str, styles: tuple[Style, ...] | None, held: str, starter: Engine
) -> None:
    outcome = drafted(starter, text, styles, TERMS if rung.startswith(("terms", "as the")) else None)
    assert taken(outcome) == [rung]
    assert outcome.target is not None and held in outcome.target
    assert verify(text, outcome.target) is None
    assert sorted(c.text for c in find_tags(text)) == sorted(c.text for c in find_tags(outcome.target))
    assert outcome.context is (rung in WHOLE)
    before = outcome.spoken[0].attempts
    assert before[-1].refused is None or rung == "plain"
    if not rung.startswith(("as the", "plain", "stand-ins 1", "found", "terms")):
        assert any(attempt.refused for attempt in before), "the rungs above were tried"


def test_no_rung_is_without_such_a_sentence() -> None:
    assert {row[0] for row in BY_THE_STARTER} | BY_ANOTHER == {rung.name for rung in RUNGS} | {
        rung.name for rung in TERM_RUNGS
    }


def test_codes_and_terms_kept_by_apertium() -> None:
    engine = choose("en", "es", EngineSettings(order=("apertium",))).engine
    if engine is None:
        pytest.skip("apertium is not installed")
    outcome = drafted(engine, "Open the file `notes.txt` in the editor.")
    assert taken(outcome) == ["codes kept by the engine"]
    assert outcome.target is not None and "`notes.txt`" in outcome.target
    outcome = drafted(engine, "Open the file in any editor of the house.", terms=TERMS)
    assert taken(outcome) == ["terms kept by the engine"]
    assert outcome.target is not None and "redactora" in outcome.target


def test_codes_and_terms_kept_by_a_stand_in() -> None:
    engine = StandInThatKeepsCodes(lambda text: [shifted(text)])
    assert taken(drafted(engine, "Open `a` now please.")) == ["codes kept by the engine"]
    assert taken(drafted(engine, "Open the editor now please.", terms=TERMS)) == ["terms kept by the engine"]


class Placing(StandInEngine):
    """Says what it is told, and where each word of it comes from: (character of the source, character of the answer)."""

    capabilities = Capabilities(aligns=True)

    def __init__(self, said: str, places: Sequence[tuple[int, int]]):
        super().__init__(lambda text: [said])
        self._said, self._places = said, tuple(places)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        return [
            (Hypothesis((self._said,), alignment=self._places if segment.align else ()),)
            if len("".join(map(str, segment.parts)).split()) > 1
            else ()
            for segment in segments
        ]


#         0   4     9 …                       0  3    8
SOURCE, SAID = "the **old** house", "la casa vieja"


@pytest.mark.parametrize(
    ("places", "target"),
    [
        # "the old house", as it is asked: the 0, old 4, house 8. "la casa vieja": la 0, casa 3, vieja 8.
        (((0, 0), (8, 3), (4, 8)), "la casa **vieja**"),
        (
            ((0, 0), (4, 3), (8, 8)),
            "la **casa** vieja",
        ),  # a wrong hint that nobody can see: codes are kept all the same
        (((4, 0), (8, 3), (4, 8)), None),  # from one word come two that are apart
        (((0, 0), (8, 3), (0, 8)), None),  # from it comes nothing
        (((4, 0), (4, 3), (4, 8)), None),  # from it comes all
    ],
)
def test_attention_is_a_hint(places: tuple[tuple[int, int], ...], target: str | None) -> None:
    outcome = drafted(Placing(SAID, places), SOURCE, ())
    assert outcome.target == target
    if target is None:
        assert outcome.reason
    else:
        assert taken(outcome) == ["placed by attention"]


class Retrying(StandInEngine):
    """Loops at first, and does better where it is asked to search in another way."""

    capabilities = Capabilities(retries=True)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        found = super().translate(segments, hypotheses=hypotheses, progress=progress)
        return [
            one if segment.retry else (Hypothesis(("la la la la",)),)
            for segment, one in zip(segments, found, strict=True)
        ]


def test_other_options_are_for_what_was_refused() -> None:
    engine = Retrying(lambda text: [shifted(text)])
    outcome = drafted(engine, "The house is big.")
    assert outcome.target == shifted("The house is big.")
    assert taken(outcome) == ["searched in another way"]
    assert [attempt.refused for attempt in outcome.spoken[0].attempts][-1] is None


def test_what_comes_does_not_hang_on_its_company(starter: Engine) -> None:
    """A text without codes is drafted the same whether or not others made the package tell its stand-ins."""
    text = "However, the first telescopes were made in the late 16th century."
    together = Drafter(starter, "en", "es").draft([Text("Open `a.txt` now."), Text(text)])
    assert together[1] == drafted(starter, text)


@pytest.mark.parametrize(
    ("text", "to", "target"),
    [
        ("It had 300,000 readers in 3 cities.", "es", "300.000"),
        ("It had 300,000 readers in 3 cities.", "fr", "300\u202f000"),
        ("It had 300,000 readers in 3 cities.", "sw", "300,000"),
        ("It had 12,5 readers in the 1920s.", "es", "12,5"),
        ("Read chapter 2, page 1,024.", "de", "1.024"),
        ("It sold 1,234.5 tonnes.", "de", "1.234,5"),
        ("It was −5 degrees there.", "de", "−5"),
        ("Read pages 12–14 of it.", "de", "12–14"),
        ("It rained 12½ mm there.", "de", "12½"),
    ],
)
def test_numbers_as_stand_ins_have_the_sign_of_the_language(text: str, to: str, target: str) -> None:
    def answer(asked: str) -> list[str]:
        """Loses digits, but for those of stand-ins."""
        return [shifted(asked if "｟" in asked else "".join(c for c in asked if not c.isdigit()))]

    (outcome,) = Drafter(StandInEngine(answer), "en", to, styles=(COPIED,)).draft([Text(text)])
    assert outcome.target is not None and target in outcome.target
    assert taken(outcome) == ["numbers as stand-ins"]
    assert "1920" in outcome.target or "1920" not in text
    assert "1920s" not in outcome.target


# What is refused, by name; a sentence of which the starter says that; the stand-ins.
REFUSED_BY_THE_STARTER: tuple[tuple[str, str, tuple[Style, ...] | None], ...] = (
    ("same", "Fastest", None),
    ("numbers", "However, the first telescopes were made in the late 16th century.", None),
    ("loop", "Thanks to undersea fiber optic cable links, the island is well connected by cable.", None),
    ("codes", "Open the file `notes.txt` in **any editor**.", (UNKNOWN, COPIED)),
    ("name", "MetroPlus is more comfortable and less crowded.", None),
)
# The starter says none of these; an engine that does, and what it says of a house
REFUSED_BY_ANOTHER = {
    "empty": "…",
    "unknown": "La casa <unk> es grande y vieja aquí, y nadie ha vivido en ella.",
    "script": "Дім великий і старий тут, і ніхто в ньому не жив роками.",
    "length": "La casa es.",
    "forbidden": "La vivienda es grande y vieja aquí, y nadie ha vivido en ella.",
}


@pytest.mark.parametrize(
    ("reason", "text", "styles"), REFUSED_BY_THE_STARTER, ids=[r[0] for r in REFUSED_BY_THE_STARTER]
)
def test_a_refusal_with_the_starter(reason: str, text: str, styles: tuple[Style, ...] | None, starter: Engine) -> None:
    outcome = drafted(starter, text, styles)
    refused = [attempt.refused for attempt in outcome.spoken[0].attempts if attempt.refused]
    assert any(why.startswith(reason) or (reason == "name" and "is not in the source" in why) for why in refused)
    assert outcome.target not in [attempt.text for attempt in outcome.spoken[0].attempts if attempt.refused]


@pytest.mark.parametrize("reason", REFUSED_BY_ANOTHER)
def test_a_refusal_with_a_stand_in(reason: str) -> None:
    terms = Terms.of([Term("house", "es", "vivienda", forbidden=True)], "en", "es")
    text = "The house is big and old here, and nobody has lived in it for years."
    outcome = drafted(StandInEngine(lambda text: [REFUSED_BY_ANOTHER[reason]]), text, terms=terms)
    assert outcome.target is None
    assert outcome.reason.startswith(reason)


def test_no_objection_is_without_such_a_sentence() -> None:
    tried = {row[0] for row in REFUSED_BY_THE_STARTER} | set(REFUSED_BY_ANOTHER)
    assert tried - {"codes", "name", "forbidden"} == set(OBJECTIONS)
