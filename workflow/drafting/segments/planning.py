"""Split a unit into verbatim text and translatable sentences.

A plan is a sequence of strings, which are kept verbatim, and sentences. Joined, with each sentence's own text, they are the unit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from workflow.drafting.segments.edges import Edges
from workflow.drafting.segments.tokens import SegmentToken, has_words, terms, tokens_of
from workflow.inline_tags import InlineTag, Spans, TagKind
from workflow.segmentation import sentences

__all__ = ["Atom", "Role", "Sentence", "plan", "ranges"]


class Role(Enum):
    """The role of an atom in its sentence."""

    NOUN = "noun"
    """Stands for a thing: a code span, a placeholder, a whole link without words."""
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Atom:
    """Text that the translation contains unchanged: one inline tag, or several adjacent ones."""

    text: str
    role: Role
    partner: int | None = None
    """For OPEN and CLOSE: the index of the other end among the sentence's atoms."""
    sample: str = ""
    """For a placeholder of a number: such a number, which an engine may get in its place."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Strings and atoms (by number). It neither begins nor ends with white space or with tags that can be kept outside it."""

    parts: tuple[str | int, ...]
    atoms: tuple[Atom, ...] = ()

    @property
    def source(self) -> str:
        """The sentence as written in its unit."""
        return self.written(self.parts)

    def written(self, parts: Sequence[str | int]) -> str:
        """Parts as text, with the atoms as they are written in the unit; numbers without an atom are left out."""
        return "".join(part if isinstance(part, str) else self._text(part) for part in parts)

    def _text(self, number: int) -> str:
        return self.atoms[number].text if 0 <= number < len(self.atoms) else ""

    @property
    def words(self) -> str:
        """The text without atoms; each leaves a space."""
        return "".join(" " if isinstance(part, int) else part for part in self.parts)


def _never(words: str) -> bool:
    return False


def plan(
    text: str,
    found: Sequence[InlineTag],
    language: str,
    *,
    whole: bool = False,
    copied: Callable[[str], bool] = _never,
) -> tuple[str | Sentence, ...]:
    """Split the unit ``text``, whose inline tags are ``found``. ``language`` is the source language.

    ``whole``: as one sentence, for an engine that translates units; only white space at its edges is kept apart. ``copied``: says of
    a text without inline tags whether nothing in it is translated, as in names.
    """
    words = _without(text, found, 0, len(text))
    if not has_words(words) or copied(words):
        return (text,) if text else ()
    if whole:
        core = text.strip()
        start = text.index(core)
        sentence = _sentence(tokens_of(text, found, start, start + len(core)))
        return _joined([text[:start], sentence, text[start + len(core) :]])
    result: list[str | Sentence] = []
    for start, end in ranges(text, found, language):
        tokens = tokens_of(text, found, start, end)
        for piece in terms(tokens):
            result.extend(_hoisted(piece, language))
    return _joined([one.source if isinstance(one, Sentence) and copied(one.words) else one for one in result])


# Sentences


def ranges(text: str, found: Sequence[InlineTag], language: str) -> list[tuple[int, int]]:
    """The spans of the sentences of ``text``, without gaps; ``language`` is the text's.

    A pair of inline tags lies within one sentence, or begins and ends with sentences.
    """
    whole = [(tag.start, tag.end) for tag in found]
    pairs = [(tag, found[tag.partner or 0]) for place, tag in enumerate(found) if tag.opens(place)]
    whole.extend((tag.start, closing.end) for tag, closing in pairs if tag.kind in (TagKind.LINK, TagKind.IMAGE))
    letters = _letters(text, found) if pairs else ()
    possible = _cuts(text, found, language)
    while True:
        uncut = Spans.covering(whole)
        bounds = [0, *(cut for cut in possible if not uncut.covers(cut - 1, cut + 1)), len(text)]
        torn = [
            (tag.start, closing.end)
            for tag, closing in pairs
            if _is_torn(tag.start, closing.end, bounds=bounds, letters=letters)
        ]
        if not torn:
            return [(start, end) for start, end in pairwise(bounds) if start < end]
        whole.extend(torn)


def _is_torn(start: int, end: int, *, bounds: Sequence[int], letters: Sequence[int]) -> bool:
    """Whether a sentence ends inside a pair of inline tags, and the pair's first or last sentence has words outside it."""
    after, last = bisect_right(bounds, start), bisect_left(bounds, end)
    if after >= last:
        return False
    return _any_between(letters, bounds[after - 1], start) or _any_between(letters, end, bounds[last])


def _letters(text: str, found: Sequence[InlineTag]) -> list[int]:
    """The positions of the letters outside inline tags."""
    tags = Spans.covering((tag.start, tag.end) for tag in found)
    return [at for at, sign in enumerate(text) if sign.isalpha() and not tags.covers(at, at + 1)]


def _any_between(positions: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(positions, start)
    return at < len(positions) and positions[at] < end


def _cuts(text: str, found: Sequence[InlineTag], language: str) -> list[int]:
    """Positions between sentences. The splitter sees no paired tags, and a run of ``X`` for other inline tags."""
    seen: list[str] = []
    places: list[int] = []  # for each masked character, its position in the text
    position = 0
    cuts: list[int] = []
    for place, tag in enumerate([*found, InlineTag(len(text), len(text), "", TagKind.BREAK)]):
        seen.append(text[position : tag.start])
        places.extend(range(position, tag.start))
        position = tag.end
        if tag.kind is TagKind.BREAK:
            # A line is translated by itself; the break is kept.
            cuts.extend((tag.start, tag.end))
            seen.append(tag.text)
            places.extend(range(tag.start, tag.end))
        elif tag.partner is None and place < len(found) and tag.kind not in (TagKind.FOOTNOTE, TagKind.ENTITY):
            seen.append("X" * len(tag.text))
            places.extend(range(tag.start, tag.end))
    masked = "".join(seen)
    after = {tag.start: tag.end for at, tag in enumerate(found) if tag.closes(at) or tag.kind is TagKind.FOOTNOTE}
    boundary = 0
    for sentence in sentences(masked, language):
        boundary += len(sentence)
        if boundary >= len(masked):
            break
        # Right after the white space of the previous sentence: opening tags come after it, closing tags before it.
        cut = places[boundary - 1] + 1
        while cut in after:
            cut = after[cut]
        if masked[boundary - 1].isspace() or text[cut : cut + 1].isspace() or not text[cut - 1].isspace():
            while cut < len(text) and text[cut].isspace():
                cut += 1
        cuts.append(cut)
    return sorted(cut for cut in {*cuts} if 0 < cut < len(text))


def _hoisted(tokens: list[SegmentToken], language: str) -> list[str | Sentence]:
    """The part of one sentence to translate, between the parts kept verbatim at its edges."""
    edges = Edges(tokens, language)
    body: list[str | Sentence] = [_sentence(edges.tokens)] if edges.tokens else []
    return [*edges.before, *body, *reversed(edges.after)]


def _sentence(tokens: Sequence[SegmentToken]) -> Sentence:
    atoms: list[Atom] = []
    parts: list[str | int] = []
    opened: dict[int, int] = {}
    for token in tokens:
        if token.tag is None:
            parts.append(token.text)
            continue
        parts.append(len(atoms))
        if token.pair is None:
            atoms.append(Atom(token.text, Role.NOUN))
        elif token.opens:
            opened[token.pair] = len(atoms)
            atoms.append(Atom(token.text, Role.OPEN))
        else:
            partner = opened[token.pair]
            atoms[partner] = replace(atoms[partner], partner=len(atoms))
            atoms.append(Atom(token.text, Role.CLOSE, partner))
    return Sentence(tuple(parts), tuple(atoms))


def _without(text: str, found: Sequence[InlineTag], start: int, end: int) -> str:
    """The text from ``start`` to ``end`` without inline tags."""
    result = []
    position = start
    for tag in found:
        if tag.end <= start or tag.start >= end:
            continue
        result.append(text[position : max(tag.start, position)])
        position = max(position, tag.end)
    result.append(text[position:end])
    return " ".join(result)


def _joined(pieces: Sequence[str | Sentence]) -> tuple[str | Sentence, ...]:
    result: list[str | Sentence] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece:
            result.append(piece)
    return tuple(result)
