"""The ids of headings that all formats share: the slug of GitHub, and names that are unique in a document."""

import unicodedata

__all__ = ["slug", "unique"]

_KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})


def slug(heading: str) -> str:
    """Return GitHub's slug of a heading: lower case, spaces as hyphens, no punctuation; letters, digits and marks of every script."""
    kept = (c for c in heading.strip().lower() if c in "- " or unicodedata.category(c) in _KEPT)
    return "".join(kept).replace(" ", "-") or "section"


def unique(name: str, taken: dict[str, int], *, separator: str = "-", first: int = 1) -> str:
    """Return ``name``, with a number if it is empty or in ``taken``; the result is added to ``taken``.

    ``taken`` has the names in use, each with the number that its next duplicate tries first; 0 stands for ``first``.
    """
    result, number = name, taken.get(name, 0) or first
    while not result or result in taken:
        result = f"{name}{separator}{number}"
        number += 1
    if result != name:
        taken[name] = number
    taken[result] = 0
    return result
