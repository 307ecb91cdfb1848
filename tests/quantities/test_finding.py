"""Quantities of a text: values, units, kinds."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflow.languages import number_signs
from workflow.quantities import QuantityKind, quantities


def values(text: str, code: str = "en") -> list[tuple[str, ...]]:
    return [tuple(str(value.normalize() + 0) for value in one.values) for one in quantities(text, code)]


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "2,100,500", "2100500"),
        ("es", "2.100.500", "2100500"),
        ("fr", "2\u202f100\u202f500", "2100500"),
        ("fr", "2 100 500", "2100500"),
        ("en", "1.250", "1.25"),
        ("es", "1.250", "1250"),
        ("es", "1,250", "1.25"),
        ("es", "2,100,500", "2100500"),
        ("es", "2.100,500", "2100.5"),
        ("es", "4,500.000", "4500"),
        ("es_MX", "1,250", "1250"),
        ("ar", "٢٠١٥", "2015"),
        ("en", "2.5 million", "2500000"),
        ("es", "2500 millones", "2500000000"),
        ("es", "2 mil millones", "2000000000"),
        ("de", "2,5 Mrd.", "2500000000"),
        ("de", "3 Billionen", "3000000000000"),
        ("en", "$3bn", "3000000000"),
        ("en", "4k", "4000"),
        ("en", "two million", "2000000"),
        ("en", "1½", "1.5"),
        ("en", "1/2", "0.5"),
    ],
)
def test_a_value_is_read_by_the_language(code: str, text: str, value: str) -> None:
    (one,) = quantities(text, code)
    assert one.values[0] == Decimal(value)


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("en", "£3,100", "GBP"),
        ("en", "US$5", "USD"),
        ("en", "EUR 5", "EUR"),
        ("en", "5 dollars", "USD"),
        ("es", "5 dólares", "USD"),
        ("de", "20 Pfund", "GBP"),
        ("fr", "20 livres sterling", "GBP"),
        ("fr", "2 millions d’euros", "EUR"),
        ("en", "500 g", "mass-gram"),
        ("en", "90 km/h", "speed-kilometer-per-hour"),
        ("de", "90 Kilometer pro Stunde", "speed-kilometer-per-hour"),
        ("en", "-20 °C", "temperature-celsius"),
        ("en", "5%", "percent"),
        ("es", "5 por ciento", "percent"),
        ("tr", "%5", "percent"),
        ("fr", "5 Go", "digital-gigabyte"),
        ("de", "64-Bit-System", "digital-bit"),
        ("en", "12 km2", "area-square-kilometer"),
        ("en", "12 sq mi", "area-square-mile"),
        ("en", "12 sq km", "area-square-kilometer"),
        ("en", "12 sq m", "area-square-meter"),
        ("de", "3 Uhr", "clock"),
        ("en", "May 12", "month-5"),
        ("es", "12 de mayo", "month-5"),
        ("uk", "500 грамів", "mass-gram"),
    ],
)
def test_a_unit_is_known_by_its_names(code: str, text: str, unit: str) -> None:
    (one,) = quantities(text, code)
    assert unit in one.unit


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3rd", QuantityKind.ORDINAL),
        ("1920s", QuantityKind.DECADE),
        ("3 p.m.", QuantityKind.TIME),
        ("15:00", QuantityKind.TIME),
        ("2024-05-12", QuantityKind.DATE),
        ("0.85.x", QuantityKind.VERSION),
        ("see Python 3.10", QuantityKind.VERSION),
        ("1.2.3.4", QuantityKind.VERSION),
        ("½", QuantityKind.FRACTION),
        ("A4", QuantityKind.CODE),
        ("COVID-19", QuantityKind.CODE),
        ("1999", QuantityKind.NUMBER),
        ("1.5 million", QuantityKind.NUMBER),
    ],
)
def test_a_kind(text: str, kind: QuantityKind) -> None:
    assert [one.kind for one in quantities(text, "en")] == [kind]


@pytest.mark.parametrize("text", ["5 in the box", "3 A", "Type 2 C", "10 o", "5 may come"])
def test_common_words_are_no_units(text: str) -> None:
    (one,) = quantities(text, "en")
    assert not one.unit


def test_the_unit_of_a_range_is_that_of_both_ends() -> None:
    first, last = quantities("6–15 kg", "en")
    assert first.unit == last.unit and last.joint == "–"


def test_a_list_is_several_numbers() -> None:
    assert values("rgb(1,2,3)") == [("1",), ("2",), ("3",)]


@given(st.text("0123456789.,-–/:$€% kgmxapst'’²½", max_size=30), st.sampled_from(["en", "es", "fr", "de", "ja"]))
@example("0m2.0", "en")
def test_every_digit_is_in_a_quantity(text: str, code: str) -> None:
    found = quantities(text, code)
    covered = {place for one in found for place in range(one.start, one.end)}  # ``m2`` is a unit
    assert covered >= {place for place, sign in enumerate(text) if sign.isdecimal()}
    assert all(one.start <= one.digits[0] <= one.digits[1] <= one.end for one in found)


@given(st.integers(0, 10**12), st.sampled_from(["en", "es", "de", "fr", "uk", "pt_BR", "hi"]))
def test_grouped_numbers_are_read_back(number: int, code: str) -> None:
    text = f"{number:,}".replace(",", number_signs(code)[0])
    (one,) = quantities(text, code)
    assert one.values == (Decimal(number),)
