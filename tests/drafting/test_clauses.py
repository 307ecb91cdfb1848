"""Clauses of sentences with inline tags: each is translated alone, with its own tags."""

from hypothesis import given
from hypothesis import strategies as st

from tests.drafting.fake_engines import FakeTagKeepingEngine
from workflow.checks.language_pair import LanguagePair
from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.base import StrategyContext
from workflow.drafting.strategies.clauses import CLAUSES
from workflow.drafting.strategies.placeholder_styles import STYLES
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Hypothesis
from workflow.inline_tags import Grammar

KEEPS = StrategyContext(LanguagePair.of("en", "es"), lambda: (), keeps_tags=True)
WORDS = [
    "the old house,",
    "it was cold;",
    "and the dog slept because",
    "near a river",
    "while the long rain fell and",
    "- no one came.",
]


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    """Words and atoms, among them pairs that nest."""
    parts: list[str | int] = []
    atoms: list[Atom] = []
    opened: list[int] = []
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(["words", "words", "noun", "open", "close"]))
        if kind == "words":
            parts.append(f"{draw(st.sampled_from(WORDS))} ")
        elif kind == "noun":
            parts.append(len(atoms))
            atoms.append(Atom("`x`", Role.NOUN))
        elif kind == "open":
            opened.append(len(atoms))
            parts.append(len(atoms))
            atoms.append(Atom("**", Role.OPEN))
        elif opened:
            first = opened.pop()
            parts.append(len(atoms))
            atoms.append(Atom("**", Role.CLOSE, first))
            atoms[first] = Atom("**", Role.OPEN, len(atoms) - 1)
    while opened:
        first = opened.pop()
        parts.append(len(atoms))
        atoms.append(Atom("**", Role.CLOSE, first))
        atoms[first] = Atom("**", Role.OPEN, len(atoms) - 1)
    return Sentence(tuple(parts), tuple(atoms))


@given(sentences())
def test_clauses_hold_each_word_and_each_atom_once_and_pairs_whole(sentence: Sentence) -> None:
    segments = CLAUSES.ask(sentence, KEEPS)
    if segments is None:
        return
    texts = ["".join(part for part in segment.parts if isinstance(part, str)) for segment in segments]
    assert "".join("".join(texts).split()) == "".join(sentence.words.split())
    assert sum(len(segment.tags) for segment in segments) == len(sentence.atoms)
    assert all(sorted(segment.tags) == list(range(len(segment.tags))) for segment in segments)
    numbers = iter(part for part in sentence.parts if isinstance(part, int))
    for segment in segments:
        ours = {next(numbers) for _ in segment.tags}
        assert {sentence.atoms[one].partner for one in ours} - {None} <= ours


def test_a_sentence_whose_tags_are_lost_as_a_whole_is_translated_clause_by_clause() -> None:
    clauses = {
        "When the ⟨0⟩red⟨1⟩ lamp is on,": "Cuando la lámpara ⟨0⟩roja⟨1⟩ está encendida,",
        "open the file ⟨0⟩ in the editor.": "abra el archivo ⟨0⟩ en el editor.",
    }
    engine = FakeTagKeepingEngine(
        lambda text: [clauses[text]] if text in clauses else ["Cuando la lámpara roja está encendida."]
    )
    (draft,) = Drafter(engine, "en", "es").draft(
        [Text("When the **red** lamp is on, open the file `a.txt` in the editor.", Grammar())]
    )
    assert draft.text == "Cuando la lámpara **roja** está encendida, abra el archivo `a.txt` en el editor."
    assert draft.sentences[0].chosen is not None and draft.sentences[0].chosen.strategy == "clause by clause"


def test_a_clause_that_loses_its_tags_in_one_style_is_asked_in_the_others() -> None:
    styles = STYLES[1], STYLES[2]
    context = StrategyContext(LanguagePair.of("en", "es"), lambda: styles, keeps_tags=False)
    sentence = Sentence(("When the lamp is on, open ", 0, " in the editor."), (Atom("`a.txt`", Role.NOUN),))
    asked = CLAUSES.ask(sentence, context)
    assert asked is not None
    first, *tagged = ["".join(map(str, one.parts)) for one in asked]
    assert (first, tagged) == ("When the lamp is on,", ["open X1 in the editor.", "open <1> in the editor."])
    answers = [
        (Hypothesis((text,)),)
        for text in ("Cuando la lámpara está encendida,", "abra en el editor.", "abra <1> en el editor.")
    ]
    (found,) = CLAUSES.read(sentence, answers, context)
    assert found.parts == ("Cuando la lámpara está encendida,", " ", "abra ", 0, " en el editor.")
