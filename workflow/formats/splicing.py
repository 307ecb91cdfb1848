"""Put translations into a text, and verify its structure (invariants 1 to 3).

This is independent of the format, which provides a ``Codec`` to write a translation in place of a unit and to read a document.
Normally the result is read once. Only if its structure differs are the invalid translations searched for: first each unit in a
small document of its own, then, for errors that show only in the whole document, by bisection.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from workflow.formats.base import Rendering
from workflow.model import Document, Span, Unit

__all__ = ["Codec", "Proof", "splice"]

_UNWRITABLE = "the text cannot be written here"
_STRUCTURE = "it would change the structure of the document"
_TAGS = "its inline tags are not those of the source"


@dataclass(frozen=True, slots=True)
class Proof:
    """The structure of a document as read: its blocks, and the inline tags of each unit, so that a difference can be assigned."""

    blocks: tuple[object, ...]
    tags: tuple[tuple[tuple[str, ...], ...], ...]
    """By unit: sorted (what, value, …)."""
    units: tuple[int, ...] = field(compare=False)
    """The indexes of the units that ``tags`` are of."""


class Codec(Protocol):
    """The conversion between the units of one document and its text."""

    @property
    def proof(self) -> Proof:
        """The structure of the document itself."""

    def read(self, text: str) -> Proof:
        """Return the structure of a text, read with the document's settings."""

    def write(self, unit: Unit, target: str) -> str | None:
        """Return ``target`` as written in place of a unit; None if that is impossible."""

    def alone(self, unit: Unit, raw: str) -> str:
        """Return a small document with a single unit in the same syntax. ``raw`` is the result of ``write``."""


def splice(document: Document, targets: Mapping[int, str], codec: Codec, *, force: bool = False) -> Rendering:
    """Return the document with ``targets`` in place of its units; those that would break it are named in ``refused`` instead.

    A target that equals its unit's source leaves the text as it is, unless ``force`` is set; so does an empty one.
    """
    raws: dict[int, str] = {}
    refused: dict[int, str] = {}
    for unit in document.units:
        target = targets.get(unit.index, "").strip()
        if not target or (target == unit.source and not force):
            continue
        raw = codec.write(unit, target)
        if raw is None or not _encodable(raw):
            refused[unit.index] = _UNWRITABLE
        else:
            raws[unit.index] = raw
    if raws:
        _InvalidTargets(document, codec, raws).refuse(refused)
    text, spans = _put(document, raws)
    return Rendering(text.encode("utf-8"), spans, refused, {index: targets[index].strip() for index in raws})


def _encodable(text: str) -> bool:
    """Whether a text can be encoded as UTF-8: it has no lone surrogate."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _InvalidTargets:
    """Search for the translations in ``raws`` that break the document."""

    def __init__(self, document: Document, codec: Codec, raws: dict[int, str]) -> None:
        self.document = document
        self.codec = codec
        self.raws = raws
        self.expected = codec.proof

    def refuse(self, refused: dict[int, str]) -> None:
        """Move invalid translations from ``raws`` to ``refused``, with the reason, until the structure is unchanged."""
        seen_alone = False
        while self.raws:
            proof = self.codec.read(_put(self.document, self.raws)[0])
            if proof == self.expected:
                return
            invalid: dict[int, str] = {}
            if proof.blocks == self.expected.blocks:
                expected = self.expected
                for index, found, wanted in zip(expected.units, proof.tags, expected.tags, strict=True):
                    if found != wanted and index in self.raws:
                        invalid[index] = _difference(found, wanted)
            elif not seen_alone:
                seen_alone = True
                invalid = self.alone_invalid()
            # If no single unit is the cause, all are refused.
            invalid = invalid or self.invalid_by_bisection() or dict.fromkeys(self.raws, _TAGS)
            for index, reason in invalid.items():
                refused[index] = reason
                del self.raws[index]

    def alone_invalid(self) -> dict[int, str]:
        """The units whose structure differs from their sources' even in a document of their own, with the reasons."""
        invalid: dict[int, str] = {}
        codec = self.codec
        for unit in self.document.units:
            raw = self.raws.get(unit.index)
            own = None if raw is None else codec.write(unit, unit.source)
            if raw is None or own is None:
                continue
            found, wanted = codec.read(codec.alone(unit, raw)), codec.read(codec.alone(unit, own))
            if found.blocks != wanted.blocks:
                invalid[unit.index] = _STRUCTURE
            elif found != wanted:
                pairs = zip(found.tags, wanted.tags, strict=False)
                invalid[unit.index] = next((_difference(*pair) for pair in pairs if pair[0] != pair[1]), _TAGS)
        return invalid

    def invalid_by_bisection(self) -> dict[int, str]:
        """The units that break the blocks of the document, found by bisection, with the reasons."""
        good: list[int] = []
        invalid: dict[int, str] = {}

        def sort(indexes: list[int]) -> None:
            result = _put(self.document, {index: self.raws[index] for index in [*good, *indexes]})[0]
            if self.codec.read(result).blocks == self.expected.blocks:
                good.extend(indexes)
            elif len(indexes) == 1:
                invalid[indexes[0]] = _STRUCTURE
            else:
                half = len(indexes) // 2
                sort(indexes[:half])
                sort(indexes[half:])

        sort(sorted(self.raws))
        return invalid


def _difference(found: Sequence[tuple[str, ...]], wanted: Sequence[tuple[str, ...]]) -> str:
    """Describe which inline tags are missing and which are too many."""
    left, more = list(wanted), []
    for tag in found:
        if tag in left:
            left.remove(tag)
        else:
            more.append(tag)
    parts = []
    if left:
        parts.append("missing: " + ", ".join(tag[1] for tag in left))
    if more:
        parts.append("not in the source: " + ", ".join(tag[1] for tag in more))
    return "; ".join(parts) or _TAGS


def _put(document: Document, raws: Mapping[int, str]) -> tuple[str, dict[int, Span]]:
    """Return the document's text with ``raws`` at their units' spans, and the spans of all units in the result."""
    parts: list[str] = []
    spans: dict[int, Span] = {}
    at = length = 0
    for index, span in _places(document.units):
        parts.append(document.text[at : span.start])
        length += span.start - at
        raw = raws.get(index)
        part = document.text[span.start : span.end] if raw is None else raw
        parts.append(part)
        spans[index] = Span(length, length + len(part))
        length += len(part)
        at = span.end
    parts.append(document.text[at:])
    return "".join(parts), spans


def _places(units: Iterable[Unit]) -> list[tuple[int, Span]]:
    """The indexes and spans of the units, in the order of the text."""
    return sorted(((unit.index, unit.span) for unit in units), key=lambda place: place[1].start)
