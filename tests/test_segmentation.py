"""Sentences: nothing between them is lost, nothing that belongs together is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.segmentation import sentences, split_long

TEXTS = st.lists(
    st.sampled_from(
        [
            "One",
            "two ",
            "Dr. ",
            ". ",
            "! ",
            "? ",
            "…",
            " ",
            "\n",
            "\n\n",
            "\t",
            "\u00a0",
            "  ",
            "「はい。」",
            "。",
            "“Go!” ",
            "1.5",
            "e.g. ",
            "¿",
            "🙂",
            ", ",
            "; ",
            "\r\n",
        ]
    ),
    max_size=30,
).map("".join)
LANGUAGES = st.sampled_from(["en", "es", "pt_BR", "uk", "ar", "ja", "zh_Hans", "sr@latin", "xx"])


@given(TEXTS, LANGUAGES)
def test_sentences_joined_are_the_text(text: str, language: str) -> None:
    found = sentences(text, language)
    assert "".join(found) == text
    assert all(sentence.strip() for sentence in found) or not text.strip()


@given(TEXTS, LANGUAGES, st.integers(0, 60), st.integers(0, 60))
def test_no_boundary_inside_a_range(text: str, language: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    position = 0
    for sentence in sentences(text, language, whole=[(start, end)]):
        position += len(sentence)
        assert not start < position < end


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Hello there. How are you?  Fine!", "en", ["Hello there. ", "How are you?  ", "Fine!"]),
        ("Dr. Smith has e.g. version 1.2.3 of it. Good.", "en", ["Dr. Smith has e.g. version 1.2.3 of it. ", "Good."]),
        ("One line\nanother line", "en", ["One line\n", "another line"]),
        ("これは一つ。これは二つ。", "ja", ["これは一つ。", "これは二つ。"]),
        ("  Indented. Tail.  ", "en", ["  Indented. ", "Tail.  "]),
        ("", "en", []),
        (" \n ", "en", [" \n "]),
    ],
)
def test_sentences(text: str, language: str, expected: list[str]) -> None:
    assert list(sentences(text, language)) == expected


@given(TEXTS, st.integers(1, 40))
def test_pieces_joined_are_the_text(text: str, limit: int) -> None:
    pieces = split_long(text, lambda piece: len(piece) > limit)
    assert "".join(pieces) == text
    assert all(len(piece) <= limit for piece in pieces)


def test_long_sentences_are_cut_at_clauses() -> None:
    text = "He came home late, as he often did; she was reading a book, and did not look up."
    assert split_long(text, lambda piece: len(piece) > 50) == (
        "He came home late, as he often did; ",
        "she was reading a book, and did not look up.",
    )
