"""The tokens of a source text: words, numbers, inline tags, symbols and punctuation."""

import html
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from workflow.inline_tags import Grammar, InlineTag, TagKind

__all__ = ["Token", "TokenKind", "tokenise"]


class TokenKind(StrEnum):
    """The kind of a token."""

    WORD = "word"
    NUMBER = "number"
    CODE = "code"
    """Letters and digits in one: ``A4``, ``2nd``."""
    TAG = "tag"
    """An inline tag that is not mere emphasis."""
    SYMBOL = "symbol"
    """A character with a meaning of its own: ``%``, ``€``, ``?``, ``=``."""
    PUNCTUATION = "punctuation"
    SPACE = "space"
    EMPHASIS = "emphasis"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``key`` is what a comparison looks at: a word without regard to case, a number without its style of minus sign."""

    kind: TokenKind
    text: str
    key: str
    start: int
    end: int
    initial: bool = False
    """Whether it is the first word of a sentence."""
    tag: TagKind | None = None

    @property
    def counts(self) -> bool:
        """Whether the meaning rests on it: spaces, punctuation and emphasis are no part of what a sentence says."""
        return self.kind not in _LIGHT


_LIGHT = {TokenKind.PUNCTUATION, TokenKind.SPACE, TokenKind.EMPHASIS}
_BRACKETS = frozenset("()[]{}'\"‘’“”„‚‛‟«»‹›「」『』（）【】")
_MARKS = frozenset(".,;:!…-‐‑–—―¿¡·•、。，；：！・،؛।") | _BRACKETS
"""Punctuation. A question mark is not among it: it makes another sentence."""
_QUESTION = frozenset("?？؟⁇\u037e")
_ENDS = frozenset(".!?…:。！？؟।：")
_DASHES = frozenset("-−–")
_SEPARATORS = frozenset(".,'’\u00a0\u202f")
_PLAIN_TAGS = frozenset(f"<{end}{name}>" for name in ("b", "i", "em", "strong") for end in ("", "/"))


def tokenise(text: str, grammar: Grammar) -> tuple[Token, ...]:
    """Return the tokens of a text, in order. Joined, they are the text, but for escapes and entities, which stand for a character."""
    found: list[Token] = []
    position = 0
    for tag in grammar.find_tags(text):
        found += _scan(text, position, tag.start)
        found += _tag(tag)
        position = tag.end
    found += _scan(text, position, len(text))
    return _marked(found)


def _tag(tag: InlineTag) -> list[Token]:
    if tag.kind in (TagKind.ESCAPE, TagKind.ENTITY):
        shown = tag.text[1:] if tag.kind is TagKind.ESCAPE else html.unescape(tag.text)
        return [replace(token, start=tag.start, end=tag.end) for token in _scan(shown, 0, len(shown))]
    if tag.kind is TagKind.NAME:
        inside = _scan(tag.text, 0, len(tag.text))
        if len(inside) == 1:
            return [replace(inside[0], start=tag.start, end=tag.end)]
    if tag.kind is TagKind.EMPHASIS or tag.text.lower() in _PLAIN_TAGS:
        return [Token(TokenKind.EMPHASIS, tag.text, tag.text, tag.start, tag.end)]
    return [Token(TokenKind.TAG, tag.text, tag.text, tag.start, tag.end, tag=tag.kind)]


def _class(sign: str) -> str:
    if sign.isspace():
        return "space"
    category = unicodedata.category(sign)
    if category[0] in "LM" or sign in "\u200c\u200d":
        return "letter"
    return "digit" if category == "Nd" else "other"


def _scan(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch without inline tags."""
    found = []
    while start < end:
        stop, kind = _next(text, start, end)
        piece = text[start:stop]
        found.append(Token(kind, piece, _key(kind, piece), start, stop))
        start = stop
    return found


def _next(text: str, start: int, end: int) -> tuple[int, TokenKind]:
    """The end and the kind of the token at ``start``."""
    sort = _class(text[start])
    signed = text[start] in _DASHES and start + 1 < end and _class(text[start + 1]) == "digit"
    if signed and (start == 0 or text[start - 1].isspace() or text[start - 1] in "([{$€£¥"):
        return _number(text, start + 1, end), TokenKind.NUMBER
    if sort == "space":
        return _run(text, start, end, "space"), TokenKind.SPACE
    if sort in ("letter", "digit"):
        return _alphanumeric(text, start, end)
    if text[start] in _BRACKETS:
        return start + 1, TokenKind.PUNCTUATION
    stop = start
    while stop < end and _class(text[stop]) == "other" and text[stop] not in _BRACKETS:
        stop += 1
    run = text[start:stop]
    light = next((at for at, sign in enumerate(run) if sign not in _MARKS), len(run))
    if light == len(run):
        return stop, TokenKind.PUNCTUATION
    # `%.` is a symbol and a full stop; `!=` and `->` are one symbol each.
    return start + len(run.rstrip(".,;:…、。，")), TokenKind.SYMBOL


def _alphanumeric(text: str, start: int, end: int) -> tuple[int, TokenKind]:
    stop = start
    digits = letters = False
    while stop < end:
        sort = _class(text[stop])
        if sort == "digit":
            stop, digits = _number(text, stop, end), True
        elif sort == "letter":
            stop, letters = _run(text, stop, end, "letter"), True
        elif letters and not digits and text[stop] in "'’" and stop + 1 < end and _class(text[stop + 1]) == "letter":
            stop += 1
        else:
            break
    kind = TokenKind.CODE if digits and letters else TokenKind.NUMBER if digits else TokenKind.WORD
    return stop, kind


def _run(text: str, start: int, end: int, sort: str) -> int:
    while start < end and _class(text[start]) == sort:
        start += 1
    return start


def _number(text: str, start: int, end: int) -> int:
    """The end of a number: digits with single separators between them."""
    stop = _run(text, start, end, "digit")
    while stop + 1 < end and text[stop] in _SEPARATORS and _class(text[stop + 1]) == "digit":
        stop = _run(text, stop + 1, end, "digit")
    return stop


def _key(kind: TokenKind, text: str) -> str:
    if kind is TokenKind.WORD:
        return unicodedata.normalize("NFC", text).lower().replace("’", "'")
    if kind is TokenKind.NUMBER and text[0] in _DASHES:
        return f"-{text[1:]}"
    if kind is TokenKind.SYMBOL:
        return "".join("?" if sign in _QUESTION else sign for sign in text)
    return text


def _marked(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens, with the first word of each sentence marked."""
    found = []
    initial = True
    for token in tokens:
        found.append(replace(token, initial=True) if initial and token.kind is TokenKind.WORD else token)
        if token.tag is TagKind.BREAK or ((not token.counts or token.key == "?") and _ENDS & set(token.text)):
            initial = True
        elif token.counts and token.kind is not TokenKind.TAG:
            initial = False
    return tuple(found)
