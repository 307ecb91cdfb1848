"""How many plural forms a text has: as many as the header of its catalog says."""

import re
from dataclasses import replace

from workflow.catalogs.headers import field
from workflow.catalogs.provenance import keep_text
from workflow.model import Catalog, Entry

__all__ = ["count", "fitted"]

_COUNT = re.compile(r"\bnplurals\s*=\s*(\d+)")


def count(catalog: Catalog) -> int | None:
    """How many plural forms the header asks for; None where it says nothing."""
    found = _COUNT.search(field(catalog, "Plural-Forms"))
    return int(found[1]) if found and 0 < int(found[1]) < 10 else None


def fitted(entry: Entry, wanted: int | None) -> Entry:
    """The entry with as many forms as its language has: missing ones are empty, and where one that has words is one too
    many, the entry is fuzzy and ``workflow-was`` keeps them all.
    """
    if entry.msgid_plural is None or wanted is None or len(entry.msgstr) == wanted:
        return entry
    forms = (*entry.msgstr, *[""] * wanted)[:wanted]
    if any(entry.msgstr[wanted:]):
        entry = keep_text(entry)
        entry = entry if entry.fuzzy else replace(entry, flags=("fuzzy", *entry.flags))
    return replace(entry, msgstr=forms)
