"""Texts and numbers of things, for messages and lists."""

__all__ = ["count", "excerpt"]


def excerpt(text: str, most: int = 60) -> str:
    """Return a text in one line of at most so many characters; one that is cut ends in ``…``."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def count(number: int, one: str, many: str = "") -> str:
    """``1 unit``, ``2 units``, ``1,200 units``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
