"""The texts of ``workflow check``: a finding with its part marked, the list of checks, the explanation of one."""

import textwrap
from typing import TYPE_CHECKING

import click

from workflow.cli.console import table
from workflow.cli.marked_text import Part, changed_parts, marked
from workflow.cli.opinions import opinion_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        lines += _lines("", target, [(finding.span.start, finding.span.end)] if finding.span else [])
    if target and finding.span is None:
        source, span = str(finding.details.get("source", "")), finding.source_span
        lines += _lines("source: ", source, [(span.start, span.end)] if span else [])
    if finding.fix is not None and finding.fix.strip():
        lines += _lines("fix: ", finding.fix, changed_parts(target, finding.fix)[1], colour="green")
    return "\n".join(lines)


def _lines(lead: str, text: str, parts: "Sequence[Part]", *, colour: str = "red") -> list[str]:
    indent = " " * _INDENT + lead
    line, marks = marked(text, parts, _COLUMNS - len(indent), colour=colour)
    return [indent + line, *([" " * len(indent) + marks] if marks else [])]


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
