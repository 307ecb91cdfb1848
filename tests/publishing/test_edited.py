"""What readers get when the source of a finished translation is edited, by the whole program."""

from dataclasses import replace

import pytest

from tests.program import TemporaryProject
from workflow import catalogs
from workflow.catalogs.provenance import DraftComment, put_draft

OLD = "The libary has 4,200 books. Bring a card."
THEIRS = "La biblioteca tiene 4.200 libros. Traiga una tarjeta."
PO = "locales/es/LC_MESSAGES/index.po"


@pytest.fixture
def book(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A book\nsource_language: en\nlanguages: [es]\nengines: []\n")
    project.write("source/index.md", f"{OLD}\n")
    project.good("extract")
    catalog = catalogs.read(project.root / PO)
    entries = tuple(replace(entry, msgstr=(THEIRS,)) for entry in catalog.entries)
    catalogs.write(replace(catalog, entries=entries), project.root / PO)
    project.good("extract")
    return project


def page(book: TemporaryProject) -> str:
    book.good("publish")
    return (book.root / "editions/html/es/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("new", "said", "shown", "marked"),
    [
        (OLD.replace("libary", "library"), "cosmetic edit, translation kept", THEIRS, False),
        (OLD.replace("4,200", "5,100"), "facts exchanged", THEIRS.replace("4.200", "5.100"), False),
        (OLD.replace("Bring", "Do not bring"), "edited, old translation kept as fuzzy", THEIRS, True),
    ],
)
def test_readers_get_a_persons_words(book: TemporaryProject, new: str, said: str, shown: str, marked: bool) -> None:
    before = (book.root / PO).read_bytes()
    book.write("source/index.md", f"{new}\n")
    assert f"es: texts were edited\n  1 entry: {said}" in book.good("extract").out
    html = page(book)
    assert shown in html
    assert ('class="previous"' in html) is marked is ("previous-key" in html)
    catalog = catalogs.read(book.root / PO)
    repaired = tuple(
        e if e.obsolete else put_draft(e, "Palabras de máquina. Traiga una tarjeta.", DraftComment("argos", hash="1"))
        for e in catalog.entries
    )
    if marked:  # a machine's words never come between a person's
        catalogs.write(replace(catalog, entries=repaired), book.root / PO)
        html = page(book)
        assert THEIRS in html and "máquina" not in html
    book.write("source/index.md", f"{OLD}\n")
    book.good("extract")
    assert (book.root / PO).read_bytes() == before


def test_an_edited_text_that_a_person_confirms_is_translated(book: TemporaryProject) -> None:
    book.write("source/index.md", f"{OLD.replace('libary', 'library')}\n")
    book.good("extract")
    catalog = catalogs.read(book.root / PO)
    mine = tuple(e if e.obsolete else replace(e, flags=(), previous_msgid=None) for e in catalog.entries)
    catalogs.write(replace(catalog, entries=mine), book.root / PO)
    book.good("extract")
    assert [(e.text, e.flags, e.comments) for e in catalogs.read(book.root / PO).live] == [(THEIRS, (), ())]
