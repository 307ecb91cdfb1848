"""Split a unit into verbatim text and translatable sentences.

A plan is a sequence of strings, which are kept verbatim, and sentences. Joined, with each sentence's own text, they are the unit.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from workflow.drafting.segments.tokens import TERM_END, SegmentToken, has_words, terms, tokens_of
from workflow.inline_tags import InlineTag, Spans, TagKind
from workflow.lexicon import Lexicon
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


# Inline tags without meaning for the translation: at the edge of a sentence the engine does not need them.
_SILENT = frozenset({TagKind.BREAK, TagKind.FOOTNOTE, TagKind.IMAGE, TagKind.TAG})
_LEADING = re.compile(r"(?:(?:[^\w\s(\[{\"'“‘«„¿¡]+|(?!(?:[A-Z]\.\s?){2})\(?(?:\d+|[a-zA-Z])[.)])\s+)+")
"""A mark before a text. Two letters are the initials of a name: ``J. R. Quill``."""
_NUMBER_SIGN = re.compile(r"\b[Nn]o\.\Z")
"""What the number of a thing stands after: ``serial no. 00123``."""
_INITIAL = re.compile(r"(?<!\S)[A-Z]\.\s+\Z")
_WORD = re.compile(r"[A-Z][^\W\d_]+")
_STOPS = ".!?…:;。！？"
_OPENING, _CLOSING = "([{\"'“‘«„", ")]}\"'”’»“"


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


# Edges


def _leading(text: str, language: str) -> int:
    """Where a mark before a text ends; 0 if there is none. The initial of a name is no mark: ``R. Quill``."""
    match = _LEADING.match(text)
    if match is None:
        return 0
    word = _WORD.match(text, match.end()) if _INITIAL.search(match[0]) else None
    return 0 if word and not Lexicon(language).is_ordinary(word[0].lower()) else match.end()


def _hoisted(tokens: list[SegmentToken], language: str) -> list[str | Sentence]:
    """The part of one sentence to translate, between the parts kept verbatim at its edges."""
    before: list[str] = []
    after: list[str] = []
    tokens = list(tokens)
    while tokens:
        changed = False
        if tokens[0].tag is None:
            core = tokens[0].text.lstrip()
            # A leading mark (an item's number, a dash) and brackets without words are kept.
            lead = len(tokens[0].text) - len(core) + _leading(core, language)
            if lead:
                before.append(tokens[0].text[:lead])
                tokens[0] = SegmentToken(tokens[0].text[lead:])
                changed = True
                if not tokens[0].text:
                    tokens.pop(0)
                    continue
        if tokens and tokens[-1].tag is None:
            core = tokens[-1].text.rstrip()
            if len(core) < len(tokens[-1].text):
                after.append(tokens[-1].text[len(core) :])
                tokens[-1] = SegmentToken(core)
                changed = True
                if not core:
                    tokens.pop()
                    continue
        if not tokens:
            break
        first, last = tokens[0], tokens[-1]
        if len(tokens) > 1 and first.pair is not None and first.pair == last.pair:
            before.append(first.text)
            after.append(last.text)
            tokens = tokens[1:-1]
            continue
        if len(tokens) > 2 and first.tag is None and not re.search(r"\w", first.text) and _around(tokens[1:]):
            before.append(tokens.pop(0).text)
            continue
        if len(tokens) > 2 and last.tag is None and not re.search(r"\w", last.text) and _around(tokens[:-1]):
            after.append(tokens.pop().text)
            continue
        if first.alone and (_silent(first) or _torn(first) or _leads(tokens)):
            before.append(first.text)
            tokens.pop(0)
            continue
        if (
            len(tokens) > 2
            and last.tag is None
            and tokens[-2].alone
            and (_silent(tokens[-2]) or _torn(tokens[-2]))
            and not re.search(r"\w", last.text)
        ):
            # "… text[^1]." The note's mark would be attached to a word; the stop goes with it.
            after.extend((last.text, tokens[-2].text))
            del tokens[-2:]
            continue
        if last.alone and (_silent(last) or _torn(last) or _trails(tokens)):
            after.append(last.text)
            tokens.pop()
            continue
        if not any(token.tag is None and has_words(token.text) for token in tokens):
            before.extend(token.text for token in tokens)
            tokens = []
        if not changed:
            break
    body: list[str | Sentence] = [_sentence(tokens)] if tokens else []
    return [*before, *body, *reversed(after)]


def _around(tokens: Sequence[SegmentToken]) -> bool:
    """Whether one pair encloses all tokens."""
    return tokens[0].pair is not None and tokens[0].pair == tokens[-1].pair


def _silent(token: SegmentToken) -> bool:
    return (token.tag is not None and token.tag.kind in _SILENT and not token.text.endswith(">")) or _empty_tag(token)


def _empty_tag(token: SegmentToken) -> bool:
    """Whether this is a lone tag or comment; not ``<kbd>Ctrl</kbd>``, which stands for a thing."""
    return token.tag is not None and token.tag.kind is TagKind.TAG and not re.search(r">[^<]*\w[^<]*<", token.text)


def _torn(token: SegmentToken) -> bool:
    """Whether this is one end of a pair whose other end is in another sentence."""
    return token.tag is not None and token.tag.partner is not None and token.text == token.tag.text


def _leads(tokens: list[SegmentToken]) -> bool:
    return len(tokens) > 1 and tokens[1].tag is None and TERM_END.match(tokens[1].text) is not None


def _trails(tokens: list[SegmentToken]) -> bool:
    if len(tokens) < 2 or tokens[-2].tag is not None:
        return False
    before = tokens[-2].text.rstrip()
    return before[-1:] in _STOPS and not _NUMBER_SIGN.search(before)


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
