"""Budgets of a run, its speed, and the time that is left.

The clock is injected. It never decides what a draft is, only how many are made before a run ends.
"""

import time
from collections.abc import Callable
from dataclasses import InitVar, dataclass, field

from workflow.engines.base import Where
from workflow.engines.choice import Choice
from workflow.model import Progress

__all__ = ["Budget", "Clock", "Pace", "expected_speed", "minutes", "span", "steady"]

Clock = Callable[[], float]
"""A monotonic clock in seconds: ``time.monotonic``."""

_SPEED = {"apertium": 800.0, "openai": 20.0, Where.STARTER: 900.0}
"""Expected speed in words a second on two small cores, by engine name or by the place of its package. Language models differ most."""
_USUAL_SPEED = 45.0
"""Expected speed of other engines, in words a second on two small cores."""
_FIRST = 300
"""Maximum number of words of the first batch under a deadline, while the engine's speed is unknown."""
_BATCH_SECONDS = 15.0
"""Target duration of a batch under a deadline (or a twentieth of the time, if that is more): catalogs are written after each batch."""


@dataclass(slots=True)
class Budget:
    """The limits of a run: a number of units, and a time after which no further batch is begun. None: no limit."""

    units: int | None = None
    """Units that may still be drafted."""
    seconds: InitVar[float | None] = None
    """Time from now on."""
    clock: Clock = time.monotonic
    deadline: float | None = field(init=False, default=None)
    """The time, by the clock, after which nothing further is begun."""

    def __post_init__(self, seconds: float | None) -> None:
        if seconds is not None:
            self.deadline = self.clock() + seconds

    @property
    def left(self) -> float:
        """Units that may still be drafted; infinite without a limit."""
        return float("inf") if self.units is None else self.units

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.deadline is not None and self.clock() >= self.deadline

    def take(self, count: int) -> int:
        """Take up to ``count`` units from the budget; returns how many it had."""
        if self.units is None:
            return count
        taken = max(min(count, self.units), 0)
        self.units -= taken
        return taken


def expected_speed(choice: Choice) -> float:
    """The engine's speed in words a second on two small cores, before it was measured."""
    engine = choice.engine.name if choice.engine else ""
    return _SPEED.get(choice.where or "") or _SPEED.get(engine) or _USUAL_SPEED


def minutes(count: int, choice: Choice) -> float:
    """The expected time for so many words, in minutes, on two small cores."""
    return round(count / expected_speed(choice) / 60, 1)


@dataclass(slots=True)
class Pace:
    """The speed and progress of one language's run. ``expected``: words a second until some are measured."""

    clock: Clock
    expected: float
    words: int
    """Words to draft."""
    units: int
    """Units to draft."""
    deadline: float | None = None
    """The time, by the clock, after which nothing further is begun; None: no limit."""
    words_done: int = field(init=False, default=0)
    """Words of finished batches."""
    units_done: int = field(init=False, default=0)
    """Units of finished batches."""
    _started: float = field(init=False)
    _batches: list[tuple[int, float]] = field(init=False, default_factory=list)
    """Words and seconds of finished batches."""

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def speed(self) -> float:
        """Words a second: of all batches but the first, which loads the model; of the first; or as expected."""
        batches = self._batches[1:] or self._batches
        words, seconds = sum(words for words, _ in batches), sum(seconds for _, seconds in batches)
        return words / seconds if words and seconds > 0 else self.expected

    def next_batch(self) -> tuple[int, int]:
        """Words for the next batch, and words that fit at all before the deadline; (0, 0): the time is up."""
        assert self.deadline is not None
        now = self.clock()
        left = self.deadline - now
        if left <= 0:
            return 0, 0
        fits = int(self.speed * left)
        if not self._batches:
            return min(_FIRST, fits), fits
        return min(int(self.speed * max(_BATCH_SECONDS, (self.deadline - self._started) / 20)), fits), fits

    def finish(self, words: int, units: int, seconds: float) -> None:
        """Count a finished batch."""
        self.words_done += words
        self.units_done += units
        self._batches.append((words, seconds))

    def minutes(self, words: int) -> float:
        """The expected time for so many words, in minutes, rounded to one digit."""
        return round(words / self.speed / 60, 1)

    def summary(self, words: float) -> str:
        """``850 words/s, 3 min left``, with so many words of the current batch done; empty while nothing is known."""
        done = self.words_done + words
        took = self.clock() - self._started
        if done <= 0 or took <= 0:
            return ""
        return f"{done / took:,.0f} words/s, {span((self.words - done) * took / done)} left"

    def report(self, progress: Progress | None, units: int, words: float, what: str) -> None:
        """Report progress: so many units and words of the current batch are done."""
        if progress:
            summary = self.summary(words)
            progress(self.units_done + units, self.units, f"{summary} · {what}" if summary else what)

    def within(self, progress: Progress | None, words: int, units: int, language: str) -> Progress | None:
        """The engine's progress with a batch of so many words and units, as a part of the whole run's."""
        if progress is None:
            return None

        def report(part: int, of: int, what: str) -> None:
            share = part / of if of else 0.0
            self.report(progress, int(units * share), words * share, f"{language}: {what}")

        return report


def span(seconds: float) -> str:
    """A duration for people: ``40 s``, ``3 min``, ``2 h 10 min``."""
    if seconds < 60:
        return f"{max(seconds, 0):.0f} s"
    whole = round(seconds / 60)
    if whole < 60:
        return f"{whole} min"
    return f"{whole // 60} h {whole % 60} min" if whole % 60 else f"{whole // 60} h"


def steady(progress: Progress | None) -> Progress | None:
    """Progress that never goes back: the engine may translate the same units more than once."""
    if progress is None:
        return None
    best = 0

    def report(done: int, total: int, what: str) -> None:
        nonlocal best
        best = max(best, min(done, total))
        progress(best, total, what)

    return report
