"""One sentence as tokens: strings, and codes gathered so that as few as may be are left to stand for something."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.inline_tags import InlineTag

__all__ = ["TERM_END", "Token", "has_words", "terms", "tokens_of"]

_LETTER = re.compile(r"[^\W\d_]")
# What may stand between two codes that are taken as one: `a`, `b`.
_GLUE = re.compile(r"(?:\s*[,/|+]\s*|\s+)?")
# After a bold term or a code at the start: what follows is a sentence of its own.
TERM_END = re.compile(r"\s*(?:[:：]|\s(?:--?|–|—)|\s?—)\s+")


def has_words(text: str) -> bool:
    """Whether there is a letter in ``text``."""
    return _LETTER.search(text) is not None


@dataclass(frozen=True, slots=True)
class Token:
    """A string (no code), or codes that are one atom."""

    text: str
    code: InlineTag | None = None
    pair: int | None = None
    """A number that both ends of a pair have."""
    opens: bool = False

    @property
    def alone(self) -> bool:
        """Whether this is a code without a partner in its sentence."""
        return self.code is not None and self.pair is None


def tokens_of(text: str, found: Sequence[InlineTag], start: int, end: int) -> list[Token]:
    """The text from ``start`` to ``end`` as tokens. ``found``: the codes of the whole text; their partners are places in it."""
    inside = {place for place, code in enumerate(found) if start <= code.start and code.end <= end}
    tokens: list[Token] = []
    position = start
    for place in sorted(inside):
        code = found[place]
        if code.start > position:
            tokens.append(Token(text[position : code.start]))
        partner = code.partner if code.partner in inside else None
        pair = None if partner is None else min(place, partner)
        tokens.append(Token(code.text, code, pair, code.opens(place)))
        position = code.end
    if position < end:
        tokens.append(Token(text[position:end]))
    return _gathered(_nested(_wordless(tokens)))


def _wordless(tokens: list[Token]) -> list[Token]:
    """Pairs without a word between them become one code: a link around a code span."""
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.pair is not None and token.opens:
            end = next(n for n in range(place + 1, len(tokens)) if tokens[n].pair == token.pair)
            if not any(other.code is None and has_words(other.text) for other in tokens[place:end]):
                result.append(Token("".join(other.text for other in tokens[place : end + 1]), token.code))
                place = end + 1
                continue
        result.append(token)
        place += 1
    return result


def _nested(tokens: list[Token]) -> list[Token]:
    """Pairs around the same words become one pair: ``**[`` … ``](target)**``."""
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


def _gathered(tokens: list[Token]) -> list[Token]:
    """Lone codes with nothing but a comma or a space between them become one."""
    result: list[Token] = []
    for token in tokens:
        if token.alone and result:
            if result[-1].alone:
                result[-1] = replace(result[-1], text=result[-1].text + token.text)
                continue
            if len(result) > 1 and result[-2].alone and result[-1].code is None and _GLUE.fullmatch(result[-1].text):
                glue = result.pop().text
                result[-1] = replace(result[-1], text=result[-1].text + glue + token.text)
                continue
        result.append(token)
    return result


def terms(tokens: list[Token]) -> list[list[Token]]:
    """The tokens, cut after a term that is explained: ``**Term**: …``, ``[name](target) – …``, ``**Note:** …``."""
    first = next((n for n, token in enumerate(tokens) if token.code is not None or token.text.strip()), None)
    if first is None or tokens[first].code is None:
        return [tokens]
    end = first
    if tokens[first].pair is not None and tokens[first].opens:
        end = next(n for n in range(first + 1, len(tokens)) if tokens[n].pair == tokens[first].pair)
    elif not tokens[first].alone:
        return [tokens]
    if end + 1 >= len(tokens) or tokens[end + 1].code is not None:
        return [tokens]
    after = tokens[end + 1].text
    match = TERM_END.match(after)
    if match:
        cut = match.end()
    elif end > first and tokens[end - 1].text.rstrip()[-1:] in (":", "：", ".", "!", "?") and after[:1].isspace():
        cut = len(after) - len(after.lstrip())
    else:
        return [tokens]
    rest = [Token(after[cut:])] if after[cut:] else []
    return [[*tokens[: end + 1], Token(after[:cut])], [*rest, *tokens[end + 2 :]]]
