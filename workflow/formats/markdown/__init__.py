"""Markdown: CommonMark, GFM, footnotes, front matter, raw HTML, admonitions and ``:::`` containers; math and definition lists on request.

The module keeps the protocol ``formats.base.Format``. A document is never written anew: ``parse`` finds spans, ``splice`` replaces
them. Where the rules come from: docs/architecture.md, CommonMark 0.31, the GFM specification.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workflow.formats import front_matter, splicing
from workflow.formats.base import Attributes, FormatSettings, Page, Rendering
from workflow.formats.markdown.anchors import anchors
from workflow.formats.markdown.escape import alone, written
from workflow.formats.markdown.events import events
from workflow.formats.markdown.extract import read
from workflow.formats.markdown.placement import Place
from workflow.model import Document

__all__ = ["Layout", "page", "parse", "render", "skeleton", "splice"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What ``splice`` needs to know of a document beyond its spans."""

    settings: FormatSettings
    places: tuple[Place, ...]
    """By ``unit.index``."""


_DEFAULTS = FormatSettings()


def parse(text: str, *, path: str = "", settings: FormatSettings = _DEFAULTS) -> Document:
    """The units of a Markdown text (any text: nothing is refused; what is not understood is skeleton)."""
    reading = read(text, settings)
    return Document(path, "markdown", text, tuple(reading.units), Layout(settings, tuple(reading.places)))


def splice(document: Document, targets: Mapping[int, str], *, force: bool = False) -> Rendering:
    """``document`` with ``targets`` (by ``unit.index``) in place of the units' sources.

    What the format can escape is escaped. A target that would change the skeleton even so is left out and told in ``refused``.
    A target equal to the source leaves the bytes alone, line wraps included; with ``force`` it is written like any other.
    """
    layout = _layout(document)
    line_end = _line_end(document.text)
    definitions = cache(lambda: _definitions(document.text, layout.settings))

    def by_itself(index: int, raw: str) -> str:
        return alone(layout.places[index], raw) + (definitions() if "[" in raw else "")

    return splicing.splice(
        document.text,
        document.units,
        targets,
        write=lambda index, target: written(layout.places[index], document.units[index].source, target, line_end),
        read=lambda text: _proof(text, layout.settings),
        alone=by_itself,
        force=force,
    )


def render(document: Document, targets: Mapping[int, str]) -> str:
    """The text of ``splice(document, targets)``."""
    return splice(document, targets).text


def skeleton(document: Document) -> tuple[object, ...]:
    """What is the same in every language: blocks, cells, code, and each unit's codes and placeholders as a multiset.

    Codes of a unit are code spans, formulas, links and images (where they lead), footnote references, HTML tags, text that HTML
    says not to translate; each with what encloses it. Emphasis is none (not every script has it), nor is a hard break.
    """
    proof = _proof(document.text, _layout(document).settings)
    return (proof.blocks, proof.codes)


def page(document: Document, rendering: Rendering, attributes: Mapping[int, Attributes]) -> Page:
    """The rendered document as HTML (see ``formats.base.Format.page``). ``meta`` is what the front matter says, as text."""
    from workflow.formats.markdown import html

    settings = _layout(document).settings
    stream = events(rendering.text, settings)
    written_page = html.write(
        stream,
        identifiers=anchors(events(document.text, settings)),
        units=document.units,
        spans=rendering.spans,
        attributes=attributes,
    )
    meta = {}
    if stream and isinstance(block := stream[0].value, front_matter.FrontMatter):
        meta = {key: _plain(value) for key, value in front_matter.metadata(rendering.text, block).items()}
    return Page(written_page.body, written_page.headings, meta)


def _plain(value: object) -> str:
    """A front-matter value as text."""
    if value is None:
        return ""
    return ", ".join(_plain(item) for item in value) if isinstance(value, list) else str(value)


def _layout(document: Document) -> Layout:
    assert isinstance(document.layout, Layout), "not a document of this format"
    return document.layout


def _proof(text: str, settings: FormatSettings) -> splicing.Proof:
    reading = read(text, settings, skeleton=True)
    return splicing.Proof(tuple(reading.blocks), tuple(reading.codes))


def _definitions(text: str, settings: FormatSettings) -> str:
    """The definitions of links and footnotes, for a unit that is read without its document."""
    found = []
    for event in events(text, settings):
        if event.name == "ReferenceDefinition":
            found.append(f"[{event.value['label']}]: <{event.value['dest']}>")
        elif event.name == "FootnoteDefinition" and event.type == "start":
            found.append(f"[^{event.value}]: -")
    return "\n\n" + "\n\n".join(found) + "\n"


def _line_end(text: str) -> str:
    if "\r" not in text:
        return "\n"
    return "\r\n" if "\r\n" in text else "\r" if "\n" not in text else "\n"
