"""Texts of a publication on a page: in their language and direction, with parts marked, and with no character that acts unseen."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow.errors import BadInput
from workflow.languages import language

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["LanguageText", "corrected", "in_language", "marked", "visible"]

_NOWHERE = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_ACTING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_NOWHERE}]")
"""Controls, characters that turn the direction of text, and what no HTML file may hold."""
_NO_BREAK = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽", "\n": "⏎\n", "\t": "→\t"})
_CARET = "‸"
"""It shows where something is missing."""


@dataclass(frozen=True, slots=True)
class LanguageText:
    """The attributes of an element whose text is in a language."""

    lang: str
    """A BCP 47 tag; empty if the language is not known."""
    dir: str
    """``ltr``, ``rtl`` or ``auto``."""
    name: str = ""
    """The English name of the language."""
    autonym: str = ""


def in_language(code: str | None) -> LanguageText:
    """Return the attributes for a gettext code; for None and codes that nobody knows, those of an unknown language."""
    try:
        known = language(code) if code else None
    except BadInput:
        known = None
    if known is None:
        return LanguageText("", "auto", code or "")
    return LanguageText(known.tag, known.direction, known.name, known.autonym)


def visible(text: str) -> str:
    """Write controls, turns of direction, and what HTML cannot hold as ``[U+202E]``."""
    return _ACTING.sub(lambda found: _named(found[0]), text)


def marked(text: str, span: tuple[int, int] | None) -> "Markup":
    """Return a text as HTML with a part in ``<mark>``: in it, spaces that do not break and invisible characters can be seen.

    An empty part is a caret. A part that the text does not have is not marked.
    """
    from markupsafe import Markup, escape

    if span is None or not 0 <= span[0] <= span[1] <= len(text):
        return escape(visible(text))
    start, end = span
    mark = Markup("<mark>{}</mark>").format(_seen(text[start:end]) or _CARET)
    return escape(visible(text[:start])) + mark + escape(visible(text[end:]))


def corrected(text: str, new: str) -> "Markup":
    """Return the correction of a text as HTML: what goes is in ``<del>``, what comes in ``<ins>``."""
    from markupsafe import Markup, escape

    start, most = 0, min(len(text), len(new))
    while start < most and text[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and text[-1 - end] == new[-1 - end]:
        end += 1
    # A number, and a sign that is made of several characters, are shown whole.
    while start and _is_within(text, new, start):
        start -= 1
    while end and text[-end].isdigit() and (text[-end - 1 : -end].isdigit() or new[-end - 1 : -end].isdigit()):
        end -= 1
    old, put = text[start : len(text) - end], new[start : len(new) - end]
    return (
        escape(visible(text[:start]))
        + (Markup("<del>{}</del>").format(_seen(old)) if old else Markup())
        + (Markup("<ins>{}</ins>").format(_seen(put)) if put else Markup())
        + escape(visible(text[len(text) - end :] if end else ""))
    )


def _is_within(text: str, new: str, at: int) -> bool:
    """Whether a change at a place would divide a number or a sign. Both texts are the same before it."""
    after = (text[at : at + 1], new[at : at + 1])
    return any(one and (unicodedata.combining(one) or (one.isdigit() and text[at - 1].isdigit())) for one in after)


def _seen(text: str) -> str:
    """A part with what cannot be seen in it written out."""
    return "".join(_named(sign) if _is_unseen(sign) else sign for sign in visible(text)).translate(_NO_BREAK)


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Zl", "Zp") or (
        unicodedata.category(sign) == "Zs" and sign not in " \u00a0\u202f\u3000"
    )


def _named(sign: str) -> str:
    return f"[U+{ord(sign):04X}]"
