"""Putting translations into a document, and the proof that they broke nothing (laws 1–3).

Format-independent: a format brings how a text is written at a unit's place, and how a document reads. The normal way costs one
reading of the result; only when that reads differently are the culprits looked for: in the sections of the document, each by
itself, and what is only wrong in the whole by halves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.formats.base import Rendering
from workflow.model import Span, Unit

__all__ = ["Proof", "Sections", "splice"]

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


@dataclass(frozen=True, slots=True)
class Sections:
    """The parts of a document that can be read by themselves: Markdown's top-level blocks."""

    spans: tuple[Span, ...]
    tail: str = ""
    """What has to stand after each of them: definitions that they refer to."""


def splice(
    text: str,
    units: Sequence[Unit],
    targets: Mapping[int, str],
    *,
    write: Write,
    read: Callable[[str], Proof],
    sections: Callable[[], Sections],
    force: bool = False,
) -> Rendering:
    """``text`` with ``targets`` in place of its units, those left out (and told) that would break it.

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
        _Culprits(text, units, raws, read).refuse(refused, sections)
    result, spans = _put(text, units, raws)
    return Rendering(result, spans, refused)


class _Culprits:
    """Takes from ``raws`` what breaks the document."""

    def __init__(self, text: str, units: Sequence[Unit], raws: dict[int, str], read: Callable[[str], Proof]) -> None:
        self.text = text
        self.units = units
        self.raws = raws
        self.read = read
        self.expected = read(text)

    def refuse(self, refused: dict[int, str], sections: Callable[[], Sections]) -> None:
        """Until the document reads as it should: move culprits from ``raws`` to ``refused``, with the reason."""
        by_section = False
        while self.raws:
            proof = self.read(_put(self.text, self.units, self.raws)[0])
            if proof == self.expected:
                return
            culprits: dict[int, str] = {}
            if proof.blocks == self.expected.blocks:
                culprits = _by_codes(range(len(self.units)), proof, self.expected, self.raws)
            elif not by_section:
                by_section = True
                culprits = self.by_sections(sections())
                if not culprits:
                    continue
            culprits = culprits or self.by_halves()
            for index, reason in culprits.items():
                refused[index] = reason
                del self.raws[index]

    def by_sections(self, sections: Sections) -> dict[int, str]:
        """The units that break their own section."""
        culprits: dict[int, str] = {}
        units = iter([*self.units])
        unit = next(units, None)
        for span in sections.spans:
            inside = []
            while unit is not None and unit.span.end <= span.end:
                if unit.span.start >= span.start:
                    inside.append(unit)
                unit = next(units, None)
            if any(each.index in self.raws for each in inside):
                culprits |= self.in_section(span, inside, sections.tail)
        return culprits

    def in_section(self, span: Span, units: Sequence[Unit], tail: str) -> dict[int, str]:
        """The units that break one section: all of it is tried first, then each alone."""
        text = self.text[span.start : span.end]
        moved = [replace(each, span=Span(each.span.start - span.start, each.span.end - span.start)) for each in units]
        expected = self.read(text + tail)
        if self.read(_put(text, moved, self.raws)[0] + tail) == expected:
            return {}
        culprits = {}
        for each in moved:
            if each.index in self.raws:
                found = self.read(_put(text, moved, {each.index: self.raws[each.index]})[0] + tail)
                if found.blocks != expected.blocks:
                    culprits[each.index] = _STRUCTURE
                elif found != expected:
                    numbers = [other.index for other in moved]
                    culprits |= _by_codes(numbers, found, expected, {each.index: ""}) or {each.index: _CODES}
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


def _by_codes(numbers: Iterable[int], found: Proof, wanted: Proof, raws: Mapping[int, str]) -> dict[int, str]:
    """The units whose codes differ; ``numbers`` are the indexes of the units read, in order."""
    return {
        number: _difference(here, there)
        for number, here, there in zip(numbers, found.codes, wanted.codes, strict=False)
        if here != there and number in raws
    }


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
