"""References by number: pages, eras before Christ, and Roman numerals, which a translation keeps in its own form."""

import re
from collections.abc import Iterator
from functools import cache

from workflow.languages import base_language
from workflow.quantities.eras import lost_eras
from workflow.quantities.words import number_words, roman
from workflow.word_filters import TextFilter

__all__ = ["NUMBER_SIGN", "NUMBER_SIGNS", "has_numerals", "lost_codes", "lost_references", "number_sign_edits"]

_LABELS = {
    "page": r"pp?\.|p[áa]gs?\b|p[áa]ginas?\b|s\.|ss?\.|seiten?\b|pages?\b",
    "chapter": r"ch\b|chap|cap[íi]t|cap\.|kap",
    "section": r"sec|abschnitt|absatz|ziffer|paragra|§|teil|sekt|apartado|epígrafe|art[íi]c|partie|rubrique|punkt|kapitel",
    "figure": r"fig|ilustraci|gráfic|imagen|abb|bild|grafik|illustration|graphi|schéma",
    "table": r"tab|cuadro",
    "room": r"room|sala|sal[óo]n|habitaci|cuarto|aula|despacho|oficina|estancia|zimmer|r[aä]um|saal|büro|salle|chambre|pièce|bureau|local",
    "grade": r"grad|curso|año|nivel|clase|klasse|stufe|schulj|niveau|classe|année|degré|cours",
    "row": r"row|fila|hilera|reihe|zeile|rang|ligne",
    "seat": r"asiento|butaca|plaza|sitz|pl[aä]tz|siège|place",
    "gate": r"gate|puerta|flugsteig|tor|ausgang|porte",
    "platform": r"andén|vía|plata|plat|gleis|bahnsteig|quai|voie",
    "line": r"l[ií]n|renglón|zeile|ligne|reihe",
    "volume": r"vol|tomo|tome|band|bd|bänd",
}  # fmt: skip
"""By English word before the number of a thing: how its counterparts begin, in all of Spanish, German and French."""
_LABEL = re.compile(rf"(?<![\w.])(?:pp?\.\s?|(?:{'|'.join(_LABELS)})s?\s)(?=\d)", re.IGNORECASE)
_ROMAN = re.compile(r"(?<![\w.-])([A-Z][a-z]+)\s(X{0,3}(?:IX|IV|V?I{2,3}|VI|V)|X{1,3}I?)(?!['’](?!s\b)\w|[\w.-]*\w)")
"""A numeral after a name. ``I``, ``V`` and ``X`` alone are too often letters."""
_NUMERAL = re.compile(r"(?:[IVX]{2,}|[VX])(?!\w)")
_WITH_NUMERAL = TextFilter(lambda run: _NUMERAL.match(run) is not None)


def has_numerals(text: str) -> bool:
    """Whether a text has a Roman numeral after a name."""
    return ("I" in text or "X" in text) and _WITH_NUMERAL.finds(text) and _ROMAN.search(text) is not None


def lost_references(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[str]:
    """Yield what ``texts[1]`` lost of the pages, eras and Roman numerals of ``texts[0]``, in English and a language whose words for them are known."""
    if base_language(codes[0]) != "en" or base_language(codes[1]) not in ("es", "de", "fr"):
        return
    source, target = texts
    for label in _LABEL.finditer(source):
        name = "page" if label[0][1:2] in ".p" else label[0].strip().casefold().removesuffix("s")
        if not _counterpart(name).search(target):
            yield f"{label[0].strip()} is no longer a {name}"
            break
    yield from lost_eras(texts, codes)
    for found in _ROMAN.finditer(source):
        number = _value(found[2])
        if len(found[2]) > 1 and number and not _has(target, number, found[2], codes[1]):
            yield f"the numeral {found[2]} is missing"


def _has(target: str, number: int, numeral: str, code: str) -> bool:
    if re.search(rf"(?<!\w)(?:{numeral}|{number})(?=(?:er?|re|[eè]me|nd|ten?|[ºªs])?(?!\w))", target):
        return True
    stems = tuple(word for word, value in number_words(code).items() if value == str(number))
    return any(word.startswith(stems) for word in target.casefold().split())


_CODE = re.compile(
    r"(?<![\w./-])(?=[\w/-]*[A-Z])(?!\d+E-\d+(?!\w))(?=(?:[A-Z/-]*\d){3})[A-Z\d]+(?:[-/][A-Z\d]+)+(?![\w/-]|\.\w)"
)
"""A code of capital letters and digits, such as the number of an order: ``00-4471-B``."""


NUMBER_SIGN = r"\b[Nn]o\."
"""A pattern for what English texts have before the number of a thing: ``serial no. 00123``."""
_NUMBER_SIGN = re.compile(rf"{NUMBER_SIGN}\s(?=\d)")
_WRONG_SIGN = re.compile(r"(?<!\w)(?:no|non|nein|keine?|nicht|pas)\.\s?(?=\d)", re.IGNORECASE)
NUMBER_SIGNS = {"es": "n.º\u00a0", "de": "Nr.\u00a0", "fr": "n°\u00a0"}
"""By language: what stands before the number of a thing."""


def number_sign_edits(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of ``texts[1]`` that put ``no. 9`` right where a model read the word *no*: start, end, new text."""
    sign = NUMBER_SIGNS.get(base_language(codes[1]))
    if sign is None or base_language(codes[0]) != "en" or not _NUMBER_SIGN.search(texts[0]):
        return
    for found in _WRONG_SIGN.finditer(texts[1]):
        yield *found.span(), sign[0].upper() + sign[1:] if found[0][0].isupper() else sign


def lost_codes(texts: tuple[str, str]) -> Iterator[str]:
    """Yield the codes of ``texts[0]`` that are not in ``texts[1]``."""
    if "-" in texts[0] or "/" in texts[0]:
        for code in dict.fromkeys(_CODE.findall(texts[0])):
            if not re.search(rf"(?<![^\W_]){re.escape(code)}(?![A-Z\d])", texts[1]):
                yield f"the code {code} is changed or missing"


@cache
def _counterpart(name: str) -> re.Pattern[str]:
    """A word that begins, or as a German compound ends, with what stands for a label. ``s.`` ends many words."""
    inside = "" if name == "page" else r"\w*?"
    return re.compile(rf"(?<![^\W_]){inside}(?:{_LABELS[name]})", re.IGNORECASE)


@cache
def _value(numeral: str) -> int:
    return next((number for number in range(2, 40) if roman(number) == numeral), 0)
