"""``editions/manifest.json``: the state of every unit in every language, and the authorship of the published text.

docs/publishers.md describes its use. ``FORMAT`` is incremented when the meaning of a key changes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from workflow.catalogs.states import address
from workflow.data_formats import load_json
from workflow.errors import DocumentError, FileProblem
from workflow.files import read_text
from workflow.model import State
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.policy import authorship
from workflow.publishing.report import PageReport, ReaderCounts

__all__ = ["FORMAT", "NAME", "DocumentRecord", "EditionRecord", "document_record", "read", "serialised"]

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document in one language."""

    files: Mapping[str, str]
    """The document's paths below ``editions/``, by the builder's key: ``page``, ``markdown``."""
    counts: Mapping[str, int]
    """Number of units by state, without zeros."""
    readers: ReaderCounts
    """Its units by what is published for them."""
    title: str
    """The document's title as it is published."""
    title_translated: bool
    units: list[dict[str, Any]]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        files = {key: value for key, value in data.items() if isinstance(value, str) and key != "title"}
        readers = ReaderCounts(**data["readers"])
        return cls(files, data["counts"], readers, data["title"], data["title_translated"], data["units"])

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        return {
            **self.files,
            "title": self.title,
            "title_translated": self.title_translated,
            "counts": dict(self.counts),
            "readers": {each.name: getattr(self.readers, each.name) for each in fields(self.readers)},
            "units": self.units,
        }


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One language."""

    title: str
    title_translated: bool
    documents: Mapping[str, DocumentRecord]

    @property
    def shown_title(self) -> str | None:
        """The title, if it is in the language of the edition."""
        return self.title if self.title_translated else None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        documents = {path: DocumentRecord.of(record) for path, record in data["documents"].items()}
        return cls(data["title"], data["title_translated"], documents)

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        documents = {path: record.as_json() for path, record in self.documents.items()}
        return {"title": self.title, "title_translated": self.title_translated, "documents": documents}


def document_record(
    code: str, name: str, localized: LocalizedDocument, report: PageReport, files: Mapping[str, str]
) -> DocumentRecord:
    """Make the record of a document in the language ``code``. ``name`` is its name in addresses (``Project.name``)."""
    units = []
    for one in localized.units:
        unit: dict[str, Any] = {
            "unit": address(code, name, one.unit),
            "kind": str(one.unit.kind),
            "line": one.unit.line,
            "state": str(one.state),
            **authorship(one),
        }
        if one.reason:
            unit["refused"] = one.reason
        units.append(unit)
    counts = {str(state): report.counts[state] for state in State if report.counts.get(state)}
    return DocumentRecord(
        files, counts, report.readers, localized.title, "lang" not in localized.title_attributes, units
    )


def serialised(title: str, source_language: str, editions: Mapping[str, EditionRecord]) -> bytes:
    """Return the manifest as UTF-8 JSON with one line for each unit, so that two manifests can be compared line by line."""
    records = {code: record.as_json() for code, record in editions.items()}
    data = {"format": FORMAT, "title": title, "source_language": source_language, "editions": records}
    return ("".join(_lines(data, 0)) + "\n").encode("utf-8")


def _lines(value: object, depth: int) -> Iterator[str]:
    """Write JSON with one line for each member. Objects without nested objects or lists (units, counts) are on one line."""
    members: list[tuple[str, object]]
    if isinstance(value, dict) and any(isinstance(member, dict | list) for member in value.values()):
        members, brackets = [(f"{_json(name)}: ", member) for name, member in value.items()], "{}"
    elif isinstance(value, list) and value:
        members, brackets = [("", member) for member in value], "[]"
    else:
        yield _json(value)
        return
    indent = " " * (depth + 1)
    yield f"{brackets[0]}\n"
    for number, (name, member) in enumerate(members):
        yield indent + name
        yield from _lines(member, depth + 1)
        yield ",\n" if number < len(members) - 1 else "\n"
    yield " " * depth + brackets[1]


def read(path: Path) -> Mapping[str, EditionRecord]:
    """Return the editions of the last manifest by language; none if there is no manifest of this ``FORMAT``."""
    try:
        data = load_json(read_text(path))
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            return {}
        return {code: EditionRecord.of(record) for code, record in data["editions"].items()}
    except (FileProblem, DocumentError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
