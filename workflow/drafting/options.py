"""The options of a drafting run."""

from dataclasses import dataclass, field

from workflow.drafting.budget import Budget

__all__ = ["DraftOptions"]


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """The options of a drafting run."""

    redo: bool = False
    """Whether untouched drafts and refused units are drafted again."""
    dry_run: bool = False
    """Whether units are only counted: no model is loaded and no catalog is written."""
    workers: int = 0
    """Number of batches that an engine translates at a time, if it can; 0: one for each processor. Drafts do not depend on it."""
    budget: Budget = field(default_factory=Budget)
    """How much may be drafted; calls that share a budget share what is left of it."""
    engines: tuple[str, ...] | None = None
    """Engine names in order of preference, instead of the configured ones; None: as configured."""
