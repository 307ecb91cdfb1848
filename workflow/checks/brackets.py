"""Brackets and quotation marks: closed if they are closed in the source, and not lost."""

import re
from functools import lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.word_filters import TextFilter

__all__ = [
    "broken_quotation",
    "lost_brackets",
    "may_have_quotation",
    "may_have_unbalanced",
    "quotations",
    "unbalanced",
]

_PAIRS = (
    *(("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›")),
    *(("（", "）"), ("【", "】"), ("「", "」"), ("『", "』"), ("《", "》")),
)
_PAIRED = re.compile(f'[{re.escape("".join(map("".join, _PAIRS)))}„“”"]')
_LISTED = re.compile(r"(?:^|(?<=\s))(?:\d{1,3}|[a-zA-Z]{1,4})\)|[:;]-?\)|:-?\(")
"""``1)`` and ``a)`` are items of a list, ``:)`` is a smile."""
_QUOTES = re.compile(r"\"{1,3}|[“”„«»‟「」『』]")
_SINGLE = re.compile(r"(?<!\w)[‘‚'](?=\w)|(?<=[^\s‘'])[’'‘](?!\w)|[‹›]")
_ANY_QUOTE = re.compile("[\"“”„«»‟「」『』‘’‚'‹›]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_BEGINNING = re.compile(r"\s*[,;:)]")
_INCHES = re.compile(r"(?<=\d)\"")


_WITH_QUOTE = TextFilter(lambda run: _ANY_QUOTE.search(run) is not None)
_WITH_PAIRED = TextFilter(lambda run: _PAIRED.search(run) is not None)


def may_have_quotation(text: str) -> bool:
    """Whether a text has a quotation mark: most have none."""
    return _WITH_QUOTE.finds(text)


def may_have_unbalanced(text: str) -> bool:
    """Whether a text has a bracket or a quotation mark that may not be closed: most have none."""
    return _WITH_PAIRED.finds(text)


def unbalanced(source: str, target: str, pair: LanguagePair) -> str | None:
    """A bracket or a quotation mark that is not closed, though the source's are."""
    found = _open(target)
    return f"{found} not closed" if found and not _open(source) else None


def lost_brackets(source: str, target: str, pair: LanguagePair) -> str | None:
    """Round brackets or quotation marks of which none is left."""
    if source.count("(") == source.count(")") > 0 and not re.search("[(（]", target):
        return "( ) missing"
    if not quotations(source):
        return None
    theirs = _INCHES.sub("", target)
    return None if _QUOTES.search(theirs) or _SINGLE.search(theirs) else "quotation marks missing"


def broken_quotation(source: str, target: str, pair: LanguagePair) -> str | None:
    """A quotation that does not end or begin, or in which no words are left, though those of the source do and have some."""
    ours = quotations(source)
    if not ours:
        return None
    theirs = _INCHES.sub("", target)
    doubles = _QUOTES.findall(theirs)
    if len(doubles) % 2:
        return "a quotation mark is missing"
    singles = _SINGLE.findall(theirs) if len(doubles) < 2 * len(ours) else []
    if _SINGLE.search(source) and len(singles) % 2:
        return "a quotation mark is missing"
    found = [
        theirs[start:end] for start, end in _between(theirs, _QUOTES) + (_between(theirs, _SINGLE) if singles else [])
    ]
    least = min(len(_LETTER.findall(source[start:end])) for start, end in ours)
    lost = sum(bool(_NO_BEGINNING.match(text)) or len(_LETTER.findall(text)) < min(least, 2) for text in found)
    # A quotation of the source may be an inline tag, a number or a sign alone.
    wordless = lost and sum(not _LETTER.search(source, start, end) for start, end in _between(source, _QUOTES))
    return "words of a quotation are missing" if lost > wordless else None


# Called for each candidate of a sentence.
@lru_cache(maxsize=64)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans between quotation marks that have letters; none if the marks do not pair."""
    if not _ANY_QUOTE.search(text):
        return ()
    found = _between(_INCHES.sub(" ", text), _QUOTES) + _between(text, _SINGLE)
    return tuple(sorted((start, end) for start, end in found if _LETTER.search(text, start, end)))


def _between(text: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    places = list(marks.finditer(text))
    if len(places) % 2:
        return []
    return [(one.end(), two.start()) for one, two in zip(places[::2], places[1::2], strict=True)]


def _is_list(text: str, opening: str) -> bool:
    """Whether round brackets pair without those of list items."""
    rest = _LISTED.sub("", text)
    return opening == "(" and rest.count("(") == rest.count(")")


def _open(text: str) -> str | None:
    """The brackets or quotation marks of a text that do not pair."""
    if not _PAIRED.search(text):
        return None
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing) and not _is_list(text, opening):
            return f"{opening}{closing}"
    low, first, last = (text.count(sign) for sign in "„“”")
    # „German“, „Polish”, “English”, ”Swedish”.
    if low and low != first + last:
        return "„“"
    if not low and first != last and (first or last % 2):
        return "“”"
    return '"' if _INCHES.sub("", text).count('"') % 2 else None
