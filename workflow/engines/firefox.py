"""Firefox Translations' models, run by fxtranslate in worker processes.

A model has one greedy translation of a text: no further hypotheses, scores or alignments. Further hypotheses are translations of the
same sentence, written in other forms (``variants``). Each text is translated on its own, so that a translation depends on nothing else.
"""

import logging
from collections.abc import Sequence
from functools import partial

from workflow.engines.base import Capabilities, EngineSettings, Hypothesis, Offer, Segment
from workflow.engines.firefox_worker import Job
from workflow.engines.firefox_workers import Workers
from workflow.engines.packages.argos import argos_codes
from workflow.engines.packages.firefox import FirefoxPackage
from workflow.engines.packages.installed import installed
from workflow.engines.variants import in_forms
from workflow.languages import NO_SPACES, base_language
from workflow.model import Progress
from workflow.workers import processors

__all__ = ["FirefoxEngine", "offers", "remedy"]

_log = logging.getLogger(__name__)

_SECONDS = 60
"""Time limit for a text of a few sentences: most take a hundredth of it, on one slow processor a tenth."""
_MOST_WORKERS = 16


def offers(source: str, target: str, settings: EngineSettings) -> tuple[Offer, ...]:
    """Return the packages for a pair: the project's, then installed ones; of each, those of the very languages, the newest first."""
    found = [(one, rank) for one in installed(settings).firefox if (rank := one.rank(source, target)) is not None]
    wheres = list(dict.fromkeys(one.where for one, _ in found))
    return tuple(
        Offer(
            name="firefox",
            package=package.name,
            where=package.where,
            quality=package.quality,
            open=partial(FirefoxEngine, package, workers=settings.workers),
            installed=str(package.record.get("date") or ""),
        )
        for package, _ in sorted(found, key=lambda one: (wheres.index(one[0].where), one[1]))
    )


def remedy(source: str, target: str) -> str:
    """Return the command that installs a package for the pair, whose codes are Argos's; all packages translate from or into English."""
    of, to = argos_codes(source), argos_codes(target)
    english = "en" in (base_language(source), base_language(target))
    return f"workflow models install {of[0]}-{to[0]}" if english and of and to else ""


class FirefoxEngine:
    """An engine with one package."""

    name = "firefox"

    def __init__(self, package: FirefoxPackage, *, workers: int = 0, seconds: int = _SECONDS):
        """``workers``: how many processes translate at a time; 0: one per processor that this process may use.

        ``seconds``: the time after which the translation of a text is given up.
        """
        self._package = package
        self._count = min(workers or processors(), _MOST_WORKERS)
        self._seconds = seconds
        self._workers: Workers | None = None

    @property
    def package(self) -> str:
        """``firefox-en_es-3.0``."""
        return self._package.name

    @property
    def hash(self) -> str:
        """Eight hex digits over the package's files."""
        return self._package.hash

    @property
    def capabilities(self) -> Capabilities:
        """See ``Engine``. ``search`` names the processor's instructions once they are known: int8 may round otherwise with others."""
        backend = f", {self._workers.backend}" if self._workers and self._workers.backend else ""
        return Capabilities(
            retries=True, search=f"one greedy hypothesis; retry: the sentence in other forms; int8{backend}"
        )

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See ``Engine.translate``. White space at the edges is kept. A text that a worker does not survive gets the reason."""
        return in_forms(segments, lambda texts: self._run(texts, progress))

    def _run(self, texts: Sequence[str], progress: Progress | None) -> dict[str, Hypothesis]:
        """Translate distinct texts, and log those that have no translation."""
        if self._workers is None:
            self._workers = Workers(self._job(), self._count, str(self._package.path))
        answers = self._workers.translate(texts, lambda done, total: progress and progress(done, total, "sentences"))
        for text, answer in answers.items():
            if answer.reason:
                _log.log(logging.WARNING if answer.failed else logging.INFO, "“%s”: %s", text, answer.reason)
        return {
            text: Hypothesis((), fault=answer.reason)
            if answer.text is None
            else Hypothesis((answer.text,), unknown=answer.unknown)
            for text, answer in answers.items()
        }

    def _job(self) -> Job:
        package = self._package
        files = (package.model, package.source_vocabulary, package.target_vocabulary, package.shortlist)
        spaced = base_language(package.target) not in NO_SPACES
        return Job(tuple(str(file) for file in files if file), package.hash, spaced, self._seconds)
