"""``editions/manifest.json``: the record of a publication, without its parts.

The record says who and what wrote, read and released each text. It has a part for each document (``document_record``); the manifest has what
is said of whole editions, and the hashes of all files, those of the parts included. docs/record.md describes it,
docs/manifest.schema.json is its schema. ``FORMAT`` is incremented when the meaning of a key changes.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from workflow.data_formats import load_json
from workflow.errors import BadInput, DocumentError
from workflow.files import read_text
from workflow.publishing.paths import reading_order

__all__ = [
    "FORMAT",
    "NAME",
    "PARTS",
    "EditionRecord",
    "Record",
    "as_json",
    "as_lines",
    "part_name",
    "read_record",
]

FORMAT = 3
NAME = "manifest.json"
PARTS = "record"
"""The folder of the parts, beside it."""


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One language."""

    title: str
    title_translated: bool
    responsible: str
    """Who is responsible for the edition; empty if nobody is named."""
    policy: Mapping[str, Any]
    """The publication policy."""
    words: Mapping[str, Mapping[str, int]]
    """The totals of its documents (``document_record.word_totals``)."""

    @property
    def shown_title(self) -> str | None:
        """The title, if it is in the language of the edition."""
        return self.title if self.title_translated else None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        return cls(
            data["title"], data["title_translated"], data["responsible"] or "", dict(data["policy"]), data["words"]
        )

    def lines(self, depth: int) -> str:
        """Return the record as the manifest has it."""
        members = {
            "title": self.title,
            "title_translated": self.title_translated,
            "responsible": self.responsible or None,
            "policy": self.policy,
            "words": self.words,
        }
        return as_lines({name: as_json(value) for name, value in members.items()}, depth)


@dataclass(frozen=True, slots=True)
class Record:
    """The record without its parts."""

    title: str
    source_language: str
    editions: Mapping[str, EditionRecord]
    """By language."""
    files: Mapping[str, str]
    """SHA-256 of each published file, and of each part, by its path below ``editions/``."""
    versions: Mapping[str, str]
    date: str | None = None
    """The day in ``SOURCE_DATE_EPOCH``, ISO; None if it is not set."""

    @property
    def documents(self) -> Sequence[str]:
        """The documents that it has parts of, in reading order."""
        top = f"{PARTS}/"
        return reading_order([path[len(top) : -len(".json")] for path in self.files if path.startswith(top)])

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read the record from the manifest's JSON."""
        editions = {code: EditionRecord.of(record) for code, record in data["editions"].items()}
        head = data["title"], data["source_language"], editions
        return cls(*head, dict(data["files"]), dict(data["versions"]), data.get("date"))

    def serialised(self) -> bytes:
        """Return the manifest: UTF-8 JSON with one line for each file, so that two manifests can be compared line by line.

        The last member is the SHA-256 of all lines before its own.
        """
        members = {name: as_json(value) for name, value in self._head().items()}
        members["editions"] = as_lines({code: record.lines(2) for code, record in self.editions.items()}, 1)
        members["files"] = as_lines({path: as_json(self.files[path]) for path in sorted(self.files)}, 1)
        data = as_lines(members, 0).removesuffix("\n}").encode("utf-8", "backslashreplace") + b",\n"
        return data + f' "sha256": "{hashlib.sha256(data).hexdigest()}"\n}}\n'.encode()

    def _head(self) -> dict[str, object]:
        head: dict[str, object] = {"format": FORMAT, "title": self.title, "source_language": self.source_language}
        return head | ({"date": self.date} if self.date else {}) | {"versions": dict(self.versions)}


def read_record(path: Path) -> Record:
    """Return the last record. Raises FileProblem, BadInput for one of another ``FORMAT``, and DocumentError for one that is damaged."""
    try:
        data = load_json(read_text(path))
        if data.get("format") != FORMAT and isinstance(data["format"], int):
            raise BadInput(
                f"{path}: was written by another version of this program. Run `workflow publish` to make the editions and the record again."
            )
        return Record.of(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"{path}: the record is damaged: {error}") from error


def part_name(document: str) -> str:
    """Return the path of the part of a document, below the folder of the parts."""
    return f"{document}.json"


as_json = json.JSONEncoder(ensure_ascii=False).encode
"""JSON on one line."""


def as_lines(members: Mapping[str, str] | Sequence[str], depth: int) -> str:
    """Return a JSON object or array with one line for each member. They are JSON already; ``depth`` is that of the object."""
    each, brackets = members, "[]"
    if isinstance(members, Mapping):
        each, brackets = [f"{as_json(name)}: {value}" for name, value in members.items()], "{}"
    end = f"\n{' ' * depth}"
    return f"{brackets[0]}{end} {f',{end} '.join(each)}{end}{brackets[1]}" if each else brackets
