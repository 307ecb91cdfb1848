"""The tables of checks: what refuses a machine translation, and what is an objection to it.

A translation that fails a check of ``TEXT_CHECKS`` is not saved. One that meets an objection of ``OBJECTIONS`` is saved only if there is
none without, and its risk is higher. All texts are without inline tags.
"""

import re
from dataclasses import dataclass

from workflow.checks import brackets, content, omission, vocabulary
from workflow.checks.answers import answer
from workflow.checks.antonyms import opposite
from workflow.checks.asides import aside
from workflow.checks.completeness import incomplete, surplus, unrelated
from workflow.checks.full_names import changed_names
from workflow.checks.invisible import hidden
from workflow.checks.language_pair import LanguagePair, TextCheck
from workflow.checks.letters import letters
from workflow.checks.markup import added_markup
from workflow.checks.names import missing_names
from workflow.checks.negation import negation
from workflow.checks.quantities import number_words, quantities
from workflow.checks.repetition import doubled, loop
from workflow.checks.symbols import lost_end, lost_symbols
from workflow.checks.wrapping import wrapped
from workflow.checks.wrong_language import wrong_language

__all__ = ["LEXICAL", "OBJECTIONS", "SERIOUS", "TEXT_CHECKS", "Objection", "failed_check", "objections"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODE = re.compile(r"\S*(?:\w\|\w|\w\((?=\s|\)|\Z)|\[#\w|[a-z][A-Z])\S*")
"""Code that stands beside an inline tag: ``(str|regexp)``, ``alert(``, ``/scrollTop``, the anchor of a heading."""

TEXT_CHECKS: dict[str, TextCheck] = {
    "empty": content.empty,
    "unknown": content.unknown,
    "hidden": hidden,
    "same": content.same,
    "script": content.script,
    "letters": letters,
    "markup": added_markup,
    "wrapped": wrapped,
    "answer": answer,
    "aside": aside,
    "language": wrong_language,
    "loop": loop,
    "quantities": quantities,
    "names": changed_names,
    "symbols": lost_symbols,
    "quotation": brackets.broken_quotation,
    "doubled": doubled,
    "length": content.length,
    "incomplete": incomplete,
    "surplus": surplus,
    "unrelated": unrelated,
}
"""By name: what refuses a translation."""

OBJECTIONS: dict[str, TextCheck] = {
    "copy": content.identical,
    "brackets": brackets.unbalanced,
    "enclosed": brackets.lost_brackets,
    "ending": lost_end,
    "short": content.short,
    "name": missing_names,
    "negation": negation,
    "omission": omission.omitted,
    "addition": omission.added,
    "opposite": opposite,
    "invented": vocabulary.invented,
    "left": vocabulary.left,
    "numerals": number_words,
}
"""By name, which is also a key of ``risk_levels.REASONS``: what speaks against a translation that passes the checks."""

SERIOUS: frozenset[str] = frozenset({"brackets", "enclosed", "name", "negation", "omission"})
"""Objections because of which further strategies are tried."""

LEXICAL: frozenset[str] = frozenset({"invented", "left"})
"""Objections by which hypotheses are put in order before they are validated, so that no further one need be validated for them."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against a translation."""

    name: str
    """A key of ``OBJECTIONS``."""
    text: str
    """The reason, in words."""


def objections(source: str, target: str, pair: LanguagePair) -> tuple[Objection, ...]:
    """Return what speaks against ``target`` as a translation of ``source``. Both are without inline tags."""
    found = ((name, check(source, target, pair)) for name, check in OBJECTIONS.items())
    return tuple(Objection(name, reason) for name, reason in found if reason)


def failed_check(source: str, target: str, pair: LanguagePair, *, names: bool = False) -> str | None:
    """The first check that ``target`` fails as a translation of ``source``, as ``name: reason``; None if it passes all.

    Both are without inline tags. ``names``: whether capitalised words may come back unchanged.
    """
    for name, check in TEXT_CHECKS.items():
        reason = check(source, target, pair)
        if reason and not (names and name == "same" and _could_be_names(source, pair)):
            return f"{name}: {reason}"
    return None


def _could_be_names(source: str, pair: LanguagePair) -> bool:
    same_script = pair.source_script == pair.target_script
    words = _WORD.findall(_CODE.sub(" ", source)) if same_script else ()
    return same_script and not any(len(word) > 3 and word[0].islower() for word in words)
