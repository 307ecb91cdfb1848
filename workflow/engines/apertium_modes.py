"""Apertium's modes by the languages that they translate, and Debian's packages that have them.

A mode is named by its languages, in two or three letters: ``en-gl``, ``eng-spa``. A variant follows its language: ``eng-cat_valencia``.
"""

from workflow.languages import match_rank

__all__ = ["debian_package", "mode_rank"]

# Apertium's codes that differ from gettext's by more than their length. ``hbs`` is all of Serbo-Croatian, in Latin script; its own mode
# writes as Croatian does.
_CODES = {
    "hbs": ("hr", "bs", "sr_Latn"),
    "hbs_BS": ("bs",),
    "hbs_HR": ("hr",),
    "hbs_SR": ("sr_Latn",),
    "nor": ("nb", "no"),
    "zlm": ("ms",),
}
# Debian's packages of language data, as the packages of Debian 12 have them: those that translate in both directions,
_BOTH_WAYS = (
    "afr-nld arg-cat bel-rus cat-ita dan-nor eng-cat eng-spa fra-cat hbs-eng hbs-mkd hbs-slv ind-zlm isl-swe "
    "mkd-bul nno-nob oci-fra por-cat rus-ukr spa-arg spa-cat spa-ita swe-dan swe-nor "
    "en-gl eo-en es-gl es-pt es-ro fr-es oc-ca oc-es pt-gl"
)
# and the others, each with its direction.
_ONE_WAY = {
    "br-fr": "br-fr",
    "cat-srd": "cat-srd",
    "eo-ca": "ca-eo",
    "eo-es": "es-eo",
    "eo-fr": "fr-eo",
    "eu-en": "eu-en",
    "eu-es": "eu-es",
    "isl-eng": "isl-eng",
    "mkd-eng": "mkd-eng",
    "spa-ast": "spa-ast",
}
_GENERAL = 1
"""The highest rank of ``match_rank`` that a mode may have: it is for the very language, or for the one of which that is a variant."""


def mode_rank(mode: str, source: str, target: str) -> int | None:
    """Return how well a mode serves a pair of languages (gettext codes), 0 being best; None if it does not."""
    of, _, to = mode.partition("-")
    ranks = _rank(of, source), _rank(to, target)
    return None if None in ranks else sum(rank or 0 for rank in ranks)


def debian_package(source: str, target: str) -> str:
    """Return the name of Debian's package that translates a pair of languages (gettext codes); empty if there is none."""
    modes: dict[str, tuple[str, ...]] = {
        name: (name, "-".join(reversed(name.split("-")))) for name in _BOTH_WAYS.split()
    }
    modes |= {name: (mode,) for name, mode in _ONE_WAY.items()}
    found = (name for name, ways in modes.items() for way in ways if mode_rank(way, source, target) is not None)
    return next((f"apertium-{name}" for name in found), "")


def _rank(name: str, wanted: str) -> int | None:
    """How well a language of a mode serves another one; a code for several languages less than that of the very one."""
    codes = _codes(name)
    several = len(codes) > 1
    ranks = [match_rank(code, wanted) for code in codes]
    return min((place + rank + several for place, rank in enumerate(ranks) if rank in (0, _GENERAL)), default=None)


def _codes(name: str) -> tuple[str, ...]:
    """The gettext codes for one of Apertium's: ``spa`` → ``es``, ``eng_US`` → ``en_US``, ``cat_valencia`` → ``ca@valencia``."""
    from babel.core import get_global

    if name in _CODES:
        return _CODES[name]
    base, _, variant = name.partition("_")
    short = str(get_global("language_aliases").get(base, base))
    return (f"{short}{'_' if variant.isupper() else '@'}{variant}" if variant else short,)
