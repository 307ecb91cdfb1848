"""``editions/record/``: the parts of the record of a publication, one for each document.

A part says of each unit in each language what was published, who or what wrote it, and who decided about it (``unit_record``). A publication
writes the parts of those documents in which something has changed, and links the others.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from workflow.data_formats import load_json
from workflow.errors import DocumentError
from workflow.files import decode, read_bytes
from workflow.publishing.file_hashes import Inputs
from workflow.publishing.manifest import FORMAT, PARTS, as_json, as_lines, part_name
from workflow.publishing.report import ReaderCounts

__all__ = [
    "DocumentRecord",
    "RecordPart",
    "part_text",
    "read_part",
    "sum_of_words",
    "units_text",
    "word_totals",
]

_UNITS_DEPTH = 3
"""How deep the units are in a part."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document in one language, without its units."""

    title: str
    """The document's title as it is published."""
    title_translated: bool
    title_unread: bool
    """Whether a machine wrote the title, and no person has read it."""
    withheld: bool
    """Whether the document is complete-only, and not published in the language."""
    files: Mapping[str, str]
    """The document's paths below ``editions/``, by the builder's key: ``page``, ``markdown``."""
    inputs: Inputs
    counts: Mapping[str, int]
    """Number of units by state, without zeros."""
    readers: ReaderCounts
    """Its units by what is published for them."""
    words: Mapping[str, Mapping[str, int]]
    """See ``word_totals``."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the JSON of a part."""
        return cls(
            data["title"],
            data["title_translated"],
            data["title_unread"],
            data["withheld"],
            data["files"],
            Inputs(**data["inputs"]),
            data["counts"],
            ReaderCounts(**data["readers"]),
            data["words"],
        )

    def members(self) -> dict[str, str]:
        """Return the members of its JSON object, as JSON."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ("inputs", "readers"):
            found[name] = {each.name: getattr(found[name], each.name) for each in fields(found[name])}
        return {name: as_json(value) for name, value in found.items()}


@dataclass(frozen=True, slots=True)
class RecordPart:
    """The part of a document, as it was read."""

    records: Mapping[str, DocumentRecord]
    """By language."""
    units: Mapping[str, Sequence[Mapping[str, Any]]]
    """By language, the records of its units."""
    sha256: str
    """Of the file."""

    def text(self, document: str) -> bytes:
        """Return it as a publication would write it."""
        return part_text(document, self.records, {code: units_text(each) for code, each in self.units.items()})


def part_text(document: str, records: Mapping[str, DocumentRecord], units: Mapping[str, bytes]) -> bytes:
    """Return the part of a document: UTF-8 JSON with one line for each unit. ``units``: see ``units_text``, by language."""
    found = {code: as_lines(record.members() | {"units": units[code].decode()}, 2) for code, record in records.items()}
    members = {"format": as_json(FORMAT), "document": as_json(document), "editions": as_lines(found, 1)}
    return f"{as_lines(members, 0)}\n".encode("utf-8", "backslashreplace")


def units_text(units: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the records of the units of a document in a language as they are written in its part."""
    return as_lines([as_json(unit) for unit in units], _UNITS_DEPTH).encode("utf-8", "backslashreplace")


def read_part(editions: Path, document: str) -> RecordPart:
    """Return the part of a document in the last record. Raises FileProblem, and DocumentError for one that is damaged."""
    path = editions / PARTS / part_name(document)
    data = read_bytes(path)
    try:
        found = load_json(decode(data, str(path)))["editions"]
        records = {code: DocumentRecord.of(one) for code, one in found.items()}
        units = {code: [dict(unit) for unit in one["units"]] for code, one in found.items()}
        return RecordPart(records, units, hashlib.sha256(data).hexdigest())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DocumentError(f"{path}: the record is damaged: {error}") from error


def word_totals(units: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Count the words of the sources by what is published (``published``), who wrote it (``wrote``), and the closest look at it
    (``look``; ``nobody`` for a machine's text that no person has read). A text that occurs twice counts once.
    """
    totals: dict[str, Counter[str]] = {"published": Counter(), "wrote": Counter(), "look": Counter()}
    for unit in {unit["unit"]: unit for unit in units}.values():
        words = unit["words"]
        totals["published"][unit["published"]] += words
        totals["wrote"][unit["wrote"]] += words
        if look := _look(unit):
            totals["look"][look] += words
    return {name: {key: counter[key] for key in sorted(counter) if counter[key]} for name, counter in totals.items()}


def sum_of_words(totals: Iterable[Mapping[str, Mapping[str, int]]]) -> dict[str, dict[str, int]]:
    """Return the sum of the ``word_totals`` of documents."""
    found: dict[str, dict[str, int]] = {"published": {}, "wrote": {}, "look": {}}
    for one in totals:
        for name, counts in one.items():
            own = found[name]
            for key, count in counts.items():
                own[key] = own.get(key, 0) + count
    return {name: dict(sorted(counts.items())) for name, counts in found.items()}


def _look(unit: Mapping[str, Any]) -> str:
    """The closest look at the text that is published; empty where none is needed or recorded: the source, a person's own text."""
    if decisions := unit.get("decisions"):
        return str(decisions[0]["look"])
    return "nobody" if unit["published"] == "draft" and unit["wrote"] != "copy" else ""
