"""Long sentences are split into pieces, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from tests.segmentation.test_splitting import TEXTS
from workflow.segmentation import split_long


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
