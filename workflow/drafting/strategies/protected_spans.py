"""Words of a sentence that go through the engine as atoms too, like codes: terms of the glossary, numbers.

``protected`` puts atoms in their places; ``restored`` makes a translation of the sentence itself out of one with those atoms, ``spoken`` does so
with all that an engine said where they were stand-ins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.segments.postedit import joined, mended
from workflow.drafting.strategies.base import Candidate, Situation, capitalised
from workflow.drafting.strategies.placeholder_styles import Style
from workflow.engines.base import Hypothesis

__all__ = ["Protected", "Span", "protected", "restored", "spoken"]

Span = tuple[int, int, int, str]
"""Words that are protected: the place of their part in the sentence, their first and last character in it, what they become."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A sentence in which some words are atoms too."""

    sentence: Sentence
    numbers: tuple[int | None, ...]
    """For each of its atoms the number it has in the sentence it was made of; None for words."""
    surfaces: tuple[str, ...]
    """The words as the source has them, in the order of their atoms."""


def protected(sentence: Sentence, spans: Sequence[Span]) -> Protected | None:
    """The sentence with each of ``spans`` (in order, apart) as a NOUN; None where there is none, or no words would be left."""
    parts: list[str | int] = []
    atoms: list[Atom] = []
    numbers: list[int | None] = []
    surfaces: list[str] = []
    moved: dict[int, int] = {}
    for place, part in enumerate(sentence.parts):
        if isinstance(part, int):
            moved[part] = len(atoms)
            parts.append(len(atoms))
            atoms.append(sentence.atoms[part])
            numbers.append(part)
            continue
        position = 0
        for _, start, end, becomes in (span for span in spans if span[0] == place):
            if start > position:
                parts.append(part[position:start])
            parts.append(len(atoms))
            atoms.append(Atom(becomes, Role.NOUN))
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
    return Protected(Sentence(tuple(parts), renumbered), tuple(numbers), tuple(surfaces))


def spoken(
    sentence: Sentence,
    made: Protected,
    style: Style,
    words: Sequence[str],
    found: Sequence[Hypothesis],
    situation: Situation,
    *,
    what: str,
    name: bool = False,
) -> Iterator[Candidate | str]:
    """Candidates for ``sentence`` out of what an engine said of ``made`` with the stand-ins of ``style``. ``what`` was protected, for the
    reason of those that lost one; ``words`` and ``name``: see ``restored``.
    """
    for hypothesis in found:
        said = "".join(map(str, hypothesis.parts))
        parts = style.decode(said, made.sentence)
        if parts is None:
            yield f"{what} or codes were lost or doubled in “{said}”"
        else:
            yield restored(sentence, made, words, parts, said, hypothesis, situation, name=name)


def restored(
    sentence: Sentence,
    made: Protected,
    words: Sequence[str],
    parts: Sequence[str | int],
    said: str,
    hypothesis: Hypothesis,
    situation: Situation,
    *,
    name: bool = False,
) -> Candidate:
    """A candidate for ``sentence`` out of ``parts``, a translation of ``made``, with ``words`` where what was protected is.

    ``name``: see ``Candidate``.
    """
    rest = dict(zip([n for n, old in enumerate(made.numbers) if old is None], words, strict=True))
    filled: list[str | int] = []
    first = True
    for part in parts:
        word = rest.get(part) if isinstance(part, int) else None
        if word is not None and first and sentence.source[:1].isupper():
            word = capitalised(word)
        filled.append(part if word is None else word)
        first = first and isinstance(part, str) and not any(c.isalnum() for c in part)
    atoms = tuple(
        atom if number not in rest else replace(atom, text=str(word))
        for number, atom in enumerate(made.sentence.atoms)
        for word in [next((filled[n] for n, part in enumerate(parts) if part == number), atom.text)]
    )
    language = situation.pair.target
    spelt = Sentence(made.sentence.parts, atoms)
    text = mended(sentence.source, joined(spelt, tuple(parts), language), language)
    back: list[str | int] = []
    for part, now in zip(parts, filled, strict=True):
        if isinstance(now, str):
            # Words may touch their neighbours; a space too many only counts here, where nobody reads it.
            back.append(now if isinstance(part, str) else f" {now} ")
        else:
            number = made.numbers[now]
            back.append(0 if number is None else number)
    return Candidate(text, said, tuple(back), hypothesis.score, hypothesis.unknown, name=name)
