"""The checks that refuse a draft."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import TEXT_CHECKS, failed_check

ES = LanguagePair("en", "es", "Latn", "Latn")
UK = LanguagePair("en", "uk", "Latn", "Cyrl")
JA = LanguagePair("en", "ja", "Latn", "Jpan")
AR = LanguagePair("en", "ar", "Latn", "Arab")
FROM_UK = LanguagePair("uk", "en", "Cyrl", "Latn")

LONG = "The committee wrote that the law had lost its meaning long ago."


@pytest.mark.parametrize(
    ("check", "source", "target", "pair"),
    [
        ("empty", "Hello there", " … ", ES),
        ("unknown", "Hello there", "Hola <unk>", ES),
        ("unknown", "Hello there", "Hola ⁇ ", ES),
        ("unknown", "It ended 15–34.", "Terminó 15｠34.", ES),
        ("same", "The house is big.", "The house is big.", ES),
        ("same", "parameters", "parameters", ES),
        ("same", "Writer", "Writer", ES),
        ("same", "12 metres", "12 metres", ES),
        ("same", "DO NOT TOUCH THIS", "DO NOT TOUCH THIS", ES),
        ("script", "The house is big.", "La casa es grande.", UK),
        ("script", "The house is big.", "Дім великий.", AR),
        ("script", "Дім великий", "Дім большой", FROM_UK),
        ("loop", "Go home", "ir ir ir a casa", ES),
        ("loop", "He came and went", "y se fue y se fue y se fue", ES),
        ("loop", "examples", "ejemplotostostostosto", ES),
        ("loop", "Wait for the ferry", "Espere el ferry ,,,,,", ES),
        ("loop", "Wait...... for the ferry", "Espere...... el...... ferry......", ES),
        ("loop", "The translator reads", "El translatortor lee", ES),
        ("quantities", "In 2015 it ended", "Terminó", ES),
        ("quantities", "It ended", "Terminó en 2015", ES),
        ("quantities", "Eight of 10", "Ocho de 100", ES),
        ("quantities", "It was −5 degrees", "Fue ∆5 grados", ES),
        ("quantities", "It was -5 degrees", "Fue 5 grados", ES),
        ("quantities", "Pages 12–14 of it", "Páginas 12 14", ES),
        ("quantities", "It sold 1,234.5 tonnes", "Vendió 1,234,5 toneladas", ES),
        ("length", LONG, "El comité.", ES),
        ("length", LONG, "El comité escribió que " * 9, ES),
        ("length", LONG, "委員会。", JA),
    ],
)
def test_text_checks(check: str, source: str, target: str, pair: LanguagePair) -> None:
    assert TEXT_CHECKS[check](source, target, pair)
    assert failed_check(source, target, pair)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("The house is big.", "La casa es grande.", ES),
        ("In 2015 it had 1,000,000 readers", "En 2015 tenía 1.000.000 lectores", ES),
        ("1,000 readers", "1 000 lectores", ES),
        ("In 2015", "У 2015 році", UK),
        ("In 2015", "في عام ٢٠١٥", AR),
        ("In the 15th century", "En el siglo XV", ES),
        ("NASA", "NASA", ES),
        ("Open Firefox", "Відкрийте Firefox", UK),
        ("no no no, never", "no no no, nunca", ES),
        ("Wait...... for the ferry", "Espere el ferry......", ES),
        ("Wait... for the ferry", "Espere… el ferry...", ES),
        (LONG, "委員会は、その法律はとうに意味を失ったと書いた。", JA),
        ("Yes", "Sí", ES),
        ("12 m²", "12 m²", ES),
        ("It was −5 degrees", "Fue -5 grados", ES),
        ("Pages 12–14 of it", "Páginas 12 a 14", ES),
        ("Pages 12-14 of it", "Páginas 12-14", ES),
        ("It sold 1,234.5 tonnes", "Vendió 1.234,5 toneladas", ES),
        ("On 2024-05-12", "El 12 de mayo de 2024, 05", ES),
        ("a well-known 3-year plan", "un plan de 3 años", ES),
        ("90 km/h", "90 km/h", ES),
    ],
)
def test_good_drafts_meet_none(source: str, target: str, pair: LanguagePair) -> None:
    assert failed_check(source, target, pair) is None


def test_names_may_come_back() -> None:
    assert failed_check("New York", "New York", ES) is not None
    assert failed_check("New York", "New York", ES, names=True) is None
    assert failed_check("the city", "the city", ES, names=True) is not None
    assert failed_check("New York", "New York", UK, names=True) is not None


@pytest.mark.parametrize("code", ["(str|regexp, str|func)", "alert( )", "/scrollTop", " [#window-onload]"])
def test_code_beside_inline_tags_may_come_back(code: str) -> None:
    assert failed_check(code, code, ES, names=True) is None
    assert failed_check(f"{code} for the users", f"{code} for the users", ES, names=True) is not None
