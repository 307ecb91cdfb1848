"""Antonyms: a word of the source that is translated with its opposite ("open" with "cerrar"), by the word tables."""

from functools import cache
from importlib.resources import files

from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import joined, stems_of, words_of
from workflow.checks.word_tables import word_table
from workflow.glossary.stemming import stem
from workflow.languages import base_language
from workflow.word_filters import RunWords

__all__ = ["opposite"]


def opposite(source: str, target: str, pair: LanguagePair) -> str | None:
    """A word of the source without a counterpart, and a counterpart of its opposite that no word of the source asks for.

    English sources only: ``words/antonyms.txt`` has English words.
    """
    if base_language(pair.source) != "en" or (table := word_table(pair.source, pair.target)) is None:
        return None
    suspects = _with_opposites(pair.source).of(source)
    if not suspects:
        return None
    opposites = _opposites()
    theirs = stems_of(target, pair.target)
    there = frozenset(theirs)
    for word in suspects:
        own = table.counterparts.get(word, ())[:_KNOWN]
        if not own or not there.isdisjoint(table.counterparts[word]):
            continue
        line = joined(theirs)
        if any(f" {one}" in line for one in own):
            continue
        for other in opposites[word]:
            wrong = there.intersection(table.counterparts.get(other, ())[:_SURE])
            if wrong:
                wrong = wrong.difference(*(table.counterparts.get(one, ()) for one in stems_of(source, pair.source)))
            if wrong:
                return f"“{next(iter(sorted(wrong)))}…” may stand for the opposite of “{word}…”"
    return None


_KNOWN, _SURE = 5, 1
"""Number of counterparts, the likeliest first: of the word itself, and of its opposite."""


@cache
def _with_opposites(language: str) -> RunWords[str]:
    """The stems of words that have an opposite."""
    opposites = _opposites()
    return RunWords(lambda run: [one for word in words_of(run) if (one := stem(word, language)) in opposites])


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    """By stem: the stems of the opposites."""
    found: dict[str, list[str]] = {}
    text = files("workflow.checks").joinpath("words", "antonyms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            one, other = (stem(word, "en") for word in line.split())
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return {word: tuple(others) for word, others in found.items()}
