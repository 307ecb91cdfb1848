"""How many characters a translation has for each of its source, by language.

The figures are for translations from English, of sentences with 40 characters or more. Those of Spanish, German and French are medians of the
development sets. Most others are medians of catalogs of free programs, which have more names and code than prose; for Arabic, Hebrew,
Thai, Italian, Romanian, Czech and a few more, they are estimates.
"""

from functools import lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.languages import base_language

__all__ = ["typical_ratio"]

_BY_LANGUAGE = {
    "en": 1.0, "es": 1.18, "fr": 1.18, "de": 1.16, "ca": 1.18, "gl": 1.18, "el": 1.22, "it": 1.15, "ro": 1.13, "pt": 1.1, "nl": 1.09,
    "da": 1.02, "sv": 1.04, "nb": 1.0, "fa": 1.0, "ur": 1.0, "sk": 1.02, "cs": 1.0, "hr": 1.0,
}  # fmt: skip
_BY_SCRIPT = {
    "Arab": 0.85,
    "Hebr": 0.75,
    "Thai": 0.9,
    "Laoo": 0.95,
    "Ethi": 0.65,
    "Jpan": 0.45,
    "Kore": 0.5,
    "Hans": 0.33,
    "Hant": 0.33,
}
_OTHERWISE = 1.08


def _characters(code: str, script: str) -> float:
    """The characters for each of an English text."""
    return _BY_LANGUAGE.get(base_language(code)) or _BY_SCRIPT.get(script, _OTHERWISE)


@lru_cache(maxsize=256)
def typical_ratio(pair: LanguagePair) -> float:
    """Return the usual length of a translation, divided by that of its source."""
    return _characters(pair.target, pair.target_script) / _characters(pair.source, pair.source_script)
