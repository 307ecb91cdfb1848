"""The length of texts: split long sentences, and count words."""

import re
from collections.abc import Callable

__all__ = ["split_long", "word_count"]

_WORD = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|[^\W_぀-ヿ㐀-鿿豈-﫿]+(?:['’.-][^\W_]+)*")

# Positions at which a long sentence is cut, best ones first: after a semicolon or colon, a dash, a comma, before a conjunction, any space.
_CLAUSES = (
    re.compile(r"(?<=[;:；：])\s+|(?<=[；：])"),
    re.compile(r"(?<=[–—])\s+|(?<!\s)\s++(?=[–—]\s)"),
    re.compile(r"(?<=[,،、，])\s+|(?<=[、，])"),
    re.compile(r"(?<=[)\]»”])\s+|(?<!\s)\s++(?=[(\[«“])"),
    re.compile(r"\s+"),
)


def split_long(text: str, too_long: Callable[[str], bool]) -> tuple[str, ...]:
    """Split ``text`` into pieces that are not ``too_long``, at the best positions; joined they are ``text``.

    White space between two pieces belongs to the first. A piece without white space is cut in the middle at last, one
    character is never cut.
    """
    if len(text) < 2 or not too_long(text):
        return (text,) if text else ()
    middle = len(text) / 2
    for pattern in _CLAUSES:
        places = [match.end() for match in pattern.finditer(text) if 0 < match.end() < len(text)]
        if places:
            # The cut nearest to the middle leaves both halves the most context.
            cut = min(places, key=lambda place: (abs(place - middle), place))
            if min(cut, len(text) - cut) * 8 >= len(text) or pattern is _CLAUSES[-1]:
                break
    else:
        cut = int(middle)
    return split_long(text[:cut], too_long) + split_long(text[cut:], too_long)


def word_count(text: str) -> int:
    """Return the number of words in a text; in Chinese and Japanese, which have no spaces, the number of characters."""
    return len(_WORD.findall(text))
