"""Measured quality of drafts by engine and pair of languages, with the source of the figures.

``choice`` orders engines by them, and reports show them with the origin of a draft.
"""

from collections.abc import Mapping

from workflow.engines.base import Quality
from workflow.languages import base_language
from workflow.readings import PackageReading

__all__ = ["COSTLY", "describe", "quality"]

COSTLY = frozenset({"uk", "cs", "ar", "ja", "tr"})
"""Target languages whose Argos drafts from English may cost a reviewer more time than they save, by the figures below."""

_ARGOS = "Argos's own package, flores-test, January 2024"
# English to …: BLEU, COMET
_PUBLISHED = {
    "es": (23.3, 0.828),
    "fr": (42.7, 0.835),
    "de": (31.8, 0.812),
    "pt": (43.7, 0.865),
    "it": (26.0, 0.837),
    "ru": (27.6, 0.848),
    "pl": (18.9, 0.848),
    "zh": (33.1, 0.833),
    "ja": (22.2, 0.788),
    "tr": (18.7, 0.783),
    "ar": (16.5, 0.765),
    "cs": (19.1, 0.711),
    "uk": (15.8, 0.700),
}
_REGISTRY = "COMET-22 on FLORES-200+, Mozilla's registry of models, November 2026"
_METADATA = "COMET-22 on FLORES, the metadata of Mozilla's base-memory model"
# English to …: COMET of Firefox Translations, by its source
_FIREFOX = {
    _REGISTRY: {"bg": 0.899, "cs": 0.891, "da": 0.891, "de": 0.867, "el": 0.872, "es": 0.854, "fi": 0.908, "fr": 0.865, "hu": 0.886},
    _METADATA: {"ar": 0.860, "it": 0.868, "ja": 0.903, "ko": 0.873, "nl": 0.865, "pl": 0.875, "pt": 0.891, "ru": 0.872, "uk": 0.878, "zh": 0.855},
}  # fmt: skip
_NO_DRAFTS = Quality("version 0.5.1 drafted none of 400 sentences", chrf=0.0, costly=True)
"""Apertium's data of Debian 12 from English to Serbo-Croatian: every sentence has a word that it cannot inflect or translate."""
# By engine, source and target.
_MEASURED = {
    ("apertium", "en", "es"): Quality("Apertium 0.8.1 on flores-test", bleu=12.1, chrf=44.1),
    **{("apertium", "en", target): _NO_DRAFTS for target in ("bs", "hr", "sr")},
    **{
        ("firefox", "en", target): Quality(source, comet=comet)
        for source, figures in _FIREFOX.items()
        for target, comet in figures.items()
    },
}


def quality(
    engine: str, source: str, target: str, *, metadata: Mapping[str, object] | None = None, starter: bool = False
) -> Quality | None:
    """Return the quality of an engine's drafts for a pair (gettext codes); None if it was not measured.

    A package's own figures (``quality`` in its ``metadata``: ``set``, ``bleu``, ``chrf``, ``comet``) come first. A package without
    figures is assumed to be Argos's own package for the pair, whose figures are published.
    """
    base = (base_language(source), base_language(target))
    own = _own_figures(
        metadata.get("quality") if metadata else None, costly=engine == "argos" and base[1] in COSTLY, starter=starter
    )
    if own or starter:
        return own
    if (engine, *base) in _MEASURED:
        return _MEASURED[engine, *base]
    if engine == "argos" and base[0] == "en" and base[1] in _PUBLISHED:
        bleu, comet = _PUBLISHED[base[1]]
        return Quality(_ARGOS, bleu=bleu, comet=comet, costly=base[1] in COSTLY)
    return None


def describe(known: Quality | None, read: PackageReading | None = None) -> str:
    """Return one line, even if the quality is not known: ``starter quality: chrF 41.4, indicative (flores-dev)``.

    ``read``: what readers found in the package's drafts, which says more than a figure.
    """
    figures = f"{'starter ' if known.starter else ''}quality: {known}" if known else ""
    if read is not None:
        return f"{read}; {figures}" if figures else str(read)
    return figures or "quality not measured: read a page of drafts before you rely on them"


def _own_figures(metadata: object, *, costly: bool, starter: bool) -> Quality | None:
    """The figures in a package's metadata; None if they are invalid."""
    if not isinstance(metadata, Mapping):
        return None
    figures = {
        name: float(value)
        for name, top in (("bleu", 100), ("chrf", 100), ("comet", 1))
        if isinstance(value := metadata.get(name), int | float) and not isinstance(value, bool) and 0 <= value <= top
    }
    where = " ".join(str(metadata.get("set") or "according to the package").split())[:60]
    return Quality(where, costly=costly, starter=starter, **figures) if figures else None
