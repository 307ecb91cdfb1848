"""Which sentence of a translation says what which sentence of its source says, for people's translations. Pure functions.

``said`` cuts a text into sentences; ``unpaired`` says why the sentences of two texts are not sure to be pairs, one by one, in order.
Lengths are judged as Gale and Church do ("A Program for Aligning Sentences in Bilingual Corpora", 1993), with what both languages
write alike as further evidence: numbers, codes, names, kindred words. Where another pairing is about as likely, nothing is sure.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from workflow.drafting.segments.planning import ranges
from workflow.inline_tags import Grammar, InlineTag, TagKind
from workflow.languages import language

__all__ = ["Piece", "Pieces", "said", "unpaired"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence, with the codes that are in it."""

    text: str
    """Without the white space around it."""
    after: str
    """White space and line breaks up to the next one."""
    line: int
    """Which line of the text it is in, counted by its hard breaks."""
    codes: tuple[str, ...] = ()
    bare: str = ""
    """``text`` without its codes, which leave a space."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as sentences. ``before``, and each piece with what comes after it, joined, are the text."""

    before: str
    pieces: tuple[Piece, ...]


# Cutting

# A full stop after these ends no sentence, or not surely; a place that is no boundary in doubt makes repair coarser, never wrong.
_SHORT = re.compile(
    r"(?:^|[\s(\[«“\"'’.\u00a0-])(?:[^\W\d_]|Mrs?|Ms|Dra?|Jr|Sra?|Srta|St|Ste|Mt|Prof|Nr|Hr|Art|Fig|Abs|Abb|Bd|EE|Mme|Mlle|MM|Inc|Ltd|Co|vs|ca"
    r"|bzw|av|cf|vol|núm|pág|Núm|Uds?)\.\Z"
)
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.\Z")
_GOES_ON = re.compile(r"[\"'”’»)\]]*[-–—,;]?[a-zß-öø-ÿа-яёіїєα-ω]|-")
_CLOSING = re.compile(r"[\"'”’»)\]」』）]+(?=\s)")
"""Signs that the splitter took for the next sentence's."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def said(text: str, language: str, grammar: Grammar) -> Pieces:
    """The sentences of ``text`` in ``language``, coarser than for an engine: nothing is cut where it may be no boundary.

    Pairs of codes (bold, a link) are never cut either.
    """
    found = grammar.find_tags(text)
    cuts = {start for start, _ in ranges(text, found, language)}
    torn = [(code.start, found[code.partner or 0].end) for place, code in enumerate(found) if code.opens(place)]
    cuts = {cut for cut in cuts if not any(start < cut < end for start, end in torn)}
    breaks = [code for code in found if code.kind is TagKind.BREAK]
    edges = {edge for code in breaks for edge in (code.start, code.end)}
    bounds: list[int] = []
    for cut in sorted(cuts - {0}):
        if cut in edges or _ends(text[bounds[-1] if bounds else 0 : cut], text[cut:]):
            closing = None if text[cut - 1].isspace() else _CLOSING.match(text, cut)
            bounds.append(closing.end() if closing else cut)
    spans = [span for span in zip([0, *bounds], [*bounds, len(text)], strict=True) if span[0] < span[1]]
    before = ""
    pieces: list[Piece] = []
    line = 0
    for start, end in spans:
        chunk = text[start:end]
        is_break = any(code.start <= start and end <= code.end for code in breaks)
        core = "" if is_break else chunk.strip()
        if not core:
            line += is_break
            if pieces:
                last = pieces[-1]
                pieces[-1] = Piece(last.text, last.after + chunk, last.line, last.codes, last.bare)
            else:
                before += chunk
            continue
        lead = chunk[: chunk.index(core)]
        if pieces:
            last = pieces[-1]
            pieces[-1] = Piece(last.text, last.after + lead, last.line, last.codes, last.bare)
        else:
            before += lead
        first = start + len(lead)
        inside = [code for code in found if first <= code.start and code.end <= first + len(core)]
        pieces.append(
            Piece(core, chunk[len(lead) + len(core) :], line, tuple(c.text for c in inside), _bare(core, inside, first))
        )
    return Pieces(before, tuple(pieces))


def _ends(sentence: str, rest: str) -> bool:
    """Whether a sentence surely ends here."""
    core, rest = sentence.rstrip(), rest.lstrip()
    if not _LETTER_OR_DIGIT.search(core) or not _LETTER_OR_DIGIT.search(rest):
        return False
    if core.endswith(("」", "』")) and "ぁ" <= rest[:1] <= "ん":
        return False  # what is quoted is part of a sentence
    return not (_SHORT.search(core) or _ORDINAL.search(core) or _GOES_ON.match(rest))


def _bare(core: str, inside: Sequence[InlineTag], first: int) -> str:
    parts = []
    position = 0
    for code in inside:
        parts.append(core[position : code.start - first])
        position = code.end - first
    parts.append(core[position:])
    return " ".join(parts).strip()


# Pairing

_USUAL = {"Jpan": 0.45, "Hans": 0.35, "Hant": 0.35, "Kore": 0.55}
"""Characters for one of a Latin text."""
_ROMANCE = 1.18
"""How much longer than English its translations into Spanish, German and French are: measured, 997 sentences each."""
_VARIANCE = 2.5
"""Of (length - expected) / sqrt(expected): 2.7 (es), 2.2 (de), 2.2 (fr) measured on the same."""
_FAR = 5.5
"""How far from the expected length, in roots of it, a sentence may be: 1 in 250 pairs is farther."""
_MARGIN = 4.0
"""How much more likely (nats) than any other pairing the one in order has to be."""
_PRIOR = {(1, 1): -math.log(0.93), (1, 2): -math.log(0.03), (2, 1): -math.log(0.03)}
_LONE = -math.log(0.003)
"""A sentence that the other language does not have."""
_CROSSED = -math.log(0.005)
"""Two sentences that changed places."""

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d{3})*")
_WORD = re.compile(r"[^\W\d_]{3,}")


def unpaired(ours: Pieces, theirs: Pieces, source: str, target: str) -> str | None:
    """Why the sentences of a source and its translation are no sure pairs, in their order; None where they are.

    ``source`` and ``target`` are the languages.
    """
    if len(ours.pieces) != len(theirs.pieces):
        return f"{len(ours.pieces)} sentences, and {len(theirs.pieces)} in the translation"
    if [piece.line for piece in ours.pieces] != [piece.line for piece in theirs.pieces]:
        return "lines break elsewhere in the translation"
    if len(ours.pieces) < 2:
        return None
    table = _Table(ours.pieces, theirs.pieces, source, target)
    far = next((n for n in range(len(ours.pieces)) if table.distance(n, n + 1, n, n + 1) > _FAR), None)
    if far is not None:
        return f"the lengths of the sentences disagree (number {far + 1})"
    if table.best_other() - table.in_order() < _MARGIN:
        return "other pairs of sentences are as likely"
    return None


class _Table:
    """What each pairing of some sentences costs: the less, the likelier."""

    def __init__(self, ours: Sequence[Piece], theirs: Sequence[Piece], source: str, target: str) -> None:
        self.size = len(ours)
        self.ours = [len(piece.bare) or 1 for piece in ours]
        self.theirs = [len(piece.bare) or 1 for piece in theirs]
        self.ratio = _ratio(sum(self.ours), sum(self.theirs), source, target)
        self.asks = [piece.bare.rstrip("\"'”’»)*_ ").endswith(("?", "？", "؟", ";")) for piece in ours]
        self.asked = [piece.bare.rstrip("\"'”’»)*_ ").endswith(("?", "？", "؟", ";")) for piece in theirs]
        self.our_signs = [_signs(piece) for piece in ours]
        self.their_signs = [_signs(piece) for piece in theirs]
        often = Counter(sign for signs in self.our_signs for sign in signs)
        often |= Counter(sign for signs in self.their_signs for sign in signs)
        self.weight = {sign: _WEIGHTS[sign[0]] / count for sign, count in often.items()}

    def distance(self, a: int, b: int, c: int, d: int) -> float:
        """How far the lengths of sentences a to b of ours and c to d of theirs are from each other."""
        ours, theirs = sum(self.ours[a:b]) * self.ratio, sum(self.theirs[c:d])
        # The mean of both: a short one is as far from a long one as the other way round.
        return abs(theirs - ours) / math.sqrt(max((ours + theirs) / 2, 12.0))

    def cost(self, a: int, b: int, c: int, d: int) -> float:
        """What it costs to take these for a pair, without its prior."""
        length = min(self.distance(a, b, c, d) ** 2 / (2 * _VARIANCE), 12.0)
        shared = set[_Sign]().union(*self.our_signs[a:b]) & set[_Sign]().union(*self.their_signs[c:d])
        evidence = sum(self.weight[sign] for sign in shared)
        odd = 2.0 * (b > a and d > c and self.asks[b - 1] != self.asked[d - 1] and any(self.asks) and any(self.asked))
        return length + odd - evidence

    def in_order(self) -> float:
        """The cost of the pairs one by one."""
        return sum(_PRIOR[1, 1] + self.cost(n, n + 1, n, n + 1) for n in range(self.size))

    def best_other(self) -> float:
        """The cost of the best pairing that has other pairs."""
        n = self.size
        away = math.inf
        # For each place: the least cost to come there, all in order so far or not.
        straight = [[away] * (n + 1) for _ in range(n + 1)]
        other = [[away] * (n + 1) for _ in range(n + 1)]
        straight[0][0] = 0.0
        for i in range(n + 1):
            for j in range(n + 1):
                here = min(straight[i][j], other[i][j])
                if here == away:
                    continue
                if i < n and j < n:
                    step = _PRIOR[1, 1] + self.cost(i, i + 1, j, j + 1)
                    straight[i + 1][j + 1] = min(straight[i + 1][j + 1], straight[i][j] + step)
                    other[i + 1][j + 1] = min(other[i + 1][j + 1], other[i][j] + step)
                for di, dj in ((1, 2), (2, 1)):
                    if i + di <= n and j + dj <= n:
                        step = _PRIOR[di, dj] + self.cost(i, i + di, j, j + dj)
                        other[i + di][j + dj] = min(other[i + di][j + dj], here + step)
                if i < n:
                    other[i + 1][j] = min(other[i + 1][j], here + _LONE)
                if j < n:
                    other[i][j + 1] = min(other[i][j + 1], here + _LONE)
                if i + 2 <= n and j + 2 <= n:
                    step = _CROSSED + self.cost(i, i + 1, j + 1, j + 2) + self.cost(i + 1, i + 2, j, j + 1)
                    other[i + 2][j + 2] = min(other[i + 2][j + 2], here + step)
        return other[n][n]


def _ratio(ours: int, theirs: int, source: str, target: str) -> float:
    """Characters of the translation for one of the source: the languages' usual ratio, drawn to this text's own."""
    usual = _density(target) / _density(source)
    if usual == 1.0 and re.match(r"en(?![a-z])", source):
        usual = _ROMANCE
    return (theirs + 60 * usual) / (ours + 60)


@cache
def _density(code: str) -> float:
    return _USUAL.get(language(code).script, 1.0)


_Sign = tuple[str, str]
_WEIGHTS = {"code": 3.0, "name": 2.0, "stem": 1.0}


def _signs(piece: Piece) -> set[_Sign]:
    """What of a sentence may look alike in another language: codes and numbers, names, beginnings of long words."""
    signs = {("code", code) for code in piece.codes if _LETTER_OR_DIGIT.search(code)}
    signs |= {("code", re.sub(r"\D", "", number)) for number in _NUMBER.findall(piece.bare)}
    words = [_plain(word) if word.islower() else word for word in _WORD.findall(piece.bare)]
    names = {_plain(word) for word in words[1:] if word[0].isupper()}
    stems = {_plain(word)[:5] for word in words if len(word) >= 6}
    signs |= {("name", name) for name in names}
    return signs | {("stem", stem) for stem in stems if not any(name.startswith(stem) for name in names)}


def _plain(word: str) -> str:
    """Small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
