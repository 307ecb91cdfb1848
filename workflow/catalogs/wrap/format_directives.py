"""Find format directives in texts: if a flag such as ``python-format`` is set, gettext breaks no line inside one."""

import re
from collections.abc import Iterable

__all__ = ["inside"]

_PYTHON = re.compile(r"%(\([^)]*\))?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d*))?[hlL]?([diouxXeEfFgGcrsa%])")
_C = re.compile(
    r"%(\d+\$)?[-+ #0I']*(?:\*(?:\d+\$)?|\d+)?(?:\.(?:\*(?:\d+\$)?|\d*))?"
    r"(?:hh|h|ll|l|L|q|j|z|Z|t)?([diouxXeEfFgGaAcCsSpnm%]|<PRI\w+>)"
)
_BRACE = re.compile(r"\{(?:\w+(?:\.\w+|\[[^\]{}]+\])*(?:![rsa])?(?::[^{}]*(?:\{\w*\}[^{}]*)*)?)\}")
_PERCENT = {"python-format": _PYTHON, "c-format": _C, "objc-format": _C}


def inside(text: str, flags: Iterable[str]) -> frozenset[int]:
    """Indexes of the characters of ``text`` before which no line may break, by an entry's flags."""
    found: set[int] = set()
    for flag in flags:
        if flag in _PERCENT:
            found |= _percent(text, _PERCENT[flag])
        elif flag == "python-brace-format":
            found |= _braces(text)
    return frozenset(found)


def _percent(text: str, directive: re.Pattern[str]) -> set[int]:
    """Like gettext, stop at the first error, such as a mix of named and unnamed directives."""
    found: set[int] = set()
    named: bool | None = None
    at = text.find("%")
    while at >= 0:
        match = directive.match(text, at)
        if match is None:
            break
        if match[2] != "%":
            if named is not None and named != bool(match[1]):
                break
            named = bool(match[1])
        found.update(range(at + 1, match.end()))
        at = text.find("%", match.end())
    return found


def _braces(text: str) -> set[int]:
    found: set[int] = set()
    at = text.find("{")
    while at >= 0:
        if text.startswith("{{", at):
            end = at + 2
        else:
            match = _BRACE.match(text, at)
            if match is None:
                break
            end = match.end()
        found.update(range(at + 1, end))
        at = text.find("{", end)
    return found
