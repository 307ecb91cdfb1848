"""Negation: as many in the translation as in the source, in a comparison that tolerates what translators do.

"Invalid" may become "no válido", and "unless" a plain "if not". So two counts are compared, that of the negations, and that of negations
and hints together: only if both differ in the same direction is a negation lost or added. ``words/negation.toml`` has the words and says
what a hint is; in a language that it lacks, nothing is found.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language
from workflow.word_filters import TextFilter

__all__ = ["negation"]

_IGNORED = "¬"
"""Written in the place of a phrase that only looks like a negation."""
_SIGNS = f".;:!?()•{_IGNORED}"
"""It, and what ends a clause."""
_WORD = re.compile(rf"\w+'?|[{_SIGNS}]")
_MOST = 50_000
"""Maximum number of words that are remembered."""
_HARMLESS = frozenset({"hints", "others", "ends", "ignored"})
"""Kinds of words that do not negate by themselves, and of signs."""


def negation(source: str, target: str, pair: LanguagePair) -> str | None:
    """A negation in one of the texts that nothing in the other one stands for."""
    ours, theirs = _lexicon(base_language(pair.source)), _lexicon(base_language(pair.target))
    if ours is None or theirs is None:
        return None
    # Most texts have no word that is more than a hint, and need not be searched for phrases.
    if not _telling(ours).finds(source) and not _telling(theirs).finds(target):
        return None
    there, here = _words(ours, source), _words(theirs, target)
    one, two = ours.count(there), theirs.count(here)
    if not one.exceeds(two) and not two.exceeds(one):
        return None
    one, two = ours.count(there, theirs.unknown(here)), theirs.count(here, ours.unknown(there))
    if one.exceeds(two):
        return f"{_quoted(one.words)} may be lost" if one.words and not two.words else "a negation may be lost"
    if two.exceeds(one):
        return f"{_quoted(two.words)} may be added" if two.words and not one.words else "a negation may be added"
    return None


@dataclass(frozen=True, slots=True)
class _Count:
    """What a text has: negations, and negations and hints together."""

    negations: int
    affixes: int
    all: int
    words: tuple[str, ...]
    """The words that negate, affixes included."""

    def exceeds(self, other: "_Count") -> bool:
        """Whether a negation here has nothing that stands for it there."""
        return (self.negations > other.negations and self.all > other.all) or self.negations + self.affixes > other.all


@dataclass(frozen=True, slots=True, eq=False)
class _Lexicon:
    """The words of one language, and the patterns of its phrases."""

    spelling: Mapping[str, str]
    nothing: re.Pattern[str]
    """Phrases that do not count."""
    phrases: re.Pattern[str]
    """Phrases that are hints."""
    words: Mapping[str, str]
    """The kind of a word: ``negations``, ``agreeing``, ``affixes``, ``hints`` or ``others``; that of a sign is ``ends`` or ``ignored``."""
    openings: Mapping[str, str]
    """The kind of words that begin so."""
    endings: Mapping[str, str]
    """The kind of words that end so."""

    def unknown(self, words: Sequence[str]) -> frozenset[str]:
        """The words that are no negations in this language: in a text that has them as well, they may be a name or code ("None")."""
        kinds = _kinds(self)
        return frozenset(word for word in words if kinds[word] == "others")

    def count(self, words: Sequence[str], but: frozenset[str] = frozenset()) -> _Count:
        """The negations of a text without those of ``but``."""
        found: list[str] = []
        negations = affixes = everything = 0
        clause: list[tuple[str, str]] = []
        for word, kind in _kinds(self).told(words):
            if kind == "ignored":
                everything += 1
            elif kind == "ends":
                own = [one for one, kind in clause if kind == "negations"] or [one for one, _ in clause][:1]
                negations += len(own)
                everything += len(own)
                found += own
                clause.clear()
            elif kind in ("hints", "affixes"):
                everything += 1
                if kind == "affixes":
                    affixes += 1
                    found.append(word)
            elif word not in but:
                clause.append((word, kind))
        return _Count(negations, affixes, everything, tuple(found))


def _spelled(lexicon: _Lexicon, text: str) -> str:
    text = text.casefold().replace("’", "'")
    for old, new in lexicon.spelling.items():
        text = text.replace(old, new)
    return text


@cache
def _telling(lexicon: _Lexicon) -> TextFilter:
    return TextFilter(
        lambda run: any(_kinds(lexicon)[word] not in _HARMLESS for word in _WORD.findall(_spelled(lexicon, run)))
    )


@lru_cache(maxsize=500)
def _words(lexicon: _Lexicon, text: str) -> tuple[str, ...]:
    """The words of a text and the signs that end a clause, with one sign for each phrase that is no negation."""
    text = lexicon.nothing.sub(" ", _spelled(lexicon, text))
    text = lexicon.phrases.sub(lambda match: f" {_IGNORED} {match[match.lastindex] if match.lastindex else ''}", text)
    return (*_WORD.findall(text), ".")


class _Kinds(dict[str, str]):
    """The kinds of words that were met."""

    def __init__(self, lexicon: _Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._others: set[str] = set()
        """Those of no kind, as nearly all are."""

    def told(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """The words and signs that are of a kind."""
        others = self._others
        return [(word, kind) for word in words if word not in others and (kind := self[word]) != "others"]

    def __missing__(self, word: str) -> str:
        kind = _kind(self._lexicon, word)
        if len(self) < _MOST:
            self[word] = kind
            if kind == "others":
                self._others.add(word)
        return kind


_kinds = cache(_Kinds)


def _kind(lexicon: _Lexicon, word: str) -> str:
    if word in lexicon.words:
        return lexicon.words[word]
    if word in _SIGNS:
        return "ignored" if word == _IGNORED else "ends"
    if not word.startswith(tuple(lexicon.openings)) and not word.endswith(tuple(lexicon.endings)):
        return "others"
    for end in range(len(word), 1, -1):
        if word[:end] in lexicon.openings:
            return lexicon.openings[word[:end]]
    return next((lexicon.endings[word[at:]] for at in range(1, len(word)) if word[at:] in lexicon.endings), "others")


@cache
def _lexicon(language: str) -> _Lexicon | None:
    table = _tables().get(language)
    if table is None:
        return None
    # A later kind has precedence.
    kinds = {
        word: kind for kind in ("others", "hints", "affixes", "agreeing", "negations") for word in table.get(kind, ())
    }
    words = {word: kind for word, kind in kinds.items() if "*" not in word}
    negating = [word for word, kind in words.items() if kind in ("agreeing", "negations")]

    def pattern(phrases: Sequence[str]) -> re.Pattern[str]:
        in_order = sorted(phrases, key=lambda one: ("..." not in one, -one.count(" "), one))
        alternatives = "|".join(_phrase(one, negating) for one in in_order)
        return re.compile(rf"(?<!\w)(?:{alternatives})" if alternatives else "(?!)")

    return _Lexicon(
        table.get("spelling", {}),
        pattern([one for one in table.get("others", ()) if " " in one]),
        pattern(table["ignored"]),
        words,
        {word[:-1]: kind for word, kind in kinds.items() if word[-1] == "*"},
        {word[1:]: kind for word, kind in kinds.items() if word[0] == "*"},
    )


def _phrase(phrase: str, negating: Sequence[str]) -> str:
    """The pattern of a phrase; what is in its gap is a group, and no negation is among it."""
    first, gap, rest = phrase.partition(" ... ")
    if not gap:
        return _spaced(first)
    between = rf"((?:\s*(?!(?:{'|'.join(map(re.escape, negating))})(?!\w))[\w'-]++){{0,6}}?)"
    return rf"{_spaced(first)}{between}\s+{_spaced(rest)}"


def _spaced(words: str) -> str:
    pattern = re.escape(words).replace(r"'\ ", r"'\s*").replace(r"\ ", r"\s+").replace(r"\#", r"(?=\d)")
    return pattern + (r"(?!\w)" if words[-1].isalpha() else "")


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(files("workflow.checks").joinpath("words", "negation.toml").read_text(encoding="utf-8"))
