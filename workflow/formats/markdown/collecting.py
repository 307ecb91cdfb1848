"""What one walk over a document brings in: its units, and the skeleton they hang on."""

from collections.abc import Sequence

from workflow.formats.markdown.inline import TagKey
from workflow.formats.markdown.placement import Place
from workflow.inline_tags import placeholders
from workflow.model import Kind, Span, Unit

__all__ = ["Reading"]


class Reading:
    """The units of one document, in order; beside them the skeleton, where it is asked for."""

    def __init__(self, text: str, *, skeleton: bool, placeholders: Sequence[str] = ()) -> None:
        self.text = text
        self.skeleton = skeleton
        self.placeholders = placeholders
        self.units: list[Unit] = []
        self.places: list[Place] = []
        """By ``unit.index``."""
        self.blocks: list[object] = []
        """The skeleton without the units' codes."""
        self.codes: list[tuple[TagKey, ...]] = []
        """By ``unit.index``: codes and placeholders, sorted."""
        self._headings: list[tuple[int, str]] = []
        self._line = 1
        self._counted = 0

    def keep(self, *entry: object) -> None:
        """Add to the skeleton."""
        if self.skeleton:
            self.blocks.append(entry)

    def heading(self, level: int, source: str) -> None:
        """A heading was read: what follows stands under it."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, source))

    def add(
        self,
        source: str,
        span: Span,
        kind: Kind,
        place: Place,
        *,
        codes: tuple[TagKey, ...] = (),
        level: int = 7,
        context: str | None = None,
        note: str = "",
    ) -> None:
        """Add a unit. ``level`` is a heading's own: only higher ones enclose it."""
        if span.start >= self._counted:
            self._line += _line_ends(self.text, self._counted, span.start)
            self._counted = span.start
        path = tuple(heading for other, heading in self._headings if other < level)
        self.units.append(Unit(len(self.units), source, context, span, kind, self._line, path, note))
        self.places.append(place)
        if self.skeleton:
            self.blocks.append(("unit", kind))
            holes = placeholders(source, self.placeholders)
            self.codes.append(tuple(sorted([*codes, *(("placeholder", hole.text, "", "") for hole in holes)])))


def _line_ends(text: str, start: int, end: int) -> int:
    """How many lines end between two offsets: with LF, CRLF or CR."""
    found = text.count("\n", start, end)
    if text.find("\r", start, end) >= 0:
        found += text.count("\r", start, end) - text.count("\r\n", start, end)
    return found
