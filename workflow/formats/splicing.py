"""Putting translations into a document, and the proof that they broke nothing (laws 1–3).

Format-independent: a format brings how a text is written at a unit's place, and how a document reads. The normal way costs one
reading of the result; only when that reads differently are the culprits looked for: each unit in a small document of its own, and
what is only wrong in the whole by halves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.base import Rendering
from workflow.model import Span, Unit

__all__ = ["Proof", "splice"]

_STRUCTURE = "it would change the structure of the document"
_CODES = "its codes are not those of the source"

Write = Callable[[int, str], str | None]
"""How unit i's target is written in its place; None where it cannot be."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How a document reads: the skeleton, taken apart so that a difference tells which unit is to blame."""

    blocks: tuple[object, ...]
    codes: tuple[tuple[tuple[str, ...], ...], ...]
    """By unit."""


def splice(
    text: str,
    units: Sequence[Unit],
    targets: Mapping[int, str],
    *,
    write: Write,
    read: Callable[[str], Proof],
    alone: Callable[[int, str], str],
    force: bool = False,
) -> Rendering:
    """``text`` with ``targets`` in place of its units, those left out (and told) that would break it.

    ``alone`` makes a small document of a unit by itself, in a place of the same sort, from what ``write`` gave for it.
    A target that equals its unit's source leaves the text as it is, unless ``force`` is set; so does an empty one.
    """
    raws: dict[int, str] = {}
    refused: dict[int, str] = {}
    for unit in units:
        target = targets.get(unit.index, "").strip()
        if not target or (target == unit.source and not force):
            continue
        raw = write(unit.index, target)
        if raw is None:
            refused[unit.index] = "the text cannot be written here"
        else:
            raws[unit.index] = raw
    if raws:
        _Culprits(text, units, raws, write, read, alone).refuse(refused)
    result, spans = _put(text, units, raws)
    return Rendering(result, spans, refused)


class _Culprits:
    """Takes from ``raws`` what breaks the document."""

    def __init__(
        self,
        text: str,
        units: Sequence[Unit],
        raws: dict[int, str],
        write: Write,
        read: Callable[[str], Proof],
        alone: Callable[[int, str], str],
    ) -> None:
        self.text = text
        self.units = units
        self.raws = raws
        self.write = write
        self.read = read
        self.alone = alone
        self.expected = read(text)

    def refuse(self, refused: dict[int, str]) -> None:
        """Until the document reads as it should: move culprits from ``raws`` to ``refused``, with the reason."""
        seen_alone = False
        while self.raws:
            proof = self.read(_put(self.text, self.units, self.raws)[0])
            if proof == self.expected:
                return
            culprits: dict[int, str] = {}
            if proof.blocks == self.expected.blocks:
                for index, (found, wanted) in enumerate(zip(proof.codes, self.expected.codes, strict=True)):
                    if found != wanted and index in self.raws:
                        culprits[index] = _difference(found, wanted)
            elif not seen_alone:
                seen_alone = True
                culprits = self.by_themselves()
            culprits = culprits or self.by_halves()
            for index, reason in culprits.items():
                refused[index] = reason
                del self.raws[index]

    def by_themselves(self) -> dict[int, str]:
        """The units that are read otherwise than their sources even alone."""
        culprits: dict[int, str] = {}
        for unit in self.units:
            raw = self.raws.get(unit.index)
            own = None if raw is None else self.write(unit.index, unit.source)
            if raw is None or own is None:
                continue
            found, wanted = self.read(self.alone(unit.index, raw)), self.read(self.alone(unit.index, own))
            if found.blocks != wanted.blocks:
                culprits[unit.index] = _STRUCTURE
            elif found != wanted:
                pairs = zip(found.codes, wanted.codes, strict=False)
                culprits[unit.index] = next((_difference(*pair) for pair in pairs if pair[0] != pair[1]), _CODES)
        return culprits

    def by_halves(self) -> dict[int, str]:
        """The units that break the blocks of the document, tried in growing sets of which all the others are good."""
        good: list[int] = []
        culprits: dict[int, str] = {}

        def sort(indexes: list[int]) -> None:
            result = _put(self.text, self.units, {index: self.raws[index] for index in [*good, *indexes]})[0]
            if self.read(result).blocks == self.expected.blocks:
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
    """What is missing or too much, in words."""
    left, more = list(wanted), []
    for code in found:
        if code in left:
            left.remove(code)
        else:
            more.append(code)
    parts = []
    if left:
        parts.append("missing: " + ", ".join(code[1] for code in left))
    if more:
        parts.append("not in the source: " + ", ".join(code[1] for code in more))
    return "; ".join(parts) or _CODES


def _put(text: str, units: Iterable[Unit], raws: Mapping[int, str]) -> tuple[str, dict[int, Span]]:
    """``text`` with ``raws`` at their units' spans, and where all units stand in the result."""
    parts: list[str] = []
    spans: dict[int, Span] = {}
    at = length = 0
    for unit in sorted(units, key=lambda unit: unit.span.start):
        start, end = unit.span.start, unit.span.end
        parts.append(text[at:start])
        length += start - at
        raw = raws.get(unit.index)
        part = text[start:end] if raw is None else raw
        parts.append(part)
        spans[unit.index] = Span(length, length + len(part))
        length += len(part)
        at = end
    parts.append(text[at:])
    return "".join(parts), spans
