"""What a document's units are in a catalog: its entries, still untranslated."""

from collections.abc import Iterable
from functools import lru_cache

from workflow.model import Entry, Key, Unit

__all__ = ["template"]


def template(units: Iterable[Unit], path: str = "", *, locations: str = "file") -> tuple[Entry, ...]:
    """The entries of a document, untranslated, in order: a text that occurs several times once.

    ``#.`` has a line for each occurrence, then the notes; ``#:`` names the document, with ``locations="line"`` each line.
    """
    occurrences: dict[Key, list[Unit]] = {}
    for unit in units:
        occurrences.setdefault(unit.key, []).append(unit)
    entries = []
    for (context, msgid), found in occurrences.items():
        if not msgid or "\0" in msgid or "\x04" in msgid:
            continue  # gettext keeps the empty msgid for the header, and these two characters for itself
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
