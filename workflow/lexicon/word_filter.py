"""Which words of a text a test singles out, where most texts have none of them."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import ClassVar

__all__ = ["TextFilter", "WordFilter"]

_MOST = 200_000
"""Maximum number of words that are remembered."""
_LONGEST = 40
"""Maximum length of a run of characters that is remembered. Longer ones hardly come again, as sentences without blanks."""


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


class TextFilter:
    """The same for texts as they are: what stands between blanks is tested with its punctuation, so that no words need be found first.

    What all filters said about a run of characters is remembered in one place: a text is looked up once for all of them.
    """

    _passed: ClassVar[dict[str, int]] = {}
    """By run: the filters that pass it, as bits."""
    _filters: ClassVar[int] = 0

    def __init__(self, test: Callable[[str], bool]) -> None:
        """``test``: says whether a run of characters without blanks has what is looked for, whatever is beside it."""
        self._test = test
        self._bit = 1 << TextFilter._filters
        TextFilter._filters += 1
        self._found: set[str] = set()

    def finds(self, text: str) -> bool:
        """Return whether some run of a text has what is looked for."""
        if _passing(text) & self._bit:
            return False
        known, bit = self._passed, self._bit
        return any(not known.get(run, 0) & bit and self._is_found(run) for run in text.split())

    def _is_found(self, run: str) -> bool:
        if run in self._found:
            return True
        result = self._test(run)
        if len(run) <= _LONGEST and len(self._passed) + len(self._found) < _MOST:
            if result:
                self._found.add(run)
            else:
                self._passed[run] = self._passed.get(run, 0) | self._bit
        return result


@lru_cache(maxsize=64)
def _passing(text: str) -> int:
    """The filters that are known to pass all runs of a text, as bits."""
    known = TextFilter._passed
    result = -1
    for run in text.split():
        result &= known.get(run, 0)
        if not result:
            break
    return result
