"""Reports of the verbs in the words of people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console, complain, count, table
from workflow.errors import EngineUnavailable, WorkflowError
from workflow.model import Severity, State

if TYPE_CHECKING:
    from workflow import findings
    from workflow.drafting import DraftReport, LanguageReport
    from workflow.extraction import Extraction, Outdated, Prunable
    from workflow.pipeline import RunReport
    from workflow.project import Project
    from workflow.publishing import Finding, Publication

__all__ = [
    "refuse",
    "refuse_undrafted",
    "show_discarded",
    "show_drafts",
    "show_extraction",
    "show_findings",
    "show_place",
    "show_prunable",
    "show_publication",
    "show_refused",
    "show_run",
    "weighty",
]

_FEW = 12
"""How many lines of a kind are listed before ``-v`` has to be asked for the rest."""


def refuse(console: Console, problems: Sequence[WorkflowError]) -> None:
    """Say every problem in a line of its own, and end with 2 if there is one."""
    if problems:
        for problem in problems[:-1]:
            console.clear()
            complain(str(problem))
        raise problems[-1]


def refuse_undrafted(console: Console, report: "DraftReport") -> None:
    """End with 2 where a language that was asked for by name has nothing to draft it with."""
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
    """Which files changed, and what became of the translations."""
    gone = set(report.removed)

    def line(one: "Outdated") -> str:
        if check:
            return f"Out of date: {one.path}: {one.reason}"
        return f"{'Removed' if one.path in gone else 'Wrote'}: {one.path}: {'new' if one.reason == 'missing' else one.reason}"

    _some(console, [line(one) for one in report.outdated])
    for code, changes in report.changes.items():
        said = _changes(changes)
        if said:
            console.say(f"{code}: {said}")
    _some(
        console,
        [f"Kept: {path}: its document is gone; `workflow extract --prune` removes it" for path in report.orphans],
    )
    if not report.outdated and not report.problems:
        console.say(f"{count(report.documents, 'document')}: everything is up to date.")


def show_prunable(console: Console, plan: Sequence["Prunable"]) -> None:
    """What is about to be removed, before it is."""
    for one in plan:
        if one.whole:
            console.say(f"Removing: {one.path}: its document is gone ({count(len(one.texts), 'text')})")
        elif one.texts:
            console.say(f"Removing: {one.path}: {count(len(one.texts), 'text')} no longer in the document:")
            for entry in one.texts:  # all of them: what goes is never passed over
                console.say(f"  line {entry.line}: {_short(entry.msgid)}")
        if one.undated:
            console.say(f"Dated: {one.path}: {count(one.undated, 'text')} had no date and got today's")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _some(console: Console, lines: Sequence[str]) -> None:
    """The first few lines; all of them with ``-v``."""
    for line in lines if console.verbose else lines[:_FEW]:
        console.say(line)
    if not console.verbose and len(lines) > _FEW:
        console.say(f"… and {len(lines) - _FEW:,} more: -v lists them all.")


def _changes(changes: object) -> str:
    words = {
        "new": "new",
        "stale": "edited (old translation kept, fuzzy)",
        "followed": "moved from another document",
        "revived": "back again",
        "emptied": "outdated drafts emptied",
        "obsolete": "no longer in their document",
    }
    return ", ".join(f"{getattr(changes, name):,} {word}" for name, word in words.items() if getattr(changes, name))


# Drafts


def show_drafts(console: Console, report: "DraftReport") -> None:
    """What was drafted (or would be), with what, how good that is, and what stays empty."""
    for one in report.languages:
        _show_language(console, one, dry_run=report.dry_run)
    show_refused(console, report.refused)


def _show_language(console: Console, one: "LanguageReport", *, dry_run: bool) -> None:
    name = _name(one.language)
    waiting = f"{count(one.units, 'unit')} ({count(one.words, 'word')})"
    if one.pretranslated:
        console.say(f"{name}: {count(one.pretranslated, 'unit')} drafted from the memory.")
    if not one.engine:
        console.say(f"{name}: {f'{waiting} without a draft: ' if one.units else ''}{one.reason}.")
        _arrow(console, one.remedy)
        return
    with_what = f"with {one.engine} {one.package}"
    if not one.units:
        more = " else" if one.pretranslated or one.repaired else ""
        console.say(f"{name}: nothing{more} {'was drafted this time' if one.left and not dry_run else 'to draft'}.")
    elif dry_run:
        console.say(f"{name}: {waiting} to draft {with_what}, {_minutes(one.minutes)}.")
    else:
        console.say(f"{name}: drafted {one.drafted:,} of {waiting} {with_what}.")
    if one.units:
        console.paragraph(f"{_sentence(one.quality)}.", indent="  ")
        _arrow(console, one.remedy)
    for number, text in (
        (one.repaired, "repaired: only the sentences that changed are drafts"),
        (len(one.stale), "stale, and left so: the old translation is as it was"),
        (len(one.refused), "left empty: no draft was good enough"),
        (one.earlier, "refused before; --redo tries again"),
        (one.skipped, "filled by somebody meanwhile, and left alone"),
        (one.left, f"left for another run{_rest(one)}"),
    ):
        if number:
            console.say(f"  {count(number, 'unit')} {text}.")
    if one.missing:
        console.say(f"  {count(len(one.missing), 'catalog')} missing: `workflow extract` makes them.")
    if one.outdated:
        console.say(f"  {count(len(one.outdated), 'catalog')} out of date: `workflow extract` puts that right.")


def show_refused(console: Console, refused: "Sequence[findings.Finding]") -> None:
    """Units that stay empty, with their addresses and why: all of them with ``-v``."""
    _some(console, [f"  {finding.message}" for finding in refused])


def show_discarded(console: Console, report: "DraftReport") -> None:
    """How many drafts went."""
    if not report.written:
        console.say("There are no drafts to take out.")
        return
    verb = "Would take" if report.dry_run else "Took"
    console.say(f"{verb} {count(report.discarded, 'draft')} out of {count(len(report.written), 'catalog')}.")


def _arrow(console: Console, remedy: str) -> None:
    if remedy:
        console.say(f"  → {remedy}")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rest(one: "LanguageReport") -> str:
    if one.left_minutes is None:
        return ""
    return f" ({count(one.left_words, 'word')}, {_minutes(one.left_minutes)})"


def _minutes(minutes: float | None) -> str:
    return "less than a minute" if minutes is None or minutes < 1 else f"about {minutes:,.0f} min"


# Editions


def show_publication(console: Console, project: "Project", report: "Publication", *, notes: bool = True) -> None:
    """What each edition holds, and what has to be known about it."""
    own = _name(project.config.source_language).partition(" ")[2]
    rows = []
    for edition in report.editions:
        pages = count(len(edition.pages), "page")
        if edition.is_source:
            rows.append([_name(edition.language), pages, "source"])
            continue
        counts = edition.counts
        people = counts[State.TRANSLATED] + counts[State.APPROVED]
        shown = sum(page.shown_in_source for page in edition.pages)
        said = [f"{people:,} of {sum(counts.values()):,} by people"]
        said += [count(counts[State.DRAFT], "draft")] if counts[State.DRAFT] else []
        said += [f"{shown:,} in {own}"] if shown else []
        rows.append([_name(edition.language), pages, ", ".join(said) + (" (as it was)" if edition.kept else "")])
    for line in table(["", "", ""], rows, left=3)[1:]:
        console.say(f"  {line}")
    show_findings(console, report.findings)
    for note in report.notes if notes else ():
        console.paragraph(f"Note: {note}")


def show_place(console: Console, project: "Project", report: "Publication") -> None:
    """Where a reader begins."""
    console.say(f"Look: {_place(project, report)}")


def _place(project: "Project", report: "Publication") -> str:
    """The first page of the first translated edition."""
    if "html" in project.config.output:
        for edition in sorted(report.editions, key=lambda edition: edition.is_source):
            for page in edition.pages[:1]:
                return str(report.folder / "html" / edition.language / page.page)
    return str(report.folder / project.config.output[0])


def show_findings(console: Console, findings: "Sequence[Finding]") -> None:
    """One line each on stderr; notes only with ``-v``, and not more than anybody reads."""
    listed = findings if console.verbose else weighty(findings)
    for finding in listed if console.verbose else listed[:_FEW]:
        console.warn(finding.message)
    if not console.verbose and len(listed) > _FEW:
        console.warn(f"… and {len(listed) - _FEW:,} more: -v lists them all.")


def weighty(findings: "Sequence[Finding]") -> "tuple[Finding, ...]":
    """Those of more weight than a note."""
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTE)


# Everything


def show_run(console: Console, project: "Project", report: "RunReport") -> None:
    """One summary: what each language got, what could not be done, what to do next."""
    if report.publication is None:
        return
    console.say(click.style(project.config.title, bold=True))
    show_publication(console, project, report.publication, notes=console.verbose)
    for one in report.drafts.languages:
        if one.pretranslated:
            console.say()
            console.say(f"Drafted {count(one.pretranslated, 'unit')} into {_name(one.language)} from the memory.")
    drafted = [one for one in report.drafts.languages if one.drafted]
    for one in drafted:
        console.say()
        console.say(f"Drafted {count(one.drafted, 'unit')} into {_name(one.language)} with {one.engine} {one.package}.")
        console.paragraph(f"{_sentence(one.quality)}. No person has read them.", indent="  ")
        _arrow(console, one.remedy)
    _show_undone(console, report)
    console.say()
    console.say("Next:")
    steps = []
    if report.changed and any((folder / ".git").exists() for folder in (project.root, *project.root.parents)):
        steps += [("look at what changed", "git diff"), ("keep it", "git commit")]
    elif report.changed:
        steps += [("look at what changed", str(project.locales))]
    if any(edition.counts.get(State.DRAFT) for edition in report.publication.editions):
        steps += [("take the drafts out again", "workflow draft --discard")]
    steps += [("read", _place(project, report.publication))]
    for line in table(["", ""], steps, left=2)[1:]:
        console.say(f"  {line}")


def _show_undone(console: Console, report: "RunReport") -> None:
    lines = [f"{failure}" for failure in report.failures]
    refused = report.drafts.refused
    if refused:
        lines.append(f"{count(len(refused), 'unit')} left empty: no draft was good enough. One of them:")
        lines.append(f"  workflow draft --explain {refused[0].unit}")
    for one in report.undrafted:
        lines.append(f"{_name(one.language)}: {count(one.units, 'unit')} without a draft: {one.reason}.")
        lines += [f"  → {one.remedy}"] if one.remedy else []
    if lines:
        console.say()
        console.say("Could not be done:")
        for line in lines:
            console.paragraph(line, indent="  ")


def _name(code: str) -> str:
    from workflow.languages import language

    return f"{code} {language(code).name}"
