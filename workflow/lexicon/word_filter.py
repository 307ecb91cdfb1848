"""Which words of a text a test singles out, where most texts have none of them."""

from collections.abc import Callable, Sequence

__all__ = ["WordFilter"]

_MOST = 200_000
"""Maximum number of words that are remembered."""


class WordFilter:
    """A test of single words that remembers what it said: a text of nothing but words that it passes is passed at once."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        """``test``: says always the same about a word."""
        self._test = test
        self._passed: set[str] = set()
        self._found: set[str] = set()

    def find(self, words: Sequence[str]) -> list[str]:
        """Return the words that the test singles out, in order."""
        if self._passed.issuperset(words):
            return []
        return [word for word in words if word not in self._passed and self._is_found(word)]

    def _is_found(self, word: str) -> bool:
        if word in self._found:
            return True
        result = self._test(word)
        remembered = self._found if result else self._passed
        if len(remembered) < _MOST:
            remembered.add(word)
        return result
