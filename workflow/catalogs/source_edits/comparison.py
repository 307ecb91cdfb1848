"""The difference between two versions of a source text, token by token."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workflow.catalogs.source_edits.spelling import is_case_change, is_correction, is_doubled, is_joined
from workflow.catalogs.source_edits.tokens import Token, TokenKind
from workflow.inline_tags import TagKind
from workflow.lexicon import Lexicon, word_set
from workflow.quantities.literals import read

__all__ = ["Comparison", "Exchange", "compare"]

_EXCHANGED = frozenset(
    (TagKind.CODE, TagKind.LINK, TagKind.IMAGE, TagKind.AUTOLINK, TagKind.ADDRESS, TagKind.NAME, TagKind.PLACEHOLDER)
)
_MOST = 10**8
"""Maximum number of pairs of tokens in an alignment, which needs a bit for each."""
_UNIT = 4
"""Maximum length of a unit whose case decides what it is: ``MBit``."""
_Key = tuple[TokenKind, str]
_Step = tuple[int, int, int, int]
"""Start and end in the old text, and in the new one."""
_DASHES = frozenset("-‐‑–—―")
_LONG_DASHES = frozenset("—―")
"""They part words, with and without spaces around them; the others join words unless there are spaces."""
_QUOTES = frozenset("\"'‘’“”„‚‛‟«»‹›「」『』")
_NEGATIONS = {
    "en": "no not never none nor neither without nobody nothing nowhere hardly only but stop don't doesn't won't can't cannot",
    "es": "no nunca jamás nadie nada ni sin solo sólo tampoco",
    "fr": "non pas ne jamais personne rien ni sans seulement que",
    "de": "nicht nein nie niemals kein keine keinen niemand nichts ohne nur",
    "it": "non no mai nessuno niente né senza solo",
    "pt": "não nunca ninguém nada nem sem só apenas",
    "nl": "niet nee nooit geen niemand niets zonder alleen",
    "uk": "не ні ніколи ніхто нічого без тільки лише",
    "ru": "не нет нельзя никогда никто ничего без только",
    "pl": "nie nigdy nikt nic bez tylko",
}
"""Words beside which a comma decides what is denied."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A fact that another one replaced: a number, an inline tag, a currency, a name."""

    kind: TokenKind
    old: str
    new: str
    tag: TagKind | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference between two texts."""

    same_meaning: bool
    """Whether the texts say the same, but for the facts that were exchanged."""
    exchanges: tuple[Exchange, ...] = ()
    corrected: tuple[Token, ...] = ()
    """Words of the old text whose spelling was corrected."""
    similarity: float = 1.0
    """The share of tokens that both texts have, from 0 to 1."""


def compare(old: Sequence[Token], new: Sequence[Token], lexicon: Lexicon) -> Comparison:
    """Compare two versions of a text."""
    ours, theirs = [t for t in old if t.counts], [t for t in new if t.counts]
    keys = [(t.kind, t.key) for t in ours], [(t.kind, t.key) for t in theirs]
    different = Comparison(False, similarity=_similarity(*keys))
    if len(ours) * len(theirs) > _MOST:
        return different
    whole = [(0, len(ours), 0, len(theirs))]
    found = None
    if len(ours) == len(theirs):  # facts that changed places, `from 3 to 5`, are exchanged all the same
        found = _aligned(ours, theirs, whole, lexicon)
    found = found or _aligned(ours, theirs, _steps(*keys), lexicon)
    if found is None:
        return different
    if not (
        _same_case(ours, theirs, found.pairs, lexicon) and _same_gaps(_Gaps(old), _Gaps(new), found.pairs, lexicon)
    ):
        return different
    return Comparison(True, tuple(found.exchanges), tuple(found.corrected), different.similarity)


def _similarity(old: Sequence[_Key], new: Sequence[_Key]) -> float:
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(old, new)


def _steps(old: Sequence[_Key], new: Sequence[_Key]) -> Iterator[_Step]:
    """The steps from one text to the other: stretches that are equal, and between them those that are not.

    rapidfuzz needs a few operations of the processor for 64 pairs of tokens, whatever the texts. difflib's time grows with the cube of
    their length where a word is repeated.
    """
    from rapidfuzz.distance import Indel

    a = c = 0
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            continue
        yield a, step.src_start, c, step.dest_start
        yield step.src_start, step.src_end, step.dest_start, step.dest_end
        a, c = step.src_end, step.dest_end
    yield a, len(old), c, len(new)


@dataclass(slots=True)
class _Alignment:
    """The tokens of two texts of the same meaning, side by side."""

    pairs: list[tuple[int, int]] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    corrected: list[Token] = field(default_factory=list)


def _aligned(
    ours: Sequence[Token], theirs: Sequence[Token], steps: Iterable[_Step], lexicon: Lexicon
) -> _Alignment | None:
    """Align two texts by the steps from one to the other; None if a step changes the meaning."""
    found = _Alignment()
    for a, b, c, d in steps:
        if b - a != d - c:
            if not _same_words(ours, slice(a, b), theirs[c:d], lexicon):
                return None
            continue
        for i, j in zip(range(a, b), range(c, d), strict=True):
            found.pairs.append((i, j))
            if (ours[i].kind, ours[i].key) == (theirs[j].kind, theirs[j].key):
                continue
            exchange = _replaced(ours[i], theirs[j], lexicon)
            if exchange is False:
                return None
            if isinstance(exchange, Exchange):
                found.exchanges.append(exchange)
            elif ours[i].kind is TokenKind.WORD:
                found.corrected.append(ours[i])
    return found


def _replaced(old: Token, new: Token, lexicon: Lexicon) -> Exchange | bool:
    """The fact that was exchanged; else whether the two tokens mean the same."""
    if old.kind is not new.kind:
        return False
    exchange = Exchange(old.kind, old.text, new.text, old.tag)
    if old.kind is TokenKind.NUMBER:
        values = read(old.text, lexicon.language), read(new.text, lexicon.language)
        return True if values[0] and values[1] and values[0].value == values[1].value else exchange
    if old.kind is TokenKind.CODE:
        return exchange
    if old.kind is TokenKind.SYMBOL:
        return exchange if all(len(t.text) == 1 and unicodedata.category(t.text) == "Sc" for t in (old, new)) else False
    if old.kind is TokenKind.TAG:
        return (
            exchange if old.tag is new.tag and old.tag in _EXCHANGED and old.text != "[" and new.text != "[" else False
        )
    return _replaced_word(old, new, exchange, lexicon)


def _replaced_word(old: Token, new: Token, exchange: Exchange, lexicon: Lexicon) -> Exchange | bool:
    capitals = old.text[:1].isupper() and new.text[:1].isupper()
    if not capitals and (old.text[:1].isupper() or new.text[:1].isupper()):
        return False
    if any(token.text.isupper() and len(token.text) > 1 for token in (old, new)):
        return False  # an acronym
    may_be_name = capitals and not old.initial and lexicon.base != "de"
    if not may_be_name and is_correction(old.key, new.key, lexicon):
        return True
    ordinary = lexicon.is_ordinary(old.key) or lexicon.is_ordinary(new.key)
    return exchange if capitals and not ordinary else False


def _same_words(ours: Sequence[Token], a: slice, right: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words that were added or left out change nothing: a forgotten space, a word that stood twice."""
    left = ours[a]
    if any(token.kind is not TokenKind.WORD for token in (*left, *right)):
        return False
    if len(left) == 1 and len(right) == 2:
        return is_joined(left[0].key, (right[0].key, right[1].key), lexicon)
    if len(left) == 1 and not right:
        around = [t.key for t in (*ours[max(a.start - 1, 0) : a.start], *ours[a.stop : a.stop + 1])]
        return left[0].key in around and is_doubled(left[0].key, lexicon)
    return False


def _same_case(
    ours: Sequence[Token], theirs: Sequence[Token], pairs: Sequence[tuple[int, int]], lexicon: Lexicon
) -> bool:
    for i, j in pairs:
        old, new = ours[i], theirs[j]
        if old.kind is not TokenKind.WORD or old.key != new.key or old.text == new.text:
            continue
        one, other = old.text.replace("’", "'"), new.text.replace("’", "'")
        unit = i > 0 and len(one) <= _UNIT and ours[i - 1].kind in (TokenKind.NUMBER, TokenKind.CODE)
        if one != other and (
            unit or not is_case_change(one, other, initial=old.initial or new.initial, lexicon=lexicon)
        ):
            return False
    return True


class _Gaps:
    """What stands before each token that counts."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.counted = [token for token in tokens if token.counts]
        self.before: list[str] = []
        gap = ""
        for token in tokens:
            if token.counts:
                self.before.append(gap)
                gap = ""
            elif token.kind is TokenKind.PUNCTUATION:
                gap += "".join(
                    " - " if sign in _LONG_DASHES else "-" if sign in _DASHES else sign for sign in token.text
                )
            elif token.kind is TokenKind.SPACE:
                gap += " "


def _same_gaps(old: _Gaps, new: _Gaps, pairs: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether the punctuation that changed decides nothing: not between two numbers, not beside a negation."""
    denying = word_set(_NEGATIONS.get(lexicon.base, ""))
    for i, j in pairs:
        one, other = old.before[i], new.before[j]
        if one == other:
            continue
        if _QUOTES.isdisjoint(one) != _QUOTES.isdisjoint(other):  # a word in quotation marks is not meant as it stands
            return False
        if i == 0 or j == 0:
            continue
        around = (old.counted[i - 1], old.counted[i])
        if all(token.kind in (TokenKind.NUMBER, TokenKind.CODE, TokenKind.SYMBOL) for token in around):
            return False
        if one.replace(" ", "") == other.replace(" ", "") and (one == "-") == (other == "-"):
            continue
        # A comma beside a negation decides what is denied; a hyphen joins words: ``man-eating``.
        if any(token.key in denying for token in around) or (one == "-") != (other == "-"):
            return False
    return True
