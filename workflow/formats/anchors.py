"""The ids of headings."""

import unicodedata

__all__ = ["slug", "unique"]


def slug(heading: str) -> str:
    """Return GitHub's slug of a heading: lower case, spaces as hyphens, no punctuation; letters, digits and marks of every script."""
    kept = (c for c in heading.strip().lower() if c in "-_ " or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-") or "section"


def unique(name: str, taken: set[str]) -> str:
    """Return ``name``, with a number if it is in ``taken``; the result is added to ``taken``."""
    result, number = name, 0
    while result in taken:
        number += 1
        result = f"{name}-{number}"
    taken.add(result)
    return result
