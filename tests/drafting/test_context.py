"""The context of a sentence for an engine: neighbours within its text, and the glossary's terms."""

from collections.abc import Sequence

from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Capabilities, Hypothesis, Segment
from workflow.glossary import Term, Terms
from workflow.model import Progress


class Listener:
    """An engine that remembers what it was asked and turns words round."""

    name = package = "listener"
    hash = "00000000"

    def __init__(self, *, reads_context: bool):
        self.capabilities = Capabilities(keeps_tags=True, reads_context=reads_context)
        self.asked: list[Segment] = []

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        self.asked += segments
        return [(Hypothesis(tuple(p if isinstance(p, int) else turned(p) for p in one.parts)),) for one in segments]


def turned(text: str) -> str:
    return " ".join(
        word[::-1].capitalize() if word.istitle() else word[::-1] if word.isalpha() else word
        for word in text.split(" ")
    )


TEXTS = [Text("First we *wait*. Then the boat comes. At last we read."), Text("We go home again.")]


def test_neighbouring_sentences_are_passed_within_one_text() -> None:
    engine = Listener(reads_context=True)
    Drafter(engine, "en", "es").draft(TEXTS)
    reported = {"".join(map(str, one.parts)): (one.before, one.after) for one in engine.asked}
    assert reported["Then the boat comes."] == (("First we wait.",), ("At last we read.",))
    assert reported["At last we read."] == (("Then the boat comes.",), ())
    assert reported["We go home again."] == ((), ())


def test_together_or_one_by_one_is_the_same() -> None:
    together, alone = Listener(reads_context=True), Listener(reads_context=True)
    Drafter(together, "en", "es").draft(TEXTS)
    drafter = Drafter(alone, "en", "es")
    for text in TEXTS:
        drafter.draft([text])
    assert set(together.asked) == set(alone.asked)


def test_an_engine_without_context_gets_none() -> None:
    engine = Listener(reads_context=False)
    Drafter(engine, "en", "es").draft(TEXTS)
    assert all((one.before, one.after, one.terms) == ((), (), ()) for one in engine.asked)


def test_the_glossary_s_terms_are_passed_to_the_engine() -> None:
    engine = Listener(reads_context=True)
    terms = Terms.of([Term("boat", "es", "barco"), Term("harbour", "es", "puerto")], "en", "es")
    Drafter(engine, "en", "es", terms=terms).draft(TEXTS)
    reported = {"".join(map(str, one.parts)): one.terms for one in engine.asked}
    assert reported["Then the boat comes."] == (("boat", "barco"),)
    assert reported["We go home again."] == ()
