"""The result of one walk over a document: its units and its skeleton."""

from collections.abc import Sequence
from typing import NamedTuple

from workflow.formats.directives import Directives
from workflow.formats.lines import line_ends
from workflow.formats.markdown.inline import TagKey
from workflow.formats.markdown.placement import Placement
from workflow.html import without_texts
from workflow.inline_tags import placeholders
from workflow.model import IgnoreDirective, Kind, Remark, Span, Unit

__all__ = ["FoundUnit", "Reading"]


class FoundUnit(NamedTuple):
    """A translatable text and its position in the document. A tuple, since a project has one for each unit, for a moment."""

    source: str
    start: int
    end: int
    kind: Kind
    place: Placement
    tags: tuple[TagKey, ...] = ()
    level: int = 7
    """The level of a heading: only higher headings enclose it."""


class Reading:
    """The units of one document, in order, and the skeleton if requested."""

    def __init__(self, text: str, *, skeleton: bool, placeholders: Sequence[str] = ()) -> None:
        self.text = text
        self.skeleton = skeleton
        self.placeholders = placeholders
        self.units: list[Unit] = []
        self.places: list[Placement] = []
        """By ``unit.index``."""
        self.ignores: tuple[IgnoreDirective, ...] = ()
        """Every ``i18n:ignore`` of the document."""
        self.remarks: list[Remark] = []
        """What has text that is not offered."""
        self.references: list[tuple[str, str]] = []
        """The labels and destinations of the link definitions."""
        self.blocks: list[object] = []
        """The skeleton without the units' inline tags."""
        self.tags: list[tuple[TagKey, ...]] = []
        """By ``unit.index``: inline tags and placeholders, sorted."""
        self._headings: list[tuple[int, str]] = []
        self._line = 1
        self._counted = 0

    def add_block(self, *entry: object) -> None:
        """Add a block to the skeleton."""
        if self.skeleton:
            self.blocks.append(entry)

    def heading(self, level: int, source: str) -> None:
        """Begin the section of a heading."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, source))

    def add(self, found: FoundUnit, said: Directives) -> None:
        """Add a unit, with what the directives say about it."""
        if found.start >= self._counted:
            self._line += line_ends(self.text, self._counted, found.start)
            self._counted = found.start
        path = tuple(heading for other, heading in self._headings if other < found.level)
        span = Span(found.start, found.end)
        unit = Unit(
            len(self.units),
            found.source,
            said.context,
            span,
            found.kind,
            self._line,
            path,
            said.note,
            said.ignores,
        )
        self.units.append(unit)
        self.places.append(found.place)
        if not self.skeleton:
            return
        if found.place.form == "argument":
            # No Markdown; and whether a value is a text depends on what it says, so that a translation is perhaps none.
            self.tags.append(())
            return
        self.blocks.append(("unit", found.kind))
        holes = placeholders(found.source, self.placeholders)
        keys = (("placeholder", without_texts(hole.text), "", "") for hole in holes)
        self.tags.append(tuple(sorted([*found.tags, *keys])))
