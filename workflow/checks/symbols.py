"""Signs that a translation repeats: operators, marks, and the question or exclamation mark at the end."""

import re
from collections import Counter

from workflow.checks.language_pair import LanguagePair
from workflow.word_filters import TextFilter

__all__ = ["lost_end", "lost_symbols"]

_SYMBOLS = re.compile(
    r"&&|\|\||[<>]=?|[=!]=|=|≤|≥|≠|[+^|§©®™•÷±∞√∑≈]|(?<![*\w])\*(?![*\w])|(?<=\d) ?×(?= ?\d)|(?:(?<=[1-9])|(?<=\d\d))x(?=\d)|#(?=\w)|°"
)
_ANY = re.compile(r"[&|<>=≤≥≠+^§©®™•÷±∞√∑≈*×#°]|x(?=\d)")
"""A sign without which ``_SYMBOLS`` finds nothing."""
_WITH_SYMBOL = TextFilter(lambda run: _ANY.search(run) is not None)
_ALIKE = {"<=": "≤", ">=": "≥", "!=": "≠", "x": "×"}
_SIGN_OF_NUMBER = re.compile(r"#(?=\d)|\b[Nn]°|[+±°](?=\d|[CF]\b)|(?<=\d)[+°]")
"""``#5`` is ``n.º 5`` or ``n° 5`` in other languages, ``5+`` is ``5 o más``."""
_CLOSING = "\"'”’»“)]* _\u00a0\u202f"
_QUESTIONS = "?？؟՞"
_EXCLAMATIONS = "!！"


def lost_symbols(source: str, target: str, pair: LanguagePair) -> str | None:
    """Signs that are missing or added."""
    if not _WITH_SYMBOL.finds(source) and not _WITH_SYMBOL.finds(target):
        return None
    ours, theirs = _symbols(source), _symbols(target)
    if ours == theirs:
        return None
    lost, added = ours - theirs, theirs - ours
    found = [f"{' '.join(sorted(signs))} {what}" for signs, what in ((lost, "missing"), (added, "added")) if signs]
    return " and ".join(found)


def _symbols(text: str) -> Counter[str]:
    found = (match.group().strip() for match in _SYMBOLS.finditer(_SIGN_OF_NUMBER.sub("", text)))
    return Counter(_ALIKE.get(sign, sign) for sign in found)


def lost_end(source: str, target: str, pair: LanguagePair) -> str | None:
    """A question that became a statement or the other way round, or an exclamation that became one."""
    ours, theirs = source.rstrip(_CLOSING)[-1:], target.rstrip(_CLOSING)[-1:]
    asked, asks = _asks(ours, pair.source_script), _asks(theirs, pair.target_script)
    if asked != asks:
        return f"the question mark at the end is {'missing' if asked else 'added'}"
    # Other languages have one more often: German after commands.
    lost = bool(ours) and ours in _EXCLAMATIONS and theirs not in _EXCLAMATIONS
    return "the exclamation mark at the end is missing" if lost else None


def _asks(sign: str, script: str) -> bool:
    return bool(sign) and (sign in _QUESTIONS or (sign == ";" and script == "Grek"))
