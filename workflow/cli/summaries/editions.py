"""Print the reports of ``publish``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workflow.cli.console import Console, table
from workflow.cli.summaries.lines import language_name, show_findings
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.project import Project
    from workflow.publishing import Publication
    from workflow.publishing.report import ReaderCounts

__all__ = ["first_page", "in_words", "show_place", "show_publication"]


def show_publication(console: Console, report: "Publication", *, notes: bool = True) -> None:
    """Print what each edition contains, the findings, the pages that have moved, and the other notes if they are wanted."""
    rows = []
    for edition in report.editions:
        pages = count(len(edition.pages), "page")
        if edition.is_source:
            rows.append([language_name(edition.language), pages, "source"])
            continue
        text = in_words(edition.readers)
        withheld = sum(page.withheld for page in edition.pages)
        text += f", {count(withheld, 'document')} not published" if withheld else ""
        rows.append([language_name(edition.language), pages, text + (" (unchanged)" if edition.kept else "")])
    for line in table(["", "", ""], rows, left=3)[1:]:
        console.say(f"  {line}")
    for archive in report.archives:
        console.say(f"Archive: {archive}")
    if report.compressed:
        console.say(f"Compressed: {count(report.compressed, 'file')} (.gz)")
    show_findings(console, report.findings)
    for note in (*report.moved, *(report.notes if notes else ())):
        console.paragraph(f"Note: {note}")


def in_words(counts: "ReaderCounts") -> str:
    """What readers get: ``120 entries: 100 translated, 12 drafts, 5 previous, 3 source text (2 refused)``."""
    parts = [f"{counts.translated:,} translated"]
    parts += [count(counts.drafts, "draft")] if counts.drafts else []
    parts += [f"{counts.previous:,} previous"] if counts.previous else []
    refused = f" ({counts.refused:,} refused)" if counts.refused else ""
    parts += [f"{counts.source:,} source text{refused}"] if counts.source else []
    return f"{count(counts.entries, 'entry', 'entries')}: {', '.join(parts)}"


def show_place(console: Console, project: "Project", report: "Publication") -> None:
    """Print the path of the first page, or of the first output if there are no pages. Those that could not be written are not named."""
    if outputs := [name for name in project.config.output if name not in report.failed]:
        console.say(f"Open: {first_page(outputs, report)}")


def first_page(outputs: Sequence[str], report: "Publication") -> str:
    """Return the path of the first page of the first translated edition, or of the first output."""
    if "html" in outputs:
        for edition in sorted(report.editions, key=lambda edition: edition.is_source):
            pages = [page.page for page in edition.pages]
            for page in sorted(pages, key=lambda page: page != "index.html")[:1]:
                return str(report.folder / "html" / edition.language / page)
    return str(report.folder / outputs[0])
