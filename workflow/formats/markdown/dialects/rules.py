"""What a dialect is made of: rules that recognise lines whose meaning pulldown-cmark does not know."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workflow.html import Parameter, is_prose, is_prose_name, parameters
from workflow.model import Kind

__all__ = ["Dialect", "InnerText", "Rule", "argument_texts", "no_texts", "option_texts", "parameter_texts"]


@dataclass(frozen=True, slots=True)
class InnerText:
    """A text inside a directive that is a unit; offsets in the directive's text."""

    start: int
    end: int
    kind: Kind = Kind.ATTRIBUTE
    quote: str = ""
    """The quotation mark around the text; empty for a text that ends with its line."""
    escape: str = ""
    """How ``quote`` is written inside the text: ``backslash``, ``entity``, or empty if there is no way. ``csv``: the text is a cell, its
    quotation marks included."""
    offered: bool = True
    """Whether it is a unit. Otherwise it is a value that could be one if it said something else, such as a translation."""
    inline: bool = False
    """Whether the text has inline markup (a title), unlike the value of an attribute."""
    verbatim: bool = False
    """Whether its lines stay as they are."""


def no_texts(raw: str) -> Iterable[InnerText]:
    """The texts of a directive that has none."""
    return ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A directive: one or more whole lines that are no text, but may have texts inside."""

    name: str
    pattern: str
    """A regular expression for the directive, from the end of the container prefix to the end of its last line; without named
    groups, except such as no other rule has. ``^`` and ``$`` match at lines, ``.`` matches no line end."""
    texts: Callable[[str], Iterable[InnerText]] = no_texts
    html: bool = False
    """Whether it also ends a block of raw HTML (CommonMark §4.6, conditions 6 and 7)."""
    own_block: bool = False
    """Whether it must not follow a line of text, whose paragraph it would be part of."""
    switch: str = ""
    """The switch in ``markdown:`` that also turns the rule off."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The syntax that a site generator or program adds to Markdown."""

    name: str
    rules: tuple[Rule, ...] = ()
    """Rules that hold in every document, because the lines mean nothing else."""
    own_rules: tuple[Rule, ...] = ()
    """Rules for lines that are ordinary text elsewhere: they hold if ``markdown: dialect:`` names the dialect."""
    inline: tuple[str, ...] = ()
    """Regular expressions of inline tags, if ``markdown: dialect:`` names the dialect."""
    definition_lists: bool = False
    """Whether it has definition lists (``: definition``)."""
    math: bool = False
    """Whether ``$x$`` is a formula."""
    table_footers: bool = False
    """Whether ``|===|`` separates the footer of a table from its rows."""
    indentation: bool = True
    """Whether indented text is code. Otherwise (MDX) the bodies of components may be indented."""


def argument_texts(escape: str) -> Callable[[str], Iterator[InnerText]]:
    """Return the ``texts`` of a rule whose directives have parameters such as ``caption="…"`` or ``"…"``."""

    def texts(raw: str) -> Iterator[InnerText]:
        for found in parameters(raw):
            if found.prose or found.open:
                yield _inner(raw, found, escape)

    return texts


def parameter_texts(raw: str) -> Iterator[InnerText]:
    """Yield the texts of parameters whose names say that people read them: ``title="Your settings"``, not ``"Your settings"``."""
    for found in parameters(raw):
        if found.prose and is_prose_name(found.name.lower()):
            yield _inner(raw, found, "backslash")


def _inner(raw: str, found: Parameter, escape: str) -> InnerText:
    how = "" if found.quote == "`" else "backslash" if found.script else escape
    kind = _KINDS.get(found.name.lower(), Kind.ATTRIBUTE)
    span = _trimmed(raw, found.start, found.end)
    if found.markup:
        return InnerText(*span, Kind.PARAGRAPH, offered=found.prose, inline=True)
    return InnerText(*span, kind, found.quote, how, found.prose)


_KINDS = {
    "caption": Kind.CAPTION,
    "fig-cap": Kind.CAPTION,
    "alt": Kind.ALT_TEXT,
    "alt-text": Kind.ALT_TEXT,
    "fig-alt": Kind.ALT_TEXT,
}
_OPTION = re.compile(r"^[ \t>]*:(?P<name>[\w-]+):[ \t]+(?P<value>\S[^\r\n]*)", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t>]*(?P<name>[\w-]+):[ \t]+(?P<quote>[\"']?)(?P<value>\S[^\r\n]*?)(?P=quote)[ \t]*\r?$", re.MULTILINE
)

_NOT_TEXT = frozenset({"content", "label", "placeholder", "sub"})
"""Names of MyST options that are no text, unlike elsewhere: ``:label:`` is the target of references."""


def option_texts(raw: str) -> Iterator[InnerText]:
    """Yield the texts of MyST options: ``:alt: A pier``, or ``alt: A pier`` between ``---``."""
    for found in (_OPTION if raw.lstrip(" \t>").startswith(":") else _FIELD).finditer(raw):
        name = found["name"].lower()
        if name not in _NOT_TEXT and is_prose_name(name) and is_prose(found["value"], name):
            kind = _KINDS.get(name, Kind.ATTRIBUTE)
            quote = found["quote"] if "quote" in found.re.groupindex else ""
            yield InnerText(*_trimmed(raw, *found.span("value")), kind, quote, "backslash" if quote == '"' else "")


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
