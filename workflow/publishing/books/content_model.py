"""What XHTML allows in a book: attributes with their values, and which element may be in which.

Sanitised HTML has no more than harmless elements, but authors may nest them as they like, and browsers put up with it. Readers of
EPUB do not: EPUBCheck holds every page to the grammar of HTML (https://html.spec.whatwg.org/multipage/dom.html#content-models).
"""

import re
from collections.abc import Callable, Mapping

__all__ = ["ONLY_PHRASING", "PARTS", "PHRASING", "RENAMED", "TRANSPARENT", "allowed_attributes", "is_known"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


TRANSPARENT = _names("a ins del")
"""Elements that may hold what the element around them may hold."""
PHRASING = TRANSPARENT | _names(
    """
    abbr audio b bdi bdo br cite code data dfn em i img kbd mark math q ruby s samp small span strong sub sup time u var
    video wbr
    """
)
"""Elements that may stand within a line."""
_BLOCKS = _names("aside blockquote div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul")
ONLY_PHRASING = (PHRASING - TRANSPARENT - _names("audio video")) | _names("p h1 h2 h3 h4 h5 h6 pre dt th caption")
"""Elements that hold nothing but a line."""
PARTS: Mapping[str, frozenset[str]] = {
    "li": _names("ul ol"),
    "dt": _names("dl"),
    "dd": _names("dl"),
    "figcaption": _names("figure"),
    "caption": _names("table"),
    "colgroup": _names("table"),
    "thead": _names("table"),
    "tbody": _names("table"),
    "tfoot": _names("table"),
    "tr": _names("thead tbody tfoot"),
    "td": _names("tr"),
    "th": _names("tr"),
    "col": _names("colgroup"),
    "rt": _names("ruby"),
    "source": _names("audio video"),
    "track": _names("audio video"),
}
"""Elements that are parts of others, and of which."""
RENAMED: Mapping[str, tuple[str, str]] = {
    "address": ("div", "address"),
    "article": ("div", ""),
    "details": ("div", "details"),  # many readers cannot open one, and paper never can
    "footer": ("div", ""),
    "header": ("div", ""),
    "hgroup": ("div", ""),
    "strike": ("s", ""),
    "summary": ("p", "summary"),
    "tt": ("code", ""),
}
"""Elements that become others, with a class: obsolete ones, and those with rules of their own."""

Values = Callable[[str], bool]


def _one_of(listed: str) -> Values:
    return _names(listed).__contains__


def _matches(pattern: str) -> Values:
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def _any(value: str) -> bool:
    return True


_NUMBER = _matches("-?[0-9]{1,9}")
_COUNT = _matches("[1-9][0-9]{0,2}")
_PIXELS = _matches("[0-9]{1,5}")
_LANGUAGE = _matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,3})?)?"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DATE = _matches(rf"{_DAY}([T ]{_TIME}(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?|[0-9]{{4}}(-(0[1-9]|1[0-2]))?|{_TIME}")

_EVERYWHERE: Mapping[str, Values] = {
    "id": _any,
    "class": _matches(r"\s*\S.*"),
    "lang": _LANGUAGE,
    "xml:lang": _LANGUAGE,
    "dir": _one_of("ltr rtl auto"),
    "title": _any,
    "translate": _one_of("yes no"),
    "hidden": _any,
    "aria-label": _matches(r"(?s)\s*\S.*"),
    "aria-hidden": _one_of("true false"),
    "data-state": _any,
}
_OWN: Mapping[str, Mapping[str, Values]] = {
    "a": {"href": _any, "hreflang": _LANGUAGE, "role": _one_of("doc-noteref doc-backlink")},
    "audio": {"src": _any, "controls": _any, "loop": _any, "muted": _any, "preload": _one_of("none metadata auto")},
    "col": {"span": _COUNT},
    "colgroup": {"span": _COUNT},
    "data": {"value": _any},
    "del": {"datetime": _matches(_DAY)},
    "img": {"src": _any, "alt": _any, "width": _PIXELS, "height": _PIXELS},
    "ins": {"datetime": _matches(_DAY)},
    "li": {"value": _NUMBER},
    "ol": {"start": _NUMBER, "reversed": _any, "type": _one_of("1 a A i I")},
    "section": {"role": _one_of("doc-endnotes")},
    "source": {"src": _any},
    "td": {"colspan": _COUNT, "rowspan": _COUNT},
    "th": {"colspan": _COUNT, "rowspan": _COUNT, "scope": _one_of("row col rowgroup colgroup")},
    "time": {"datetime": _DATE},
    "track": {
        "src": _any,
        "kind": _one_of("subtitles captions descriptions chapters metadata"),
        "srclang": _LANGUAGE,
        "label": _matches(r"(?s)\s*\S.*"),
        "default": _any,
    },
    "video": {
        "src": _any,
        "poster": _any,
        "controls": _any,
        "loop": _any,
        "muted": _any,
        "preload": _one_of("none metadata auto"),
        "width": _PIXELS,
        "height": _PIXELS,
    },
}
_BOOLEAN = _names("controls default hidden loop muted reversed")
_ALIGNMENTS = _names("left right center justify")


def is_known(name: str) -> bool:
    """Whether an element may be in a book at all."""
    return name in PHRASING or name in _BLOCKS or name in PARTS


def allowed_attributes(name: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that an element keeps. ``align`` becomes a class, ``lang`` is written for XML too."""
    own = _OWN.get(name, {})
    kept = {}
    for key, value in given.items():
        allowed = own.get(key) or _EVERYWHERE.get(key)
        if allowed is not None and allowed(value):
            kept[key] = key if key in _BOOLEAN else value
    if given.get("align", "").lower() in _ALIGNMENTS:
        kept["class"] = f"{kept.get('class', '')} {given['align'].lower()}".strip()
    if "lang" in kept:
        kept["xml:lang"] = kept["lang"]
    return kept
