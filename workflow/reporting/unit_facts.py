"""A unit with all that is known about it, as lines of text: for ``queue --next``, for the editor and for the language server."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workflow.reporting.unit import UnitDetails

__all__ = ["facts", "state_line"]


def state_line(found: UnitDetails) -> str:
    """Return ``draft, look closely, risk 0.82``."""
    unit = found.unit
    parts = [f"{unit.state}: {unit.need}" if unit.need else str(unit.state)]
    if unit.advice:
        parts.append(unit.advice)
    if unit.risk is not None:
        parts.append(f"risk {unit.risk:.2f}")
    return ", ".join(parts)


def facts(found: UnitDetails, shown: Callable[[Path], str], *, with_target: bool) -> Iterator[tuple[str, str]]:
    """Yield label and text of each fact, in the order in which a reviewer wants them. An empty label goes on with the one above.

    ``shown``: how a path is written.
    """
    unit = found.unit
    yield "unit", found.unit.address
    yield "file", f"{shown(unit.catalog)}:{unit.line}"
    if found.document_line:
        yield "document", f"{shown(found.document)}:{found.document_line}"
    yield from _labelled("place", found.place)
    if found.context is not None:
        yield "context", found.context
    yield "state", state_line(found)
    if unit.engine:
        yield "draft by", unit.engine
    yield from _labelled("risk", unit.reasons)
    yield from _labelled("source", found.sources)
    if found.previous_source is not None:
        yield "was", found.previous_source
        yield "", "(the source that this translation belongs to)"
    if with_target:
        yield from _labelled("target", found.texts if any(found.texts) else ("(none)",))
    for label, texts in (("before", found.previous_texts), ("other", found.other_texts)):
        yield from _labelled(label, texts or ())
    yield from _labelled("notes", found.notes)
    for approval in found.approvals:
        yield "approved", f"{approval.date}, {approval.name or 'by a rule'} ({approval.review})"
    yield from _labelled("void", unit.void)
    for refusal in found.refusals:
        yield "refused", f"{refusal.reason} ({refusal.by or refusal.engine})"
    for one in found.ignored:
        still = "" if one.valid else "; no longer holds, the texts have changed"
        yield "ignored", f"{one.check}: {one.reason} ({one.by or 'somebody'}{still})"
    findings = [one for one in found.findings if one.id != "void_approval"]
    yield from _labelled("finding", [f"{one.details.get('problem', one.message)} [{one.id}]" for one in findings])
    for term in found.terms:
        never = f"; never {', '.join(term.forbidden)}" if term.forbidden else ""
        note = f" ({term.note})" if term.note else ""
        yield "term", f"{term.term} → {' or '.join(term.targets) or '?'}{never}{note}"
    for match in found.matches:
        yield "memory", f"{match.score} %  {match.source}"
        yield "", f"→ {match.target}  ({match.origin.file})"


def _labelled(label: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        for at, line in enumerate(text.split("\n")):
            yield ("" if number or at else label), line
