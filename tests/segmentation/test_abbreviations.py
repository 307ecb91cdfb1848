"""The lists of abbreviations are read, and contain what the rules can use."""

import re
from pathlib import Path

import pytest

from workflow.segmentation import abbreviations
from workflow.segmentation.abbreviations import words

FILES = sorted(path for path in Path(abbreviations.__file__).parent.glob("*.txt") if path.stem != "programs")
SECTIONS = {"never", "number", "either", "end", "starters", "labels", "names", "settings"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_lists_of_a_language(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\[(.+)\]", text)) <= SECTIONS
    known = words(file.stem)
    assert known.abbreviations
    assert all(word.endswith((".", "º", "°")) for word in known.abbreviations), "a word without a stop"
    assert not [word for word in known.starters | known.labels if word != word.lower()]
    assert not [word for word, lists in known.abbreviations.items() if {"never", "either"} <= lists]


@pytest.mark.parametrize(
    ("before", "opens", "expected"),
    [
        ("A tree, e.g.", False, {"never"}),
        ("(e.g.", False, {"never"}),
        ("E.g.", True, {"never"}),
        ("He said E.g.", False, set()),
        ("in Elm/St.", False, {"either"}),
        ("See Fig.", False, {"number"}),
        ("a fig", False, set()),
        ("", False, set()),
    ],
)
def test_lookup(before: str, opens: bool, expected: set[str]) -> None:
    assert words("en").lists(before, opens=opens) == expected


def test_abbreviations_of_several_words() -> None:
    assert words("de").lists("Obst, z. B.", opens=False) == {"never"}
    assert words("es").lists("en el año 300 a. C.", opens=False) == {"either"}


def test_a_language_without_a_file_has_empty_lists() -> None:
    assert words("xx").abbreviations == {}
    assert words("../en").abbreviations == {}
