"""The filter of words finds what its test singles out, whatever it was asked before."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import word_filters
from workflow.word_filters import RunWords, TextFilter, WordFilter

WORDS = st.lists(st.sampled_from(["a", "b", "ab", "ba", "aa", "c", ""]), max_size=8)


@given(st.lists(WORDS, max_size=6))
def test_it_finds_what_the_test_singles_out(texts: Sequence[Sequence[str]]) -> None:
    words = WordFilter(lambda word: "a" in word)
    for text in texts:
        assert words.find(text) == [word for word in text if "a" in word]


def test_a_word_is_tested_once() -> None:
    asked: list[str] = []

    def test(word: str) -> bool:
        asked.append(word)
        return word == "b"

    words = WordFilter(test)
    for _ in range(3):
        assert words.find(["a", "b", "b", "a"]) == ["b", "b"]
    assert asked == ["a", "b"]


def test_memory_is_bounded_and_results_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_filters, "_MOST", 2)
    words = WordFilter(str.isupper)
    text = ["a", "B", "c", "D", "e", "F"]
    for _ in range(2):
        assert words.find(text) == ["B", "D", "F"]


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_a_text_is_found_if_one_of_its_runs_is(texts: Sequence[str]) -> None:
    first, second = TextFilter(lambda run: "a" in run), TextFilter(lambda run: run == "b")
    for text in texts:
        assert first.finds(text) == ("a" in text)
        assert second.finds(text) == ("b" in text.split())
        assert first.finds(text) == ("a" in text)


def test_a_run_is_tested_once() -> None:
    asked: list[str] = []

    def test(run: str) -> bool:
        asked.append(run)
        return run == "once!"

    runs = TextFilter(test)
    for text in ("only once! here", "once! more", "here only, only here"):
        runs.finds(text)
    assert asked == ["only", "once!", "here", "only,"]


def test_without_memory_texts_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_filters, "_MOST", 0)
    runs = TextFilter(str.isupper)
    assert [runs.finds(text) for text in ("not yet", "not YET", "not yet", "not YET")] == [False, True, False, True]


@given(st.lists(WORDS.map(" ".join), max_size=6))
def test_the_words_of_a_text_are_those_of_its_runs(texts: Sequence[str]) -> None:
    letters = RunWords(str.upper)
    for text in texts:
        assert letters.of(text) == tuple(text.upper().replace(" ", ""))


def test_without_memory_words_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_filters, "_MOST", 0)
    words = RunWords(lambda run: [run.strip(".")])
    assert [words.of("It is. So"), words.of("It is. So")] == [("It", "is", "So")] * 2
