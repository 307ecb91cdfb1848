"""Pivot translation: two engines in a row for a pair without an engine, if the configuration allows it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from workflow.engines.base import Capabilities, Engine, Hypothesis, Segment
from workflow.model import Progress

__all__ = ["through"]


def through(first: Engine, second: Engine) -> Engine:
    """Return an engine that translates with ``first``, and its best hypotheses with ``second``. Both must translate sentences, not documents."""
    return _Pivot(first, second)


class _Pivot:
    def __init__(self, first: Engine, second: Engine):
        self._legs = (first, second)

    @property
    def capabilities(self) -> Capabilities:
        last = self._legs[1].capabilities
        return Capabilities(retries=last.retries, hypotheses=last.hypotheses)

    @property
    def name(self) -> str:
        return (
            self._legs[0].name if self._legs[0].name == self._legs[1].name else "+".join(leg.name for leg in self._legs)
        )

    @property
    def package(self) -> str:
        return "+".join(leg.package for leg in self._legs)

    @property
    def hash(self) -> str:
        return hashlib.sha256(" ".join(leg.hash for leg in self._legs).encode()).hexdigest()[:8]

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        first, second = self._legs
        middle = first.translate([replace(one, retry=False, align=False) for one in segments], progress=progress)
        found = [
            Segment(hypothesis[0].parts, retry=segment.retry)
            for segment, hypothesis in zip(segments, middle, strict=True)
            if hypothesis and not hypothesis[0].fault
        ]
        ends = iter(second.translate(found, hypotheses=hypotheses, progress=progress))
        out: list[tuple[Hypothesis, ...]] = []
        for hypothesis in middle:
            if not hypothesis or hypothesis[0].fault:
                out.append(hypothesis)
                continue
            before = hypothesis[0]
            out.append(
                tuple(
                    replace(one, score=one.score + before.score, unknown=one.unknown + before.unknown, alignment=())
                    for one in next(ends)
                )
            )
        return out
