"""Runs of spaces inside sentences."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.drafting.segments.spaces import widened
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine

TEXT = st.text(st.sampled_from("ab  ,.*`é1\n"), max_size=30)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Name:  the house", "Nombre: la casa", "Nombre:  la casa"),
        ("Name:   the house", "Nom : la maison", "Nom :   la maison"),
        ("Press `A`  or `B`  now", "Pulse `A` o `B` ahora", "Pulse `A`  o `B`  ahora"),
        ("Read  **the book**  first", "Lee **el libro** primero", "Lee  **el libro**  primero"),
        ("Wait 10  minutes", "Espera 10 minutos", "Espera 10  minutos"),
        ("Wait  10 minutes", "Espera 10 minutos", "Espera  10 minutos"),
        ("Press  F1", "Pulse F1", "Pulse  F1"),
        ("one,  two, three", "uno, dos, tres", "uno,  dos, tres"),
        ("See  (below)", "Véase (abajo)", "Véase  (abajo)"),
        ("A:  b", "A:  b", "A:  b"),
        # Not certain, or no place.
        ("The white  house", "La casa blanca", "La casa blanca"),
        ("Name:  the house", "Nombre, la casa", "Nombre, la casa"),
        ("one,  two", "uno, dos, tres", "uno, dos, tres"),
        ("Name:  the house", "名前:家", "名前:家"),
        ("Name:  the house", "Nombre:\nla casa", "Nombre:\nla casa"),
        ("two\n  lines: yes", "dos\nlíneas: sí", "dos\nlíneas: sí"),
    ],
)
def test_the_places_of_runs(source: str, target: str, expected: str) -> None:
    assert widened(source, target) == expected


@given(TEXT, TEXT)
def test_nothing_but_spaces_is_added(source: str, target: str) -> None:
    found = widened(source, target)
    assert re.sub(" +", " ", found) == re.sub(" +", " ", target)
    assert widened(source, found) == found
    if "  " not in source:
        assert found == target


@given(TEXT)
def test_a_text_with_single_spaces_gets_them_back(text: str) -> None:
    assert widened(text, re.sub(r"(?<=\S) +(?=\S)", " ", text)) == text


def test_drafts_keep_them(starter: Engine) -> None:
    drafter = Drafter(starter, "en", "es")
    texts = ["Name:  the house", "The house is big.  The car is small.", "Read  **the book**  first."]
    assert [draft.text for draft in drafter.draft([Text(text) for text in texts])] == [
        "Nombre:  la casa",
        "La casa es grande.  El coche es pequeño.",
        "Lee  **el libro**  primero.",
    ]
