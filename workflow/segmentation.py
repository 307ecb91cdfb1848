"""Split texts into sentences, split long sentences, and count words.

The parts of a text, joined, are the text. Works offline.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from workflow.inline_tags import Spans

__all__ = ["sentences", "split_long", "word_count"]

_LONGEST = 5000
"""Characters after which a line is cut at a space: sentencex takes quadratic time, and no paragraph is that long."""
_WORD = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]|[^\W_぀-ヿ㐀-鿿豈-﫿]+(?:['’.-][^\W_]+)*")


def sentences(text: str, language: str, *, whole: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the sentences of ``text``, each with the white space that follows it; joined they are ``text``.

    ``language`` is a gettext or BCP 47 code. ``whole``: ranges (start, end) that no boundary may fall into: a code span, the
    text of a link. White space at the start belongs to the first sentence.
    """
    if not text.strip():
        return (text,) if text else ()
    import sentencex

    # sentencex uses codes of two letters, and English rules for unknown languages.
    base = re.split(r"[-_@]", language, maxsplit=1)[0].lower() or "en"
    cuts = []
    position = 0
    # One call a line: sentencex ends a sentence at a line break anyway, and drops white space around blank lines.
    for line in _lines(text):
        lead = len(line) - len(line.lstrip())
        body = line[lead:]
        start = position + lead
        if body:
            found = list(sentencex.segment(base, body))
            if "".join(found) == body:
                for piece in found:
                    start += len(piece)
                    cuts.append(start)
        position += len(line)
        cuts.append(position)
    uncut = Spans.covering(whole)
    return _cut(text, [cut for cut in cuts if not uncut.covers(cut - 1, cut + 1)])


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, each with the line ends after it; very long ones in parts."""
    for line in re.findall(r"[^\n]*\n+|[^\n]+", text):
        at = 0
        while len(line) - at > _LONGEST:
            cut = line.rfind(" ", at, at + _LONGEST) + 1 or at + _LONGEST
            yield line[at:cut]
            at = cut
        yield line[at:]


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


def _cut(text: str, cuts: Sequence[int]) -> tuple[str, ...]:
    """Cut ``text`` at ``cuts``. A piece of white space alone is joined to the sentence before it, or to the first one."""
    pieces: list[str] = []
    position = 0
    for cut in sorted({*cuts, len(text)}):
        piece = text[position:cut]
        position = cut
        if not piece:
            continue
        if pieces and (not piece.strip() or not pieces[-1].strip()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def word_count(text: str) -> int:
    """Return the number of words in a text; in Chinese and Japanese, which have no spaces, the number of characters."""
    return len(_WORD.findall(text))
