"""Looks words up in a Hunspell dictionary and in a project's own words."""

import logging
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from pathlib import Path

from workflow.errors import BadInput
from workflow.files import reason
from workflow.word_filters import WordFilter

__all__ = ["EXTRA", "Speller", "problem_of"]

_log = logging.getLogger(__name__)

EXTRA = "workflow-editions[spelling]"
"""The extra that installs Hunspell."""
_LARGEST = 64 << 20
"""Maximum size of a dictionary in bytes; the largest ones have five million."""
_TRIED = 200
"""The words of a dictionary that are looked up to see whether it can be used. Some are only parts of compounds."""


@dataclass(frozen=True, slots=True)
class Speller:
    """The words of one language. Without a dictionary it knows none, and is not asked: it is false."""

    dictionary: Path | None = None
    """The ``.aff`` file."""
    words: frozenset[str] = frozenset()
    """The project's own words, as they were written."""
    version: str = field(default="", init=False)
    """What changes when it says something else about a word."""
    _filter: WordFilter | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.dictionary is None:
            return
        stamps = _stamps(self.dictionary)
        spell = _spell(self.dictionary, stamps)
        if spell is not None:
            known = f"{self.dictionary} {stamps} {sorted(self.words)}".encode("utf-8", "surrogatepass")
            object.__setattr__(self, "version", blake2b(known, digest_size=12).hexdigest())
            object.__setattr__(self, "_filter", WordFilter(lambda word: not self._has(word, spell)))

    def __bool__(self) -> bool:
        return self._filter is not None

    def unknown(self, words: Sequence[str]) -> list[str]:
        """Return the words that are in no list, in order; none without a dictionary. A word is letters, hyphens and apostrophes.

        A word in capitals, or that begins with one, may be listed in small letters.
        """
        return self._filter.find(words) if self._filter is not None else []

    def _has(self, word: str, spell: Callable[[str], bool]) -> bool:
        plain = unicodedata.normalize("NFC", word).replace("\u00ad", "").replace("\u2011", "-").replace("’", "'")
        return not self.words.isdisjoint((word, plain, plain.lower())) or spell(plain)


def problem_of(dictionary: Path) -> str:
    """Return why a dictionary cannot be used, and what to do, as a sentence; empty if it can."""
    try:
        _loaded(dictionary, _stamps(dictionary))
    except BadInput as error:
        return str(error)
    return ""


def _spell(dictionary: Path, stamps: object) -> Callable[[str], bool] | None:
    try:
        return _loaded(dictionary, stamps)
    except BadInput as error:
        _log.info("%s", error)
        return None


def _stamps(dictionary: Path) -> tuple[tuple[int, int], ...]:
    """What changes when the files of a dictionary do: their times and sizes; zeros for one that is missing."""
    found = []
    for path in (dictionary, dictionary.with_suffix(".dic")):
        try:
            stat = path.stat()
            found.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)


@cache
def _loaded(dictionary: Path, _: object) -> Callable[[str], bool]:
    """The look-up of a dictionary, which is loaded once. Raises BadInput."""
    try:
        from hunspell import Hunspell
    except ImportError as error:
        raise BadInput(f"Hunspell is not installed. Install it: pip install chunspell (the extra {EXTRA})") from error
    if sum(size for _, size in _stamps(dictionary)) > _LARGEST:
        raise BadInput(f"{dictionary}: the dictionary is larger than {_LARGEST >> 20} MB. It is not used.")
    try:
        opened = Hunspell(dictionary.stem, hunspell_data_dir=str(dictionary.parent), system_encoding="utf-8")
        listed = dictionary.with_suffix(".dic").read_bytes().split(b"\n")[1:]
    except OSError as error:
        raise BadInput(f"{dictionary}: cannot be read: {reason(error)}. Install the dictionary again.") from error

    def spell(word: str) -> bool:
        try:
            return bool(opened.spell(word))
        except (
            UnicodeEncodeError
        ):  # letters that the encoding of the dictionary does not have: it says nothing about them
            return True

    encoding = getattr(opened, "_dic_encoding", "utf-8")
    words = (line.split(b"/")[0].split(b"\t")[0].strip() for line in listed[:: max(len(listed) // _TRIED, 1)])
    # Hunspell itself says nothing about a damaged file: it then knows no word.
    if not any(spell(word.decode(encoding, "replace")) for word in words if word):
        raise BadInput(f"{dictionary}: the dictionary has no words, or is damaged. Install it again.")
    return spell
