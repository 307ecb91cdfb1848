"""Putting translations into a document, and the proof that they broke nothing (laws 1–3).

Format-independent: a format brings how a text is written at a unit's place, and how a document reads. The normal way costs one
reading of the result; only when the result reads differently are the culprits looked for, by halves.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workflow.formats.base import Rendering
from workflow.model import Span, Unit

__all__ = ["Proof", "splice"]

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
        expected = read(text)
        _keep_the_good(text, units, raws, refused, expected, read)
    result, spans = _put(text, units, raws)
    return Rendering(result, spans, refused)


def _keep_the_good(
    text: str,
    units: Sequence[Unit],
    raws: dict[int, str],
    refused: dict[int, str],
    expected: Proof,
    read: Callable[[str], Proof],
) -> None:
    """Take from ``raws`` what breaks the document, and say in ``refused`` why."""
    while raws:
        proof = read(_put(text, units, raws)[0])
        if proof == expected:
            return
        culprits: dict[int, str] = {}
        if proof.blocks == expected.blocks:
            for index, (found, wanted) in enumerate(zip(proof.codes, expected.codes, strict=True)):
                if found != wanted and index in raws:
                    culprits[index] = _difference(found, wanted)
        if not culprits:
            culprits = _by_halves(text, units, raws, expected, read)
        for index, reason in culprits.items():
            refused[index] = reason
            del raws[index]


def _by_halves(
    text: str, units: Sequence[Unit], raws: Mapping[int, str], expected: Proof, read: Callable[[str], Proof]
) -> dict[int, str]:
    """The units that break the blocks of the document: tried in growing sets of which all the others are good."""
    good: list[int] = []
    culprits: dict[int, str] = {}

    def reads_well(indexes: Iterable[int]) -> bool:
        return read(_put(text, units, {i: raws[i] for i in indexes})[0]).blocks == expected.blocks

    def sort(indexes: list[int]) -> None:
        if reads_well([*good, *indexes]):
            good.extend(indexes)
        elif len(indexes) == 1:
            culprits[indexes[0]] = "it would change the structure of the document"
        else:
            half = len(indexes) // 2
            sort(indexes[:half])
            sort(indexes[half:])

    sort(sorted(raws))
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
    return "; ".join(parts) or "its codes differ from the source's"


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
