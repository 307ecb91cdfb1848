"""Put translations into a text, and verify its structure (invariants 1 to 3).

This is independent of the format, which provides a ``Codec`` to write a translation in place of a unit and to read a document.
Normally the result is read once. Only if its structure differs are the invalid translations searched for: first each unit in a
small document of its own, then, for errors that show only in the whole document, by bisection.

A machine's translation must keep its unit's inline tags. A person may change them: such a translation is invalid only if it changes the
blocks of the document, or has inline tags that concern more than its unit.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from workflow.formats.base import Rendering, TagChange
from workflow.model import Document, Span, Unit

__all__ = ["Codec", "Proof", "splice"]

_UNWRITABLE = "the text cannot be written here"
_STRUCTURE = "it would change the structure of the document"
_TAGS = "its inline tags are not those of the source"
_OUTREACH = "HTML tags without their partner, or of a block"

_Tags = tuple[tuple[str, ...], ...]
"""Inline tags of a unit: sorted (what, value, …)."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The structure of a document as read: its blocks, and the inline tags of each unit, so that a difference can be assigned."""

    blocks: tuple[object, ...]
    tags: tuple[_Tags, ...]
    """By unit."""
    outreach: tuple[_Tags, ...]
    """By unit: the tags that concern more than the unit, such as an HTML tag without its partner."""


class Codec(Protocol):
    """The conversion between the units of one document and its text."""

    @property
    def proof(self) -> Proof:
        """The structure of the document itself."""

    def read(self, text: str, units: Mapping[int, int]) -> Proof:
        """Return the structure of a text, read with the document's settings.

        ``units``: the places of units, by their start with their end. A text there is a unit even if it has no words: a translation may
        be one code span.
        """

    def write(self, unit: Unit, target: str) -> str | None:
        """Return ``target`` as written in place of a unit; None if that is impossible."""

    def alone(self, unit: Unit, raw: str) -> tuple[str, int]:
        """Return a small document with a single unit in the same syntax, and where the unit starts. ``raw`` is the result of ``write``."""


def splice(
    document: Document,
    targets: Mapping[int, str],
    codec: Codec,
    *,
    force: bool = False,
    people: Collection[int] = (),
) -> Rendering:
    """Return the document with ``targets`` in place of its units; those that would break it are named in ``refused`` instead.

    Of the units in ``people``, a target with other inline tags is put in and named in ``changed``. A target that equals its unit's source
    leaves the text as it is, unless ``force`` is set; so does an empty one.
    """
    raws: dict[int, str] = {}
    refused: dict[int, str] = {}
    for unit in document.units:
        target = _with_edges(unit.source, targets.get(unit.index, ""))
        if not target or (target == unit.source and not force):
            continue
        raw = codec.write(unit, target)
        if raw is None or not _encodable(raw):
            refused[unit.index] = _UNWRITABLE
        else:
            raws[unit.index] = raw
    changed = _Verification(document, codec, raws, frozenset(people)).run(refused) if raws else {}
    text, spans = _put(document, raws)
    return Rendering(text.encode("utf-8"), spans, refused, changed, {index: targets[index].strip() for index in raws})


def _with_edges(source: str, target: str) -> str:
    """``target`` with the white space of ``source`` at its edges, such as a form feed or U+2028; empty if it has no text."""
    core = target.strip()
    if not core:
        return ""
    return source[: len(source) - len(source.lstrip())] + core + source[len(source.rstrip()) :]


def _encodable(text: str) -> bool:
    """Whether a text can be encoded as UTF-8: it has no lone surrogate."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _Verification:
    """Search for the translations in ``raws`` that break the document."""

    def __init__(self, document: Document, codec: Codec, raws: dict[int, str], people: frozenset[int]) -> None:
        self.document = document
        self.codec = codec
        self.raws = raws
        self.people = people
        self.expected = codec.proof

    def run(self, refused: dict[int, str]) -> dict[int, TagChange]:
        """Move invalid translations from ``raws`` to ``refused``, with the reason, until the others are valid. Returns the changes that
        people made to inline tags.
        """
        seen_alone = False
        while self.raws:
            proof = self.read(self.raws)
            if proof == self.expected:
                break
            invalid: dict[int, str] = {}
            if proof.blocks == self.expected.blocks:
                changed, invalid = self.differences(proof)
                if not invalid:
                    return changed
            elif not seen_alone:
                seen_alone = True
                invalid = self.alone_invalid()
            # If no single unit is the cause, all are refused.
            invalid = invalid or self.invalid_by_bisection() or dict.fromkeys(self.raws, _TAGS)
            for index, reason in invalid.items():
                refused[index] = reason
                del self.raws[index]
        return {}

    def read(self, raws: Mapping[int, str]) -> Proof:
        """Read the document with translations."""
        text, spans = _put(self.document, raws)
        return self.codec.read(text, {span.start: span.end for span in spans.values()})

    def differences(self, proof: Proof) -> tuple[dict[int, TagChange], dict[int, str]]:
        """The units whose inline tags differ: those where they may, and those where they may not, with the reason."""
        changed: dict[int, TagChange] = {}
        invalid: dict[int, str] = {}
        for index, (found, wanted) in enumerate(zip(proof.tags, self.expected.tags, strict=True)):
            if found == wanted:
                continue
            difference = _difference(found, wanted)
            if index in self.people and proof.outreach[index] == self.expected.outreach[index]:
                changed[index] = difference
            elif index in self.raws:
                invalid[index] = self.reason(index, proof, difference)
        return changed, invalid

    def reason(self, index: int, proof: Proof, difference: TagChange) -> str:
        """Why a translation with other inline tags is invalid: of a person's, only the tags that concern more than the unit are named."""
        if index not in self.people:
            return str(difference)
        return f"{_OUTREACH}: {_difference(proof.outreach[index], self.expected.outreach[index])}"

    def alone_invalid(self) -> dict[int, str]:
        """The units whose structure differs from their sources' even in a document of their own, with the reasons."""
        invalid: dict[int, str] = {}
        codec = self.codec
        for unit in self.document.units:
            raw = self.raws.get(unit.index)
            own = None if raw is None else codec.write(unit, unit.source)
            if raw is None or own is None:
                continue
            found, wanted = self.read_alone(unit, raw), self.read_alone(unit, own)
            by_person = unit.index in self.people
            if found.blocks != wanted.blocks:
                invalid[unit.index] = _STRUCTURE
            elif found != wanted and not (by_person and found.outreach == wanted.outreach):
                pairs = (
                    zip(found.outreach, wanted.outreach, strict=False)
                    if by_person
                    else zip(found.tags, wanted.tags, strict=False)
                )
                reasons = (str(_difference(*pair)) for pair in pairs if pair[0] != pair[1])
                reason = next(reasons, _TAGS)
                invalid[unit.index] = f"{_OUTREACH}: {reason}" if by_person else reason
        return {index: reason for index, reason in invalid.items() if not self.is_valid_in_place(index, invalid)}

    def read_alone(self, unit: Unit, raw: str) -> Proof:
        """Read a unit in a document of its own."""
        text, start = self.codec.alone(unit, raw)
        return self.codec.read(text, {start: start + len(raw)})

    def is_valid_in_place(self, index: int, suspects: Collection[int]) -> bool:
        """Whether a person's translation, suspect on its own, leaves the document as it is without the other suspects."""
        if index not in self.people:
            return False
        raws = {other: raw for other, raw in self.raws.items() if other == index or other not in suspects}
        proof = self.read(raws)
        return proof.blocks == self.expected.blocks and proof.outreach[index] == self.expected.outreach[index]

    def invalid_by_bisection(self) -> dict[int, str]:
        """The units that break the blocks of the document, found by bisection, with the reasons."""
        good: list[int] = []
        invalid: dict[int, str] = {}

        def sort(indexes: list[int]) -> None:
            proof = self.read({index: self.raws[index] for index in [*good, *indexes]})
            if proof.blocks == self.expected.blocks:
                good.extend(indexes)
            elif len(indexes) == 1:
                invalid[indexes[0]] = _STRUCTURE
            else:
                half = len(indexes) // 2
                sort(indexes[:half])
                sort(indexes[half:])

        sort(sorted(self.raws))
        return invalid


def _difference(found: Sequence[tuple[str, ...]], wanted: Sequence[tuple[str, ...]]) -> TagChange:
    """Describe which inline tags are missing, too many, or inside another element."""
    missing, added = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    lost, new = (Counter(tag[1] for tag in tags.elements()) for tags in (missing, added))
    moved = lost & new
    return TagChange(*(tuple(values.elements()) for values in (lost - moved, new - moved, moved)))


def _put(document: Document, raws: Mapping[int, str]) -> tuple[str, dict[int, Span]]:
    """Return the document's text with ``raws`` at their units' spans, and the spans of all units in the result."""
    places = _places(document.units)
    if not raws:  # as in the source language
        return document.text, dict(places)
    parts: list[str] = []
    spans: dict[int, Span] = {}
    at = length = 0
    for index, span in places:
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
