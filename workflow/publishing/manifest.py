"""``editions/manifest.json``: for every unit in every language where it stands and who or what wrote its words.

docs/publishers.md tells what it is for; ``format`` counts up when a key changes its meaning.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

from workflow.catalogs.states import address
from workflow.errors import DocumentError, FileProblem
from workflow.files import read_text
from workflow.model import State
from workflow.publishing.editions import Built, Edition
from workflow.publishing.policy import wrote
from workflow.publishing.report import PageReport

__all__ = ["DocumentRecord", "EditionRecord", "document_record", "edition_record", "read", "serialised"]

FORMAT = 1


class DocumentRecord(TypedDict):
    """One document in one language."""

    page: str
    """Below ``editions/``, as ``markdown``."""
    markdown: str
    counts: dict[str, int]
    """Units by state."""
    shown_in_source: int
    unread: int
    """How many units show a machine's words that no person has read."""
    units: list[dict[str, Any]]


class EditionRecord(TypedDict):
    """One language."""

    title: str
    title_translated: bool
    documents: dict[str, DocumentRecord]


def document_record(code: str, name: str, built: Built, report: PageReport) -> DocumentRecord:
    """What the manifest says about one document (``name``: see ``Project.name``) in one language."""
    units = []
    for choice in built.choices:
        unit: dict[str, Any] = {
            "unit": address(code, name, choice.unit),
            "kind": str(choice.unit.kind),
            "line": choice.unit.line,
            "state": str(choice.state),
            **wrote(choice),
        }
        if choice.reason:
            unit["refused"] = choice.reason
        units.append(unit)
    return {
        "page": f"html/{code}/{report.page}",
        "markdown": f"source/{code}/{built.document.path}",
        "counts": {str(state): report.counts[state] for state in State if report.counts.get(state)},
        "shown_in_source": report.shown_in_source,
        "unread": report.unread,
        "units": units,
    }


def edition_record(edition: Edition, documents: dict[str, DocumentRecord]) -> EditionRecord:
    """What the manifest says about one language."""
    return {"title": edition.title, "title_translated": edition.title_translated, "documents": documents}


def serialised(title: str, source_language: str, editions: Mapping[str, EditionRecord]) -> bytes:
    """The manifest as JSON: a line for each unit, so that two manifests can be compared line by line."""
    told = {"format": FORMAT, "title": title, "source_language": source_language, "editions": editions}
    return ("".join(_laid_out(told, 0)) + "\n").encode("utf-8")


def _laid_out(value: object, depth: int) -> Iterator[str]:
    """JSON with a line for each member; objects without objects in them (units, counts) stand on one line."""
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
        yield from _laid_out(member, depth + 1)
        yield ",\n" if number < len(members) - 1 else "\n"
    yield " " * depth + brackets[1]


def read(path: Path) -> Mapping[str, EditionRecord]:
    """The editions of a manifest that was written before; nothing where there is none that can be understood."""
    try:
        data = json.loads(read_text(path))
    except (FileProblem, DocumentError, ValueError):
        return {}
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return {}
    editions: Mapping[str, EditionRecord] = data["editions"]
    return editions


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
