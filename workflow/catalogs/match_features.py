"""What speaks for an old translation being that of a new text: likeness, kind, place and neighbours.

The figures here are judgements (issue 4 tunes them against known truth). They are chosen so that a reviewer is rather given
nothing than nonsense: a short text has to be nearly equal, a long one may have lost a third of its words where it stands between
the same neighbours as before.
"""

from dataclasses import dataclass

from workflow.model import Entry, Key, Kind

__all__ = ["Place", "kind_line", "kind_of", "place_of", "required", "windows"]

_RUNNING = {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.DEFINITION, Kind.FOOTNOTE, Kind.HTML, Kind.CAPTION}
_KINDS = {str(kind): kind for kind in Kind}
_PRECISE = 90.0
"""How alike texts of a few words have to be, in per cent."""
_LOOSE = 66.0
"""How alike two paragraphs have to be."""
_SHORT, _LONG = 16, 60
"""Characters: at most a few words; a paragraph. Between the two what is required falls evenly."""
_NEIGHBOUR = 4.0
"""How many per cent less is required for each neighbour that is the same as before …"""
_HEADING = 2.0
"""… and for the same heading path."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in its document, as far as it is known."""

    kind: Kind | None = None
    headings: str = ""
    before: Key | None = None
    after: Key | None = None


def kind_of(entry: Entry) -> tuple[Kind | None, str]:
    """Kind and heading path from the entry's ``#.`` line; None and nothing for entries of other programs."""
    line = kind_line(entry)
    if line is None:
        return None, ""
    name, _, headings = line.partition("|")
    return _KINDS[name.strip()], headings.strip()


def kind_line(entry: Entry) -> str | None:
    """The ``#.`` line that tells the entry's kind."""
    return next((line for line in entry.extracted if line.partition("|")[0].strip() in _KINDS), None)


def place_of(entry: Entry, before: Key | None = None, after: Key | None = None) -> Place:
    """The entry's place, with the keys of its neighbours where they are known."""
    kind, headings = kind_of(entry)
    return Place(kind, headings, before, after)


def required(old: str, new: str, there: Place, here: Place) -> float:
    """How alike two texts have to be (per cent of rapidfuzz's ``ratio``) for the old one's translation to be of use.

    More than 100 where it never is: a heading's translation is nothing for a table cell.
    """
    length = min(len(old), len(new))
    share = min(max((length - _SHORT) / (_LONG - _SHORT), 0.0), 1.0)
    needed = _PRECISE - share * (_PRECISE - _LOOSE)
    if there.kind is not None and here.kind is not None and there.kind != here.kind:
        both_running = there.kind in _RUNNING and here.kind in _RUNNING
        if not both_running:
            if length < _LONG or {there.kind, here.kind} == {Kind.HEADING, Kind.TABLE_CELL}:
                return 101.0
            needed = max(needed, 85.0)
    bonus = 0.0
    if there.before is not None and there.before == here.before:
        bonus += _NEIGHBOUR
    if there.after is not None and there.after == here.after:
        bonus += _NEIGHBOUR
    if there.headings and there.headings == here.headings:
        bonus += _HEADING
    return needed - bonus * (0.5 + share / 2)


def windows(length: int) -> tuple[int, int]:
    """The lengths of texts worth comparing with one of ``length`` characters: outside of them no ratio can be enough."""
    # ratio = 2·common / (a + b) ≤ 2·min / (a + b); the lowest that `required` ever asks for is 56 %.
    return int(length * 0.38), int(length * 2.6) + 1
