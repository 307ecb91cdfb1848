"""What the checks found, by entry, so that entries that did not change are not checked again.

A file of ``.workflow/checks`` has the version of the program, and for the hash of all that the checks of an entry look at what they found.
Delete it, and all entries are checked again. What is damaged, or of another version of the program, is ignored.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from workflow.checks.model import TextProblem
from workflow.checks.results_version import results_version
from workflow.checks.rules import RULES
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import read_bytes, write_bytes
from workflow.model import Severity, Span

__all__ = ["FoundProblem", "ResultCache", "packed_problem"]

_MOST = 250_000
"""Maximum number of entries in a file. Those that the last run did not see are dropped first."""


class FoundProblem(NamedTuple):
    """A problem, and the check that found it."""

    check: str
    problem: TextProblem
    at: int = 0
    """Of entries that are compared with each other: the number of the entry."""


class ResultCache:
    """The results for one pair of languages."""

    def __init__(self, path: Path | None, languages: tuple[str, str]) -> None:
        """``path``: the file, which need not exist; None to keep nothing. ``languages``: those of source and target."""
        self._path = path
        self._languages = languages
        self._seen: dict[str, list[Any]] = {}
        self._changed = False

    def get(self, key: str) -> list[FoundProblem] | None:
        """Return what was found for a key; None if it is not known."""
        if (record := self._before.get(key)) is None:
            return None
        try:
            found = [_unpacked(one) for one in record]
        except (KeyError, TypeError, ValueError):
            return None
        self._seen[key] = record
        return found

    def put(self, key: str, found: Sequence[FoundProblem]) -> None:
        """Store what was found for a key."""
        self._seen[key] = [packed_problem(one) for one in found]
        self._changed = True

    def save(self) -> None:
        """Write the file, if anything changed. A cache that cannot be written is no error."""
        if self._path is None or not self._changed:
            return
        entries = dict(
            islice((self._seen | {key: self._before[key] for key in self._before.keys() - self._seen}).items(), _MOST)
        )
        text = json.dumps({"version": results_version(*self._languages), "entries": entries}, separators=(",", ":"))
        try:
            write_bytes(self._path, text.encode("ascii"))
        except WorkflowError:
            return

    @cached_property
    def _before(self) -> Mapping[str, list[Any]]:
        """The content of the file when it was first asked for."""
        if self._path is None:
            return {}
        try:
            data = load_json(read_bytes(self._path))
            fits = data["version"] == results_version(*self._languages) and isinstance(data["entries"], dict)
            return data["entries"] if fits else {}
        except (WorkflowError, ValueError, KeyError, TypeError):
            return {}


def packed_problem(found: FoundProblem) -> list[object]:
    """Return a problem as a list that JSON can hold."""
    one = found.problem
    spans = [[span.start, span.end] if span else None for span in (one.span, one.source_span)]
    return [found.check, found.at, one.message, *spans, one.fix, one.form, one.severity and one.severity.value]


def _unpacked(record: list[Any]) -> FoundProblem:
    """Raises KeyError, TypeError or ValueError for what ``packed_problem`` did not return."""
    check, at, message, span, source_span, fix, form, severity = record
    numbers = [at, form, *(span or ()), *(source_span or ())]
    texts = [message, *([] if fix is None else [fix])]
    if not all(type(number) is int and number >= 0 for number in numbers) or not all(
        type(text) is str for text in texts
    ):
        raise ValueError(record)
    problem = TextProblem(
        message,
        Span(*span) if span else None,
        Span(*source_span) if source_span else None,
        fix,
        form,
        None if severity is None else Severity(severity),
    )
    return FoundProblem(RULES[check].id, problem, at)
