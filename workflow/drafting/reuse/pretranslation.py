"""Drafts from the memory, before any engine: what the house has translated before, word for word.

Every text passes what an engine's has to pass: its codes are compared, and the document has to keep its structure. Of a text that is only
alike, the sentences that differ are the memory's where it has them, else the engine's (``repair`` keeps the rest).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workflow.drafting.entries import MEMORY, put, wanted
from workflow.drafting.reuse.completion import Recall, completed
from workflow.drafting.reuse.sentence_diff import Unsure, repair
from workflow.drafting.structure import grammar_of
from workflow.drafting.translation.drafter import Drafter, Outcome
from workflow.engines.base import Capabilities, Engine, Hypothesis, Segment
from workflow.errors import CatalogError, DocumentError, EngineError, WorkflowError
from workflow.formats import FORMATS
from workflow.inline_tags import Grammar
from workflow.memory import Memory, MemoryMatch, Surroundings, open_memory, surroundings
from workflow.memory.model import NOWHERE
from workflow.model import Document, Entry, Key, Observer, Progress
from workflow.project import Project

__all__ = ["Recalled", "Remembering"]

_RISK = {101: 0.02, 100: 0.06}
_UNREAD = 0.2
"""How much riskier what nobody read is."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the memory did for a language."""

    units: int = 0
    written: tuple[Path, ...] = ()


class _Engine:
    """The memory in an engine's place, for the comments of its drafts."""

    name = MEMORY
    package = hash = ""
    capabilities = Capabilities()

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft, and who the comment names: the memory, or the engine that drafted some of its sentences."""

    outcome: Outcome
    by: Engine


class Remembering:
    """The project's memory for one run: opened when the first empty unit is met, the same from then on."""

    def __init__(self, project: Project, *, redo: bool, progress: Progress | None = None) -> None:
        self.problems: list[WorkflowError] = []
        """Inputs of the memory that could not be read."""
        self._project = project
        self._redo = redo
        self._progress = progress
        self._memory: Memory | None = None
        self._engine = _Engine()
        self._engine_works = True

    def fill(
        self, code: str, documents: Sequence[str], limit: int | None, drafter: Callable[[], Drafter] | None
    ) -> Recalled:
        """Draft a language's units from the memory, at most ``limit``; catalogs that cannot be read are left to the engine's turn.

        ``drafter`` is called for sentences that differ and that the memory lacks; an engine that fails is a problem, and is not asked again.
        Raises FileProblem where a catalog cannot be written.
        """
        if self._project.config.memory is None:
            return Recalled()
        units = 0
        written: list[Path] = []
        for name in documents:
            left = None if limit is None else limit - units
            if left == 0:
                break
            path = self._project.catalog_path(code, name)
            try:
                if not path.is_file():
                    continue
                catalog = self._project.catalogs.read(path)
                entries = wanted(catalog, self._engine, redo=self._redo).entries
                before = {entry.key: entry for entry in entries}
                found = self._made(code, name, entries, surroundings(catalog), left, drafter) if entries else {}
                for engine in dict.fromkeys(one.by for one in found.values()):
                    outcomes = {key: (one.outcome,) for key, one in found.items() if one.by is engine}
                    placed = put(path, before, outcomes, engine, redo=self._redo, turn=self._engine)
                    units += len(placed.drafted)
                    written += [path] if placed.changed and path not in written else []
            except (CatalogError, DocumentError):
                continue
        return Recalled(units, tuple(written))

    def recall(self, code: str) -> Recall:
        """What the memory has for single sentences of a language, word for word."""

        def recalled(sentence: str) -> Outcome | None:
            if self._project.config.memory is None:
                return None
            found = self._opened().find(sentence, code, floor=100, limit=1)
            return _outcome(found[0]) if found and found[0].score >= 100 else None

        return recalled

    def close(self) -> None:
        """Let go of the memory."""
        if self._memory is not None:
            self._memory.close()

    def _made(
        self,
        code: str,
        name: str,
        entries: Sequence[Entry],
        places: dict[Key, Surroundings],
        limit: int | None,
        drafter: Callable[[], Drafter] | None,
    ) -> dict[Key, _Made]:
        """What the memory has for the entries of a catalog, as far as it keeps the codes and the document whole."""
        memory, floor = self._opened(), self._project.config.memory or 100
        matches: dict[Key, list[MemoryMatch]] = {}
        for entry in entries:
            if entry.msgid_plural is None:
                place = places.get(entry.key, NOWHERE)
                if found := memory.find(entry.msgid, code, place=place, floor=floor):
                    matches[entry.key] = list(found)
        if not matches:
            return {}
        document = self._project.parse(name)
        grammar = grammar_of(self._project, document)
        there = {unit.key for unit in document.units}
        made: dict[Key, _Made] = {}
        for key in (key for key in matches if key in there):
            if limit is not None and len(made) >= limit:
                break
            for one in self._offers(matches[key], key[1], code, grammar, drafter):
                if grammar.verify(key[1], one.outcome.target or "") is None:
                    made[key] = one
                    break
        refused = _broken(document, {key: one.outcome for key, one in made.items()})
        return {key: one for key, one in made.items() if key not in refused}

    def _offers(
        self,
        matches: Sequence[MemoryMatch],
        text: str,
        code: str,
        grammar: Grammar,
        drafter: Callable[[], Drafter] | None,
    ) -> Iterator[_Made]:
        """What can be made of matches, the best first: the equal ones; where there is none, the first that can be repaired."""
        exact = [one for one in matches if one.score >= 100]
        for match in exact:
            yield _Made(_outcome(match), self._engine)
        for match in matches if not exact else ():
            repaired = self._repaired(match, text, code, grammar, drafter)
            if repaired is not None:
                yield repaired
                return

    def _repaired(
        self, match: MemoryMatch, text: str, code: str, grammar: Grammar, drafter: Callable[[], Drafter] | None
    ) -> _Made | None:
        """A similar text's translation, with other sentences for those that differ."""
        found = repair(match.source, match.target, text, self._project.config.source_language, code, grammar)
        if isinstance(found, Unsure):
            return None
        try:
            made = completed(found, self.recall(code), drafter if self._engine_works else None, grammar)
        except EngineError as error:
            self._engine_works = False
            self.problems.append(error)
            return None
        if isinstance(made, str):
            return None
        risk = min(round(max(made.risk, _outcome(match).risk), 2), 1.0)
        outcome = Outcome(made.text, risk=risk, match=match.score, replaced=made.replaced if made.drafted else "")
        return _Made(outcome, drafter().engine if drafter and made.drafted else self._engine)

    def _opened(self) -> Memory:
        if self._memory is None:
            self._memory = open_memory(self._project, observer=Observer(self._progress))
            self.problems += self._memory.problems
        return self._memory


def _outcome(match: MemoryMatch) -> Outcome:
    """A match, taken as it is."""
    risk = _RISK.get(match.score, (110 - match.score) / 100) + (0.0 if match.origin.person else _UNREAD)
    return Outcome(match.target, risk=min(round(risk, 2), 1.0), match=match.score)


def _broken(document: Document, found: dict[Key, Outcome]) -> set[Key]:
    """Which of the texts would break the document."""
    targets = {unit.index: found[unit.key].target or "" for unit in document.units if unit.key in found}
    units = {unit.index: unit.key for unit in document.units}
    refused = FORMATS[PurePosixPath(document.path).suffix].splice(document, targets).refused if targets else {}
    return {units[index] for index in refused}
