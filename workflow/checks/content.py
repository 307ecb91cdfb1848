"""What a translation is made of: words, of the right script, not the source's, about as many as there should be."""

import re

from workflow.checks.language_pair import LanguagePair
from workflow.checks.length_ratio import typical_ratio
from workflow.checks.scripts import SCRIPTS, is_plain_latin, of_script
from workflow.excerpts import count

__all__ = ["UNKNOWN", "empty", "identical", "length", "same", "script", "short", "unknown"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
UNKNOWN = ("<unk>", "⁇", "\ufffd", "▁", "｟", "｠", "⟦", "⟧")
"""Marks that engines write for what they do not know, and what is left of a placeholder tag."""


def empty(source: str, target: str, pair: LanguagePair) -> str | None:
    """No word in the target."""
    return "no text" if source.strip() and not _WORD.search(target) else None


def unknown(source: str, target: str, pair: LanguagePair) -> str | None:
    """A mark that engines write for what they do not know, or what is left of a placeholder tag."""
    mark = next((mark for mark in UNKNOWN if mark in target and mark not in source), None)
    return f"contains {mark}" if mark else None


_MEASURE = re.compile(
    r"(?<=\d)\s?(?:[munpkcdMGT]?(?:m|g|l|L|s|W|Wh|V|A|Hz|B|bit|Pa|J|N)|min|h|t|ha|px|pt|em|rem|dpi|K|°C|°F)[²³]?(?:/(?:s|h|m[²³]?|km|l))?(?!\w)"
)
"""A unit symbol after a number, of SI or of screens: the same in all languages."""


_FIGURE = re.compile(r"\d")


def same(source: str, target: str, pair: LanguagePair) -> str | None:
    """The same words again. A few words in capitals may be an abbreviation; ``table.failed_check`` handles names."""
    if _FIGURE.search(source) or _FIGURE.search(target):
        source, target = _MEASURE.sub("", source), _MEASURE.sub("", target)
    first, other = _WORD.search(source), _WORD.search(target)
    if first and other and first[0].casefold() != other[0].casefold():
        return None
    words = _WORD.findall(source)
    if [word.casefold() for word in words] != [word.casefold() for word in _WORD.findall(target)]:
        return None
    telling = [word for word in words if len(word) > 1 and not word.isupper()]
    return "identical to the source" if telling or len(words) > 2 else None


def script(source: str, target: str, pair: LanguagePair) -> str | None:
    """Words in another script than the target language's."""
    names = SCRIPTS.get(pair.target_script)
    if names is None or (pair.source_script == pair.target_script == "Latn" and is_plain_latin(target)):
        return None
    kept = {word.casefold() for word in _WORD.findall(source)}
    letters = [letter for word in _WORD.findall(target) if word.casefold() not in kept for letter in word]
    wrong = sum(not of_script(letter, names) for letter in letters)
    if letters and wrong * 2 > len(letters):
        return f"more than half of it is not in {names[0].title()} script"
    if not letters and pair.source_script != pair.target_script and _WORD.search(target):
        words = _WORD.findall(target)
        if any(word.islower() and len(word) > 3 for word in words):
            return "not translated"
    return None


def length(source: str, target: str, pair: LanguagePair) -> str | None:
    """Far too short or too long."""
    ours, theirs = len(source.strip()), len(target.strip())
    if ours < 40:
        return "far too long" if theirs > 6 * ours + 40 else None
    usual = typical_ratio(pair)
    # A name takes as many characters in every language, which is much beside the few of Chinese.
    least, most = min(0.34 * usual, 0.8), max(2.4 * usual, 1.6)
    characters = count(theirs, "character")
    if theirs < least * ours:
        return f"{characters} for {ours}: text is missing"
    if theirs > most * ours:
        return f"{characters} for {ours}"
    return None


def identical(source: str, target: str, pair: LanguagePair) -> str | None:
    """The source once more, where ``same`` allows it."""
    return "identical to the source" if source.split() == target.split() else None


def short(source: str, target: str, pair: LanguagePair) -> str | None:
    """A text of less than half the characters that such texts have in the language; less than a third in scripts that need few."""
    if len(source) < 40:
        return None
    usual = typical_ratio(pair)
    least = (0.5 if usual > 0.6 else 0.3) * usual * len(source)
    return "much shorter than the source" if len(target) < least else None
