"""The captions in the options of an executable cell (Quarto): ``#| fig-cap: "A plot"`` at the top of its code."""

import re
from collections.abc import Iterator

from workflow.formats.markdown.code.model import CodeText
from workflow.model import Kind

__all__ = ["options"]

_LINE = re.compile(
    r"(?P<lead>[ \t]*(?:\#|//|%%|--)\|[ \t]*)(?P<name>(?P<dash>-[ \t]+)?(?:(?P<key>[\w.-]+):(?:[ \t]+|(?=\n|\Z)))?)(?P<value>[^\n]*)(?:\n|\Z)"
)
_KINDS = {
    "cap": Kind.CAPTION,
    "subcap": Kind.CAPTION,
    "alt": Kind.ALT_TEXT,
    "summary": Kind.CAPTION,
    "title": Kind.TITLE,
}
"""By the last part of the key: ``fig-cap``, ``tbl-subcap``, ``fig-alt``, ``code-summary``."""
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\n]|'')*+'")
_BLOCK = re.compile(r"[|>][-+\d]*$")


def options(code: str) -> Iterator[CodeText]:
    """Yield the captions and alternative texts in the options at the top of ``code``."""
    at = 0
    kind: Kind | None = None
    block: list[tuple[int, int]] = []
    while line := _LINE.match(code, at):
        at = line.end()
        value = line["value"].rstrip()
        start = line.start("value")
        end = start + len(value)
        if line["key"] and not _goes_on(line, block):
            yield from _paragraph(block, kind)
            block = []
            kind = _KINDS.get(re.split(r"[-.]", line["key"].lower())[-1])
            if kind is None or start == end:
                continue
            if value.startswith("["):
                for text in _TEXT.finditer(code, start, end):
                    yield _option(text.span(), kind)
            elif _BLOCK.match(value):
                block = [(-1, len(line["lead"]))]
            elif (value[0] not in "\"'" or _TEXT.fullmatch(value)) and value[0] not in "&*!{%@`":
                block = [(start, end)]
        elif kind is None or start == end:
            continue
        elif line["dash"]:
            yield from _paragraph(block, kind)
            block = []
            yield _option((start, end), kind)
        elif block:
            block.append((line.end("lead"), end))
    yield from _paragraph(block, kind)


def _goes_on(line: re.Match[str], block: list[tuple[int, int]]) -> bool:
    """Whether a line belongs to a text that began on a line before."""
    return bool(block) and len(line["lead"].rstrip(" \t")) + 1 < len(line["lead"])


def _paragraph(block: list[tuple[int, int]], kind: Kind | None) -> Iterator[CodeText]:
    """The text of a value that may go on over several lines."""
    lines = tuple(line for line in block if line[0] >= 0)
    if lines and kind is not None:
        whole = len(block) == 1
        syntax = "option" if whole else "comment" if block[0][0] < 0 else "plain"
        yield CodeText(lines, (False,) * (len(lines) - 1), kind, syntax)


def _option(span: tuple[int, int], kind: Kind) -> CodeText:
    return CodeText((span,), (), kind, "option")
