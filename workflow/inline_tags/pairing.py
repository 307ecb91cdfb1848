"""Emphasis marks in pairs, as a translator means them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.inline_tags.marks import BLANKS, Find, MarkRun, emphasis, is_apart, is_blank, is_emphasis

__all__ = ["TRAILING", "MarkPair", "pairs_of"]

TRAILING = frozenset(".,:;!?…。、，．：；！？‥・،؛؟۔।॥።፡፣")
"""Punctuation that stands as well after emphasis as at its end."""


@dataclass(frozen=True, slots=True)
class MarkPair:
    """A pair of marks. A missing one is an empty run where it belongs."""

    opening: MarkRun
    closing: MarkRun
    mark: str
    """How both are written: ``**``."""


def pairs_of(runs: Sequence[MarkRun], source: str, target: str, find: Find) -> list[MarkPair]:
    """MarkPair the runs of ``target``, in the order of their openings; none if it is not clear that they are emphasis.

    Where one mark has no partner, or one that is too short or too long, the emphasis of ``source`` says what was meant.
    """
    pairs = [MarkPair(*pair, pair[0].sign * pair[0].width) for pair in _paired(runs)]
    ours = emphasis(find(source))
    paired = {run.start for pair in pairs for run in (pair.opening, pair.closing)}
    alone = [run for run in runs if run.start not in paired]
    missing = ours - Counter(_kind(pair.mark) for pair in pairs)
    if missing.total() == 1 and alone:
        pairs += _completed(alone, next(iter(missing)), source, target, find)
    if len(pairs) > ours.total() and not all(_is_tight(target, pair) for pair in pairs):
        return []
    return sorted(pairs, key=lambda pair: pair.opening.start)


def _kind(mark: str) -> str:
    return mark.replace("_", "*")


def _is_tight(text: str, pair: MarkPair) -> bool:
    """Whether no one but a writer of emphasis would put these marks."""
    return len(pair.mark) > 1 and not is_apart(text, pair.opening) and not is_apart(text, pair.closing)


def _completed(alone: Sequence[MarkRun], kind: str, source: str, target: str, find: Find) -> list[MarkPair]:
    """The pair of this kind that one or two marks without partners stand for, if there is no doubt."""
    first, last = alone[0], alone[-1]
    mark = first.sign * len(kind)
    if len(alone) == 2 and first.sign == last.sign and {first.width, last.width} == {1, 2}:
        return [] if is_apart(target, first) or is_apart(target, last) else [MarkPair(first, last, mark)]
    if len(alone) > 1 or _kind(mark) != kind or first.width != len(kind):
        return []
    ends = [tag for tag in find(source) if is_emphasis(tag) and tag.partner is not None]
    tail = source[ends[-1].end :].strip(BLANKS)
    end = len(target.rstrip(BLANKS + "".join(TRAILING) if tail else BLANKS))
    if not is_blank(target, first.end) and end > first.end and all(sign in TRAILING for sign in tail):
        return [MarkPair(first, MarkRun(end, end, first.sign), mark)]
    if not is_blank(target, first.start - 1) and not source[: ends[0].start].strip():
        return [MarkPair(MarkRun(0, 0, first.sign), first, mark)]
    return []


def _paired(runs: Sequence[MarkRun]) -> list[tuple[MarkRun, MarkRun]]:
    """MarkPair the runs as a reader would who knows nothing of flanking: a mark ends the last open one of its kind, or begins one.

    A run of three is one of one and one of two.
    """
    pairs: list[tuple[MarkRun, MarkRun]] = []
    stack: list[MarkRun] = []
    for run in runs:
        rest: MarkRun | None = run
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


def _both(opening: MarkRun, closing: MarkRun) -> list[tuple[MarkRun, MarkRun]]:
    """A pair; of runs of three, two pairs, with the single mark outside (CommonMark §6.2, rule 14)."""
    if opening.width != 3:
        return [(opening, closing)]
    return [
        (replace(opening, end=opening.start + 1), replace(closing, start=closing.start + 2)),
        (replace(opening, start=opening.start + 1), replace(closing, end=closing.start + 2)),
    ]
