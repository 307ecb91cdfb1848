"""The functions of the format: ``parse``, ``splice``, ``skeleton``, ``page``."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from workflow.files import decode
from workflow.formats import splicing
from workflow.formats.base import NO_UNIT, AnchorWriter, Attributes, FormatSettings, Page, Rendering, own_settings
from workflow.formats.lines import line_end, line_ends
from workflow.formats.plain_text import html
from workflow.formats.plain_text.headings import levels
from workflow.formats.plain_text.reading import Passage, PlainTextSettings, has_words, passages, shape_of, source_of
from workflow.formats.plain_text.writing import written
from workflow.formats.splicing import Proof
from workflow.inline_tags import Grammar, TagKind, find_tags
from workflow.model import Document, Kind, Span, Unit

__all__ = ["NAME", "SETTINGS", "page", "parse", "skeleton", "splice", "with_anchors"]

NAME = "plain_text"
SETTINGS: type[FormatSettings] = PlainTextSettings
with_anchors: AnchorWriter | None = None

_KEPT = {TagKind.ADDRESS: "address", TagKind.PLACEHOLDER: "placeholder"}


class _Codec:
    """Writes and reads the passages of one document: see ``splicing.Codec``."""

    def __init__(self, text: str, settings: PlainTextSettings) -> None:
        self.text = text
        self.settings = settings
        self.shape = shape_of(text)
        self.line_end = line_end(text)
        self.passages = tuple(passages(text, self.shape))
        self.worded = tuple(self.has_words(passage) for passage in self.passages)
        self.levels = levels(self.passages, self.worded) if settings.headings else {}
        self.of_units = tuple(p for p, words in zip(self.passages, self.worded, strict=True) if words)
        """By ``unit.index``."""

    @cached_property
    def proof(self) -> Proof:
        return self.read(self.text)

    def read(self, text: str, units: Collection[int] = ()) -> Proof:
        """Read ``text`` with the layout of the document, which does not depend on the lengths of translations."""
        blocks: list[object] = []
        tags = []
        for passage in passages(text, self.shape):
            words = (passage.start in units and passage.what != "rule") or self.has_words(passage)
            blocks.append((passage.group, words, *_structure(passage)))
            if words:
                tags.append(self.tags(passage))
        return Proof(tuple(blocks), tuple(tags), tuple(() for _ in tags))

    def write(self, unit: Unit, target: str) -> str | None:
        passage = self.of_units[unit.index]
        return written(passage, target, self.shape, self.line_end, wrap=self.settings.wrap)

    def alone(self, unit: Unit, raw: str) -> tuple[str, int]:
        marker = self.of_units[unit.index].marker
        return marker + raw + "\n", len(marker)

    def source(self, passage: Passage) -> str:
        """The text of a passage as translators get it."""
        return source_of(passage.texts, self.shape, wrap=self.settings.wrap)

    def has_words(self, passage: Passage) -> bool:
        return passage.what != "rule" and has_words(self.source(passage), self.settings.placeholders)

    def tags(self, passage: Passage) -> tuple[tuple[str, ...], ...]:
        """Addresses and placeholders of a passage, sorted."""
        found = find_tags(self.source(passage), syntax="plain", placeholders=self.settings.placeholders)
        return tuple(sorted((_KEPT[tag.kind], tag.text) for tag in found if tag.kind in _KEPT))


def parse(data: bytes, *, path: str = "", settings: FormatSettings | None = None) -> Document:
    """The units of a plain text (see ``formats.base.Format.parse``): paragraphs, headings, list items."""
    text = decode(data, path)
    chosen = own_settings(PlainTextSettings, settings)
    codec = _Codec(text, chosen)
    units: list[Unit] = []
    open_headings: list[tuple[int, str]] = []
    line, counted = 1, 0
    for index, passage in enumerate(codec.passages):
        if not codec.worded[index]:
            continue
        source, level = codec.source(passage), codec.levels.get(index, 0)
        if level:
            open_headings = [heading for heading in open_headings if heading[0] < level]
        line, counted = line + line_ends(text, counted, passage.start), passage.start
        kind = Kind.HEADING if level else Kind.LIST_ITEM if passage.what == "item" else Kind.PARAGRAPH
        under = tuple(heading for _, heading in open_headings)
        units.append(Unit(len(units), source, None, Span(passage.start, passage.end), kind, line, under))
        if level:
            open_headings.append((level, source))
    return Document(path, NAME, text, tuple(units), Grammar("plain", chosen.placeholders), codec)


def splice(
    document: Document, targets: Mapping[int, str], *, force: bool = False, people: Collection[int] = ()
) -> Rendering:
    """``document`` with ``targets`` (by ``unit.index``) in place of the units' sources (see ``formats.base.Format.splice``).

    In a wrapped file, a translation is wrapped at the file's width; an underline gets the length of its heading.
    """
    return splicing.splice(document, targets, _codec(document), force=force, people=people)


def skeleton(document: Document) -> tuple[object, ...]:
    """The structure that is the same in every language: for each group of lines, its list markers, underlined headings, rules,
    addresses and placeholders.

    The number of lines in a paragraph, and the end of a paragraph among adjacent lines, are not part of it.
    """
    codec = _codec(document)
    return tuple(
        tuple(_of_group(codec, list(group))) for _, group in groupby(codec.passages, key=lambda passage: passage.group)
    )


def page(document: Document, rendering: Rendering, attributes: Mapping[int, Attributes]) -> Page:
    """The rendered document as HTML (see ``formats.base.PageWriter``)."""
    codec = _codec(document)
    blocks: list[html.PageBlock] = []
    number = 0
    for index, passage in enumerate(codec.passages):
        source = codec.source(passage)
        if not codec.worded[index]:
            blocks.append(html.PageBlock(passage, source, source, NO_UNIT))
            continue
        here = rendering.texts.get(number, source)
        blocks.append(html.PageBlock(passage, source, here, number, codec.levels.get(index, 0)))
        number += 1
    return html.write(blocks, attributes)


def _of_group(codec: _Codec, group: Sequence[Passage]) -> list[object]:
    structure = [found for passage in group if (found := _structure(passage)) != ("text",)]
    return [*structure, tuple(sorted(tag for passage in group for tag in codec.tags(passage)))]


def _structure(passage: Passage) -> tuple[str, ...]:
    if passage.what == "underlined":
        return ("underlined", passage.lines[1].text[0])
    if passage.what == "rule":
        return ("rule", passage.lines[0].text)
    return (passage.what, passage.marker.strip()) if passage.marker else ("text",)


def _codec(document: Document) -> _Codec:
    assert isinstance(document.layout, _Codec), "not a document of this format"
    return document.layout
