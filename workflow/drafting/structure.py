"""Documents at an engine: which texts it is asked, and whether its answers keep the documents whole (law 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from workflow import formats
from workflow.drafting.translation.drafter import Drafter, Outcome, Text
from workflow.engines.choice import Choice
from workflow.glossary import Glossary
from workflow.model import Document, Entry, Key, Progress
from workflow.project import Project

__all__ = ["STORE", "Work", "opener", "outcomes_of"]

STORE = "stand-ins.json"
"""What ``.workflow`` keeps of packages: which stand-ins they copy."""


@dataclass(frozen=True, slots=True)
class Work:
    """One document of one language, with what is to be drafted in it."""

    language: str
    document: str
    path: Path
    entries: tuple[Entry, ...]


def opener(
    project: Project,
    code: str,
    choice: Choice,
    glossary: Glossary,
    announce: Callable[[str], None] | None,
) -> Callable[[], Drafter] | None:
    """Opens a language's drafter when the first text wants it, once; None where nothing drafts it. ``announce``: see ``projects.draft``."""
    engine = choice.engine
    if engine is None:
        return None

    @cache
    def opened() -> Drafter:
        if announce and choice.notice:
            announce(choice.notice)
        terms = glossary.terms(code)
        return Drafter(engine, project.config.source_language, code, store=project.layout.cache / STORE, terms=terms)

    return opened


def outcomes_of(
    project: Project, drafter: Drafter, chunk: Sequence[Work], parsed: dict[str, Document], progress: Progress | None
) -> list[dict[Key, Outcome]]:
    """For each document of the chunk, what became of its wanted entries; entries that the document does not have are left out."""
    texts: list[Text] = []
    spans: list[tuple[int, list[Key]]] = []
    for work in chunk:
        document = parsed[work.document]
        grammar = document.grammar
        there = dict.fromkeys(unit.key for unit in document.units)
        asked = {entry.key for entry in work.entries}
        keys = [key for key in there if drafter.engine.capabilities.whole_documents or key in asked]
        spans.append((len(texts), keys))
        texts += [Text(key[1], grammar) for key in keys]
    outcomes = drafter.draft(texts, progress=progress)
    refused: dict[int, str] = {}
    for work, (start, keys) in zip(chunk, spans, strict=True):
        refused |= _broken(parsed[work.document], keys, outcomes, start)
    if refused:
        outcomes = drafter.draft(texts, retry=refused, progress=progress)
        for work, (start, keys) in zip(chunk, spans, strict=True):
            for number, reason in _broken(parsed[work.document], keys, outcomes, start).items():
                outcomes[number] = replace(outcomes[number], target=None, reason=f"structure: {reason}")
    result = []
    for work, (start, keys) in zip(chunk, spans, strict=True):
        asked = {entry.key for entry in work.entries}
        result.append({key: outcomes[start + number] for number, key in enumerate(keys) if key in asked})
    return result


def _broken(document: Document, keys: Sequence[Key], outcomes: Sequence[Outcome], start: int) -> dict[int, str]:
    """Which drafts would break the document, by their number among all outcomes, and why."""
    numbers = {key: start + number for number, key in enumerate(keys)}
    targets: dict[int, str] = {}
    for unit in document.units:
        number = numbers.get(unit.key)
        target = None if number is None else outcomes[number].target
        if target is not None:
            targets[unit.index] = target
    units = {unit.index: unit for unit in document.units}
    return {numbers[units[index].key]: reason for index, reason in formats.refused(document, targets).items()}
