"""Rungs for sentences with codes: kept by the engine, stand-ins, split at the codes."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from workflow.drafting.quality.rules import objection
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import NO_SPACES, joined, mended_piece
from workflow.drafting.segments.tokens import has_words
from workflow.drafting.strategies.base import Answers, Candidate, Rung, Situation, candidate, readable
from workflow.engines.base import Hypothesis, Segment

__all__ = ["NATIVE", "SPLIT", "stand_in"]


def _ask_native(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    return (Segment(sentence.parts),) if situation.keeps_codes else None


def _read_native(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    for hypothesis in answers[0]:
        yield candidate(sentence, hypothesis.parts, readable(hypothesis.parts), hypothesis, situation)


def stand_in(number: int) -> Rung:
    """Codes as the package's stand-ins of rank ``number``."""

    def ask(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
        style = situation.style(number) if sentence.atoms else None
        text = style.encode(sentence) if style else None
        return None if text is None else (Segment((text,)),)

    def read(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
        style = situation.style(number)
        assert style is not None
        for hypothesis in answers[0]:
            said = "".join(map(str, hypothesis.parts))
            parts = style.decode(said, sentence)
            if parts is None:
                yield f"codes were lost or doubled in “{said}”"
            else:
                yield candidate(sentence, parts, said, hypothesis, situation)

    return Rung(f"stand-ins {number + 1}", ask, read)


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


NATIVE = Rung("codes kept by the engine", _ask_native, _read_native)
SPLIT = Rung("split at the codes", _ask_pieces, _read_pieces, context=False)
