"""The tags that the front matter of a document names, with what they are called in the language of an edition."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.formats import front_matter
from workflow.model import Document, Kind
from workflow.publishing.policy import PublishedUnit

__all__ = ["NamedTag", "tags_in"]


@dataclass(frozen=True, slots=True)
class NamedTag:
    """A tag as a document names it."""

    name: str
    """In the source language."""
    text: str
    """As it is published; the name, if it is not translated."""
    translated: bool = False
    """Whether the text is a translation."""
    unread: bool = False
    """Whether the text is a machine's, which no person has read."""


def tags_in(document: Document, units: Sequence[PublishedUnit], keys: Sequence[str]) -> tuple[NamedTag, ...]:
    """Return the tags of a document, each once. ``units``: those of the document, as they are published. ``keys``: those of the front
    matter that name tags.
    """
    block = front_matter.find(document.text) if keys and document.metadata.keys else None
    if block is None:
        return ()
    return tuple({one.name: one for one in _named(document, block, units, keys)}.values())


def _named(
    document: Document, block: front_matter.FrontMatter, units: Sequence[PublishedUnit], keys: Sequence[str]
) -> Iterator[NamedTag]:
    read = front_matter.read(document.text, block)
    published = {one.unit.locator: one for one in units if one.unit.kind is Kind.FRONT_MATTER}
    for key in keys:
        offered: dict[str, NamedTag] = {}
        for value in read.values:
            if value.key == key and (one := published.get(value.span)) is not None:
                names, texts = _members(value.text), _members(one.text or "")
                if len(names) == len(texts):  # else the translation is not a list of as many
                    pairs = zip(names, texts, strict=True)
                    offered |= {name: NamedTag(name, text, True, one.unread) for name, text in pairs}
        for name in _members(read.metadata.get(key, "")):
            yield offered.get(name, NamedTag(name, name))


def _members(value: str) -> list[str]:
    return [clean for part in value.split(",") if (clean := _clean(part))]


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
