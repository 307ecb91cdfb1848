"""Patterns for documents: ``*`` and ``?`` match within a folder, ``**/`` matches any number of folders."""

import re
from functools import cache

__all__ = ["is_pattern", "matches", "problem"]


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


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    out, at = [], 0
    while at < len(pattern):
        if pattern.startswith("**/", at) and (at == 0 or pattern[at - 1] == "/"):
            out.append("(?:[^/]+/)*")
            at += 3
        elif pattern[at] == "*":
            whole = pattern[at:] == "**" and (at == 0 or pattern[at - 1] == "/")
            out.append(".*" if whole else "[^/]*")
            while at < len(pattern) and pattern[at] == "*":
                at += 1
        elif pattern[at] == "?":
            out.append("[^/]")
            at += 1
        elif pattern[at] == "[" and "]" in pattern[at + 2 :]:
            end = pattern.index("]", at + 2)
            inner = pattern[at + 1 : end]
            negated = inner.startswith(("!", "^"))
            letters = re.sub(r"([\\\[\]^&~|])", r"\\\1", inner[1:] if negated else inner)
            out.append(f"(?!/)[{'^' if negated else ''}{letters}]")
            at = end + 1
        else:
            out.append(re.escape(pattern[at]))
            at += 1
    try:
        return re.compile("".join(out), re.DOTALL)
    except re.error:  # an invalid range such as [z-a]: read as its characters
        return re.compile(re.escape(pattern))
