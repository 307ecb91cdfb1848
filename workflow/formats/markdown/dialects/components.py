"""Rules for components and JavaScript in Markdown: MDX, Docusaurus, Starlight, VitePress, web components."""

import re
from collections.abc import Iterator

from workflow.formats.markdown.dialects.rules import InnerText, Rule, argument_texts
from workflow.model import Kind

__all__ = [
    "CODE_COMPONENTS",
    "COMPONENTS",
    "CONTENT",
    "EXPRESSION",
    "IMPORTS",
    "JSX_INLINE",
    "JSX_TAGS",
    "TABS",
    "TAB_SEPARATOR",
    "TAG_END",
    "VUE_INLINE",
]

IMPORTS = Rule(
    "import",
    r"import[ \t]+(?:type[ \t]+)?(?:[\w$*{][^'\";\r\n]*?(?:\r?\n(?!import\b)[^'\";\r\n]*?)*?[ \t}]from[ \t]*)?(?:\"[^\"\r\n]+\"|'[^'\r\n]+')[ \t]*;?"
    r"|export[ \t]+(?:\*|\{)[^\r\n]*"
    r"|export[ \t]+(?:default\b|(?:const|let|var|async|function|class|type|interface)[ \t]+[\w$*])[^\r\n]*"
    # to the first line that is neither indented nor a closing bracket after a blank line
    r"(?:\r?\n[^\r\n]*\S[^\r\n]*|\r?\n(?:[ \t]*\r?\n)++(?:[ \t]+\S|[})\]])[^\r\n]*)*+",
)
"""ES modules in MDX."""


def _braces(depth: int) -> str:
    """A regular expression for JavaScript in braces, ``depth`` deep; braces in strings do not count."""
    others = r"[^{}\"'`]|\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'|`[^`]*+`|[\"'`]"
    pattern = rf"\{{(?:{others})*+\}}"
    for _ in range(depth - 1):
        pattern = rf"\{{(?:{others}|{pattern})*+\}}"
    return pattern


_NESTED = _braces(9)
_ATTRIBUTE = rf"[ \t\r\n]+(?:{_NESTED}|//[^\r\n]*|/\*(?:[^*]|\*(?!/)){{0,1000}}+\*/|[\w:@#.*-]+(?:[ \t]*=[ \t]*(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>{{}}=`]+|{_NESTED}))?)"
TAG_END = rf"(?:{_ATTRIBUTE})*+[ \t\r\n]*/?>"
"""The rest of a tag after its name; its attributes may be on several lines and have expressions as values."""
_NAME = r"(?:[A-Z][\w.]*|[a-z][a-z0-9]*(?:-[a-z0-9]+)+|template(?=[ \t\r\n]+(?:[#@:]|v-))|(?<=</)template)"
# An element whose attribute has an expression as value is JSX as well.
_COMPONENT = rf"(?:<{_NAME}{TAG_END}|<[a-z]\w*(?=[ \t\r\n][^<>]*?=\{{){TAG_END}|</{_NAME}[ \t]*>|</?>)"
_START_TAG = re.compile(rf"<[\w.-]+{TAG_END}")


def _tag_texts(raw: str) -> Iterator[InnerText]:
    """The texts in a start tag."""
    tag = _START_TAG.match(raw)
    assert tag is not None
    yield from argument_texts("entity")(tag[0])


_COMPONENTS_OF_CODE = r"(?:CodeBlock|Code|Mermaid|Latex|Tex|Math|InlineMath|BlockMath|Pre|Command|Terminal|Shell)"
CODE_COMPONENTS = Rule(
    "code in a component",
    rf"<(?P<code>{_COMPONENTS_OF_CODE})(?=[\s>])(?:{_ATTRIBUTE})*+[ \t\r\n]*(?<!/)>(?:[^<]++|<(?!/?(?P=code)[\s>]))*+</(?P=code)>",
    _tag_texts,
    html=True,
)
"""Components whose content is no text."""
COMPONENTS = Rule("component", rf"{_COMPONENT}(?:[ \t]*{_COMPONENT})*+", argument_texts("entity"), html=True)
"""Tags of MDX, Vue and web components, alone on their lines, over several lines if they have many attributes."""


def _content(raw: str) -> Iterator[InnerText]:
    tag = _START_TAG.match(raw)
    assert tag is not None
    yield from _tag_texts(raw)
    start, end = tag.end(), raw.rindex("</")
    content = raw[start:end]
    if content.strip():
        start += len(content) - len(content.lstrip())
        yield InnerText(start, start + len(content.strip()), Kind.PARAGRAPH, inline=True)


CONTENT = Rule(
    "component with its content",
    rf"<(?P<component>{_NAME})(?=[\s>]){TAG_END}(?<!/>)(?:(?!</(?P=component)>)[^\r\n])++</(?P=component)>",
    _content,
    html=True,
    own_block=True,
)
"""``<TabItem label="Linux">Open the lid.</TabItem>`` on a line: one after the other, they are no paragraph."""

EXPRESSION = Rule("expression", rf"{_NESTED}(?:[ \t]*{_NESTED})*+", html=True)
"""``{items.map((item) => …)}``, over any number of lines: MDX."""

_ELEMENTS = (
    r"(?:div|section|article|aside|center|figure|figcaption|span|header|footer|main|nav|blockquote|p|a|button|picture|video|audio|iframe"
    r"|img|source|br|hr|input)"
)
JSX_TAGS = Rule(
    "element",
    rf"(?:<{_ELEMENTS}(?=[\s/>]){TAG_END}|</{_ELEMENTS}[ \t]*>)",
    argument_texts("entity"),
    html=True,
)
"""``<div className="wide">`` alone on its line. In MDX, what it encloses is Markdown."""


def _tab(raw: str) -> Iterator[InnerText]:
    found = _TAB.match(raw)
    assert found is not None
    yield InnerText(found.start("label"), found.end("label"), Kind.ADMONITION_TITLE, inline=True)


TABS = Rule("tab", r"@tab(?::active)?[ \t]+[^\s#][^\r\n]*", _tab)
"""``@tab Windows#win`` in ``::: tabs``: VuePress."""
TAB_SEPARATOR = Rule("tab", r"==[ \t]+[^\s{=][^\r\n]*", _tab)
"""``== Windows {key:win}`` in ``:::tabs``: VitePress."""
_TAB = re.compile(r"(?:@tab(?::active)?|==)[ \t]+(?P<label>\S(?:[^\r\n#{]*[^\s#{])?)")

VUE_INLINE = (rf"<[A-Za-z][\w.-]*(?=[^<>]*?\s[@#]){TAG_END}",)
"""Tags of Vue that CommonMark does not read: ``<template #title>``."""

JSX_INLINE = (
    rf"</?[A-Z]\w*(?:\.\w+)+(?:{TAG_END}|>)",
    rf"<[A-Za-z][\w.]*(?=[^<>]*?=\{{){TAG_END}",
    rf"(?<!\\){_NESTED}",
)
"""Tags that CommonMark does not read, and expressions: MDX."""
