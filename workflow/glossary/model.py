"""The rows of a glossary: one for each term and target."""

from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["EVERY", "Term", "at", "conflict"]

EVERY = ""
"""The language of a row for every language, such as that of a name that is not translated."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row: a translation of a term that is preferred or forbidden in a language, or a term that is not translated."""

    source: str
    """The term; empty only if ``forbidden`` is set: the target is then forbidden in every translation."""
    language: str
    """The gettext code of the target's language; ``EVERY`` for all."""
    target: str = ""
    """Empty for a term that is not translated."""
    note: str = ""
    part_of_speech: str = ""
    forbidden: bool = False
    do_not_translate: bool = False
    """Whether the term must not be translated (the ``keep`` column)."""
    exact: bool = False
    """Whether case is significant, in the source and in the target."""
    domain: str = ""
    path: Path | None = field(default=None, compare=False)
    line: int = field(default=0, compare=False)

    @property
    def folded(self) -> str:
        """The source for comparisons: case-folded unless ``exact`` is set."""
        return self.source if self.exact else self.source.casefold()


def at(term: Term) -> str:
    """Return the place of a row: ``glossary.csv:12``."""
    return f"{term.path}:{term.line}" if term.path else "another row"


def conflict(term: Term, earlier: Term) -> str | None:
    """Return the reason why ``term`` contradicts ``earlier``; None if it does not.

    There may be one row for each source, language and target; a target is either preferred or forbidden; a term that must not be
    translated has no targets. Two rows do not contradict each other if case is significant in only one of them: ``May`` is a month,
    ``may`` is not.
    """
    if term.language != earlier.language or term.exact != earlier.exact or term.folded != earlier.folded:
        return None
    if (
        term.target.casefold() == earlier.target.casefold()
        and term.do_not_translate == earlier.do_not_translate
        and term.forbidden == earlier.forbidden
    ):
        return f"“{term.source}” → “{term.target or term.source}” already exists, at {at(earlier)}"
    if term.forbidden and earlier.forbidden:
        return None
    if term.forbidden != earlier.forbidden:
        if term.target.casefold() == earlier.target.casefold():
            return f"“{term.target}” for “{term.source}” is both required and forbidden; the other row is {at(earlier)}"
        return None
    if term.do_not_translate != earlier.do_not_translate:
        return (
            f"“{term.source}” is marked “keep” (do not translate) and has a translation; the other row is {at(earlier)}"
        )
    return None
