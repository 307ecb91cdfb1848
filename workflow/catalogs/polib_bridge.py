"""Convert catalogs from and to polib's classes, for code that uses those.

polib loses the file's layout, the order of comments, and comments on obsolete entries. Use it to exchange data
with other code, never to rewrite a file.
"""

from typing import TYPE_CHECKING

from workflow.model import Catalog, Entry

if TYPE_CHECKING:
    import polib

__all__ = ["from_polib", "to_polib"]


def to_polib(catalog: Catalog) -> "polib.POFile":
    """Return a new ``polib.POFile`` with the content of the catalog, without the layout of its file."""
    import polib

    file = polib.POFile(check_for_duplicates=False)
    header = catalog.header
    file.header = "\n".join(header.comments)
    file.metadata = dict(_fields(header.text))
    file.metadata_is_fuzzy = header.fuzzy
    file.extend(_to_entry(entry) for entry in catalog.entries)
    return file


def from_polib(file: "polib.POFile") -> Catalog:
    """Return a catalog with the content of a ``polib.POFile``. It is written in this program's own style."""
    comments = tuple(line.removeprefix(" ") for line in file.header.split("\n")) if file.header else ()
    text = "".join(f"{name}: {value}\n" for name, value in file.metadata.items())
    flags = ("fuzzy",) if file.metadata_is_fuzzy else ()
    return Catalog(
        entries=tuple(_from_entry(entry) for entry in file),
        header=Entry(msgid="", msgstr=(text,), comments=comments, flags=flags),
    )


def _fields(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            found.append((name, value.strip()))
    return found


def _to_entry(entry: Entry) -> "polib.POEntry":
    import polib

    plural = entry.msgid_plural is not None
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr="" if plural else entry.text,
        msgctxt=entry.context,
        msgid_plural=entry.msgid_plural or "",
        msgstr_plural=dict(enumerate(entry.msgstr)) if plural else {},
        obsolete=entry.obsolete,
        comment="\n".join(entry.extracted),
        tcomment="\n".join(entry.comments),
        occurrences=[_occurrence(name) for name in entry.locations],
        flags=list(entry.flags),
        previous_msgctxt=entry.previous_context,
        previous_msgid=entry.previous_msgid,
        previous_msgid_plural=entry.previous_plural,
        linenum=entry.line or None,
    )


def _occurrence(name: str) -> tuple[str, str]:
    path, colon, line = name.rpartition(":")
    return (path, line) if colon and line.isdigit() else (name, "")


def _from_entry(entry: "polib.POEntry") -> Entry:
    forms = entry.msgstr_plural
    # polib reads the indexes as numbers; other code may have made the entry with strings.
    texts = tuple(str(forms[key]) for key in sorted(forms, key=int)) if forms else (entry.msgstr,)
    return Entry(
        msgid=entry.msgid,
        msgstr=texts,
        context=entry.msgctxt,
        msgid_plural=entry.msgid_plural or None,
        flags=tuple(entry.flags),
        comments=tuple(entry.tcomment.split("\n")) if entry.tcomment else (),
        extracted=tuple(entry.comment.split("\n")) if entry.comment else (),
        locations=tuple(f"{path}:{line}" if line else path for path, line in entry.occurrences),
        previous_context=entry.previous_msgctxt,
        previous_msgid=entry.previous_msgid,
        previous_plural=entry.previous_msgid_plural,
        obsolete=bool(entry.obsolete),
        line=entry.linenum or 0,
    )
