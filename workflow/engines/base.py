"""The protocols of machine-translation engines, with their input and output types."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from workflow.errors import EngineError
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
    "StreamingEngine",
    "Where",
    "stream",
]


class Where(StrEnum):
    """The origin of an engine or its package."""

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
    """The abilities of an engine, and its requirements for calls."""

    keeps_tags: bool = False
    """Whether the engine keeps the inline tags in a ``Segment``; if not, segments consist of one string only."""
    whole_documents: bool = False
    """Whether the units of a document must be passed in one call, all of them and in order, because state is carried from one to
    the next. Such an engine gets units, any other gets sentences."""
    reads_context: bool = False
    """Whether it uses ``Segment.before``, ``after``, ``terms`` and ``document``."""
    reads_style: bool = False
    """Whether it follows ``EngineSettings.style``."""
    retries: bool = False
    """Whether it has an alternative search, which ``Segment.retry`` requests."""
    aligns: bool = False
    """Whether it can fill ``Hypothesis.alignment``, which ``Segment.align`` requests."""
    hypotheses: int = 3
    """Number of hypotheses that drafting asks for: more for an engine that is quick, and whose first one is often not the best."""
    search: str = ""
    """The parameters of its search (beam size, temperature …), for ``draft --explain``."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The input of an engine: a sentence, or a unit for an engine with ``Capabilities.whole_documents``."""

    parts: tuple[str | int, ...]
    """Strings, and between them inline tags and placeholders by number. Each number must be in the translation once."""
    before: tuple[str, ...] = ()
    """The texts before it in its document, the nearest last; for an engine with ``Capabilities.reads_context``."""
    after: tuple[str, ...] = ()
    """The texts after it, the nearest first."""
    terms: tuple[tuple[str, str], ...] = ()
    """Glossary terms in it, each with its translation."""
    document: str = ""
    """What its document is told apart by, for an engine with ``Capabilities.reads_context``; empty if that is not known. Never sent."""
    retry: bool = False
    """Whether earlier hypotheses were rejected: an engine with ``Capabilities.retries`` searches in another way."""
    align: bool = False
    """Whether ``Hypothesis.alignment`` is wanted, from an engine with ``Capabilities.aligns``."""

    @property
    def tags(self) -> tuple[int, ...]:
        """The numbers of the inline tags, in order."""
        return tuple(part for part in self.parts if isinstance(part, int))

    @property
    def text(self) -> str:
        """The text, for an engine without ``Capabilities.keeps_tags``. Raises EngineError if there are inline tags."""
        if self.tags:
            raise EngineError("This engine takes text without inline tags; the caller must replace them.")
        return "".join(str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation of a segment."""

    parts: tuple[str | int, ...]
    score: float = 0.0
    """Mean log-probability per token; 0 if the engine has none."""
    unknown: int = 0
    """Number of words unknown to the engine."""
    alignment: tuple[tuple[int, int], ...] = ()
    """Word alignment, as far as it is known: (offset of a word in the segment, offset of its translation), in characters. Empty
    unless ``Segment.align`` is set."""
    fault: str = ""
    """What came instead of a translation, and what to do, for people; ``parts`` is empty then."""


class Engine(Protocol):
    """One engine for one pair of languages. The model is loaded at the first ``translate``."""

    @property
    def name(self) -> str:
        """The name in provenance comments: ``argos``, ``apertium`` …"""

    @property
    def package(self) -> str:
        """The package or language data it uses, without spaces: ``translate-en_es-1.9``."""

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over that package. Units that were refused are tried again when it changes."""

    @property
    def capabilities(self) -> Capabilities:
        """Its capabilities, which never change."""

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return hypotheses for each segment, the best first; an empty tuple if there are none.

        Segments are units for an engine with ``Capabilities.whole_documents``, sentences otherwise. ``progress`` is called
        between batches; a KeyboardInterrupt that it raises, or one between batches, leaves the engine usable.
        Raises EngineError.
        """


@runtime_checkable
class StreamingEngine(Engine, Protocol):
    """An engine that hands out answers while it works on others."""

    def stream(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> Iterator[tuple[Segment, tuple[Hypothesis, ...]]]:
        """Yield each segment once, in any order, with its hypotheses; otherwise like ``translate``."""


def stream(
    engine: Engine, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
) -> Iterator[tuple[Segment, tuple[Hypothesis, ...]]]:
    """Yield each of ``segments``, which differ from each other, with its hypotheses, as soon as the engine has them.

    Raises EngineError.
    """
    if isinstance(engine, StreamingEngine):
        yield from engine.stream(segments, hypotheses=hypotheses, progress=progress)
    else:
        yield from zip(segments, engine.translate(segments, hypotheses=hypotheses, progress=progress), strict=True)


@dataclass(frozen=True, slots=True)
class Server:
    """A translation server, configured under ``servers``."""

    url: str
    """``http`` or ``https``, without user, query and fragment."""
    model: str = ""
    """The model's name on the server; empty if the server has only one."""
    preset: str = ""
    """The program behind the address, a name in ``presets.PRESETS``; empty if it is not known."""
    batch: int = 1
    """Maximum number of texts of one document in a request."""
    parallel: int = 1
    """Number of requests that are under way at a time. Drafts do not depend on it."""
    key_env: str = ""
    """The environment variable that holds the API key. The key itself is never stored."""
    timeout: float = 120.0
    """Seconds from the start of a request to the last byte of its answer."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The configuration of engines and packages for one pair of languages."""

    order: tuple[str, ...] | None = None
    """Engine names in order of preference, each the fallback of those before it; None: the default order; empty: nothing is drafted."""
    pivot: bool = False
    """Whether a pair without an engine may go through English."""
    offline: bool = False
    """Whether the network is forbidden, to package indexes and to servers."""
    models: Path | None = None
    """The project's own folder of packages."""
    workers: int = 0
    """Number of batches that an engine translates at a time, if it can; 0: one per processor. Drafts do not depend on it."""
    models_index: str = ""
    """The address or file of the records of Firefox's packages, such as a mirror's; empty: Mozilla's."""
    style: str = ""
    """The publisher's note on style for the target language; read by engines with ``Capabilities.reads_style``."""
    servers: Mapping[str, Server] = field(default_factory=dict, hash=False)
    """Servers by the name of their engine. One is used only if ``order`` names it."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Measured quality of an engine's drafts for a pair of languages."""

    source: str
    """Test set and source of the figures: ``flores-test, the package's README``."""
    bleu: float | None = None
    chrf: float | None = None
    comet: float | None = None
    costly: bool = False
    """Whether drafts may cost a reviewer more time than they save."""
    starter: bool = False
    """Whether these are the figures of a starter package."""

    @property
    def figures(self) -> str:
        """``chrF 41.4, BLEU 11.0``."""
        return ", ".join(
            f"{name} {value:.{digits}f}"
            for name, value, digits in (("chrF", self.chrf, 1), ("BLEU", self.bleu, 1), ("COMET", self.comet, 3))
            if value is not None
        )

    def __str__(self) -> str:
        """``chrF 41.4, BLEU 11.0 (flores-test, …); drafts may cost a reviewer more time than they save``."""
        costly = "; drafts may cost a reviewer more time than they save" if self.costly else ""
        starter = ", indicative" if self.starter else ""
        return f"{self.figures}{starter} ({self.source}){costly}"


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine for a pair of languages that is not opened yet."""

    name: str
    package: str
    where: Where
    quality: Quality | None
    open: Callable[[], Engine] = field(repr=False, compare=False)
    notice: str = ""
    """For a server: a sentence that names the server to which texts are sent. It is shown before the first text is sent."""
    installed: str = ""
    """For a package: the day on which it was installed, such as ``2026-11-29``; empty if that is not known."""
    by_default: bool = True
    """Whether it may be chosen without being named. False for an included package whose drafts readers found mostly unusable."""


class EngineFactory(Protocol):
    """A kind of engine: a module, or an object, with these functions."""

    def offers(self, source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
        """Return the engines for a pair (gettext codes), the best first. Must be quick, and must not raise for a broken package."""

    def remedy(self, source: str, target: str) -> str:
        """Return the command that installs an engine for the pair; empty if there is none."""
