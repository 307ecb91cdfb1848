"""Print the reports of ``extract``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workflow.cli.console import Console
from workflow.cli.summaries.lines import show_findings, show_notices, show_some
from workflow.excerpts import count, excerpt
from workflow.findings import Finding

if TYPE_CHECKING:
    from workflow.catalogs import Changes
    from workflow.extraction import Extraction, Prunable

__all__ = ["NO_DOCUMENTS", "show_edits", "show_extraction", "show_prunable"]

NO_DOCUMENTS = "No documents found. Run `workflow doctor` to see where they are expected."


def show_extraction(console: Console, report: "Extraction", *, check: bool) -> None:
    """Print which files changed, and what changed in each language."""
    removed, written = set(report.removed), {*report.removed, *report.written}

    def line(one: "Finding") -> str:
        if check:
            return f"Out of date: {one.message}"
        if one.id == "missing_catalog":
            return f"Wrote: {one.catalog}: new"
        return f"{'Removed' if one.catalog in removed else 'Wrote'}: {one.message}"

    show_some(console, [line(one) for one in report.outdated if check or one.catalog in written])
    for code, changes in report.changes.items():
        parts = _changes(changes)
        if parts or changes.cosmetic or changes.facts or changes.stale:
            console.say(f"{code}: {parts or 'texts were edited'}")
        show_edits(console, changes, indent="  ")
    show_some(
        console,
        [
            f"Kept: {path}: its document no longer exists. Run `workflow extract --prune` to remove it."
            for path in report.orphans
        ],
    )
    if not report.outdated and not report.problems:
        console.say(
            f"{count(report.documents, 'document')}: everything is up to date." if report.documents else NO_DOCUMENTS
        )
    show_findings(console, report.findings)
    show_notices(console, report.findings)


def show_prunable(console: Console, plan: Sequence["Prunable"]) -> None:
    """Print what is about to be removed."""
    for one in plan:
        if one.whole:
            console.say(
                f"Removing: {one.path}: its document no longer exists ({count(len(one.texts), 'entry', 'entries')})"
            )
        elif one.texts:
            console.say(f"Removing: {one.path}: {count(len(one.texts), 'entry', 'entries')} no longer in the document:")
            for entry in one.texts:  # all of them: nothing is removed without being listed
                console.say(f"  line {entry.line}: {excerpt(entry.msgid)}")
        for path, number in one.lives_on:
            console.say(f"  The translations of {count(number, 'entry', 'entries')} live on in {path}.")
        if one.undated:
            console.say(
                f"Dated: {one.path}: {count(one.undated, 'obsolete entry', 'obsolete entries')} without a date, now dated today"
            )


def show_edits(console: Console, changes: "Changes", *, indent: str) -> None:
    """Print what became of the translations of edited texts, one line for each kind of edit."""
    for number, text in (
        (changes.cosmetic, "cosmetic edit, translation kept and published"),
        (changes.facts, "facts exchanged in the translation, which is published"),
        (changes.stale, "edited, old translation kept as fuzzy"),
    ):
        if number:
            console.say(f"{indent}{count(number, 'entry', 'entries')}: {text}")


def _changes(changes: "Changes") -> str:
    words = {
        "new": "new",
        "followed": "moved from another document",
        "revived": "restored",
        "emptied": "cleared (outdated draft)",
        "obsolete": "obsolete",
    }
    return ", ".join(f"{getattr(changes, name):,} {word}" for name, word in words.items() if getattr(changes, name))
