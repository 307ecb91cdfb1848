"""What a drafting run tells: frozen values that the command line prints."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from workflow.drafting.translation.drafter import Spoken
from workflow.engines.choice import Choice
from workflow.errors import WorkflowError
from workflow.memory import MemoryMatch

__all__ = ["DraftReport", "Explanation", "LanguageReport", "RefusedUnit"]


@dataclass(frozen=True, slots=True)
class RefusedUnit:
    """A unit that stays empty because no good draft could be had."""

    address: str
    """``es:guide#3f2a91c0``; for a file outside a project its path and line, ``messages.po:118``."""
    reason: str


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """One language of a run."""

    language: str
    engine: str = ""
    """``argos``, ``apertium`` …; empty where nothing can draft the language."""
    package: str = ""
    quality: str = ""
    """One honest line about the engine's drafts."""
    costly: bool = False
    """Whether drafts may cost a reviewer more than they save."""
    reason: str = ""
    """Why this engine, or why none."""
    remedy: str = ""
    """A command that mends it, or that gets something better."""
    pivot: str = ""
    notice: str = ""
    """For a server: where the texts go."""
    units: int = 0
    """Units that were to be drafted in this run."""
    words: int = 0
    """Words of their sources."""
    drafted: int = 0
    copied: int = 0
    """Of the drafted: units without words (code, numbers), which are their own translation."""
    refused: tuple[RefusedUnit, ...] = ()
    remembered: int = 0
    """Units drafted from the memory, before any engine; none of the ``units`` that an engine was to draft."""
    repaired: int = 0
    """Edited units, beside the drafted: sentences that did not change keep the person's words, the others are drafts."""
    stale: tuple[RefusedUnit, ...] = ()
    """Edited units that stay stale, as they were, and why."""
    skipped: int = 0
    """Units that a person filled or changed while the engine worked: left as they are."""
    left: int = 0
    """Units that were left for another run, because of a limit or a budget of time."""
    left_words: int = 0
    """Words of their sources."""
    left_minutes: float | None = None
    """About how long they take."""
    earlier: int = 0
    """Units refused in an earlier run, whose package and source are as they were."""
    missing: tuple[Path, ...] = ()
    """Catalogs that do not exist yet: ``workflow extract`` makes them."""
    outdated: tuple[Path, ...] = ()
    """Catalogs with empty units that their documents no longer have: ``workflow extract`` puts them right."""
    minutes: float | None = None
    """For a dry run: about how long it would take."""

    @classmethod
    def of(cls, code: str, choice: Choice) -> Self:
        """The report of a language before anything is drafted: which engine, and why."""
        engine = choice.engine
        return cls(
            code,
            engine=engine.name if engine else "",
            package=engine.package if engine else "",
            quality=choice.quality,
            costly=choice.costly,
            reason=choice.reason,
            remedy=choice.remedy,
            pivot=choice.pivot,
            notice=choice.notice,
        )


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A run of ``draft`` or ``discard``."""

    languages: tuple[LanguageReport, ...] = ()
    written: tuple[Path, ...] = ()
    """Catalogs whose bytes changed."""
    problems: tuple[WorkflowError, ...] = ()
    """What kept single catalogs or languages from being drafted; the rest was done."""
    dry_run: bool = False
    discarded: int = 0
    """For ``discard``: drafts taken out."""

    @property
    def drafted(self) -> int:
        """Units drafted in all languages."""
        return sum(one.drafted for one in self.languages)

    @property
    def refused(self) -> tuple[RefusedUnit, ...]:
        """Units that stay empty, of all languages."""
        return tuple(unit for one in self.languages for unit in one.refused)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one unit would be drafted, step by step."""

    address: str
    source: str
    target: str | None
    """The draft; None where none is good."""
    reason: str
    """Why there is none."""
    risk: float
    engine: str
    package: str
    hash: str
    quality: str
    options: str
    """How the engine searches, in its own words; empty where it does not say."""
    styles: tuple[str, ...]
    """The stand-ins for codes that the package copies, the best first."""
    spoken: tuple[Spoken, ...]
    """The unit's sentences with every attempt; empty for a unit without words."""
    state: str = ""
    """The state of the unit's entry now."""
    text: str = ""
    """What the unit's entry holds now."""
    matches: tuple[MemoryMatch, ...] = ()
    """What the memory has for the unit, the best first; ``draft`` asks it before the engine."""
    seconds: float = field(default=0.0, compare=False)
    """How long it took, the loading of the model included."""
