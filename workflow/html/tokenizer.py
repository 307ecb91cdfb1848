"""Split HTML into text, tags and comments, with the offsets of every tag and attribute.

It never fails, and the tokens, joined, are the text. It reads fragments: an element may begin in one and end in another, as in
Markdown. Other tokenizers do not fit: ``html.parser`` gives no offsets of attributes, and turbohtml (1.15) gives them only for
parsed trees, which lack the unmatched end tags of a fragment.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workflow.html.elements import OPAQUE, READABLE, VOID
from workflow.html.parameters import is_prose

__all__ = [
    "HtmlAttribute",
    "HtmlTag",
    "HtmlToken",
    "attributes_in",
    "end_tags",
    "identifiers",
    "plain",
    "tag",
    "tokens",
]

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_COMPONENT = re.compile(r"</?(?:[A-Z]|[a-z][a-z0-9]*-)")
_ANCHORS = frozenset({"id", "name"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_QUOTES = {2: '"', 3: "'"}
"""Quote by group of ``_ATTRIBUTE``."""
_REST = r"[a-zA-Z][a-zA-Z0-9:-]*(?=[\s/>])(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>"
# A tag; or a `<` that begins none.
_TAG = re.compile(rf"</?{_REST}|<(?=[!?/a-zA-Z])")
# The same without the tags that have only a name.
_LONG_TAG = re.compile(rf"<(?!/?[a-zA-Z][a-zA-Z0-9:-]*>)(?:/?{_REST}|(?=[!?/a-zA-Z]))")
_BROKEN = re.compile(r"</?[a-zA-Z]")
# Raw HTML by CommonMark 0.31 §6.6: stricter, so that `a <b or c> d` in a text is not a tag.
_STRICT_TAG = re.compile(
    r"</[A-Za-z][A-Za-z0-9\-]*\s*>"
    r"|<[A-Za-z][A-Za-z0-9\-]*(?:\s+[A-Za-z_:][\w.:\-]*+(?:\s*=\s*(?:[^\s\"'=<>`]++|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
    r"|<(?=[!?/a-zA-Z])"
)
_OTHERS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">"))
_STRICT_OTHERS = (("<!-->", ""), ("<!--->", ""), ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", "?>"))
"""How what is no tag begins and ends. The first beginning that fits and has an end counts."""


@dataclass(frozen=True, slots=True)
class HtmlAttribute:
    """One attribute of a tag; offsets are relative to the tag."""

    name: str
    """The name, in lower case."""
    value: str
    """The value, with character references resolved."""
    start: int
    end: int
    """The end of the value as written, without its quotes."""
    quote: str
    """``"``, ``'`` or nothing."""


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A start or end tag."""

    name: str
    """The name, in lower case."""
    closing: bool
    attributes: tuple[HtmlAttribute, ...]
    raw: str

    @property
    def empty(self) -> bool:
        """Whether the element has no end tag."""
        return self.name in VOID or self.raw.endswith("/>")

    @property
    def opaque(self) -> bool:
        """Whether it begins an element whose content is not translated."""
        return not self.closing and (
            self.name in OPAQUE or any(a.name == "translate" and a.value.lower() == "no" for a in self.attributes)
        )

    @property
    def component(self) -> bool:
        """Whether it is the tag of a component, as in MDX and Vue: ``<TabItem>``, ``<el-button>``."""
        return _COMPONENT.match(self.raw) is not None

    @property
    def readable(self) -> Iterator[HtmlAttribute]:
        """Yield the attributes whose values people read and that are not blank."""
        for attribute in self.attributes:
            if attribute.value.strip() and (
                attribute.name in READABLE or (self.component and is_prose(attribute.value, attribute.name))
            ):
                yield attribute

    @property
    def skeleton(self) -> str:
        """The tag without the values of its readable attributes, every run of white space one space."""
        raw = self.raw
        for attribute in reversed(tuple(self.readable)):
            raw = raw[: attribute.start] + raw[attribute.end :]
        name = _NAME.match(raw)
        rest = raw[name.end() :] if name else raw
        return f"<{'/' if self.closing else ''}{self.name}{_BLANKS.sub(' ', rest)}"


@dataclass(frozen=True, slots=True)
class HtmlToken:
    """A token of HTML: ``text``, a ``tag``, or ``other`` (comment, declaration, CDATA, processing instruction, unclosed tag)."""

    kind: str
    raw: str
    start: int
    tag: HtmlTag | None = None

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.raw)


def tag(raw: str) -> HtmlTag | None:
    """Parse ``raw`` as a tag; None for anything else, such as a comment."""
    name = _NAME.match(raw)
    if name is None:
        return None
    found = tuple(map(_attribute, _ATTRIBUTE.finditer(raw, name.end(), len(raw) - 1)))
    return HtmlTag(name[2].lower(), bool(name[1]), found, raw)


def _attribute(match: re.Match[str]) -> HtmlAttribute:
    group = match.lastindex or 1
    if group == 1:
        return HtmlAttribute(match[1].lower(), "", match.end(), match.end(), "")
    return HtmlAttribute(match[1].lower(), html.unescape(match[group]), *match.span(group), _QUOTES.get(group, ""))


def tokens(text: str, *, strict: bool = False) -> Iterator[HtmlToken]:
    """Yield the tokens of ``text``, in order and without gaps.

    ``strict``: only raw HTML by CommonMark §6.6 is a tag; for texts that are not known to be HTML.
    """
    at = 0
    others, pattern = (_STRICT_OTHERS, _STRICT_TAG) if strict else (_OTHERS, _TAG)
    for start, end, found in _spans(text, others, pattern):
        if start > at:
            yield HtmlToken("text", text[at:start], at)
        raw = text[start:end]
        yield HtmlToken("tag", raw, start, tag(raw)) if found else HtmlToken("other", raw, start)
        at = end
    if at < len(text):
        yield HtmlToken("text", text[at:], at)


def _spans(text: str, others: Sequence[tuple[str, str]], pattern: re.Pattern[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of everything that is not text, and whether it is a tag. ``pattern`` says what is one."""
    strict = others is _STRICT_OTHERS
    # Where an end occurs last: a search for one that does not come would read the rest of the text at every beginning.
    last = {closing: text.rfind(closing) for _, closing in others}
    at = 0
    while found := pattern.search(text, at):
        start, at = found.span()
        if at > start + 1:
            yield start, at, True
            continue
        end = None
        if text.startswith(("!", "?"), at):
            end = _end_of_other(text, start, others, last)
            if end is None and not strict and text.startswith("<!--", start):
                end = len(text)
        elif not strict and _BROKEN.match(text, start):
            end = len(text)  # how browsers read a tag without `>` depends on the text after it, so it is no tag here
        if end is not None:
            yield start, end, False
            at = end


def _end_of_other(text: str, start: int, others: Sequence[tuple[str, str]], last: Mapping[str, int]) -> int | None:
    """The end of a comment, declaration, CDATA section or processing instruction; None if there is none."""
    for opening, closing in others:
        inside = start + len(opening)
        if text.startswith(opening, start) and last[closing] >= inside:
            if (
                opening == "<!"
                and closing == ">"
                and others is _STRICT_OTHERS
                and not (text[inside].isascii() and text[inside].isalpha())
            ):
                continue
            return text.find(closing, inside) + len(closing)
    return None


def end_tags(tags: Sequence[HtmlTag | None]) -> dict[int, int]:
    """Return the index of the end tag for the index of each start tag that has one. None is for what is no tag."""
    found: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for index, each in enumerate(tags):
        if each is None:
            continue
        if not each.closing:
            if not each.empty:
                opened.setdefault(each.name, []).append(index)
        elif opened.get(each.name):
            found[opened[each.name].pop()] = index
    return found


def attributes_in(text: str, names: frozenset[str]) -> Iterator[tuple[int, HtmlAttribute]]:
    """Yield the attributes with these names in the start tags of HTML, each with the offset of its tag."""
    mentions = _mentions(names)
    for start, end, is_tag in _spans(text, _OTHERS, _LONG_TAG):
        raw = text[start:end]
        if not is_tag or "=" not in raw or raw[1] == "/" or mentions.search(raw) is None:
            continue
        for match in _ATTRIBUTE.finditer(raw, 1, len(raw) - 1):
            if match[1].lower() in names and (match.lastindex or 1) > 1:
                yield start, _attribute(match)


@cache
def _mentions(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, names))), re.IGNORECASE)


def identifiers(text: str) -> frozenset[str]:
    """Return the anchors in HTML: the values of ``id`` and of the older ``name``."""
    return frozenset(attribute.value for _, attribute in attributes_in(text, _ANCHORS) if attribute.value)


def plain(text: str) -> str:
    """Return the text of HTML, without tags and comments, with character references resolved."""
    return html.unescape("".join(token.raw for token in tokens(text) if token.kind == "text"))
