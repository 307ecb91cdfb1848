"""``workflow approve``, ``refuse``, ``unapprove``, ``ignore`` and ``undo``: decisions about translations."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from workflow.cli.console import Console, more
from workflow.cli.filters import filter_options, located, review_date, signer_option, unit_filter
from workflow.cli.options import Command, Session, document_option, dry_run_option, json_option, language_option
from workflow.errors import BadInput, WorkflowError
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.checks.model import CheckRule
    from workflow.editing import Decision, DecisionKind, DecisionReport, Review, Signature
    from workflow.project import Project
    from workflow.project.addresses import LocatedUnit

__all__ = ["approve", "carry_out", "ignore", "refuse", "signature_of", "unapprove", "undo"]

_UNITS = "[ADDRESS|-]..."
_FEW = 12
"""Maximum number of entries that are listed without ``-v``."""
_DONE = {
    "approve": "Approved",
    "edit": "Edited",
    "refuse": "Refused",
    "unapprove": "Approval removed:",
    "ignore": "Ignored in",
    "fix": "Fixed",
}
_LOOKS = {
    "bilingual": "read against the source",
    "target": "the translation alone was read",
    "rule": "by rule: no person has read it",
}
_MOST = 1000
"""Maximum number of characters of a reason."""


@click.command(cls=Command)
@click.argument("addresses", nargs=-1, metavar=_UNITS)
@language_option
@document_option
@filter_options
@click.option(
    "--review",
    type=click.Choice(["bilingual", "target"]),
    help="bilingual: read against the source; target (default): only the translation was read.",
)
@click.option("--by-rule", is_flag=True, help="Nobody has read it; readers still see that a machine translated it.")
@signer_option
@dry_run_option
@json_option
@click.pass_obj
def approve(
    session: Session,
    /,
    addresses: tuple[str, ...],
    languages: tuple[str, ...],
    documents: tuple[str, ...],
    review: str | None,
    by_rule: bool,
    who: str | None,
    dry_run: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """Approve translations.

    Name them by address (- reads addresses, or the JSON of `workflow queue --json`, from standard input), or choose them with -l, -d
    and the filters of `workflow queue`: all entries that these choose are approved, however many `queue` shows. If you choose many,
    say how they were read: --review or --by-rule.

    An address that ends in @HASH, as `workflow queue --next` prints it, is refused if the translation has changed since.

    \b
    Examples:
      workflow approve es:guide#3f2a91c0 --review bilingual
      workflow approve -l es -d guide.md --max-risk 0.3 --review target
    """
    from workflow.editing import Review

    if review and by_rule:
        raise click.UsageError("--review and --by-rule cannot be combined")
    wanted, is_filtered = unit_filter(filters)
    in_bulk = is_filtered or bool(languages or documents)
    if addresses and in_bulk:
        raise click.UsageError("name units by address, or choose them with -l, -d and filters, not both")
    if not addresses and not in_bulk:
        raise click.UsageError("name the units to approve, or choose them with -l, -d or a filter")
    if in_bulk and not (review or by_rule):
        raise click.UsageError(
            "say how they were read: --review bilingual, --review target, or --by-rule if nobody has read them"
        )
    project = session.project()
    look = Review.RULE if by_rule else Review(review or "target")
    problems: tuple[WorkflowError, ...]
    if addresses:
        units, problems = located(session, project, addresses)
    else:
        from workflow.editing import select

        selection = session.select(project, languages, documents)
        found = select(project, selection, wanted, observer=session.console.observer)
        units, problems = found.units, found.problems
    decisions = _decisions(project, "approve", units, signature_of(project, who, look))
    carry_out(session, project, decisions, problems, dry_run=dry_run, as_json=as_json)


@click.command(cls=Command)
@click.argument("addresses", nargs=-1, required=True, metavar=_UNITS)
@click.option("--reason", required=True, metavar="TEXT", help="The reason, which is kept in the PO file.")
@signer_option
@dry_run_option
@json_option
@click.pass_obj
def refuse(
    session: Session, addresses: tuple[str, ...], reason: str, who: str | None, dry_run: bool, as_json: bool
) -> None:
    """Refuse translations.

    A draft is removed, and the entry is not drafted again until its source changes. A person's translation stays: it is marked as
    unfinished (fuzzy), without its approvals.

    \b
    Example:
      workflow refuse es:guide#3f2a91c0 --reason "The wrong word for ferry"
    """
    project = session.project()
    units, problems = located(session, project, addresses)
    decisions = _decisions(project, "refuse", units, signature_of(project, who), reason=_one_line("--reason", reason))
    carry_out(session, project, decisions, problems, dry_run=dry_run, as_json=as_json)


@click.command(cls=Command)
@click.argument("addresses", nargs=-1, required=True, metavar=_UNITS)
@click.option("--all", "everybody", is_flag=True, help="Remove the approvals of all people.")
@signer_option
@dry_run_option
@json_option
@click.pass_obj
def unapprove(
    session: Session, addresses: tuple[str, ...], everybody: bool, who: str | None, dry_run: bool, as_json: bool
) -> None:
    """Withdraw your approval of translations.

    The translations stay. To take back the whole decision, use `workflow undo`.
    """
    project = session.project()
    units, problems = located(session, project, addresses)
    decisions = _decisions(project, "unapprove", units, signature_of(project, who), everybody=everybody)
    carry_out(session, project, decisions, problems, dry_run=dry_run, as_json=as_json)


@click.command(cls=Command)
@click.argument("address", metavar="ADDRESS|-")
@click.argument("check", metavar="CHECK")
@click.option(
    "--reason", required=True, metavar="TEXT", help="Why it is no mistake. The reason is kept in the PO file."
)
@signer_option
@dry_run_option
@json_option
@click.pass_obj
def ignore(
    session: Session, address: str, check: str, reason: str, who: str | None, dry_run: bool, as_json: bool
) -> None:
    """Ignore the finding CHECK in a translation.

    It is ignored until the source or the translation changes. `workflow check --list` shows the ids of the checks.

    \b
    Example:
      workflow ignore es:guide#3f2a91c0 end_stop --reason "It is a headline."
    """
    from workflow.checks.rules import rule_named

    rule = rule_named(check)
    project = session.project()
    units, problems = located(session, project, (address,))
    by = signature_of(project, who)
    decisions = _decisions(project, "ignore", units, by, reason=_one_line("--reason", reason), check=check)
    if len(units) == 1 and _finds_nothing(project, units[0], rule):
        session.console.warn(
            f"{units[0].address}: {check} finds nothing here. To list such ignores: workflow check --unused-ignores"
        )
    carry_out(session, project, decisions, problems, dry_run=dry_run, as_json=as_json)


def _finds_nothing(project: "Project", unit: "LocatedUnit", rule: "CheckRule") -> bool:
    """Whether a check of single entries finds nothing in a unit, nor found anything that is dismissed already."""
    from workflow import reporting
    from workflow.checks.model import Check, EntryCheck

    if not isinstance(rule, (Check, EntryCheck)):  # found among other entries, or by a language model
        return False
    known = reporting.describe(project, unit)
    dismissed = (one.check for one in known.ignored if one.valid)
    return not known.problems and rule.id not in {*(one.id for one in known.findings), *dismissed}


@click.command(cls=Command)
@click.argument("number", type=click.IntRange(1, 10_000), default=1, metavar="[N]")
@dry_run_option
@json_option
@click.pass_obj
def undo(session: Session, number: int, dry_run: bool, as_json: bool) -> None:
    """Undo the last decisions.

    Takes back the last N commands (default 1) among approve, edit, refuse, unapprove, ignore and check --fix. An entry that has changed since
    stays as it is, and is named. If a command cannot be undone, no older one is undone in its place.
    """
    from workflow import editing
    from workflow.cli.summaries import refuse as refuse_problems

    console = session.console
    report = editing.undo(session.project(), number, dry_run=dry_run)
    for line in report.damaged:
        console.warn(line)
    if as_json:
        console.data(report)
    else:
        for one in report.undone:
            for what, units in (("Would undo" if dry_run else "Undone", one.units), ("Undone already", one.already)):
                if units:
                    entries = count(len(units), "entry", "entries")
                    console.say(f"{what}: {one.kind} of {entries} by {one.who}, {editing.moment(one.when)}")
                    _some(console, [f"  {address}" for address in units])
        if 0 < len(report.undone) < number and not report.problems:
            console.say("There are no older decisions to undo.")
        if not any(one.units for one in report.undone):
            _show_nothing_undone(console, number, bool(report.problems))
    refuse_problems(console, report.problems)


def _show_nothing_undone(console: Console, number: int, has_problems: bool) -> None:
    """Say why no entry was put back, and how to go on to an older decision, which nobody has asked for yet."""
    if has_problems:  # such a decision stays the latest
        console.say(f"No entry was changed. To undo the decision before it as well: workflow undo {number + 1}")
    else:
        console.say("Something else had put this back, such as git checkout or an editor. No entry was changed.")
        console.say("To undo the decision before it: workflow undo")


def signature_of(
    project: "Project", who: str | None, review: "Review | None" = None, seconds: float | None = None
) -> "Signature":
    """The signature of the person at the terminal. Raises BadInput if nobody is named."""
    from workflow.editing import Signature, author

    return Signature(author(project.root, who), review_date(), review, seconds)


def _decisions(
    project: "Project", kind: str, units: "Sequence[LocatedUnit]", by: "Signature", **more: Any
) -> "list[Decision]":
    from workflow.editing import Decision, DecisionKind, Seen, UnitPlace

    return [Decision(DecisionKind(kind), UnitPlace.of(unit), Seen.of(unit.entry), by, **more) for unit in units]


def carry_out(
    session: Session,
    project: "Project",
    decisions: "Sequence[Decision]",
    problems: Sequence[WorkflowError] = (),
    *,
    dry_run: bool,
    as_json: bool,
) -> "DecisionReport":
    """Carry out decisions and print what became of them. ``problems``: units that could not be found, which are added to the report."""
    from dataclasses import replace

    from workflow import editing
    from workflow.cli.summaries import refuse as refuse_problems

    console = session.console
    report = editing.decide(project, decisions, dry_run=dry_run, observer=console.observer)
    report = replace(report, problems=(*problems, *report.problems))
    if as_json:
        console.data(report)
    else:
        _show(console, report, decisions)
    refuse_problems(console, report.problems)
    return report


def _show(console: Console, report: "DecisionReport", decisions: "Sequence[Decision]") -> None:
    from workflow.excerpts import excerpt

    if not decisions:
        if not report.problems:
            console.say("No entry is meant. To see which are there: workflow queue, with the same options.")
        return
    kind: DecisionKind = decisions[0].kind
    by = decisions[0].by
    changed = [one for one in report.decided if one.changed]
    same = Counter(one.after for one in report.decided if not one.changed)
    verb = f"Would be {_DONE[kind].lower().rstrip(':')}:" if report.dry_run else _DONE[kind]
    _some(console, [f"{verb} {one.address}  {excerpt(one.text)}".rstrip() for one in changed])
    if len(changed) > 1:
        files = "" if report.dry_run else f" in {count(len(report.written), 'catalog')}"
        console.say(f"{count(len(changed), 'entry', 'entries')}{files}.")
    if same:
        console.say(f"{count(sum(same.values()), 'entry was', 'entries were')} so already; nothing changed there.")
    if changed and not report.dry_run:
        look = f" ({_LOOKS[by.review]})" if by.review is not None else ""
        console.say(f"Decided by {by.who}{look}. To take it back: workflow undo")


def _some(console: Console, lines: Sequence[str]) -> None:
    shown = lines if console.verbose else lines[:_FEW]
    for line in shown:
        console.say(line)
    if len(lines) > len(shown):
        console.say(more(len(lines) - len(shown)))


def _one_line(option: str, text: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise BadInput(f"{option}: the text is empty. Say why, in a few words.")
    try:
        found.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadInput(f"{option}: the text is not UTF-8.") from error
    if len(found) > _MOST:
        raise BadInput(f"{option}: the text has {len(found):,} characters; at most {_MOST:,} fit into a comment.")
    return found
