"""Compare the inline tags of a translation with those of its source (invariant 8)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from workflow.html import without_texts
from workflow.inline_tags.marks import MARKS
from workflow.inline_tags.model import InlineTag, TagKind
from workflow.inline_tags.technical import keys_in

__all__ = ["changed_tags", "verify"]


def verify(source: str, target: str, find: Callable[[str], Sequence[InlineTag]]) -> str | None:
    """Return the reason why ``target`` does not keep the inline tags of ``source``; None if it does.

    The target must have every tag of the source as often as the source, and no other. Each must be inside the same pairs (a
    placeholder in bold stays in bold), and no pair may become empty. Positional placeholders (``%s``) must keep their order.
    The number of line breaks must be the same. Other tags may change places. Links are equal if they lead to the same place,
    whatever their form and the words of their title; a title must not be lost. ``find`` finds the inline tags of a text.
    """
    ours, theirs = find(source), find(target)
    if not ours and not theirs:
        return None
    if _are_alike(ours, theirs):
        return _emptied(source, ours, target, theirs)
    written = frozenset(tag.text for tag in ours)
    own, other = [_key(tag, written) for tag in ours], [_key(tag, written) for tag in theirs]
    is_same = own == other and [tag.partner for tag in ours] == [tag.partner for tag in theirs]
    return (
        (None if is_same else _difference(ours, own, theirs, other))
        or _titles(ours, theirs)
        or (None if is_same else _nesting(ours, own, theirs, other))
        or _order(ours, theirs)
        or _emptied(source, ours, target, theirs)
    )


def changed_tags(
    source: str, target: str, find: Callable[[str], Sequence[InlineTag]]
) -> tuple[tuple[InlineTag, ...], tuple[InlineTag, ...]]:
    """Return the inline tags of ``source`` that ``target`` lacks, and those of ``target`` that ``source`` lacks. Their places do not count.

    They are compared as ``verify`` does. Of a link, the last tag is given.
    """
    ours, theirs = find(source), find(target)
    if _are_alike(ours, theirs):
        return (), ()
    written = frozenset(tag.text for tag in ours)
    own, other = [_key(tag, written) for tag in ours], [_key(tag, written) for tag in theirs]
    if own == other:
        return (), ()
    before, after = _by_key(ours, own), _by_key(theirs, other)
    missing = [tag for key, tags in before.items() for tag in tags[len(after.get(key, ())) :]]
    added = [tag for key, tags in after.items() for tag in tags[len(before.get(key, ())) :]]
    return tuple(missing), tuple(added)


def _are_alike(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> bool:
    """Whether two texts have the same tags in the same order, as nearly all have; only their places differ."""
    return len(ours) == len(theirs) and [tag[2:] for tag in ours] == [tag[2:] for tag in theirs]


def _by_key(found: Sequence[InlineTag], keys: Sequence[str]) -> dict[str, list[InlineTag]]:
    by_key: dict[str, list[InlineTag]] = {}
    for tag, key in zip(found, keys, strict=True):
        if key:
            by_key.setdefault(key, []).append(tag)
    return by_key


_NUMBERED = re.compile(r"%(?:L?\d{1,2}\Z|\d+[:%])")
"""A placeholder that names its argument: ``%1``, ``%L1`` (Qt), ``%1%`` (Boost), ``%0:d`` (Pascal)."""
_WITH_PARAMETERS = frozenset({TagKind.TAG, TagKind.PLACEHOLDER})


def _key(tag: InlineTag, written: frozenset[str]) -> str:
    """What a tag is compared by: a link's destination, an emphasis mark whatever its form, the text of any other tag.

    Values that people read (``title="…"``) may be translated.
    ``written``: the tags of the source. An HTML tag is the form of a mark only if the source does not have it.
    """
    if tag.destination is not None:
        return f"{'!' * (tag.kind is TagKind.IMAGE)}[…]({tag.destination})"
    if tag.kind in (TagKind.LINK, TagKind.IMAGE) and tag.partner is not None:
        return ""  # its other end is compared
    if tag.kind is TagKind.EMPHASIS:
        return tag.text.replace("_", "*")
    if tag.text not in written and tag.text in MARKS:
        return MARKS[tag.text]
    if tag.kind is TagKind.NAME and "+" in tag.text:
        return keys_in(tag.text)
    return without_texts(tag.text) if tag.kind in _WITH_PARAMETERS else tag.text


def _difference(
    ours: Sequence[InlineTag], own: Sequence[str], theirs: Sequence[InlineTag], other: Sequence[str]
) -> str | None:
    before, after = Counter(filter(None, own)), Counter(filter(None, other))
    texts = {key: _name(tag) for tag, key in [*zip(theirs, other, strict=True), *zip(ours, own, strict=True)]}
    missing = before - after
    if missing:
        return f"{_shown(missing, texts)} is missing"
    invented = after - before
    if invented:
        often = before & invented
        return f"{_shown(invented, texts)} {'occurs too often' if often else 'is not in the source'}"
    return None


def _name(tag: InlineTag) -> str:
    """A tag in messages. Brackets say nothing about their link."""
    if tag.destination is not None and tag.kind is TagKind.LINK:
        return f"the link to {tag.destination}"
    return f"the image {tag.destination}" if tag.destination is not None and tag.kind is TagKind.IMAGE else tag.text


def _titles(ours: Sequence[InlineTag], theirs: Sequence[InlineTag]) -> str | None:
    """A link's title is text: it may be translated, or come from the link's definition, but not be dropped."""
    if not any(tag.titled for tag in ours):
        return None
    kept = Counter(tag.destination for tag in theirs if tag.titled or not tag.text.startswith("]("))
    lost = Counter(tag.destination for tag in ours if tag.titled) - kept
    return f"the title of the link to {min(map(str, lost))} is missing" if lost else None


def _shown(counter: Counter[str], texts: Mapping[str, str]) -> str:
    return ", ".join(sorted(texts[key] for key in counter)).replace("\n", "\\n")


def _nesting(
    ours: Sequence[InlineTag], own: Sequence[str], theirs: Sequence[InlineTag], other: Sequence[str]
) -> str | None:
    # A tag and what it is in, as a number: listing all that it is in would take quadratic time for nested tags.
    places: dict[tuple[int, str], int] = {}

    def number(around: int, name: str) -> int:
        return places.setdefault((around, name), len(places) + 1)

    def shape(found: Sequence[InlineTag], keys: Sequence[str]) -> Counter[int]:
        stack = [0]
        shapes: Counter[int] = Counter()
        for place, tag in enumerate(found):
            if tag.closes(place):
                partner = keys[tag.partner or 0]
                if len(stack) > 1:
                    stack.pop()
                shapes[number(stack[-1], f"{partner}…{keys[place]}" if partner else keys[place])] += 1
            elif tag.opens(place):
                name = f"{keys[place]}…{keys[tag.partner or 0]}" if keys[place] else keys[tag.partner or 0]
                stack.append(number(stack[-1], name))
            else:
                shapes[number(stack[-1], keys[place])] += 1
        return shapes

    lost = shape(ours, own) - shape(theirs, other)
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
            and (
                tag.text == "{}" or (tag.text.startswith("%") and tag.text[1:2] not in "({%<|[" and "$" not in tag.text)
            )
            and not _NUMBERED.match(tag.text)
            and not (tag.text.endswith("%") and len(tag.text) > 1)
        ]

    if positional(ours) != positional(theirs):
        return f"{' '.join(positional(ours))} are in a different order"
    return None


def _emptied(source: str, ours: Sequence[InlineTag], target: str, theirs: Sequence[InlineTag]) -> str | None:
    def hollow(text: str, found: Sequence[InlineTag]) -> list[str]:
        return [
            f"{tag.text}…{found[tag.partner or 0].text}"
            for place, tag in enumerate(found)
            if tag.opens(place) and not text[tag.end : found[tag.partner or 0].start].strip()
        ]

    empty = hollow(target, theirs)
    return f"no text between {min(empty)}" if empty and len(empty) > len(hollow(source, ours)) else None
