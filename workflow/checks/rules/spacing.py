"""Spaces and line breaks: at the ends of a text, doubled, before punctuation."""

import re
from collections.abc import Iterator
from itertools import islice

from workflow.checks.model import OBJECT, Check, Example, TextPair, TextProblem, in_either, replaced
from workflow.excerpts import count
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_MQM = "Linguistic conventions: textual conventions"
_BLANKS = " \t\u00a0\u202f\u3000"
_DOUBLE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_FRENCH = frozenset({"fr", "br"})
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_SPACED = re.compile(
    rf"(?<=[^\W\d_{OBJECT}])(?P<space> ?)(?P<sign>[;!?:»]+)(?=[\s)»]|\Z)|(?P<opening>«)(?P<after> ?)(?=\w)"
)
"""A sign before which French has a no-break space, and the opening quotation mark after which it has one."""
_LOOSE = re.compile(r"(?<=\w) +(?=[.,;:!?](?:\s|\Z))")
_SPACED_SIGNS = tuple(f" {sign}" for sign in ".,;:!?")
_LOOSE_IN_FRENCH = re.compile(r"(?<=\w) +(?=[.,](?:\s|\Z))")
_JOINED = re.compile(
    "(?P<number>\\d+)(?P<after>[\u00a0\u202f])(?=[^\\W\\d_]|[%°€£$])|(?:[^\\W\\d_]\\.?|[§№])(?P<before>[\u00a0\u202f])(?P<follows>\\d+)"
)
"""A number that a no-break space holds together with its unit, or with what it is the number of."""
_MOST_JOINED = 20
"""Maximum number of such numbers that are looked for in a translation."""
_LINES = in_either("\n")
_ESCAPED = re.compile(r"(?<!\\)\\[nrt](?![A-Za-z])")


def _edge(pair: TextPair, signs: str, *, end: bool) -> tuple[str, str, str]:
    """What stands at an edge of source and target, and the target without it."""
    found = []
    rest = ""
    for text in (pair.source, pair.target):
        rest = text.rstrip(signs) if end else text.lstrip(signs)
        found.append(text[len(rest) :] if end else text[: len(text) - len(rest)])
    return found[0], found[1], rest


def _space(pair: TextPair, *, end: bool) -> Iterator[TextProblem]:
    ours, theirs, rest = _edge(pair, _BLANKS, end=end)
    if ours == theirs or not rest or not pair.source.strip():
        return
    where = "ends" if end else "begins"
    message = (
        f"{where} with a space, and the source does not"
        if not ours
        else f"does not {where[:-1]} with the source’s space"
    )
    if ours and theirs:
        message = f"{where} with other spaces than the source"
    at = len(pair.target) - len(theirs) if end else 0
    span = Span(at, at + len(theirs)) if theirs else None
    yield TextProblem(message, span, fix=rest + ours if end else ours + rest)


def _begin_space(pair: TextPair) -> Iterator[TextProblem]:
    return _space(pair, end=False)


def _end_space(pair: TextPair) -> Iterator[TextProblem]:
    return _space(pair, end=True)


def _newline(pair: TextPair, *, end: bool) -> Iterator[TextProblem]:
    ours, theirs, rest = _edge(pair, "\n", end=end)
    if ours == theirs or not rest or not pair.source.strip():
        return
    where = "end" if end else "begin"
    yield TextProblem(
        f"does not {where} with as many line breaks as the source", fix=rest + ours if end else ours + rest
    )


def _begin_newline(pair: TextPair) -> Iterator[TextProblem]:
    return _newline(pair, end=False)


def _end_newline(pair: TextPair) -> Iterator[TextProblem]:
    return _newline(pair, end=True)


def _newline_count(pair: TextPair) -> Iterator[TextProblem]:
    ours, theirs = pair.source.strip("\n").count("\n"), pair.target.strip("\n").count("\n")
    if ours != theirs:
        yield TextProblem(f"has {count(theirs, 'line break')}, and the source has {ours}")


def _has_double_space(pair: TextPair) -> bool:
    return "  " in pair.target or _NO_BREAK in pair.target


def _double_space(pair: TextPair) -> Iterator[TextProblem]:
    if _DOUBLE.search(pair.masked_source):
        return
    found = [(*match.span(), " ") for match in _DOUBLE.finditer(pair.masked_target)]
    if found:
        yield TextProblem("has two spaces in a row", Span(*found[0][:2]), fix=replaced(pair.target, found))


def _tabs(pair: TextPair) -> Iterator[TextProblem]:
    ours, theirs = pair.source.count("\t"), pair.target.count("\t")
    if ours != theirs:
        at = pair.target.find("\t")
        yield TextProblem(f"has {theirs} tabs, and the source has {ours}", Span(at, at + 1) if at >= 0 else None)


def _escaped_newline(pair: TextPair) -> Iterator[TextProblem]:
    ours, theirs = _ESCAPED.findall(pair.source), _ESCAPED.findall(pair.target)
    if sorted(ours) != sorted(theirs):
        match = _ESCAPED.search(pair.target)
        yield TextProblem(
            f"has {len(theirs)} of the escapes \\n, \\r and \\t, and the source has {len(ours)}",
            Span(*match.span()) if match else None,
        )


def _no_break_space(pair: TextPair) -> Iterator[TextProblem]:
    if _NO_BREAK not in pair.source and _NARROW not in pair.source:
        return
    changes: list[tuple[int, int, str]] = []
    for joined in islice(_JOINED.finditer(pair.masked_source), _MOST_JOINED):
        number = joined["number"] or joined["follows"]
        pattern = rf"(?<!\d){number}( )(?=[^\W\d_]|[%°€£$])" if joined["number"] else rf"[\w.§№]( ){number}(?!\d)"
        changes += [
            (*match.span(1), joined["after"] or joined["before"]) for match in re.finditer(pattern, pair.masked_target)
        ]
    if changes:
        changes = sorted(set(changes))
        start, end, _ = changes[0]
        yield TextProblem(
            "has a plain space where the source has a no-break space",
            Span(max(start - 1, 0), min(end + 1, len(pair.target))),
            fix=replaced(pair.target, changes),
        )


def _punctuation_spacing(pair: TextPair) -> Iterator[TextProblem]:
    if pair.language in _FRENCH:
        yield from _french(pair)
        return
    text = pair.masked_target
    if not any(map(text.__contains__, _SPACED_SIGNS)) or _LOOSE.search(pair.masked_source):
        return
    found = [(*match.span(), "") for match in _LOOSE.finditer(text)]
    if found:
        yield TextProblem("has a space before punctuation", Span(*found[0][:2]), fix=replaced(pair.target, found))


def _french(pair: TextPair) -> Iterator[TextProblem]:
    """French has a no-break space before two-part signs. Canadian French has none before ``;!?``, so that a missing one passes there."""
    canadian = pair.languages.target == "fr_CA"
    changes: list[tuple[int, int, str]] = []
    for match in _SPACED.finditer(pair.masked_target):
        if match["opening"]:
            changes.append((*match.span("after"), _NO_BREAK))
        elif match["space"] or not canadian:
            changes.append((*match.span("space"), _NO_BREAK if match["sign"][0] in ":»" else _NARROW))
    if not _LOOSE_IN_FRENCH.search(pair.masked_source):
        changes += [(*match.span(), "") for match in _LOOSE_IN_FRENCH.finditer(pair.masked_target)]
    if not changes:
        return
    changes.sort()
    start = changes[0][0]
    message = "needs a no-break space here" if changes[0][2] else "has a space before punctuation"
    yield TextProblem(
        message, Span(max(start - 1, 0), min(start + 2, len(pair.target))), fix=replaced(pair.target, changes)
    )


CHECKS = (
    Check(
        id="begin_space",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="The translation does not begin with the same spaces as the source.",
        find=_begin_space,
        examples=(Example("en-es", " of 20", " de 20", "de 20"), Example("en-de", "Next", "Weiter", " Weiter")),
    ),
    Check(
        id="end_space",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="The translation does not end with the same spaces as the source.",
        find=_end_space,
        examples=(Example("en-fr", "Page ", "Page ", "Page"), Example("en-es", "Next", "Siguiente", "Siguiente ")),
    ),
    Check(
        id="begin_newline",
        mqm=_MQM,
        severity=Severity.ERROR,
        description="The translation does not begin with the same line breaks as the source; msgfmt refuses it.",
        find=_begin_newline,
        needs=_LINES,
        examples=(Example("en-es", "\nUsage", "\nUso", "Uso"),),
    ),
    Check(
        id="end_newline",
        mqm=_MQM,
        severity=Severity.ERROR,
        description="The translation does not end with the same line breaks as the source; msgfmt refuses it.",
        find=_end_newline,
        needs=_LINES,
        examples=(Example("en-es", "Usage\n", "Uso\n", "Uso"),),
    ),
    Check(
        id="newline_count",
        mqm="Design and markup: layout",
        severity=Severity.WARNING,
        description="The translation has more or fewer line breaks than the source.",
        find=_newline_count,
        needs=_LINES,
        examples=(Example("en-de", "Old Street 5\nLondon", "Old Street 5\nLondon", "Old Street 5, London"),),
    ),
    Check(
        id="double_space",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="The translation has two spaces in a row, and the source does not.",
        find=_double_space,
        needs=_has_double_space,
        examples=(Example("en-es", "Close the door.", "Cierre la puerta.", "Cierre  la puerta."),),
    ),
    Check(
        id="tabs",
        mqm="Design and markup: layout",
        severity=Severity.WARNING,
        description="The translation has more or fewer tabs than the source.",
        find=_tabs,
        needs=in_either("\t"),
        examples=(Example("en-es", "Name\tAge", "Nombre\tEdad", "Nombre Edad"),),
    ),
    Check(
        id="escaped_newline",
        mqm="Design and markup: layout",
        severity=Severity.WARNING,
        description="The translation has more or fewer of the escapes \\n, \\r and \\t, which the source writes as two characters.",
        find=_escaped_newline,
        needs=in_either("\\"),
        examples=(Example("en-es", "One \\n Two", "Uno \\n Dos", "Uno Dos"),),
    ),
    Check(
        id="punctuation_spacing",
        mqm="Locale conventions: spacing",
        severity=Severity.NOTE,
        description=(
            "There is a space before punctuation where the language has none, or no no-break space where it wants one, as French does."
        ),
        find=_punctuation_spacing,
        examples=(
            Example("en-es", "Where is it, please?", "¿Dónde está, por favor?", "¿Dónde está , por favor?"),
            Example("en-fr", "Really?", "Vraiment\u202f?", "Vraiment ?"),
            Example("en-fr", "Note: read it.", "Remarque\u00a0: lisez-le.", "Remarque: lisez-le."),
        ),
    ),
    Check(
        id="no_break_space",
        mqm="Locale conventions: spacing",
        severity=Severity.NOTE,
        description="A number and its unit may be torn apart at the end of a line: the source has a no-break space, and the translation a plain one.",
        find=_no_break_space,
        examples=(
            Example("en-es", "It has 12\u00a0kg.", "Tiene 12\u00a0kg.", "Tiene 12 kg."),
            Example("en-de", "See Fig.\u00a03.", "Siehe Abb.\u00a03.", "Siehe Abb. 3."),
        ),
    ),
)
