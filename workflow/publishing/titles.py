"""Titles as menus and links show them: with their language, and the mark of a machine's words."""

from dataclasses import dataclass

from workflow.formats.base import Attributes

__all__ = ["ShownTitle", "shown"]


@dataclass(frozen=True, slots=True)
class ShownTitle:
    """A title in a menu or a link."""

    title: str
    attributes: Attributes
    """``lang`` and ``dir``, if it is not in the language of the page."""
    machine: bool = False
    """Whether a machine wrote it and nobody has read it."""
    href: str | None = None


def shown(title: str, marks: Attributes, href: str | None = None) -> ShownTitle:
    """Return a title with what its marks say (``LocalizedDocument.title_attributes``)."""
    attributes = {name: value for name, value in marks.items() if name in ("lang", "dir")}
    return ShownTitle(title, attributes, "draft" in marks.get("class", "").split(), href)
