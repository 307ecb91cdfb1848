"""``editions/manifest.json``: the record of a publication, that is, who and what wrote, read and released each text.

docs/record.md describes it, docs/manifest.schema.json is its schema. ``FORMAT`` is incremented when the meaning of a key changes.
"""

import hashlib
import io
import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, BinaryIO, Self

from workflow.data_formats import load_json
from workflow.errors import BadInput, DocumentError
from workflow.files import read_text
from workflow.publishing.report import ReaderCounts
from workflow.publishing.spool import SpooledText

__all__ = [
    "FORMAT",
    "NAME",
    "DocumentRecord",
    "EditionRecord",
    "Inputs",
    "Record",
    "read_record",
    "units_text",
    "word_totals",
]

FORMAT = 2
NAME = "manifest.json"

_ON_ONE_LINE = frozenset({"counts", "files", "inputs", "policy", "readers", "versions", "words"})
"""Members of an edition, or of a document, that are written on one line."""
_UNITS_DEPTH = 5
"""How deep the units of a document are in the manifest."""


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
    words: Mapping[str, Mapping[str, int]]
    """See ``word_totals``."""
    units: list[dict[str, Any]]
    inputs: Inputs
    withheld: bool = False
    """Whether the document is complete-only, and not published in the language."""
    title_unread: bool = False
    """Whether a machine wrote the title, and no person has read it."""
    written: SpooledText | None = None
    """In place of ``units``: their records as they are written in the manifest (``units_text``)."""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        return cls(
            data["files"],
            data["counts"],
            ReaderCounts(**data["readers"]),
            data["title"],
            data["title_translated"],
            word_totals(data["units"]),
            data["units"],
            Inputs(**data["inputs"]),
            data["withheld"],
            data["title_unread"],
        )

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        return {
            "title": self.title,
            "title_translated": self.title_translated,
            "title_unread": self.title_unread,
            "withheld": self.withheld,
            "files": dict(self.files),
            "inputs": {each.name: getattr(self.inputs, each.name) for each in fields(self.inputs)},
            "counts": dict(self.counts),
            "readers": {each.name: getattr(self.readers, each.name) for each in fields(self.readers)},
            "words": self.words,
            "units": self.units if self.written is None else self.written,
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

    def written(self) -> "EditionRecord":
        """Return the record with the units of all its documents written."""
        documents = {
            path: one if one.written is not None else replace(one, units=[], written=SpooledText(units_text(one.units)))
            for path, one in self.documents.items()
        }
        return replace(self, documents=documents)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read a record from the manifest's JSON."""
        documents = {path: DocumentRecord.of(record) for path, record in data["documents"].items()}
        return cls(data["title"], data["title_translated"], documents, data["responsible"] or "", data["policy"])

    def as_json(self) -> dict[str, Any]:
        """Return the record as the manifest has it."""
        words: dict[str, Counter[str]] = {name: Counter() for name in ("published", "wrote", "look")}
        for record in self.documents.values():
            for name, counts in record.words.items():
                words[name].update(counts)
        return {
            "title": self.title,
            "title_translated": self.title_translated,
            "responsible": self.responsible or None,
            "policy": dict(self.policy),
            "words": {name: dict(sorted(counts.items())) for name, counts in words.items()},
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
        """Return the manifest as bytes."""
        file = io.BytesIO()
        self.write(file)
        return file.getvalue()

    def write(self, file: BinaryIO) -> Mapping[SpooledText, tuple[int, int]]:
        """Write the manifest as UTF-8 JSON with one line for each unit and each file, so that two manifests can be compared line by
        line. The last member is the SHA-256 of all lines before its own.

        Returns where each of the records that are ``written`` elsewhere begins in the file, and its length.
        """
        data: dict[str, Any] = {"format": FORMAT, "title": self.title, "source_language": self.source_language}
        data |= {"date": self.date} if self.date else {}
        data |= {
            "versions": dict(self.versions),
            "editions": {code: record.as_json() for code, record in self.editions.items()},
            "files": dict(sorted(self.files.items())),
        }
        digest, places, size = hashlib.sha256(), dict[SpooledText, tuple[int, int]](), 0
        for part in _before_end(_lines(data, 0)):
            line = part.read() if isinstance(part, SpooledText) else part.encode("utf-8", "backslashreplace")
            if isinstance(part, SpooledText):
                places[part] = (size, len(line))
            file.write(line)
            digest.update(line)
            size += len(line)
        file.write(f' "sha256": "{digest.hexdigest()}"\n}}\n'.encode())
        return places


def units_text(units: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the records of a document's units as they are written in the manifest."""
    return "".join(map(str, _lines(list(units), _UNITS_DEPTH))).encode("utf-8", "backslashreplace")


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


def _before_end(parts: Iterable[str | SpooledText]) -> Iterator[str | SpooledText]:
    """What is written before the last member: the line that closes the object is left out, and the member before it gets a comma."""
    last: deque[str | SpooledText] = deque()
    for part in parts:
        last.append(part)
        if len(last) > 2:
            yield last.popleft()
    yield ",\n"


def _lines(value: object, depth: int, name: str = "") -> Iterator[str | SpooledText]:
    """Write JSON with one line for each member. Units, and the members named in ``_ON_ONE_LINE``, are on one line each. What is written
    already stays as it is.
    """
    if isinstance(value, SpooledText):
        yield value
        return
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
