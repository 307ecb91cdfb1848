"""Dates with a month in words: what is one date, how languages write it, and which translations tear it apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.quantities import quantities
from workflow.quantities.dates import dates, torn_dates, written_date

KEPT = [
    ("es", "on Thursday, 1 July 2004", "el jueves 1 de julio de 2004"),
    ("de", "on Thursday, 1 July 2004", "am Donnerstag, dem 1. Juli 2004"),
    ("fr", "on Thursday, 1 July 2004", "le jeudi 1er juillet 2004"),
    ("fr", "on August 2, 2006", "le 2 août 2006"),
    ("de", "by May 12 at the latest", "spätestens bis zum 12. Mai"),
    ("de", "on May 12, 2004", "am 12.05.2004"),
    ("es", "on the 4th of July", "el 4 de julio"),
    ("es", "from May 21–28, 2006", "del 21 al 28 de mayo de 2006"),
    ("de", "from the 8th to the 10th August", "vom 8. bis 10. August"),
    ("es", "It prints Fri, 13 Dec 1901.", "Imprime Fri, 13 Dec 1901."),
    ("ja", "on 1 July 2004", "2004年7月1日に"),
    ("pl", "on 3 May 1999", "3 maja 1999"),
]
TORN = [
    (
        "de",
        "was signed on Thursday, 1 July 2004 in town",
        "wurde am Donnerstag unterzeichnet, 1. Juli 2004 in der Stadt",
    ),
    ("de", "On December 29, 1997, the river rose", "Am Dezember 29 stieg 1997 der Fluss"),
    ("de", "by March 14 at the latest", "bis März um den 14.sten"),
    ("fr", "before May 1, 1995", "avant le 1er 1995"),
    ("fr", "due on 12 August 2013", "dû 12 l'août 2013"),
    ("es", "due on 22 December 1993", "debido a 22 december 1993"),
    ("es", "on Friday, 8 August 2003", "el 8 de agosto de 2003"),
    ("es", "on May 12, 2024", "el 12 de marzo de 2024"),
]


def torn(to: str, source: str, target: str) -> list[str]:
    return list(torn_dates((source, target), quantities(target, to), ("en", to)))


@pytest.mark.parametrize(("to", "source", "target"), KEPT)
def test_kept(to: str, source: str, target: str) -> None:
    assert not torn(to, source, target)


@pytest.mark.parametrize(("to", "source", "target"), TORN)
def test_torn(to: str, source: str, target: str) -> None:
    assert torn(to, source, target)


@pytest.mark.parametrize("text", ["You may 12 times", "march 14 miles", "Room 12, Mayfair", "May 2004"])
def test_no_date(text: str) -> None:
    assert not dates(text, "en")


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.booleans(),
    st.sampled_from(["es", "de", "fr", "it", "pt", "nl", "pl"]),
)
def test_what_is_written_is_read_as_the_same_date(day: date, named: bool, to: str) -> None:
    source = f"It ended on {f'{day:%A}, ' if named else ''}{day.day} {day:%B} {day.year}."
    (one,) = dates(source, "en")
    text = written_date(one, to)
    assert text is not None
    assert not torn(to, source, f"X {text}.")
