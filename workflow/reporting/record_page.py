"""The record of a publication as a page for people: who answers for each edition, its policy, and who wrote and read how much of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.errors import BadInput
from workflow.files import exists
from workflow.project import Project
from workflow.project.publish_policy import TextLevel
from workflow.publishing import manifest
from workflow.publishing.document_record import DocumentRecord, RecordPart, read_part
from workflow.publishing.manifest import EditionRecord, Record
from workflow.report_pages import ChartPart, LanguageText, in_language, parts, rendered

__all__ = ["record_of", "record_page"]

_WRITERS = ("person", "edited", "repaired", "memory", "machine", "copy", "source")
"""The parts of a bar: what people wrote first."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line of a table: a name, its words and their share."""

    name: str
    words: int
    percent: int


@dataclass(frozen=True, slots=True)
class _RecordedDocument:
    """A document in a language."""

    path: str
    title: str
    title_language: LanguageText
    withheld: bool
    words: int
    unread: int
    """Words of machine text that no person has read."""
    chart: tuple[ChartPart, ...]


@dataclass(frozen=True, slots=True)
class _RecordedEdition:
    """The edition of a language."""

    code: str
    text: LanguageText
    responsible: str
    policy: tuple[str, ...]
    words: int
    published: tuple[_Sum, ...]
    wrote: tuple[_Sum, ...]
    look: tuple[_Sum, ...]
    engines: tuple[_Sum, ...]
    chart: tuple[ChartPart, ...]
    documents: tuple[_RecordedDocument, ...]


def record_of(project: Project) -> Record:
    """Return the record of the last publication. Raises BadInput if there is none, or one of another format; FileProblem; DocumentError."""
    path = project.layout.editions / manifest.NAME
    if not exists(path):
        raise BadInput(
            f"{path}: there is no such record. Run `workflow publish` to make the editions with their record."
        )
    return manifest.read_record(path)


def record_page(project: Project, record: Record, digest: str, day: str, *, verified: bool) -> str:
    """Return the page. Raises FileProblem, and DocumentError for a part of the record that is damaged.

    ``digest``: SHA-256 of the manifest, so that a signed page names the record that it is about. ``day``: the date that it bears, ISO.
    ``verified``: whether editions and catalogs are those of the record.
    """
    found = {document: read_part(project.layout.editions, document) for document in record.documents}
    return rendered(
        "record.html",
        title=record.title,
        day=day,
        date=record.date,
        digest=digest,
        verified=verified,
        versions=record.versions,
        source=in_language(record.source_language),
        source_code=record.source_language,
        source_responsible=record.editions[record.source_language].responsible
        if record.source_language in record.editions
        else "",
        editions=[
            _edition(code, edition, found, record.source_language)
            for code, edition in record.editions.items()
            if code != record.source_language
        ],
        files=len(record.files),
    )


def _edition(code: str, edition: EditionRecord, found: Mapping[str, RecordPart], source: str) -> _RecordedEdition:
    own = {document: part for document, part in found.items() if code in part.records}
    units = [unit for part in own.values() for unit in part.units[code]]
    totals = edition.words
    words = sum(totals["published"].values())
    return _RecordedEdition(
        code,
        in_language(code),
        edition.responsible,
        tuple(_policy(edition.policy)),
        words,
        _sums({level: totals["published"].get(level, 0) for level in map(str, TextLevel)}, words),
        _sums({name: totals["wrote"].get(name, 0) for name in _WRITERS}, words),
        _sums(totals["look"], words),
        _sums(_engines(units), words),
        _chart(totals),
        tuple(_document(path, part.records[code], code, source) for path, part in own.items()),
    )


def _document(path: str, one: DocumentRecord, code: str, source: str) -> _RecordedDocument:
    return _RecordedDocument(
        path,
        one.title,
        in_language(code if one.title_translated else source),
        one.withheld,
        sum(one.words["published"].values()),
        one.words["look"].get("nobody", 0) + one.words["look"].get("rule", 0),
        _chart(one.words),
    )


def _chart(totals: Mapping[str, Mapping[str, int]]) -> tuple[ChartPart, ...]:
    return parts({name: totals["wrote"].get(name, 0) for name in _WRITERS})


def _sums(words: Mapping[str, int], whole: int) -> tuple[_Sum, ...]:
    return tuple(_Sum(name, count, count * 100 // whole if whole else 0) for name, count in words.items() if count)


def _engines(units: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    """The words of the published texts that engines drafted, by engine, package and the hash of the package; a text once."""
    found: dict[str, int] = {}
    for unit in {unit["unit"]: unit for unit in units}.values():
        if engine := unit.get("engine"):
            name = " ".join(part for part in (engine, unit.get("package", ""), unit.get("package_hash", "")) if part)
            found[name] = found.get(name, 0) + unit["words"]
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _policy(policy: Mapping[str, Any]) -> list[str]:
    """The policy in sentences: the settings for everything, then one for each rule."""
    first = [_settings(policy)]
    for rule in policy.get("rules", ()):
        places = [f"{name}: {', '.join(rule[name])}" for name in ("languages", "documents", "kinds") if rule.get(name)]
        first.append(f"{'; '.join(places)}. {_settings(rule)}")
    return first


def _settings(settings: Mapping[str, Any]) -> str:
    found = []
    if "allow" in settings:
        found.append(f"May appear, in this order: {', '.join(settings['allow'])}.")
    if settings.get("max_risk", 1) < 1:
        found.append(f"Drafts up to a risk of {settings['max_risk']}.")
    limits = {name: limit for name, limit in settings.get("hold_back", {}).items() if limit != "none"}
    found += [f"Findings hold back {name} from the severity {limit} on." for name, limit in limits.items()]
    if settings.get("complete_only"):
        found.append("Documents are published only if they are complete.")
    return " ".join(found)
