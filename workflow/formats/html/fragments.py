"""Raw HTML inside a document: tags, the runs of text between block elements, attributes that people read.

A tolerant tokenizer that keeps offsets; it never fails: what is no tag is text.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["ATTRIBUTES", "INLINE", "PROTECTED", "VOID", "Attribute", "Tag", "Token", "tag", "tokens"]

ATTRIBUTES = frozenset({"alt", "title", "aria-label", "placeholder"})
"""Attributes whose values people read."""

PROTECTED = frozenset({"script", "style", "pre", "code", "textarea", "math"})
"""Elements whose content is not translated."""

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "math",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements that belong to the text around them (HTML, phrasing content)."""

_TOKEN = re.compile(
    r"(?P<other><!--.*?(?:-->|\Z)|<!\[CDATA\[.*?\]\]>|<[!?][^>]*>)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9:-]*(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*+>)"
    # A tag that is never closed: what a browser makes of it depends on what follows, so it is left alone.
    r"|(?P<broken></?[a-zA-Z].*\Z)",
    re.DOTALL,
)
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a tag; offsets are relative to the tag."""

    name: str
    value: str
    start: int
    end: int
    quote: str
    """``"``, ``'`` or nothing."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag."""

    name: str
    closing: bool
    attributes: tuple[Attribute, ...]
    raw: str

    @property
    def empty(self) -> bool:
        """Whether no end tag follows."""
        return self.name in VOID or self.raw.endswith("/>")

    @property
    def protects(self) -> bool:
        """Whether what it contains is not to be translated."""
        return not self.closing and (
            self.name in PROTECTED or any(a.name == "translate" and a.value.lower() == "no" for a in self.attributes)
        )

    @property
    def readable(self) -> Iterator[Attribute]:
        """The attributes that people read and that say something."""
        for attribute in self.attributes:
            if attribute.name in ATTRIBUTES and attribute.value.strip():
                yield attribute

    @property
    def skeleton(self) -> str:
        """The tag with the values that are translated left out, and its blanks made plain."""
        raw = self.raw
        for attribute in reversed(self.attributes):
            if attribute.name in ATTRIBUTES and attribute.value.strip():
                raw = raw[: attribute.start] + raw[attribute.end :]
        name = _NAME.match(raw)
        rest = raw[name.end() :] if name else raw
        return f"<{'/' if self.closing else ''}{self.name}{_BLANKS.sub(' ', rest)}"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of HTML: text, a tag, or ``other`` (comment, declaration, CDATA, processing instruction)."""

    kind: str
    raw: str
    start: int
    tag: Tag | None = None

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.raw)


def tag(raw: str) -> Tag | None:
    """The tag that ``raw`` is; None for comments and all else."""
    name = _NAME.match(raw)
    if name is None:
        return None
    found = tuple(
        Attribute(
            match[1].lower(),
            html.unescape(match[match.lastindex or 1]) if (match.lastindex or 1) > 1 else "",
            *(match.span(match.lastindex or 1) if (match.lastindex or 1) > 1 else (match.end(), match.end())),
            {2: '"', 3: "'"}.get(match.lastindex or 1, ""),
        )
        for match in _ATTRIBUTE.finditer(raw, name.end(), len(raw) - 1)
    )
    return Tag(name[2].lower(), bool(name[1]), found, raw)


def tokens(text: str) -> Iterator[Token]:
    """The pieces of ``text``, in order and without gaps."""
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() > at:
            yield Token("text", text[at : found.start()], at)
        if found["tag"]:
            yield Token("tag", found["tag"], found.start(), tag(found["tag"]))
        else:
            yield Token("other", found[0], found.start())
        at = found.end()
    if at < len(text):
        yield Token("text", text[at:], at)
