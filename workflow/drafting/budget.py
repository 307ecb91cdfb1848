"""How fast a run goes: words a second, how long the rest takes, and whether there is time for more.

The clock is handed in. It never decides what a draft is, only how many are made before a run ends.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from workflow.engines.base import Where
from workflow.engines.choice import Choice
from workflow.model import Progress

__all__ = ["Clock", "Pace", "expected_speed", "minutes", "span", "steady"]

Clock = Callable[[], float]
"""Seconds from anywhere, never going back: ``time.monotonic``."""

# Words a second on two small cores, before anything was measured.
_SPEED = {"apertium": 800.0, Where.STARTER: 900.0}
_USUAL_SPEED = 45.0

_FIRST = 300
"""Words of the first piece under a budget, before the engine's speed is known."""
_PIECE = 15.0
"""Seconds that a piece may take under a budget, or a twentieth of it: catalogs are written after each."""


def expected_speed(choice: Choice) -> float:
    """Words a second that an engine makes on two small cores, before it was measured."""
    engine = choice.engine.name if choice.engine else ""
    return _SPEED.get(choice.where or "") or _SPEED.get(engine) or _USUAL_SPEED


def minutes(count: int, choice: Choice) -> float:
    """About how long so many words take on two small cores."""
    return round(count / expected_speed(choice) / 60, 1)


@dataclass(slots=True)
class Pace:
    """One language's run. ``expected``: words a second to reckon with until some are measured."""

    clock: Clock
    expected: float
    words: int
    """Words that are to be drafted."""
    units: int
    """Units that are."""
    deadline: float | None = None
    """When nothing further is begun, by the clock; None: never."""
    words_done: int = field(init=False, default=0)
    """Words of finished pieces; ``units_done`` likewise."""
    units_done: int = field(init=False, default=0)
    _started: float = field(init=False)
    _pieces: list[tuple[int, float]] = field(init=False, default_factory=list)
    """Words and seconds of finished pieces."""

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def speed(self) -> float:
        """Words a second: of all pieces but the first, which has a model to load; of the first; or as expected."""
        pieces = self._pieces[1:] or self._pieces
        words, seconds = sum(words for words, _ in pieces), sum(seconds for _, seconds in pieces)
        return words / seconds if words and seconds > 0 else self.expected

    def room(self) -> tuple[int, int]:
        """How many words the next piece may have under the deadline, and how many can be done at all; (0, 0): time is up."""
        assert self.deadline is not None
        now = self.clock()
        left = self.deadline - now
        if left <= 0:
            return 0, 0
        fits = int(self.speed * left)
        if not self._pieces:
            return min(_FIRST, fits), fits
        return min(int(self.speed * max(_PIECE, (self.deadline - self._started) / 20)), fits), fits

    def finish(self, words: int, units: int, seconds: float) -> None:
        """A piece of so many words and units is done, and took so long."""
        self.words_done += words
        self.units_done += units
        self._pieces.append((words, seconds))

    def minutes(self, words: int) -> float:
        """About how long so many words take, one digit."""
        return round(words / self.speed / 60, 1)

    def said(self, words: float) -> str:
        """``850 words/s, 3 min left`` where the piece under way has so many words done; empty while nothing is known."""
        done = self.words_done + words
        took = self.clock() - self._started
        if done <= 0 or took <= 0:
            return ""
        return f"{done / took:,.0f} words/s, {span((self.words - done) * took / done)} left"

    def tell(self, progress: Progress | None, units: int, words: float, what: str) -> None:
        """Progress: so many units and words of the piece under way are done."""
        if progress:
            said = self.said(words)
            progress(self.units_done + units, self.units, f"{said} · {what}" if said else what)

    def within(self, progress: Progress | None, words: int, units: int, language: str) -> Progress | None:
        """The engine's progress with a piece of so many words and units, as a part of the whole run's."""
        if progress is None:
            return None

        def report(part: int, of: int, what: str) -> None:
            share = part / of if of else 0.0
            self.tell(progress, int(units * share), words * share, f"{language}: {what}")

        return report


def span(seconds: float) -> str:
    """A time as people say it: ``40 s``, ``3 min``, ``2 h 10 min``."""
    if seconds < 60:
        return f"{max(seconds, 0):.0f} s"
    whole = round(seconds / 60)
    if whole < 60:
        return f"{whole} min"
    return f"{whole // 60} h {whole % 60} min" if whole % 60 else f"{whole // 60} h"


def steady(progress: Progress | None) -> Progress | None:
    """Progress that never goes back: an engine is asked more than once for the same units."""
    if progress is None:
        return None
    best = 0

    def report(done: int, total: int, what: str) -> None:
        nonlocal best
        best = max(best, min(done, total))
        progress(best, total, what)

    return report
