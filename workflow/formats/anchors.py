"""The ids of headings."""

import unicodedata

__all__ = ["slug", "unique"]

_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def slug(heading: str) -> str:
    """Return GitHub's slug of a heading: lower case, spaces as hyphens, no punctuation; letters, digits and marks of every script."""
    kept = (c for c in heading.strip().lower() if c in "- " or unicodedata.category(c) in _KEPT)
    return "".join(kept).replace(" ", "-") or "section"


def unique(name: str, taken: set[str], *, separator: str = "-", first: int = 1) -> str:
    """Return ``name``, with a number if it is empty or in ``taken``; the result is added to ``taken``.

    ``first`` is the smallest number.
    """
    result, number = name, first
    while not result or result in taken:
        result = f"{name}{separator}{number}"
        number += 1
    taken.add(result)
    return result
