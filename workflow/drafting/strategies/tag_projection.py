"""Strategies for packages that copy no placeholder tag: translate the plain sentence, then project its inline tags onto the translation.

A code span or a placeholder is replaced by its bare name, which must be in the translation. The words between the ends of a pair are found in one of
two ways: they are also translated alone and matched, or the model's attention aligns them. Both can be wrong; validation decides.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.drafting.segments.planning import Role, Sentence
from workflow.drafting.segments.postedit import postedit_piece
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext, make_candidate, rejected
from workflow.engines.base import Hypothesis, Segment

__all__ = ["BY_ATTENTION", "BY_WORDS"]

_Span = tuple[int, int]

_MIN_SIMILARITY = 85
"""Minimum similarity (0-100) between words translated alone and words of the sentence's translation."""
_MARGIN = 10
"""Minimum score gap (0-100) between the best match and the runner-up."""
_MIN_INSIDE = 0.6
"""Minimum fraction of aligned target words that must fall inside the chosen span."""
_CORE = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_WORD = re.compile(r"\w+")
_MAX_NAME = 40
"""Maximum length of a name, in characters."""
_MIN_NAME = 4
"""Minimum length of a lower-case word that is not taken for an ordinary word, in characters."""
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_EDGE = " \t\n\u00a0.,;:!?…)]}\"'”’»([{“‘«„¿¡"


@dataclass(frozen=True, slots=True)
class _Bare:
    """A sentence without its inline tags."""

    text: str
    spans: dict[int, _Span]
    """By atom number: the span of a NOUN's name, or of the words that an OPEN begins."""


def _bare(sentence: Sentence) -> _Bare | None:
    """The sentence without its inline tags; None if one of them has no name that can stand in the text."""
    text = ""
    spans: dict[int, _Span] = {}
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


def _name(tag: str) -> str:
    """The name of an inline tag: ``notes.txt`` of a code span, ``count`` of ``%(count)d``; empty if it has no letters or digits."""
    core = _CORE.search(tag)
    if core is None or len(core.group()) > _MAX_NAME or "\n" in core.group():
        return ""
    name = core.group()
    if any(name.count(opening) != name.count(closing) for opening, closing in ("()", "[]", "{}")):
        name = _WORD.findall(name)[0]
    return name


def _ask(sentence: Sentence, context: StrategyContext) -> _Bare | None:
    return _bare(sentence) if sentence.atoms and not context.keeps_tags else None


# By matching words


def _ask_words(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    bare = _ask(sentence, context)
    if bare is None:
        return None
    return (Segment((bare.text,)), *(Segment((bare.text[slice(*span)],)) for span in _pairs(sentence, bare).values()))


def _read_words(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    bare = _bare(sentence)
    assert bare is not None
    alone = {
        number: [
            postedit_piece(bare.text[slice(*span)], "".join(map(str, one.parts)), context.pair.target) for one in found
        ]
        for (number, span), found in zip(_pairs(sentence, bare).items(), answers[1:], strict=True)
    }

    def find(number: int, text: str, hypothesis: Hypothesis) -> _Span | None:
        if number not in alone:
            return _verbatim(bare.text[slice(*bare.spans[number])], bare.text, text)
        return next((span for words in alone[number] if (span := _most_similar(words, text)) is not None), None)

    yield from _project(sentence, bare, answers[0], find, context)


def _pairs(sentence: Sentence, bare: _Bare) -> dict[int, _Span]:
    return {number: span for number, span in bare.spans.items() if sentence.atoms[number].role is Role.OPEN}


def _verbatim(name: str, source: str, text: str) -> _Span | None:
    """The only occurrence of ``name`` in ``text``, if it occurs once in ``source``. Short words such as ``no`` exist in many languages."""
    if len(name) < _MIN_NAME and name.isalpha() and name.islower():
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    places = [match.span() for match in pattern.finditer(text)]
    return places[0] if len(places) == len(pattern.findall(source)) == 1 else None


def _most_similar(words: str, text: str) -> _Span | None:
    """The span of ``text`` that is most similar to ``words``, if no other comes close."""
    from rapidfuzz import fuzz

    wanted = words.strip(_EDGE).casefold()
    count = len(words.split())
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    found: list[tuple[float, _Span]] = []
    for size in range(max(count - 1, 1), count + 2):
        for first in range(len(tokens) - size + 1):
            span = _stripped(text, (tokens[first][0], tokens[first + size - 1][1]))
            found.append((fuzz.ratio(wanted, text[slice(*span)].casefold()), span))
    if not wanted or not found:
        return None
    score, best = max(found, key=lambda one: (one[0], -one[1][0]))
    others = [other for other, (start, end) in found if end <= best[0] or start >= best[1]]
    return best if score >= _MIN_SIMILARITY and max(others, default=0.0) <= score - _MARGIN else None


# By attention


def _ask_attention(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    bare = _ask(sentence, context) if context.aligns else None
    return None if bare is None else (Segment((bare.text,), align=True),)


def _read_attention(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    bare = _bare(sentence)
    assert bare is not None

    def find(number: int, text: str, hypothesis: Hypothesis) -> _Span | None:
        pair = sentence.atoms[number].role is Role.OPEN
        # The translation of a name is removed, so its span must be certain.
        span = _aligned(bare.spans[number], text, hypothesis.alignment, _MIN_INSIDE if pair else 1.0)
        if span is None or pair:
            return span
        words, name = text[slice(*span)].split(), bare.text[slice(*bare.spans[number])].split()
        return span if 0 < len(words) <= len(name) else None

    yield from _project(sentence, bare, answers[0], find, context)


def _aligned(span: _Span, text: str, places: Sequence[_Span], min_inside: float) -> _Span | None:
    """The words of ``text`` aligned with ``span`` of its source: the stretch with most of them and fewest others."""
    from_there = [span[0] <= of < span[1] for of, _ in places]
    best, stretch, start, total = 0, (0, 0), 0, 0
    for number, inside in enumerate(from_there):
        if total <= 0:
            start, total = number, 0
        total += 1 if inside else -1
        if total > best:
            best, stretch = total, (start, number + 1)
    first, last = stretch
    if not best or sum(from_there[first:last]) < min_inside * sum(from_there):
        return None
    begin = places[first][1]
    end = places[last][1] if last < len(places) else len(text)
    # A pair encloses whole words; a name that is part of a word is no name.
    if min_inside == 1.0 and (_torn(text, begin) or _torn(text, end)):
        return None
    while _torn(text, begin):
        begin -= 1
    while _torn(text, end):
        end += 1
    return _stripped(text, (begin, end))


def _torn(text: str, place: int) -> bool:
    """Whether ``place`` lies inside a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


# Both


def _project(
    sentence: Sentence,
    bare: _Bare,
    found: Sequence[Hypothesis],
    find: Callable[[int, str, Hypothesis], _Span | None],
    context: StrategyContext,
) -> Iterator[Candidate]:
    for hypothesis in found:
        text = "".join(map(str, hypothesis.parts))
        spans = {number: find(number, text, hypothesis) for number in bare.spans}
        lost = next((number for number, span in spans.items() if span is None), None)
        if lost is not None:
            yield rejected(f"no place for {sentence.atoms[lost].text.strip()} in “{text}”", text)
            continue
        parts = _with_tags(sentence, text, {number: span for number, span in spans.items() if span is not None})
        if parts is None:
            yield rejected(f"inline tags overlap in “{text}”", text)
        else:
            yield make_candidate(sentence, parts, text, hypothesis, context)


def _with_tags(sentence: Sentence, text: str, spans: dict[int, _Span]) -> tuple[str | int, ...] | None:
    """``text`` with the inline tags at their spans; None if the spans overlap in a way that the source's do not."""
    marks: list[
        tuple[int, int, int, int]
    ] = []  # position, order among marks at one position, atom number, where the text continues
    taken: list[tuple[_Span, Role]] = []
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


def _stripped(text: str, span: _Span) -> _Span:
    """The span without punctuation and white space at its edges; brackets that match inside it stay."""
    start, end = span
    while start < end and text[start] in _EDGE and not _closed(text[start], text[start + 1 : end]):
        start += 1
    while end > start and text[end - 1] in _EDGE and _BRACKETS.get(text[end - 1], "\0") not in text[start : end - 1]:
        end -= 1
    return start, end


def _closed(sign: str, rest: str) -> bool:
    """Whether ``rest`` closes a bracket."""
    return any(opening == sign and closing in rest for closing, opening in _BRACKETS.items())


BY_WORDS = Strategy("projected by matching words", _ask_words, _read_words)
BY_ATTENTION = Strategy("projected by attention", _ask_attention, _read_attention)
