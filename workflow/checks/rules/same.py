"""The source once more as its translation: reported only where something in it should have been translated."""

import re
from collections.abc import Iterator

from workflow.checks.content import same
from workflow.checks.full_names import only_names
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, TextPair, TextProblem
from workflow.checks.word_tables import word_table
from workflow.glossary.stemming import stem
from workflow.languages import base_language
from workflow.lexicon import Lexicon, word_set
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_CODE = re.compile(
    r"\w*(?:[a-z][A-Z]|\d[A-Za-z]|[A-Za-z]\d)\w*|[A-Za-z_]\w*(?:[._/:]\w+)+|\w+\(\)|<[^<>\n]{1,80}>|(?<!\w)--?\w[\w-]*"
)
_FUNCTION_WORDS = {
    "en": word_set("the of to with from this that and for your you is are was were by how what when where which not")
}
"""By language: words with which a text is a sentence or a phrase, if it has other words in small letters as well."""
_FEWEST = 2
"""Words of a phrase; ordinary words of the source that the target language does not have, from which a text without small words was not translated."""


def _same(pair: TextPair) -> Iterator[TextProblem]:
    if pair.source.split(None, 1)[:1] != pair.target.split(None, 1)[:1] and len(pair.source) != len(pair.target):
        return
    if len(pair.source) != len(pair.target) and pair.source.split() != pair.target.split():
        return
    source, target = pair.source_words, pair.target_words
    for term in pair.terms.protected if pair.terms else ():
        source, target = re.sub(term, " ", source), re.sub(term, " ", target)
    if same(source, target, pair.languages) is None:
        return
    telling = _telling(_CODE.sub(" ", source), pair.languages)
    if telling and not only_names(source, pair.languages):
        at = pair.target.find(telling[0])
        span = Span(at, at + len(telling[0])) if at >= 0 and len(telling) == 1 else Span(0, len(pair.target))
        yield TextProblem("is the same as the source", span)


def _telling(text: str, pair: LanguagePair) -> list[str]:
    """The words that show that a text was not translated; none if it may be names, or words that both languages have.

    A word counts if it is an ordinary word of the source and no word of the target's language, or if the word table of the pair has only
    other words for it. Of a text without such a word in small letters, which may be the name of a product, several must.
    """
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    function_words = _FUNCTION_WORDS.get(base_language(pair.source), frozenset())
    own, other = Lexicon(pair.source), Lexicon(pair.target)
    ordinary = [
        word
        for word in words
        if not word.isupper() and word.lower() not in function_words and own.is_ordinary(word.lower())
    ]
    if any(word.islower() for word in ordinary) and any(word.lower() in function_words for word in words):
        return words
    is_phrase = len(words) >= _FEWEST and words[0][0].isupper()
    if is_phrase and any(word.islower() for word in ordinary) and any(_differs(word, pair) for word in ordinary):
        return words
    found = [word for word in ordinary if not (other.listed and other.has(word.lower()))]
    if not any(word.islower() for word in found) and (len(found) < _FEWEST or len(found) * 2 < len(words)):
        return []
    # A language without a word list: only several words in small letters show anything.
    few = sum(word.islower() for word in words) < _FEWEST
    if not other.listed and few and not (is_phrase and len(found) >= _FEWEST and any(word.islower() for word in found)):
        return []
    return [word for word in found if not _stays(word, pair)]


def _counterparts(word: str, pair: LanguagePair) -> tuple[tuple[str, ...], str]:
    """The stems for a word in the pair's table, and the stem that it would have in the target's language."""
    table = word_table(pair.source, pair.target)
    known = table.counterparts.get(stem(word.lower(), pair.source), ()) if table else ()
    return known, stem(word.lower(), pair.target)


def _differs(word: str, pair: LanguagePair) -> bool:
    """Whether a word is another one in the target's language, as far as is known."""
    known, own = _counterparts(word, pair)
    return bool(known) and own != known[0]


def _stays(word: str, pair: LanguagePair) -> bool:
    """Whether both languages have a word: ``Information``."""
    known, own = _counterparts(word, pair)
    return own in known[:1]


CHECKS = (
    Check(
        id="same",
        mqm="Accuracy: untranslated",
        severity=Severity.WARNING,
        description=(
            "The translation is the same as the source, and has words that should be translated. Names, numbers, code, terms that are "
            "not translated and words that both languages have do not count."
        ),
        find=_same,
        examples=(
            Example("en-es", "The house is big.", "La casa es grande.", "The house is big."),
            Example("en-de", "Spreadsheets and databases", "Tabellen und Datenbanken", "Spreadsheets and databases"),
            Example("en-fr", "Close the door", "Fermez la porte", "Close the door"),
            Example("en-es", "Next page", "Página siguiente", "Next page"),
            Example("en-de", "Opening hours", "Öffnungszeiten", "Opening hours"),
            Example("en-fr", "Version 2 of the program", "Version 2 du programme", "Version 2 of the program"),
            Example("en-uk", "Close the door", "Зачиніть двері", "Close the door"),
            Example("en-de", "Open the file (12 kB)", "Die Datei öffnen (12 kB)", "Open the file (12 kB)"),
        ),
    ),
)
