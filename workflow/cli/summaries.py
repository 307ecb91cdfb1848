"""Print the reports of ``extract``, ``draft``, ``publish`` and ``run``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, complain, more, shorten, table, typed
from workflow.errors import EngineUnavailable, WorkflowError
from workflow.excerpts import count, excerpt
from workflow.findings import Finding, few_of_each, serious
from workflow.model import State

if TYPE_CHECKING:
    from workflow.catalogs import Changes
    from workflow.drafting import DraftReport, LanguageReport
    from workflow.extraction import Extraction, Prunable
    from workflow.pipeline import RunReport
    from workflow.project import Project
    from workflow.publishing import Publication
    from workflow.publishing.report import ReaderCounts
    from workflow.reporting import Expectation

__all__ = [
    "NO_DOCUMENTS",
    "in_words",
    "refuse",
    "refuse_undrafted",
    "show_discarded",
    "show_drafts",
    "show_expectations",
    "show_extraction",
    "show_findings",
    "show_notices",
    "show_place",
    "show_problems",
    "show_prunable",
    "show_publication",
    "show_refused",
    "show_run",
]

_NOTICES = ("untranslated_key", "unread_file", "unused_key", "unmatched_pattern")
"""Ids of findings that a command names in one line each, although they are notes."""
NO_DOCUMENTS = "No documents found. Run `workflow doctor` to see where they are expected."
_FEW = 12
"""Maximum number of lines of a kind without ``-v``."""


def refuse(console: Console, problems: Sequence[WorkflowError]) -> None:
    """Print each problem on its own line (the first few, or all with ``-v``), and exit with 2 if there is one: a part of the work could
    not be done, the rest was.
    """
    if problems:
        show_problems(console, problems[:-1], most=_FEW - 1)
        raise problems[-1]


def show_problems(console: Console, problems: Sequence[WorkflowError], *, most: int = _FEW) -> None:
    """Print each problem on its own line: ``most`` of them, or all with ``-v``."""
    shown = problems if console.verbose else problems[:most]
    console.clear()
    for problem in shown:
        complain(str(problem))
    if left := len(problems) - len(shown):
        console.warn(more(left))


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


# Extraction


def show_extraction(console: Console, report: "Extraction", *, check: bool) -> None:
    """Print which files changed, and what changed in each language."""
    removed, written = set(report.removed), {*report.removed, *report.written}

    def line(one: "Finding") -> str:
        if check:
            return f"Out of date: {one.message}"
        if one.id == "missing_catalog":
            return f"Wrote: {one.catalog}: new"
        return f"{'Removed' if one.catalog in removed else 'Wrote'}: {one.message}"

    _some(console, [line(one) for one in report.outdated if check or one.catalog in written])
    for code, changes in report.changes.items():
        parts = _changes(changes)
        if parts or changes.cosmetic or changes.facts or changes.stale:
            console.say(f"{code}: {parts or 'texts were edited'}")
        _show_edits(console, changes, indent="  ")
    _some(
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


def _some(console: Console, lines: Sequence[str]) -> None:
    """Print the first few lines, or all of them with ``-v``."""
    for line in lines if console.verbose else lines[:_FEW]:
        console.paragraph(line)
    if not console.verbose and len(lines) > _FEW:
        console.say(more(len(lines) - _FEW))


def _show_edits(console: Console, changes: "Changes", *, indent: str) -> None:
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


# Drafts


def show_drafts(console: Console, report: "DraftReport") -> None:
    """Print what was (or would be) drafted, by which engine, its quality, and what stays empty."""
    for one in report.languages:
        _show_language(console, one, dry_run=report.dry_run)
    show_refused(console, report.refused)
    for finding in report.unused if console.verbose else ():
        console.say(f"  {finding.message}")


def _show_language(console: Console, one: "LanguageReport", *, dry_run: bool) -> None:
    name = _name(one.language)
    waiting = f"{count(one.units, 'entry', 'entries')} ({count(one.words, 'word')})"
    if one.pretranslated:
        what = "to pre-translate" if dry_run else "pre-translated"
        console.say(f"{name}: {count(one.pretranslated, 'entry', 'entries')} {what} from the translation memory.")
    if not one.engine:
        console.paragraph(f"{name}: {f'{waiting} not drafted: ' if one.units else ''}{one.reason}.")
        _show_remedy(console, one.remedy, "To get drafts")
    else:
        _show_engine(console, one, waiting, dry_run)
    _show_counts(console, one, dry_run)


def _show_engine(console: Console, one: "LanguageReport", waiting: str, dry_run: bool) -> None:
    name, with_what = _name(one.language), f"with {one.engine} {one.package}"
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
            console.paragraph(f"{_sentence(one.quality)}.", indent="  ")
        for by in one.fallbacks:
            console.paragraph(f"{by.engine}: {by.quality}.", indent="  ")
        _show_remedy(console, one.remedy)


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


def show_refused(console: Console, refused: Sequence[Finding]) -> None:
    """Print the entries left empty, with address and reason; all of them with ``-v``."""
    _some(console, [f"  {finding.message}" for finding in refused])


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
        _show_remedy(console, one.remedy)


def _show_remedy(console: Console, remedy: str, what: str = "For better drafts") -> None:
    if remedy:
        console.paragraph(f"{what}: {remedy}", indent="  ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rest(one: "LanguageReport") -> str:
    if one.left_minutes is None:
        return ""
    return f" ({count(one.left_words, 'word')}, {_minutes(one.left_minutes)})"


def _minutes(minutes: float | None) -> str:
    return "less than a minute" if minutes is None or minutes < 1 else f"about {minutes:,.0f} min"


# Editions


def show_publication(console: Console, report: "Publication", *, notes: bool = True) -> None:
    """Print what each edition contains, the findings, the pages that have moved, and the other notes if they are wanted."""
    rows = []
    for edition in report.editions:
        pages = count(len(edition.pages), "page")
        if edition.is_source:
            rows.append([_name(edition.language), pages, "source"])
            continue
        text = in_words(edition.readers)
        withheld = sum(page.withheld for page in edition.pages)
        text += f", {count(withheld, 'document')} not published" if withheld else ""
        rows.append([_name(edition.language), pages, text + (" (unchanged)" if edition.kept else "")])
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
        console.say(f"Open: {_place(outputs, report)}")


def _place(outputs: Sequence[str], report: "Publication") -> str:
    """Path of the first page of the first translated edition."""
    if "html" in outputs:
        for edition in sorted(report.editions, key=lambda edition: edition.is_source):
            pages = [page.page for page in edition.pages]
            for page in sorted(pages, key=lambda page: page != "index.html")[:1]:
                return str(report.folder / "html" / edition.language / page)
    return str(report.folder / outputs[0])


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """Print findings on stderr, one per line. Without ``-v``, notes are left out, and of many findings the first few: errors, and as many
    of each kind, so that none hides another.
    """
    listed = findings if console.verbose else serious(findings)
    shown = listed if console.verbose else few_of_each(listed, _FEW)
    for finding in shown:
        console.warn(finding.message)
    if left := len(listed) - len(shown):
        console.warn(more(left))


def show_notices(console: Console, findings: Sequence[Finding]) -> None:
    """Print what is not read or not translated: of each kind the first, and how many more there are. With ``-v``, ``show_findings`` has
    printed them.
    """
    if console.verbose:
        return
    for name in _NOTICES:
        alike = [finding for finding in findings if finding.id == name]
        more = ", ".join(str(next(iter(finding.details.values()))) for finding in alike[1:])
        for finding in alike[:1]:
            console.paragraph(f"Note: {finding.message}{f' Also: {more}. See `workflow doctor`.' if more else ''}")


# Everything


def show_run(console: Console, project: "Project", report: "RunReport") -> None:
    """Print the summary of a run: editions, drafts, skipped work and next steps."""
    console.say(click.style(project.config.title, bold=True))
    show_publication(console, report.publication, notes=console.verbose)
    show_notices(console, report.publication.findings)
    for one in report.drafts.languages:
        if one.pretranslated:
            console.say()
            console.say(
                f"{_name(one.language)}: pre-translated {count(one.pretranslated, 'entry', 'entries')} from the translation memory."
            )
    for code, changes in report.extraction.changes.items():
        if changes.cosmetic or changes.facts or changes.stale:
            console.say()
            console.say(f"{_name(code)}: texts were edited.")
            _show_edits(console, changes, indent="  ")
        # A text that is in another document now took its translation along.
        retired = changes.retired - changes.followed
        if retired > 0:
            texts = "1 text is" if retired == 1 else f"{retired:,} texts are"
            console.say()
            console.paragraph(
                f"{_name(code)}: {texts} no longer in {'its document' if retired == 1 else 'their documents'}. "
                "The translations are kept as obsolete entries, and return with the text."
            )
    for one in report.drafts.languages:
        if one.repaired:
            console.say()
            console.say(f"{_name(one.language)}: repaired {count(one.repaired, 'edited entry', 'edited entries')}.")
            console.paragraph(
                "Only the changed sentences are drafts. Readers get the previous translation until a person has read them.",
                indent="  ",
            )
    drafted = [one for one in report.drafts.languages if one.drafted]
    for one in drafted:
        console.say()
        console.say(
            f"{_name(one.language)}: drafted {count(one.drafted, 'entry', 'entries')} with {one.engine} {one.package}."
        )
        console.paragraph(f"{_sentence(one.quality)}. Not reviewed yet.", indent="  ")
        _show_remedy(console, one.remedy)
    _show_undone(console, report)
    console.say()
    console.say("Next:")
    from workflow.project.git_files import repository_of

    steps = []
    in_git, locales = repository_of(project.root), typed(shorten(str(project.layout.locales)))
    if report.changed:
        is_new = any(one.id == "missing_catalog" for one in report.extraction.outdated)
        # `git diff` says nothing about files that git does not know yet.
        steps += [("review the changes", "git diff" if in_git and not is_new else locales)]
        steps += [("keep them", f"git add {locales} && git commit")] if in_git else []
    if any(edition.counts.get(State.DRAFT) for edition in report.publication.editions):
        steps += [("remove the drafts", "workflow draft --discard")]
    steps += [("open the result", _place(project.config.output, report.publication))]
    for line in table(["", ""], steps, left=2)[1:]:
        console.say(f"  {line}")


def _show_undone(console: Console, report: "RunReport") -> None:
    lines: list[str] = []
    refused, unused = report.drafts.refused, report.drafts.unused
    if unused:
        lines.append(
            f"{count(len(unused), 'entry', 'entries')} not pre-translated: the memory's exact match would break the document. "
            "To list them: workflow draft -v"
        )
    if refused:
        lines.append(
            f"{count(len(refused), 'entry', 'entries')} left empty: no draft passed validation. To see why, for example:"
        )
        lines.append(f"  workflow draft --explain {typed(refused[0].unit or '')}")
    for one in report.undrafted:
        lines.append(f"{_name(one.language)}: {count(one.units, 'entry', 'entries')} not drafted: {one.reason}.")
        lines += [f"  To get drafts: {one.remedy}"] if one.remedy else []
    if lines:
        console.say()
        console.say("Skipped:")
        for line in lines:
            console.paragraph(line, indent="  ")


def _name(code: str) -> str:
    from workflow.languages import language

    return f"{code} {language(code).name}"
