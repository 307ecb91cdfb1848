"""Emphasis that does not come out: find the marks that show as characters, and write them so that they do not.

CommonMark decides by the characters beside a mark whether it may begin or end emphasis (§6.2, "flanking"). Between a letter and a
bracket or a full stop it may not, so ``まず**「案内」**を`` shows asterisks: languages without blanks between words meet this rule
at every quotation.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from workflow.inline_tags.model import InlineTag, TagKind

__all__ = ["MARKS", "mended", "visible_marks"]

_Find = Callable[[str], Sequence[InlineTag]]

_HTML = {"*": "em", "**": "strong", "~~": "del"}
MARKS = {f"<{slash}{name}>": mark for mark, name in _HTML.items() for slash in ("", "/")}
"""The HTML tags that say the same as an emphasis mark."""

_RUN = re.compile(r"\*+|_+|(?<!~)~~(?!~)")
_EMPHASIS = (TagKind.EMPHASIS, TagKind.STRIKETHROUGH)
_BLANKS = " \t\n\u00a0\u3000"
_TRAILING = frozenset(".,:;!?…。、，．：；！？‥・،؛؟۔।॥።፡፣")
_LEADING = frozenset("¿¡…、。・")
_PAIRS = "() [] （） ［］ 「」 『』 【】 〔〕 《》 〈〉 «» »« ‹› “” „“ ‘’ ‚‘ \"\" ''"
_BRACKETS = {pair[0]: pair[1] for pair in _PAIRS.split()}
_MOST_STEPS = 4
"""How many signs may be moved out of a pair of marks."""
_FEW = 8
"""Up to so many pairs, one is changed at a time, so that none is changed because of another."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Marks of one kind side by side: ``**``."""

    start: int
    end: int
    sign: str

    @property
    def width(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a pair of marks around ``start`` to ``end`` of a text without marks."""

    start: int
    end: int
    opening: str
    closing: str


def visible_marks(source: str, target: str, find: _Find) -> tuple[str, ...]:
    """Return the emphasis marks that ``target`` shows as characters and ``source`` does not. ``find`` finds inline tags.

    A sign that is probably none of emphasis is left out: one with a blank on both sides, or a single one, unless the translation
    has less emphasis than its source.
    """
    if not _RUN.search(target):
        return ()
    theirs = find(target)
    left = _left_over(target, theirs)
    if not left:
        return ()
    ours = find(source)
    spare = Counter(source[run.start : run.end] for run in _left_over(source, ours))
    lost = _count(ours) > _count(theirs)
    found: list[_Run] = []
    for run in sorted(left, key=lambda run: not _apart(target, run)):
        text = target[run.start : run.end]
        if spare[text]:
            spare[text] -= 1
        elif lost or not _apart(target, run):
            found.append(run)
    signs = Counter(run.sign for run in found if run.width == 1)
    return tuple(
        target[run.start : run.end]
        for run in sorted(found, key=lambda run: run.start)
        if lost or ((1 < run.width < 4 or signs[run.sign] > 1) and not (run.sign == "_" and _in_word(target, run)))
    )


def mended(source: str, target: str, find: _Find, *, html: bool = True) -> str:
    """Return ``target`` with its emphasis written so that no mark shows as a character; unchanged if none does, or if it is unclear.

    In this order: blanks are moved out of the marks, asterisks stand for underscores, punctuation and brackets are moved out, HTML
    tags take the place of the marks (if ``html``). The words stay as they are. ``find`` finds inline tags.
    """
    if not visible_marks(source, target, find):
        return target
    runs = _runs(source, target, find)
    pairs = _pairs(runs)
    pairs += _unclosed(source, target, runs, pairs, find)
    ours = find(source)
    if not pairs or (len(pairs) > _count(ours) and not all(_tight(target, pair) for pair in pairs)):
        return target
    return _written(source, target, sorted(pairs, key=lambda pair: pair[0].start), find, html=html) or target


def _count(found: Sequence[InlineTag]) -> int:
    """The number of pairs of emphasis marks."""
    return sum(
        tag.opens(place) and (tag.kind in _EMPHASIS or (tag.kind is TagKind.TAG and tag.text in MARKS))
        for place, tag in enumerate(found)
    )


def _marks(text: str, found: Sequence[InlineTag]) -> Iterator[tuple[_Run, bytes]]:
    """The runs of marks outside other tags, and for each character of a run, whether it is part of emphasis (1) or shows (0)."""
    inside = bytearray(len(text))
    for tag in found:
        value = b"\1" if tag.kind in _EMPHASIS else b"\2"
        inside[tag.start : tag.end] = value * (tag.end - tag.start)
    for match in _RUN.finditer(text):
        covered = bytes(inside[match.start() : match.end()])
        if 2 not in covered:
            yield _Run(match.start(), match.end(), match[0][0]), covered


def _left_over(text: str, found: Sequence[InlineTag]) -> list[_Run]:
    """The marks that show as characters."""
    return [
        _Run(run.start + part.start(), run.start + part.end(), run.sign)
        for run, covered in _marks(text, found)
        for part in re.finditer(b"\0+", covered)
    ]


def _runs(source: str, target: str, find: _Find) -> list[_Run]:
    """The runs of marks that are meant as emphasis: not those that the source shows as well."""
    spare = Counter(source[run.start : run.end] for run in _left_over(source, find(source)))
    runs = []
    for run, covered in sorted(_marks(target, find(target)), key=lambda pair: not _apart(target, pair[0])):
        text = target[run.start : run.end]
        if 1 not in covered and spare[text]:
            spare[text] -= 1
        else:
            runs.append(run)
    return sorted(runs, key=lambda run: run.start)


def _blank(text: str, at: int) -> bool:
    """Whether there is a blank at an offset, or no text."""
    return not 0 <= at < len(text) or text[at] in _BLANKS


def _apart(text: str, run: _Run) -> bool:
    """Whether a run has a blank on both sides, inside the text."""
    return 0 < run.start and run.end < len(text) and _blank(text, run.start - 1) and _blank(text, run.end)


def _in_word(text: str, run: _Run) -> bool:
    """Whether a run joins two words of a script with blanks between words."""

    def letter(at: int) -> bool:
        return not _blank(text, at) and text[at].isalnum() and text[at] < "\u0e00"

    return letter(run.start - 1) and letter(run.end)


def _tight(text: str, pair: tuple[_Run, _Run]) -> bool:
    """Whether no one but a writer of emphasis would put these marks."""
    return pair[0].width > 1 and not _apart(text, pair[0]) and not _apart(text, pair[1])


def _pairs(runs: Sequence[_Run]) -> list[tuple[_Run, _Run]]:
    """Pair the runs as a reader would who knows nothing of flanking: a mark ends the last open one of its kind, or begins one.

    A run of three is one of one and one of two.
    """
    pairs: list[tuple[_Run, _Run]] = []
    stack: list[_Run] = []
    for run in runs:
        rest: _Run | None = run
        while rest is not None and rest.width <= 4:
            same = [place for place, other in enumerate(stack) if other.sign == rest.sign]
            top = stack[same[-1]] if same else None
            exact = next((place for place in reversed(same) if stack[place].width == rest.width), None)
            if exact is not None and (rest.width < 3 or exact == same[-1]):
                pairs += _both(stack[exact], rest)
                del stack[exact:]
                rest = None
            elif top is not None and top.width == 3 and rest.width < 3:
                inner = replace(top, start=top.end - rest.width)
                stack[same[-1] :] = [replace(top, end=inner.start)]
                pairs.append((inner, rest))
                rest = None
            elif top is not None and top.width < rest.width and rest.width > 2:
                first = replace(rest, end=rest.start + top.width)
                pairs.append((top, first))
                del stack[same[-1] :]
                rest = replace(rest, start=first.end)
            elif rest.width == 4:
                middle = rest.start + 2
                pairs.append((replace(rest, end=middle), replace(rest, start=middle)))
                rest = None
            else:
                stack.append(rest)
                rest = None
    return pairs


def _both(opening: _Run, closing: _Run) -> list[tuple[_Run, _Run]]:
    """A pair; of runs of three, two pairs, with the single mark outside (CommonMark §6.2, rule 14)."""
    if opening.width != 3:
        return [(opening, closing)]
    return [
        (replace(opening, end=opening.start + 1), replace(closing, start=closing.start + 2)),
        (replace(opening, start=opening.start + 1), replace(closing, end=closing.start + 2)),
    ]


def _unclosed(
    source: str, target: str, runs: Sequence[_Run], pairs: Sequence[tuple[_Run, _Run]], find: _Find
) -> list[tuple[_Run, _Run]]:
    """A pair for a single mark without a partner, if the source's emphasis begins or ends with its text."""
    paired = {mark.start for pair in pairs for mark in pair}
    alone = [run for run in runs if run.start not in paired]
    if len(alone) != 1 or alone[0].width > 2:
        return []
    run, ours = alone[0], find(source)
    marks = [tag for tag in ours if tag.kind in _EMPHASIS and tag.end - tag.start == run.width]
    if not marks or _count(ours) <= len(pairs):
        return []
    first, last = marks[0], marks[-1]
    tail = source[last.end :].strip(_BLANKS)
    end = len(target.rstrip(_BLANKS + "".join(_TRAILING) if tail else _BLANKS))
    if not _blank(target, run.end) and end > run.end and all(sign in _TRAILING for sign in tail):
        return [(run, _Run(end, end, run.sign))]
    if not _blank(target, run.start - 1) and not source[: first.start].strip():
        return [(_Run(0, 0, run.sign), run)]
    return []


def _written(source: str, target: str, pairs: Sequence[tuple[_Run, _Run]], find: _Find, *, html: bool) -> str | None:
    """The target with each pair in the first of its forms that comes out; None if there is none."""
    base, spans = _without(target, pairs)
    forms = [
        list(_forms(base, target[pair[0].start : pair[0].end] or target[pair[1].start : pair[1].end], *span, html=html))
        for pair, span in zip(pairs, spans, strict=True)
    ]
    forms = [found for found in forms if found]
    others = Counter(tag.text for tag in find(target) if tag.kind not in _EMPHASIS)
    chosen = [0] * len(forms)
    for _ in range(sum(map(len, forms)) + 1):
        text, places = _put(base, [found[number] for found, number in zip(forms, chosen, strict=True)])
        found = find(text)
        ends = {
            (tag.start, tag.end): (found[tag.partner].start, found[tag.partner].end)
            for tag in found
            if tag.partner is not None and (tag.kind in _EMPHASIS or tag.text in MARKS)
        }
        failing = [pair for pair, (opening, closing) in enumerate(places) if ends.get(opening) != closing]
        if not failing:
            kept = Counter(tag.text for tag in found if tag.kind not in _EMPHASIS and tag.text not in MARKS)
            intact = kept == Counter({text: count for text, count in others.items() if text not in MARKS})
            return text.strip(_BLANKS) if intact and not visible_marks(source, text, find) else None
        failing = [pair for pair in failing if chosen[pair] + 1 < len(forms[pair])]
        if not failing:
            return None
        for pair in failing if len(forms) > _FEW else failing[:1]:
            chosen[pair] += 1
    return None


def _without(target: str, pairs: Sequence[tuple[_Run, _Run]]) -> tuple[str, list[tuple[int, int]]]:
    """The target without the pairs' marks, and the span of each pair in it. Of two blanks around a mark one stays."""
    marks = sorted((mark.start, mark.end) for pair in pairs for mark in pair)
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
        (offsets[opening.start, opening.end], offsets[closing.start, closing.end]) for opening, closing in pairs
    ]


def _forms(base: str, mark: str, start: int, end: int, *, html: bool) -> Iterator[_Form]:
    """The ways to write a pair, the best first; none if there is nothing between its marks."""
    while start < end and base[start] in _BLANKS:
        start += 1
    while start < end and base[end - 1] in _BLANKS:
        end -= 1
    if start == end:
        return
    whole = (start, end)
    yield _Form(start, end, mark, mark)
    if "_" in mark:
        mark = mark.replace("_", "*")
        yield _Form(start, end, mark, mark)
    for _ in range(_MOST_STEPS):
        before, after = _movable(base[start:end])
        start, end = start + before, end - after
        if not before and not after:
            break
        if start >= end:
            break
        yield _Form(start, end, mark, mark)
    if html:
        name = _HTML[mark]
        yield _Form(*whole, f"<{name}>", f"</{name}>")


def _movable(text: str) -> tuple[int, int]:
    """How many signs at the start and at the end of a text stand as well outside its marks: 0 or 1 each.

    They are punctuation, the brackets or quotation marks around the whole text, and a bracket whose partner is outside.
    """
    if text[-1] in _TRAILING:
        return 0, 1
    if text[0] in _LEADING:
        return 1, 0
    opening, closing = text[0], _BRACKETS.get(text[0])
    if closing is not None and opening == closing:
        return (1, 1) if len(text) > 1 and text.find(closing, 1) == len(text) - 1 else (0, 0)
    partner = next((left for left, right in _BRACKETS.items() if right == text[-1] and left != right), None)
    if closing is not None:
        depth = 0
        for place, sign in enumerate(text):
            depth += (sign == opening) - (sign == closing)
            if depth == 0:
                return (1, 1) if place == len(text) - 1 else (0, 0)
        return 1, 0
    if partner is not None and text.count(text[-1]) > text.count(partner):
        return 0, 1
    return 0, 0


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
