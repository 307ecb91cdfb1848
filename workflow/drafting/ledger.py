"""The record of one language's run: counts for its report, catalogs written, errors."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.drafting.entries import FilledCatalog, write
from workflow.drafting.reuse.base import LazyDrafter
from workflow.drafting.targets import Target
from workflow.drafting.translation.draft import Draft, DraftSource
from workflow.errors import FileProblem, WorkflowError
from workflow.findings import Finding
from workflow.model import Catalog, Entry, Key

__all__ = ["Ledger"]


@dataclass(slots=True)
class Ledger:
    """The counts and findings of a run so far. The fields are those of ``LanguageReport``."""

    language: str
    """Its gettext code."""
    units: int = 0
    words: int = 0
    drafted: int = 0
    copied: int = 0
    skipped: int = 0
    earlier: int = 0
    pretranslated: int = 0
    repaired: int = 0
    by_engine: Counter[DraftSource] = field(default_factory=Counter)
    """Of the drafted: units by engine."""
    refused: dict[tuple[Path, Key], Finding] = field(default_factory=dict)
    """By catalog and entry."""
    stale: list[Finding] = field(default_factory=list)
    unused: list[Finding] = field(default_factory=list)
    missing: list[Path] = field(default_factory=list)
    outdated: list[Path] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    """Catalogs whose bytes changed."""
    problems: list[WorkflowError] = field(default_factory=list)
    """Errors that kept catalogs from being drafted, each once."""

    announce: Callable[[str], None] | None = None
    """Receives the lines of ``failed`` when they occur."""
    failed: list[str] = field(default_factory=list)
    """A line for each engine that failed and was followed by another."""

    def fail(self, error: WorkflowError, failed: LazyDrafter, following: Sequence[LazyDrafter]) -> None:
        """Record that an engine failed: an error if none follows it, otherwise only a line that says which one does."""
        if not following:
            self.report(error)
            return
        after = following[0].source
        line = (
            f"{self.language}: {failed.source.name} failed, {after.name} {after.package} drafts what is left: {error}"
        )
        self.failed.append(line)
        if self.announce:
            self.announce(line)

    def report(self, error: WorkflowError) -> None:
        """Record an error, unless the same was recorded before."""
        if str(error) not in map(str, self.problems):
            self.problems.append(error)

    def write(
        self, target: Target, before: Mapping[Key, Entry], drafts: Mapping[Key, Sequence[Draft]], *, redo: bool
    ) -> FilledCatalog | None:
        """Write drafts into a catalog (see ``entries.write``); None if somebody removed the file.

        Raises CatalogError if the file is broken by now, FileProblem if it cannot be written.
        """
        filled = FilledCatalog(Catalog(()))

        def change(catalog: Catalog) -> Catalog:
            nonlocal filled
            filled = write(catalog, before, drafts, redo=redo)
            return filled.catalog

        try:
            changed = target.update(change).changed
        except FileProblem:
            if target.path.exists():
                raise
            return None
        if changed:
            self.written.append(target.path)
        return filled
