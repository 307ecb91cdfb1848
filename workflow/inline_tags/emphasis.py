"""Emphasis that does not come out: write its marks so that they do not show as characters.

CommonMark decides by the characters beside a mark whether it may begin or end emphasis (§6.2, "flanking"). Between a letter and a
bracket or a full stop it may not, so ``まず**「案内」**を`` shows asterisks: languages without blanks between words meet this rule
at every quotation.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.inline_tags.marks import BLANKS, HTML, Find, is_emphasis, meant, visible_marks
from workflow.inline_tags.pairing import TRAILING, MarkPair, pairs_of

__all__ = ["repaired"]

_LEADING = frozenset("¿¡…、。・")
_PAIRS = "() [] （） ［］ 「」 『』 【】 〔〕 《》 〈〉 «» »« ‹› “” „“ ‘’ ‚‘ \"\" ''"
_CLOSING = {pair[0]: pair[1] for pair in _PAIRS.split()}
_OPENING = {pair[1]: pair[0] for pair in _PAIRS.split()}
_MOST_STEPS = 4
"""How many signs may be moved out of a pair of marks."""
_MOST_TRIES = 60
_FEW = 8
"""Up to so many pairs, one is changed at a time, so that none is changed because of another."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a pair of marks around ``start`` to ``end`` of a text without marks."""

    start: int
    end: int
    opening: str
    closing: str


def repaired(source: str, target: str, find: Find, *, html: bool = True) -> str:
    """Return ``target`` with its emphasis written so that no mark shows as a character; unchanged if none does, or if it is unclear.

    In this order: blanks are moved out of the marks, asterisks stand for underscores, punctuation and brackets are moved out, HTML
    tags take the place of the marks (if ``html``). The words stay as they are.
    """
    if not visible_marks(source, target, find):
        return target
    pairs = pairs_of(meant(source, target, find), source, target, find)
    return (_written(source, target, pairs, find, html=html) if pairs else None) or target


def _written(source: str, target: str, pairs: Sequence[MarkPair], find: Find, *, html: bool) -> str | None:
    """The target with each pair in the first of its forms that comes out; None if there is none."""
    base, spans = _without(target, pairs)
    forms = [list(_forms(base, pair.mark, *span, html=html)) for pair, span in zip(pairs, spans, strict=True)]
    forms = [found for found in forms if found]
    others = Counter(tag.text for tag in find(target) if not is_emphasis(tag))
    chosen = [0] * len(forms)
    for _ in range(_MOST_TRIES):
        text, places = _put(base, [found[number] for found, number in zip(forms, chosen, strict=True)])
        found = find(text)
        ends = {
            (tag.start, tag.end): (found[tag.partner].start, found[tag.partner].end)
            for tag in found
            if tag.partner is not None and is_emphasis(tag)
        }
        failing = [pair for pair, (opening, closing) in enumerate(places) if ends.get(opening) != closing]
        if not failing:
            intact = Counter(tag.text for tag in found if not is_emphasis(tag)) == others
            return text.strip(BLANKS) if intact and not visible_marks(source, text, find) else None
        failing = [pair for pair in failing if chosen[pair] + 1 < len(forms[pair])]
        if not failing:
            return None
        for pair in failing if len(forms) > _FEW else failing[:1]:
            chosen[pair] += 1
    return None


def _without(target: str, pairs: Sequence[MarkPair]) -> tuple[str, list[tuple[int, int]]]:
    """The target without the pairs' marks, and the span of each pair in it. Of two blanks around a mark one stays."""
    marks = sorted((mark.start, mark.end) for pair in pairs for mark in (pair.opening, pair.closing))
    base, at = "", 0
    offsets: dict[tuple[int, int], int] = {}
    for start, end in marks:
        base += target[at:start]
        offsets[start, end] = len(base)
        at = end
        if base[-1:] in (" ", "\n") and target[at : at + 1] == " ":
            at += 1
    base += target[at:]
    return base, [
        (offsets[pair.opening.start, pair.opening.end], offsets[pair.closing.start, pair.closing.end]) for pair in pairs
    ]


def _forms(base: str, mark: str, start: int, end: int, *, html: bool) -> Iterator[_Form]:
    """The ways to write a pair, the best first; none if there is nothing between its marks."""
    start, end = _trimmed(base, start, end)
    if start >= end:
        return
    whole = (start, end)
    yield _Form(start, end, mark, mark)
    if "_" in mark:
        mark = mark.replace("_", "*")
        yield _Form(start, end, mark, mark)
    for _ in range(_MOST_STEPS):
        before, after = _movable(base[start:end])
        start, end = _trimmed(base, start + before, end - after)
        if (not before and not after) or start >= end:
            break
        yield _Form(start, end, mark, mark)
    if html:
        name = HTML[mark]
        yield _Form(*whole, f"<{name}>", f"</{name}>")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks at its edges."""
    while start < end and text[start] in BLANKS:
        start += 1
    while start < end and text[end - 1] in BLANKS:
        end -= 1
    return start, end


def _movable(text: str) -> tuple[int, int]:
    """How many signs at the start and at the end of a text stand as well outside its marks: 0 or 1 each.

    They are punctuation, brackets or quotation marks around the whole text, and a bracket whose partner is outside.
    """
    if text[-1] in TRAILING:
        return 0, 1
    if text[0] in _LEADING:
        return 1, 0
    last = _partner(text, _CLOSING)
    if last == len(text) - 1 > 0:
        return 1, 1
    return int(last < 0), int(last >= 0 and _partner(text[::-1], _OPENING) < 0)


def _partner(text: str, partners: Mapping[str, str]) -> int:
    """The offset of the partner of a text's first sign: 0 if it is no bracket, -1 if the partner is missing.

    A quotation mark that is the same at both ends is never without one, as it may be an apostrophe.
    """
    own, other = text[0], partners.get(text[0])
    if other is None:
        return 0
    if own == other:
        return max(text.find(other, 1), 0)
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == own) - (sign == other)
        if depth == 0:
            return place
    return -1


def _put(base: str, forms: Sequence[_Form]) -> tuple[str, list[tuple[tuple[int, int], tuple[int, int]]]]:
    """The text with marks, and the spans of both marks of each pair.

    At one place, marks that end a pair come first, the inner one before the outer one. ``forms`` are in the order of their openings.
    """
    insertions: list[tuple[int, int, int, int, int, str]] = []
    for pair, form in enumerate(forms):
        # Of pairs with the same span, HTML tags are outside (a mark beside `>` might not come out), then the single mark (rule 14).
        depth = 0 if form.opening.startswith("<") else len(form.opening)
        insertions.append((form.start, 1, -form.end, depth, pair, form.opening))
        insertions.append((form.end, 0, -form.start, -depth, -pair, form.closing))
    parts, at, length = [], 0, 0
    places: list[list[tuple[int, int]]] = [[(0, 0), (0, 0)] for _ in forms]
    for offset, opens, _, _, pair, mark in sorted(insertions):
        parts += [base[at:offset], mark]
        length += offset - at
        at = offset
        places[abs(pair)][0 if opens else 1] = (length, length + len(mark))
        length += len(mark)
    parts.append(base[at:])
    return "".join(parts), [(opening, closing) for opening, closing in places]
