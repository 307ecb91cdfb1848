"""Words that go through the engine as atoms, like inline tags: glossary terms and quantities.

``protect`` replaces spans with atoms; ``ProtectedSentence.candidates`` reads translations of the original sentence from the engine's answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.drafting.segments.localisation import edited
from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.segments.postedit import join_parts, postedit
from workflow.drafting.strategies.base import Candidate, StrategyContext, capitalised, rejected
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
from workflow.engines.base import Hypothesis
from workflow.quantities.phrases import without_doubled

__all__ = ["ProtectedSentence", "ProtectedSpan", "protect"]

ProtectedSpan = tuple[int, int, int, str]
"""(index of the part in the sentence, first character, end character, replacement)."""


@dataclass(frozen=True, slots=True)
class ProtectedSentence:
    """A sentence in which some words are atoms too."""

    original: Sentence
    sentence: Sentence
    """The sentence as the engine gets it."""
    numbers: tuple[int | None, ...]
    """For each atom of ``sentence``, its number in ``original``; None for protected words."""
    surfaces: tuple[str, ...]
    """The protected words as the source has them, in the order of their atoms."""

    @property
    def words(self) -> tuple[str, ...]:
        """The replacements of the protected words, in the order of their atoms."""
        return tuple(atom.text for atom, old in zip(self.sentence.atoms, self.numbers, strict=True) if old is None)

    def candidates(
        self,
        style: PlaceholderStyle,
        words: Sequence[str],
        hypotheses: Sequence[Hypothesis],
        context: StrategyContext,
        *,
        what: str,
        may_copy: bool = False,
    ) -> Iterator[Candidate]:
        """Read candidates for the original sentence from hypotheses with the placeholder tags of ``style``.

        ``words`` replace the protected words, in the order of their atoms; ``what`` names them in the reason of rejected candidates.
        """
        for hypothesis in hypotheses:
            output = "".join(map(str, hypothesis.parts))
            parts = style.decode(output, self.sentence)
            if parts is None:
                yield rejected(
                    f"{what} or inline tags were lost or duplicated in “{style.shown(output, self.sentence)}”", output
                )
            else:
                yield self.restore(replace(hypothesis, parts=parts), words, output, context, may_copy=may_copy)

    def restore(
        self,
        hypothesis: Hypothesis,
        words: Sequence[str],
        output: str,
        context: StrategyContext,
        *,
        may_copy: bool = False,
    ) -> Candidate:
        """Make a candidate for the original sentence: ``hypothesis.parts`` with ``words`` in place of the protected ones."""
        source, language = self.sentence.words, context.pair.target
        parts = edited(source, hypothesis.parts, context.pair)
        rest = dict(zip([n for n, old in enumerate(self.numbers) if old is None], words, strict=True))
        hypothesis = replace(hypothesis, parts=_without_doubled(parts, rest))
        filled: list[str | int] = []
        first = True
        for part in hypothesis.parts:
            word = rest.get(part) if isinstance(part, int) else None
            if word is not None and first and self.original.source[:1].isupper():
                word = capitalised(word)
            filled.append(part if word is None else word)
            first = first and isinstance(part, str) and not any(c.isalnum() for c in part)
        atoms = tuple(
            atom if number not in rest else replace(atom, text=str(word))
            for number, atom in enumerate(self.sentence.atoms)
            for word in [next((filled[n] for n, part in enumerate(hypothesis.parts) if part == number), atom.text)]
        )
        spelt = Sentence(self.sentence.parts, atoms)
        text = postedit(self.original.source, join_parts(spelt, hypothesis.parts, language), language)
        back: list[str | int] = []
        for place, (part, now) in enumerate(zip(hypothesis.parts, filled, strict=True)):
            if isinstance(now, int):
                number = self.numbers[now]
                back.append(0 if number is None else number)
            elif isinstance(part, str):
                back.append(now)
            else:  # protected words are no part of the words beside them
                last, following = _string(filled, place - 1)[-1:], _string(filled, place + 1)[:1]
                back.append(" " * last.isalnum() + now + " " * following.isalnum())
        return Candidate(text, output, tuple(back), hypothesis.score, hypothesis.unknown, may_copy)


def _without_doubled(parts: Sequence[str | int], words: Mapping[int, str]) -> tuple[str | int, ...]:
    """The parts without words that the protected ``words`` after them have, too."""
    following = (*parts[1:], "")
    return tuple(
        without_doubled(part, words[after])
        if isinstance(part, str) and isinstance(after, int) and after in words
        else part
        for part, after in zip(parts, following, strict=True)
    )


def _string(parts: Sequence[str | int], place: int) -> str:
    """The part at a place; empty for an atom, and outside."""
    part = parts[place] if 0 <= place < len(parts) else ""
    return part if isinstance(part, str) else ""


def protect(sentence: Sentence, spans: Sequence[ProtectedSpan]) -> ProtectedSentence | None:
    """Make each of ``spans`` (in order, not overlapping) a NOUN atom; None if there are none, or if no words would be left."""
    parts: list[str | int] = []
    atoms: list[Atom] = []
    numbers: list[int | None] = []
    surfaces: list[str] = []
    moved: dict[int, int] = {}
    for index, part in enumerate(sentence.parts):
        if isinstance(part, int):
            moved[part] = len(atoms)
            parts.append(len(atoms))
            atoms.append(sentence.atoms[part])
            numbers.append(part)
            continue
        position = 0
        for _, start, end, replacement in (span for span in spans if span[0] == index):
            if start > position:
                parts.append(part[position:start])
            parts.append(len(atoms))
            atoms.append(Atom(replacement, Role.NOUN))
            numbers.append(None)
            surfaces.append(part[start:end])
            position = end
        if position < len(part):
            parts.append(part[position:])
    if not surfaces or not any(sign.isalpha() for part in parts if isinstance(part, str) for sign in part):
        return None
    renumbered = tuple(
        atom if atom.partner is None or numbers[n] is None else replace(atom, partner=moved[atom.partner])
        for n, atom in enumerate(atoms)
    )
    return ProtectedSentence(sentence, Sentence(tuple(parts), renumbered), tuple(numbers), tuple(surfaces))
