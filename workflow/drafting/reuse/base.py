"""Sources of reused translations: the memory, and an engine for the sentences that it lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workflow.drafting.translation.draft import DraftSource
from workflow.drafting.translation.drafter import Drafter
from workflow.errors import WorkflowError
from workflow.memory import MIN_SCORE, NOWHERE, Memory, MemoryMatch, Surroundings, open_memory
from workflow.model import Observer
from workflow.project import Project

__all__ = ["LanguageResources", "LazyDrafter", "RunMemory"]


class RunMemory:
    """The memory of a run: opened at the first lookup, empty without a project."""

    def __init__(self, project: Project | None, observer: Observer) -> None:
        self._project = project
        self._observer = observer
        self._memory: Memory | None = None

    @property
    def threshold(self) -> int | None:
        """The minimum match score for drafts, in per cent; None if drafts use no memory."""
        return self._project.config.memory if self._project else None

    @property
    def problems(self) -> tuple[WorkflowError, ...]:
        """Inputs of the memory that could not be read."""
        return self._memory.problems if self._memory else ()

    def matches(self, text: str, language: str, place: Surroundings = NOWHERE) -> Sequence[MemoryMatch]:
        """Matches for a text that are good enough for a draft, best first. Raises FileProblem."""
        if self.threshold is None:
            return ()
        return self._opened().find(text, language, place=place, min_score=self.threshold or 100)

    def exact(self, text: str, language: str) -> MemoryMatch | None:
        """The best exact match for a text; None if there is none. Raises FileProblem."""
        if self.threshold is None:
            return None
        found = self._opened().find(text, language, min_score=100, limit=1)
        return found[0] if found and found[0].score >= 100 else None

    def best(self, text: str, language: str, place: Surroundings, limit: int) -> Sequence[MemoryMatch]:
        """The best matches for a text, those below the threshold included. Raises FileProblem."""
        if self.threshold is None:
            return ()
        return self._opened().find(text, language, place=place, min_score=MIN_SCORE, limit=limit)

    def close(self) -> None:
        """Close the memory."""
        if self._memory is not None:
            self._memory.close()

    def _opened(self) -> Memory:
        if self._memory is None:
            assert self._project is not None
            self._memory = open_memory(self._project, observer=self._observer)
        return self._memory


@dataclass(frozen=True, slots=True)
class LazyDrafter:
    """A drafter that is opened when it is needed."""

    source: DraftSource
    """Its engine."""
    whole_documents: bool
    """The engine's capability."""
    open: Callable[[], Drafter]
    """Returns the drafter, always the same."""


@dataclass(frozen=True, slots=True)
class LanguageResources:
    """The memory and the drafters for drafts from ``source`` to ``target`` (gettext codes)."""

    source: str
    target: str
    memory: RunMemory
    drafters: tuple[LazyDrafter, ...] = ()
    """Each is the fallback of those before it; empty if no engine translates the pair."""
    repairs: bool = True
    """Whether edited texts are repaired."""
