"""The project's glossary: terms that a translation must have, words that it must not have."""

from collections.abc import Callable, Iterator

from workflow.checks.model import CheckedEntry, EntryCheck, TextProblem
from workflow.glossary.checking import term_faults
from workflow.model import Severity, Span

__all__ = ["CHECKS"]


def _find(name: str) -> Callable[[CheckedEntry], Iterator[TextProblem]]:
    def find(checked: CheckedEntry) -> Iterator[TextProblem]:
        if not checked.terms:
            return
        for fault in term_faults(checked.terms, checked.entry, checked.grammar)[0]:
            if fault.id == name:
                ours, theirs = checked.entry.msgid.find(fault.term), fault.text.find(fault.found)
                yield TextProblem(
                    str(fault),
                    Span(theirs, theirs + len(fault.found)) if fault.found and theirs >= 0 else None,
                    Span(ours, ours + len(fault.term)) if fault.term and ours >= 0 else None,
                    form=checked.entry.msgstr.index(fault.text),
                )

    return find


CHECKS = (
    EntryCheck(
        id="glossary_missing",
        mqm="Terminology: inconsistent with terminology resource",
        severity=Severity.WARNING,
        description="A translation does not use the glossary's translation of a term in its source.",
        find=_find("glossary_missing"),
        examples=(),
    ),
    EntryCheck(
        id="glossary_forbidden",
        mqm="Terminology: inconsistent with terminology resource",
        severity=Severity.WARNING,
        description="A translation uses a word that the glossary forbids.",
        find=_find("glossary_forbidden"),
        examples=(),
    ),
)
