"""Words that an engine made up, or left untranslated."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.vocabulary import invented, invented_words, left

ES = LanguagePair("en", "es", "Latn", "Latn")
DE = LanguagePair("en", "de", "Latn", "Latn")
UK = LanguagePair("en", "uk", "Latn", "Cyrl")


@pytest.mark.parametrize(
    ("source", "target", "pair", "words"),
    [
        ("Books for everyone", "Mechotos para todos", ES, ["Mechotos"]),
        ("The stove is hot.", "La estufa está caliente.", ES, []),
        ("Marta Kovalenko reads.", "Marta Kovalenko lee.", ES, []),
        ("Marta Kovalenko reads.", "Martta Kovalenko lee.", ES, ["Martta"]),
        ("The core configuration information", "Die Kernkonfigurationsinformationsinformationen", DE, None),
        ("the meeting of the board", "die Vorstandssitzung", DE, []),
        ("Books", "Жхзкв", UK, []),
    ],
)
def test_invented_words(source: str, target: str, pair: LanguagePair, words: list[str] | None) -> None:
    found = invented_words(source, target, pair)
    assert found == words if words is not None else found
    assert (invented(source, target, pair) is None) == (not found)


def test_words_left_untranslated() -> None:
    assert left("Close the kitchen door.", "Cierre la puerta de la kitchen.", ES) == "left untranslated: kitchen"
    assert left("Public transport", "Transporte público y transport", UK) == "left untranslated: transport"
    assert left("The animal is normal.", "El animal es normal.", ES) is None
