"""The report of ``audit`` as a page for people, who read it in a browser or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.checks.rules import RULES
from workflow.model import State
from workflow.report_pages import ChartPart, LanguageText, in_language, parts, rendered
from workflow.reporting.audit import Audit, CheckTally, LanguageAudit
from workflow.reporting.provenance import ProvenanceRow
from workflow.reporting.status import Row

__all__ = ["audit_page"]

_ORDER = (State.APPROVED, State.TRANSLATED, State.DRAFT, State.NEEDS_WORK, State.UNTRANSLATED)
"""The parts of a bar: what is done first."""


@dataclass(frozen=True, slots=True)
class _State:
    """A state of a language's texts."""

    state: State
    units: int
    words: int
    percent: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """A document in a language."""

    unreadable: bool
    chart: tuple[ChartPart, ...]
    percent: int
    """Of the words, those that people translated or approved."""


@dataclass(frozen=True, slots=True)
class _Language:
    """A language on the page."""

    code: str
    text: LanguageText
    total: Row
    audit: LanguageAudit
    origins: ProvenanceRow
    states: tuple[_State, ...]
    chart: tuple[ChartPart, ...]
    percent: int
    quality: tuple[str, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Check:
    """A check in all languages."""

    tally: CheckTally
    description: str
    numbers: tuple[int, ...]
    chart: tuple[ChartPart, ...]


def audit_page(report: Audit, day: str) -> str:
    """Return the page. ``day``: the date that it bears, ISO."""
    status = report.status
    languages = [
        _language(report, total, one, origins)
        for total, one, origins in zip(status.languages, report.languages, report.provenance.languages, strict=True)
    ]
    rows = {(row.document, row.language): row for row in status.rows}
    return rendered(
        "audit.html",
        title=status.title,
        day=day,
        source=in_language(status.source_language),
        source_code=status.source_language,
        documents=[
            (document, [_cell(rows[document, one.language]) for one in status.languages])
            for document in status.documents
        ],
        words=max((one.word_count for one in status.languages), default=0),
        languages=languages,
        checks=_checks(report),
        checked=report.checked,
        outdated=status.outdated,
        problems=[str(problem) for problem in report.problems],
    )


def _language(report: Audit, total: Row, one: LanguageAudit, origins: ProvenanceRow) -> _Language:
    expected = [each for each in report.status.expectations if each.language == total.language]
    return _Language(
        total.language,
        in_language(total.language),
        total,
        one,
        origins,
        tuple(
            _State(state, total.states.get(state, 0), total.words.get(state, 0), _percent(total, state))
            for state in _ORDER
        ),
        _chart(total.words),
        _percent(total, State.APPROVED, State.TRANSLATED),
        tuple(each.text for each in expected),
        tuple(dict.fromkeys(each.remedy for each in expected if each.remedy)),
    )


def _cell(row: Row) -> _Cell:
    return _Cell(row.problem is not None, _chart(row.words), _percent(row, State.APPROVED, State.TRANSLATED))


def _chart(words: Mapping[State, int]) -> tuple[ChartPart, ...]:
    return parts({state.value: words.get(state, 0) for state in _ORDER})


def _percent(row: Row, *states: State) -> int:
    return sum(row.words.get(state, 0) for state in states) * 100 // row.word_count if row.word_count else 0


def _checks(report: Audit) -> list[_Check]:
    by_language = [{each.id: each.findings for each in one.checks} for one in report.languages]
    most = max((one.findings for one in report.checks), default=0)
    return [
        _Check(
            one,
            RULES[one.id].description,
            tuple(found.get(one.id, 0) for found in by_language),
            parts({one.severity.value: one.findings}, most),
        )
        for one in report.checks
    ]
