"""What a dialect is made of: rules that recognise lines whose meaning pulldown-cmark does not know."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from workflow.model import Kind

__all__ = ["Dialect", "InnerText", "Rule", "argument_texts", "is_prose", "no_texts", "option_texts", "parameter_texts"]


@dataclass(frozen=True, slots=True)
class InnerText:
    """A text inside a directive that is a unit; offsets in the directive's text."""

    start: int
    end: int
    kind: Kind = Kind.ATTRIBUTE
    quote: str = ""
    """The quotation mark around the text; empty for a text that ends with its line."""
    escape: str = ""
    """How ``quote`` is written inside the text: ``backslash``, ``entity``, or empty if there is no way."""
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
    groups. ``^`` and ``$`` match at lines, ``.`` matches no line end."""
    texts: Callable[[str], Iterable[InnerText]] = no_texts
    html: bool = False
    """Whether it also ends a block of raw HTML (CommonMark §4.6, conditions 6 and 7)."""
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


PROSE_NAMES = frozenset(
    [
        "alert",
        "alt",
        "alt-text",
        "alttext",
        "aria-label",
        "attribution",
        "authorname",
        "button",
        "buttontext",
        "caption",
        "content",
        "cta",
        "cta-text",
        "description",
        "details",
        "fallback",
        "fig-alt",
        "fig-cap",
        "fig.alt",
        "fig.cap",
        "footer",
        "header",
        "heading",
        "header-text",
        "hint",
        "imgalt",
        "intro",
        "label",
        "lead",
        "legend",
        "linktext",
        "link-text",
        "message",
        "note",
        "placeholder",
        "question",
        "quote",
        "sub",
        "subheading",
        "subtitle",
        "summary",
        "tagline",
        "teaser",
        "text",
        "title",
        "tooltip",
        "title_text",
        "warning",
    ]
)
"""Names of attributes and parameters whose values people read, in lower case."""
_TECHNICAL_NAMES = re.compile(
    r"(?i)(?:.*[-_:.])?(?:class|classname|style|id|ids|key|src|srcset|href|url|link|path|file|filename|width|height|size|type|kind|lang|"
    r"language|icon|color|colour|variant|command|cmd|code|lines|opts|options|params|args|query|filter|sort|target|rel|value|"
    r"values|default|groupid|data|import|from|include|layout|template|date|format|align|target|sizes|media|role|name|slug)"
)
_CODE = re.compile(r"[{}<>=\\$|]|://|^[./#@]|\w\(|^\S*[/_.]\S*$|^[\W\d_]*$")
_WORDS = re.compile(r"[^\W\d_]{2,}.*[ ].*?[^\W\d_]{2,}")
_PARAMETER = re.compile(
    r"(?P<name>[A-Za-z_:@][\w.:-]*)?(?P<sign>[ \t]*[=:][ \t]*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|`(?P<raw>[^`]*)`)",
    re.DOTALL,
)


def is_prose(value: str, name: str = "") -> bool:
    """Whether people read the value of a parameter: by the parameter's name, else by the words of the value."""
    value = value.strip()
    if not any(character.isalpha() for character in value):
        return False
    plain = name.lower()
    if plain in PROSE_NAMES:
        return not re.search(r"://|^[./#][^\s]*$|[{}<>]", value) and not re.fullmatch(r"\S+\.[a-z0-9]{2,4}", value)
    if plain and _TECHNICAL_NAMES.fullmatch(plain):
        return False
    return not _CODE.search(value) and bool(_WORDS.search(value)) and not value[0].islower()


def argument_texts(escape: str) -> Callable[[str], Iterator[InnerText]]:
    """Return the ``texts`` of a rule whose directives have parameters such as ``caption="…"`` or ``"…"``."""

    def texts(raw: str) -> Iterator[InnerText]:
        for found in _PARAMETER.finditer(raw):
            group = next(name for name in ("double", "single", "raw") if found[name] is not None)
            start, end = found.span(group)
            name = (found["name"] or "") if found["sign"] else ""
            if found["name"] and not found["sign"]:
                name = ""
            if name.startswith((":", "@", "v-")) or not is_prose(found[group], name):
                continue
            kind = Kind.CAPTION if name.lower() in ("caption", "fig-cap") else Kind.ATTRIBUTE
            kind = Kind.ALT_TEXT if name.lower() in ("alt", "alt-text", "fig-alt") else kind
            quote = {"double": '"', "single": "'", "raw": "`"}[group]
            yield InnerText(*_trimmed(raw, start, end), kind, quote, "" if group == "raw" else escape)

    return texts


def parameter_texts(raw: str) -> Iterator[InnerText]:
    """Yield the texts of parameters whose names say that people read them: ``title="Your settings"``, not ``"Your settings"``."""
    for inner in argument_texts("backslash")(raw):
        name = re.search(r"([\w.-]+)[ \t]*=[ \t]*[\"'`]?[ \t]*$", raw[: inner.start])
        if name and name[1].lower() in PROSE_NAMES:
            yield inner


_OPTION = re.compile(r"^[ \t>]*:(?P<name>[\w-]+):[ \t]+(?P<value>\S[^\r\n]*)", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t>]*(?P<name>[\w-]+):[ \t]+(?P<quote>[\"']?)(?P<value>\S[^\r\n]*?)(?P=quote)[ \t]*\r?$", re.MULTILINE
)

_OPTION_NAMES = PROSE_NAMES - {"content", "label", "placeholder", "sub"}
"""Names of MyST options with prose; its ``:label:`` is the target of references."""


def option_texts(raw: str) -> Iterator[InnerText]:
    """Yield the texts of MyST options: ``:alt: A pier``, or ``alt: A pier`` between ``---``."""
    for found in (_OPTION if raw.lstrip(" \t>").startswith(":") else _FIELD).finditer(raw):
        name = found["name"].lower()
        if name in _OPTION_NAMES and is_prose(found["value"], name):
            kind = {"alt": Kind.ALT_TEXT, "caption": Kind.CAPTION}.get(name, Kind.ATTRIBUTE)
            quote = found["quote"] if "quote" in found.re.groupindex else ""
            yield InnerText(*_trimmed(raw, *found.span("value")), kind, quote, "backslash" if quote == '"' else "")


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    text = raw[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
