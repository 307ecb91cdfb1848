"""Write a translation into a code block, so that it cannot end what it stands in."""

import re
from collections.abc import Iterator, Sequence

from workflow.formats.lines import words
from workflow.formats.markdown.code.model import CodePlace
from workflow.formats.markdown.code.prose import is_label, is_prose, item_marker

__all__ = ["written"]

_SPACES = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029\x00]+")
"""Also what ends a line for some compilers: U+2028 in JavaScript."""
_ENDS = re.compile(r"\*/|--!?>|\?>|-\}|\*\)|#>|#\}|\]\]|%>|\}\}|</script|</style|`{3}|~{3}", re.IGNORECASE)
_WIDER = 20
"""How many more columns a line may have, if it would look like code otherwise."""
_IN_LABEL = re.compile(r"[\"\[\](){}|<>;#]")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:#]|:(?!\s|\Z)|(?<!\s)#)*\Z")
"""A text that YAML reads as such without quotation marks (YAML 1.2 §7.3.3)."""


def written(place: CodePlace, source: str, target: str, breaks: Sequence[str]) -> str | None:
    """Return ``target`` as written at ``place`` instead of ``source``; None if that is impossible, or if it would be read as code.

    ``breaks``: what stands between the lines of the source. The translation gets as many lines, so that what refers to lines of the
    code (highlighting) stays right.
    """
    lines = [line for line in (_SPACES.sub(" ", line).strip() for line in target.split("\n")) if line]
    if not lines:
        return None
    if place.syntax == "label":
        label = _label(" ".join(lines), source)
        return label if is_label(label) else None
    if place.syntax == "option":
        return _option(" ".join(lines), place.raw)
    text = "\n".join(lines)
    if place.syntax == "plain" and not _PLAIN.match(text):
        return None
    if any(text.count(end) > source.count(end) for end in _ENDS.findall(text)):
        return None
    if lines[-1].endswith("\\"):  # would join the next line in C and in shells
        return None
    lines = _distributed(lines, len(breaks) + 1)
    if place.syntax == "comment" and not _readable(lines):
        return None
    result = lines[0]
    for index, line in enumerate(lines[1:]):
        result += breaks[min(index, len(breaks) - 1)] + line if breaks else " " + line
    return result


def _distributed(lines: list[str], wanted: int) -> list[str]:
    """Break or join ``lines`` so that there are ``wanted`` of them and each is read as a comment; as one line, if that is impossible."""
    if len(lines) >= wanted:
        lines = [*lines[: wanted - 1], " ".join(lines[wanted - 1 :])]
        return lines if _readable(lines) else [" ".join(lines)]
    narrow, wide = 1, max(map(len, lines))
    while narrow < wide:  # the narrowest width that needs no more lines than there are
        middle = (narrow + wide) // 2
        if sum(1 for line in lines for _ in _wrapped(line, middle)) <= wanted:
            wide = middle
        else:
            narrow = middle + 1
    for width in range(narrow, narrow + _WIDER):
        broken = [part for line in lines for part in _wrapped(line, width)]
        if _readable(broken):
            return broken
    return [" ".join(lines)]


def _readable(lines: Sequence[str]) -> bool:
    return all(is_prose(line) and not item_marker(line) for line in lines[1:]) and (
        len(lines) == 1 or is_prose(lines[0][item_marker(lines[0]) :])
    )


def _wrapped(line: str, width: int) -> Iterator[str]:
    current = ""
    for word, gap in words(line):
        if current and len(current) + len(gap) + len(word) > width:
            yield current
            current = word
        else:
            current += gap + word if current else word
    yield current


def _label(text: str, source: str) -> str:
    """Write the label of a diagram; what would end it becomes Mermaid's ``#91;``, unless the source has it as well."""
    allowed = set(source)
    return _IN_LABEL.sub(lambda found: found[0] if found[0] in allowed else f"#{ord(found[0])};", text)


def _option(text: str, raw: str) -> str:
    """Write the value of a cell's option, with the quotation marks of the source; in double ones if it needs them."""
    if raw.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    if not raw.startswith('"') and _PLAIN.match(text):
        return text
    escaped = re.sub(r"(\\[\"\\])|[\"\\]", lambda found: found[1] or "\\" + found[0], text)
    return f'"{escaped}"'
