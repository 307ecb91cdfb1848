"""Patterns for documents: ``*`` and ``?`` match within a folder, ``**/`` matches any number of folders."""

import re
from collections.abc import Sequence
from functools import cache

__all__ = ["covers", "is_pattern", "matches", "problem"]


def is_pattern(text: str) -> bool:
    """Whether ``text`` contains a wildcard."""
    return any(character in text for character in "*?[")


def problem(pattern: str) -> str | None:
    """Return the reason why ``pattern`` is invalid for documents below the source folder; None if it is valid."""
    if not pattern.strip():
        return "is empty"
    if pattern.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:[\\/]", pattern):
        return "is an absolute path; patterns are relative to the source folder"
    if ".." in pattern.split("/"):
        return "leaves the source folder"
    if "\\" in pattern:
        return "contains a backslash; separate folders with /"
    return None


def matches(pattern: str, path: str) -> bool:
    """Whether ``pattern`` matches ``path``, a POSIX path below the source folder. Case is significant."""
    return _compiled(pattern.removeprefix("./")).fullmatch(path) is not None


def covers(languages: Sequence[str], patterns: Sequence[str], language: str, document: str) -> bool:
    """Whether a rule for some languages and documents is for a document in a language; without languages or patterns, it is for all.

    ``document``: its POSIX path below the source folder.
    """
    return (not languages or language in languages) and (
        not patterns or any(matches(pattern, document) for pattern in patterns)
    )


# A regular expression that tries every length for every star needs exponential time. Everything between two stars has a fixed length,
# so the first place where it fits is as good as any later one: each such part is in an atomic group, which is never tried again.
# The same holds for the folders between two "**".


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    *folders, last = pattern.split("/")
    groups: list[list[str]] = [[]]
    for name in folders:
        if name != "**":
            groups[-1].append(_name(name) + "/")
        elif groups[-1] or len(groups) == 1:
            groups.append([])
    head, *others = ["".join(group) for group in groups]
    tail = ".*" if last == "**" else _name(last)
    skipped = "(?:[^/]+/)*?"
    if not others:
        return re.compile(head + tail, re.DOTALL)
    middle = "".join(f"(?>{skipped}{group})" for group in others[:-1])
    return re.compile(f"{head}{middle}{skipped}{others[-1]}{tail}", re.DOTALL)


def _name(pattern: str) -> str:
    """The regular expression for the name of a file or folder."""
    first, *others = _pieces(pattern)
    if not others:
        return first
    middle = "".join(f"(?>[^/]*?{piece})" for piece in others[:-1])
    return f"{first}{middle}[^/]*{others[-1]}"


def _pieces(pattern: str) -> list[str]:
    """The regular expressions of the parts between the stars; each matches texts of one length."""
    pieces, at = [""], 0
    while at < len(pattern):
        if pattern[at] == "*":
            while at < len(pattern) and pattern[at] == "*":
                at += 1
            pieces.append("")
            continue
        end = pattern.find("]", at + 2) if pattern[at] == "[" else -1
        if pattern[at] == "?":
            pieces[-1] += "[^/]"
        elif end > 0 and (among := _class(pattern[at + 1 : end])):
            pieces[-1] += among
            at = end
        else:
            pieces[-1] += re.escape(pattern[at])
        at += 1
    return pieces


def _class(inner: str) -> str | None:
    """The characters in brackets; None for an invalid range such as ``z-a``, whose brackets are read as characters."""
    negated = inner.startswith(("!", "^"))
    letters = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[1:] if negated else inner)
    among = f"(?!/)[{'^' if negated else ''}{letters}]"
    try:
        re.compile(among)
    except re.error:
        return None
    return among
