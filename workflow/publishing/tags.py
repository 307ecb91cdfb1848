"""Tags: what the front matter of documents names under the keys of ``tags`` in workflow.yaml.

A tag is its name in the source language. All editions have the same tags, at the same paths. In another language a tag is called what
``overrides`` says, else what a translation of the front matter says, a person's before a machine's; else it keeps its name, marked with
its language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflow.formats.base import Attributes
from workflow.model import Kind
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.policy import PublishedUnit, language_attributes
from workflow.publishing.site import Site

__all__ = ["FOLDER", "OVERVIEW", "Tag", "names_in", "tags_of"]

FOLDER = "tags"
"""The folder of the pages of tags, below that of an edition."""
OVERVIEW = f"{FOLDER}/index.html"
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
        return f"{FOLDER}/{name or 'tag'}.html"


def tags_of(site: Site, edition: Edition) -> Mapping[str, Tag]:
    """Return the tags of an edition by their names, in the order in which documents name them."""
    documents: dict[str, dict[str, None]] = {}
    titles: dict[str, tuple[int, str, Attributes]] = {}
    for path, localized in edition.documents.items():
        for name, unit, text in _named(localized, site.tag_keys):
            documents.setdefault(name, {})[path] = None
            found = _title(site, edition, name, unit, text)
            if name not in titles or found[0] < titles[name][0]:
                titles[name] = found
    return {name: Tag(name, *titles[name][1:], tuple(paths)) for name, paths in documents.items()}


def names_in(localized: LocalizedDocument, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of a document's tags, each once."""
    return tuple(dict.fromkeys(name for name, _, _ in _named(localized, keys)))


def _title(
    site: Site, edition: Edition, name: str, unit: PublishedUnit | None, text: str
) -> tuple[int, str, Attributes]:
    """A title of a tag with its marks, and the rank of what it comes from: the lower, the better."""
    if edition.language == site.source:
        return 0, name, {}
    if name in site.tag_names.get(edition.language.code, {}):
        return 0, site.tag_names[edition.language.code][name], {}
    if unit is None or unit.text is None:
        return 3, name, language_attributes(site.source, edition.language)
    if unit.unread:
        return 2, text, {"class": "draft", "data-label": edition.interface.text("Machine translation")}
    return 1, text, {}


def _named(localized: LocalizedDocument, keys: tuple[str, ...]) -> Iterator[tuple[str, PublishedUnit | None, str]]:
    """The tags of a document: the name of each, the unit that has it, and the published text of it."""
    meta = localized.page.meta if localized.page is not None else {}
    units = {
        one.unit.source if one.text is None else one.text: one
        for one in localized.units
        if one.unit.kind is Kind.FRONT_MATTER
    }
    for key in keys:
        shown = _members(meta.get(key, ""))
        whole = units.get(meta.get(key, ""))
        names = _members(whole.unit.source) if whole is not None else shown
        if whole is not None and len(names) != len(shown):  # the translation is not a list of as many
            shown, whole = names, None
        for name, text in zip(names, shown, strict=True):
            unit = whole or units.get(text)
            yield (name if whole is not None or unit is None else _clean(unit.unit.source)), unit, text


def _members(value: str) -> list[str]:
    return [clean for part in value.split(",") if (clean := _clean(part))]


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
