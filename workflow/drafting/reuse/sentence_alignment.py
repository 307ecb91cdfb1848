"""Sentence alignment between a source text and its translation by a person. Pure functions.

``split_sentences`` splits a text; ``misalignment`` returns the reason why the sentences of two texts may not correspond one to one, in order.
Lengths are compared after Gale and Church ("A Program for Aligning Sentences in Bilingual Corpora", 1993), with features that both
languages share as further support: numbers, inline tags, names, cognates. If another alignment is about as likely, the result is uncertain.
"""

import math
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from workflow.drafting.segments.planning import ranges
from workflow.inline_tags import Grammar, InlineTag, Spans, TagKind
from workflow.languages import language

__all__ = ["SentenceList", "TextSentence", "misalignment", "split_sentences"]


@dataclass(frozen=True, slots=True)
class TextSentence:
    """One sentence of a text, with its inline tags."""

    text: str
    """The sentence without the white space around it."""
    after: str
    """White space and line breaks up to the next sentence."""
    line: int
    """Index of its line; lines end at hard breaks."""
    tags: tuple[str, ...] = ()
    bare: str = ""
    """``text`` without its inline tags; each leaves a space."""


@dataclass(frozen=True, slots=True)
class SentenceList:
    """A text as sentences. Joined, ``before`` and each sentence with what comes after it are the text."""

    before: str
    sentences: tuple[TextSentence, ...]


# Splitting

# A full stop after these may not end a sentence. A missed boundary makes repair coarser, never wrong.
_SHORT = re.compile(
    r"(?:^|[\s(\[«“\"'’.\u00a0-])(?:[^\W\d_]|Mrs?|Ms|Dra?|Jr|Sra?|Srta|St|Ste|Mt|Prof|Nr|Hr|Art|Fig|Abs|Abb|Bd|EE|Mme|Mlle|MM|Inc|Ltd|Co|vs|ca"
    r"|bzw|av|cf|vol|núm|pág|Núm|Uds?)\.\Z"
)
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.\Z")
_GOES_ON = re.compile(r"[\"'”’»)\]]*[-–—,;]?[a-zß-öø-ÿа-яёіїєα-ω]|-")
_CLOSING = re.compile(r"[\"'”’»)\]」』）]+(?=\s)")
"""Closing characters that the splitter put into the next sentence."""
_NEAR = 200
"""Characters before and after a boundary that decide about it."""
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def split_sentences(text: str, language: str, grammar: Grammar) -> SentenceList:
    """Split ``text`` in ``language`` into sentences, coarser than for an engine: only at certain boundaries.

    Pairs of inline tags (bold, a link) are never split.
    """
    found = grammar.find_tags(text)
    bounds = _bounds(text, found, language)
    breaks = Spans.covering((tag.start, tag.end) for tag in found if tag.kind is TagKind.BREAK)
    starts = [tag.start for tag in found]
    before = ""
    sentences: list[TextSentence] = []
    line = 0
    for start, end in pairwise([0, *bounds, len(text)]):
        if start >= end:
            continue
        chunk = text[start:end]
        is_break = breaks.covers(start, end)
        core = "" if is_break else chunk.strip()
        line += is_break
        lead = chunk[: chunk.index(core)] if core else chunk
        if sentences:
            sentences[-1] = replace(sentences[-1], after=sentences[-1].after + lead)
        else:
            before += lead
        if core:
            first = start + len(lead)
            from_here = found[bisect_left(starts, first) : bisect_left(starts, first + len(core))]
            inside = [tag for tag in from_here if tag.end <= first + len(core)]
            tags, bare = tuple(tag.text for tag in inside), _bare(core, inside, first)
            sentences.append(TextSentence(core, chunk[len(lead) + len(core) :], line, tags, bare))
    return SentenceList(before, tuple(sentences))


def _bounds(text: str, found: Sequence[InlineTag], language: str) -> list[int]:
    """The ends of the sentences, but for the last one."""
    torn = [(tag.start, found[tag.partner or 0].end) for place, tag in enumerate(found) if tag.opens(place)]
    whole = Spans.covering(torn)
    cuts = {start for start, _ in ranges(text, found, language) if not whole.covers(start - 1, start + 1)}
    edges = {edge for tag in found if tag.kind is TagKind.BREAK for edge in (tag.start, tag.end)}
    letters = [match.start() for match in _LETTER_OR_DIGIT.finditer(text)]
    bounds: list[int] = []
    for cut in sorted(cuts - {0}):
        begin = bounds[-1] if bounds else 0
        at = bisect_left(letters, cut)
        has_words = 0 < at < len(letters) and letters[at - 1] >= begin
        if cut in edges or (has_words and _ends(text[max(begin, cut - _NEAR) : cut], text[cut : cut + _NEAR])):
            closing = None if text[cut - 1].isspace() else _CLOSING.match(text, cut)
            bounds.append(closing.end() if closing else cut)
    return bounds


def _ends(sentence: str, rest: str) -> bool:
    """Whether a sentence certainly ends here. The texts are those before and after, as far as they matter."""
    core, rest = sentence.rstrip(), rest.lstrip()
    if core.endswith(("」", "』")) and "ぁ" <= rest[:1] <= "ん":
        return False  # what is quoted is part of a sentence
    return not (_SHORT.search(core) or _ORDINAL.search(core) or _GOES_ON.match(rest))


def _bare(core: str, inside: Sequence[InlineTag], first: int) -> str:
    parts = []
    position = 0
    for tag in inside:
        parts.append(core[position : tag.start - first])
        position = tag.end - first
    parts.append(core[position:])
    return " ".join(parts).strip()


# Alignment

_USUAL = {"Jpan": 0.45, "Hans": 0.35, "Hant": 0.35, "Kore": 0.55}
"""Characters of a text for each character of the same text in Latin script, by script (ISO 15924)."""
_ROMANCE = 1.18
"""Length ratio of translations into Spanish, German and French to English: measured on 997 sentences each."""
_VARIANCE = 2.5
"""Variance of (length - expected) / sqrt(expected): 2.7 (es), 2.2 (de), 2.2 (fr), measured on the same sentences."""
_MAX_DISTANCE = 5.5
"""Maximum distance from the expected length, in square roots of it: 1 in 250 pairs is farther."""
_MARGIN = 4.0
"""Minimum difference in log-likelihood (nats) between the alignment in order and any other."""
_PRIOR = {(1, 1): -math.log(0.93), (1, 2): -math.log(0.03), (2, 1): -math.log(0.03)}
_LONE = -math.log(0.003)
"""Cost of a sentence without a counterpart."""
_CROSSED = -math.log(0.005)
"""Cost of two sentences in swapped order."""

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d{3})*")
_WORD = re.compile(r"[^\W\d_]{3,}")


def misalignment(ours: SentenceList, theirs: SentenceList, source: str, target: str) -> str | None:
    """Why the sentences of a source and its translation may not correspond one to one, in order; None if they certainly do.

    ``source`` and ``target`` are the languages' gettext codes.
    """
    if len(ours.sentences) != len(theirs.sentences):
        return f"{len(ours.sentences)} sentences, and {len(theirs.sentences)} in the translation"
    if [sentence.line for sentence in ours.sentences] != [sentence.line for sentence in theirs.sentences]:
        return "the line breaks of the translation are in other places"
    if len(ours.sentences) < 2:
        return None
    table = _Table(ours.sentences, theirs.sentences, source, target)
    far = next((n for n in range(len(ours.sentences)) if table.distance(n, n + 1, n, n + 1) > _MAX_DISTANCE), None)
    if far is not None:
        return f"the lengths of the sentences disagree (number {far + 1})"
    if table.best_other() - table.in_order() < _MARGIN:
        return "another alignment of the sentences is about as likely"
    return None


class _Table:
    """Costs of alignments: the lower, the likelier."""

    def __init__(self, ours: Sequence[TextSentence], theirs: Sequence[TextSentence], source: str, target: str) -> None:
        self.size = len(ours)
        self.ours = [len(sentence.bare) or 1 for sentence in ours]
        self.theirs = [len(sentence.bare) or 1 for sentence in theirs]
        self.ratio = _ratio(sum(self.ours), sum(self.theirs), source, target)
        self.our_questions = [sentence.bare.rstrip("\"'”’»)*_ ").endswith(("?", "？", "؟", ";")) for sentence in ours]
        self.their_questions = [
            sentence.bare.rstrip("\"'”’»)*_ ").endswith(("?", "？", "؟", ";")) for sentence in theirs
        ]
        self.our_features = [_features(sentence) for sentence in ours]
        self.their_features = [_features(sentence) for sentence in theirs]
        often = Counter(sign for features in self.our_features for sign in features)
        often |= Counter(sign for features in self.their_features for sign in features)
        self.weight = {sign: _WEIGHTS[sign[0]] / count for sign, count in often.items()}

    def distance(self, a: int, b: int, c: int, d: int) -> float:
        """The distance between the lengths of source sentences a to b and target sentences c to d."""
        ours, theirs = sum(self.ours[a:b]) * self.ratio, sum(self.theirs[c:d])
        # Relative to the mean of both, so that the distance is symmetric.
        return abs(theirs - ours) / math.sqrt(max((ours + theirs) / 2, 12.0))

    def cost(self, a: int, b: int, c: int, d: int) -> float:
        """The cost of aligning these sentences, without its prior."""
        length = min(self.distance(a, b, c, d) ** 2 / (2 * _VARIANCE), 12.0)
        shared = set[_Feature]().union(*self.our_features[a:b]) & set[_Feature]().union(*self.their_features[c:d])
        support = sum(self.weight[sign] for sign in shared)
        odd = 2.0 * (
            b > a
            and d > c
            and self.our_questions[b - 1] != self.their_questions[d - 1]
            and any(self.our_questions)
            and any(self.their_questions)
        )
        return length + odd - support

    def in_order(self) -> float:
        """The cost of the one-to-one alignment in order."""
        return sum(_PRIOR[1, 1] + self.cost(n, n + 1, n, n + 1) for n in range(self.size))

    def best_other(self) -> float:
        """The cost of the best other alignment."""
        n = self.size
        away = math.inf
        # By position: the least cost to reach it, with all sentences in order so far, or not.
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
    """Characters of the translation for each of the source: the languages' usual ratio, adjusted to this text's own."""
    usual = _density(target) / _density(source)
    if usual == 1.0 and re.match(r"en(?![a-z])", source):
        usual = _ROMANCE
    return (theirs + 60 * usual) / (ours + 60)


@cache
def _density(code: str) -> float:
    return _USUAL.get(language(code).script, 1.0)


_Feature = tuple[str, str]
_WEIGHTS = {"tag": 3.0, "name": 2.0, "stem": 1.0}


def _features(sentence: TextSentence) -> set[_Feature]:
    """Features of a sentence that other languages may share: inline tags, numbers, names, stems of long words."""
    features = {("tag", tag) for tag in sentence.tags if _LETTER_OR_DIGIT.search(tag)}
    features |= {("tag", re.sub(r"\D", "", number)) for number in _NUMBER.findall(sentence.bare)}
    words = [_plain(word) if word.islower() else word for word in _WORD.findall(sentence.bare)]
    names = {_plain(word) for word in words[1:] if word[0].isupper()}
    stems = {_plain(word)[:5] for word in words if len(word) >= 6}
    features |= {("name", name) for name in names}
    return features | {("stem", stem) for stem in stems if not any(name.startswith(stem) for name in names)}


def _plain(word: str) -> str:
    """The word in lower case, without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
