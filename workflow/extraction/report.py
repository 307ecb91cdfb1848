"""The report of an extraction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.catalogs import Changes
from workflow.errors import WorkflowError
from workflow.extraction.pruning import Prunable
from workflow.findings import Finding
from workflow.model import Entry

__all__ = ["Extraction", "difference"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The result of an extraction; with ``check``, the changes that it would make."""

    documents: int = 0
    """Number of documents checked."""
    parsed: int = 0
    """Number of documents parsed: the others and their catalogs are unchanged since the last extraction."""
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    """Templates removed because their documents no longer exist."""
    outdated: tuple[Finding, ...] = ()
    """Every file that did not fit its document (``outdated_catalog``) or did not exist (``missing_catalog``), whether or not it was
    written (``check``). The message lists the differences: ``3 new texts, 1 obsolete text``."""
    orphans: tuple[Path, ...] = ()
    """Catalogs whose document no longer exists. They are kept for their translations."""
    prunable: tuple[Prunable, ...] = ()
    """Entries and catalogs that ``--prune`` removes."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors of files that could not be read or written. These files, and those that depend on them, were left unchanged."""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    """The changes of the entries, by language."""
    findings: tuple[Finding, ...] = ()
    """What is not read or not translated in the front matter of the documents that were parsed (``checks.sources``)."""

    @property
    def changed(self) -> bool:
        """Whether a file was written or removed."""
        return bool(self.written or self.removed)


def difference(old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """Describe how two lists of live entries differ in keys, order, ``#.`` and ``#:``; empty if they do not."""
    before = {entry.key: entry for entry in old}
    after = {entry.key: entry for entry in new}
    missing = [key for key in after if key not in before]
    extra = [key for key in before if key not in after]
    parts = []
    if missing:
        parts.append(_count(len(missing), "new text"))
    if extra:
        parts.append(_count(len(extra), "obsolete text"))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        parts.append("order changed")
    remarks = Counter[str]()
    for key, entry in after.items():
        if (was := before.get(key)) is not None:
            remarks["changed comment"] += was.extracted != entry.extracted
            remarks["changed location"] += was.locations != entry.locations
    parts += [_count(count, what) for what, count in remarks.items() if count]
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
