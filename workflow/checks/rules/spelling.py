"""Words that no dictionary has: misspelt ones in what people wrote, invented ones in drafts.

A dictionary of the language (``workflow.spelling``) finds both. Without one, only drafts are compared with the word list of the program, which
lacks many rare words: what is found is then a note.
"""

from collections.abc import Iterator, Sequence

from workflow.catalogs.states import state
from workflow.checks.known_names import countries
from workflow.checks.model import CatalogCheck, Check, CheckedEntry, Example, TextPair, TextProblem
from workflow.checks.unknown_words import unknown_words, words_of
from workflow.checks.vocabulary import invented_words
from workflow.lexicon import Lexicon
from workflow.model import Severity, Span, State

__all__ = ["CATALOG_CHECKS", "CHECKS"]

_BY_PEOPLE = frozenset({State.TRANSLATED, State.APPROVED})


def _misspelt(pair: TextPair) -> Iterator[TextProblem]:
    if pair.is_draft:
        return  # which ``invented`` looks at
    for word, span in unknown_words(pair):
        yield TextProblem(f"“{word}” is not in the dictionary", span)


def _invented(entries: Sequence[CheckedEntry]) -> Iterator[tuple[int, TextProblem]]:
    """Words of drafts that are in no list, in no source and in no text by people."""
    found = [
        (number, form, word, span, Severity.WARNING if checked.speller else Severity.NOTE)
        for number, checked in enumerate(entries)
        if state(checked.entry) is State.DRAFT
        for form, pair in enumerate(checked.texts())
        for word, span in _strange_words(pair)
    ]
    if not found:
        return
    by_people = {
        word
        for checked in entries
        if state(checked.entry) in _BY_PEOPLE
        for text in checked.entry.msgstr
        for word in words_of(text)
    }
    for number, form, word, span, severity in found:
        if word.casefold() not in by_people:
            yield number, TextProblem(f"not a known word: {word}", span, form=form, severity=severity)


def _strange_words(pair: TextPair) -> list[tuple[str, Span]]:
    """The words that neither the dictionary nor the program's word list has; without a dictionary, those that the list does not have."""
    language = pair.languages.target
    if pair.speller:
        return [(word, span) for word, span in unknown_words(pair) if not Lexicon(language).may_be_word(word.lower())]
    # The quick test first: inline tags only add words.
    if not invented_words(pair.source, pair.target, pair.languages):
        return []
    words = invented_words(pair.source_words, pair.target_words, pair.languages)
    # No list of words has all countries and their languages.
    places = {word: pair.target.find(word) for word in words if word not in countries(language)}
    return [(word, Span(at, at + len(word))) for word, at in places.items() if at >= 0]


CHECKS = (
    Check(
        id="spellcheck",
        mqm="Linguistic conventions: spelling",
        severity=Severity.NOTE,
        description="A word that a person wrote is not in the dictionary of the language, nor in the source, the glossary or the project’s words.",
        find=_misspelt,
        examples=(
            Example("en-es", "The garden is open.", "El jardín está abierto.", "El jardín está abietro."),
            Example(
                "en-es", "Read `README` by Kovalenko.", "Lea `README` de Kovalenko.", "Léea `README` de Kovalenko."
            ),
        ),
    ),
)

CATALOG_CHECKS = (
    CatalogCheck(
        id="invented",
        mqm="Linguistic conventions: spelling",
        severity=Severity.WARNING,
        description="A word of a draft is not in the dictionary, nor in its source or in what people translated. Without a dictionary, a note.",
        find=_invented,
        examples=(Example("en-es", "The garden is open.", "El jardín está abierto.", "El jardín está lebrocho."),),
    ),
)
