"""Findings: what is wrong, where it stands, and how to correct it. One type for everything that the program reports about content.

Layer 1. ``FINDINGS`` lists every id with its meaning; ids are stable, since ``--json`` users rely on them (docs/findings.md).
"""

from dataclasses import dataclass
from pathlib import Path

from workflow.model import Severity, Span

__all__ = ["FINDINGS", "Finding"]

FINDINGS: dict[str, str] = {
    "refused_draft": "No machine translation of the unit passed the checks; its entry stays empty.",
    "stale_translation": "The source was edited, and the old translation cannot be repaired sentence by sentence.",
}
"""What each finding id means, in one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the content of a project, and where to correct it."""

    id: str
    """A key of ``FINDINGS``."""
    severity: Severity
    message: str
    """One line for people: what is wrong and, where it helps, what to do. Names file and line where they are known."""
    language: str | None = None
    """The gettext code of the language that it concerns; None where it concerns every language."""
    document: str | None = None
    """POSIX path below the source folder."""
    unit: str | None = None
    """The unit's address: ``es:guide#3f2a91c0``."""
    catalog: Path | None = None
    catalog_line: int = 0
    """1-based line of the PO file; 0 where it is not known."""
    source: Path | None = None
    """The source document's file, or another file of the project such as ``workflow.yaml``."""
    source_line: int = 0
    """1-based line of ``source``; 0 where it is not known."""
    span: Span | None = None
    """Where it lies, in characters: in the translation for a finding about an entry, else in the source document's text."""
    fix: str | None = None
    """The text that would put it right, where there is one."""
