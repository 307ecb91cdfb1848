"""Years before and after Christ: ``220 BC``, ``AD 43``, as Spanish, German and French write them."""

import re
from collections.abc import Iterator

from workflow.languages import base_language

__all__ = ["era_edits", "lost_eras"]

_OURS = {
    "BC": re.compile(r"\d\s?(?:BCE?(?!\w)|B\.C\.)"),
    "AD": re.compile(r"(?<![\w.])A\.?D\.?\s[1-9]\d{0,2}(?![\d,.:/-]*\d)|(?<!\d)[1-9]\d{0,2}\s?AD(?!\w)"),
}
"""By era: how English writes it. Years of four digits need no ``AD``."""
_THEIRS = {
    "BC": re.compile(
        r"\bBCE?\b|B\.\s?C\.|\ba\.\s?(?:de\s)?(?:n\.|C|J|e\.)|\ban?tes de|\bAEC\b|\bA\.?C\b|\bvor\s(?:Chr|unser|der)|\bv\.\s?(?:Chr|u|d)|\bav(?:ant)?\.?\s"
    ),
    "AD": re.compile(
        r"\bA\.?D\b|\bA\.\s?D\.|\bCE\b|\bd\.\s?(?:de\s)?[CJ]|\bdespués de|\bde nuestra era|\bE\.?C\b|\be\.\s?c\.|\bn(?:ach)?\.?\s?Chr|\bn\.\s?u|\bunserer Zeit|"
        r"\bapr(?:ès)?\.?\s(?:J|notre)|\bde notre ère|\ba(?:ñ|n)o\s|\ban\s|\bJahre?\s"
    ),
}
"""By era: how Spanish, German and French say it, and how a machine may leave it. A year may be named as one instead."""
_FORMS = {
    "es": {"BC": "a.\u00a0C.", "AD": "d.\u00a0C."},
    "de": {"BC": "v.\u00a0Chr.", "AD": "n.\u00a0Chr."},
    "fr": {"BC": "av.\u00a0J.-C.", "AD": "apr.\u00a0J.-C."},
}
_COPIED = re.compile(
    r"(?<![\w.])(?P<elided>(?:[ldLD]|del?|du|le|el)['’]?\s?)?(?:AD|A\.D\.)\s(?P<after>[1-9]\d{0,3})(?![\d,.:/-]*\d)|(?<![\w.,])(?P<before>[1-9]\d{0,3})\s?(?P<era>B\.C\.|A\.D\.|BC(?!\w)|AD(?!\w))|(?<=[^\W\d_]\s)(?P<alone>BC)(?!\w)"
)
"""A year as English has it."""


def lost_eras(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[str]:
    """Yield the years of ``texts[0]``, English, whose era ``texts[1]`` does not say; none for a language whose words for eras are not known."""
    if base_language(codes[0]) != "en" or base_language(codes[1]) not in _FORMS:
        return
    for era, name in (("BC", "before"), ("AD", "after")):
        if era[0] in texts[0] and (found := _OURS[era].search(texts[0])) and not _THEIRS[era].search(texts[1]):
            yield f"{found[0]} is no longer {name} Christ"


def era_edits(texts: tuple[str, str], codes: tuple[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of ``texts[1]`` that write the eras it left in English as its language does: start, end, new text."""
    forms = _FORMS.get(base_language(codes[1]))
    if (
        forms is None
        or base_language(codes[0]) != "en"
        or not ("BC" in texts[1] or "AD" in texts[1] or "D." in texts[1])
    ):
        return
    for found in _COPIED.finditer(texts[1]):
        if found["alone"]:  # ``siècle BC``
            if "century BC" in texts[0] or "centuries BC" in texts[0]:
                yield *found.span(), forms["BC"][: -1 if texts[1].startswith(".", found.end()) else None]
            continue
        year = found["after"] or found["before"]
        if not re.search(rf"(?:AD|A\.D\.)\s?{year}(?!\d)|(?<!\d){year}\s?(?:BC|AD|B\.C|A\.D)", texts[0]):
            continue
        era = "AD" if found["after"] else "".join(sign for sign in found["era"] if sign.isalpha())
        elided = found["elided"] or ""
        lead = elided
        if elided.endswith(("'", "’")):  # ``l'AD 114``, ``d'AD 114``
            lead = f"{elided}an " if elided[0] in "lL" else f"{elided[0]}e l'an "
        new = f"{lead}{year}\u00a0{forms[era]}"
        yield *found.span(), new[:-1] if texts[1].startswith(".", found.end()) else new
