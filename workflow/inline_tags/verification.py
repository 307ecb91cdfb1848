"""Compare the inline tags of a translation with those of its source (invariant 8)."""

from collections import Counter
from collections.abc import Collection, Sequence

from workflow.inline_tags.finding import find_tags
from workflow.inline_tags.model import InlineTag, Syntax, TagKind

__all__ = ["verify"]


def verify(
    source: str,
    target: str,
    *,
    syntax: Syntax = "markdown",
    placeholders: Sequence[str] = (),
    references: Collection[str] = (),
    math: bool = False,
) -> str | None:
    """Return the reason why ``target`` does not keep the inline tags of ``source``; None if it does.

    The target must have every tag of the source as often as the source, and no other. Each must be inside the same pairs (a
    placeholder in bold stays in bold), and no pair may become empty. Positional placeholders (``%s``) must keep their order.
    The number of line breaks must be the same. Other tags may change places. The arguments are those of ``find_tags``.
    """
    ours = find_tags(source, syntax=syntax, placeholders=placeholders, references=references, math=math)
    theirs = find_tags(target, syntax=syntax, placeholders=placeholders, references=references, math=math)
    return (
        _difference(Counter(tag.text for tag in ours), Counter(tag.text for tag in theirs))
        or _nesting(ours, theirs)
        or _order(ours, theirs)
        or _emptied(source, ours, target, theirs)
    )


def _difference(ours: Counter[str], theirs: Counter[str]) -> str | None:
    missing = ours - theirs
    if missing:
        return f"{_shown(missing)} is missing"
    invented = theirs - ours
    if invented:
        return (
            f"{_shown(invented)} is not in the source"
            if not (ours & invented)
            else f"{_shown(invented)} occurs too often"
        )
    return None


def _shown(counter: Counter[str]) -> str:
    return ", ".join(sorted(counter)).replace("\n", "\\n")


def _nesting(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> str | None:
    # A tag and what it is in, as a number: listing all that it is in would take quadratic time for nested tags.
    places: dict[tuple[int, str], int] = {}

    def number(around: int, name: str) -> int:
        return places.setdefault((around, name), len(places) + 1)

    def shape(found: Sequence[InlineTag]) -> Counter[int]:
        stack = [0]
        shapes: Counter[int] = Counter()
        for place, tag in enumerate(found):
            if tag.closes(place):
                if len(stack) > 1:
                    stack.pop()
                shapes[number(stack[-1], f"{found[tag.partner or 0].text}…{tag.text}")] += 1
            elif tag.opens(place):
                stack.append(number(stack[-1], f"{tag.text}…{found[tag.partner or 0].text}"))
            else:
                shapes[number(stack[-1], tag.text)] += 1
        return shapes

    lost = shape(ours) - shape(theirs)
    if lost:
        names = {place: name for (_, name), place in places.items()}
        return f"{min(names[place] for place in lost)} is not where it was in bold, links or tags".replace("\n", "\\n")
    return None


def _order(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> str | None:
    def positional(found: Sequence[InlineTag]) -> list[str]:
        return [
            tag.text
            for tag in found
            if tag.kind is TagKind.PLACEHOLDER
            and (tag.text == "{}" or (tag.text.startswith("%") and tag.text[1:2] not in "({%" and "$" not in tag.text))
            and not (tag.text.endswith("%") and len(tag.text) > 1)
        ]

    if positional(ours) != positional(theirs):
        return f"{' '.join(positional(ours))} are in a different order"
    return None


def _emptied(source: str, ours: Sequence[InlineTag], target: str, theirs: Sequence[InlineTag]) -> str | None:
    def hollow(text: str, found: Sequence[InlineTag]) -> Counter[str]:
        return Counter(
            f"{tag.text}…{found[tag.partner or 0].text}"
            for place, tag in enumerate(found)
            if tag.opens(place) and not text[tag.end : found[tag.partner or 0].start].strip()
        )

    empty = hollow(target, theirs) - hollow(source, ours)
    return f"no text between {next(iter(sorted(empty)))}" if empty else None
