"""Exchange facts in a translation as they were exchanged in its source, and nothing else."""

import re
from collections.abc import Iterator, Sequence

from workflow.catalogs.source_edits.clock import corresponds, hour_form
from workflow.catalogs.source_edits.comparison import Exchange
from workflow.catalogs.source_edits.tokens import Token, TokenKind
from workflow.inline_tags import Grammar, TagKind
from workflow.languages import base_language
from workflow.quantities.literals import Literal, agrees, read, rendered, renderings

__all__ = ["exchanged"]

_Span = tuple[int, int, str]
_ELIDING = frozenset({"fr", "it", "ca"})
"""Languages in which the word before a name depends on its first sound."""
_VOWEL = re.compile(r"[aeiouyhàâéèêëîïôùûœ]", re.IGNORECASE)
_WORDS_IN = frozenset({TagKind.EMPHASIS, TagKind.NAME, TagKind.ESCAPE, TagKind.ENTITY})
"""Inline tags whose text is read like any other."""


def exchanged(
    exchanges: Sequence[Exchange], source: Sequence[Token], text: str, languages: tuple[str, str], grammar: Grammar
) -> str | None:
    """Return the translation ``text`` with the facts of the new source; None if it is not certain where each belongs.

    ``source`` are the tokens of the old source, ``languages`` the codes of source and target. A fact must stand in the translation as
    often as in the source, and be exchanged everywhere. The words beside a number must fit the new one (``literals.agrees``), and an
    hour must be counted as in the source (``clock.corresponds``).
    """
    counted = [token for token in source if token.counts]
    spans: list[_Span] = []
    for exchange in _distinct(exchanges, languages[0]):
        times = sum(_is_same(token, exchange, languages[0]) for token in counted)
        if times != exchanges.count(exchange):
            return None  # exchanged here, and there not, or otherwise
        found = list(_places(exchange, text, languages, grammar))
        if len(found) != times or not _same_clock(exchange, source, text, found, languages):
            return None
        spans += found
    return _replaced(text, spans)


def _same_clock(
    exchange: Exchange, source: Sequence[Token], text: str, found: Sequence[_Span], languages: tuple[str, str]
) -> bool:
    """Whether a number that may be an hour can be exchanged where it was ``found`` in the translation."""
    if exchange.kind is not TokenKind.NUMBER:
        return True
    before, forms = "".join(token.text for token in source), []
    position = 0
    for token in source:
        if token.counts and _is_same(token, exchange, languages[0]):
            forms.append(hour_form(before, position, languages[0]))
        position += len(token.text)
    there = [hour_form(text, start, languages[1]) for start, _, _ in found]
    return corresponds(forms, there, (exchange.old, exchange.new))


def _distinct(exchanges: Sequence[Exchange], code: str) -> Iterator[Exchange]:
    """One exchange for each old fact."""
    found: dict[tuple[TokenKind, str], Exchange] = {}
    for one in exchanges:
        found.setdefault((one.kind, _value(one.old, one.kind, code)), one)
    yield from found.values()


def _is_same(token: Token, exchange: Exchange, code: str) -> bool:
    return token.kind is exchange.kind and _value(token.text, token.kind, code) == _value(
        exchange.old, exchange.kind, code
    )


def _value(text: str, kind: TokenKind, code: str) -> str:
    number = read(text, code) if kind is TokenKind.NUMBER else None
    return text if number is None else number.value


def _places(exchange: Exchange, text: str, languages: tuple[str, str], grammar: Grammar) -> Iterator[_Span]:
    """Where the old fact stands in the translation, and what belongs there now."""
    tags = grammar.find_tags(text)
    if exchange.kind is TokenKind.TAG:
        yield from ((tag.start, tag.end, exchange.new) for tag in tags if tag.text == exchange.old)
        return
    taken = [(tag.start, tag.end) for tag in tags if tag.kind not in _WORDS_IN]
    for start, end, new in _in_words(exchange, text, languages):
        if not any(start < last and first < end for first, last in taken):
            yield start, end, new


def _in_words(exchange: Exchange, text: str, languages: tuple[str, str]) -> Iterator[_Span]:
    old = exchange.old
    if exchange.kind is TokenKind.NUMBER:
        numbers = read(old, languages[0]), read(exchange.new, languages[0])
        if numbers[0] is not None and numbers[1] is not None:
            yield from _numbers(old, numbers[0], (exchange.new, numbers[1]), text, languages[1])
            return
    elides = exchange.kind is TokenKind.WORD and base_language(languages[1]) in _ELIDING
    if elides and bool(_VOWEL.match(old)) != bool(_VOWEL.match(exchange.new)):
        return
    edge = r"(?!\w)(?![.,]\d)" if exchange.kind is TokenKind.NUMBER else r"(?!\w)"
    lead = r"(?<!\w)(?<!\d[.,])" if exchange.kind is TokenKind.NUMBER else r"(?<!\w)"
    pattern = re.escape(old) if exchange.kind is TokenKind.SYMBOL else f"{lead}{re.escape(old)}{edge}"
    yield from ((found.start(), found.end(), exchange.new) for found in re.finditer(pattern, text))


def _numbers(old: str, before: Literal, after: tuple[str, Literal], text: str, code: str) -> Iterator[_Span]:
    new, number = after
    if not agrees(before, number, code):
        return
    forms = renderings(before, code)
    if before.fraction or before.group:
        forms.setdefault(old, "as in the source")
    choice = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    lead = r"(?<![\w])(?<!\d[.,'’])" + ("" if before.sign else r"(?<![\s(][-−–])(?<!^[-−–])")
    for found in re.finditer(rf"{lead}(?:{choice})(?![\w])(?![.,'’]?\d)(?!\.[^\W\d])", text):
        group = forms[found[0]]
        yield found.start(), found.end(), new if group == "as in the source" else rendered(number, group, code)


def _replaced(text: str, spans: Sequence[_Span]) -> str | None:
    """The text with its spans replaced; None if two of them overlap."""
    position = 0
    result = []
    for start, end, new in sorted(spans):
        if start < position:
            return None
        result += [text[position:start], new]
        position = end
    return "".join([*result, text[position:]])
