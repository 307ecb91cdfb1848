"""Units and currencies that texts have and CLDR has not, with their names in some languages."""

from collections.abc import Iterator
from functools import cache

from workflow.languages import base_language

__all__ = ["more_names", "more_unit"]

_LANGUAGES = ("en", "es", "de", "fr")
_UNITS: dict[str, tuple[str, str, str, str]] = {
    # singular and plural in English, Spanish, German and French; with a slash, further plurals that are read, but not written
    "volume-cup": ("cup cups", "taza tazas", "Tasse Tassen", "tasse tasses"),
    "length-fathom": ("fathom fathoms", "braza brazas", "Faden Faden/fäden/fathoms", "brasse brasses"),
    "length-furlong": ("furlong furlongs", "furlong furlongs", "Furlong Furlongs", "furlong furlongs"),
    "length-micrometer": ("micron microns", "micra micras/micrones", "Mikrometer Mikrometer/mikron", "micron microns"),
    "mass-hundredweight": ("hundredweight hundredweight/hundredweights", "cwt cwt/quintal/quintales", "cwt cwt/zentner/zentnern", "cwt cwt/quintal/quintaux"),
    "digital-kibibyte": ("kibibyte kibibytes", "kibibyte kibibytes", "Kibibyte Kibibyte/kibibytes", "kibioctet kibioctets/kibibytes"),
    "digital-mebibyte": ("mebibyte mebibytes", "mebibyte mebibytes", "Mebibyte Mebibyte/mebibytes", "mébioctet mébioctets/mebibytes"),
    "digital-gibibyte": ("gibibyte gibibytes", "gibibyte gibibytes", "Gibibyte Gibibyte/gibibytes", "gibioctet gibioctets/gibibytes"),
    "duration-millennium": ("millennium millennia/millenniums", "milenio milenios", "Jahrtausend Jahrtausende/jahrtausenden", "millénaire millénaires"),
    "electric-ampere": ("amp amps", "amperio amperios", "Ampere Ampere", "ampère ampères"),
    "ILS": ("shekel shekels", "séquel séqueles/shekels/shékels", "Schekel Schekel", "shekel shekels"),
    "THB": ("baht baht/bahts", "baht bahts", "Baht Baht", "baht bahts"),
    "ZAR": ("rand rand/rands", "rand rands", "Rand Rand", "rand rands"),
    "guinea": ("guinea guineas", "guinea guineas", "Guinee Guineen/guineas", "guinée guinées"),
    "shilling": ("shilling shillings", "chelín chelines", "Schilling Schilling/schillinge/schillingen", "shilling shillings"),
    "dinar": ("dinar dinars", "dinar dinares", "Dinar Dinar/dinare/dinaren", "dinar dinars"),
    "dirham": ("dirham dirhams", "dírham dírhams/dirhams", "Dirham Dirham/dirhams", "dirham dirhams"),
    "riyal": ("riyal riyals", "riyal riyales/riales", "Riyal Riyal/rial/riyals", "riyal riyals/rials"),
}  # fmt: skip
"""By unit, as CLDR would call it: its names."""


def more_names(code: str) -> Iterator[tuple[str, str]]:
    """Yield the names of the units in the language ``code``, in lower case, each with its unit; those in English for other languages."""
    language = base_language(code)
    for unit, forms in _UNITS.items():
        for name in forms[_LANGUAGES.index(language) if language in _LANGUAGES else 0].replace("/", " ").split():
            yield name.casefold(), unit


@cache
def more_unit(unit: str, code: str) -> dict[str, str]:
    """Return the pattern of a unit by plural category (``one``, ``other``), as CLDR has them; empty for a unit or a language without."""
    language = base_language(code)
    if unit not in _UNITS or language not in _LANGUAGES:
        return {}
    one, several = _UNITS[unit][_LANGUAGES.index(language)].split("/")[0].split()
    return {"one": f"{{0}} {one}", "other": f"{{0}} {several}"}
