"""The ids of headings."""

import unicodedata

__all__ = ["slug", "unique"]


def slug(heading: str) -> str:
    """As GitHub makes it: lower case, blanks as hyphens, punctuation gone; letters, digits and marks of every script stay."""
    kept = (c for c in heading.strip().lower() if c in "-_ " or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-") or "section"


def unique(name: str, taken: set[str]) -> str:
    """``name``, with a number where it is taken; it is taken then."""
    result, number = name, 0
    while result in taken:
        number += 1
        result = f"{name}-{number}"
    taken.add(result)
    return result
