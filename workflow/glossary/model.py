"""What a glossary says: one row for each term and target, as its files have it."""

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["EVERY", "Term", "at", "conflict"]

EVERY = ""
"""The language of a row that holds for every language: a name that is kept, mostly."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row: what a term of the source is called in a language, must not be called, or that it stays as it is."""

    source: str
    """Empty only where ``forbidden`` is set: the target must then appear nowhere."""
    language: str
    """gettext's code of the target's language; ``EVERY`` for all."""
    target: str = ""
    """Empty for a term that is kept."""
    note: str = ""
    part_of_speech: str = ""
    forbidden: bool = False
    keep: bool = False
    exact: bool = False
    """Whether capitals count, in the source and in the target."""
    domain: str = ""
    path: Path | None = field(default=None, compare=False)
    line: int = field(default=0, compare=False)

    @property
    def said(self) -> str:
        """The source for comparisons: without regard to capitals unless they count."""
        return self.source if self.exact else self.source.casefold()


def at(term: Term) -> str:
    """Where a row stands: ``glossary.csv:12``."""
    return f"{term.path}:{term.line}" if term.path else "another row"


def conflict(term: Term, earlier: Term) -> str | None:
    """Why ``term`` cannot stand beside ``earlier``; None where it can.

    One row for each source, language and target; a target is wanted or forbidden; a source that is kept has no targets. Rows of
    which one counts capitals and the other doesn't are about different things: ``May`` is a month, ``may`` is not.
    """
    if term.language != earlier.language or term.exact != earlier.exact or term.said != earlier.said:
        return None
    if (
        term.target.casefold() == earlier.target.casefold()
        and term.keep == earlier.keep
        and term.forbidden == earlier.forbidden
    ):
        return f"“{term.source}” → “{term.target or term.source}” stands there already, at {at(earlier)}"
    if term.forbidden and earlier.forbidden:
        return None
    if term.forbidden != earlier.forbidden:
        if term.target.casefold() == earlier.target.casefold():
            return f"“{term.target}” for “{term.source}” is wanted and forbidden; the other row is {at(earlier)}"
        return None
    if term.keep != earlier.keep:
        return f"“{term.source}” is to be kept and to be translated; the other row is {at(earlier)}"
    return None
