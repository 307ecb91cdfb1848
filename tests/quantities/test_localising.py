"""Quantities in the form of another language, and corrections of a translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import quantities as check
from workflow.quantities import quantities
from workflow.quantities.localising import corrections
from workflow.quantities.writing import written, written_with_unit


def corrected(source: str, target: str, to: str) -> str:
    for start, end, new in reversed(corrections(source, target, ("en", to))):
        target = target[:start] + new + target[end:]
    return target


@pytest.mark.parametrize(
    ("to", "source", "target", "right"),
    [
        ("es", "A city of 2,100,500 people.", "Una ciudad de 2.100,500 personas.", "Una ciudad de 2.100.500 personas."),
        ("es", "More than 4,500,000 people", "Más de 4,500.000 personas", "Más de 4.500.000 personas"),
        ("fr", "A city of 2,100,500 people.", "Une ville de 2.100,500.", "Une ville de 2\u202f100\u202f500."),
        ("es", "It is 1,500 metres away.", "Está a 1,500 metros.", "Está a 1500 metros."),
        ("de", "It is 1,500 metres away.", "Es ist 1,500 Meter weit.", "Es ist 1.500 Meter weit."),
        ("es", "It weighs 1.250 kg, not 1,250 kg.", "Pesa 1,250 kg, no 1,250 kg.", "Pesa 1,250 kg, no 1250 kg."),
        ("es", "It rose by 3.5 percent.", "Subió un 3.5 por ciento.", "Subió un 3,5 por ciento."),
        ("de", "Version 0.85.x is old.", "Version 0,85.x ist alt.", "Version 0.85.x ist alt."),
        ("de", "Python 3.10 is here.", "Python 3,10 ist hier.", "Python 3.10 ist hier."),
        ("de", "The 802.11n standard", "Der 802,11n-Standard", "Der 802.11n-Standard"),
        ("de", "It costs £3,100.", "Es kostet 3.100 Dollar.", "Es kostet 3.100\u00a0£."),
        ("de", "283.82 € or $204.72.", "283,82 € oder 204,72.", "283,82 € oder 204,72\u00a0$."),
        ("de", "Add flour (500 g).", "Mehl (500 Uhr) zugeben.", "Mehl (500\u00a0g) zugeben."),
        ("es", "It was -5 °C.", "Fue 5 °C.", "Fue -5 °C."),
        ("de", "The shop closes at 3 p.m.", "Der Laden schließt um 3 Uhr.", "Der Laden schließt um 15 Uhr."),
        ("fr", "It arrives at 5:30 p.m.", "Il arrive à 5h30.", "Il arrive à 17h30."),
        ("es", "Profits were $3bn.", "Los beneficios fueron $3bn.", "Los beneficios fueron 3 mil millones de $."),
        ("es", "The room is 3 × 4 m.", "La habitación es de 3 Ú 4 m.", "La habitación es de 3 × 4 m."),
        ("es", "It costs €93.", "Cuesta ₅93 €.", "Cuesta 93 €."),
        ("es", "The minutes of December 5", "Los minutos de diciembre del 5", "Los minutos del 5 de diciembre"),
        ("de", "It began on December 5.", "Es begann am Dezember 5.", "Es begann am 5. Dezember."),
        ("es", "It grew by 15.25 percentage points.", "Creció 15,25 puntos.", "Creció 15,25 puntos porcentuales."),
        ("es", "It grew by 73.64 percentage points.", "Creció 73.64 puntos.", "Creció 73,64 puntos porcentuales."),
        ("de", "It costs ¥358.", "Es kostet ↁ358 ¥.", "Es kostet 358 ¥."),
        ("es", "It fell by 3.5 percentage points.", "Cayó 3,5 puntos del porcentaje.", "Cayó 3,5 puntos porcentuales."),
        ("de", "It took 84.14 milliseconds.", "Es dauerte 84,14 Millisecond.", "Es dauerte 84,14 Millisekunden."),
        ("es", "It holds 5 gallons of water.", "Contiene 5 gallons de agua.", "Contiene 5 galones de agua."),
        ("fr", "The disk has 12 terabytes.", "Le disque a 12 terabytes.", "Le disque a 12\u00a0téraoctets."),
        ("fr", "Use 3 kibibytes.", "Utilisez 3 kibibytes.", "Utilisez 3 kibioctets."),
        ("de", "Read pages 11–35 now.", "Lesen Sie jetzt Seiten 11 tot 35.", "Lesen Sie jetzt Seiten 11–35."),
        ("es", "One in ten students failed.", "Uno en diez estudiantes falló.", "Uno de cada diez estudiantes falló."),
        ("de", "One in four people came.", "Einer in vier Personen kam.", "Einer von vier Personen kam."),
        (
            "fr",
            "Three in five voters agree.",
            "Trois dans cinq électeurs sont d'accord.",
            "Trois sur cinq électeurs sont d'accord.",
        ),
    ],
)
def test_what_is_certain_is_corrected(to: str, source: str, target: str, right: str) -> None:
    assert corrected(source, target, to) == right
    assert check(source, corrected(source, target, to), LanguagePair("en", to, "Latn", "Latn")) is None


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", "Python 3.10 is here.", "Python 3.10 está aquí."),
        ("es", "a mean of 3.5", "una media de 3.5"),
        ("es", "It costs 5 and $5.", "Cuesta 5 y 5."),
        ("es", "Add flour (500 g).", "Añada harina (500 geso)."),
        ("fr", "It closes at 3 p.m.", "Il ferme à 3 heures du matin."),
        ("es", "It weighs 500 g.", "Pesa 600."),
        ("de", "It is a 10-mile race.", "Es ist ein 10-Mile-Rennen."),
        ("de", "The score was 3–2.", "Es stand 3 zu 2."),
        ("es", "He ran one in two hours.", "Corrió uno en dos horas."),
        ("es", "Uno en diez estudiantes", "Uno en diez estudiantes"),
    ],
)
def test_what_is_not_certain_stays(to: str, source: str, target: str) -> None:
    assert corrected(source, target, to) == target


@pytest.mark.parametrize(
    ("to", "text", "right"),
    [
        ("es", "£3,100", "3100\u00a0£"),
        ("de", "£3,100", "3.100\u00a0£"),
        ("ja", "£3,100", "£3,100"),
        ("fr", "5%", "5\u00a0%"),
        ("de", "1,234.5 km²", "1.234,5\u00a0km²"),
        ("de", "3 p.m.", "15:00"),
        ("de", "0.85.x", "0.85.x"),
        ("de", "2024-05-12", "2024-05-12"),
        ("de", "2.5 million", "2,5 Millionen"),
        ("fr", "3rd", "3e"),
        ("es", "16th century", "XVI"),
        ("de", "1920s", "1920er"),
        ("de", "−5", "−5"),
        ("de", "12 miles", "12"),
    ],
)
def test_a_quantity_is_written_as_the_language_has_it(to: str, text: str, right: str) -> None:
    (one,) = quantities(text, "en")
    assert written(one, ("en", to)) == right


@pytest.mark.parametrize(
    ("to", "text", "right"),
    [
        ("es", "12 miles", "12 millas"),
        ("de", "1,500 kilometers", "1.500 Kilometer"),
        ("uk", "5 grams", "5 грамів"),
        ("es", "3¾ inches", "3¾ pulgadas"),
        ("fr", "5 percent", "5\u00a0%"),
        ("es", "12 nautical miles", None),
        ("es", "5 dollars", None),
        ("es", "2 million miles", None),
    ],
)
def test_a_unit_in_words_is_that_of_cldr(to: str, text: str, right: str | None) -> None:
    (one,) = quantities(text, "en")
    assert written_with_unit(one, text[one.stop : one.end], ("en", to)) == right


NUMBERS = st.one_of(
    st.integers(1, 10**9).map(lambda number: f"{number:,}"),
    st.decimals(1, 10**6, places=2).map(lambda number: f"{number:,}"),
)
SHAPES = ["{}", "${}", "£{}", "{} kg", "{}%", "-{} °C", "{} million", "({})", "€{} million"]


@given(NUMBERS, st.sampled_from(SHAPES), st.sampled_from(["es", "de", "fr", "it", "pl", "uk"]))
def test_what_is_written_has_the_same_value(number: str, shape: str, to: str) -> None:
    source = f"a {shape.format(number)} b"
    (one,) = quantities(source, "en")
    target = f"a {source[2 : one.start]}{written(one, ('en', to))}{source[one.stop : -2]} b"
    assert check(source, target, LanguagePair("en", to, "Latn", "Latn")) is None


@given(st.text("0123456789.,-–/:$€% kgmxapst'’²½", max_size=30), st.sampled_from(["es", "fr", "de", "ja"]))
def test_corrections_are_in_order_and_apart(text: str, to: str) -> None:
    found = corrections("It costs £3,100 at 3 p.m. or 5%.", text, ("en", to))
    position = 0
    for start, end, _ in found:
        assert position <= start <= end <= len(text)
        position = end
