"""Pre-translation: drafts from the translation memory, before any engine.

An exact match is taken as it is; one that changes facts has a high risk, with the reason. A fuzzy match is repaired: its sentences that differ come from the memory, else from the engine. The inline
tags of every draft are compared with the source's; the caller checks the document's structure.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from workflow.checks.invisible import TURNING, hidden
from workflow.checks.language_pair import LanguagePair
from workflow.checks.markup import added_markup
from workflow.checks.quantities import quantities
from workflow.checks.wrong_language import wrong_language
from workflow.drafting.reuse.base import LanguageResources
from workflow.drafting.reuse.completion import complete, from_match
from workflow.drafting.reuse.sentence_diff import NotRepairable, repair
from workflow.drafting.translation.draft import MEMORY, REPAIR, Draft, Text
from workflow.languages import language
from workflow.memory import MemoryMatch

__all__ = ["expected", "pretranslate"]

_DOUBTFUL = 0.6
"""The least risk of a match that fails a check."""


def pretranslate(text: Text, matches: Sequence[MemoryMatch], resources: LanguageResources) -> Draft | None:
    """A draft from the memory's matches for a text (best first); None if none of them gives a valid one.

    If exact matches exist, but none of them is valid, the draft has no text, and the reason for the best of them. Raises EngineError,
    FileProblem.
    """
    exact = [match for match in matches if match.score >= 100]
    reasons = {match: _breaks(text, match.target, resources.target) for match in exact}
    valid = [match for match, reason in reasons.items() if reason is None]
    if valid:
        sound = next((match for match in valid if not _doubt(text.source, match.target, resources)), None)
        if sound is not None:
            return from_match(sound)
        doubtful = from_match(valid[0])
        return replace(doubtful, risk=max(doubtful.risk, _DOUBTFUL), risk_reasons=("memory",))
    if exact:
        return from_match(exact[0]).refused(f"{exact[0].origin.file}: {reasons[exact[0]]}")
    for match in matches:
        draft = _repaired(text, match, resources)
        if draft is not None:
            return draft if text.grammar.verify(text.source, draft.text or "") is None else None
    return None


def expected(text: Text, matches: Sequence[MemoryMatch], resources: LanguageResources) -> Draft | None:
    """What ``pretranslate`` is expected to return, without an engine. If it would ask one, the text is that of the best match.

    Raises FileProblem.
    """
    found = pretranslate(text, matches, replace(resources, drafters=()))
    if found is not None or not resources.drafters:
        return found
    source, target = resources.source, resources.target
    for match in matches:
        plan = repair(match.source, match.target, text.source, source, target, text.grammar)
        if not isinstance(plan, NotRepairable):
            return from_match(match)
    return None


def _breaks(text: Text, target: str, code: str) -> str | None:
    """Why an exact match is not used: its inline tags, or characters that turn the text around it in a language written from the left."""
    reason = text.grammar.verify(text.source, target)
    if reason:
        return f"inline tags: {reason}"
    turned = next((char for char in TURNING.findall(target) if char not in text.source), None)
    if turned is None or language(code).script in ("Arab", "Hebr"):
        return None
    return f"contains U+{ord(turned):04X} ({unicodedata.name(turned).lower()})"


def _doubt(source: str, target: str, resources: LanguageResources) -> bool:
    """Whether an earlier translation, which may come from a foreign file, changes what a translation must not change."""
    pair = LanguagePair.of(resources.source, resources.target)
    return any(check(source, target, pair) for check in (hidden, quantities, added_markup, wrong_language))


def _repaired(text: Text, match: MemoryMatch, resources: LanguageResources) -> Draft | None:
    """A fuzzy match with drafts of the sentences that differ; None if it cannot be repaired."""
    source, target = resources.source, resources.target
    found = repair(match.source, match.target, text.source, source, target, text.grammar)
    if isinstance(found, NotRepairable):
        return None
    draft = complete(found, text.grammar, resources)
    if draft.text is None:
        return None
    risk = min(round(max(draft.risk, from_match(match).risk), 2), 1.0)
    if draft.source in (MEMORY, REPAIR):
        return replace(draft, risk=risk, source=MEMORY, match=match.score, replaced="")
    return replace(draft, risk=risk, match=match.score)
