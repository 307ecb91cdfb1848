"""Which unknown words of a translation are worth showing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spelling import SPANISH
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import TextPair
from workflow.checks.unknown_words import unknown_words
from workflow.glossary import Term, Terms
from workflow.inline_tags import Grammar
from workflow.spelling import Speller

SPELLER = Speller(SPANISH)


def words(target: str, source: str = "", *, syntax: str = "markdown", terms: Terms | None = None) -> list[str]:
    grammar = Grammar("plain", formats=("c-format",)) if syntax == "plain" else Grammar()
    pair = TextPair(source, target, LanguagePair.of("en", "es"), grammar, terms=terms, speller=SPELLER)
    found = unknown_words(pair)
    assert all(target[span.start : span.end] == word for word, span in found)
    return [word for word, _ in found]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("El jardín está abietro.", ["abietro"]),
        ("El jardin está abietro y abietro.", ["jardin", "abietro"]),
        ("Abietro está el jardín.", ["Abietro"]),
        ("La casa. Abietro.", ["Abietro"]),
        ("¿Abietro? «Cerado»", ["Abietro", "Cerado"]),
        ("- Abietro\n- **Cerado** y [abierrta](a.md)", ["Abietro", "Cerado", "abierrta"]),
        ("la casa-jardín y la casa-jardin", ["casa-jardin"]),
        ("una *casa* con **puertaz**", ["puertaz"]),
    ],
)
def test_misspelt_words(target: str, found: list[str]) -> None:
    assert words(target) == found


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("La casa de Kovalenko está en Zbaraž.", ""),
        ("`abietro` está abierto con <abietro>", ""),
        ("https://example.org/abietro y abietro.example.org y a/abietro", ""),
        ("ana@abietro.example y abietro_cerado y abietro.po y --abietro", ""),
        ("El ABIETRO y el iAbietro y el x86abietro", ""),
        ("{abietro} y %abietro y $abietro", ""),
        ("El **abie**tro", ""),
        ("El deploy y los plugins", "The deploy and the plugin"),
        ("El jar&iacute;n", ""),
        ("en el", ""),
        ("日本語 и Київ", ""),
        ("Alemania", ""),
    ],
)
def test_what_is_no_misspelling(target: str, source: str) -> None:
    assert words(target, source) == []


def test_placeholders_of_format_strings() -> None:
    assert words("El %s está abietro %(nombbre)s", syntax="plain") == ["abietro"]


def test_words_of_the_glossary() -> None:
    terms = Terms.of([Term("door", "es", "abietro"), Term("shop", "es", "cerado", forbidden=True)], "en", "es")
    assert words("El abietro, los abietros y el cerado.", terms=terms) == ["cerado"]


def test_german_nouns_are_no_names() -> None:
    pair = TextPair("", "Das ist ein Xqwbrgt.", LanguagePair.of("en", "de"), speller=SPELLER)
    assert "Xqwbrgt" in [word for word, _ in unknown_words(pair)]


@settings(max_examples=100)
@given(st.text(st.sampled_from("aíñ1 .,-’'*`_[]()<>&;\n\u0301\u200d\u00adकि"), max_size=40), st.text(max_size=20))
def test_a_word_is_where_its_span_is(target: str, source: str) -> None:
    words(target, source)
