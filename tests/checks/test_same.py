"""``same``: silent for what is the same in both languages, and not for what a translator forgot."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import TextPair
from workflow.checks.rules import RULES
from workflow.checks.rules.same import CHECKS
from workflow.glossary.model import EVERY, Term
from workflow.glossary.terms import Terms

LANGUAGES = (
    "es",
    "fr",
    "de",
    "it",
    "pt",
    "nl",
    "pl",
    "uk",
    "ru",
    "ja",
    "ar",
    "zh",
    "sv",
    "tr",
    "el",
    "hi",
    "ca",
    "fi",
    "hu",
)
NAMES = (
    "Angela Merkel", "Paris, London, Rome", "San Francisco", "Harry Potter", "The Beatles", "Visual Studio Code", "GitHub Actions", "Microsoft Word",
    "Apache License 2.0", "PostgreSQL", "Docker Compose", "Node.js", "iPhone 15 Pro", "© 2025 Jane Doe", "Jane Doe <jane@example.org>",
)  # fmt: skip
TAGS = (
    "`make install`", "[`print()`](a.md)", "**`x`**", "https://example.org/help", "help@example.org", "$HOME", "%s", "{name}", "<br>", "![](a.png)",
    "README.md", "docs/index.md", "--help", "snake_case", "camelCase",
)  # fmt: skip
NUMBERS = (
    "12 kB",
    "5 km",
    "10 %",
    "3.14",
    "2025-05-12",
    "1–3",
    "USD 5",
    "€5",
    "100 MB/s",
    "20 °C",
    "v1.2.3",
    "A4",
    "ISO 9001",
    "UTF-8",
    "§ 5",
    "4 × 4",
    "…",
    "—",
)
COGNATES = {
    "es": ("Error", "animal", "hospital", "no", "general", "Total", "virus"),
    "fr": ("Information", "Version", "Installation", "table", "source", "Documentation", "Question", "Options"),
    "de": ("Name", "Computer", "Software", "Status", "Information", "Export", "Hand"),
    "it": ("computer", "password", "area"),
    "nl": ("Water", "Type", "Start"),
    "sv": ("Information", "Problem", "Person"),
}  # fmt: skip
FORGOTTEN = (
    "The house is big.", "Close the door.", "Next page", "Opening hours", "Save changes", "File not found", "How to install the program",
    "**Important:** read this.", "See [the list](a.md) for details.", "Open the file (12 kB)", "You have 3 new messages.", "Children and parents",
)  # fmt: skip


def is_found(text: str, to: str) -> bool:
    [check] = CHECKS
    assert check is RULES["same"]
    return bool(list(check.find(TextPair(text, text, LanguagePair.of("en", to)))))


@pytest.mark.parametrize("to", LANGUAGES)
def test_names_tags_and_numbers_are_the_same(to: str) -> None:
    assert [text for text in (*NAMES, *TAGS, *NUMBERS) if is_found(text, to)] == []


@pytest.mark.parametrize("to", COGNATES)
def test_words_of_both_languages_are_the_same(to: str) -> None:
    assert [text for text in COGNATES[to] if is_found(text, to)] == []


@pytest.mark.parametrize("to", LANGUAGES)
def test_what_was_forgotten_is_found(to: str) -> None:
    assert [text for text in FORGOTTEN if not is_found(text, to)] == []


def test_a_term_that_is_not_translated_is_the_same() -> None:
    terms = Terms.of([Term("Green door", EVERY, do_not_translate=True)], "en", "es")
    [check] = CHECKS
    pair = LanguagePair.of("en", "es")
    assert list(check.find(TextPair("Green door", "Green door", pair, terms=terms))) == []
    assert list(
        check.find(
            TextPair("Is the Green door of the house open?", "Is the Green door of the house open?", pair, terms=terms)
        )
    )
