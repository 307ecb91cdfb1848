"""Conversion from and to polib's classes keeps the content."""

from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings

from tests.catalogs.examples import HEADER, catalogs
from tests.shared import SHARED, needs_shared
from workflow.catalogs import from_polib, parse, serialise, to_polib
from workflow.catalogs.headers import field
from workflow.model import Catalog, Entry

FILES = sorted((SHARED / "realworld" / "po").rglob("*.po"))


@settings(max_examples=40)
@given(catalogs())
def test_there_and_back(catalog: Catalog) -> None:
    # polib holds comments as one text, so that a single empty line is none.
    entries = tuple(
        replace(
            entry,
            comments=tuple(filter(None, entry.comments)),
            extracted=tuple(filter(None, entry.extracted)),
        )
        for entry in catalog.entries
    )
    again = from_polib(to_polib(replace(catalog, entries=entries)))
    assert again.entries == entries
    assert again.header.text == HEADER.text


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("path", FILES[::6], ids=lambda path: path.name)
def test_what_polib_reads_in_a_file_is_what_we_read(path: Path) -> None:
    ours = parse(path.read_bytes(), path)
    theirs = from_polib(polib.pofile(str(path), wrapwidth=0))
    assert field(theirs, "Plural-Forms") == field(ours, "Plural-Forms")
    by_key = {entry.key: entry for entry in theirs.entries}
    for entry in ours.entries:
        other = by_key[entry.key]
        assert (other.msgstr, other.fuzzy, other.obsolete) == (entry.msgstr, entry.fuzzy, entry.obsolete)
        assert (other.msgid_plural, other.previous_msgid) == (entry.msgid_plural, entry.previous_msgid)
        if not entry.obsolete:
            assert (other.comments, other.extracted, other.locations) == (
                entry.comments,
                entry.extracted,
                entry.locations,
            )


def test_a_file_made_with_polib_is_written_and_read() -> None:
    file = polib.POFile()
    file.metadata = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8"}
    file.append(
        polib.POEntry(msgid="Closed", msgstr="Cerrado", occurrences=[("a.md", "3"), ("b.md", "")], flags=["fuzzy"])
    )
    file.append(
        polib.POEntry(msgid="%d book", msgid_plural="%d books", msgstr_plural={"0": "%d libro", "1": "%d libros"})
    )
    catalog = parse(serialise(from_polib(file)))
    assert field(catalog, "Language") == "es"
    assert catalog.entries == (
        Entry(msgid="Closed", msgstr=("Cerrado",), locations=("a.md:3", "b.md"), flags=("fuzzy",)),
        Entry(msgid="%d book", msgid_plural="%d books", msgstr=("%d libro", "%d libros")),
    )
    assert polib.pofile(str(to_polib(catalog)))[0].msgstr == "Cerrado"
