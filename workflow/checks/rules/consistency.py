"""Entries compared with each other: one source in two translations, one translation of two sources, a batch that is off by one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from workflow.checks.model import CatalogCheck, EntryFacts, Example, TextProblem
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


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text)).casefold()


def _inconsistent(entries: Sequence[EntryFacts]) -> Iterator[tuple[int, TextProblem]]:
    """The same source, of the same kind of unit, with another translation than where it stands first."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[entry.source, entry.plural, entry.kind].append(number)
    for numbers in groups.values():
        first, *rest = numbers
        usual = entries[first].texts[0]
        for number in rest:
            text = entries[number].texts[0]
            if usual and text != usual and _folded(text) != _folded(usual):
                yield number, TextProblem(f"the same source has another translation elsewhere: “{excerpt(usual)}”")


def _reused(entries: Sequence[EntryFacts]) -> Iterator[tuple[int, TextProblem]]:
    """One long translation of two sources that say something else."""
    from rapidfuzz.fuzz import ratio

    groups: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.plural is None and entry.texts[0].count(" ") >= _LEAST_WORDS - 1:
            groups[entry.texts[0]].append(number)
    for numbers in groups.values():
        first, *rest = numbers
        source = entries[first].source
        for number in rest:
            other = entries[number].source
            if ratio(_folded(source), _folded(other), score_cutoff=_ALIKE) == 0:
                yield number, TextProblem(f"is also the translation of another source: “{excerpt(source)}”")


def _shifted(entries: Sequence[EntryFacts]) -> Iterator[tuple[int, TextProblem]]:
    """Runs of entries whose translations fit the source before or after theirs, and not their own."""
    for step, where in ((1, "next"), (-1, "previous")):
        run: list[int] = []
        for number in range(len(entries) + 1):
            if number < len(entries) and step in entries[number].fits:
                run.append(number)
                continue
            if len(run) >= _LEAST_RUN:
                for one in run:
                    yield one, TextProblem(f"seems to be the translation of the {where} entry, like those beside it")
            run = []


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
        description="Several entries of a catalog in a row have the translations of the entries before or after them.",
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
