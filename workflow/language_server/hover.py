"""What the editor shows beside the pointer: all that is known about an entry, as Markdown or plain text."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from lsprotocol import types

from workflow.language_server.open_texts import uri_of
from workflow.reporting import UnitDetails
from workflow.reporting.unit_facts import facts

__all__ = ["as_content", "unit_facts"]

_SEEN = frozenset({"unit", "file", "source", "target", "context", "finding", "place", "notes"})
"""Labels of facts that the editor shows anyway: they stand in the entry, or are diagnostics."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~&-])")

Fact = tuple[str, str]


def unit_facts(found: UnitDetails) -> list[Fact]:
    """Return the facts about an entry that its lines do not show, with kind and headings of its unit."""
    rows: list[Fact] = [("unit", found.unit.address)] if found.document_line else []
    rows += [("place", found.place[0])] if found.place else []
    label = ""
    for name, text in facts(found, Path.as_posix, with_target=False):
        label = name or label
        if label not in _SEEN:
            rows.append((name, text))
    return [*rows, *(("not found", str(problem)) for problem in found.problems)]


def as_content(rows: Sequence[Fact], links: Iterable[tuple[str, Path, int]], *, markdown: bool) -> types.MarkupContent:
    """Return facts as the content of a hover. ``links``: labels, with the file and the line that they lead to."""
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    lines: list[str] = []
    for label, text in rows:
        if not markdown:
            lines.append(f"{label:<10}{text}".rstrip())
        elif label:
            lines.append(f"- **{label}** {_escaped(text)}")
        else:
            lines[-1:] = [f"{lines[-1] if lines else ''}  \n  {_escaped(text)}"]
    for label, path, line in links:
        if markdown:
            lines.append(f"- [{_escaped(label)}](<{uri_of(path)}#L{line}>)")
        else:
            lines.append(label)
    return types.MarkupContent(kind, "\n".join(lines))


def _escaped(text: str) -> str:
    """A text as Markdown that shows its characters."""
    return _SPECIAL.sub(r"\\\1", text)
