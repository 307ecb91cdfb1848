"""The opening lines of fenced containers: classes, title and options, in the forms of the site generators.

========================================  =====================================
``::: warning Title``                     VitePress
``:::note[Title]{.wide}``                 Docusaurus, Starlight
``::: {.note #id title="Title"}``         Pandoc, Quarto
``:::{note} Title``, `````{note} Title``  MyST
``/// note | Title``                      pymdownx blocks
`````admonish note title="Title"``        mdbook-admonish
`````ad-note``                            Obsidian Admonition
`````mdx-code-block``                     Docusaurus
========================================  =====================================
"""

import re
from dataclasses import dataclass

__all__ = ["ADMONITIONS", "CONTENT", "OPAQUE_BODIES", "Information", "information", "reads_as_content"]

_INFO = re.compile(
    r"""[ \t]*(?:
        \{(?P<braces>[^{}]*)\}
      | (?P<word>[^\s{}\[\]:"'`|]+)(?:[ \t]*\[(?P<bracket>.*)\])?(?:[ \t]*\{(?P<attributes>[^{}]*)\})?
    )(?P<rest>.*)$""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=\"',]+)(?:=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"',]+)))?"
)
_TAIL = re.compile(r"(?:[ \t]*\{[^{}]*\})?(?:[ \t]+:{3,})?[ \t]*$")

ADMONITIONS = frozenset(
    [
        "abstract",
        "admonition",
        "attention",
        "bug",
        "callout",
        "caution",
        "danger",
        "error",
        "example",
        "failure",
        "hint",
        "important",
        "info",
        "note",
        "question",
        "quote",
        "seealso",
        "success",
        "summary",
        "tip",
        "tldr",
        "todo",
        "warning",
    ]
)
"""Kinds of containers that are shown with a title, the name of the kind if they have none of their own."""
_TITLED = ADMONITIONS | frozenset(
    [
        "aside",
        "assumption",
        "axiom",
        "card",
        "conjecture",
        "corollary",
        "criterion",
        "definition",
        "deprecated",
        "details",
        "dropdown",
        "exercise",
        "grid-item-card",
        "lemma",
        "list-table",
        "margin",
        "observation",
        "property",
        "proof",
        "proposition",
        "remark",
        "rubric",
        "sidebar",
        "tab",
        "tab-item",
        "table",
        "algorithm",
        "theorem",
        "topic",
        "versionadded",
        "versionchanged",
    ]
)
"""MyST directives whose argument is a title, or begins with one."""
CONTENT = _TITLED | frozenset(
    [
        "blockquote",
        "compound",
        "container",
        "div",
        "epigraph",
        "exercise-start",
        "figure",
        "figure-md",
        "glossary",
        "grid",
        "grid-item",
        "highlights",
        "hlist",
        "iframe",
        "md-figure",
        "only",
        "pull-quote",
        "solution",
        "solution-start",
        "tab-set",
        "tabs",
    ]
)
"""MyST directives whose body is Markdown."""
OPAQUE_BODIES = frozenset(
    [
        "autoclass",
        "autofunction",
        "automodule",
        "bibliography",
        "code",
        "code-block",
        "code-cell",
        "contents",
        "csv-table",
        "embed",
        "eval-rst",
        "graphviz",
        "image",
        "include",
        "index",
        "literalinclude",
        "math",
        "mermaid",
        "parsed-literal",
        "plantuml",
        "raw",
        "sourcecode",
        "toctree",
        "video",
    ]
)
"""MyST directives whose body is no Markdown, also between colons."""


@dataclass(frozen=True, slots=True)
class Information:
    """The parsed opening line of a container."""

    classes: tuple[str, ...] = ()
    """The first is the type: ``note`` …"""
    title: tuple[int, int] | None = None
    """The range of the title in the text after the fence; empty for an explicitly empty title."""
    quoted: bool = False
    """Whether the title is in quotes, as the value of an attribute."""
    directive: str = ""
    """The name in ``{name}``, which may be followed by ``:option:`` lines; empty for the other forms."""


def reads_as_content(directive: str) -> bool:
    """Whether the body of a directive between backticks is Markdown. Otherwise it is code."""
    return directive in CONTENT or directive.startswith("prf:")


def information(info: str) -> Information:
    """Parse the text after the fence of an opening line."""
    block = re.match(r"[ \t]*(?P<word>[\w-]+)(?:[ \t]*\|[ \t]*(?P<title>.*?))?[ \t]*$", info)
    if block and block["title"] is not None:
        untitled = block["word"] == "html" or block["word"].endswith("caption")  # a tag, or a number and an id
        title = None if untitled else block.span("title")
        return Information((block["word"],), title if title and title[0] < title[1] else None)
    if info.startswith("admonish"):
        return _admonish(info)
    found = _INFO.match(info)
    if not found:
        return Information()
    braces = found["braces"]
    begin = found.start("braces") if braces is not None else found.start("attributes")
    classes, quoted = _attributes(braces if braces is not None else found["attributes"] or "", begin)
    directive = ""
    if braces is None:
        classes = (found["word"].lstrip("."), *classes)
    elif re.fullmatch(r"[\w:+-]+", braces.strip()):
        directive = braces.strip()
    if quoted is not None:
        return Information(classes, quoted, quoted=True)
    if found["bracket"] is not None:
        return Information(classes, _stripped(info, *found.span("bracket")), directive=directive)
    start, end = found.span("rest")
    tail = _TAIL.search(found["rest"])
    title = _stripped(info, start, start + tail.start() if tail else end)
    if title and directive and not _is_title(directive, info[slice(*title)]):
        title = None
    return Information(classes, title, directive=directive)


def _admonish(info: str) -> Information:
    found = re.match(
        r"admonish(?:[ \t]+(?P<kind>[\w-]+)(?=[\s.]|$)[\w.-]*)?[ \t]*"
        r"(?:(?:title[ \t]*=[ \t]*)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'))?",
        info,
    )
    assert found is not None
    group = "double" if found["double"] is not None else "single"
    title = found.span(group) if found[group] is not None else None
    return Information((found["kind"] or "note",), title, quoted=title is not None)


def _attributes(text: str, begin: int) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """Return the classes among attributes, and the range of the value of ``title``."""
    classes: list[str] = []
    title = None
    for found in _ATTRIBUTE.finditer(text):
        if "=" not in found[0]:
            if not found[0].startswith("#"):
                classes.append(found[0].lstrip("."))
        elif found["name"] == "title" and found["bare"] is None:
            start, end = found.span("double" if found["double"] is not None else "single")
            title = (begin + start, begin + end)
    return tuple(classes), title


def _stripped(info: str, start: int, end: int) -> tuple[int, int] | None:
    text = info[start:end]
    inner = text.strip(" \t")
    if not inner:
        return None
    start += text.index(inner)
    return start, start + len(inner)


def _is_title(directive: str, argument: str) -> bool:
    """Whether the argument of a MyST directive is a title, not a path, a number or a language."""
    if directive in _TITLED or directive.startswith("prf:"):
        # `{versionadded} 1.2` has a version, which is no text.
        return re.fullmatch(r"v?\d[\w.]*|[\W\d_]*", argument) is None
    if directive in OPAQUE_BODIES or directive in CONTENT or not argument[:1].isalpha():
        return False
    # A language without capitals may have no blanks either.
    return " " in argument if argument[0].isupper() else not argument[0].islower()
