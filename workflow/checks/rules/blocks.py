"""Marks of blocks in a translation: those of a heading, a list, a quotation, a table, which the document has and its texts have not."""

import re
from collections.abc import Iterator

from workflow.checks.model import Check, Example, TextPair, TextProblem
from workflow.model import Kind, Severity, Span

__all__ = ["CHECKS"]

_MARK = re.compile(r"(?:#{1,6}|>|[-*+]|(?P<number>\d{1,4})[.)]|(?:`{3,}|~{3,})\w*|\[[ xX]\])(?:\s+|\Z)|:{3,}\s*\w*\s*")
"""What begins a block of Markdown, at the beginning of a text."""
_DOTTED = frozenset(
    [
        "de",
        "pl",
        "cs",
        "sk",
        "da",
        "nb",
        "nn",
        "no",
        "fi",
        "hu",
        "hr",
        "bs",
        "sl",
        "sr",
        "et",
        "lv",
        "tr",
        "is",
        "lb",
        "hsb",
        "dsb",
    ]
)
"""Languages in which ``1.`` is an ordinal: ``1. Tür``."""
_DEFINITION = re.compile(r"\[[^\]\n]{1,60}\]:\s+\S")
"""A definition of a link's target."""
_CLOSING = re.compile(r"(?:\s#{1,6})+\Z|\n(?:={3,}|-{3,})\Z")
"""What ends or underlines a heading."""


def _begins(pair: TextPair) -> Iterator[TextProblem]:
    match = _MARK.match(pair.target)
    if match is None:
        if _DEFINITION.match(pair.target) and not _DEFINITION.match(pair.source):
            yield TextProblem("begins as the definition of a link does", Span(0, pair.target.index(":") + 1))
        return
    number = match["number"]
    if _MARK.match(pair.source) or (number and (number in pair.source or pair.language in _DOTTED)):
        return
    mark, rest = match.group().strip(), pair.target[match.end() :]
    while (further := _MARK.match(rest)) and not further["number"]:
        rest = rest[further.end() :]
    if rest and not (mark in "-*+" and pair.source[:1] in "–—−-*+"):
        yield TextProblem(f"begins with {mark}, which readers would see", Span(0, len(mark)), fix=rest)


def _ends(pair: TextPair) -> Iterator[TextProblem]:
    if pair.target[-1:] not in "#=-":
        return
    match = _CLOSING.search(pair.target)
    if match and not _CLOSING.search(pair.source):
        yield TextProblem(
            f"ends with {match.group().strip()}, which readers would see",
            Span(*match.span()),
            fix=pair.target[: match.start()],
        )


def _cell(pair: TextPair) -> Iterator[TextProblem]:
    if pair.kind is Kind.TABLE_CELL and pair.masked_target.count("|") > pair.masked_source.count("|"):
        at = pair.masked_target.index("|")
        yield TextProblem("has a | that its cell does not have, which readers would see", Span(at, at + 1))


def _block_marks(pair: TextPair) -> Iterator[TextProblem]:
    if pair.grammar.syntax == "markdown":
        for find in (_begins, _ends, _cell):
            yield from find(pair)


CHECKS = (
    Check(
        id="block_marks",
        mqm="Design and markup: markup tag",
        severity=Severity.WARNING,
        description=(
            "The translation has the mark of a heading, a list, a quotation or a table. The document has these marks, so that readers would "
            "see one as a character."
        ),
        find=_block_marks,
        examples=(
            Example("en-es", "The old house", "La casa antigua", "# La casa antigua"),
            Example("en-de", "Take the key", "Nehmen Sie den Schlüssel", "- Nehmen Sie den Schlüssel"),
            Example("en-fr", "Take the key", "Prenez la clé", "[ ] Prenez la clé"),
            Example("en-es", "The old house", "La casa antigua", "La casa antigua ##"),
        ),
    ),
)
