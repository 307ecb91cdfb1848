"""Drafts: the result for a text and for each of its sentences."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from workflow.drafting.quality.estimation import RiskReason
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.terminology import TermUse
from workflow.drafting.strategies import WHOLE_SENTENCE
from workflow.drafting.strategies.base import Candidate
from workflow.engines.base import Engine
from workflow.inline_tags import Grammar

__all__ = ["COPY", "MEMORY", "REPAIR", "Draft", "DraftSource", "SentenceDraft", "Text"]

_MARKDOWN = Grammar()


@dataclass(frozen=True, slots=True)
class DraftSource:
    """The engine or other source of a draft, as its provenance comment names it."""

    name: str
    package: str = ""
    hash: str = ""
    """Eight hex digits over the package; empty for sources without one."""

    @classmethod
    def of(cls, engine: Engine) -> "DraftSource":
        """An engine as the source of drafts."""
        return cls(engine.name, engine.package, engine.hash)


COPY = DraftSource("copy")
"""The source of a text without words, whose draft is a copy."""
MEMORY = DraftSource("memory")
"""The source of a text that was translated before."""
REPAIR = DraftSource("repair")
"""The source of a text whose sentences a person translated all: some were removed or moved."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to draft: the msgid of an entry, or its msgid_plural."""

    source: str
    grammar: Grammar = _MARKDOWN
    numbers: tuple[int, ...] = ()
    """For a plural form: numbers that it is for."""
    document: str = ""
    """What its document or PO file is told apart by; empty if that is not known."""


@dataclass(frozen=True, slots=True)
class SentenceDraft:
    """One sentence of a text: the chosen candidate, and what else was tried."""

    sentence: Sentence
    chosen: Candidate | None
    """None if every candidate was refused."""
    tried: tuple[Candidate, ...]
    """Every candidate that was validated, in order."""
    risk: float
    terms: tuple[TermUse, ...] = ()
    """The glossary's terms in the sentence, and their translations in the draft."""
    risk_reasons: tuple[RiskReason, ...] = ()
    """Why the risk is higher than usual, the heaviest reason first."""
    others: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)
    """Reads the remaining candidates, which were not validated, and returns their texts."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text's translation with its risk, or the reason why there is none."""

    text: str | None
    """None if there is no valid draft."""
    reason: str = ""
    """Why there is none: one clause."""
    risk: float = 1.0
    """From 0 to 1: how likely it is wrong."""
    sentences: tuple[SentenceDraft, ...] = ()
    """The sentences an engine translated; empty for a text without words, and for one from the memory."""
    risk_reasons: tuple[str, ...] = ()
    """Why the risk is higher than usual, by the names of ``risk_levels.REASONS``; those of the riskiest sentence first."""
    source: DraftSource = DraftSource("")
    """The source of the draft; without a name for a refusal before any engine was involved."""
    match: int | None = None
    """For a text from the memory, the match score in per cent: 101 for a match in context, 100 exact, less for a fuzzy match."""
    replaced: str = ""
    """For a repaired text, how many of its sentences are new, of how many: ``1/3``."""

    @property
    def copied(self) -> bool:
        """Whether the text has no words, and is its own translation."""
        return self.text is not None and self.source == COPY

    @property
    def whole(self) -> bool:
        """Whether the engine saw every sentence whole."""
        return all(one.chosen is not None and one.chosen.strategy in WHOLE_SENTENCE for one in self.sentences)

    def refused(self, reason: str) -> "Draft":
        """Return the draft without its text, with the caller's reason."""
        return replace(self, text=None, reason=reason)
