"""How good drafts are, pair by pair, as measured, with who measured it.

The figures order the engines (``choice``) and stand wherever a draft's origin is told: a draft that costs more than it
saves is no help, and the reader of the table decides.
"""

from workflow.engines.base import Quality

__all__ = ["COSTLY", "describe", "quality"]

STARTER = "translate-en_es-0.1"

COSTLY = frozenset({"uk", "cs", "ar", "ja", "tr"})
"""Target languages whose Argos drafts may cost a reviewer more than they save (en→xx, by the figures below)."""

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
# By engine, source and target; by package where one package was measured and not what anybody may install.
_MEASURED = {
    ("argos", STARTER, "en", "es"): Quality("flores-test, the package's README", bleu=11.0, chrf=41.4),
    ("apertium", "", "en", "es"): Quality("Apertium 0.8.1 on flores-test", bleu=12.1, chrf=44.1),
}


def quality(engine: str, package: str, source: str, target: str) -> Quality | None:
    """What is known of an engine's drafts for a pair (gettext codes); None where nobody measured.

    Argos's published figures are for Argos's own packages: any other package for the pair is told apart by its name alone.
    """
    base = (source.split("_")[0], target.split("_")[0].split("@")[0])
    for key in ((engine, package, *base), (engine, "", *base)):
        if key in _MEASURED:
            return _MEASURED[key]
    if engine == "argos" and base[0] == "en" and base[1] in _PUBLISHED:
        bleu, comet = _PUBLISHED[base[1]]
        return Quality(_ARGOS, bleu=bleu, comet=comet, costly=base[1] in COSTLY)
    return None


def describe(known: Quality | None) -> str:
    """One honest line, also where nothing is known."""
    return str(known) if known else "quality not measured: read a page of drafts before you rely on them"
