"""The functions of the format: ``parse``, ``splice``, ``skeleton``, ``page``, ``with_anchors``."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from workflow.files import decode
from workflow.formats import front_matter, splicing
from workflow.formats.base import Attributes, FormatSettings, Page, Rendering, own_settings
from workflow.formats.lines import line_end
from workflow.formats.markdown import escape
from workflow.formats.markdown.anchoring import anchored
from workflow.formats.markdown.anchors import anchors, found_headings
from workflow.formats.markdown.events import Event, events
from workflow.formats.markdown.extract import read
from workflow.formats.markdown.inline import outreach
from workflow.formats.markdown.placement import Placement
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.formats.markdown.wiki_links import relinked
from workflow.formats.splicing import Proof
from workflow.inline_tags import Grammar
from workflow.model import Document, Metadata, Unit

__all__ = ["NAME", "SETTINGS", "page", "parse", "skeleton", "splice", "with_anchors"]

NAME = "markdown"
SETTINGS: type[FormatSettings] = MarkdownSettings

_UNKNOWN: Mapping[int, int] = {}


class _Codec:
    """The ``splicing.Codec`` of one Markdown document."""

    def __init__(self, text: str, settings: MarkdownSettings, places: tuple[Placement, ...], grammar: Grammar) -> None:
        self.text = text
        self.settings = settings
        self.places = places
        """By ``unit.index``."""
        self.grammar = grammar
        self.line_end = line_end(text)
        self._anchors: tuple[str, ...] | None = None

    @cached_property
    def proof(self) -> Proof:
        return self.read(self.text)

    def read(self, text: str, units: Mapping[int, int] = _UNKNOWN) -> Proof:
        reading = read(text, self.settings, skeleton=True, known=units)
        return Proof(tuple(reading.blocks), tuple(reading.tags), tuple(map(outreach, reading.tags)))

    def write(self, unit: Unit, target: str) -> str | None:
        return escape.written(self.places[unit.index], unit.source, target, self.grammar, self.line_end)

    def alone(self, unit: Unit, raw: str) -> tuple[str, int]:
        text, start = escape.alone(self.places[unit.index], raw)
        return text + (self.definitions if "[" in raw else ""), start

    def anchors(self, text: str, stream: Sequence[Event]) -> tuple[str, ...]:
        """The ids of the source's headings, which are the same in every language. ``stream``: the events of ``text``, which may be the source."""
        if self._anchors is None:
            source = stream if text == self.text else events(self.text, self.settings)
            self._anchors = anchors(source, self.settings.dialect)
        return self._anchors

    @cached_property
    def definitions(self) -> str:
        """The definitions of links and footnotes, for a unit that is read without its document."""
        found = []
        for event in events(self.text, self.settings):
            if event.name == "ReferenceDefinition":
                found.append(f"[{event.value['label']}]: <{event.value['dest']}>")
            elif event.name == "FootnoteDefinition" and event.type == "start":
                found.append(f"[^{event.value}]: -")
        return "\n\n" + "\n\n".join(found) + "\n"


def parse(data: bytes, *, path: str = "", settings: FormatSettings | None = None) -> Document:
    """Return the units of a Markdown file (see ``formats.base.Format.parse``). Any text is valid Markdown."""
    text = decode(data, path)
    chosen = _effective(own_settings(MarkdownSettings, settings), path)
    reading = read(text, chosen)
    grammar = Grammar("markdown", chosen.tags, frozenset(reading.references), chosen.has("math"))
    codec = _Codec(text, chosen, tuple(reading.places), grammar)
    metadata = Metadata()
    if chosen.front_matter:
        metadata = front_matter.metadata(text, chosen.front_matter_keys, unopened="hexo" in chosen.dialect)
    metadata = replace(metadata, remarks=(*metadata.remarks, *reading.remarks))
    return Document(path, NAME, text, tuple(reading.units), grammar, codec, metadata, reading.ignores)


def _effective(settings: MarkdownSettings, path: str) -> MarkdownSettings:
    """The settings with what the file's suffix says."""
    if path.endswith(".mdx") and not {"docusaurus", "mdx"}.intersection(settings.dialect):
        return replace(settings, dialect=(*settings.dialect, "mdx"))
    return settings


def splice(
    document: Document, targets: Mapping[int, str], *, force: bool = False, people: Collection[int] = ()
) -> Rendering:
    """Return ``document`` with ``targets`` (by ``unit.index``) in place of the units' sources.

    Special characters are escaped, and emphasis is written so that it comes out. A target that would still change the skeleton is
    left out and named in ``refused``. The targets of ``people`` may change inline tags, unless these reach beyond the unit (an HTML
    tag without its partner) or are blocks (``<div>``). A target equal to the source leaves the bytes unchanged, line wraps included;
    with ``force`` it is written like any other.
    """
    codec = _codec(document)
    rendering = splicing.splice(document, targets, codec, force=force, people=people)
    return replace(rendering, visible_marks=_visible_marks(document, rendering, codec))


def _visible_marks(document: Document, rendering: Rendering, codec: _Codec) -> dict[int, tuple[str, ...]]:
    found = {}
    for index, target in rendering.texts.items():
        unit = document.units[index]
        if marks := escape.visible_marks(codec.places[index], unit.source, target, codec.grammar):
            found[index] = marks
    return found


def skeleton(document: Document) -> tuple[object, ...]:
    """The structure that is the same in every language: blocks, cells, code, and each unit's inline tags and placeholders, sorted.

    Inline tags are here code spans, formulas, links and images (their targets), footnote references, HTML tags and opaque
    elements, each with its enclosing element. Emphasis does not count, since not every script has it, nor do hard breaks.
    """
    codec = _codec(document)
    tags = zip(codec.proof.tags, codec.places, strict=True)
    return (codec.proof.blocks, tuple(found for found, place in tags if place.form != "argument"))


def page(document: Document, rendering: Rendering, attributes: Mapping[int, Attributes]) -> Page:
    """Return the rendered document as HTML (see ``formats.base.PageWriter``). ``meta`` is the front matter as text."""
    from workflow.formats.markdown import html

    codec = _codec(document)
    settings = codec.settings
    stream = events(rendering.text, settings)
    written = html.write(
        stream,
        identifiers=codec.anchors(rendering.text, stream),
        units=document.units,
        spans=rendering.spans,
        attributes=attributes,
        autolinks=settings.gfm,
    )
    block = stream[0].value if stream else None
    meta = {}
    if isinstance(block, front_matter.FrontMatter):
        meta = dict(front_matter.read(rendering.text, block).metadata)
    return Page(written.body, written.headings, meta)


def with_anchors(document: Document, rendering: Rendering) -> bytes:
    """Return the localized document with the anchors that the headings of its source have (see ``formats.base.AnchorWriter``)."""
    codec = _codec(document)
    settings = codec.settings
    if not rendering.texts:
        return rendering.data
    stream = events(rendering.text, settings)
    wanted: Sequence[str | None] = codec.anchors(rendering.text, stream)
    text = rendering.text
    if "obsidian" in settings.dialect and "[[#" in text:
        text, named = relinked(text, stream, found_headings(events(codec.text, settings)))
        stream = events(text, settings)
        # An element would be a part of the heading's name, by which these links find it.
        wanted = [None if index in named else name for index, name in enumerate(wanted)]
    return anchored(text, stream, wanted, settings.dialect).encode("utf-8")


def _codec(document: Document) -> _Codec:
    assert isinstance(document.layout, _Codec), "not a document of this format"
    return document.layout
