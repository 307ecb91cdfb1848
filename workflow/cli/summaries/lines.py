"""What the summaries are made of: problems and findings, the most important first and a few of many; names of languages."""

from collections.abc import Sequence

from workflow.cli.console import Console, complain, more
from workflow.errors import WorkflowError
from workflow.findings import Finding, few_of_each, serious

__all__ = ["language_name", "refuse", "show_findings", "show_notices", "show_problems", "show_some"]

_NOTICES = ("untranslated_key", "unread_file", "unused_key", "unmatched_pattern")
"""Ids of findings that a command names in one line each, although they are notes."""
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


def show_some(console: Console, lines: Sequence[str]) -> None:
    """Print the first few lines, or all of them with ``-v``."""
    for line in lines if console.verbose else lines[:_FEW]:
        console.paragraph(line)
    if not console.verbose and len(lines) > _FEW:
        console.say(more(len(lines) - _FEW))


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


def language_name(code: str) -> str:
    """Return the code of a language with its name: ``es Spanish``."""
    from workflow.languages import language

    return f"{code} {language(code).name}"
