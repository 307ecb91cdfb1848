"""The template of a document: its units as untranslated entries, with their ``#.`` lines.

The first ``#.`` lines of an entry are ``kind | heading › heading``, one for each occurrence of the text in the document.
"""

from collections.abc import Iterable
from functools import lru_cache

from workflow.catalogs.characters import unwritable
from workflow.model import Entry, Key, Kind, Unit

__all__ = ["kind_line", "kind_of", "template"]

_KINDS = {str(kind): kind for kind in Kind}


def template(units: Iterable[Unit], path: str = "", *, locations: str = "file") -> tuple[Entry, ...]:
    """Return the entries of a document, untranslated, in order. A text that occurs several times has one entry.

    ``#.`` has a line for each occurrence, then the notes. ``#:`` names the document (``path``) or, with ``locations="line"``, each
    line of it.
    """
    occurrences: dict[Key, list[Unit]] = {}
    for unit in units:
        occurrences.setdefault(unit.key, []).append(unit)
    entries = []
    for (context, msgid), found in occurrences.items():
        if not msgid or unwritable(msgid):
            continue  # gettext reserves the empty msgid for the header
        lines = [_where(unit) for unit in found]
        notes = [line for unit in found for line in unit.note.splitlines()]
        places = [f"{path}:{unit.line}" if locations == "line" else path for unit in found] if path else []
        entries.append(
            Entry(
                msgid=msgid,
                context=context,
                extracted=(*lines, *(_clean(note) for note in dict.fromkeys(notes) if note.strip())),
                locations=tuple(dict.fromkeys(places)),
            )
        )
    return tuple(entries)


def _where(unit: Unit) -> str:
    headings = " › ".join(text for part in unit.heading_path if (text := _clean(part)))
    return f"{unit.kind} | {headings}" if headings else str(unit.kind)


@lru_cache(maxsize=1024)  # all units of a section have the same headings
def _clean(text: str) -> str:
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def kind_of(entry: Entry) -> tuple[Kind | None, str]:
    """Return kind and heading path from the entry's ``#.`` line; None and an empty path for entries of other programs."""
    line = kind_line(entry)
    if line is None:
        return None, ""
    name, _, headings = line.partition("|")
    return _KINDS[name.strip()], headings.strip()


def kind_line(entry: Entry) -> str | None:
    """Return the first ``#.`` line that names a kind; None for entries of other programs."""
    return next((line for line in entry.extracted if line.partition("|")[0].strip() in _KINDS), None)
