"""The edges of a sentence: marks, spaces and inline tags there are kept verbatim, and no engine sees them."""

import re
from collections.abc import Sequence

from workflow.drafting.segments.tokens import TERM_END, SegmentToken, has_words
from workflow.inline_tags import TagKind
from workflow.lexicon import Lexicon
from workflow.quantities.references import NUMBER_SIGN

__all__ = ["Edges"]

_SILENT = frozenset({TagKind.BREAK, TagKind.FOOTNOTE, TagKind.IMAGE, TagKind.TAG})
"""Inline tags without meaning for the translation: at the edge of a sentence the engine does not need them."""
_LEADING = re.compile(r"(?:(?:[^\w\s(\[{\"'“‘«„¿¡]+|(?!(?:[A-Z]\.\s?){2})\(?(?:\d+|[a-zA-Z])[.)])\s+)+")
"""A mark before a text. Two letters are the initials of a name: ``J. R. Quill``."""
_INITIAL = re.compile(r"(?<!\S)[A-Z]\.\s+\Z")
_WORD = re.compile(r"[A-Z][^\W\d_]+")
_STOPS = ".!?…:;。！？"
_NUMBER_SIGN = re.compile(rf"{NUMBER_SIGN}\Z")


class Edges:
    """A sentence without its edges (``tokens``), and the texts ``before`` and ``after`` it.

    The edges are taken off step by step, from the outside, until no step finds anything.
    """

    def __init__(self, tokens: Sequence[SegmentToken], language: str) -> None:
        self.before: list[str] = []
        self.after: list[str] = []
        """The last text first."""
        self.tokens = list(tokens)
        """Empty for a sentence without words."""
        self._language = language
        while self.tokens and any(step(self) for step in _STEPS):
            pass

    def _leading_mark(self) -> bool:
        """An item's number, a dash, brackets without words."""
        first = self.tokens[0]
        if first.tag is not None:
            return False
        core = first.text.lstrip()
        return self._cut_first(len(first.text) - len(core) + _mark_end(core, self._language))

    def _trailing_space(self) -> bool:
        last = self.tokens[-1]
        return last.tag is None and self._cut_last(len(last.text.rstrip()))

    def _pair_around_all(self) -> bool:
        if len(self.tokens) < 2 or not _enclosed(self.tokens):
            return False
        return self._cut_first() and self._cut_last()

    def _signs_before_a_pair(self) -> bool:
        """A text without words before a pair that encloses the rest."""
        return len(self.tokens) > 2 and _wordless(self.tokens[0]) and _enclosed(self.tokens[1:]) and self._cut_first()

    def _signs_after_a_pair(self) -> bool:
        return len(self.tokens) > 2 and _wordless(self.tokens[-1]) and _enclosed(self.tokens[:-1]) and self._cut_last()

    def _first_tag(self) -> bool:
        """A tag that means nothing here, or a term before its explanation: `` `-v`: more output``."""
        first, *rest = self.tokens
        is_term = bool(rest) and rest[0].tag is None and TERM_END.match(rest[0].text) is not None
        return first.alone and (_is_removable(first) or is_term) and self._cut_first()

    def _tag_before_the_stop(self) -> bool:
        """The mark of a note, ``text[^1].``, would be attached to a word; the stop goes with it."""
        if len(self.tokens) < 3 or not _wordless(self.tokens[-1]):
            return False
        tag = self.tokens[-2]
        return tag.alone and _is_removable(tag) and self._cut_last() and self._cut_last()

    def _last_tag(self) -> bool:
        """A tag that means nothing here, or one after a stop."""
        *rest, last = self.tokens
        return last.alone and (_is_removable(last) or _ends_in_stop(rest)) and self._cut_last()

    def _all_without_words(self) -> bool:
        if any(token.tag is None and has_words(token.text) for token in self.tokens):
            return False
        self.before.extend(token.text for token in self.tokens)
        self.tokens.clear()
        return True

    def _cut_first(self, length: int | None = None) -> bool:
        """Put the first token, or so many characters of it, before the sentence. Returns whether there was anything."""
        first = self.tokens.pop(0)
        cut = len(first.text) if length is None else length
        if cut:
            self.before.append(first.text[:cut])
        if cut < len(first.text):
            self.tokens.insert(0, SegmentToken(first.text[cut:]) if cut else first)
        return cut > 0

    def _cut_last(self, start: int = 0) -> bool:
        """Put the last token, or its characters from ``start`` on, after the sentence. Returns whether there was anything."""
        last = self.tokens.pop()
        if start < len(last.text):
            self.after.append(last.text[start:])
        if start:
            self.tokens.append(SegmentToken(last.text[:start]) if start < len(last.text) else last)
        return start < len(last.text)


_STEPS = (
    Edges._leading_mark,
    Edges._trailing_space,
    Edges._pair_around_all,
    Edges._signs_before_a_pair,
    Edges._signs_after_a_pair,
    Edges._first_tag,
    Edges._tag_before_the_stop,
    Edges._last_tag,
    Edges._all_without_words,
)


def _mark_end(text: str, language: str) -> int:
    """Where a mark before a text ends; 0 if there is none. The initial of a name is no mark: ``R. Quill``."""
    match = _LEADING.match(text)
    if match is None:
        return 0
    word = _WORD.match(text, match.end()) if _INITIAL.search(match[0]) else None
    return 0 if word and not Lexicon(language).is_ordinary(word[0].lower()) else match.end()


def _enclosed(tokens: Sequence[SegmentToken]) -> bool:
    """Whether one pair encloses all tokens."""
    return tokens[0].pair is not None and tokens[0].pair == tokens[-1].pair


def _ends_in_stop(tokens: Sequence[SegmentToken]) -> bool:
    if not tokens or tokens[-1].tag is not None:
        return False
    text = tokens[-1].text.rstrip()
    return text[-1:] in _STOPS and not _NUMBER_SIGN.search(text)


def _wordless(token: SegmentToken) -> bool:
    return token.tag is None and not re.search(r"\w", token.text)


def _is_removable(token: SegmentToken) -> bool:
    """Whether this tag means nothing at the edge of a sentence: a picture, a note, a tag without text, one end of a pair."""
    if token.tag is None:
        return False
    is_silent = token.tag.kind in _SILENT and not token.text.endswith(">")
    # Not ``<kbd>Ctrl</kbd>``, which stands for a thing.
    is_empty = token.tag.kind is TagKind.TAG and not re.search(r">[^<]*\w[^<]*<", token.text)
    is_torn = token.tag.partner is not None and token.text == token.tag.text  # the other end is in another sentence
    return is_silent or is_empty or is_torn
