"""Half a translation, more than one, and the translation of another text: what servers return when an answer is cut off, explained or mixed up.

Sentences and clauses are compared by the bilingual word tables, as in ``omission``, but with limits that hardly any human translation
reaches. Without a table, only what the form shows is refused: an end in the middle of a sentence, and a sentence less in a much shorter text.
"""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from workflow.checks.language_pair import DENSE, LanguagePair
from workflow.checks.omission import strongest_run, unmatched
from workflow.checks.word_tables import word_table
from workflow.languages import base_language
from workflow.segmentation import sentences

__all__ = ["incomplete", "surplus", "unrelated"]

_LONGEST = 5000
"""Characters of the longest text that is compared word by word."""
_CHANCE = 8
"""Of so many content words of a sentence, one may have a counterpart in an unrelated text."""
_SENTENCE = 40
"""What the words of a missing sentence say together, at least, in tenths of a nat."""
_CLAUSE = 100
"""How much more the last clause must say for its omission than ``omission.omitted`` wants."""
_UNRELATED = 120
"""What the words of two unrelated texts say together, at least, in tenths of a nat."""
_SHORTER = 0.6
"""The share of the source's length below which a translation with fewer sentences lacks one, in scripts of the same density."""
_FEWEST = 4
"""The fewest words of a source whose translation may be cut off."""
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]{0,3}\s*\S")
"""A place at which a text may have a second sentence."""
_STOP = re.compile(r"[.!?。！？।؟][\"'”’»)\]]*\Z")
_LAST = re.compile(r"(?<![^\s\"“‘«„(¿¡])([^\W\d_]+)[.!]?\Z")
"""The last word, if no hyphen or apostrophe joins it to another one and no inline tag follows it."""


def incomplete(source: str, target: str, pair: LanguagePair) -> str | None:
    """An end in the middle of a sentence, or a sentence or the last clause of the source that nothing stands for."""
    return (
        _cut_off(source, target, pair) or _sentence_missing(source, target, pair) or _end_missing(source, target, pair)
    )


def surplus(source: str, target: str, pair: LanguagePair) -> str | None:
    """A sentence or a last clause that stands for nothing in the source: an explanation, or a second version."""
    if len(target) > _LONGEST:
        return None
    ours, theirs = _sentences(source, pair.source), _sentences(target, pair.target)
    if len(theirs) > len(ours):
        found = _without_counterpart(theirs, source, (pair.target, pair.source))
        if found:
            return f"adds a sentence: “{_excerpt(found)}”"
    return None


def unrelated(source: str, target: str, pair: LanguagePair) -> str | None:
    """A text about something else: hardly any content word of either text has a counterpart in the other."""
    if len(source) > _LONGEST or len(target) > _LONGEST:
        return None
    languages = (pair.source, pair.target)
    apart = unmatched(source, target, languages, least=2, chance=_CHANCE)
    if apart > -math.inf:
        apart += unmatched(target, source, languages[::-1], least=2, chance=_CHANCE)
    return "seems to translate another text" if apart >= _UNRELATED else None


def _cut_off(source: str, target: str, pair: LanguagePair) -> str | None:
    """A comma, or a word that ends no sentence, where the source has a stop."""
    if not _STOP.search(source) or source.endswith("..") or len(_WORD.findall(source)) < _FEWEST:
        return None
    if target.endswith((",", "(")):
        return f"ends with “{target[-1]}”: the rest is missing"
    last = _LAST.search(target)
    if last is None or last[1] not in _hanging(base_language(pair.target)):
        return None
    own = _LAST.search(source)
    if (own and own[1] in _open_ended(base_language(pair.source))) or last[1] in _WORD.findall(source):
        return None
    return f"ends with “{last[1]}”: the rest is missing"


def _sentence_missing(source: str, target: str, pair: LanguagePair) -> str | None:
    if len(source) > _LONGEST:
        return None
    ours = _sentences(source, pair.source)
    if len(ours) < 2 or len(_sentences(target, pair.target)) >= len(ours):
        return None
    if word_table(pair.source, pair.target) is None:
        dense = pair.source_script in DENSE or pair.target_script in DENSE
        return "a sentence is missing" if not dense and len(target) < _SHORTER * len(source) else None
    found = _without_counterpart(ours, target, (pair.source, pair.target))
    return f"“{_excerpt(found)}” is missing" if found else None


def _end_missing(source: str, target: str, pair: LanguagePair) -> str | None:
    table = word_table(pair.source, pair.target)
    if table is None or len(source) > _LONGEST:
        return None
    says, begin, end = strongest_run(source, target, (pair.source, pair.target), table)
    if says < table.limit + _CLAUSE or _WORD.search(source, end):
        return None
    return f"“{_excerpt(source[begin:end])}” is missing"


def _without_counterpart(found: tuple[str, ...], other: str, languages: tuple[str, str]) -> str | None:
    """The first of the sentences that has no counterpart in the other text."""
    return next((one for one in found if unmatched(one, other, languages, least=2, chance=_CHANCE) >= _SENTENCE), None)


def _sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences that have words."""
    if not _BREAK.search(text):
        return (text,)
    return tuple(one.strip() for one in sentences(text, language) if _WORD.search(one))


def _excerpt(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


@cache
def _hanging(language: str) -> frozenset[str]:
    """The words of a language that end no sentence; none for a language without a list."""
    return frozenset(_words()["hanging"].get(language, "").split())


@cache
def _open_ended(language: str) -> frozenset[str]:
    """The same, and words that do end some: what a source ends with, its translation may end with."""
    return _hanging(language) | frozenset(_words()["sometimes"].get(language, "").split())


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((files("workflow.checks") / "words" / "hanging.toml").read_text("utf-8"))
