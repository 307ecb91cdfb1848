"""The texts of raw HTML blocks.

pulldown-cmark does not parse HTML blocks, and an element may extend over several of them with Markdown between
(``<details>`` … ``</details>``). Runs of text and inline tags between block tags are units; attributes that people read are
units where their tag is not part of a run.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflow.formats.markdown.events import Event
from workflow.formats.markdown.inline import TagKey, collapsed, has_words, tag_keys
from workflow.html import INLINE, VOID, HtmlTag, HtmlToken, end_tags, tag, tokens
from workflow.model import Kind

__all__ = ["HtmlPiece", "HtmlReader"]

_KINDS = {
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
    "p": Kind.PARAGRAPH,
    "li": Kind.LIST_ITEM,
    "td": Kind.TABLE_CELL,
    "th": Kind.TABLE_CELL,
    "caption": Kind.CAPTION,
    "figcaption": Kind.CAPTION,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
}
_BLANK = " \t\r\n\f"


@dataclass(frozen=True, slots=True)
class HtmlPiece:
    """A part of an HTML block: a ``unit``, an ``attribute``, a ``comment``, or ``kept`` (skeleton); offsets in the block's text."""

    what: str
    source: str
    start: int
    end: int
    kind: Kind = Kind.HTML
    name: str = ""
    """The name of the attribute, or of the block element around a unit."""
    quote: str = ""
    tags: tuple[TagKey, ...] = ()


class HtmlReader:
    """Reader of a document's HTML blocks, in order. It keeps the elements that are open between them."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.protected = ""
        self.depth = 0
        self.known: Sequence[tuple[int, int]] = ()

    @property
    def skipping(self) -> bool:
        """Whether the next text is in an opaque element."""
        return self.depth > 0

    def read(
        self, text: str, *, closed: Callable[[str], bool], known: Sequence[tuple[int, int]] = ()
    ) -> Iterator[HtmlPiece]:
        """Yield the pieces of one HTML block. ``closed`` returns whether an element's end tag follows in a later block.

        ``known`` are the start and end of texts that are units even if they have no words.
        """
        self.known = known
        run: list[Event] = []
        inner = 0  # inside an inline element whose content is not translated
        name = ""
        pieces = list(tokens(text))
        ends = end_tags([piece.tag for piece in pieces])
        for position, token in enumerate(pieces):
            found = token.tag
            if self.depth:
                yield HtmlPiece("kept", token.raw, token.start, token.end)
                if found and found.name == self.protected:
                    self.depth += -1 if found.closing else not found.empty
                continue
            if inner and found and found.name == name:
                inner += -1 if found.closing else not found.empty
            if token.kind == "text" or inner or (found and found.name in INLINE):
                run.append(_event(token))
                if found and not inner and found.opaque and position in ends:
                    inner, name = 1, found.name
                continue
            if token.kind == "other" and "i18n:" not in token.raw:
                run.append(_event(token))
                continue
            yield from self.flush(text, run)
            run = []
            if found is None:
                yield HtmlPiece("comment", token.raw, token.start, token.end)
                continue
            yield from self.block_tag(found, token)
        yield from self.flush(text, run)
        if self.depth and not closed(self.protected):
            self.depth = 0

    def block_tag(self, found: HtmlTag, token: HtmlToken) -> Iterator[HtmlPiece]:
        """Read a tag that is not part of a text."""
        yield HtmlPiece("kept", found.skeleton, token.start, token.end)
        for attribute in found.readable:
            start, end = token.start + attribute.start, token.start + attribute.end
            source = collapsed(token.raw[attribute.start : attribute.end])
            yield HtmlPiece("attribute", source, start, end, name=attribute.name, quote=attribute.quote)
        if found.name in INLINE:
            return
        if found.closing:
            if found.name in self.open:
                while self.open.pop() != found.name:
                    pass
        elif not found.empty:
            self.open.append(found.name)
            if found.opaque:
                self.protected, self.depth = found.name, 1

    def flush(self, text: str, run: list[Event]) -> Iterator[HtmlPiece]:
        """End a run between block tags: one unit, or the attributes of its tags."""
        if not run:
            return
        here = next((place for place in self.known if _is_within(place, run)), None)
        if here is not None:
            start = sum(event.end <= here[0] for event in run)
            end = sum(event.start < here[1] for event in run)
        else:
            start, end = _core(text, run) if has_words(run) else (0, 0)
        for event in run[:start]:
            yield from self.loose(event)
        inner = run[start:end]
        if inner:
            begin, stop = inner[0].start, inner[-1].end
            raw = text[begin:stop]
            begin += len(raw) - len(raw.lstrip(_BLANK))
            stop -= len(raw) - len(raw.rstrip(_BLANK))
            name = self.open[-1] if self.open else ""
            kind = _KINDS.get(name, Kind.HTML)
            yield HtmlPiece("unit", collapsed(text[begin:stop]), begin, stop, kind, name, tags=tag_keys(inner))
        for event in run[end:]:
            yield from self.loose(event)

    def loose(self, event: Event) -> Iterator[HtmlPiece]:
        """Read an inline tag or a comment without words around it."""
        if event.name == "Text":
            return
        (token,) = tokens(event.value)
        if token.tag:
            yield from self.block_tag(token.tag, HtmlToken("tag", event.value, event.start, token.tag))
        else:
            yield HtmlPiece("kept", event.value, event.start, event.end)


def _core(text: str, run: list[Event]) -> tuple[int, int]:
    """The range of a run that is the unit: without white space, comments and lone tags at its edges.

    A tag alone on the first line begins the HTML block (CommonMark §4.6, condition 7), so it stays outside.
    """
    start, end = 0, len(run)
    line = text.find("\n")
    if (
        run[0].start == 0
        and line >= 0
        and not any(e.name == "Text" and text[e.start : min(e.end, line)].strip() for e in run)
    ):
        while start < end and run[start].end <= line:
            start += 1
    while start < end and _is_loose(run[start], closing=True):
        start += 1
    while start < end and (_is_loose(run[end - 1], closing=False) or _closes_nothing(run[start:end])):
        end -= 1
    return start, end


def _is_within(place: tuple[int, int], run: list[Event]) -> bool:
    """Whether a text begins and ends in a run, and not inside a tag: there it would be an attribute."""
    start, end = place
    return (
        run[0].start <= start
        and end <= run[-1].end
        and not any(event.start < start < event.end for event in run if event.name == "InlineHtml")
    )


def _closes_nothing(run: list[Event]) -> bool:
    """Whether a run ends with the end tag of an element that began outside it."""
    depth, last = 0, tag(run[-1].value) if run[-1].name == "InlineHtml" else None
    for found in (tag(event.value) for event in run if event.name == "InlineHtml"):
        if last and found and found.name == last.name and not found.empty:
            depth += -1 if found.closing else 1
    return depth < 0


def _is_loose(event: Event, *, closing: bool) -> bool:
    """Whether an event at the start (``closing``) or end of a run is outside the unit."""
    if event.name == "Text":
        return not event.value.strip(_BLANK)
    found = tag(event.value)
    return found is None or found.empty or found.closing is closing or found.name in VOID


def _event(token: HtmlToken) -> Event:
    return Event("leaf", "Text" if token.kind == "text" else "InlineHtml", token.raw, token.start, token.end)
