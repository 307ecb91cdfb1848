"""Find the inline tags of a text: the markup that the parser finds, and placeholders, addresses and names by patterns."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from workflow.inline_tags.format_strings import is_in_words, tags_of
from workflow.inline_tags.html import html_tags
from workflow.inline_tags.inline import markdown_tags
from workflow.inline_tags.model import InlineTag, References, Syntax, TagKind
from workflow.inline_tags.patterns import finds
from workflow.inline_tags.spans import Spans

__all__ = ["find_tags", "known_tags", "parts"]

# Markup of texts that are not Markdown, as in the PO files of documentation: ``code``, `code`, :role:`target`, |substitution|.
_WORD = r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""A character of a word, in scripts that divide words by spaces; in Chinese, Japanese, Korean and Thai, words touch a code span."""
_PLAIN = re.compile(
    r"(?P<code>``[^`\n]+?``|(?<![\w`:]):[\w.:+\-]+:`[^`\n]+`|(?<!W)(?<!`)`[^`'\s][^`'\n]*`__?|(?<!W)(?<!`)`[^`'\s][^`'\n]*`(?!W|`)"
    r"|(?<!W)(?<!`)`[^`'\s][^`<>\n]*<[^`<>\n]+>`__?|(?<!W)(?<!\|)\|[A-Za-z][\w\-]*\|(?!W|\|))".replace("W", _WORD)
    + r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<break>\r\n|[\n\r\t\f\v]|(?<=\S) {2,}(?=\S))"
)
_PLAIN_SIGN = re.compile(r"[`|&\n\r\t\f\v]")
"""What a text with such markup has in any case, unless it is two spaces; it is quick."""
_START = attrgetter("start")
_BREAK = re.compile(r"[\n\r\f\v](?:(?<=\r)\n)?")


def find_tags(
    text: str,
    *,
    syntax: Syntax = "markdown",
    placeholders: Sequence[str] = (),
    references: References = frozenset(),
    math: bool = False,
    formats: tuple[str, ...] = (),
) -> tuple[InlineTag, ...]:
    """Return the inline tags of ``text`` in order, without overlaps.

    ``placeholders``: regular expressions of further placeholders. ``references``: the link definitions of the document, so that
    ``[label]`` alone counts as a link; ``[text][label]`` and ``[label][]`` always do. ``math``: whether ``$x$`` is a formula.
    ``formats``: the flags of the kinds of format string that the text is, whose directives come before what patterns find.
    """
    return known_tags(text, syntax, tuple(placeholders), references, math, formats)


# A source is compared with several translations, and a valid one is parsed again in its unit.
@lru_cache(maxsize=8192)
def known_tags(
    text: str,
    syntax: Syntax,
    placeholders: tuple[str, ...],
    references: References,
    math: bool,
    formats: tuple[str, ...],
) -> tuple[InlineTag, ...]:
    """``find_tags`` of what may be remembered."""
    found = list(markdown_tags(text, references, math) if syntax == "markdown" else _plain_tags(text))
    if syntax == "markdown" and not text.isprintable():
        found.extend(InlineTag(m.start(), m.end(), m.group(), TagKind.BREAK) for m in _BREAK.finditer(text))
    loose = list(finds(text, placeholders))
    if formats:
        directives = tags_of(text, formats)
        certain = Spans.covering((tag.start, tag.end) for tag in directives)
        loose = [tag for tag in loose if not certain.overlap(tag.start, tag.end)]
        loose = [tag for tag in directives if not is_in_words(tag, text)] + loose
        # `<PRIu64>` in `%<PRIu64>` is no HTML tag.
        found = _without(found, {place for place, tag in enumerate(found) if certain.covers(tag.start, tag.end)})
    return _joined(found, loose)


def parts(text: str, found: Sequence[InlineTag]) -> tuple[str | int, ...]:
    """Return ``text`` as strings and, between them, the indexes of its inline tags. Empty strings are left out."""
    result: list[str | int] = []
    position = 0
    for number, tag in enumerate(found):
        if tag.start > position:
            result.append(text[position : tag.start])
        result.append(number)
        position = tag.end
    if position < len(text):
        result.append(text[position:])
    return tuple(result)


def _plain_tags(text: str) -> Iterator[InlineTag]:
    yield from html_tags(text)
    for match in _PLAIN.finditer(text) if _PLAIN_SIGN.search(text) or "  " in text else ():
        kind = {"code": TagKind.CODE, "entity": TagKind.ENTITY, "break": TagKind.BREAK}[match.lastgroup or "code"]
        yield InlineTag(match.start(), match.end(), match.group(), kind)


def _joined(found: Sequence[InlineTag], loose: Sequence[InlineTag]) -> tuple[InlineTag, ...]:
    """Merge markup (``found``) and matches of patterns (``loose``) in order, without overlaps. Partners are indexes into ``found``.

    A match that contains single tags whole (the escapes of ``snake\\_case``) replaces them; one that cuts through markup, or is
    inside it, is dropped.
    """
    if not found and not loose:
        return ()
    if loose and found:
        loose = _outside_code(found, loose)
    if all(tag.partner is None for tag in found):
        alone = sorted([*loose, *found], key=_START)
        if all(one.end <= other.start for one, other in pairwise(alone)):
            return tuple(alone)
    numbered: list[tuple[int | None, InlineTag]] = [*((None, tag) for tag in loose), *enumerate(found)]
    numbered.sort(key=lambda pair: pair[1].start)
    if any(other.start < one.end for (_, one), (_, other) in pairwise(numbered)):
        numbered = _resolved(found, loose)
    places = {number: place for place, (number, _) in enumerate(numbered) if number is not None}
    partners = {
        place: places[tag.partner]
        for place, (_, tag) in enumerate(numbered)
        if tag.partner is not None and tag.partner in places
    }
    nested = _nested(partners) if partners else partners
    return tuple(_with_partner(tag, nested.get(place)) for place, (_, tag) in enumerate(numbered))


def _outside_code(found: Sequence[InlineTag], loose: Sequence[InlineTag]) -> Sequence[InlineTag]:
    """``loose`` without what is inside a code span, unless some of it may hold a code span."""
    codes = [(tag.start, tag.end) for tag in found if tag.kind is TagKind.CODE]
    if not codes or any(map(_holds_markup, loose)):
        return loose
    spans = Spans(codes)
    return [tag for tag in loose if not spans.covers(tag.start, tag.end)]


def _holds_markup(tag: InlineTag) -> bool:
    """Whether a tag is one of those that are placeholders although they hold a link."""
    return tag.text.startswith("[!") or tag.text.endswith("][]")


def _resolved(found: Sequence[InlineTag], loose: Sequence[InlineTag]) -> list[tuple[int | None, InlineTag]]:
    """The tags that are left where some overlap, in order, with the numbers of those of ``found``."""
    found = _without_inner(found, loose)
    included = _included(found, loose)
    # Only single, small tags (escapes, entities) can lie inside a match, and they do not overlap; all others cut it off.
    small = {place: mark for place, mark in enumerate(found) if mark.partner is None and mark.kind in _SMALL}
    firm = Spans.covering(
        (mark.start, mark.end) for place, mark in enumerate(found) if place not in small and place not in included
    )
    inside = sorted(small, key=lambda place: found[place].start)
    starts = [found[place].start for place in inside]
    kept = {place: mark for place, mark in enumerate(found) if place not in included}
    taken = Spans()
    extra: list[InlineTag] = []
    for tag in loose:
        if taken.overlap(tag.start, tag.end) or firm.overlap(tag.start, tag.end):
            continue
        first = bisect_left(starts, tag.start)
        before = found[inside[first - 1]] if first else None
        last = bisect_left(starts, tag.end)
        touched = inside[first:last]
        if (before and before.end > tag.start) or any(found[place].end > tag.end for place in touched):
            continue
        for place in touched:
            kept.pop(place, None)
        extra.append(tag)
        taken.add(tag.start, tag.end)
    # A tag inside another single tag (an HTML comment in a code span) is dropped.
    ordered: list[tuple[int | None, InlineTag]] = []
    both: list[tuple[int | None, InlineTag]] = [*((None, tag) for tag in extra), *kept.items()]
    for number, tag in sorted(both, key=lambda pair: (pair[1].start, -pair[1].end)):
        if ordered and tag.start < ordered[-1][1].end:
            continue
        ordered.append((number, tag))
    return ordered


def _with_partner(tag: InlineTag, partner: int | None) -> InlineTag:
    if tag.partner == partner:
        return tag
    return InlineTag(tag.start, tag.end, tag.text, tag.kind, partner, tag.destination, tag.titled)


_BEFORE_MARKDOWN = ("{{<", "{{%", "{%")


def _without_inner(found: Sequence[InlineTag], loose: Sequence[InlineTag]) -> list[InlineTag]:
    """``found`` without the emphasis that begins or ends in a template tag, ``{{</* figure */>}}``, and without the markup in the
    attributes of a tag, ``<Tip text={<b>Low</b>}>``.

    Site generators replace template tags before they read Markdown.
    """
    templates = Spans.covering((tag.start, tag.end) for tag in loose if tag.text.startswith(_BEFORE_MARKDOWN))
    elements = Spans.covering((tag.start + 1, tag.end) for tag in loose if tag.text.startswith("<") and "=" in tag.text)
    inside = {place for place, tag in enumerate(found) if elements.covers(tag.start, tag.end)}
    gone = {
        place
        for place, tag in enumerate(found)
        if (tag.kind is TagKind.EMPHASIS and templates.covers(tag.start, tag.end))
        or (place in inside and (tag.partner is None or tag.partner in inside))
    }
    return _without(found, gone)


def _without(found: Sequence[InlineTag], gone: set[int]) -> list[InlineTag]:
    """``found`` without the tags at the places ``gone`` and their partners."""
    if not gone:
        return list(found)
    gone = gone | {partner for place in gone if (partner := found[place].partner) is not None}
    kept = [place for place in range(len(found)) if place not in gone]
    new = {place: index for index, place in enumerate(kept)}
    return [
        _with_partner(found[place], None if (other := found[place].partner) is None else new.get(other))
        for place in kept
    ]


def _included(found: Sequence[InlineTag], loose: Sequence[InlineTag]) -> frozenset[int]:
    """The places of markup in ``[!INCLUDE [name](file.md)]`` and ``[package.module][]``, placeholders although they hold a link."""
    whole = [tag for tag in loose if _holds_markup(tag)]
    starts = [tag.start for tag in whole]
    places = set()
    for place, mark in enumerate(found) if whole else ():
        before = bisect_right(starts, mark.start) - 1
        if before >= 0 and mark.end <= whole[before].end:
            places.add(place)
    return frozenset(places)


def _nested(partners: dict[int, int]) -> dict[int, int]:
    """The pairs of ``partners`` without those that cross another (``*a <b> b* c</b>``: the tags stand alone)."""
    result: dict[int, int] = {}
    stack: list[int] = []
    opened: set[int] = set()
    for place in sorted(partners):
        partner = partners[place]
        if partner > place:
            stack.append(place)
            opened.add(place)
        elif partner in opened:
            while (last := stack.pop()) != partner:
                opened.discard(last)
            opened.discard(partner)
            result[place], result[partner] = partner, place
    return result


# Marks that may lie inside a name and belong to it then.
_SMALL = frozenset({TagKind.ESCAPE, TagKind.ENTITY})
