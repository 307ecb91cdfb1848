"""What a machine-translation engine is: the protocols that every member of ``ENGINES`` keeps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from workflow.model import Progress

__all__ = [
    "Capabilities",
    "Engine",
    "EngineFactory",
    "EngineSettings",
    "Hypothesis",
    "Offer",
    "Quality",
    "Segment",
    "Server",
    "Where",
]


class Where(StrEnum):
    """Where an engine or its package comes from."""

    PROJECT = "project"
    """The project's ``models`` folder."""
    INSTALLED = "installed"
    """A package that the user installed."""
    STARTER = "starter"
    """A package that is part of this program."""
    SYSTEM = "system"
    """A program on this machine."""
    SERVER = "server"
    """A server, on this machine or another one."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do, and how it wants to be called."""

    keeps_tags: bool = False
    """Whether inline tags in a ``Segment`` come through by themselves; if not, segments consist of one string only."""
    whole_documents: bool = False
    """Whether the units of a document must be passed in one call, all of them and in order, because state is carried from one to
    the next. Such an engine gets units, any other gets sentences."""
    reads_context: bool = False
    """Whether it uses ``Segment.before``, ``after`` and ``terms``."""
    retries: bool = False
    """Whether it has a second way to search, which ``Segment.again`` asks for."""
    aligns: bool = False
    """Whether it can fill ``Hypothesis.places``, which ``Segment.aligned`` asks for."""
    search: str = ""
    """How it searches (beam size, temperature …), for ``draft --explain``."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to translate: strings, and between them codes by number (markup, placeholders) that have to come out again."""

    parts: tuple[str | int, ...]
    before: tuple[str, ...] = ()
    """The texts right before it in its document, for an engine that can make use of them; the nearest last."""
    after: tuple[str, ...] = ()
    """The texts right behind it; the nearest first."""
    terms: tuple[tuple[str, str], ...] = ()
    """Glossary terms in it, each with its translation."""
    again: bool = False
    """Whether what came before was bad, so that an engine that ``retries`` has to look for others, in another way."""
    aligned: bool = False
    """Whether an engine that ``aligns`` has to fill ``Hypothesis.places``."""

    @property
    def codes(self) -> tuple[int, ...]:
        """The numbers of the codes, in order."""
        return tuple(part for part in self.parts if isinstance(part, int))


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a segment."""

    parts: tuple[str | int, ...]
    score: float = 0.0
    """Mean log-probability of a token where the engine has one, else 0."""
    unknown: int = 0
    """How many words the engine did not know."""
    places: tuple[tuple[int, int], ...] = ()
    """Where a word of the segment begins and where one that comes from it begins in the hypothesis, in characters: hints, where they were
    asked for."""


class Engine(Protocol):
    """One engine, ready for one pair of languages. Opening one loads nothing: the first ``translate`` does."""

    @property
    def name(self) -> str:
        """``argos``, ``apertium`` …: what provenance comments say."""

    @property
    def package(self) -> str:
        """The package or language data it uses: ``translate-en_es-1.9``. No spaces."""

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over that package: a new one makes refused units worth trying again."""

    @property
    def capabilities(self) -> Capabilities:
        """What it can do. The answer never changes."""

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Hypotheses for each segment, best first; an empty tuple where it has none.

        Segments are units for an engine with ``Capabilities.whole_documents``, sentences otherwise. ``progress`` is called
        between batches; a KeyboardInterrupt out of it, or between batches, leaves the engine usable.
        Raises EngineError.
        """


@dataclass(frozen=True, slots=True)
class Server:
    """Where an engine that is a server is found, as ``servers`` in the configuration says."""

    url: str
    """``http`` or ``https``, without user, query and fragment."""
    model: str = ""
    key_env: str = ""
    """The name of the environment variable that holds the API key; the key itself is kept nowhere."""
    timeout: float = 120.0
    """Seconds from a request to the last byte of its answer."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What the configuration says to engines and packages about one pair of languages."""

    order: tuple[str, ...] | None = None
    """Engine names in order of preference; None: the default order; empty: nothing is drafted."""
    pivot: bool = False
    """Whether a pair without an engine may go through English."""
    offline: bool = False
    """Whether the network is out of bounds: for package indexes, and for engines that are servers."""
    models: Path | None = None
    """The project's own folder of packages."""
    workers: int = 0
    """How many batches an engine translates at a time, where it can; 0: one for each processor. Changes no draft."""
    servers: Mapping[str, Server] = field(default_factory=dict, hash=False)
    """Engines that are servers, by name. They are used only where ``order`` names them."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How good drafts of a pair were measured to be, and by whom."""

    source: str
    """Who measured, on what: ``flores-test, the package's README``."""
    bleu: float | None = None
    chrf: float | None = None
    comet: float | None = None
    costly: bool = False
    """Whether drafts may cost a reviewer more than they save."""
    starter: bool = False
    """Whether it is a package that came with this program, for a first draft until there is a better one."""

    def __str__(self) -> str:
        """``chrF 41.4, BLEU 11.0 (flores-test, …); drafts may cost a reviewer more than they save``."""
        figures = [
            f"{name} {value:.{digits}f}"
            for name, value, digits in (("chrF", self.chrf, 1), ("BLEU", self.bleu, 1), ("COMET", self.comet, 3))
            if value is not None
        ]
        costly = "; drafts may cost a reviewer more than they save" if self.costly else ""
        starter = ", for orientation" if self.starter else ""
        return f"{', '.join(figures)}{starter} ({self.source}){costly}"


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine that could draft a pair, not opened yet."""

    name: str
    package: str
    where: Where
    quality: Quality | None
    open: Callable[[], Engine] = field(repr=False, compare=False)
    notice: str = ""
    """For a server: where the texts go, a sentence to be said before the first one does."""


class EngineFactory(Protocol):
    """A kind of engine. A module that has these functions is one."""

    def offers(self, source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
        """What it has for a pair (gettext codes), the best first; empty where it has nothing. Quick; never raises for a broken package."""

    def remedy(self, source: str, target: str) -> str:
        """What to do so that it has something for the pair: one clause with a command; empty where there is nothing to do."""
