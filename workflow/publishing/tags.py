"""Tags: what the front matter of documents names under the keys of ``tags`` in workflow.yaml.

A tag is its name in the source language. All editions have the same tags, at the same paths. In another language a tag is called what
``overrides`` says, else what a translation of the front matter says, a person's before a machine's; else it keeps its name, marked with
its language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from workflow.formats.base import Attributes
from workflow.publishing.editions import Edition
from workflow.publishing.policy import language_attributes
from workflow.publishing.site import TAGS, Site
from workflow.publishing.tag_names import NamedTag

__all__ = ["OVERVIEW", "Tag", "tags_of"]

OVERVIEW = f"{TAGS}/index.html"
"""The path of the page that lists all tags."""
_LONGEST = 100
_UNUSABLE = re.compile(r"[\s/\\:*?\"<>|\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Characters that file names do not have on every system, and marks of direction. ``+`` and ``#`` stay: C, C++ and C# are three tags."""


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


def tags_of(site: Site, edition: Edition) -> Mapping[str, Tag]:
    """Return the tags of an edition by their names, in the order in which documents name them."""
    documents: dict[str, dict[str, None]] = {}
    titles: dict[str, tuple[int, str, Attributes]] = {}
    for path, outline in edition.documents.items():
        for tag in outline.tags:
            documents.setdefault(tag.name, {})[path] = None
            found = _title(site, edition, tag)
            if tag.name not in titles or found[0] < titles[tag.name][0]:
                titles[tag.name] = found
    return {name: Tag(name, *titles[name][1:], tuple(paths)) for name, paths in documents.items()}


def _title(site: Site, edition: Edition, tag: NamedTag) -> tuple[int, str, Attributes]:
    """A title of a tag with its marks, and the rank of what it comes from: the lower, the better."""
    if edition.language == site.source:
        return 0, tag.name, {}
    if tag.name in site.tag_names.get(edition.language.code, {}):
        return 0, site.tag_names[edition.language.code][tag.name], {}
    if not tag.translated:
        return 3, tag.name, language_attributes(site.source, edition.language)
    if tag.unread:
        return 2, tag.text, {"class": "draft", "data-label": edition.interface.text("Machine translation")}
    return 1, tag.text, {}
