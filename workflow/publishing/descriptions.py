"""The description of a document, with the marks of its language and of a machine's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.model import Kind
from workflow.publishing.editions import LocalizedDocument

__all__ = ["Description", "description"]


@dataclass(frozen=True, slots=True)
class Description:
    """What the front matter says of a document."""

    text: str
    machine: bool = False
    """Whether a machine wrote it and no person has read it."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """``lang``, if it is not in the language of the edition."""


def description(localized: LocalizedDocument) -> Description | None:
    """Return the description in the front matter; None if there is none."""
    meta = localized.page.meta if localized.page is not None else {}
    text = " ".join((meta.get("description") or meta.get("summary") or "").split())
    if not text:
        return None
    for one in localized.units:
        if one.unit.kind is Kind.FRONT_MATTER and text == " ".join((one.text or one.unit.source).split()):
            return Description(text, one.unread, localized.source_language if one.text is None else {})
    return Description(text)
