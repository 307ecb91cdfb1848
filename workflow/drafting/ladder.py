"""From sentences with codes to translations that keep them, one strategy after the other.

``RUNGS`` is the one list, the best first. A rung turns a sentence into questions for the engine, and the engine's answers into
candidates; every candidate goes through the same verifier. What no rung can say stays empty, with the reasons.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from workflow.drafting.mending import NO_SPACES, joined, mended, mended_piece
from workflow.drafting.objections import Pair, objection
from workflow.drafting.plan import Role, Sentence
from workflow.drafting.sentinels import Style
from workflow.drafting.terminology import Terminology
from workflow.drafting.tokens import has_words
from workflow.engines.base import Hypothesis, Segment
from workflow.markup import Grammar

__all__ = ["PIECES", "RUNGS", "Answers", "Attempt", "Candidate", "Rung", "Situation", "judge"]

Answers = Sequence[tuple[Hypothesis, ...]]
PIECES = "split at the codes"
"""The name of the last rung."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What rungs and the verifier know: the languages, and what the package can do."""

    pair: Pair
    styles: tuple[Style, ...]
    """The stand-ins that the package copies; empty for an engine that keeps codes by itself."""
    keeps_codes: bool
    terminology: Terminology | None = None
    """What the glossary says; None where there is none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence's translation that is to be verified."""

    text: str
    said: str
    """What the engine's answer was, before codes were put back."""
    parts: tuple[str | int, ...]
    """Strings and atom numbers of it."""
    score: float = 0.0
    unknown: int = 0
    name: bool = False
    """Whether there is reason to think that a copy of the source is right."""

    @property
    def words(self) -> str:
        """It without its codes, which leave a space."""
        return "".join(part if isinstance(part, str) else " " for part in self.parts)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One candidate and what became of it, for ``draft --explain``."""

    rung: str
    asked: tuple[str, ...]
    said: str
    text: str
    refused: str | None
    """None for the one that was taken."""
    lacks: tuple[str, ...] = ()
    """Terms of the glossary that it does not hold, by their preferred names."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One strategy."""

    name: str
    ask: Callable[[Sentence, Situation], tuple[Segment, ...] | None]
    """What the engine is asked for a sentence; None where the strategy does not apply to it."""
    read: Callable[[Sentence, Answers, Situation], Iterator[Candidate | str]]
    """Candidates out of the answers, best first; a string is the reason why an answer gave none."""
    context: bool = True
    """Whether the engine sees the whole sentence."""


# Plain sentences


def _ask_plain(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return None if sentence.atoms else (Segment((sentence.source,)),)


def _read_plain(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    for hypothesis in answers[0]:
        said = "".join(map(str, hypothesis.parts)).strip()
        text = mended(sentence.source, said, situation.pair.target)
        yield Candidate(text, said, (text,), hypothesis.score, hypothesis.unknown)


# Headings and cells: engines take words with capitals for names


def _ask_lowered(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    source = sentence.source
    if sentence.atoms or source == source.lower():
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", source) if len(word) > 3] or [source]
    return (Segment((source.lower(),)),) if all(word[0].isupper() for word in words) else None


def _read_lowered(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    """With the capitals of the source. What comes back even so is a name."""
    source = sentence.source
    for hypothesis in answers[0]:
        said = "".join(map(str, hypothesis.parts)).strip()
        if said.casefold() == source.casefold():
            text = source
        else:
            text = mended(source, said, situation.pair.target)
            text = text.upper() if source.isupper() else _capitalised(text)
        yield Candidate(text, said, (text,), hypothesis.score, hypothesis.unknown, name=True)


def _capitalised(text: str) -> str:
    match = re.search(r"[^\W\d_]", text)
    return text[: match.start()] + text[match.start() :][:1].upper() + text[match.start() + 1 :] if match else text


# Engines that keep codes


def _ask_native(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return (Segment(sentence.parts),) if situation.keeps_codes else None


def _read_native(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    for hypothesis in answers[0]:
        yield _candidate(sentence, hypothesis.parts, _shown(hypothesis.parts), hypothesis, situation)


# Stand-ins


def _stand_in(number: int) -> Rung:
    def ask(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
        if not sentence.atoms or situation.keeps_codes or number >= len(situation.styles):
            return None
        text = situation.styles[number].encode(sentence)
        return None if text is None else (Segment((text,)),)

    def read(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
        for hypothesis in answers[0]:
            said = "".join(map(str, hypothesis.parts))
            parts = situation.styles[number].decode(said, sentence)
            if parts is None:
                yield f"codes were lost or doubled in “{said}”"
            else:
                yield _candidate(sentence, parts, said, hypothesis, situation)

    return Rung(f"stand-ins {number + 1}", ask, read)


# Piece by piece


def _ask_pieces(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return tuple(Segment((_trimmed(piece)[1],)) for piece in _pieces(sentence)) if sentence.atoms else None


def _read_pieces(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    """Every piece's first answer together; then with one piece's second answer, and so on, a dozen combinations at most."""
    pieces = [_trimmed(piece)[1] for piece in _pieces(sentence)]
    usable: list[list[tuple[str, Hypothesis]]] = []
    for piece, found in zip(pieces, answers, strict=True):
        good = []
        reason: str | None = "the engine has no answer"
        for hypothesis in found:
            text = mended_piece(piece, "".join(map(str, hypothesis.parts)), situation.pair.target)
            reason = objection(piece, text, situation.pair)
            if reason is None:
                good.append((text, hypothesis))
        if not good:
            # A word or two that come back as they were do less harm than a sentence that stays empty.
            if reason and reason.startswith("same") and len(piece.split()) <= 2:
                good.append((piece, Hypothesis((piece,), unknown=1)))
            else:
                yield f"“{piece}”: {reason}"
                return
        usable.append(good)
    for chosen in islice(product(*usable), 12):
        rest = iter(chosen)
        parts: list[str | int] = []
        for part in sentence.parts:
            if isinstance(part, str) and has_words(part):
                lead, _, tail = _trimmed(part)
                parts.append(lead + next(rest)[0] + tail)
            else:
                parts.append(part)
        text = _in_place(sentence, parts, situation.pair.target)
        yield Candidate(
            text,
            " | ".join(text for text, _ in chosen),
            tuple(parts),
            sum(hypothesis.score for _, hypothesis in chosen) / len(chosen),
            sum(hypothesis.unknown for _, hypothesis in chosen),
        )


def _in_place(sentence: Sentence, parts: Sequence[str | int], language: str) -> str:
    """Pieces where they were. They keep the source's white space; languages without spaces want none around codes."""
    if language.split("_")[0] in NO_SPACES:
        return joined(sentence, tuple(parts), language)
    return "".join(sentence.atoms[part].text if isinstance(part, int) else part for part in parts)


def _pieces(sentence: Sentence) -> list[str]:
    """What is said of a sentence that is split at its codes."""
    return [part for part in sentence.parts if isinstance(part, str) and has_words(part)]


def _trimmed(piece: str) -> tuple[str, str, str]:
    """A piece without the signs at its edges that stand apart from its words: ``, and then (``."""
    lead = re.match(r"[^\w]*\s+|", piece)
    tail = re.search(r"\s+[^\w]*\Z|\Z", piece)
    start, end = lead.end() if lead else 0, tail.start() if tail else len(piece)
    return piece[:start], piece[start:end], piece[end:]


RUNGS: tuple[Rung, ...] = (
    Rung("plain", _ask_plain, _read_plain),
    Rung("in lower case", _ask_lowered, _read_lowered),
    Rung("codes kept by the engine", _ask_native, _read_native),
    _stand_in(0),
    _stand_in(1),
    _stand_in(2),
    Rung(PIECES, _ask_pieces, _read_pieces, context=False),
)
"""Strategies, in the order they are tried."""


def judge(sentence: Sentence, candidate: Candidate, situation: Situation, grammar: Grammar) -> str | None:
    """Why a candidate is refused; None where it is good. The one verifier behind every rung."""
    words = candidate.words
    return (
        _codes_kept(sentence, candidate.parts)
        or objection(sentence.words, words, situation.pair, names=candidate.name or bool(sentence.atoms))
        or (situation.terminology.objection(sentence, words) if situation.terminology else None)
        or _contents_kept(sentence, candidate.parts)
        or grammar.verify(sentence.source, candidate.text)
    )


def _codes_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Each atom once, and pairs that nest."""
    numbers = [part for part in parts if isinstance(part, int)]
    if sorted(numbers) != list(range(len(sentence.atoms))):
        return "codes were lost or doubled"
    opened: list[int] = []
    for number in numbers:
        atom = sentence.atoms[number]
        if atom.role is Role.OPEN:
            opened.append(number)
        elif atom.role is Role.CLOSE and (not opened or opened.pop() != atom.partner):
            return "codes do not nest"
    return None


def _contents_kept(sentence: Sentence, parts: Sequence[str | int]) -> str | None:
    """Words between the ends of a pair that has words in the source, and some outside where the source has some outside."""

    def inside(found: Sequence[str | int], number: int) -> tuple[bool, bool]:
        start, end = found.index(number), found.index(sentence.atoms[number].partner or 0)
        within = any(isinstance(part, str) and has_words(part) for part in found[start:end])
        without = any(isinstance(part, str) and has_words(part) for part in (*found[:start], *found[end:]))
        return within, without

    for number, atom in enumerate(sentence.atoms):
        if atom.role is Role.OPEN and inside(parts, number) != inside(sentence.parts, number):
            return f"the words of {atom.text.strip()}…{sentence.atoms[atom.partner or 0].text.strip()} moved out or in"
    return None


def _candidate(
    sentence: Sentence, parts: Sequence[str | int], said: str, hypothesis: Hypothesis, situation: Situation
) -> Candidate:
    """Parts as text: with spaces around codes, the last stop and lost signs mended."""
    language = situation.pair.target
    text = mended(sentence.source, joined(sentence, tuple(parts), language), language)
    return Candidate(text, said, tuple(parts), hypothesis.score, hypothesis.unknown)


def _shown(parts: Sequence[str | int]) -> str:
    return "".join(part if isinstance(part, str) else f"⟨{part + 1}⟩" for part in parts)
