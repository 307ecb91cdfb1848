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
_LEAVES = {"Code": TagKind.CODE, "InlineMath": TagKind.MATH, "DisplayMath": TagKind.MATH}
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
    found: list[InlineTag] = []
    partners: dict[int, int] = {}

    def single(start: int, end: int, kind: TagKind) -> None:
        found.append(InlineTag(start, end, text[start:end], kind))

    def pair(outer: tuple[int, int], inner: tuple[int, int], kind: TagKind) -> None:
        partners[len(found)] = len(found) + 1
        partners[len(found) + 1] = len(found)
        single(outer[0], inner[0], kind)
        single(inner[1], outer[1], kind)

    tag_ranges: list[tuple[int, int]] = []
    # Start and end of the element, end of its last child so far, the link.
    opened: list[tuple[int, int, int, dict[str, str] | None]] = []
    position = 0
    for event, start, end in _events(text, _destinations(references), math):
        name, data = next(iter(event.items())) if isinstance(event, dict) else (event, None)
        tag, link = next(iter(data.items())) if name == "Start" and isinstance(data, dict) else (data, None)
        if name != "End" and text[position:start].startswith("\\") and start - position == 1:
            single(position, start + 1, TagKind.ESCAPE)
        if name == "Start":
            inner = start
            if tag in _PAIRED:
                inner = start + (2 if tag == "Strong" or text.startswith("~~", start) else 1)
            elif tag == "Link":
                inner = start + 1
            elif tag == "Image":
                inner = start + 2
            link = link if isinstance(link, dict) else None
            if link is not None and link["link_type"] in ("Autolink", "Email"):
                found.append(
                    InlineTag(start, end, text[start:end], TagKind.AUTOLINK, destination=_destination_of(link))
                )
            opened.append((start, end, inner, link))
            position = max(position, inner)
            continue
        if name == "End":
            start, end, inner_end, link = opened.pop()
            if data in _PAIRED:
                width = 2 if data == "Strong" or text.startswith("~~", start) else 1
                pair((start, end), (start + width, end - width), _PAIRED[data])
            elif data in ("Link", "Image") and text[start] != "<":
                lead = 1 if data == "Link" else 2
                close = text.find("]", max(position, inner_end, start + lead))
                # The range of `[label][]`, resolved by the callback, leaves out the last two characters.
                if end <= close + 1 and text.startswith("[]", close + 1):
                    end = close + 3
                kind = TagKind.LINK if data == "Link" else TagKind.IMAGE
                pair((start, max(end, close + 1)), (start + lead, close), kind)
                if link is not None:
                    found[-1] = found[-1]._replace(destination=_destination_of(link), titled=is_titled(link))
        elif name in ("InlineHtml", "Html"):
            tag_ranges.append((start, end))
        elif name in _LEAVES:
            single(start, end, _LEAVES[name])
        elif name == "FootnoteReference":
            single(start, end, TagKind.FOOTNOTE)
        elif name == "Text" and text[start] == "&" and end - start > 1 and text[start:end] != data:
            single(start, end, TagKind.ENTITY)
        position = max(position, end)
    opaque = Spans.covering((one.start, one.end) for one in found)
    found.extend(
        InlineTag(match.start(), match.end(), match.group(), TagKind.FOOTNOTE)
        for match in _FOOTNOTE.finditer(text)
        if not opaque.overlap(*match.span())
    )
    for place, one in enumerate(found):
        yield one._replace(partner=partners[place]) if place in partners else one
    offset = len(found)
    for one in paired(text, tag_ranges):
        partner = None if one.partner is None else one.partner + offset
        yield InlineTag(one.start, one.end, one.text, one.kind, partner)


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
