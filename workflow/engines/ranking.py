"""The default order of the engines for a pair, and why the first one comes first."""

from collections.abc import Iterable, Sequence

from workflow.engines.base import Offer, Where

__all__ = ["PACKAGES", "ranked", "why"]

PACKAGES = (Where.PROJECT, Where.INSTALLED)
_MEASURES = {"COMET": 3, "chrF": 1, "BLEU": 1}
"""The measures of quality, the one that agrees best with people first, with the decimal places that count."""


def ranked(found: Iterable[Offer]) -> list[Offer]:
    """Sort offers: first installed packages, then others; of each, the best measured first.

    Installed packages are compared by the first measure that all of them have. Those without one: the project's first, then by the
    day of their installation, the newest first. What is equal stays in order.
    """
    offers = list(found)
    packages = [offer for offer in offers if offer.where in PACKAGES]
    packages.sort(key=lambda offer: offer.installed, reverse=True)
    packages.sort(key=lambda offer: PACKAGES.index(offer.where))
    if measure := _common(packages):
        packages.sort(key=lambda offer: -(_figure(offer, measure) or 0.0))
    others = [offer for offer in offers if offer.where not in PACKAGES]
    return packages + sorted(others, key=lambda offer: -(_figure(offer, "chrF") or 0.0))


def why(found: Sequence[Offer]) -> str:
    """Return why the first of ranked offers comes first: a clause."""
    best = found[0]
    if best.where in PACKAGES:
        packages = [offer for offer in found if offer.where in PACKAGES]
        return "an installed package is preferred" + _comparison(best, packages)
    ours = _figure(best, "chrF")
    # Another mode of the same engine, with the same figure, is no other engine.
    others = [offer for offer in found[1:] if (offer.name, _figure(offer, "chrF")) != (best.name, ours)]
    if others and ours is not None:
        second, theirs = others[0], _figure(others[0], "chrF")
        return f"better than {second.package}" + (
            f" (chrF {theirs})" if theirs is not None else ", which has not been measured"
        )
    return "the only engine that drafts this pair by default"


def _comparison(best: Offer, packages: Sequence[Offer]) -> str:
    """What the best installed package has over the next one; empty if there is no other."""
    second = next((offer for offer in packages if (offer.name, offer.package) != (best.name, best.package)), None)
    if second is None:
        return ""
    measure = _common(packages)
    if measure is None:
        return f"; {second.package} is installed as well, and not all of them were measured"
    ours, theirs = (f"{_figure(offer, measure):.{_MEASURES[measure]}f}" for offer in (best, second))
    if ours == theirs:
        return f"; {second.package} was measured as equally good ({measure} {ours})"
    return f"; this one was measured to be better than {second.package} ({measure} {ours}, not {theirs})"


def _common(offers: Sequence[Offer]) -> str | None:
    """The first measure that all offers have; None if there is none."""
    return next((one for one in _MEASURES if all(_figure(offer, one) is not None for offer in offers)), None)


def _figure(offer: Offer, measure: str) -> float | None:
    figures = offer.quality
    if figures is None:
        return None
    return {"COMET": figures.comet, "chrF": figures.chrf, "BLEU": figures.bleu}[measure]
