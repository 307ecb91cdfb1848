"""Entries compared with each other: one source in two translations, one translation of two sources, a batch that is off by one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from workflow.checks.model import CatalogCheck, CheckedEntry, Example, TextProblem
from workflow.excerpts import excerpt
from workflow.model import Severity

__all__ = ["CHECKS"]

_WORD = re.compile(r"\w+")
_LEAST_WORDS = 4
"""Words from which a translation is not reused by chance."""
_ALIKE = 75
"""Similarity in % of two sources that may well have one translation."""
_LEAST_RUN = 3
"""Entries in a row that a shifted batch has."""
_SIGNATURE = re.compile(r"\d+|[A-Z][\w\-]{2,}|`[^`\n]+`|[\w.\-]+@[\w.\-]+|https?://\S+|[^\W\d_]{4,}")
_PREFIX = 5


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text)).casefold()


def _inconsistent(entries: Sequence[CheckedEntry]) -> Iterator[tuple[int, TextProblem]]:
    """The same source, of the same kind of unit, with another translation than where it stands first."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, checked in enumerate(entries):
        entry = checked.entry
        groups[entry.msgid, entry.msgid_plural, checked.kind].append(number)
    for numbers in groups.values():
        first, *rest = numbers
        usual = entries[first].entry
        for number in rest:
            entry = entries[number].entry
            if _folded(entry.text) != _folded(usual.text) and usual.text:
                yield number, TextProblem(f"the same source has another translation elsewhere: “{excerpt(usual.text)}”")


def _reused(entries: Sequence[CheckedEntry]) -> Iterator[tuple[int, TextProblem]]:
    """One long translation of two sources that say something else."""
    from rapidfuzz.fuzz import ratio

    groups: dict[str, list[int]] = defaultdict(list)
    for number, checked in enumerate(entries):
        if checked.entry.msgid_plural is None and checked.entry.text.count(" ") >= _LEAST_WORDS - 1:
            groups[checked.entry.text].append(number)
    for numbers in groups.values():
        first, *rest = numbers
        source = entries[first].entry.msgid
        for number in rest:
            other = entries[number].entry.msgid
            if ratio(_folded(source), _folded(other), score_cutoff=_ALIKE) == 0:
                yield number, TextProblem(f"is also the translation of another source: “{excerpt(source)}”")


def _shifted(entries: Sequence[CheckedEntry]) -> Iterator[tuple[int, TextProblem]]:
    """Runs of entries whose translations fit the source before or after theirs, and not their own."""
    ours = [_signature(one.entry.msgid) for one in entries]
    theirs = [_signature(one.entry.text) for one in entries]
    for step, where in ((1, "next"), (-1, "previous")):
        run: list[int] = []
        for number in range(len(entries) + 1):
            if number < len(entries) and _fits(number, step, ours, theirs):
                run.append(number)
                continue
            if len(run) >= _LEAST_RUN:
                for one in run:
                    yield one, TextProblem(f"seems to be the translation of the {where} entry, like those beside it")
            run = []


def _fits(number: int, step: int, ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> bool:
    other = number + step
    if not 0 <= other < len(ours) or not theirs[number]:
        return False
    there, own = len(theirs[number] & ours[other]), len(theirs[number] & ours[number])
    return there > own and there > len(ours[other] & theirs[other])


def _signature(text: str) -> frozenset[str]:
    """What a text and its translation often have in common: numbers, names, code, addresses, the beginnings of long words."""
    return frozenset(word if not word.isalpha() else word[:_PREFIX].casefold() for word in _SIGNATURE.findall(text))


CHECKS = (
    CatalogCheck(
        id="inconsistent",
        mqm="Terminology: inconsistent use of terminology",
        severity=Severity.NOTE,
        description="The same source has different translations.",
        find=_inconsistent,
        examples=(Example("en-es", ("Close", "Close"), ("Cerrar", "Cerrar"), ("Cerrar", "Clausurar")),),
    ),
    CatalogCheck(
        id="reused",
        mqm="Accuracy: mistranslation",
        severity=Severity.WARNING,
        description="Two sources that say something else have the same translation, of four words or more.",
        find=_reused,
        examples=(
            Example(
                "en-es",
                ("Close the green door.", "Nobody lives in that house."),
                ("Cierre la puerta verde.", "Nadie vive en esa casa."),
                ("Cierre la puerta verde.", "Cierre la puerta verde."),
            ),
        ),
    ),
    CatalogCheck(
        id="shifted",
        mqm="Accuracy: mistranslation",
        severity=Severity.ERROR,
        description="Several entries in a row have the translations of the entries before or after them.",
        find=_shifted,
        examples=(
            Example(
                "en-es",
                ("Open `a.txt`", "Close `b.txt`", "Print `c.txt`", "Send `d.txt`"),
                ("Abra `a.txt`", "Cierre `b.txt`", "Imprima `c.txt`", "Envíe `d.txt`"),
                ("Cierre `b.txt`", "Imprima `c.txt`", "Envíe `d.txt`", "Abra `a.txt`"),
            ),
        ),
    ),
)
