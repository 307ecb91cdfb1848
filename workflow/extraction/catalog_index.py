"""Summaries of catalogs as reuse candidates, so that one new paragraph does not make an extraction parse every catalog.

``.workflow/reuse/<language>`` holds a hash of all that follows, then a summary (``catalogs.ReuseSummary``) of each catalog with the hash of the bytes it was
made from. If the file's bytes have another hash, the summary is ignored and the catalog is parsed. A translation is always taken from
the file itself. With and without this index the same bytes are written; delete it, and the next new paragraph takes a few seconds.
"""

import base64
import contextlib
import json
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workflow.catalogs import ReuseSummary
from workflow.catalogs.reuse import ObsoleteEntry
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.extraction.fingerprint import digest
from workflow.files import read_bytes, write_bytes
from workflow.model import Entry

__all__ = ["SummaryIndex"]

_Record = list[Any]
"""Hash of the file's bytes; hashes of its live texts (base64); its obsolete texts, each as ``_packed`` writes it."""


class SummaryIndex:
    """The summaries of all languages, each read at the first use."""

    def __init__(self, folder: Path, root: Path, key: str) -> None:
        """``key``: the version of the program; summaries of another version are ignored."""
        self.folder = folder
        self.root = root
        self.key = f"{key} {sys.byteorder} {array('I').itemsize}"
        self.languages: dict[str, dict[str, _Record]] = {}
        self.changed: dict[str, dict[Path, tuple[ReuseSummary, str | None]]] = {}

    def get(self, language: str, path: Path, hashed: str) -> ReuseSummary | None:
        """Return the summary of a catalog whose bytes have this hash; None if it is not known."""
        record = self._records(language).get(self._name(path))
        try:
            return _unpacked(record) if record is not None and record[0] == hashed else None
        except (ValueError, TypeError, IndexError):
            return None

    def put(self, language: str, path: Path, summary: ReuseSummary, hashed: str | None = None) -> None:
        """Store the summary of a catalog whose bytes have this hash (None: it is about to be written)."""
        self.changed.setdefault(language, {})[path] = (summary, hashed)

    def save(self, written: Mapping[Path, str], keep: set[Path]) -> None:
        """Write the changed summaries. ``written``: the hashes of the files that were written without a merge; ``keep``: the existing
        catalogs. A cache that cannot be written is no error.
        """
        names = {self._name(path) for path in keep}
        for language, changed in self.changed.items():
            before = self._records(language)
            records = {name: record for name, record in before.items() if name in names}
            for path, (summary, hashed) in changed.items():
                hashed = hashed or written.get(path)
                if hashed is not None and path in keep:
                    records[self._name(path)] = _packed(hashed, summary)
                else:
                    records.pop(self._name(path), None)
            if records != before:
                ordered = {name: records[name] for name in sorted(records)}
                text = json.dumps({"key": self.key, "files": ordered}, separators=(",", ":")).encode("ascii")
                with contextlib.suppress(WorkflowError):
                    write_bytes(self._path(language), digest(text).encode() + b"\n" + text)

    def _records(self, language: str) -> dict[str, _Record]:
        if language not in self.languages:
            self.languages[language] = {}
            try:
                check, _, text = read_bytes(self._path(language)).partition(b"\n")
                data = load_json(text) if check == digest(text).encode() else {}
                if data.get("key") == self.key:
                    self.languages[language] = dict(data["files"])
            except (WorkflowError, ValueError, KeyError, TypeError):
                pass
        return self.languages[language]

    def _path(self, language: str) -> Path:
        return self.folder / language

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _packed(hashed: str, summary: ReuseSummary) -> _Record:
    obsolete = []
    for one in summary.obsolete:
        text = one.outline
        line = text.extracted[0] if text.extracted else None
        obsolete.append([text.context, text.msgid, text.previous_context, text.previous_msgid, line, one.fuzzy])
    return [hashed, base64.b64encode(summary.live.tobytes()).decode("ascii"), obsolete]


def _unpacked(record: _Record) -> ReuseSummary:
    _, live, packed = record
    obsolete = []
    for context, msgid, previous_context, previous_msgid, line, fuzzy in packed:
        texts = (context, previous_context, previous_msgid, line)
        if not isinstance(msgid, str) or not all(text is None or isinstance(text, str) for text in texts):
            raise TypeError
        outline = Entry(
            msgid=msgid,
            context=context,
            previous_context=previous_context,
            previous_msgid=previous_msgid,
            extracted=() if line is None else (line,),
        )
        obsolete.append(ObsoleteEntry(outline, fuzzy))
    hashes = array("I")
    hashes.frombytes(base64.b64decode(live, validate=True))
    return ReuseSummary(hashes, tuple(obsolete))
