"""Batches of texts of similar length, whose padding does not depend on the other texts in the batch."""

from collections.abc import Iterator

__all__ = ["STEP", "batches", "padded", "padded_length"]

_BATCH_TOKENS = 512
"""Larger batches do not fit into a processor's cache: 1024 tokens take 4 % longer, 2048 tokens 10 % or more."""
STEP = 8
"""Texts are padded to a multiple of this number of tokens: a compromise between large batches and little padding."""

_END = "</s>"
"""The token of a dummy row: models translate a row of it in few steps, and so the batch does not wait for it."""


def batches(wanted: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield batches of texts with the same padded length, the longest first. ``wanted``: texts with their tokens."""
    by_length: dict[int, list[str]] = {}
    for text, tokens in wanted.items():
        by_length.setdefault(padded_length(tokens), []).append(text)
    for length in sorted(by_length, reverse=True):
        texts, count = (
            sorted(by_length[length], key=lambda text: (len(wanted[text]), text)),
            max(1, _BATCH_TOKENS // length),
        )
        for start in range(0, len(texts), count):
            yield texts[start : start + count]


def padded_length(tokens: list[str]) -> int:
    """Return the length in tokens that a text is padded to."""
    return -(-len(tokens) // STEP) * STEP


def padded(rows: list[list[str]]) -> list[list[str]]:
    """Add a dummy row of the full length if no row has it: CTranslate2 pads a batch to its longest row."""
    length = padded_length(rows[0])
    if any(len(row) == length for row in rows):
        return rows
    return [*rows, [_END] * length]
