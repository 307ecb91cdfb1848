"""Put translations into a text, and prove that they broke nothing (invariants 1 to 3).

Independent of the format, which brings a ``Codec``: how a translation is written at a unit's place, and how a document reads.
Normally the result is read once. Only when it reads differently are the culprits looked for: each unit in a small document of
its own first, then what is wrong only in the whole, by halves.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from workflow.formats.base import Rendering
from workflow.model import Document, Span, Unit

__all__ = ["Codec", "Proof", "splice"]

_UNWRITABLE = "the text cannot be written here"
_STRUCTURE = "it would change the structure of the document"
_TAGS = "its inline tags are not those of the source"


@dataclass(frozen=True, slots=True)
class Proof:
    """How a document reads: the skeleton, taken apart so that a difference names the unit to blame."""

    blocks: tuple[object, ...]
    tags: tuple[tuple[tuple[str, ...], ...], ...]
    """By unit: sorted (what, value, …)."""


class Codec(Protocol):
    """Writes and reads the units of one document."""

    @property
    def proof(self) -> Proof:
        """How the document itself reads."""

    def read(self, text: str) -> Proof:
        """How a text reads by the document's settings."""

    def write(self, unit: Unit, target: str) -> str | None:
        """``target`` as it is written in a unit's place; None where that cannot be."""

    def alone(self, unit: Unit, raw: str) -> str:
        """A small document that holds a unit alone, in a place of the same sort; ``raw`` is what ``write`` returned."""


def splice(document: Document, targets: Mapping[int, str], codec: Codec, *, force: bool = False) -> Rendering:
    """The document with ``targets`` in place of its units, those that would break it left out and named in ``refused``.

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
        _Culprits(document, codec, raws).refuse(refused)
    text, spans = _put(document, raws)
    return Rendering(text.encode("utf-8"), spans, refused, {index: targets[index].strip() for index in raws})


def _encodable(text: str) -> bool:
    """Whether a file can hold a text: a lone surrogate has no UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _Culprits:
    """Takes from ``raws`` what breaks the document."""

    def __init__(self, document: Document, codec: Codec, raws: dict[int, str]) -> None:
        self.document = document
        self.codec = codec
        self.raws = raws
        self.expected = codec.proof

    def refuse(self, refused: dict[int, str]) -> None:
        """Move culprits from ``raws`` to ``refused``, with the reason, until the document reads as it should."""
        seen_alone = False
        while self.raws:
            proof = self.codec.read(_put(self.document, self.raws)[0])
            if proof == self.expected:
                return
            culprits: dict[int, str] = {}
            if proof.blocks == self.expected.blocks:
                for index, (found, wanted) in enumerate(zip(proof.tags, self.expected.tags, strict=True)):
                    if found != wanted and index in self.raws:
                        culprits[index] = _difference(found, wanted)
            elif not seen_alone:
                seen_alone = True
                culprits = self.by_themselves()
            # Where no unit is to blame by itself, none can stay.
            culprits = culprits or self.by_halves() or dict.fromkeys(self.raws, _TAGS)
            for index, reason in culprits.items():
                refused[index] = reason
                del self.raws[index]

    def by_themselves(self) -> dict[int, str]:
        """The units that read differently from their sources even alone."""
        culprits: dict[int, str] = {}
        codec = self.codec
        for unit in self.document.units:
            raw = self.raws.get(unit.index)
            own = None if raw is None else codec.write(unit, unit.source)
            if raw is None or own is None:
                continue
            found, wanted = codec.read(codec.alone(unit, raw)), codec.read(codec.alone(unit, own))
            if found.blocks != wanted.blocks:
                culprits[unit.index] = _STRUCTURE
            elif found != wanted:
                pairs = zip(found.tags, wanted.tags, strict=False)
                culprits[unit.index] = next((_difference(*pair) for pair in pairs if pair[0] != pair[1]), _TAGS)
        return culprits

    def by_halves(self) -> dict[int, str]:
        """The units that break the blocks of the document: found by bisection, on top of those known to be good."""
        good: list[int] = []
        culprits: dict[int, str] = {}

        def sort(indexes: list[int]) -> None:
            result = _put(self.document, {index: self.raws[index] for index in [*good, *indexes]})[0]
            if self.codec.read(result).blocks == self.expected.blocks:
                good.extend(indexes)
            elif len(indexes) == 1:
                culprits[indexes[0]] = _STRUCTURE
            else:
                half = len(indexes) // 2
                sort(indexes[:half])
                sort(indexes[half:])

        sort(sorted(self.raws))
        return culprits


def _difference(found: Sequence[tuple[str, ...]], wanted: Sequence[tuple[str, ...]]) -> str:
    """Which inline tags are missing and which are too many, in words."""
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
    """The document's text with ``raws`` at their units' spans, and where all units lie in the result."""
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
    """Units' indexes and spans in the order of the text."""
    return sorted(((unit.index, unit.span) for unit in units), key=lambda place: place[1].start)
