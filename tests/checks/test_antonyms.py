"""Antonyms: a word that is translated with its opposite."""

import pytest

from workflow.checks.antonyms import opposite
from workflow.checks.language_pair import LanguagePair


@pytest.mark.parametrize(
    ("to", "source", "wrong", "right"),
    [
        ("es", "A cold winter.", "Un invierno caliente.", "Un invierno frío."),
        ("es", "The first page of the book.", "La última página del libro.", "La primera página del libro."),
        ("de", "The first door.", "Die letzte Tür.", "Die erste Tür."),
        ("de", "A small house.", "Ein großes Haus.", "Ein kleines Haus."),
        ("fr", "Show the rows.", "Masquer les lignes.", "Afficher les lignes."),
        ("fr", "The winter is cold.", "L’hiver est chaud.", "L’hiver est froid."),
    ],
)
def test_opposite(to: str, source: str, wrong: str, right: str) -> None:
    pair = LanguagePair("en", to, "Latn", "Latn")
    assert opposite(source, right, pair) is None
    assert opposite(source, wrong, pair)
    assert opposite(f"{source} {source}", f"{right} {wrong}", pair) is None


def test_without_a_table() -> None:
    assert opposite("Close the door.", "Maak die deur oop.", LanguagePair("en", "af", "Latn", "Latn")) is None
    assert opposite("Cierre la puerta.", "Open the door.", LanguagePair("es", "en", "Latn", "Latn")) is None
