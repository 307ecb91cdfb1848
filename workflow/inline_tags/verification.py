"""Whether a translation kept the codes of its source (law 8)."""

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
    """Why ``target`` is no valid translation of ``source`` as far as codes go; None where it is.

    Every code of the source is in the target as often as in the source, and no other is; each lies in the same pairs as in
    the source (a placeholder in bold stays in bold); no pair became empty; placeholders that a program fills in by their
    order (``%s``) keep it; line breaks keep their number. Other codes may change places. The arguments are those of ``codes``.
    """
    ours = find_tags(source, syntax=syntax, placeholders=placeholders, references=references, math=math)
    theirs = find_tags(target, syntax=syntax, placeholders=placeholders, references=references, math=math)
    return (
        _difference(Counter(code.text for code in ours), Counter(code.text for code in theirs))
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
            else f"{_shown(invented)} is there too often"
        )
    return None


def _shown(counter: Counter[str]) -> str:
    return ", ".join(sorted(counter)).replace("\n", "\\n")


def _nesting(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> str | None:
    def shape(found: Sequence[InlineTag]) -> Counter[tuple[str, ...]]:
        stack: list[str] = []
        shapes: Counter[tuple[str, ...]] = Counter()
        for place, code in enumerate(found):
            if code.closes(place):
                partner = found[code.partner or 0]
                if stack:
                    stack.pop()
                shapes[(*stack, f"{partner.text}…{code.text}")] += 1
            elif code.opens(place):
                stack.append(f"{code.text}…{found[code.partner or 0].text}")
            else:
                shapes[(*stack, code.text)] += 1
        return shapes

    lost = shape(ours) - shape(theirs)
    if lost:
        return f"{next(iter(sorted(lost)))[-1]} is not where it was in bold, links or tags".replace("\n", "\\n")
    return None


def _order(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> str | None:
    def positional(found: Sequence[InlineTag]) -> list[str]:
        return [
            code.text
            for code in found
            if code.kind is TagKind.PLACEHOLDER
            and (
                code.text == "{}"
                or (code.text.startswith("%") and code.text[1:2] not in "({%" and "$" not in code.text)
            )
            and not (code.text.endswith("%") and len(code.text) > 1)
        ]

    if positional(ours) != positional(theirs):
        return f"{' '.join(positional(ours))} have changed places"
    return None


def _emptied(source: str, ours: Sequence[InlineTag], target: str, theirs: Sequence[InlineTag]) -> str | None:
    def hollow(text: str, found: Sequence[InlineTag]) -> Counter[str]:
        return Counter(
            f"{code.text}…{found[code.partner or 0].text}"
            for place, code in enumerate(found)
            if code.opens(place) and not text[code.end : found[code.partner or 0].start].strip()
        )

    empty = hollow(target, theirs) - hollow(source, ours)
    return f"nothing is left between {next(iter(sorted(empty)))}" if empty else None
