"""The texts of ``workflow check``: a finding with its part marked, the list of checks, the explanation of one."""

import textwrap
from typing import TYPE_CHECKING

import click

from workflow.cli.console import table
from workflow.cli.opinions import opinion_lines
from workflow.cli.wrapping import columns_of

if TYPE_CHECKING:
    from workflow.checks.model import Example
    from workflow.findings import Finding

__all__ = ["described", "explanation", "listed"]

_COLUMNS = 80
_INDENT = 6
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def described(finding: "Finding") -> str:
    """A finding: its line, its message, and the translation with the part that is wrong marked under it."""
    problem = str(finding.details.get("problem", finding.message))
    place = f"{finding.source.name}:{finding.source_line}" if finding.source and finding.source_line else ""
    head = f"{finding.catalog_line:>5}  {finding.severity.value}: {problem} [{finding.id}]"
    lines = textwrap.wrap(
        f"{head}  {place}".rstrip(), _COLUMNS, subsequent_indent=" " * 7, break_long_words=False, break_on_hyphens=False
    ) or [head]
    name = f"{finding.severity.value}:"
    lines[0] = lines[0].replace(name, click.style(name, fg=_COLOURS[finding.severity.value]), 1)
    target = str(finding.details.get("target", ""))
    if target:
        lines += _marked(target, (finding.span.start, finding.span.end) if finding.span else None)
    if finding.fix is not None and finding.fix.strip():
        lines += [" " * _INDENT + line for line in _fix(target, finding.fix)]
    return "\n".join(lines)


def _marked(text: str, span: tuple[int, int] | None) -> list[str]:
    """A line of the text, and a line of marks under its part. A long text is cut around the part."""
    room = _COLUMNS - _INDENT
    shown = "".join("⏎" if sign == "\n" else "→" if sign == "\t" else sign for sign in text)
    start, end = span or (0, 0)
    first = 0
    if columns_of(shown) > room:
        first = max(0, min(start - room // 4, len(shown) - room // 2)) if start > room // 2 else 0
        last = len(shown)
        while last > first + 1 and columns_of(shown[first:last]) > room - 2:
            last = min(last - 1, first + room)
        shown = f"{'…' if first else ''}{shown[first:last]}{'…' if last < len(text) else ''}"
    offset = first - (1 if first else 0)
    start, end = start - offset, min(end - offset, len(shown))
    lines = [" " * _INDENT + shown]
    if span is not None and 0 <= start < len(shown):
        marks = " " * columns_of(shown[:start]) + "^" * max(columns_of(shown[start:end]), 1)
        lines.append(" " * _INDENT + click.style(marks, fg="red"))
    return lines


def _fix(target: str, fix: str) -> list[str]:
    """The correction, from a little before the change to a little after it."""
    start = next(
        (n for n, (one, two) in enumerate(zip(target, fix, strict=False)) if one != two), min(len(target), len(fix))
    )
    begin = max(start - 20, 0)
    part = fix[begin : start + 30].replace("\n", "⏎").replace("\u00a0", "⍽").replace("\u202f", "⍽")
    return [f"fix: {'…' if begin else ''}{part}{'…' if start + 30 < len(fix) else ''}"]


def listed() -> str:
    """The table of the checks."""
    from workflow.checks.rules import RULES

    rows = [(rule.id, rule.severity.value, rule.mqm) for rule in RULES.values()]
    return "\n".join(table(("check", "severity", "MQM"), rows, left=3))


def explanation(name: str) -> str:
    """What a check finds, with its examples. Raises BadInput if there is no such check."""
    from workflow.checks.model import OpinionRule
    from workflow.checks.rules import rule_named

    rule = rule_named(name)
    lines = [f"{rule.id} ({rule.severity.value}; MQM: {rule.mqm})", "", *textwrap.wrap(rule.description, _COLUMNS)]
    for example in rule.examples:
        lines += ["", *_example(example)]
    if isinstance(rule, OpinionRule):
        lines += opinion_lines(rule)
    return "\n".join(lines)


def _example(example: "Example") -> list[str]:
    """The lines of an example. White space that matters is quoted."""

    def shown(text: str | tuple[str, ...]) -> str:
        return (
            repr(text)
            if isinstance(text, str) and (text != text.strip() or not text.isprintable())
            else " / ".join((text,) if isinstance(text, str) else text)
        )

    flags = f"  ({', '.join(example.flags)})" if example.flags else ""
    return [
        f"  {example.pair}{flags}",
        f"    source: {shown(example.source)}",
        f"    good:   {shown(example.good)}",
        f"    bad:    {shown(example.bad)}",
    ]
