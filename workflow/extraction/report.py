"""What an extraction reports."""

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
    """What an extraction did, or with ``check`` would have done."""

    documents: int = 0
    """How many were checked."""
    parsed: int = 0
    """How many of them were parsed: the others are as the last extraction left them, and so are their catalogs."""
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    """Templates of documents that are gone."""
    outdated: tuple[Finding, ...] = ()
    """Every file that did not fit its document (``outdated_catalog``) or did not exist (``missing_catalog``), whether or not it was
    written (``check``). The message says in what it differs: ``3 new texts, 1 obsolete text``."""
    orphans: tuple[Path, ...] = ()
    """Catalogs whose document is gone and that stay, for the translations in them."""
    prunable: tuple[Prunable, ...] = ()
    """What ``--prune`` takes out."""
    problems: tuple[WorkflowError, ...] = ()
    """What could not be read. These files and everything that depends on them were left untouched."""
    changes: Mapping[str, Changes] = field(default_factory=dict)
    """What happened to the entries, by language."""

    @property
    def changed(self) -> bool:
        """Whether a file was written or removed."""
        return bool(self.written or self.removed)


def difference(old: Sequence[Entry], new: Sequence[Entry]) -> str:
    """How two lists of live entries differ in what comes from the document: keys, order, ``#.`` and ``#:``; empty if they do not."""
    before = {entry.key: entry for entry in old}
    after = {entry.key: entry for entry in new}
    missing = [key for key in after if key not in before]
    extra = [key for key in before if key not in after]
    said = []
    if missing:
        said.append(_count(len(missing), "new text"))
    if extra:
        said.append(_count(len(extra), "obsolete text"))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        said.append("order changed")
    remarks = Counter[str]()
    for key, entry in after.items():
        if (was := before.get(key)) is not None:
            remarks["changed comment"] += was.extracted != entry.extracted
            remarks["changed location"] += was.locations != entry.locations
    said += [_count(count, what) for what, count in remarks.items() if count]
    return ", ".join(said)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
