"""Which checks run, and on which entries."""

from dataclasses import dataclass

from workflow.checks.rules import RULES, rule_named
from workflow.errors import BadInput
from workflow.model import State

__all__ = ["CheckOptions", "OpinionLimits"]


@dataclass(frozen=True, slots=True)
class OpinionLimits:
    """How much a language model is asked; None: no limit."""

    entries: int | None = None
    words: int | None = None
    """Words of the sources. The text that exceeds the limit is not asked about."""


_ALL = frozenset({State.DRAFT, State.TRANSLATED, State.APPROVED, State.NEEDS_WORK})


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What to check."""

    select: tuple[str, ...] = ()
    """Ids of the checks to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Ids of checks not to run."""
    states: frozenset[State] = _ALL
    """The states of the entries to check. Fuzzy ones that need work are only searched for marks of a conflict: the text may translate
    another source."""
    opinion: OpinionLimits | None = None
    """Whether the language model of ``second_opinion`` is asked about entries on which it has no opinion yet, and about how many."""
    changed_since: str = ""
    """A revision in git: report only entries whose source or translation was another one then, or fuzzy."""

    @property
    def all_states(self) -> bool:
        """Whether all entries with a translation are checked."""
        return self.states == _ALL

    def ids(self) -> frozenset[str]:
        """Return the ids of the checks to run. Raises BadInput for an id that no check has, with the nearest one, and if none is left."""
        for name in (*self.select, *self.ignore):
            rule_named(name)
        left = frozenset(self.select or RULES) - frozenset(self.ignore)
        if not left:
            raise BadInput("no check is left to run: all that are selected are ignored. Leave one out of --ignore.")
        return left
