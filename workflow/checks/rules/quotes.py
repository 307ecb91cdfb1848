"""Brackets and quotation marks: closed, not lost, and in the style of the language."""

import re
from collections.abc import Iterable, Iterator

from workflow.checks import brackets
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, Problem, TextPair, on_words
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_MQM = "Linguistic conventions: punctuation"
_STYLES = {
    "de": ("„", "“"),
    "fr": ("«\u00a0", "\u00a0»"),
    "pl": ("„", "”"),
    "cs": ("„", "“"),
    "sk": ("„", "“"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "bg": ("„", "“"),
    "ja": ("「", "」"),
}
"""By language: the marks of a quotation. Marks of another style are noted; straight ones (``"``) are never."""
_ENGLISH = re.compile('“([^“”„"]{1,2000})”')


def _brackets(pair: TextPair) -> Iterable[Problem]:
    if any(sign in pair.source or sign in pair.target for sign in "()[]{}（）【】"):
        yield from _BRACKETS(pair)


_BRACKETS = on_words(
    lambda source, target, pair: next(
        (
            reason
            for check in (brackets.unbalanced, brackets.lost_brackets)
            if (reason := check(source, target, pair)) and reason[0] in "()[]{}（）【】"
        ),
        None,
    )
)


def _quotes(source: str, target: str, pair: LanguagePair) -> str | None:
    found = brackets.broken_quotation(source, target, pair)
    if found:
        return found
    open_ones = brackets.unbalanced(source, target, pair)
    if open_ones and open_ones[0] not in "()[]{}（）【】":
        return open_ones
    lost = brackets.lost_brackets(source, target, pair)
    return lost if lost and lost[0] == "q" else None


def _style(pair: TextPair) -> Iterator[Problem]:
    if "“" not in pair.target or pair.language not in _STYLES:
        return
    opening, closing = _STYLES[pair.language]
    if opening in "„":
        if "„" in pair.target:
            return
    match = _ENGLISH.search(pair.masked_target)
    if match:
        fix = pair.target
        for found in reversed(list(_ENGLISH.finditer(pair.masked_target))):
            fix = fix[: found.start()] + opening + fix[found.start(1) : found.end(1)] + closing + fix[found.end() :]
        yield Problem(
            f"“…” are not the quotation marks of this language; it has {opening}…{closing}",
            Span(*match.span()),
            fix=fix,
        )


CHECKS = (
    Check(
        id="brackets",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="A bracket is not closed, or the brackets of the source are missing.",
        find=_brackets,
        examples=(
            Example("en-es", "The house (old) is big.", "La casa (antigua) es grande.", "La casa (antigua es grande."),
            Example("en-de", "Tea (hot)", "Tee (heiß)", "Tee, heiß"),
        ),
    ),
    Check(
        id="quotes",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="A quotation is not closed, or the quotation marks of the source are missing.",
        find=on_words(_quotes),
        examples=(
            Example("en-de", 'Press "Stop" now.', "Drücken Sie jetzt „Stopp“.", "Drücken Sie jetzt „Stopp."),
            Example("en-es", "Press “Stop” now.", "Pulse ahora «Parar».", "Pulse ahora Parar."),
        ),
    ),
    Check(
        id="quote_style",
        mqm="Locale conventions: quotation marks",
        severity=Severity.NOTE,
        description="The quotation marks are those of English.",
        find=_style,
        languages=frozenset(_STYLES),
        examples=(
            Example("en-de", "Press “Stop”.", "Drücken Sie „Stopp“.", "Drücken Sie “Stopp”."),
            Example("en-fr", "Press “Stop”.", "Appuyez sur «\u00a0Stop\u00a0».", "Appuyez sur “Stop”."),
            Example("en-pl", "Press “Stop”.", "Naciśnij „Stop”.", "Naciśnij “Stop”."),
            Example("en-cs", "Press “Stop”.", "Stiskněte „Stop“.", "Stiskněte “Stop”."),
            Example("en-sk", "Press “Stop”.", "Stlačte „Stop“.", "Stlačte “Stop”."),
            Example("en-ru", "Press “Stop”.", "Нажмите «Стоп».", "Нажмите “Стоп”."),
            Example("en-uk", "Press “Stop”.", "Натисніть «Стоп».", "Натисніть “Стоп”."),
            Example("en-bg", "Press “Stop”.", "Натиснете „Стоп“.", "Натиснете “Стоп”."),
            Example("en-ja", "Press “Stop”.", "「停止」を押します。", "“停止”を押します。"),
        ),
    ),
)
