"""``workflow draft --explain``: how one unit is drafted, step by step."""

from typing import TYPE_CHECKING

from workflow.cli.console import Console
from workflow.risk_levels import in_words

if TYPE_CHECKING:
    from workflow.drafting import Explanation

__all__ = ["show_explanation"]


def show_explanation(console: Console, found: "Explanation") -> None:
    """Sentences, what the engine was asked and said, and which check refused what."""
    console.show(found.address)
    console.show(f"  source   {found.source}")
    if found.text:
        console.show(f"  now      {found.text} ({found.state})")
    console.show(f"  draft    {found.target if found.target is not None else f'none: {found.reason}'}")
    if found.state == "draft" and found.text != found.target:
        console.show(
            "           What stands in the catalog came about otherwise: its comment says how (match=, repaired=, another"
        )
        console.show("           package). This is what the engine makes of the whole text now.")
    console.show(f"  engine   {found.engine} {found.package}, hash {found.hash}: {found.quality}")
    if found.options:
        console.show(f"  options  {found.options}")
    if found.target is not None:
        console.show(f"  risk     {found.risk:.2f}, {in_words(found.risk)}")
    if found.styles:
        console.show(f"  codes    go as {', '.join(found.styles)}")
    for match in found.matches:
        first = ", which comes before any engine" if match.score >= 100 else ""
        console.show(f"  memory   {match.score} %: {match.target} ({match.origin.file}{first})")
    if not found.spoken:
        console.show("  It has no words: it is its own translation.")
    for number, spoken in enumerate(found.spoken, 1):
        console.show()
        console.show(f"  Sentence {number}: {spoken.sentence.source}")
        for use in spoken.terms:
            held = f"it says {use.held}" if use.held else f"missing: it should say {' or '.join(use.targets)}"
            console.show(f"    term “{use.term}”: {held}")
        if spoken.taken is not None:
            why = f": {'; '.join(doubt.text for doubt in spoken.doubts)}" if spoken.doubts else ""
            console.show(f"    risk {spoken.risk:.2f}, {in_words(spoken.risk)}{why}")
        for attempt in spoken.attempts:
            verdict = (
                "taken" if attempt is spoken.taken else f"refused: {attempt.refused}" if attempt.refused else "good"
            )
            if attempt.lacks and not attempt.refused:
                verdict += f", without {', '.join(attempt.lacks)}"
            console.show(f"    {attempt.rung}: {' | '.join(attempt.asked)}")
            console.show(f"      said {attempt.said}")
            console.show(f"      → {attempt.text} ({verdict})" if attempt.text else f"      ({verdict})")
        for other in spoken.others:
            console.show(f"    or       {other}")
    # Beside the explanation, which is the same each time.
    if not console.quiet:
        console.warn(f"({found.seconds:.1f} s)")
