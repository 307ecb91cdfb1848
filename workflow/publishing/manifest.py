"""``editions/manifest.json``: the record of a publication, that is, who and what wrote, read and released each text.

docs/record.md describes it, docs/manifest.schema.json is its schema. ``FORMAT`` is incremented when the meaning of a key changes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from workflow.data_formats import load_json
from workflow.errors import BadInput, DocumentError
from workflow.files import read_text
from workflow.model import State
from workflow.publishing.editions import LocalizedDocument
from workflow.publishing.report import PageReport, ReaderCounts
from workflow.publishing.unit_record import unit_record

__all__ = [
    "FORMAT",
    "NAME",
    "DocumentRecord",
    "EditionRecord",
    "Inputs",
    "Record",
    "document_record",
    "read_record",
    "word_totals",
]

FORMAT = 2
NAME = "manifest.json"

_ON_ONE_LINE = frozenset({"counts", "files", "inputs", "policy", "readers", "versions", "words"})
"""Members of an edition, or of a document, that are written on one line."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """SHA-256 of the files that a document was published from, in hexadecimal digits."""

    document: str | None
    catalog: str | None = None
    """None for the source language, and for a file that does not exist, or cannot be read."""


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
    inputs: Inputs
    withheld: bool = False
    """Whether the document is complete-only, and not published in the language."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        return cls(
            data["files"],
            data["counts"],
            ReaderCounts(**data["readers"]),
            data["title"],
            data["title_translated"],
            data["units"],
            Inputs(**data["inputs"]),
            data["withheld"],
        )

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        return {
            "title": self.title,
            "title_translated": self.title_translated,
            "withheld": self.withheld,
            "files": dict(self.files),
            "inputs": {each.name: getattr(self.inputs, each.name) for each in fields(self.inputs)},
            "counts": dict(self.counts),
            "readers": {each.name: getattr(self.readers, each.name) for each in fields(self.readers)},
            "words": word_totals(self.units),
            "units": self.units,
        }


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One language."""

    title: str
    title_translated: bool
    documents: Mapping[str, DocumentRecord]
    responsible: str = ""
    """Who is responsible for the edition; empty if nobody is named."""
    policy: Mapping[str, Any] = field(default_factory=dict)
    """The publication policy."""

    @property
    def shown_title(self) -> str | None:
        """The title, if it is in the language of the edition."""
        return self.title if self.title_translated else None

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        documents = {path: DocumentRecord.of(record) for path, record in data["documents"].items()}
        return cls(data["title"], data["title_translated"], documents, data["responsible"] or "", data["policy"])

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        units = [unit for record in self.documents.values() for unit in record.units]
        return {
            "title": self.title,
            "title_translated": self.title_translated,
            "responsible": self.responsible or None,
            "policy": dict(self.policy),
            "words": word_totals(units),
            "documents": {path: record.as_json() for path, record in self.documents.items()},
        }


@dataclass(frozen=True, slots=True)
class Record:
    """The whole record."""

    title: str
    source_language: str
    editions: Mapping[str, EditionRecord]
    """By language."""
    files: Mapping[str, str]
    """SHA-256 of each published file, by its path below ``editions/``."""
    versions: Mapping[str, str]
    date: str | None = None
    """The day in ``SOURCE_DATE_EPOCH``, ISO; None if it is not set."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read the record from the manifest's JSON."""
        editions = {code: EditionRecord.of(record) for code, record in data["editions"].items()}
        return cls(data["title"], data["source_language"], editions, data["files"], data["versions"], data.get("date"))

    def serialised(self) -> bytes:
        """Return the manifest as UTF-8 JSON with one line for each unit and each file, so that two manifests can be compared line by
        line. The last member is the SHA-256 of all lines before its own.
        """
        data: dict[str, Any] = {"format": FORMAT, "title": self.title, "source_language": self.source_language}
        data |= {"date": self.date} if self.date else {}
        data |= {
            "versions": dict(self.versions),
            "editions": {code: record.as_json() for code, record in self.editions.items()},
            "files": dict(sorted(self.files.items())),
        }
        body = "".join(_lines(data, 0)).removesuffix("\n}") + ",\n"
        digest = hashlib.sha256(body.encode("utf-8", "backslashreplace")).hexdigest()
        return f'{body} "sha256": "{digest}"\n}}\n'.encode("utf-8", "backslashreplace")


def document_record(
    names: tuple[str, str], localized: LocalizedDocument, report: PageReport, files: Mapping[str, str], inputs: Inputs
) -> DocumentRecord:
    """Make the record of a document. ``names``: the language, and the document's name in addresses (``Project.name``)."""
    units = [unit_record(*names, one) for one in localized.units]
    counts = {str(state): report.counts[state] for state in State if report.counts.get(state)}
    translated = "lang" not in localized.title_attributes
    return DocumentRecord(files, counts, report.readers, localized.title, translated, units, inputs, localized.withheld)


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


def _look(unit: Mapping[str, Any]) -> str:
    """The closest look at the text that is published; empty where none is needed or recorded: the source, a person's own text."""
    if decisions := unit.get("decisions"):
        return str(decisions[0]["look"])
    return "nobody" if unit["published"] == "draft" and unit["wrote"] != "copy" else ""


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


def _lines(value: object, depth: int, name: str = "") -> Iterator[str]:
    """Write JSON with one line for each member. Units, and the members named in ``_ON_ONE_LINE``, are on one line each."""
    members: list[tuple[str, object]]
    is_short = (depth > 1 and name in _ON_ONE_LINE) or name == "versions"
    if isinstance(value, dict) and value and "unit" not in value and not is_short:
        members, brackets = list(value.items()), "{}"
    elif isinstance(value, list) and value and not is_short and isinstance(value[0], dict):
        members, brackets = [("", member) for member in value], "[]"
    else:
        yield _json(value)
        return
    indent = " " * (depth + 1)
    yield f"{brackets[0]}\n"
    for number, (key, member) in enumerate(members):
        yield indent + (f"{_json(key)}: " if brackets == "{}" else "")
        yield from _lines(member, depth + 1, key)
        yield ",\n" if number < len(members) - 1 else "\n"
    yield " " * depth + brackets[1]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
