"""``workflow draft --explain``: how one unit is drafted, step by step."""

from typing import TYPE_CHECKING

from workflow.cli.console import Console
from workflow.readings import PackageReading, reading
from workflow.risk_levels import level

if TYPE_CHECKING:
    from workflow.drafting import Explanation
    from workflow.drafting.strategies.base import Candidate
    from workflow.drafting.translation.draft import Draft, SentenceDraft

__all__ = ["show_explanation"]


def show_explanation(console: Console, found: "Explanation") -> None:
    """Show the sentences, what was sent to the engine, its output, and the verdict on each candidate."""
    console.show(found.address)
    console.show(f"  source   {found.source}")
    if found.text:
        console.show(f"  now      {found.text} ({found.state})")
    if found.reused is not None:
        _show_reused(console, found.reused)
    console.show(f"  draft    {found.target if found.target is not None else f'none: {found.reason}'}")
    if found.state == "draft" and found.text != found.target:
        console.show(
            "           The draft in the catalog was made in another way; its comment says how (match=, repaired=, another package)."
        )
        console.show("           Shown here: the engine's current draft of the whole text.")
    known = reading(found.hash)
    for line in found.before:
        console.show(f"  before   {line}")
    console.show(f"  engine   {found.engine} {found.package}, hash {found.hash}: {found.quality}")
    if found.options:
        console.show(f"  options  {found.options}")
    if found.target is not None:
        console.show(f"  risk     {found.risk:.2f}, {level(found.risk, known)}")
    if found.styles:
        console.show(f"  tags     inline tags are sent as {', '.join(found.styles)}")
    for match in found.matches:
        console.show(f"  memory   {match.score} %: {match.target} ({match.origin.file})")
    if not found.sentences:
        console.show("  The unit has no words to translate: the draft is a copy.")
    for number, sentence in enumerate(found.sentences, 1):
        console.show()
        _show_sentence(console, number, sentence, known)
    # On stderr: the explanation is the same each time, its duration is not.
    if not console.quiet:
        console.warn(f"({found.seconds:.1f} s)")


def _show_reused(console: Console, draft: "Draft") -> None:
    """What ``draft`` writes instead of the engine's draft."""
    how = "repair" if draft.match is None else f"memory, {draft.match} %"
    new = f", new sentences: {draft.replaced}" if draft.replaced else ""
    console.show(f"  reuse    {draft.text} ({how}{new})")
    console.show(
        "           `workflow draft` writes this. The engine's draft of the whole text is shown for comparison."
    )


def _show_sentence(console: Console, number: int, found: "SentenceDraft", known: PackageReading | None) -> None:
    console.show(f"  Sentence {number}: {found.sentence.source}")
    for use in found.terms:
        verdict = f"found: {use.found}" if use.found else f"missing; expected {' or '.join(use.targets)}"
        console.show(f"    term “{use.term}”: {verdict}")
    if found.chosen is not None:
        why = f": {'; '.join(reason.text for reason in found.risk_reasons)}" if found.risk_reasons else ""
        console.show(f"    risk {found.risk:.2f}, {level(found.risk, known)}{why}")
    for candidate in found.tried:
        verdict = _verdict(candidate, is_chosen=candidate is found.chosen)
        console.show(f"    {candidate.strategy}: {' | '.join(candidate.asked)}")
        console.show(f"      output {candidate.output}")
        console.show(f"      → {candidate.text} ({verdict})" if candidate.text else f"      ({verdict})")
    for other in found.others():
        console.show(f"    not validated: {other}")


def _verdict(candidate: "Candidate", *, is_chosen: bool) -> str:
    if candidate.refused:
        return f"rejected: {candidate.refused}"
    verdict = "chosen" if is_chosen else "valid"
    return f"{verdict}, without {', '.join(candidate.missing_terms)}" if candidate.missing_terms else verdict
