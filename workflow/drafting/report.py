"""Reports of drafting runs: frozen values that the command line prints."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
from workflow.drafting.translation.draft import Draft, SentenceDraft
from workflow.engines.choice import Choice
from workflow.errors import WorkflowError
from workflow.findings import Finding
from workflow.memory import MemoryMatch

__all__ = ["DraftReport", "Explanation", "FallbackReport", "LanguageReport"]


@dataclass(frozen=True, slots=True)
class FallbackReport:
    """What an engine drafted that is not the first under ``engines``."""

    engine: str
    package: str
    quality: str
    """One line on the quality of its drafts."""
    drafted: int


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """One language of a run."""

    language: str
    """Its gettext code."""
    engine: str = ""
    """``argos``, ``apertium`` …; empty if no engine translates into the language."""
    package: str = ""
    quality: str = ""
    """One line on the quality of the engine's drafts."""
    costly: bool = False
    """Whether drafts may cost a reviewer more time than they save."""
    reason: str = ""
    """Why this engine was chosen, or why there is none."""
    remedy: str = ""
    """A command that installs an engine, or a better one."""
    pivot: str = ""
    """The language in between, if the engine translates by way of one."""
    notice: str = ""
    """For a server: where texts are sent."""
    units: int = 0
    """Units that the engine was to draft in this run."""
    words: int = 0
    """Words of their sources."""
    drafted: int = 0
    """Units that were drafted, by the engine or by a fallback."""
    fallbacks: tuple[FallbackReport, ...] = ()
    """The fallbacks that drafted some of them."""
    failed: tuple[str, ...] = ()
    """A line for each engine that failed and was followed by a fallback."""
    copied: int = 0
    """Of the drafted: units without words (code, numbers), which are their own translation."""
    refused: tuple[Finding, ...] = ()
    """Units that stay empty because no draft was valid (``refused_draft``)."""
    pretranslated: int = 0
    """Units drafted from the memory, before any engine; not counted in ``units``. For a dry run: the number expected."""
    repaired: int = 0
    """Edited units that were repaired: unchanged sentences keep the person's translation. Not counted in ``units``."""
    stale: tuple[Finding, ...] = ()
    """Edited units that stay as they are (``stale_translation``)."""
    unused: tuple[Finding, ...] = ()
    """Units with an exact match of the memory that would break them, which is not used (``unused_match``)."""
    skipped: int = 0
    """Units that another program filled or changed during the run; they are left unchanged."""
    left: int = 0
    """Units left for another run, because of the budget."""
    left_words: int = 0
    """Words of their sources."""
    left_minutes: float | None = None
    """The expected time for them."""
    earlier: int = 0
    """Units refused in an earlier run, whose package and source have not changed."""
    missing: tuple[Path, ...] = ()
    """Catalogs that do not exist yet: ``workflow extract`` creates them."""
    outdated: tuple[Path, ...] = ()
    """Catalogs with empty units that their documents no longer have: ``workflow extract`` updates them."""
    minutes: float | None = None
    """For a dry run: the expected time."""

    @classmethod
    def of(cls, code: str, choice: Choice) -> Self:
        """The report of a language before anything is drafted: the engine, and why it was chosen."""
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
    """A run of ``draft``, ``draft_file`` or ``discard``."""

    languages: tuple[LanguageReport, ...] = ()
    written: tuple[Path, ...] = ()
    """Catalogs whose bytes changed."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors that kept single catalogs or languages from being drafted; everything else was done."""
    dry_run: bool = False
    discarded: int = 0
    """For ``discard``: the number of drafts removed."""

    @property
    def drafted(self) -> int:
        """Units drafted in all languages."""
        return sum(one.drafted for one in self.languages)

    @property
    def unused(self) -> tuple[Finding, ...]:
        """Exact matches of the memory that are not used, of all languages."""
        return tuple(finding for one in self.languages for finding in one.unused)

    @property
    def refused(self) -> tuple[Finding, ...]:
        """Units that stay empty, of all languages."""
        return tuple(finding for one in self.languages for finding in one.refused)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one unit is drafted, step by step."""

    address: str
    source: str
    target: str | None
    """The engine's draft of the whole text; None if none is valid."""
    reason: str
    """Why there is none."""
    before: tuple[str, ...]
    """The engines that come before this one and made no draft, each with the reason."""
    risk: float
    engine: str
    package: str
    hash: str
    quality: str
    options: str
    """The engine's search options; empty if it does not report them."""
    styles: tuple[PlaceholderStyle, ...]
    """The placeholder styles that the package copies, best first."""
    sentences: tuple[SentenceDraft, ...]
    """The unit's sentences with every candidate; empty for a unit without words."""
    state: str = ""
    """The state of the unit's entry now."""
    text: str = ""
    """The text of the unit's entry now."""
    matches: tuple[MemoryMatch, ...] = ()
    """The memory's matches for the unit, best first."""
    reused: Draft | None = None
    """The draft that ``draft`` writes instead of the engine's: a match of the memory, or a repair of the edited text."""
    seconds: float = field(default=0.0, compare=False)
    """Duration, including the loading of the model."""
