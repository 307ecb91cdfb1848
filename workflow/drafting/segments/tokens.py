"""One sentence as tokens: strings, and inline tags merged so that as few as possible are left."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from workflow.inline_tags import InlineTag

__all__ = ["TERM_END", "SegmentToken", "has_words", "terms", "tokens_of"]

_LETTER = re.compile(r"[^\W\d_]")
# May stand between two inline tags that are merged into one: `a`, `b`.
_GLUE = re.compile(r"(?:\s*[,/|+]\s*|\s+)?")
# After a bold term or an inline tag at the start: the rest is a sentence of its own.
TERM_END = re.compile(r"\s*(?:[:：]|\s(?:--?|–|—)|\s?—)\s+")


def has_words(text: str) -> bool:
    """Whether there is a letter in ``text``."""
    return _LETTER.search(text) is not None


@dataclass(frozen=True, slots=True)
class SegmentToken:
    """A string (no tag), or inline tags that are one atom."""

    text: str
    tag: InlineTag | None = None
    pair: int | None = None
    """A number shared by both ends of a pair."""
    opens: bool = False

    @property
    def alone(self) -> bool:
        """Whether this is an inline tag without a partner in its sentence."""
        return self.tag is not None and self.pair is None


def tokens_of(text: str, found: Sequence[InlineTag], start: int, end: int) -> list[SegmentToken]:
    """The text from ``start`` to ``end`` as tokens. ``found``: the inline tags of the whole text; their partners are indexes into it."""
    first, last = (bisect_left(found, at, key=lambda tag: tag.start) for at in (start, end))
    inside = {place for place in range(first, last) if found[place].end <= end}
    tokens: list[SegmentToken] = []
    position = start
    for place in sorted(inside):
        tag = found[place]
        if tag.start > position:
            tokens.append(SegmentToken(text[position : tag.start]))
        partner = tag.partner if tag.partner in inside else None
        pair = None if partner is None else min(place, partner)
        tokens.append(SegmentToken(tag.text, tag, pair, tag.opens(place)))
        position = tag.end
    if position < end:
        tokens.append(SegmentToken(text[position:end]))
    return _gathered(_nested(_wordless(tokens)))


def _wordless(tokens: list[SegmentToken]) -> list[SegmentToken]:
    """Merge pairs without a word between them into one token: a link around a code span."""
    ends = {token.pair: place for place, token in enumerate(tokens) if token.pair is not None}
    words = list(accumulate((token.tag is None and has_words(token.text) for token in tokens), initial=0))
    result: list[SegmentToken] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.pair is not None and token.opens:
            end = ends[token.pair]
            if words[place] == words[end]:
                result.append(SegmentToken("".join(other.text for other in tokens[place : end + 1]), token.tag))
                place = end + 1
                continue
        result.append(token)
        place += 1
    return result


def _nested(tokens: list[SegmentToken]) -> list[SegmentToken]:
    """Merge pairs around the same words into one pair: ``**[`` … ``](target)**``."""
    result = list(tokens)
    place = 0
    while place + 1 < len(result):
        one, two = result[place], result[place + 1]
        if one.pair is not None and one.opens and two.pair is not None and two.opens:
            last = next(n for n in range(place + 1, len(result)) if result[n].pair == one.pair)
            if result[last - 1].pair == two.pair:
                result[place : place + 2] = [replace(one, text=one.text + two.text)]
                result[last - 2 : last] = [
                    replace(result[last - 1], text=result[last - 2].text + result[last - 1].text)
                ]
                continue
        place += 1
    return result


def _gathered(tokens: list[SegmentToken]) -> list[SegmentToken]:
    """Merge unpaired inline tags with nothing but a comma or a space between them."""
    result: list[SegmentToken] = []
    for token in tokens:
        if token.alone and result:
            if result[-1].alone:
                result[-1] = replace(result[-1], text=result[-1].text + token.text)
                continue
            if len(result) > 1 and result[-2].alone and result[-1].tag is None and _GLUE.fullmatch(result[-1].text):
                glue = result.pop().text
                result[-1] = replace(result[-1], text=result[-1].text + glue + token.text)
                continue
        result.append(token)
    return result


def terms(tokens: list[SegmentToken]) -> list[list[SegmentToken]]:
    """The tokens, split after a term that is explained: ``**Term**: …``, ``[name](target) – …``, ``**Note:** …``."""
    first = next((n for n, token in enumerate(tokens) if token.tag is not None or token.text.strip()), None)
    if first is None or tokens[first].tag is None:
        return [tokens]
    end = first
    if tokens[first].pair is not None and tokens[first].opens:
        end = next(n for n in range(first + 1, len(tokens)) if tokens[n].pair == tokens[first].pair)
    elif not tokens[first].alone:
        return [tokens]
    if end + 1 >= len(tokens) or tokens[end + 1].tag is not None:
        return [tokens]
    after = tokens[end + 1].text
    match = TERM_END.match(after)
    if match:
        cut = match.end()
    elif end > first and tokens[end - 1].text.rstrip()[-1:] in (":", "：", ".", "!", "?") and after[:1].isspace():
        cut = len(after) - len(after.lstrip())
    else:
        return [tokens]
    rest = [SegmentToken(after[cut:])] if after[cut:] else []
    return [[*tokens[: end + 1], SegmentToken(after[:cut])], [*rest, *tokens[end + 2 :]]]
