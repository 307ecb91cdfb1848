"""Suggestions in error messages for unknown names."""

from collections.abc import Sequence
from difflib import get_close_matches

__all__ = ["did_you_mean"]

_WIDTH = 100
"""Maximum length of a list of names in one message, in characters."""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a sentence with the known name nearest to ``word``; if none is near, a list of the known names."""
    if not known:
        return "None exist."
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'Did you mean "{near[0]}"?'
    shown = [name for at, name in enumerate(known) if at == 0 or len(", ".join(known[: at + 1])) <= _WIDTH]
    return f"Available: {', '.join(shown)}{' …' if len(shown) < len(known) else ''}."
