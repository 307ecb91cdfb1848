"""How a translation came about: approvals that are void or too quick, drafts of an old package."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from workflow.catalogs.approvals import Review, approvals_of, void_approvals_of
from workflow.checks.length_ratio import typical_ratio
from workflow.checks.model import CatalogCheck, CheckedEntry, EntryCheck, EntryFacts, TextProblem
from workflow.model import Severity

__all__ = ["CATALOG_CHECKS", "CHECKS"]

_READ = 60
"""Characters of English that nobody reads in less than a second: about 700 words a minute."""
_LEAST = 60
"""Characters of a source from which its reading takes time."""
_VERSION = re.compile(r"(?P<name>.+?)[-_]v?(?P<version>\d+(?:\.\d+)*)\Z")
"""The name and the version of a package: ``translate-en_es-1.9``."""


def _void_approval(checked: CheckedEntry) -> Iterator[TextProblem]:
    if not checked.entry.fuzzy:
        yield from (TextProblem(one.text) for one in void_approvals_of(checked.entry))


def _hasty_approval(checked: CheckedEntry) -> Iterator[TextProblem]:
    """A draft that a person approved unedited, in less time than it takes to read it."""
    entry = checked.entry
    if entry.fuzzy or len(entry.msgid) < _LEAST:
        return
    found = approvals_of(entry)
    if not found or any(one.seconds is None or one.edit is None or one.edit > 0 for one in found if not one.by_rule):
        return
    letters = len(entry.text) / typical_ratio(checked.languages)
    for one in found:
        seconds = one.seconds
        needed = (letters + (len(entry.msgid) if one.review is Review.BILINGUAL else 0)) / _READ
        if not one.by_rule and seconds is not None and seconds < needed:
            yield TextProblem(
                f"is a draft that was approved unedited in {seconds:.0f} s, which is too short to read it"
            )
            return


def _old_draft(entries: Sequence[EntryFacts]) -> Iterator[tuple[int, TextProblem]]:
    """Drafts of an older version of a package than others are of."""
    packages: dict[tuple[str, str], list[tuple[tuple[int, ...], str, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        engine, package = entry.draft or ("", "")
        if match := _VERSION.match(package):
            version = tuple(int(part) for part in match["version"].split("."))
            packages[engine, match["name"]].append((version, package, number))
    for found in packages.values():
        newest, name, _ = max(found)
        for version, package, number in found:
            if version < newest:
                yield number, TextProblem(f"was drafted by {package}, and others by {name}")


CHECKS = (
    EntryCheck(
        id="void_approval",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="The translation was approved, and source or translation have changed since.",
        find=_void_approval,
        examples=(),
    ),
    EntryCheck(
        id="hasty_approval",
        mqm="Accuracy: mistranslation",
        severity=Severity.WARNING,
        description="A draft was approved unedited, in less time than anybody needs to read it.",
        find=_hasty_approval,
        examples=(),
    ),
)
CATALOG_CHECKS = (
    CatalogCheck(
        id="old_draft",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="A draft is by an older version of a model than other drafts of the language.",
        find=_old_draft,
        examples=(),
    ),
)
