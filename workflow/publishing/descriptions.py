"""The description of a document, with the marks of its language and of a machine's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workflow.formats.base import Attributes
from workflow.model import Kind
from workflow.publishing.policy import PublishedUnit

__all__ = ["Description", "description_of"]


@dataclass(frozen=True, slots=True)
class Description:
    """What the front matter says of a document."""

    text: str
    machine: bool = False
    """Whether a machine wrote it and no person has read it."""
    attributes: Attributes = field(default_factory=dict)
    """``lang``, if it is not in the language of the edition."""


def description_of(
    meta: Mapping[str, str], units: Iterable[PublishedUnit], source_language: Attributes
) -> Description | None:
    """Return the description in the front matter ``meta``; None if there is none. ``source_language``: the marks of a text in it."""
    text = " ".join((meta.get("description") or meta.get("summary") or "").split())
    if not text:
        return None
    for one in units:
        if one.unit.kind is Kind.FRONT_MATTER and text == " ".join((one.text or one.unit.source).split()):
            return Description(text, one.unread, source_language if one.text is None else {})
    return Description(text)
