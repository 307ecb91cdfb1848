"""Brackets and quotation marks: closed, not lost, and in the style of the language."""

import re
from collections.abc import Iterator

from workflow.checks import brackets
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, TextPair, TextProblem, on_words, replaced
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
_SIGNS = "()[]{}（）【】"
_WIDE = {"(": "（", ")": "）", "[": "［", "]": "］", "{": "｛", "}": "｝"}
_ENGLISH = re.compile('“([^“”„"]{1,2000})”')


_BRACKETS = re.compile(f"[{re.escape(''.join(_WIDE))}{''.join(_WIDE.values())}]")


def _has_brackets(pair: TextPair) -> bool:
    return _BRACKETS.search(pair.target) is not None


def _brackets(pair: TextPair) -> Iterator[TextProblem]:
    """A bracket without its partner; of a source that has such brackets as well, as in ``1)``, nothing is asked."""
    for opening, closing in ("()", "[]", "{}"):
        if _difference(pair.masked_target, opening, closing) and not _difference(pair.masked_source, opening, closing):
            at = _unclosed(pair.masked_target, opening + _WIDE[opening], closing + _WIDE[closing])
            yield TextProblem(f"{opening}{closing} not closed", Span(at, at + 1))


def _difference(text: str, opening: str, closing: str) -> int:
    return text.count(opening) - text.count(closing) + text.count(_WIDE[opening]) - text.count(_WIDE[closing])


def _unclosed(text: str, opening: str, closing: str) -> int:
    """Where the first bracket is that has no partner."""
    opened: list[int] = []
    for at, sign in enumerate(text):
        if sign in opening:
            opened.append(at)
        elif sign in closing:
            if not opened:
                return at
            opened.pop()
    return opened[0] if opened else 0


def _may_be_broken(pair: TextPair) -> bool:
    return brackets.may_have_quotation(pair.source) or brackets.may_have_unbalanced(pair.target)


def _may_be_lost(pair: TextPair) -> bool:
    return "(" in pair.source or brackets.may_have_quotation(pair.source)


def _quotes(source: str, target: str, pair: LanguagePair) -> str | None:
    broken = brackets.broken_quotation(source, target, pair)
    found = broken or brackets.unbalanced(source, target, pair)
    return found if found and found[0] not in _SIGNS else None


def _style(pair: TextPair) -> Iterator[TextProblem]:
    if "“" not in pair.target or pair.language not in _STYLES:
        return
    opening, closing = _STYLES[pair.language]
    if opening == "„" and "„" in pair.target:
        return
    found = list(_ENGLISH.finditer(pair.masked_target))
    if found:
        marks = [(match.start(), match.start(1), opening) for match in found]
        marks += [(match.end(1), match.end(), closing) for match in found]
        yield TextProblem(
            f"“…” are not the quotation marks of this language; it has {opening}…{closing}",
            Span(*found[0].span()),
            fix=replaced(pair.target, sorted(marks)),
        )


CHECKS = (
    Check(
        id="brackets",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="A bracket is not closed, and those of the source are.",
        find=_brackets,
        needs=_has_brackets,
        examples=(
            Example("en-es", "The house (old) is big.", "La casa (antigua) es grande.", "La casa (antigua es grande."),
        ),
    ),
    Check(
        id="quotes",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="A quotation is not closed or has no words, and those of the source are closed.",
        find=on_words(_quotes),
        needs=_may_be_broken,
        examples=(Example("en-de", 'Press "Stop" now.', "Drücken Sie jetzt „Stopp“.", "Drücken Sie jetzt „Stopp."),),
    ),
    Check(
        id="lost_brackets",
        mqm=_MQM,
        severity=Severity.NOTE,
        description="The brackets or the quotation marks of the source are missing.",
        find=on_words(brackets.lost_brackets),
        needs=_may_be_lost,
        examples=(
            Example("en-de", "Tea (hot)", "Tee (heiß)", "Tee, heiß"),
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
