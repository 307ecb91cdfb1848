"""Words that no dictionary has: misspelt ones in what people wrote, invented ones in drafts.

A dictionary of the language (``workflow.spelling``) finds both. Without one, only drafts are compared with the word list of the program, which
lacks many rare words: what is found is then a note.
"""

from collections.abc import Iterator, Sequence

from workflow.checks.model import CatalogCheck, Check, EntryFacts, Example, TextPair, TextProblem
from workflow.checks.unknown_words import unknown_words, words_of
from workflow.model import Severity, Span

__all__ = ["CATALOG_CHECKS", "CHECKS"]


def _misspelt(pair: TextPair) -> Iterator[TextProblem]:
    if pair.is_draft:
        return  # which ``invented`` looks at
    for word, span in unknown_words(pair):
        yield TextProblem(f"“{word}” is not in the dictionary", span)


def _invented(entries: Sequence[EntryFacts]) -> Iterator[tuple[int, TextProblem]]:
    """Words of drafts that are in no list, in no source and in no text by people."""
    found = [(number, *one) for number, entry in enumerate(entries) for one in entry.strange_words]
    if not found:
        return
    by_people = {word for entry in entries if entry.by_people for text in entry.texts for word in words_of(text)}
    for number, form, word, start, end, severity in found:
        if word.casefold() not in by_people:
            span = Span(start, end)
            yield number, TextProblem(f"not a known word: {word}", span, form=form, severity=Severity(severity))


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
