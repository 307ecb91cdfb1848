"""Brackets and quotation marks: closed if they are closed in the source, and not lost."""

import re

from workflow.checks.language_pair import LanguagePair

__all__ = ["lost_brackets", "unbalanced"]

_PAIRS = (
    *(("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›")),
    *(("（", "）"), ("【", "】"), ("「", "」"), ("『", "』"), ("《", "》")),
)
_LISTED = re.compile(r"(?:^|(?<=\s))(?:\d{1,3}|[a-zA-Z]{1,4})\)|[:;]-?\)|:-?\(")
"""``1)`` and ``a)`` are items of a list, ``:)`` is a smile."""
_QUOTES = re.compile(r"[\"“”„«»‟「」『』]")
_INCHES = re.compile(r"(?<=\d)\"")


def unbalanced(source: str, target: str, pair: LanguagePair) -> str | None:
    """A bracket or a quotation mark that is not closed, though the source's are."""
    found = _open(target)
    return f"{found} not closed" if found and not _open(source) else None


def lost_brackets(source: str, target: str, pair: LanguagePair) -> str | None:
    """Round brackets or quotation marks of which none is left."""
    if source.count("(") == source.count(")") > 0 and not re.search("[(（]", target):
        return "( ) missing"
    ours, theirs = _INCHES.sub("", source), _INCHES.sub("", target)
    if len(_QUOTES.findall(ours)) > 1 and not re.search("[\"“”„«»‟「『'‘’‚‹]", theirs):
        return "quotation marks missing"
    return None


def _is_list(text: str, opening: str) -> bool:
    """Whether round brackets pair without those of list items."""
    rest = _LISTED.sub("", text)
    return opening == "(" and rest.count("(") == rest.count(")")


def _open(text: str) -> str | None:
    """The brackets or quotation marks of a text that do not pair."""
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
