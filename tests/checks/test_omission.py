"""Omissions and additions: clauses are missed, and good translations are not objected to."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import added, omitted

SOURCE = "The farmer sold the old horse in the village, because the winter was cold and his children were hungry."
WHOLE = {
    "es": "El granjero vendió el viejo caballo en el pueblo, porque el invierno era frío y sus hijos tenían hambre.",
    "de": "Der Bauer verkaufte das alte Pferd im Dorf, weil der Winter kalt war und seine Kinder Hunger hatten.",
    "fr": "Le fermier a vendu le vieux cheval au village, parce que l’hiver était froid et que ses enfants avaient faim.",
}
PART = {
    "es": "El granjero vendió el viejo caballo en el pueblo.",
    "de": "Der Bauer verkaufte das alte Pferd im Dorf.",
    "fr": "Le fermier a vendu le vieux cheval au village.",
}


def pair(source: str, target: str) -> LanguagePair:
    return LanguagePair(source, target, "Latn", "Latn")


@pytest.mark.parametrize("to", WHOLE)
def test_a_clause_is_missing(to: str) -> None:
    reason = omitted(SOURCE, PART[to], pair("en", to))
    assert reason is not None and "winter" in reason and "farmer" not in reason
    assert omitted(SOURCE, WHOLE[to], pair("en", to)) is None


@pytest.mark.parametrize("to", WHOLE)
def test_from_the_other_language(to: str) -> None:
    short = "The farmer sold the old horse in the village."
    assert omitted(WHOLE[to], short, pair(to, "en"))
    assert omitted(WHOLE[to], SOURCE, pair(to, "en")) is None


@pytest.mark.parametrize("to", WHOLE)
def test_a_clause_is_added(to: str) -> None:
    assert added("The farmer sold the old horse in the village.", WHOLE[to], pair("en", to))
    assert added(SOURCE, WHOLE[to], pair("en", to)) is None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Open the file.", "Abra el archivo."),
        ("Internationalization and authentication are essential.", "La internacionalización y la autenticación son esenciales."),
        ("The years 1914, 1915, 1916, 1917 and 1918", "Los años 1914, 1915, 1916, 1917 y 1918"),
        ("See Kirby Muxloe, Ashby Folville and Frisby.", "Véase Kirby Muxloe, Ashby Folville y Frisby."),
        ("", ""),
        ("Word", ""),
        ("", "palabra"),
    ],
)  # fmt: skip
def test_nothing_is_missing(source: str, target: str) -> None:
    assert omitted(source, target, pair("en", "es")) is None
    assert added(source, target, pair("en", "es")) is None


def test_without_a_table() -> None:
    assert omitted(SOURCE, "Die boer.", pair("en", "af")) is None
    assert omitted(SOURCE, PART["es"], pair("en", "es_MX")), "a dialect has the table of its language"
