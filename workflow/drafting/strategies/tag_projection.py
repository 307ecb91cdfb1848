"""Rungs for packages that copy no stand-in: the sentence is translated without its codes, and they are put where they belong.

What stands for something (a code span, a placeholder) is said by its bare name, which has to come back. Where the words between the ends
of a pair came out, is found in two ways: they are translated alone too, and looked for; or the model's attention tells. Both
are guesses, for the verifier to judge.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.drafting.segments.planning import Role, Sentence
from workflow.drafting.segments.postedit import mended_piece
from workflow.drafting.strategies.base import Answers, Candidate, Rung, Situation, candidate
from workflow.engines.base import Hypothesis, Segment

__all__ = ["ATTENTION", "LOCATED"]

Span = tuple[int, int]

_ALIKE = 85
"""Likeness, of 100, of words that were translated alone to those in the sentence."""
_MARGIN = 10
"""By so much another place has to be less alike."""
_HELD = 0.6
"""The share of what comes from a span's words that has to lie in its place."""
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_WORD = re.compile(r"\w+")
_LONGEST = 40
"""Characters of a name that can be said."""
_SHORT = 4
"""A word of fewer characters is no name that can be told from other words."""
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_EDGE = " \t\n\u00a0.,;:!?…)]}\"'”’»([{“‘«„¿¡"


@dataclass(frozen=True, slots=True)
class _Bare:
    """A sentence as it is said without codes."""

    text: str
    spans: dict[int, Span]
    """Where in it the name of a NOUN and the words of an OPEN lie, by the number of the atom."""


def _bare(sentence: Sentence) -> _Bare | None:
    """The sentence without its codes; None where one of them has no name to be said by."""
    text = ""
    spans: dict[int, Span] = {}
    for part in sentence.parts:
        if isinstance(part, str):
            text += part
            continue
        atom = sentence.atoms[part]
        if atom.role is Role.OPEN:
            spans[part] = (len(text), len(text))
        elif atom.role is Role.CLOSE:
            spans[atom.partner or 0] = (spans[atom.partner or 0][0], len(text))
        else:
            name = _name(atom.text)
            if not name:
                return None
            spans[part] = (len(text), len(text) + len(name))
            text += name
    return _Bare(text, spans)


def _name(code: str) -> str:
    """What a code can be called: ``notes.txt`` of a code span, ``count`` of ``%(count)d``; empty for one without letters or digits."""
    core = _CORE.search(code)
    if core is None or len(core.group()) > _LONGEST or "\n" in core.group():
        return ""
    name = core.group()
    if any(name.count(opening) != name.count(closing) for opening, closing in ("()", "[]", "{}")):
        name = _WORD.findall(name)[0]
    return name


def _ask(sentence: Sentence, situation: Situation) -> _Bare | None:
    return _bare(sentence) if sentence.atoms and not situation.keeps_codes else None


# Found by their words


def _ask_located(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    bare = _ask(sentence, situation)
    if bare is None:
        return None
    return (Segment((bare.text,)), *(Segment((bare.text[slice(*span)],)) for span in _pairs(sentence, bare).values()))


def _read_located(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    bare = _bare(sentence)
    assert bare is not None
    alone = {
        number: [
            mended_piece(bare.text[slice(*span)], "".join(map(str, one.parts)), situation.pair.target) for one in found
        ]
        for (number, span), found in zip(_pairs(sentence, bare).items(), answers[1:], strict=True)
    }

    def find(number: int, text: str, hypothesis: Hypothesis) -> Span | None:
        if number not in alone:
            return _verbatim(bare.text[slice(*bare.spans[number])], bare.text, text)
        return next((span for words in alone[number] if (span := _alike(words, text)) is not None), None)

    yield from _placed(sentence, bare, answers[0], find, situation)


def _pairs(sentence: Sentence, bare: _Bare) -> dict[int, Span]:
    return {number: span for number, span in bare.spans.items() if sentence.atoms[number].role is Role.OPEN}


def _verbatim(name: str, source: str, text: str) -> Span | None:
    """The one place where ``name`` stands in ``text``, if it stands once in ``source``. ``a`` and ``no`` are words of many languages."""
    if len(name) < _SHORT and name.isalpha() and name.islower():
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    places = [match.span() for match in pattern.finditer(text)]
    return places[0] if len(places) == len(pattern.findall(source)) == 1 else None


def _alike(words: str, text: str) -> Span | None:
    """The one place in ``text`` that reads like ``words``."""
    from rapidfuzz import fuzz

    wanted = words.strip(_EDGE).casefold()
    count = len(words.split())
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    found: list[tuple[float, Span]] = []
    for size in range(max(count - 1, 1), count + 2):
        for first in range(len(tokens) - size + 1):
            span = _stripped(text, (tokens[first][0], tokens[first + size - 1][1]))
            found.append((fuzz.ratio(wanted, text[slice(*span)].casefold()), span))
    if not wanted or not found:
        return None
    score, best = max(found, key=lambda one: (one[0], -one[1][0]))
    others = [other for other, (start, end) in found if end <= best[0] or start >= best[1]]
    return best if score >= _ALIKE and max(others, default=0.0) <= score - _MARGIN else None


# Placed by attention


def _ask_attention(sentence: Sentence, situation: Situation) -> tuple[Segment, ...] | None:
    bare = _ask(sentence, situation) if situation.aligns else None
    return None if bare is None else (Segment((bare.text,), align=True),)


def _read_attention(sentence: Sentence, answers: Answers, situation: Situation) -> Iterator[Candidate | str]:
    bare = _bare(sentence)
    assert bare is not None

    def find(number: int, text: str, hypothesis: Hypothesis) -> Span | None:
        pair = sentence.atoms[number].role is Role.OPEN
        # What came of a name is taken away, so there has to be no doubt about it.
        span = _looked_at(bare.spans[number], text, hypothesis.alignment, _HELD if pair else 1.0)
        if span is None or pair:
            return span
        words, name = text[slice(*span)].split(), bare.text[slice(*bare.spans[number])].split()
        return span if 0 < len(words) <= len(name) else None

    yield from _placed(sentence, bare, answers[0], find, situation)


def _looked_at(span: Span, text: str, places: Sequence[Span], held: float) -> Span | None:
    """The words of ``text`` that come from ``span`` of its source: the stretch with most of them and fewest others."""
    from_there = [span[0] <= of < span[1] for of, _ in places]
    best, stretch, start, total = 0, (0, 0), 0, 0
    for number, inside in enumerate(from_there):
        if total <= 0:
            start, total = number, 0
        total += 1 if inside else -1
        if total > best:
            best, stretch = total, (start, number + 1)
    first, last = stretch
    if not best or sum(from_there[first:last]) < held * sum(from_there):
        return None
    begin = places[first][1]
    end = places[last][1] if last < len(places) else len(text)
    # Whole words of a pair; a name that makes one word with its neighbours is no name.
    if held == 1.0 and (_torn(text, begin) or _torn(text, end)):
        return None
    while _torn(text, begin):
        begin -= 1
    while _torn(text, end):
        end += 1
    return _stripped(text, (begin, end))


def _torn(text: str, place: int) -> bool:
    """Whether a word lies on both sides of ``place``."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


# Together


def _placed(
    sentence: Sentence,
    bare: _Bare,
    found: Sequence[Hypothesis],
    find: Callable[[int, str, Hypothesis], Span | None],
    situation: Situation,
) -> Iterator[Candidate | str]:
    for hypothesis in found:
        text = "".join(map(str, hypothesis.parts))
        spans = {number: find(number, text, hypothesis) for number in bare.spans}
        lost = next((number for number, span in spans.items() if span is None), None)
        if lost is not None:
            yield f"no place for {sentence.atoms[lost].text.strip()} in “{text}”"
            continue
        parts = _with_codes(sentence, text, {number: span for number, span in spans.items() if span is not None})
        if parts is None:
            yield f"codes overlap in “{text}”"
        else:
            yield candidate(sentence, parts, text, hypothesis, situation)


def _with_codes(sentence: Sentence, text: str, spans: dict[int, Span]) -> tuple[str | int, ...] | None:
    """``text`` with a code for each of the spans; None where they overlap otherwise than in the source."""
    marks: list[
        tuple[int, int, int, int]
    ] = []  # place, the order of marks at one place, number, where the text goes on
    taken: list[tuple[Span, Role]] = []
    for number, (start, end) in spans.items():
        atom = sentence.atoms[number]
        for (other_start, other_end), other in taken:
            apart = end <= other_start or start >= other_end
            within = other is Role.OPEN and other_start <= start and end <= other_end
            around = atom.role is Role.OPEN and start <= other_start and other_end <= end
            if not (apart or within or around):
                return None
        taken.append(((start, end), atom.role))
        if atom.role is Role.OPEN:
            marks += [(start, number + len(sentence.atoms), number, start), (end, -number, atom.partner or 0, end)]
        else:
            marks.append((start, number + 2 * len(sentence.atoms), number, end))
    parts: list[str | int] = []
    position = 0
    for place, _, number, rest in sorted(marks):
        if place > position:
            parts.append(text[position:place])
        parts.append(number)
        position = max(position, rest)
    if position < len(text):
        parts.append(text[position:])
    return tuple(parts)


def _stripped(text: str, span: Span) -> Span:
    """Without the signs and white space at its edges, but for brackets whose other half is within."""
    start, end = span
    while start < end and text[start] in _EDGE and not _closed(text[start], text[start + 1 : end]):
        start += 1
    while end > start and text[end - 1] in _EDGE and _BRACKETS.get(text[end - 1], "\0") not in text[start : end - 1]:
        end -= 1
    return start, end


def _closed(sign: str, rest: str) -> bool:
    """Whether ``rest`` closes a bracket."""
    return any(opening == sign and closing in rest for closing, opening in _BRACKETS.items())


LOCATED = Rung("found in the plain translation", _ask_located, _read_located)
ATTENTION = Rung("placed by attention", _ask_attention, _read_attention)
