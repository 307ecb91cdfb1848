"""Removal of entries that have been obsolete for long."""

from dataclasses import replace

import pytest

from tests.program import TemporaryProject
from workflow import catalogs
from workflow.extraction import Prunable, extract, prunable, prune
from workflow.project import load

ES = "locales/es/LC_MESSAGES/guide.po"
OTHER = "locales/es/LC_MESSAGES/other.po"
OLD, RECENT, TODAY = "2026-01-10", "2026-11-01", "2026-11-23"


@pytest.fixture
def book(project: TemporaryProject) -> TemporaryProject:
    """Of five texts one went in January, one in November; a tool left one without a date."""
    project.write("workflow.yaml", "title: A book\nsource_language: en\nlanguages: [es]\n")
    texts = ["One text stays.", "Another went long ago.", "A third went this month."]
    project.write("source/guide.md", "\n\n".join(texts))
    project.write("source/other.md", "Words of another document.")
    settings = load(project.root / "workflow.yaml")
    extract(settings, today=OLD)
    for name in (ES, OTHER):
        found = catalogs.read(project.root / name)
        entries = tuple(replace(entry, msgstr=(f"«{entry.msgid}»",)) for entry in found.entries)
        catalogs.write(replace(found, entries=entries), project.root / name)
    project.write("source/guide.md", "\n\n".join([texts[0], texts[2]]))
    extract(settings, today=OLD)
    project.write("source/guide.md", texts[0])
    extract(settings, today=RECENT)
    project.write(ES, project.read(ES) + '\n# seen by Ana\n#~ msgid "Nobody knows when."\n#~ msgstr "Nadie lo sabe."\n')
    return project


def plan(book: TemporaryProject, older_than: int | None) -> tuple[Prunable, ...]:
    return prunable(load(book.root / "workflow.yaml"), older_than=older_than, today=TODAY)


def obsolete(book: TemporaryProject) -> list[str]:
    return [entry.msgid for entry in catalogs.read(book.root / ES).entries if entry.obsolete]


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0, ["Another went long ago.", "A third went this month."]),
        (22, ["Another went long ago.", "A third went this month."]),
        (23, ["Another went long ago."]),
        (317, ["Another went long ago."]),
        (318, []),
    ],
)
def test_what_went_before_a_day(book: TemporaryProject, days: int, gone: list[str]) -> None:
    before = book.files()
    (one,) = plan(book, days)
    assert book.files() == before, "looking changes nothing"
    assert [entry.msgid for entry in one.texts] == gone
    assert (one.path, one.whole, one.undated) == (book.root / ES, False, 1)
    left = [text for text in obsolete(book) if text not in gone]
    prune(load(book.root / "workflow.yaml"), (one,), today=TODAY)
    assert obsolete(book) == left
    after = book.files()
    assert {name for name in before if after[name] != before[name]} == {ES}
    assert catalogs.read(book.root / ES).live[0].text == "«One text stays.»"


def test_what_has_no_date_counts_from_the_day_it_is_seen(book: TemporaryProject) -> None:
    prune(load(book.root / "workflow.yaml"), plan(book, 180), today=TODAY)
    entry = next(e for e in catalogs.read(book.root / ES).entries if e.msgid == "Nobody knows when.")
    assert entry.comments == ("seen by Ana", f"workflow-obsolete: {TODAY}")
    assert plan(book, 180) == ()
    later = prunable(load(book.root / "workflow.yaml"), older_than=180, today="2027-06-01")
    assert "Nobody knows when." in [text.msgid for text in later[0].texts]


def test_the_latest_date_counts(book: TemporaryProject) -> None:
    book.write(
        ES,
        book.read(ES).replace(
            f"# workflow-obsolete: {OLD}", f"# workflow-obsolete: {OLD}\n# workflow-obsolete: {RECENT}"
        ),
    )
    assert plan(book, 180)[0].texts == ()


def test_the_catalog_of_a_document_that_no_longer_exists(book: TemporaryProject) -> None:
    (book.root / "source" / "other.md").unlink()
    extract(load(book.root / "workflow.yaml"), today=RECENT)
    assert [one.path.name for one in plan(book, 180)] == ["guide.po"], "its texts went this month"
    (whole,) = plan(book, None)
    assert (whole.path, whole.whole) == (book.root / OTHER, True)
    assert next(one for one in plan(book, 10) if one.whole).path == book.root / OTHER
    assert prune(load(book.root / "workflow.yaml"), (whole,)).changed == (book.root / OTHER,)
    assert not (book.root / OTHER).exists()


@pytest.mark.parametrize("days", [None, 0])
def test_the_catalog_of_another_program_is_left_alone(book: TemporaryProject, days: int | None) -> None:
    text = '#: src/main.c:3\nmsgid "Open"\nmsgstr "Abrir"\n\n#~ msgid "Quit"\n#~ msgstr "Salir"\n'
    path = book.write("locales/es/LC_MESSAGES/program.po", text)
    assert path not in [one.path for one in plan(book, days)]


def test_entries_changed_meanwhile_stay(book: TemporaryProject) -> None:
    (book.root / "source" / "other.md").unlink()
    planned = (*plan(book, 0), *plan(book, None))
    for name in (ES, OTHER):
        book.write(name, book.read(name).replace("«", "<"))
    prune(load(book.root / "workflow.yaml"), planned, today=TODAY)
    assert (book.root / OTHER).exists()
    assert len(obsolete(book)) == 3


def test_at_the_command_line(book: TemporaryProject) -> None:
    before = book.files()
    shown = book.run("extract", "--prune", "--older-than", "0d", "--check")
    assert shown.code == 1
    assert f"{ES}: 2 entries no longer in the document:" in shown.out
    assert "Another went long ago." in shown.out
    assert book.files() == before
    assert "Another went long ago." in book.good("extract", "--prune", "--older-than", "0").out
    assert obsolete(book) == ["Nobody knows when."]
    assert "--older-than requires --prune" in book.run("extract", "--older-than", "3").err
    assert "not a number of days" in book.run("extract", "--prune", "--older-than", "soon").err


def test_where_removed_texts_live_on(book: TemporaryProject) -> None:
    """A document was renamed: its translations were taken over, and the list says so."""
    (book.root / "source/other.md").rename(book.root / "source/renamed.md")
    done = book.good("extract", "--prune").out
    assert "Removing: locales/es/LC_MESSAGES/other.po: its document no longer exists (1 entry)" in done
    assert "The translations of 1 entry live on in locales/es/LC_MESSAGES/renamed.po." in done


def test_removed_texts_that_live_nowhere(book: TemporaryProject) -> None:
    (book.root / "source/other.md").unlink()
    extract(load(book.root / "workflow.yaml"), today=RECENT)
    assert [one.lives_on for one in plan(book, None)] == [()]
