"""``workflow draft --explain``: how one unit is drafted, step by step."""

from typing import TYPE_CHECKING

from workflow.cli.console import Console
from workflow.drafting.strategies.legend import legend
from workflow.readings import PackageReading, reading
from workflow.risk_levels import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workflow.drafting import Explanation
    from workflow.drafting.strategies.base import Candidate
    from workflow.drafting.strategies.legend import Legend
    from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle
    from workflow.drafting.translation.draft import Draft, SentenceDraft

__all__ = ["show_explanation"]

_FURTHER = " " * 8
"""Before the further lines of what is said about a sentence."""


def show_explanation(console: Console, found: "Explanation") -> None:
    """Show the sentences, what was sent to the engine, its output, and the verdict on each candidate."""
    console.show(found.address)
    console.hanging("  source   ", found.source)
    if found.text:
        console.hanging("  now      ", f"{found.text} ({found.state})")
    if found.reused is not None:
        _show_reused(console, found.reused)
    console.hanging("  draft    ", found.target if found.target is not None else f"none: {found.reason}")
    if found.state == "draft" and found.text != found.target:
        console.hanging(
            " " * 11,
            "The draft in the catalog was made in another way; its comment says how (match=, repaired=, another package). "
            "Shown here: the engine's current draft of the whole text.",
        )
    known = reading(found.hash)
    for line in found.before:
        console.hanging("  before   ", line)
    console.hanging("  engine   ", f"{found.engine} {found.package}, hash {found.hash}: {found.quality}")
    if found.options:
        console.hanging("  options  ", found.options)
    if found.target is not None:
        console.hanging("  risk     ", f"{found.risk:.2f}, {level(found.risk, known)}")
    if found.styles and console.verbose:
        styles = ", ".join(style.name for style in found.styles)
        console.hanging("  tags     ", f"the engine gets inline tags as {styles}; below, they are [1], [2] …")
    for match in found.matches:
        console.hanging("  memory   ", f"{match.score} %: {match.target} ({match.origin.file})")
    if not found.sentences:
        console.show("  The unit has no words to translate: the draft is a copy.")
    for number, sentence in enumerate(found.sentences, 1):
        console.show()
        _show_sentence(console, number, sentence, known, found.styles)
    # On stderr: the explanation is the same each time, its duration is not.
    if not console.quiet:
        console.warn(f"({found.seconds:.1f} s)")


def _show_reused(console: Console, draft: "Draft") -> None:
    """What ``draft`` writes instead of the engine's draft."""
    how = "repair" if draft.match is None else f"memory, {draft.match} %"
    new = f", new sentences: {draft.replaced}" if draft.replaced else ""
    console.hanging("  reuse    ", f"{draft.text} ({how}{new})")
    console.hanging(
        " " * 11, "`workflow draft` writes this. The engine's draft of the whole text is shown for comparison."
    )


def _show_sentence(
    console: Console,
    number: int,
    found: "SentenceDraft",
    known: PackageReading | None,
    styles: "Sequence[PlaceholderStyle]",
) -> None:
    console.hanging(f"  Sentence {number}: ", found.sentence.source)
    for use in found.terms:
        verdict = f"found: {use.found}" if use.found else f"missing; expected {' or '.join(use.targets)}"
        console.hanging("    ", f"term “{use.term}”: {verdict}", indent=_FURTHER)
    if found.chosen is not None:
        why = f": {'; '.join(reason.text for reason in found.risk_reasons)}" if found.risk_reasons else ""
        console.hanging("    ", f"risk {found.risk:.2f}, {level(found.risk, known)}{why}", indent=_FURTHER)
    shown: tuple[str, str] | None = None
    for candidate in found.tried:
        key = legend(found.sentence, candidate.asked, styles)
        sent = " | ".join(map(key.shown, candidate.asked))
        # The hypotheses of one request follow each other: what was sent is shown once.
        if shown != (shown := (candidate.strategy, sent)):
            console.hanging("    ", f"{candidate.strategy}: {sent}", indent=_FURTHER)
            if key.words:
                console.hanging("      ", f"where {_words(key)}", indent=_FURTHER)
        if candidate.output:
            console.hanging("      output ", key.shown(candidate.output))
        verdict = _verdict(candidate, is_chosen=candidate is found.chosen)
        console.hanging("      → " if candidate.text else "      ", f"{candidate.text} ({verdict})".lstrip())
    for other in found.others():
        console.hanging("    not validated: ", other)


def _words(key: "Legend") -> str:
    """What each placeholder tag stands for; tags without a text between them stand for it together."""
    found = ""
    for label, words in key.words:
        found += f"{label} = {words}, " if words else label
    return found.removesuffix(", ")


def _verdict(candidate: "Candidate", *, is_chosen: bool) -> str:
    if candidate.refused:
        return f"rejected: {candidate.refused}"
    verdict = "chosen" if is_chosen else "valid"
    return f"{verdict}, without {', '.join(candidate.missing_terms)}" if candidate.missing_terms else verdict
