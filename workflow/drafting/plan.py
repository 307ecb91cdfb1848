"""From a unit to sentences that can be translated: what stays as it is, and what is said.

A plan is strings, which are kept as they are, and sentences. Joined, with each sentence's own text, they are the unit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from workflow.markup import Code, CodeKind
from workflow.segmentation import sentences

__all__ = ["Atom", "Role", "Sentence", "has_words", "plan"]


class Role(Enum):
    """What an atom is in its sentence."""

    NOUN = "noun"
    """It stands for something: a code span, a placeholder, a whole link without words."""
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece that comes out as it went in: one code, or several that touch."""

    text: str
    role: Role
    partner: int | None = None
    """For OPEN and CLOSE: the number of the other one among the sentence's atoms."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with atoms (by number) between them. It begins and ends with neither white space nor what could be hoisted."""

    parts: tuple[str | int, ...]
    atoms: tuple[Atom, ...] = ()

    @property
    def source(self) -> str:
        """The sentence as it stands in its unit."""
        return "".join(self.atoms[part].text if isinstance(part, int) else part for part in self.parts)

    @property
    def words(self) -> str:
        """The text without atoms, which leave a space."""
        return "".join(" " if isinstance(part, int) else part for part in self.parts)


_LETTER = re.compile(r"[^\W\d_]")
# Codes that say nothing themselves: at the edge of a sentence no engine needs to see them.
_SILENT = frozenset({CodeKind.BREAK, CodeKind.FOOTNOTE, CodeKind.IMAGE, CodeKind.TAG})
# What may stand between two codes that are taken as one: `a`, `b`.
_GLUE = re.compile(r"(?:\s*[,/|+]\s*|\s+)?")
# After a bold term or a code at the start: what follows is a sentence of its own.
_TERM_END = re.compile(r"\s*(?:[:：]|\s(?:--?|–|—)|\s?—)\s+")
_LEADING = re.compile(r"(?:(?:[^\w\s(\[{\"'“‘«„¿¡]+|\(?(?:\d+|[a-zA-Z])[.)])\s+)+")
_STOPS = ".!?…:;。！？"
_OPENING, _CLOSING = "([{\"'“‘«„", ")]}\"'”’»“"


def has_words(text: str) -> bool:
    """Whether there is a letter in ``text``."""
    return _LETTER.search(text) is not None


def plan(text: str, found: Sequence[Code], language: str, *, whole: bool = False) -> tuple[str | Sentence, ...]:
    """The unit ``text`` with its codes ``found``, as what is kept and what is said, in order. ``language`` is the source's.

    ``whole``: as one sentence, for an engine that takes units; only white space at its edges is kept apart.
    """
    if not has_words(_without(text, found, 0, len(text))):
        return (text,) if text else ()
    if whole:
        core = text.strip()
        start = text.index(core)
        sentence = _sentence(_tokens(text, found, start, start + len(core)))
        return _joined([text[:start], sentence, text[start + len(core) :]])
    result: list[str | Sentence] = []
    for start, end in _ranges(text, found, language):
        tokens = _tokens(text, found, start, end)
        for piece in _terms(tokens):
            result.extend(_hoisted(piece))
    return _joined(result)


# Sentences


def _ranges(text: str, found: Sequence[Code], language: str) -> list[tuple[int, int]]:
    """Where the sentences of the unit lie; a pair lies in one of them whole, or begins and ends with sentences."""
    whole = [(code.start, code.end) for code in found]
    for place, code in enumerate(found):
        if code.opens(place) and code.kind in (CodeKind.LINK, CodeKind.IMAGE):
            whole.append((code.start, found[code.partner or 0].end))
    while True:
        cuts = _cuts(text, found, language, whole)
        starts = {0, *cuts}
        ends = {*cuts, len(text)}
        torn = []
        for place, code in enumerate(found):
            if not code.opens(place):
                continue
            closing = found[code.partner or 0]
            if not any(code.start < cut < closing.end for cut in cuts):
                continue
            before = max(cut for cut in starts if cut <= code.start)
            after = min(cut for cut in ends if cut >= closing.end)
            if has_words(_without(text, found, before, code.start)) or has_words(
                _without(text, found, closing.end, after)
            ):
                torn.append((code.start, closing.end))
        if not torn:
            break
        whole.extend(torn)
    bounds = sorted({0, *cuts, len(text)})
    return [(start, end) for start, end in pairwise(bounds) if start < end]


def _cuts(text: str, found: Sequence[Code], language: str, whole: Sequence[tuple[int, int]]) -> list[int]:
    """Places between sentences. The splitter sees no marks, and one capital letter and ``x`` for other codes."""
    seen: list[str] = []
    places: list[int] = []  # for each character seen, its place in the text
    position = 0
    cuts: list[int] = []
    for place, code in enumerate([*found, Code(len(text), len(text), "", CodeKind.BREAK)]):
        seen.append(text[position : code.start])
        places.extend(range(position, code.start))
        position = code.end
        if code.kind is CodeKind.BREAK:
            # A line is translated by itself; the break is kept as it is.
            cuts.extend((code.start, code.end))
            seen.append(code.text)
            places.extend(range(code.start, code.end))
        elif code.partner is None and place < len(found) and code.kind not in (CodeKind.FOOTNOTE, CodeKind.ENTITY):
            seen.append("X" * len(code.text))
            places.extend(range(code.start, code.end))
    masked = "".join(seen)
    boundary = 0
    for sentence in sentences(masked, language):
        boundary += len(sentence)
        if boundary >= len(masked):
            break
        # Right after the white space of the sentence before: marks that open come after it, marks that close before it.
        cut = places[boundary - 1] + 1
        for place, code in enumerate(found):
            if code.start == cut and (code.closes(place) or code.kind is CodeKind.FOOTNOTE):
                cut = code.end
        if masked[boundary - 1].isspace() or text[cut : cut + 1].isspace() or not text[cut - 1].isspace():
            while cut < len(text) and text[cut].isspace():
                cut += 1
        cuts.append(cut)
    return sorted(cut for cut in {*cuts} if 0 < cut < len(text) and not any(a < cut < b for a, b in whole))


# Tokens: strings and codes of one sentence, codes gathered


@dataclass(frozen=True, slots=True)
class _Token:
    """A string (no code), or codes that are one atom."""

    text: str
    code: Code | None = None
    pair: int | None = None
    """A number that both ends of a pair have."""
    opens: bool = False

    @property
    def alone(self) -> bool:
        """Whether this is a code without a partner in its sentence."""
        return self.code is not None and self.pair is None


def _tokens(text: str, found: Sequence[Code], start: int, end: int) -> list[_Token]:
    inside = {place for place, code in enumerate(found) if start <= code.start and code.end <= end}
    tokens: list[_Token] = []
    position = start
    for place in sorted(inside):
        code = found[place]
        if code.start > position:
            tokens.append(_Token(text[position : code.start]))
        partner = code.partner if code.partner in inside else None
        pair = None if partner is None else min(place, partner)
        tokens.append(_Token(code.text, code, pair, code.opens(place)))
        position = code.end
    if position < end:
        tokens.append(_Token(text[position:end]))
    return _gathered(_nested(_wordless(tokens)))


def _wordless(tokens: list[_Token]) -> list[_Token]:
    """Pairs without a word between them become one code: a link around a code span."""
    result: list[_Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.pair is not None and token.opens:
            end = next(n for n in range(place + 1, len(tokens)) if tokens[n].pair == token.pair)
            if not any(other.code is None and has_words(other.text) for other in tokens[place:end]):
                result.append(_Token("".join(other.text for other in tokens[place : end + 1]), token.code))
                place = end + 1
                continue
        result.append(token)
        place += 1
    return result


def _nested(tokens: list[_Token]) -> list[_Token]:
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


def _gathered(tokens: list[_Token]) -> list[_Token]:
    """Lone codes with nothing but a comma or a space between them become one."""
    result: list[_Token] = []
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


def _terms(tokens: list[_Token]) -> list[list[_Token]]:
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
    match = _TERM_END.match(after)
    if match:
        cut = match.end()
    elif end > first and tokens[end - 1].text.rstrip()[-1:] in (":", "：", ".", "!", "?") and after[:1].isspace():
        cut = len(after) - len(after.lstrip())
    else:
        return [tokens]
    rest = [_Token(after[cut:])] if after[cut:] else []
    return [[*tokens[: end + 1], _Token(after[:cut])], [*rest, *tokens[end + 2 :]]]


# Edges


def _hoisted(tokens: list[_Token]) -> list[str | Sentence]:
    """What of one sentence is said, between what is kept at its edges."""
    before: list[str] = []
    after: list[str] = []
    tokens = list(tokens)
    while tokens:
        changed = False
        if tokens[0].code is None:
            core = tokens[0].text.lstrip()
            # A mark that leads (an item's number, a dash) and brackets that hold no word are kept.
            match = _LEADING.match(core)
            lead = len(tokens[0].text) - len(core) + (match.end() if match else 0)
            if lead:
                before.append(tokens[0].text[:lead])
                tokens[0] = _Token(tokens[0].text[lead:])
                changed = True
                if not tokens[0].text:
                    tokens.pop(0)
                    continue
        if tokens and tokens[-1].code is None:
            core = tokens[-1].text.rstrip()
            if len(core) < len(tokens[-1].text):
                after.append(tokens[-1].text[len(core) :])
                tokens[-1] = _Token(core)
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
        if len(tokens) > 2 and first.code is None and not re.search(r"\w", first.text) and _around(tokens[1:]):
            before.append(tokens.pop(0).text)
            continue
        if len(tokens) > 2 and last.code is None and not re.search(r"\w", last.text) and _around(tokens[:-1]):
            after.append(tokens.pop().text)
            continue
        if first.alone and (_silent(first) or _torn(first) or _leads(tokens)):
            before.append(first.text)
            tokens.pop(0)
            continue
        if (
            len(tokens) > 2
            and last.code is None
            and tokens[-2].alone
            and (_silent(tokens[-2]) or _torn(tokens[-2]))
            and not re.search(r"\w", last.text)
        ):
            # "… text[^1]." The note's mark would be glued to a word; the stop goes with it.
            after.extend((last.text, tokens[-2].text))
            del tokens[-2:]
            continue
        if last.alone and (_silent(last) or _torn(last) or _trails(tokens)):
            after.append(last.text)
            tokens.pop()
            continue
        if not any(token.code is None and has_words(token.text) for token in tokens):
            before.extend(token.text for token in tokens)
            tokens = []
        if not changed:
            break
    body: list[str | Sentence] = [_sentence(tokens)] if tokens else []
    return [*before, *body, *reversed(after)]


def _around(tokens: Sequence[_Token]) -> bool:
    """Whether a pair is around all of it."""
    return tokens[0].pair is not None and tokens[0].pair == tokens[-1].pair


def _silent(token: _Token) -> bool:
    return (token.code is not None and token.code.kind in _SILENT and not token.text.endswith(">")) or _empty_tag(token)


def _empty_tag(token: _Token) -> bool:
    """Whether this is a tag or comment by itself, and no ``<kbd>Ctrl</kbd>``, which stands for something."""
    return token.code is not None and token.code.kind is CodeKind.TAG and not re.search(r">[^<]*\w[^<]*<", token.text)


def _torn(token: _Token) -> bool:
    """Whether this is one end of a pair whose other end lies in another sentence."""
    return token.code is not None and token.code.partner is not None and token.text == token.code.text


def _leads(tokens: list[_Token]) -> bool:
    return len(tokens) > 1 and tokens[1].code is None and _TERM_END.match(tokens[1].text) is not None


def _trails(tokens: list[_Token]) -> bool:
    if len(tokens) < 2 or tokens[-2].code is not None:
        return False
    return tokens[-2].text.rstrip()[-1:] in _STOPS


def _sentence(tokens: Sequence[_Token]) -> Sentence:
    atoms: list[Atom] = []
    parts: list[str | int] = []
    opened: dict[int, int] = {}
    for token in tokens:
        if token.code is None:
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


def _without(text: str, found: Sequence[Code], start: int, end: int) -> str:
    """The text from ``start`` to ``end`` without codes."""
    result = []
    position = start
    for code in found:
        if code.end <= start or code.start >= end:
            continue
        result.append(text[position : max(code.start, position)])
        position = max(position, code.end)
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
