"""What a stop means after the words of a language: the lists of ``LANGUAGE.txt``, which the README beside them describes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Words", "words"]

_LISTS = ("never", "number", "either", "end")
_LONGEST = 4
"""The maximum number of words of an abbreviation that is written with spaces: ``z. B.``"""

_PREFIX = re.compile(r"""\A[(\[{"'“‘«„¿¡]*(?:\S*/|[^\W\d_]{1,5}['’])?""")
"""An opening mark, and an article such as ``l'``, a word before a slash."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of one language. Those of a language without a file are empty."""

    abbreviations: dict[str, frozenset[str]]
    """Abbreviation without spaces → the names of the sections that have it."""
    starters: frozenset[str]
    """Words that begin a sentence, if they have a capital."""
    labels: frozenset[str]
    """Words before a letter that is not an initial: ``option``."""
    names: frozenset[str]
    """Names that end with a mark, without spaces."""
    small: frozenset[str]
    """Names that stay in lower case at the start of a sentence: ``npm``."""
    ordinals: bool
    """Whether ordinal numbers are written with a stop."""
    questions: bool
    """Whether a semicolon is a question mark."""

    def lists(self, before: str, *, opens: bool) -> frozenset[str]:
        """The sections with the abbreviation at the end of ``before``. ``opens``: it may have a capital since a sentence begins with it."""
        tokens = before.split()[-_LONGEST:]
        begin = len(tokens)
        while begin and tokens[begin - 1].endswith("."):
            begin -= 1
        for first in range(begin, len(tokens)):
            word = _PREFIX.sub("", "".join(tokens[first:]))
            found = self.abbreviations.get(word)
            if found is None and opens and len(tokens) == 1:
                found = self.abbreviations.get(word[:1].lower() + word[1:])
            if found is not None:
                return found
        return frozenset()


@cache
def words(language: str) -> Words:
    """The lists of a language, a code of two or three letters."""
    sections: dict[str, frozenset[str]] = defaultdict(frozenset)
    file = files(__name__) / f"{language}.txt"
    if re.fullmatch("[a-z]{2,3}", language) and file.is_file():
        sections |= {name: sections[name] | frozenset(found) for name, found in _sections(file.read_text("utf-8"))}
    abbreviations: dict[str, frozenset[str]] = defaultdict(frozenset)
    for name in _LISTS:
        for word in sections[name]:
            abbreviations[word] |= {name}
    return Words(
        dict(abbreviations),
        sections["starters"],
        sections["labels"],
        sections["names"],
        _names_of_programs(),
        ordinals="ordinals" in sections["settings"],
        questions="questions" in sections["settings"],
    )


@cache
def _names_of_programs() -> frozenset[str]:
    return frozenset((files(__name__) / "programs.txt").read_text("utf-8").split())


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    for section in re.split(r"(?m)^\[", text)[1:]:
        name, _, body = section.partition("]")
        yield name, [word for line in body.splitlines() if not line.startswith("#") for word in line.split()]
