"""A baseline: the findings of one day, so that only new ones are shown. A text file that people can compare and commit.

    # workflow check --baseline, version 1
    3f2a91c0 end_stop locales/es/LC_MESSAGES/guide.po

A line has the fingerprint of a finding, which stays the same when lines move, the id of its check and its catalog. Lines are sorted by
catalog and check.
"""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from workflow.checking.report import CheckReport
from workflow.errors import BadInput
from workflow.files import exists, read_text, write_bytes
from workflow.findings import Finding
from workflow.locks import locked

__all__ = ["Baseline", "read_baseline", "write_baseline"]

_HEAD = "# workflow check --baseline, version 1"
_LINE = re.compile(r"(?P<fingerprint>[0-9a-f]{8}) (?P<check>[a-z_]+) (?P<catalog>\S.*)")


class _Known(NamedTuple):
    """A line; its order is that of the file."""

    catalog: str
    check: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.fingerprint} {self.check} {self.catalog}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings that are known."""

    known: frozenset[_Known]
    root: Path
    """The folder to which the paths of catalogs are relative."""

    def hide(self, report: CheckReport, ids: frozenset[str]) -> CheckReport:
        """Return a report without the findings that are known, and with the lines whose findings no longer occur.

        ``ids``: the checks that ran. Lines for other checks, and for catalogs that exist and were not checked, are left alone.
        """
        lines = [_line(finding, self.root) for finding in report.findings]
        new = tuple(one for one, line in zip(report.findings, lines, strict=True) if line not in self.known)
        hidden = tuple(one for one, line in zip(report.findings, lines, strict=True) if line in self.known)
        gone = sorted(one for one in self.known - set(lines) if one.check in ids and self.is_judged(one, report))
        return replace(report, findings=new, hidden=hidden, gone=tuple(map(str, gone)))

    def is_judged(self, one: _Known, report: CheckReport) -> bool:
        """Whether a report would have the finding of a line."""
        path = self.root / one.catalog
        return path in {file.absolute() for file in report.files} or not exists(path)


def read_baseline(path: Path, root: Path) -> Baseline:
    """Return the baseline in a file. Raises BadInput, with the line, for a file that is none; FileProblem, DocumentError."""
    first, *lines = read_text(path).splitlines() or [""]
    if first.strip() != _HEAD:
        raise BadInput(f"{path}: is not a baseline. Write one with `workflow check --write-baseline FILE`.")
    known = set()
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.startswith("#"):
            continue
        if (match := _LINE.fullmatch(line.rstrip())) is None:
            raise BadInput(
                f"{path}:{number}: is not a line of a baseline: {line[:60]!r}. Remove it, or write the file again with --write-baseline."
            )
        known.add(_Known(match["catalog"], match["check"], match["fingerprint"]))
    return Baseline(frozenset(known), root)


def write_baseline(path: Path, root: Path, report: CheckReport, ids: frozenset[str]) -> int:
    """Write the findings of a report to a file, and return how many lines it has now.

    Lines of an earlier baseline there are kept for checks that did not run and catalogs that were not checked. Raises BadInput if
    the file is something else; FileProblem.
    """
    with locked(path):
        lines = {_line(finding, root) for finding in report.findings}
        if exists(path):
            before = read_baseline(path, root)
            lines |= {one for one in before.known if one.check not in ids or not before.is_judged(one, report)}
        text = "".join(f"{line}\n" for line in (_HEAD, *map(str, sorted(lines))))
        write_bytes(path, text.encode("utf-8", "surrogateescape"))
    return len(lines)


def _line(finding: Finding, root: Path) -> _Known:
    path = (finding.catalog or Path()).absolute()
    return _Known(Path(os.path.relpath(path, root)).as_posix(), finding.id, finding.fingerprint)
