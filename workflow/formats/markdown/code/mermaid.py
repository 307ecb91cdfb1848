"""The labels and comments of Mermaid diagrams. Names of nodes, arrows and styles are code."""

import re
from collections.abc import Callable, Iterator

from workflow.formats.markdown.code.model import CodeText
from workflow.formats.markdown.code.prose import is_label
from workflow.model import Kind

__all__ = ["labels"]

_GRAPHS = frozenset({"graph", "flowchart", "flowchart-elk"})
_SENTENCES = frozenset({"sequencediagram", "statediagram", "statediagram-v2", "classdiagram", "erdiagram", "zenuml"})
_PLAIN = frozenset({"mindmap", "kanban"})
_FIRST = re.compile(r"\s*(?P<word>[A-Za-z][\w-]*)")
_SKIPPED = re.compile(
    r"[ \t]*(?:%%\{|style\b|classDef\b|class\b|linkStyle\b|click\b|direction\b|end\b|autonumber|dateFormat|axisFormat|excludes|todayMarker"
    r"|tickInterval|accTitle\b|accDescr\b|theme|config|activate|deactivate|loop$|\}|$)"
)
_COMMENT = re.compile(r"[ \t]*%%(?!\{)[ \t]*(?P<text>\S.*?)[ \t]*$")
_WORDS = re.compile(
    r"[ \t]*(?:title:?[ \t]+(?P<title>\S.*?)|section[ \t]+(?P<section>\S.*?)"
    r"|(?:participant|actor)[ \t]+\S+[ \t]+as[ \t]+(?P<name>\S.*?)"
    r"|(?:loop|alt|else|opt|par|and|critical|option|break)[ \t]+(?P<case>\S.*?)"
    r"|subgraph[ \t]+(?![\w-]+[ \t]*(?:\[|$))(?P<group>[^\"\[\s].*?))[ \t]*$"
)
_QUOTED = re.compile(r"\"(?P<text>[^\"\n]*)\"")
_NODE = re.compile(
    r"(?<![\w-])[\w-]++(?:@?\{\{|\(\(\(?|\[\[|\(\[|\[\(|\[/|\[\\|>|[\[({])(?![\"`])(?P<node>[^\[\](){}\"|<>\n]+?)"
    r"(?:\}\}|\)\)\)?|\]\]|\]\)|\)\]|/\]|\\\]|[\])}])"
    r"|\|(?P<edge>[^|\"\n]+)\|"
    r"|(?<=\s)(?:--|==|-\.)[ \t]+(?P<line>[^\s\"|>-][^\"|\n]*?)[ \t]+(?=--|==|\.-)"
)
_MESSAGE = re.compile(r"^[^:\n\"]*?[^:\n\"][ \t]*:(?![:{])[ \t]*(?P<text>[^\s:\"][^\n]*?)[ \t]*$")
_LONGEST = 1_000
"""A longer line is not read: the patterns take time that grows with the square of its length."""
_TASK = re.compile(r"[ \t]*(?P<text>[^:\n]*?[^:\s])[ \t]*:[^\n]*$")


def labels(code: str, known: Callable[[int], bool]) -> Iterator[CodeText]:
    """Yield the labels, titles and comments in a diagram that are prose, or start where ``known`` says."""
    found = re.search(r"^(?![ \t]*(?:%%|---|\w+:|$))" + _FIRST.pattern, code, re.MULTILINE)
    kind = found["word"].lower() if found else ""
    at = 0
    header = code.lstrip().startswith("---")
    for number, line in enumerate(code.split("\n")):
        fence = line.strip() == "---"
        if header and not fence and number and len(line) <= _LONGEST:
            spans = [(m.start("title"), m.end("title")) for m in [_WORDS.match(line)] if m and m["title"]]
        else:
            spans = [] if fence else list(_line(line, kind))
        header = header and not (fence and number)
        for start, end in spans:
            if is_label(line[start:end]) or known(at + start):
                yield CodeText(((at + start, at + end),), (), Kind.LABEL, "label")
        at += len(line) + 1


def _line(line: str, kind: str) -> Iterator[tuple[int, int]]:
    if len(line) <= _LONGEST and (comment := _COMMENT.match(line)):
        yield comment.span("text")
        return
    if len(line) > _LONGEST or _SKIPPED.match(line):
        return
    if (words := _WORDS.match(line)) and words.lastgroup:
        yield words.span(words.lastgroup)
        return
    quoted = [found.span("text") for found in _QUOTED.finditer(line)]
    if quoted:
        yield from quoted
    if kind in _GRAPHS or kind in _PLAIN:
        for found in _NODE.finditer(line):
            if not any(start <= found.start(found.lastgroup or 0) < end for start, end in quoted):
                yield _stripped(line, *found.span(found.lastgroup or 0))
    elif kind in _SENTENCES and not quoted and (message := _MESSAGE.match(line)):
        yield message.span("text")
    elif kind in ("gantt", "journey", "timeline") and (task := _TASK.match(line)):
        yield task.span("text")


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
