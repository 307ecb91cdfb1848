"""Times and twenties in words, in the form of another language, which the checks accept."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import quantities as check
from workflow.quantities.phrases import set_phrases, without_doubled


@pytest.mark.parametrize(
    ("source", "es", "de", "fr"),
    [
        ("It starts at half past nine.", "a las 9:30", "um 9.30 Uhr", "à 9\u00a0h\u00a030"),
        ("Half past one is too late.", "la 1:30", "1.30 Uhr", "1\u00a0h\u00a030"),
        ("We left at a quarter to six.", "a las 5:45", "um 5.45 Uhr", "à 5\u00a0h\u00a045"),
        ("Be here by quarter past ten.", "las 10:15", "10.15 Uhr", "10\u00a0h\u00a015"),
        ("The bus came at ten past one.", "a la 1:10", "um 1.10 Uhr", "à 1\u00a0h\u00a010"),
        ("It ended at twenty to twelve.", "a las 11:40", "um 11.40 Uhr", "à 11\u00a0h\u00a040"),
        ("The race starts at noon.", "a mediodía", "um 12 Uhr", "à midi"),
        ("It is open until midnight.", "medianoche", "Mitternacht", "minuit"),
        ("They came at half past twelve.", "a las 12:30", "um 12.30 Uhr", "à 12\u00a0h\u00a030"),
        ("Read pages 59 to 84 now.", "páginas 59 a 84", "Seiten 59 bis 84", "pages 59 à 84"),
        ("See page 1,024.", "página 1024", "Seite 1.024", "page 1\u202f024"),
        ("See chapter 12.", "capítulo 12", "Kapitel 12", "chapitre 12"),
        ("See tables 4 and 5.", "tablas 4 y 5", "Tabellen 4 und 5", "tableaux 4 et 5"),
        ("Lines 37-75 are wrong.", "líneas 37-75", "Zeilen 37-75", "lignes 37-75"),
        ("A score of men waited.", "una veintena de", "zwanzig", "une vingtaine de"),
        ("He lived three score and ten years.", "70", "70", "70"),
        ("Three score of men waited.", "60", "60", "60"),
    ],
)
def test_a_phrase_has_one_form(source: str, es: str, de: str, fr: str) -> None:
    for to, wanted in (("es", es), ("de", de), ("fr", fr)):
        ((start, end, new),) = set_phrases(source, ("en", to))
        assert new == wanted
        target = f"{source[:start]}{new}{source[end:]}"
        assert check(source, target, LanguagePair("en", to, "Latn", "Latn")) is None


@pytest.mark.parametrize(
    "text", ["She wore midnight blue.", "A score of 20 wins.", "A quarter of six cakes", "Nine and ten"]
)
def test_other_words_are_no_phrases(text: str) -> None:
    assert not list(set_phrases(text, ("en", "es")))


def test_other_pairs_have_none() -> None:
    assert not list(set_phrases("It starts at noon.", ("en", "it")))
    assert not list(set_phrases("Es beginnt um halb zehn.", ("de", "en")))


@pytest.mark.parametrize(
    ("before", "phrase", "left"),
    [
        ("Comienza a ", "a las 9:30", "Comienza "),
        ("Comienza en ", "a mediodía", "Comienza "),
        ("Es beginnt um ", "um 9.30 Uhr", "Es beginnt "),
        ("Il commence à ", "à midi", "Il commence "),
        ("Les ", "une vingtaine de", ""),
        ("Il vint avec ", "une vingtaine de", "Il vint avec "),
        ("Hasta ", "las 9:30", "Hasta "),
        ("Ida ", "79,95\u00a0A$", "Ida "),
    ],
)
def test_what_a_phrase_has_is_not_said_twice(before: str, phrase: str, left: str) -> None:
    assert without_doubled(before, phrase) == left
