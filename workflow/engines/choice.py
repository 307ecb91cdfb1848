"""The choice of an engine for a pair of languages, with the reason, or with a remedy if there is none.

Order: the engines that the configuration names, in its order, each the fallback of those before it; by default an installed package, then
Apertium or the included starter package, whichever was measured to be better for the pair (``ranking``). A starter package whose drafts
readers found to be mostly unusable is left out, unless it is named.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workflow.engines import ENGINES
from workflow.engines.base import Engine, EngineSettings, Offer, Where
from workflow.engines.packages.installed import installed
from workflow.engines.pivot import through
from workflow.engines.plugins import PluggedIn
from workflow.engines.quality import describe, quality
from workflow.engines.ranking import PACKAGES, ranked, why
from workflow.errors import ConfigError, EngineUnavailable
from workflow.languages import base_language
from workflow.readings import reading

__all__ = ["PIVOT", "Choice", "choose", "problems"]

_log = logging.getLogger(__name__)

PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine for a pair of languages (gettext codes)."""

    source: str
    target: str
    engine: Engine | None
    """Not loaded yet; None if no engine has the pair."""
    quality: str = ""
    """One line about the quality of its drafts."""
    reason: str = ""
    """The reason for the choice, or why there is no engine: a clause."""
    remedy: str = ""
    """A command that installs an engine, or a better one; empty if there is none."""
    costly: bool = False
    """Whether drafts may cost a reviewer more time than they save."""
    pivot: str = ""
    """The pivot language; empty for a direct engine."""
    where: Where | None = None
    """The origin of the engine; None if there is none."""
    notice: str = ""
    """For a server: a sentence that names the server to which texts are sent. It is shown before the first text is sent."""
    others: tuple[Offer, ...] = ()
    """Other engines for the pair, the best first."""
    fallbacks: tuple["Choice", ...] = ()
    """The engines that follow it in the configuration. Each drafts what those before it cannot."""


def choose(source: str, target: str, settings: EngineSettings | None = None) -> Choice:
    """Choose the engine for a pair of languages (gettext codes).

    Raises ConfigError if the settings name an unknown engine, EngineUnavailable if an engine that they name fails to load.
    """
    choice = _chosen(source, target, settings or EngineSettings())
    engine = choice.engine
    _log.info(
        "%s→%s: %s: %s%s", source, target, f"{engine.name} {engine.package} ({choice.where})" if engine else "no engine",
        choice.reason, "".join(f"; also {other.name} {other.package} ({other.where})" for other in choice.others),
    )  # fmt: skip
    return choice


def _chosen(source: str, target: str, settings: EngineSettings) -> Choice:
    if settings.order == ():
        return Choice(source, target, None, reason="the configuration names no engine for this pair")
    by_name = settings.order is not None
    names = _known(settings.order) if settings.order else tuple(ENGINES)
    found = _offers(source, target, settings, names, by_name=by_name)
    if found and by_name:
        return _configured(source, target, found, names)
    used = [offer for offer in found if offer.by_default]
    if used:
        return _direct(source, target, [*used, *(offer for offer in found if not offer.by_default)], why(used))
    remedy = _remedy(source, target, names)
    if pivoted := _through_english(source, target, settings, names, remedy):
        return pivoted
    if found:
        return Choice(
            source,
            target,
            None,
            reason=f"the included package drafts only if `engines` names it: {reading(found[0].open().hash)}",
            remedy=f"{remedy}, or engines: [firefox, argos, starter] in workflow.yaml",
        )
    reason = f"no installed package translates {source}→{target}"
    figures = [quality(name, source, target) for name in ("firefox", "argos") if name in names]
    if expected := next((one for one in figures if one), None):
        reason += f"; available: {expected}"
    return Choice(source, target, None, reason=reason, remedy=remedy)


def _through_english(
    source: str, target: str, settings: EngineSettings, names: Sequence[str], remedy: str
) -> Choice | None:
    """Two engines in a row, if the settings allow it; otherwise how to allow it. None if there are no such engines."""
    if PIVOT in (base_language(source), base_language(target)):
        return None
    by_name = settings.order is not None
    firsts = _offers(source, PIVOT, settings, names, by_name=by_name, sentences=True)
    seconds = _offers(PIVOT, target, settings, names, by_name=by_name, sentences=True)
    if not (firsts and seconds):
        return None
    first, second = firsts[0], seconds[0]
    if not settings.pivot:
        return Choice(
            source,
            target,
            None,
            reason=f"no engine drafts {source}→{target} directly; {first.package} and {second.package} could do it through English",
            remedy=f"{remedy} (or set pivot: true in workflow.yaml)" if remedy else "set pivot: true in workflow.yaml",
        )
    return Choice(
        source,
        target,
        through(first.open(), second.open()),
        quality=f"{describe(first.quality)}, then {describe(second.quality)}; the errors of both add up",
        reason=f"{first.package}, then {second.package}: through English, because pivot is true",
        remedy=remedy,
        costly=bool(second.quality and second.quality.costly),
        pivot=PIVOT,
        where=second.where,
        notice=" ".join(dict.fromkeys(leg.notice for leg in (first, second) if leg.notice)),
    )


def problems(settings: EngineSettings | None = None) -> tuple[str, ...]:
    """Return a line for each broken package, and for each plugged-in engine that fails to load."""
    found = list(installed(settings).problems)
    for factory in ENGINES.values():
        if isinstance(factory, PluggedIn):
            try:
                factory.load()
            except EngineUnavailable as error:
                found.append(str(error))
    return tuple(found)


def _configured(source: str, target: str, found: Sequence[Offer], names: Sequence[str]) -> Choice:
    """The first configured engine that has the pair; the best offer of each of the others is a fallback."""
    first = found[0].name
    reason = f"{first} comes first under engines in workflow.yaml"
    if names[0] != first:
        reason = f"{first}: the first of the configured engines ({', '.join(names)}) that has this pair"
    following = {offer.name: offer for offer in reversed(found) if offer.name != first}
    fallbacks = tuple(
        _direct(source, target, [following[name]], f"{name} follows {first} under engines in workflow.yaml")
        for name in dict.fromkeys(names)
        if name in following
    )
    choice = replace(_direct(source, target, found, reason), fallbacks=fallbacks)
    return choice if {"argos", "firefox"} & set(names) else replace(choice, remedy="")


def _direct(source: str, target: str, found: Sequence[Offer], reason: str) -> Choice:
    best, *others = found
    better = "" if best.where in (*PACKAGES, Where.SERVER) else _remedy(source, target, ["argos", "firefox"])
    engine = best.open()
    return Choice(
        source,
        target,
        engine,
        quality=describe(best.quality, reading(engine.hash)),
        reason=reason,
        remedy=better,
        costly=bool(best.quality and best.quality.costly),
        where=best.where,
        notice=best.notice,
        others=tuple(others),
    )


def _remedy(source: str, target: str, names: Sequence[str]) -> str:
    """The commands that install one of the engines for the pair."""
    lines = [ENGINES[name].remedy(source, target) for name in names]
    return " or ".join(dict.fromkeys(line for line in lines if line))


def _offers(
    source: str, target: str, settings: EngineSettings, names: Sequence[str], *, by_name: bool, sentences: bool = False
) -> list[Offer]:
    found: list[Offer] = []
    for name in names:
        try:
            offers = ENGINES[name].offers(source, target, settings)
        except EngineUnavailable as error:
            # An engine that was not named must not prevent others from being used; ``problems`` reports it.
            if by_name:
                raise
            _log.info("%s is left out: %s", name, error)
            continue
        found += [offer for offer in offers if not (sentences and offer.open().capabilities.whole_documents)]
    if by_name:
        return found
    return ranked(offer for offer in found if offer.by_default or not sentences)


def _known(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in ENGINES:
            raise ConfigError(f"no engine {name!r}. Available: {', '.join(ENGINES)}.")
    return tuple(names)
