"""The inline markup of a Markdown unit, as pulldown-cmark reads it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from urllib.parse import quote

from workflow.inline_tags.html import paired
from workflow.inline_tags.model import InlineTag, References, TagKind
from workflow.inline_tags.simple_markup import simple_tags
from workflow.inline_tags.spans import Spans

__all__ = ["destination", "folded", "is_titled", "markdown_tags"]

# A unit's text alone could begin a heading or a list. After this prefix it is a paragraph, with flanking as at a line's start.
_LEAD = "x "
_BLOCK_CHARACTERS = str.maketrans({"\n": " ", "\r": " ", "\f": " ", "\v": " ", "\0": " "})
# Without one of these signs there is no markup.
_ANY = re.compile(r"[*_`\[<&\\~$]")
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]+\]")
_PAIRED = {"Strong": TagKind.EMPHASIS, "Emphasis": TagKind.EMPHASIS, "Strikethrough": TagKind.STRIKETHROUGH}
_LEAVES = {
    "Code": TagKind.CODE,
    "InlineMath": TagKind.MATH,
    "DisplayMath": TagKind.MATH,
    "FootnoteReference": TagKind.FOOTNOTE,
}
_ROLE = re.compile(
    r"(?P<role>\{[\w:+-]+\})(?P<code>`(?=[^`<>\n]*+<)"
    r"(?P<words>(?=[^`<>\n]*[^\W\d_])[^`<>\n]*[^`<>\s])[ ]*(?P<target><[^`<>\n]+>)`)"
)
"""``{doc}`The guide <guide>```: MyST."""
_SETTINGS = re.compile(r"\s*:[a-z-]+(?:=\S*+)?(?:\s+:[a-z-]+(?:=\S*+)?)*\s*")
"""``':size=50x100'`` in place of a title: docsify."""
_UNDEFINED = "\0"
"""In place of the destination of a label that the document does not define."""
_URL_SAFE = "!#$%&'()*+,-./:;=?@_~^"


def destination(link: Mapping[str, str]) -> str:
    """Return what a link leads to, so that two ways to write one link are equal. ``link`` is pulldown-cmark's Link or Image.

    Characters that a URL must not have are percent-encoded, as they are on the page; an e-mail address begins with ``mailto:``.
    """
    return ("mailto:" if link["link_type"] == "Email" else "") + quote(link["dest_url"], safe=_URL_SAFE)


def is_titled(link: Mapping[str, str]) -> bool:
    """Whether a link, an image or a link definition, as pulldown-cmark has it, has a title of its own that people read."""
    title = link["title"]
    return (
        bool(title and title.strip()) and link.get("link_type", "Inline") == "Inline" and not _SETTINGS.fullmatch(title)
    )


def folded(label: str) -> str:
    """Normalise a link label for comparison (CommonMark §4.7)."""
    return " ".join(label.split()).casefold()


def markdown_tags(text: str, references: References, math: bool) -> Iterator[InlineTag]:
    """Yield the inline tags of one unit's markup, in any order. Partners are indexes into the yielded tags."""
    if not _ANY.search(text):
        return
    simple = simple_tags(text)
    found = _parsed(text, references, math) if simple is None else simple
    yield from _with_roles(text, list(found)) if "}`" in text else found


def _with_roles(text: str, found: list[InlineTag]) -> list[InlineTag]:
    """``found`` with a link in place of each code span that is the content of a role with words of its own."""
    roles = {match.start("code"): match for match in _ROLE.finditer(text)}
    for place, one in enumerate(found if roles else ()):
        role = roles.get(one.start)
        if one.kind is TagKind.CODE and role is not None and role.end() == one.end:
            (start, end), (inner, words) = role.span(), role.span("words")
            found[place] = InlineTag(start, inner, text[start:inner], TagKind.LINK, len(found))
            leads_to = role["role"] + role["target"]
            found.append(InlineTag(words, end, text[words:end], TagKind.LINK, place, leads_to))
    return found


def _parsed(text: str, references: References, math: bool) -> Iterator[InlineTag]:
    markup = _Markup(text)
    for event, start, end in _events(text, _destinations(references), math):
        name, data = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        markup.read(name, data, start, end)
    found = markup.found
    opaque = Spans.covering((one.start, one.end) for one in found)
    found.extend(
        InlineTag(match.start(), match.end(), match.group(), TagKind.FOOTNOTE)
        for match in _FOOTNOTE.finditer(text)
        if not opaque.overlap(*match.span())
    )
    yield from found
    offset = len(found)
    for one in paired(text, markup.html):
        partner = None if one.partner is None else one.partner + offset
        yield InlineTag(one.start, one.end, one.text, one.kind, partner)


class _Markup:
    """The markup of a text, which is read event by event."""

    def __init__(self, text: str) -> None:
        self.found: list[InlineTag] = []
        self.html: list[tuple[int, int]] = []
        """The spans of HTML tags and comments."""
        self._text = text
        self._opened: list[tuple[int, int, dict[str, str] | None]] = []
        """The elements that have begun and not ended: their spans, and pulldown-cmark's Link or Image."""
        self._position = 0
        """The end of what was read."""

    def read(self, name: object, data: object, start: int, end: int) -> None:
        """Read an event of the parser."""
        if name == "End":
            end = self._end(data)
        else:
            if self._text[self._position : start] == "\\":
                self._add(self._position, start + 1, TagKind.ESCAPE)
            end = self._start(data, start, end) if name == "Start" else self._leaf(name, data, start, end)
        self._position = max(self._position, end)

    def _start(self, data: object, start: int, end: int) -> int:
        """Begin an element. Returns where its content begins."""
        tag, link = next(iter(data.items())) if isinstance(data, dict) else (data, None)
        link = link if isinstance(link, dict) else None
        if link is not None and link["link_type"] in ("Autolink", "Email"):
            text, leads_to = self._text[start:end], _destination_of(link)
            self.found.append(InlineTag(start, end, text, TagKind.AUTOLINK, destination=leads_to))
        self._opened.append((start, end, link))
        return start + self._width(tag, start)

    def _end(self, tag: object) -> int:
        """End the element that was opened last. Returns where it ends."""
        start, end, link = self._opened.pop()
        width = self._width(tag, start)
        if tag in _PAIRED:
            self._add_pair((start, end), (start + width, end - width), _PAIRED[tag])
        elif tag in ("Link", "Image") and self._text[start] != "<":
            close = self._text.find("]", self._position)
            # The range of `[label][]`, resolved by the callback, leaves out the last two characters.
            if end <= close + 1 and self._text.startswith("[]", close + 1):
                end = close + 3
            kind = TagKind.LINK if tag == "Link" else TagKind.IMAGE
            self._add_pair((start, max(end, close + 1)), (start + width, close), kind)
            if link is not None:
                self.found[-1] = self.found[-1]._replace(destination=_destination_of(link), titled=is_titled(link))
        return end

    def _leaf(self, name: object, data: object, start: int, end: int) -> int:
        """Add what has no content of its own. Returns where it ends."""
        if name in ("InlineHtml", "Html"):
            self.html.append((start, end))
        elif name in _LEAVES:
            self._add(start, end, _LEAVES[name])
        elif name == "Text" and self._text[start] == "&" and end - start > 1 and self._text[start:end] != data:
            self._add(start, end, TagKind.ENTITY)
        return end

    def _width(self, tag: object, start: int) -> int:
        """The number of characters with which an element begins: ``**``, ``[``, ``![``."""
        if tag in ("Strong", "Image") or self._text.startswith("~~", start):
            return 2
        return 1 if tag == "Link" or tag in _PAIRED else 0

    def _add(self, start: int, end: int, kind: TagKind, partner: int | None = None) -> None:
        self.found.append(InlineTag(start, end, self._text[start:end], kind, partner))

    def _add_pair(self, outer: tuple[int, int], inner: tuple[int, int], kind: TagKind) -> None:
        """Add the two tags between the spans of an element and of its content."""
        first = len(self.found)
        self._add(outer[0], inner[0], kind, first + 1)
        self._add(inner[1], outer[1], kind, first)


@lru_cache(maxsize=64)
def _destinations(references: References) -> Mapping[str, str]:
    """The destinations by label; the labels normalised."""
    return {folded(label): url for label, url in references}


def _destination_of(link: Mapping[str, str]) -> str:
    """The destination of a link; of one whose label is not defined, the label in brackets, which no URL has."""
    if link["dest_url"] == _UNDEFINED and link["link_type"].endswith("Unknown"):
        return f"[{folded(link['id'])}]"
    return destination(link)


def _events(text: str, destinations: Mapping[str, str], math: bool) -> Iterator[tuple[object, int, int]]:
    """The parser's inline events, with ranges in characters of ``text``."""
    import pyromark

    def known(link: dict[str, object]) -> tuple[str, str] | None:
        url = destinations.get(folded(str(link["reference"])))
        if url is None:
            return None if link["link_type"] == "Shortcut" else (_UNDEFINED, "")
        return (url, "")

    line = _LEAD + text.translate(_BLOCK_CHARACTERS)
    events = pyromark.events_with_range(line, options=_options(math), broken_link_callback=known)  # type: ignore[arg-type]
    offsets = None if line.isascii() else _offsets(line)
    lead = len(_LEAD)
    for event, span in events:
        start, end = span["start"], span["end"]
        if offsets is not None:
            start, end = offsets[start], offsets[end]
        if event in ("SoftBreak", "HardBreak") or end <= lead:
            continue
        name = next(iter(event)) if isinstance(event, dict) else event
        if name in ("Start", "End") and isinstance(event, dict) and event.get(name) == "Paragraph":
            continue
        yield event, max(start - lead, 0), end - lead


def _offsets(line: str) -> list[int]:
    """Character offsets by byte offset."""
    result: list[int] = []
    for place, character in enumerate(line):
        result.extend([place] * len(character.encode()))
    result.append(len(line))
    return result


@cache
def _options(math: bool) -> object:
    from pyromark import Options

    options = Options.ENABLE_STRIKETHROUGH
    return options | Options.ENABLE_MATH if math else options
