"""Apertium's stream format: units in, units out, through ``apertium -z -f none``.

A record is one unit: its text with ``\\ [ ] { } $ / @ < >`` escaped by a backslash, then ``[][`` newline ``]`` and a NUL, which
flushes every stage of the pipe. Square brackets hold a *superblank*, which the pipe copies without analysing it. Inline tags are sent
as superblanks ``[<code1>]``; so are characters that a stage in the middle of the pipe interprets even if they are escaped: a ``^``
before the end of a record swallows that end, a ``~`` is lost, and ``*`` and ``#`` look like the marks that the pipe itself sets.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from workflow.engines.base import Hypothesis, Segment
from workflow.errors import EngineError

__all__ = ["RECORD_END", "decode", "encode", "split_records"]

RECORD_END = "[][\n]"

_ESCAPED = frozenset("\\[]{}$/@<>")
_CARRIED = frozenset("^~*#")
# A soft hyphen would only split a word, and a NUL ends a record.
_DROPPED = frozenset("\0\u00ad")
_OUTPUT = re.compile(
    r"\[<code(?P<code>\d+)>\]|\[<char(?P<char>[0-9a-f]+)>\]|\[(?P<blank>(?:\\.|[^\]\\])*)\]|\\(?P<escaped>.)|(?P<mark>[*#@])|(?P<text>.)",
    re.DOTALL,
)
_UNTRANSLATED = re.compile(r"\\@(\w+)")
"""The mark of a word without a translation, or an at sign of the source: both are escaped."""


def encode(segment: Segment) -> str:
    """Return the record of a unit, with its end and NUL."""
    out = []
    for part in segment.parts:
        if isinstance(part, int):
            out.append(f"[<code{part}>]")
            continue
        for char in unicodedata.normalize("NFC", part):
            if char in _DROPPED:
                continue
            if char in _ESCAPED:
                out.append("\\" + char)
            elif char in _CARRIED or (char.isspace() and char != " ") or unicodedata.category(char) == "Cc":
                out.append("[\n]" if char == "\n" else f"[<char{ord(char):x}>]")
            else:
                out.append(char)
    return "".join(out) + RECORD_END + "\0"


def split_records(output: str, count: int) -> list[str]:
    """Return the first ``count`` records of the output without their ends. Nothing may follow them.

    Raises EngineError if the pipe lost or merged records: no record can be trusted then.
    """
    records = output.split("\0")
    wanted, rest = records[:count], records[count:]
    if len(wanted) < count or any(rest) or not all(record.endswith(RECORD_END) for record in wanted):
        whole = sum(record.endswith(RECORD_END) for record in records)
        raise EngineError(f"Apertium received {count} texts and returned {whole}, so they cannot be matched.")
    return [record.removesuffix(RECORD_END) for record in wanted]


def decode(record: str, segment: Segment) -> tuple[Hypothesis, ...]:
    """Return the translation in a record, or what Apertium failed to do: translate or inflect a word, or keep a character of the source.

    Unknown words stay as they are in the source, without their mark, and are counted. The caller checks the inline tags.
    """
    parts: list[str | int] = []
    text: list[str] = []
    unknown = 0
    for match in _OUTPUT.finditer(record):
        if match["mark"] == "*":
            unknown += 1
        elif match["mark"]:
            return _failed(match["mark"], record[match.end() :])
        elif match["code"]:
            if text:
                parts.append("".join(text))
                text = []
            parts.append(int(match["code"]))
        elif match["char"]:
            text.append(chr(int(match["char"], 16)))
        else:
            text.append(match["blank"] or match["escaped"] or match["text"] or "")
    if text:
        parts.append("".join(text))
    if _text(parts).count("@") > _text(segment.parts).count("@"):
        words = (found[1] for found in _UNTRANSLATED.finditer(record) if f"@{found[1]}" not in _text(segment.parts))
        return _failed("@", next(words, ""))
    if _carried(segment.parts) != _carried(parts):
        return (Hypothesis((), fault="Apertium lost or added a character such as ~, ^ or *"),)
    return (Hypothesis(_with_edges_of(segment.parts, parts), unknown=unknown),)


def _failed(mark: str, rest: str) -> tuple[Hypothesis]:
    """What came instead of a translation, by the mark and what follows it."""
    found = re.match(r"\w*", rest)
    word = f"“{found[0]}”" if found and found[0] else "a word"
    what = f"has no translation of {word}" if mark == "@" else f"cannot inflect {word}"
    return (Hypothesis((), fault=f"Apertium {what}"),)


def _text(parts: Sequence[str | int]) -> str:
    return "".join(part for part in parts if isinstance(part, str))


def _with_edges_of(source: Sequence[str | int], parts: list[str | int]) -> tuple[str | int, ...]:
    """``parts`` with the source's white space at both ends: a pronoun that the target leaves out leaves its space there."""
    if not source or not any(isinstance(part, int) or part.strip() for part in source):
        return tuple(source)
    runs = ["".join(map(str, run)) if text else 0 for text, run in groupby(source, lambda part: isinstance(part, str))]
    first, last = runs[0], runs[-1]
    lead = first[: len(first) - len(first.lstrip())] if isinstance(first, str) else ""
    trail = last[len(last.rstrip()) :] if isinstance(last, str) else ""
    if not isinstance(parts[0] if parts else 0, str):
        parts.insert(0, "")
    if not isinstance(parts[-1], str):
        parts.append("")
    parts[0] = lead + str(parts[0]).lstrip()
    parts[-1] = str(parts[-1]).rstrip() + trail
    return tuple(part for part in parts if part != "")


def _carried(parts: Sequence[str | int]) -> list[str]:
    """The characters that go as superblanks, which have to come out again, sorted."""
    return sorted(char for char in _text(parts) if char in _CARRIED or char == "\n")
