"""Print the reports of ``draft``, and what to expect of drafts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workflow.cli.console import Console
from workflow.cli.summaries.lines import language_name, refuse, show_some
from workflow.errors import EngineUnavailable
from workflow.excerpts import count
from workflow.findings import Finding

if TYPE_CHECKING:
    from workflow.drafting import DraftReport, LanguageReport
    from workflow.reporting import Expectation

__all__ = [
    "refuse_undrafted",
    "sentence",
    "show_discarded",
    "show_drafts",
    "show_expectations",
    "show_remedy",
]


def refuse_undrafted(console: Console, report: "DraftReport") -> None:
    """Exit with 2 if a language given with ``-l`` has no engine."""
    refuse(
        console,
        [
            EngineUnavailable(f"{one.language}: {one.reason}. {f'Try: {one.remedy}' if one.remedy else ''}".rstrip())
            for one in report.languages
            if not one.engine and one.units
        ],
    )


def show_drafts(console: Console, report: "DraftReport") -> None:
    """Print what was (or would be) drafted, by which engine, its quality, and what stays empty."""
    for one in report.languages:
        _show_language(console, one, dry_run=report.dry_run)
    _show_refused(console, report.refused)
    for finding in report.unused if console.verbose else ():
        console.say(f"  {finding.message}")


def _show_language(console: Console, one: "LanguageReport", *, dry_run: bool) -> None:
    name = language_name(one.language)
    waiting = f"{count(one.units, 'entry', 'entries')} ({count(one.words, 'word')})"
    if one.pretranslated:
        what = "to pre-translate" if dry_run else "pre-translated"
        console.say(f"{name}: {count(one.pretranslated, 'entry', 'entries')} {what} from the translation memory.")
    if not one.engine:
        console.paragraph(f"{name}: {f'{waiting} not drafted: ' if one.units else ''}{one.reason}.")
        show_remedy(console, one.remedy, "To get drafts")
    else:
        _show_engine(console, one, waiting, dry_run)
    _show_counts(console, one, dry_run)


def _show_engine(console: Console, one: "LanguageReport", waiting: str, dry_run: bool) -> None:
    name, with_what = language_name(one.language), f"with {one.engine} {one.package}"
    own = one.drafted - sum(by.drafted for by in one.fallbacks)
    if not one.units:
        more = " else" if one.pretranslated or one.repaired else ""
        console.say(f"{name}: nothing{more} {'drafted in this run' if one.left and not dry_run else 'to draft'}.")
    elif dry_run:
        console.paragraph(f"{name}: {waiting} to draft {with_what}, {_minutes(one.minutes)}.")
    else:
        rest = "".join(f", {by.drafted:,} with {by.engine} {by.package}" for by in one.fallbacks)
        how = f": {own:,} {with_what}{rest}" if rest else f" {with_what}"
        console.paragraph(f"{name}: drafted {one.drafted:,} of {waiting}{how}.")
    if one.units:
        if own or not one.fallbacks:
            console.paragraph(f"{sentence(one.quality)}.", indent="  ")
        for by in one.fallbacks:
            console.paragraph(f"{by.engine}: {by.quality}.", indent="  ")
        show_remedy(console, one.remedy)


def _show_counts(console: Console, one: "LanguageReport", dry_run: bool) -> None:
    for number, text in (
        (one.repaired, f"{'to repair' if dry_run else 'repaired'}: only the changed sentences are drafts"),
        (len(one.stale), "stale, left unchanged: the old translation is kept"),
        (len(one.refused), "left empty: no draft passed validation"),
        (len(one.unused), "not pre-translated: the memory's exact match would break the document (-v lists them)"),
        (one.earlier, "rejected in an earlier run; use --redo to try again"),
        (one.skipped, "skipped: translated by someone else in the meantime"),
        (one.left, f"left for the next run{_rest(one)}"),
    ):
        if number:
            console.paragraph(f"{count(number, 'entry', 'entries')} {text}.", indent="  ")
    if one.missing:
        console.say(f"  {count(len(one.missing), 'catalog')} missing. Run `workflow extract`.")
    if one.outdated:
        console.say(f"  {count(len(one.outdated), 'catalog')} out of date. Run `workflow extract`.")


def _show_refused(console: Console, refused: Sequence[Finding]) -> None:
    """Print the entries left empty, with address and reason; all of them with ``-v``."""
    show_some(console, [f"  {finding.message}" for finding in refused])


def show_discarded(console: Console, report: "DraftReport") -> None:
    """Print how many drafts were removed."""
    if not report.written:
        console.say("No drafts to remove.")
        return
    verb = "Would remove" if report.dry_run else "Removed"
    console.say(f"{verb} {count(report.discarded, 'draft')} from {count(len(report.written), 'catalog')}.")


def show_expectations(console: Console, found: "Sequence[Expectation]") -> None:
    """Print what to expect of the drafts, and how to get better ones."""
    for one in found:
        console.paragraph(f"{one.language}: {one.text}.")
        show_remedy(console, one.remedy)


def show_remedy(console: Console, remedy: str, what: str = "For better drafts") -> None:
    """Print a command, if there is one, and what it is for."""
    if remedy:
        console.paragraph(f"{what}: {remedy}", indent="  ")


def sentence(text: str) -> str:
    """Return a clause with a capital at its start."""
    return text[:1].upper() + text[1:]


def _rest(one: "LanguageReport") -> str:
    if one.left_minutes is None:
        return ""
    return f" ({count(one.left_words, 'word')}, {_minutes(one.left_minutes)})"


def _minutes(minutes: float | None) -> str:
    return "less than a minute" if minutes is None or minutes < 1 else f"about {minutes:,.0f} min"
