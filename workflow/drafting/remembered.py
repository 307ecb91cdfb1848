"""Drafts from the memory, before any engine: what the house has translated before, word for word.

Every text passes what an engine's has to pass: its codes are compared, and the document has to keep its structure. Of texts that are only
alike, those are taken that the memory has sentence by sentence (``repair`` keeps what did not change); the rest is the engine's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from workflow import catalogs
from workflow.config import Project
from workflow.drafting.documents import grammar_of
from workflow.drafting.drafter import Outcome
from workflow.drafting.entries import MEMORY, put, wanted
from workflow.drafting.repair import Repair, repair
from workflow.engines.base import Hypothesis, Segment
from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.formats import FORMATS
from workflow.markup import Grammar
from workflow.memory import Match, Memory, Surroundings, open_memory, surroundings
from workflow.memory.model import NOWHERE
from workflow.model import Document, Entry, Key, Progress

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
    keeps_codes = whole_documents = False

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        raise NotImplementedError


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

    def fill(self, code: str, documents: Sequence[str], limit: int | None) -> Recalled:
        """Draft a language's units from the memory, at most ``limit``; catalogs that cannot be read are left to the engine's turn.

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
                catalog = catalogs.read(path)
                entries = wanted(catalog, self._engine, redo=self._redo).entries
                if not entries:
                    continue
                found = self._outcomes(code, name, entries, surroundings(catalog), left)
                if not found:
                    continue
                before = {entry.key: entry for entry in entries}
                placed = put(path, before, {key: (one,) for key, one in found.items()}, self._engine, redo=self._redo)
            except (CatalogError, DocumentError):
                continue
            units += len(placed.drafted)
            written += [path] if placed.changed else []
        return Recalled(units, tuple(written))

    def close(self) -> None:
        """Let go of the memory."""
        if self._memory is not None:
            self._memory.close()

    def _outcomes(
        self, code: str, name: str, entries: Sequence[Entry], places: dict[Key, Surroundings], limit: int | None
    ) -> dict[Key, Outcome]:
        memory = self._opened()
        matches: dict[Key, list[tuple[str, int, bool]]] = {}
        for entry in entries:
            if entry.msgid_plural is None and (
                offers := self._offers(memory, entry.msgid, code, places.get(entry.key, NOWHERE))
            ):
                matches[entry.key] = offers
        if not matches:
            return {}
        document = self._project.parse(name)
        grammar = grammar_of(self._project, document)
        found: dict[Key, Outcome] = {}
        there = {unit.key for unit in document.units}
        for key, offers in matches.items():
            if limit is not None and len(found) >= limit:
                break
            good = next((one for one in offers if key in there and grammar.verify(key[1], one[0]) is None), None)
            if good is not None:
                target, score, person = good
                risk = _RISK.get(score, (110 - score) / 100) + (0.0 if person else _UNREAD)
                found[key] = Outcome(target, risk=min(round(risk, 2), 1.0), match=score)
        refused = _broken(document, found)
        return {key: outcome for key, outcome in found.items() if key not in refused}

    def _offers(self, memory: Memory, text: str, code: str, place: Surroundings) -> list[tuple[str, int, bool]]:
        """Texts, how well they match, and whether a person stands behind them; the best first."""
        floor = self._project.config.memory or 100
        matches = memory.find(text, code, place=place, floor=floor)
        exact = [(one.target, one.score, one.origin.person) for one in matches if one.score >= 100]
        if exact:
            return exact
        repaired = (self._repaired(memory, one, text, code) for one in matches)
        return [one for one in repaired if one is not None][:1]

    def _repaired(self, memory: Memory, match: Match, text: str, code: str) -> tuple[str, int, bool] | None:
        """A similar text's translation, its differing sentences replaced by ones that the memory has."""
        source = self._project.config.source_language
        found = repair(match.source, match.target, text, source, code, Grammar())
        if not isinstance(found, Repair) or not found.kept:
            return None
        drafts = []
        for sentence in found.wanted:
            exact = memory.find(sentence, code, floor=100, limit=1)
            if not exact or exact[0].score < 100:
                return None
            drafts.append(exact[0].target)
        return found.text(drafts), match.score, match.origin.person

    def _opened(self) -> Memory:
        if self._memory is None:
            self._memory = open_memory(self._project, progress=self._progress)
            self.problems += self._memory.problems
        return self._memory


def _broken(document: Document, found: dict[Key, Outcome]) -> set[Key]:
    """Which of the texts would break the document."""
    targets = {unit.index: found[unit.key].target or "" for unit in document.units if unit.key in found}
    units = {unit.index: unit.key for unit in document.units}
    refused = FORMATS[PurePosixPath(document.path).suffix].splice(document, targets).refused if targets else {}
    return {units[index] for index in refused}
