"""Texts in one short line, for messages and lists."""

__all__ = ["excerpt"]


def excerpt(text: str, most: int = 60) -> str:
    """Return a text in one line of at most so many characters; one that is cut ends in ``…``."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
