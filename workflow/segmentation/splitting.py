"""Split a text into sentences.

sentencex knows the abbreviations of many languages; ``boundaries`` decides first, with its own lists.
"""

import re
from collections.abc import Iterator, Sequence

from workflow.inline_tags import Spans
from workflow.languages import base_language
from workflow.segmentation.abbreviations import words
from workflow.segmentation.boundaries import STOPS, WIDE, Place, ends, is_plain

__all__ = ["sentences"]

_LONGEST = 5000
"""Characters after which a line is cut at a space: sentencex takes quadratic time, and no paragraph is that long."""
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_LOOSE_QUOTE = re.compile(r'"\s+')
"""A straight quotation mark between spaces, which opens or closes a quotation."""
_SEEN = 60
"""Characters before and after a stop that the rules see."""


def sentences(text: str, language: str, *, whole: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the sentences of ``text``, each with the white space that follows it; joined they are ``text``.

    ``language`` is a gettext or BCP 47 code. ``whole``: ranges (start, end) that no boundary may fall into: a code span, the
    text of a link. White space at the start belongs to the first sentence.
    """
    if not text.strip():
        return (text,) if text else ()
    base = base_language(language) or "en"
    cuts: list[int] = []
    position = 0
    for line in _lines(text):
        cuts.extend(position + cut for cut in _boundaries(line, base))
        position += len(line)
        cuts.append(position)
    if whole:
        uncut = Spans.covering(whole)
        cuts = [cut for cut in cuts if not uncut.covers(cut - 1, cut + 1)]
    return _cut(text, cuts)


def _boundaries(line: str, language: str) -> Iterator[int]:
    """The positions in a line at which a sentence begins."""
    known = words(language)
    start = counted = quotes = 0
    proposed: frozenset[int] | None = None
    for match in STOPS.finditer(line):
        end = match.end()
        stop, closing, space = match.groups()
        if space and (loose := _LOOSE_QUOTE.match(line, end)):
            quotes += line.count('"', counted, end)
            counted = end
            if quotes % 2:  # it closes what was opened before
                end, closing = loose.end(), closing + '"'
        if end == len(line):
            return
        if not space and stop[-1] not in WIDE:
            continue
        at = match.start() + len(stop)
        if stop == "." and not closing and line[end].isupper() and is_plain(line[start:at], known):
            yield end
            start = end
            continue
        begin = max(start, at - _SEEN)
        before = line[begin:at].lstrip()
        verdict = ends(
            Place(before, stop, closing, line[end : end + _SEEN], opens=begin == start and " " not in before),
            known,
        )
        if verdict is None:
            if proposed is None:
                proposed = _proposed(line, language)
            verdict = end in proposed
        if verdict:
            yield end
            start = end


def _proposed(line: str, language: str) -> frozenset[int]:
    """The positions at which sentencex begins a sentence. It uses English rules for unknown languages."""
    import sentencex

    lead = len(line) - len(line.lstrip())
    found = list(sentencex.segment(language, line[lead:]))
    if "".join(found) != line[lead:]:
        return frozenset()
    position = lead
    places = []
    for sentence in found:
        position += len(sentence)
        places.append(position)
    return frozenset(places)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, each with the line ends after it; very long ones in parts."""
    for line in _LINE.findall(text):
        at = 0
        while len(line) - at > _LONGEST:
            cut = line.rfind(" ", at, at + _LONGEST) + 1 or at + _LONGEST
            yield line[at:cut]
            at = cut
        yield line[at:]


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
