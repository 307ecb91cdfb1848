"""Words that a dictionary and a list of words have; dictionaries that cannot be used."""

import shutil
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spelling import SPANISH
from workflow.spelling import Speller, problem_of
from workflow.spelling.loading import own_words

SPELLER = Speller(SPANISH, frozenset({"pódcast", "Tallin"}))


@pytest.mark.parametrize(
    "word", ["jardín", "abierta", "Puertas", "JARDÍN", unicodedata.normalize("NFD", "jardín"), "jar\u00addín", "Ana", "pódcast",
             "Pódcast", "Tallin"],
)  # fmt: skip
def test_known_words(word: str) -> None:
    assert SPELLER.unknown([word]) == []


@pytest.mark.parametrize("word", ["jardin", "abietro", "ana", "tallin", "puertass"])
def test_unknown_words(word: str) -> None:
    assert SPELLER.unknown([word, "casa", word]) == [word, word]


def test_without_a_dictionary_nothing_is_unknown() -> None:
    assert not Speller(None, frozenset({"x"}))
    assert Speller().unknown(["xyz"]) == []
    assert Speller().version == ""


def test_the_version_follows_the_words_and_the_files(tmp_path: Path) -> None:
    shutil.copytree(SPANISH.parent, tmp_path, dirs_exist_ok=True)
    path = tmp_path / SPANISH.name
    before = Speller(path)
    assert before.version != Speller(path, frozenset({"x"})).version
    path.with_suffix(".dic").write_text("3\ncasa\npuerta\nabietro\n", encoding="utf-8")
    after = Speller(path)
    assert after.version != before.version
    assert (before.unknown(["abietro"]), after.unknown(["abietro"])) == (["abietro"], [])


def test_letters_that_the_encoding_lacks_are_not_judged(tmp_path: Path) -> None:
    (tmp_path / "fr.aff").write_bytes("SET ISO8859-1\n".encode("latin-1"))
    (tmp_path / "fr.dic").write_bytes("2\nété\nhiver\n".encode("latin-1"))
    assert Speller(tmp_path / "fr.aff").unknown(["été", "étés", "cœur"]) == ["étés"]


@pytest.mark.parametrize(
    ("aff", "dic"), [(b"", b""), (b"SET UTF-8\n", b"0\n"), (b"\0\xff" * 50, b"\xff\xfe" * 50), (b"SET UTF-8\n", b"2")]
)
def test_a_dictionary_without_words_is_not_used(tmp_path: Path, aff: bytes, dic: bytes) -> None:
    path = tmp_path / "es.aff"
    path.write_bytes(aff)
    path.with_suffix(".dic").write_bytes(dic)
    assert not Speller(path)
    assert problem_of(path) == f"{path}: the dictionary has no words, or is damaged. Install it again."


def test_a_missing_dictionary_is_not_used(tmp_path: Path) -> None:
    assert not Speller(tmp_path / "es.aff")
    assert "cannot be read" in problem_of(tmp_path / "es.aff")
    assert problem_of(SPANISH) == ""


def test_without_hunspell_nothing_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SPANISH.parent, tmp_path, dirs_exist_ok=True)
    monkeypatch.setitem(sys.modules, "hunspell", None)
    path = tmp_path / SPANISH.name
    assert not Speller(path)
    assert problem_of(path).startswith("Hunspell is not installed. Install it: pip install chunspell ")


def test_a_list_of_words() -> None:
    assert own_words("\ufeff# Names\r\n\r\npódcast\r\n  Tallin \nde facto") == ["pódcast", "Tallin", "de facto"]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=300), max_size=5))
def test_no_word_makes_it_fail(words: list[str]) -> None:
    assert set(SPELLER.unknown(words)) <= set(words)


INSTALLED = Path("/usr/share/hunspell/es_ES.aff")


@pytest.mark.skipif(not INSTALLED.is_file(), reason="needs Debian's hunspell-es")
def test_a_real_dictionary() -> None:
    speller = Speller(INSTALLED)
    assert speller.unknown(["abierto", "abietro", "cantábamos", "Madrid", "haiga"]) == ["abietro", "haiga"]
