"""Batches in which nothing depends on what else is in them: texts of like length, padded to a length of their own."""

from collections.abc import Iterator

__all__ = ["STEP", "batches", "padded", "padded_length"]

_BATCH_TOKENS = 1024
STEP = 8
"""Sentences are padded to a multiple of so many tokens: few enough lengths for large batches, little padding."""


def batches(wanted: dict[str, list[str]]) -> Iterator[list[str]]:
    """Batches of texts that are padded to the same length, the longest first."""
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
    """The length that a text is padded to, whatever else is in its batch."""
    return -(-len(tokens) // STEP) * STEP


def padded(rows: list[list[str]]) -> list[list[str]]:
    """The batch; where nothing in it has the full length, with ballast that has, as a batch is padded to its longest row."""
    length = padded_length(rows[0])
    if any(len(row) == length for row in rows):
        return rows
    longest = max(rows, key=len)
    return [*rows, (longest * STEP)[:length]]
