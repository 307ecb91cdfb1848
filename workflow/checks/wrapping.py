"""What a language model puts around a translation: quotation marks, backticks, markup, JSON."""

import re

from workflow.checks.language_pair import LanguagePair

__all__ = ["wrapped"]

_QUOTES = "\"'“”„‟‘’‚‛«»‹›`´「」『』《》〈〉＂＇"
_PAIRS = {
    '"': '"', "'": "'", "`": "`", "´": "´", "“": "”“", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "‹": "›",
    "›": "‹", "”": "”", "’": "’", "「": "」", "『": "』", "《": "》", "＂": "＂", "〈": "〉",
}  # fmt: skip
"""Opening mark → its closing marks."""
_EMPHASIS = re.compile(r"\A(\*{1,3}|_{1,3}|~~|```)(?=\S).*?(?<=\S)\1[.!?…]?\Z", re.DOTALL)
_LEADING = re.compile(r"\A(?:#{1,6} |> |[-*+•] |[–—] ?(?=\w)|--+(?!\w)|---|```|~~~|\{\s*[\"'}]|<[a-z/!]|\[[\"'])")
_STOP = ".!?…。！？؟।,;:"


def wrapped(source: str, target: str, pair: LanguagePair) -> str | None:
    """A target that as a whole is in quotation marks, backticks, emphasis or markup, though nothing of that kind is in the source."""
    ours, theirs = source.strip(), target.strip()
    first = theirs[:1]
    if first in _PAIRS and not any(mark in ours for mark in _QUOTES):
        core = theirs.rstrip(_STOP)
        if (
            len(core) > 2
            and core[1:-1].strip() != ours
            and core[-1] in _PAIRS[first]
            and not any(mark in core[1:-1] for mark in (first, core[-1]))
        ):
            return f"is in quotation marks, {first}…{core[-1]}, and the source is not"
    emphasis = _EMPHASIS.match(theirs)
    if emphasis and emphasis[1] not in ours and re.sub(r"[*_~`]", "", theirs).rstrip(_STOP) != ours.rstrip(_STOP):
        return f"is between {emphasis[1]} and {emphasis[1]}, and the source is not"
    leading = _LEADING.match(theirs)
    if (
        leading and leading[0][0] not in ours and not (leading[0][0] in "-–—" and ours[:1] in (*_PAIRS, *"-–—"))
    ):  # a dash for speech
        return f"begins with {leading[0].strip()}, and the source does not"
    return None
