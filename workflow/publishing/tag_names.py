"""The tags that the front matter of a document names, with what they are called in the language of an edition."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.model import Kind
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


def tags_in(meta: Mapping[str, str], units: Sequence[PublishedUnit], keys: Sequence[str]) -> tuple[NamedTag, ...]:
    """Return the tags of a document. ``meta``: its front matter as it is published. ``keys``: those that name tags."""
    if not keys:
        return ()
    return tuple(
        NamedTag(name, text, unit is not None and unit.text is not None, unit is not None and unit.unread)
        for name, unit, text in _named(meta, units, keys)
    )


def _named(
    meta: Mapping[str, str], published: Sequence[PublishedUnit], keys: Sequence[str]
) -> Iterator[tuple[str, PublishedUnit | None, str]]:
    """The name of each tag, the unit that has it, and the published text of it."""
    units = {
        one.unit.source if one.text is None else one.text: one
        for one in published
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
