"""Replace numbers and inline tags in a text, so that texts that differ only in these become equal, and restore them in a translation.

Pure functions. A number becomes one private-use character, an inline tag (markup, placeholder, address: ``workflow.inline_tags``)
another. If a text contains these characters itself, they count as inline tags.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from workflow.inline_tags import Grammar
from workflow.inline_tags.technical import may_have_technical_names
from workflow.languages import locale_of

__all__ = ["INLINE_TAG", "NUMBER", "Abstract", "abstract", "put_back"]

NUMBER, INLINE_TAG = "\ue000", "\ue001"

_MAYBE = re.compile(
    r"[*_`\[<&\\~{}@\n\r\t\f\v|\0\ue000\ue001\u2190-\u2bff\U0001f000-\U0001faffA-Z\d.%$(/\-]"
    r"(?:(?<=[^A-Z\d.%$(/\-])"  # markup, or the like
    r"|(?<=[a-z][A-Z])(?<![A-Z][a-z][A-Z])(?<![A-Z][a-z]{2}[A-Z])(?<![A-Z][a-z]{3}[A-Z])"  # camelCase; not McAdam, YouTube
    r"|(?<=\d)(?:\d{4}|\d{3}-\d\d-|(?<=0)x|(?<=v\d))"  # 10000, 2026-11-23, 0xFF, v2
    r"|(?<=\.)(?:[^\W\d]\w|[_chrCHR]|\d+\.\d|\.{1,2}\d|(?<=www\.))"  # a.txt, b.c, 1.2.3, 0..9
    r"|(?<=%)(?:[^\s.,;:!?)\"”]|\.[\d*])|(?<=\$)[A-Za-z_(]"  # %s, $HOME; not 5 %, $5
    r"|(?<=/)(?:(?!\w)|(?<!\w/)\w)|(?<=-)-[A-Za-z]|(?<=\()\))"  # /usr, --dry-run, f()
)
"""Matches wherever there may be an inline tag, or a number that is part of one. Most texts have no match and need no tag search.

The pattern begins with a character set, so that the search skips from one of these characters to the next.
"""
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[\d\ue000\ue001\0](?:(?<=\D)|(?<!\w\d)\d*(?:[.,]\d+)*(?!\w))")
_SIGN = re.compile(f"[{NUMBER}{INLINE_TAG}]")


@dataclass(frozen=True, slots=True)
class Abstract:
    """A text without its numbers and inline tags: ``text`` has a character in place of each, ``tokens`` lists them in order."""

    text: str
    tokens: tuple[str, ...] = ()

    def filled(self, tokens: tuple[str, ...]) -> str:
        """Return the text with other numbers and inline tags, as many as it has. ``filled(self.tokens)`` is the original text."""
        left = iter(tokens)
        return _SIGN.sub(lambda _: next(left), self.text)


def abstract(text: str, grammar: Grammar) -> Abstract:
    """Replace the numbers and inline tags of a text. The result is in NFC, since the encoding of accents is not a writer's choice."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not grammar.placeholders and not grammar.math and not _MAYBE.search(text) and not may_have_technical_names(text):
        if not _DIGIT.search(text):
            return Abstract(text)
        return Abstract(_NUMBER.sub(NUMBER, text), tuple(_NUMBER.findall(text)))
    pieces: list[str] = []
    tokens: list[str] = []

    def plain(part: str) -> None:
        position = 0
        for number in _NUMBER.finditer(part):
            pieces.append(part[position : number.start()])
            pieces.append(NUMBER if number[0][0].isdigit() else INLINE_TAG)
            tokens.append(number[0])
            position = number.end()
        pieces.append(part[position:])

    position = 0
    for tag in grammar.find_tags(text):
        plain(text[position : tag.start])
        pieces.append(INLINE_TAG)
        tokens.append(tag.text)
        position = tag.end
    plain(text[position:])
    return Abstract("".join(pieces), tuple(tokens))


def put_back(source: str, target: str, wanted: str, grammar: Grammar, code: str) -> str | None:
    """Return ``target``, a translation of ``source``, with the numbers and inline tags of ``wanted``, whose abstract text is the same.

    None if they do not correspond one to one: a number that the translation has in another form or number of times, one that
    stands for two, or one that requires another plural form in the language ``code``.
    """
    ours, theirs = abstract(source, grammar), abstract(wanted, grammar)
    if ours.text != theirs.text:
        return None
    if ours.tokens == theirs.tokens:
        return target
    translated = abstract(target, grammar)
    becomes: dict[str, str] = {}
    for old, new in zip(ours.tokens, theirs.tokens, strict=True):
        if becomes.setdefault(old, new) != new:
            return None
    there, needed = Counter(translated.tokens), Counter(ours.tokens)
    for old, new in becomes.items():
        if old != new and (there[old] != needed[old] or not _same_plural(old, new, code)):
            return None
    tokens = tuple(becomes.get(token, token) for token in translated.tokens)
    result = translated.filled(tokens)
    # The inserted tokens must be recognised again: `2` after a letter would no longer be a number.
    return result if abstract(result, grammar) == Abstract(translated.text, tokens) else None


def _same_plural(old: str, new: str, code: str) -> bool:
    """Whether both numbers take the same plural form; true for inline tags."""
    if not (old[0].isdigit() and new[0].isdigit()):
        return True
    if not (old.isdigit() and new.isdigit()):
        return old.isdigit() == new.isdigit()
    return _plural(int(old[-9:]), code) == _plural(int(new[-9:]), code)


@lru_cache(maxsize=1024)
def _plural(number: int, code: str) -> str:
    return str(locale_of(code).plural_form(number))
