"""Where a sentence ends: rules for one place in a text, after a stop.

The rules follow those of the Unicode standard (UAX #29, sentence boundaries) and add what a list of words can decide. They know when they do
not know: the caller then asks a splitter for the language.
"""

import re
from dataclasses import dataclass

from workflow.segmentation.abbreviations import Words

__all__ = ["STOPS", "WIDE", "Place", "ends", "is_plain"]

_CLOSING = r"""(?:["'”’“«»›)\]}」』）】》〉*_†‡¹²³⁰⁴-⁹]|[ \u00a0\u202f]»|\[\d{1,3}\])*"""
STOPS = re.compile(rf"(?P<stop>[.!?…;‽⁇⁈⁉؟۔।॥։።៕\u037e。！？｡]++)(?P<closing>{_CLOSING}+)(?P<space>\s*+)")
"""A place where a sentence may end: a stop, closing marks and white space. Chinese and Japanese stops need no white space."""
WIDE = "。！？｡"
"""Stops that need no white space after them."""
_OPENING = re.compile(r"""["'“‘«„»‹(\[{¿¡「『（*_`:\s]*+(?:\d{1,3}\]\s+)?""")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d|[IVXLC]+\b|[^\W\d_](?![^\W_])|\(\d")
_ITEM = re.compile(r"(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]")
_FURTHER_INITIAL = re.compile(r"[^\W\d_]\.\s[^\W\d_]")
_INITIALS = re.compile(r"[^\W\d_](?:\.?[-–][^\W\d_])?\.|(?:[^\W\d_]{1,2}\.){2,}")
_PREFIX = re.compile(r"""\A[(\[{"'“‘«„¿¡]*(?:[^\W\d_A-Z]+-)?""")
"""Opening marks, and what is joined with a hyphen: ``non-U.S.``"""
_ORDINAL = re.compile(r"\W*(?:\d{1,3}|[IVX]{1,5})\.")
_UNIT = re.compile(r"\d[\s\u00a0]?(?:[munpkcdMGT]?(?:m|g|l|L|s|W|Wh|V|A|Hz|B|bit|Pa|J|N)|h|t|ha|px|K|°C|°F)[²³]?\.\Z")
_CAMEL = re.compile(r"[^\W\d_A-Z]{1,3}[A-Z]")
_FOLLOWS = re.compile(r"[,;)\]}»”…、，；：）」』%&=+/|<>~^]|:(?!\w)")
_MARKUP = re.compile("[*_`:]")
"""Before a name in code, the case of which says nothing: ``*offset*``, ``:meth:``."""
_PARTICLE = re.compile(r"と|って|など|、|(?:他|她|我|它|他们|她们|我们)?(?:问|問|说|說|道|答|喊|叫)")
_DASH = re.compile(r"[-–—]+(?P<space>\s*)(?=\w)")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LONGEST_UNKNOWN = 5
"""Characters, with its stop, of a word that is rather an abbreviation if a word in lower case follows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place after a stop."""

    before: str
    """The last characters of the sentence, up to its stop."""
    stop: str
    closing: str
    """Closing quotation marks and brackets."""
    after: str
    """The next characters, without white space."""
    opens: bool
    """Whether ``before`` is the whole sentence so far."""


def ends(place: Place, words: Words) -> bool | None:
    """Whether a sentence ends there; None if these rules do not know."""
    opening = _OPENING.match(place.after)
    after = place.after[opening.end() if opening else 0 :]
    if place.stop[-1] in WIDE:
        return not (place.closing and _PARTICLE.match(after))
    if _FOLLOWS.match(place.after) or (place.stop[0] == ";" and not words.questions):
        return False
    word = _WORD.match(after)
    first = word[0] if word else ""
    small = place.stop == "." and first in words.small and not place.closing
    if first[:1].islower() and not (
        small or (place.stop == "." and (_CAMEL.match(first) or _MARKUP.match(place.after)))
    ):
        return False
    starts = first.lower() in words.starters
    if place.stop != ".":
        return _after_mark(place, first, words, starts=starts)
    if not place.closing:
        return _after_full_stop(place, after, words, starts=starts)
    # A capital after “Go.” or (See above.)
    return True if first[:1].isupper() else None


def is_plain(before: str, words: Words) -> bool:
    """Whether a sentence of several words ends with one that is no abbreviation, and a stop: if a capital follows, ``ends`` is sure.

    ``before``: the sentence, up to its stop.
    """
    rest, _, last = before.rpartition(" ")
    word = last[:-1]
    if not (word[1:].islower() and word.isalpha()) or last in words.abbreviations or not words.starters:
        return False
    return rest[-1:] not in "." and not rest[-1:].isspace()


def _after_mark(place: Place, first: str, words: Words, *, starts: bool) -> bool | None:
    """After ``!``, ``?``, dots and the stops of other scripts."""
    dash = _DASH.match(place.after)
    if dash and (place.after[dash.end()].islower() or not dash["space"]):
        return place.after[dash.end()].isupper()
    if "".join(place.before.split()[-1:]) in words.names:
        return starts
    if place.stop.strip(".…") or not place.before[: -len(place.stop)].endswith(" "):
        return True if first[:1].isupper() or place.stop.strip(".…") else None
    return starts


def _after_full_stop(place: Place, after: str, words: Words, *, starts: bool) -> bool | None:
    token = place.before.split()[-1] if place.before.split() else ""
    if place.opens and _ITEM.fullmatch(token):
        return False  # the number of an item
    lists = words.lists(place.before, opens=place.opens)
    listed = _listed(lists, after, starts=starts)
    if listed is not None:
        return listed
    bare = _PREFIX.sub("", token)
    if _INITIALS.fullmatch(bare) and not (len(bare) == 2 and bare[0].isdigit()):
        return _after_initials(place, bare, after, words, starts=starts)
    if words.ordinals and _ORDINAL.fullmatch(token):
        return starts or (_is_number_of(place, words) and after[:1].isupper())
    if _UNIT.search("".join(place.before.split()[-2:])) and after[:1].isupper():
        return True
    if "." in bare[:-1] and _WORD.match(after):
        return True  # a file name, an address, a version
    # “pip was not found”: a shorter word before it may be an abbreviation that no list has.
    word = _WORD.match(after)
    begins = after[:1].isupper() or (len(bare) > _LONGEST_UNKNOWN and word is not None and word[0] in words.small)
    return True if words.starters and begins else None


def _listed(lists: frozenset[str], after: str, *, starts: bool) -> bool | None:
    """The verdict of the lists of abbreviations."""
    if "never" in lists or ("number" in lists and _NUMBER.match(after)):
        return False
    if "end" in lists:
        return after[:1].isupper()
    return starts if "either" in lists else None


def _after_initials(place: Place, initials: str, after: str, words: Words, *, starts: bool) -> bool | None:
    """After ``U.S.``, ``p.m.``, ``J.`` or ``option A.``"""
    if not words.starters and not initials[0].isupper() and initials[0].lower() != initials[0].upper():
        return None
    if len(initials) == 2 and "".join(place.before.split()[-2:-1]).lower() in words.labels:
        return True
    return starts and not _INITIAL.match(_OPENING.sub("", place.after, count=1))


def _is_number_of(place: Place, words: Words) -> bool:
    """Whether the number before a stop counts nothing: ``Nr. 5.``, ``Version 2.``"""
    before = "".join(place.before.split()[-2:-1])
    return before.lower() in words.labels or "number" in words.abbreviations.get(before, ())
