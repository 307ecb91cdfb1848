"""Tags: what the front matter of documents names under the keys of ``tags`` in workflow.yaml.

A tag is its name in the source language. All editions have the same tags, at the same paths. In another language a tag is called what
``overrides`` says, else what a translation of the front matter says, a person's before a machine's; else it keeps its name, marked with
its language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.formats import front_matter
from workflow.formats.base import Attributes
from workflow.model import Document
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.policy import language_attributes
from workflow.publishing.site import TAGS, DocumentTag, Site

__all__ = ["OVERVIEW", "Tag", "document_tags", "tags_of"]

OVERVIEW = f"{TAGS}/index.html"
"""The path of the page that lists all tags."""
_LONGEST = 100
_UNUSABLE = re.compile(r"[\s/\\:*?\"<>|\x00-\x1f\x7f-\x9f]+")
"""Characters that file names do not have on every system. ``+`` and ``#`` stay: C, C++ and C# are three tags."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in one language."""

    name: str
    """In the source language."""
    title: str
    """In the language of the edition."""
    attributes: Attributes
    """The marks of the title: ``lang``, ``class`` …"""
    documents: tuple[str, ...]
    """The documents that have it, in the order of the publication."""

    @property
    def path(self) -> str:
        """The path of its page below the folder of an edition."""
        name = _UNUSABLE.sub("-", self.name.lower()).strip("-.")[:_LONGEST].rstrip("-.")
        return f"{TAGS}/{name or 'tag'}.html"


def document_tags(documents: Sequence[Document], keys: Sequence[str]) -> Mapping[str, tuple[DocumentTag, ...]]:
    """Return the tags of documents, each once, by the document's path. ``keys``: those of the front matter that have tags."""
    found = {}
    for document in documents if keys else ():
        block = front_matter.find(document.text) if document.metadata.keys else None
        if block is not None and (tags := {one.name: one for one in _tags_in(document, block, keys)}):
            found[document.path] = tuple(tags.values())
    return found


def tags_of(site: Site, edition: Edition) -> Mapping[str, Tag]:
    """Return the tags of an edition by their names, in the order in which documents name them."""
    documents: dict[str, dict[str, None]] = {}
    titles: dict[str, tuple[int, str, Attributes]] = {}
    for path, localized in edition.documents.items():
        for tag in site.tags.get(path, ()):
            documents.setdefault(tag.name, {})[path] = None
            found = _title(site, edition, localized, tag)
            if tag.name not in titles or found[0] < titles[tag.name][0]:
                titles[tag.name] = found
    return {name: Tag(name, *titles[name][1:], tuple(paths)) for name, paths in documents.items()}


def _title(site: Site, edition: Edition, localized: LocalizedDocument, tag: DocumentTag) -> tuple[int, str, Attributes]:
    """The title that a document has for a tag, with its marks, and the rank of what it comes from: the lower, the better."""
    if edition.language == site.source:
        return 0, tag.name, {}
    if own := site.tag_names.get(edition.language.code, {}).get(tag.name):
        return 0, own, {}
    one = next((one for one in localized.units if one.unit.index == tag.unit), None)
    texts = _members(one.text) if one is not None and one.text is not None else []
    if one is None or len(texts) != len(_members(one.unit.source)):
        return 3, tag.name, language_attributes(site.source, edition.language)
    if one.unread:
        return 2, texts[tag.place], {"class": "draft", "data-label": edition.interface.text("Machine translation")}
    return 1, texts[tag.place], {}


def _tags_in(document: Document, block: front_matter.FrontMatter, keys: Sequence[str]) -> Iterator[DocumentTag]:
    """The tags in the front matter of a document, which may be there more than once."""
    read = front_matter.read(document.text, block)
    units = {unit.locator: unit.index for unit in document.units}
    for key in keys:
        offered: dict[str, tuple[int, int]] = {}
        for value in read.values:
            if value.key == key and value.span in units:
                offered |= {name: (units[value.span], place) for place, name in enumerate(_members(value.text))}
        for name in _members(read.metadata.get(key, "")):
            yield DocumentTag(name, *offered.get(name, (-1, 0)))


def _members(value: str) -> list[str]:
    return [clean for part in value.split(",") if (clean := _clean(part))]


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
