"""What the words of a text are, and which of them a test singles out, where most texts have none of them.

Words come again and again. So what is found in a run of characters between blanks is remembered, and a text is taken apart at its blanks only.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, reduce
from itertools import chain, count
from operator import and_, itemgetter, or_
from typing import Any, Generic, TypeVar

__all__ = ["RunWords", "TextFilter", "WordFilter"]

T = TypeVar("T")

_MOST = 100_000
"""Maximum number of words, and of runs, that are remembered."""
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
    """The same for texts as they are: what stands between blanks is tested with its punctuation, so that no words need be found first."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        """``test``: says whether a run of characters without blanks has what is looked for, whatever is beside it."""
        self._test = test
        number = next(_FILTERS)
        self._passes, self._finds = 1 << 2 * number, 2 << 2 * number

    def finds(self, text: str) -> bool:
        """Return whether some run of a text has what is looked for."""
        runs = _runs_of(text)
        if runs.by_some & self._finds:
            return True
        for record in runs.new if runs.by_all & self._passes else runs.records:
            known = record[_BITS]
            if known & self._passes:
                continue
            if known & self._finds or self._test(record[_RUN]):
                _remember(record, self._finds)
                runs.by_some |= self._finds
                return True
            _remember(record, self._passes)
        runs.by_all |= self._passes
        return False


class RunWords(Generic[T]):
    """The words of texts, or what else is found in runs of characters."""

    def __init__(self, words: Callable[[str], Iterable[T]]) -> None:
        """``words``: returns what is found in a run of characters without blanks, whatever is beside it."""
        self._words = words
        self._number = next(_WORDS)
        self._known = itemgetter(self._number)
        self._nothing = 1 << 2 * next(_FILTERS)

    def of(self, text: str) -> tuple[T, ...]:
        """Return what is found in all runs of a text, in order."""
        runs = _runs_of(text)
        if runs.by_all & self._nothing and not runs.new:
            return ()
        found: tuple[T, ...] | None = runs.found.get(self._number)
        if found is None:
            try:
                found = tuple(chain.from_iterable(map(self._known, runs.records)))
            except (IndexError, TypeError):
                for record in runs.records:
                    if len(record) <= self._number or record[self._number] is None:
                        self._fill(record)
                found = tuple(chain.from_iterable(map(self._known, runs.records)))
            runs.found[self._number] = found
        return found

    def _fill(self, record: "_Record") -> None:
        record += [None] * (self._number + 1 - len(record))
        found = tuple(self._words(record[_RUN]))
        record[self._number] = _shared(found) if len(record[_RUN]) <= _LONGEST else found
        if not found:
            _remember(record, self._nothing)


# What is known of a run is in one place, since looking it up takes longer than anything else that is done with most runs.
_Record = list[Any]
"""A run of characters, what filters said about it, and for each ``RunWords`` its words; None or nothing if it was not asked yet."""
_RUN, _BITS, _FIRST_WORDS = range(3)
_FILTERS, _WORDS = count(), count(_FIRST_WORDS)
"""The next numbers. A filter has two bits of a record: that it passes the run, and that it finds something in it."""


class _Records(dict[str, _Record]):
    """By run."""

    def __missing__(self, run: str) -> _Record:
        record = [run, 0]
        if len(run) <= _LONGEST and len(self) < _MOST:
            self[run] = record
        return record


_RECORDS = _Records()
_SAME: dict[Any, Any] = {}
"""What is in several records is there once, which takes less memory and is sooner found in it."""


def _remember(record: _Record, bits: int) -> None:
    record[_BITS] = _shared(record[_BITS] | bits)


def _shared(value: Any) -> Any:
    return _SAME.setdefault(value, value) if len(_SAME) < _MOST else value


_bits = itemgetter(_BITS)


class _Runs:
    """The runs of a text."""

    __slots__ = ("by_all", "by_some", "found", "new", "records")

    def __init__(self, text: str) -> None:
        self.found: dict[int, tuple[Any, ...]] = {}
        """What each ``RunWords`` found in all of them."""
        self.records = list(map(_RECORDS.__getitem__, text.split()))
        known = set(map(_bits, self.records))
        self.new: Sequence[_Record] = ()
        """Those about which nothing was known: most texts have one or two, and the others need not be looked at again because of them."""
        if 0 in known:
            self.new = [record for record in self.records if not record[_BITS]]
            known.remove(0)
        self.by_all, self.by_some = reduce(and_, known, -1), reduce(or_, known, 0)
        """The bits that all other runs have, and those that some have, as far as it was known."""


_runs_of = lru_cache(maxsize=64)(_Runs)
