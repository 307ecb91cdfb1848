"""extract: from documents to templates and catalogs, whatever happens to the documents."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.faults import killed_at
from tests.gettext import accepts, msgcat, needs_gettext
from tests.program import TemporaryProject
from tests.shared import SHARED, needs_shared
from workflow import catalogs
from workflow.catalogs import Changes
from workflow.errors import BadInput, FileProblem
from workflow.extraction import Extraction, extract, prunable, prune
from workflow.model import Catalog, Observer, Selection
from workflow.project import Project, load

TODAY = "2026-11-23"
GUIDE = """---
title: A guide
---

# Opening hours

The library opens at ten every day but Sunday.

| Day | Hours |
|-----|-------|
| Monday | ten to six |
| Tuesday | ten to six |

Who comes late finds the side door in the lane behind the mill, where a bell
calls whoever is on duty, even at night.

## Fees

Children under twelve borrow books without paying.

The library opens at ten every day but Sunday.
"""
REPORT = "# News\n\nThe northern harbour is closed for repairs until the end of May.\n"


@pytest.fixture
def book(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A book\nsource_language: en\nlanguages: [es, ar]\n")
    project.write("source/guide.md", GUIDE)
    project.write("source/news/report.md", REPORT)
    return project


def run(book: TemporaryProject, **options: object) -> Extraction:
    return extract(opened(book), today=TODAY, **options)  # type: ignore[arg-type]


def opened(book: TemporaryProject) -> Project:
    return load(book.root / "workflow.yaml")


def catalog(book: TemporaryProject, place: str, language: str = "es") -> Catalog:
    return catalogs.read(path(book, place, language))


def path(book: TemporaryProject, place: str, language: str = "es") -> Path:
    return book.root / "locales" / language / "LC_MESSAGES" / f"{place}.po"


def translate(book: TemporaryProject, place: str, language: str = "es") -> None:
    """A person translates everything."""
    found = catalog(book, place, language)
    entries = tuple(e if e.obsolete else replace(e, msgstr=(f"«{e.msgid}»",), flags=()) for e in found.entries)
    catalogs.write(replace(found, entries=entries), path(book, place, language))


def texts(found: Catalog) -> list[tuple[str, str]]:
    return [(entry.msgid, entry.text) for entry in found.live]


def test_an_empty_file_gets_a_header_as_well(book: TemporaryProject) -> None:
    run(book)
    whole = path(book, "guide").read_bytes()
    path(book, "guide").write_bytes(b"\n")
    assert run(book).written == (path(book, "guide"),)
    assert path(book, "guide").read_bytes() == whole


def test_every_document_gets_a_template_and_a_catalog_for_each_language(book: TemporaryProject) -> None:
    report = run(book)
    assert set(book.files()) == {
        "workflow.yaml",
        "source/guide.md",
        "source/news/report.md",
        "locales/templates/guide.pot",
        "locales/templates/news/report.pot",
        "locales/es/LC_MESSAGES/guide.po",
        "locales/es/LC_MESSAGES/news/report.po",
        "locales/ar/LC_MESSAGES/guide.po",
        "locales/ar/LC_MESSAGES/news/report.po",
    }
    assert len(report.written) == 6
    assert (report.documents, report.parsed) == (2, 2)
    assert list(report.changes) == ["es", "ar"]
    assert report.changes["es"] == Changes(new=len(catalog(book, "guide").live) + 2)
    found = catalog(book, "guide")
    assert [e.msgid for e in found.live][:3] == [
        "A guide",
        "Opening hours",
        "The library opens at ten every day but Sunday.",
    ]
    assert found.live[2].extracted == ("paragraph | Opening hours", "paragraph | Opening hours › Fees")
    assert found.live[2].locations == ("guide.md",)
    assert "nplurals=6" in catalog(book, "guide", "ar").header.text


@needs_gettext
def test_gettext_accepts_every_file_and_has_nothing_to_add(book: TemporaryProject) -> None:
    run(book)
    for name, data in book.files().items():
        if name.endswith((".po", ".pot")):
            assert accepts(data) == accepts(data, "--use-fuzzy") == "", name
            assert msgcat(data) == data, name


def test_a_second_run_reads_nothing_and_writes_nothing(book: TemporaryProject) -> None:
    run(book)
    before = {name: (book.root / name).stat().st_mtime_ns for name in book.files()}
    again = run(book)
    assert (again.parsed, again.written, again.changes) == (0, (), {})
    assert {name: (book.root / name).stat().st_mtime_ns for name in book.files()} == before


def test_the_record_of_the_last_run_can_be_deleted(book: TemporaryProject) -> None:
    run(book)
    before = book.files()
    (book.root / ".workflow" / "extraction.json").unlink()
    again = run(book)
    assert (again.parsed, again.written) == (2, ())
    assert book.files() == before


@pytest.mark.parametrize("nonsense", [b"", b"null", b"{}", b'{"key": 1, "files": []}', b"\xff", b'{"files": {"a": 1}}'])
def test_a_broken_record_is_none(book: TemporaryProject, nonsense: bytes) -> None:
    run(book)
    (book.root / ".workflow" / "extraction.json").write_bytes(nonsense)
    assert run(book).parsed == 2


def test_only_what_changed_is_read(book: TemporaryProject) -> None:
    run(book)
    book.write("source/guide.md", GUIDE.replace("ten every day", "nine every day"))
    again = run(book)
    assert again.parsed == 1
    assert {file.name for file in again.written} == {"guide.pot", "guide.po"}
    translate(book, "guide")
    assert (run(book).parsed, run(book).parsed) == (1, 0), "a catalog that somebody changed is looked at, once"


def test_an_edit_within_the_same_second_is_seen(book: TemporaryProject) -> None:
    run(book)
    file = book.root / "source" / "guide.md"
    times = file.stat()
    book.write("source/guide.md", GUIDE.replace("Monday", "Friday"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert run(book).parsed == 1


@pytest.mark.parametrize("line", ["locations: line\n", "front_matter: [nothing]\n", "documents: [guide.md]\n"])
def test_changed_settings_are_seen(book: TemporaryProject, line: str) -> None:
    run(book)
    book.write("workflow.yaml", book.read("workflow.yaml") + line)
    assert run(book).changed
    assert not run(book).changed


def test_a_new_language(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    before = book.files()
    book.write("workflow.yaml", book.read("workflow.yaml").replace("[es, ar]", "[es, ar, uk]"))
    assert next(file.parent.parent.name for file in run(book).written) == "uk"
    after = book.files()
    assert {name: after[name] for name in before if name != "workflow.yaml"} == {
        name: data for name, data in before.items() if name != "workflow.yaml"
    }


def test_one_language_at_a_time_forgets_no_other(book: TemporaryProject) -> None:
    run(book)
    book.write("source/guide.md", GUIDE.replace("Fees", "Prices"))
    run(book, selection=Selection(languages=("es",)))
    assert "Prices" not in dict(texts(catalog(book, "guide", "ar")))
    assert run(book).parsed == 1
    assert "Prices" in dict(texts(catalog(book, "guide", "ar")))


def test_one_document_at_a_time(book: TemporaryProject) -> None:
    assert {file.stem for file in run(book, selection=Selection(documents=("news/*",))).written} == {"report"}
    with pytest.raises(BadInput, match='no document "gide"'):
        run(book, selection=Selection(documents=("gide",)))
    with pytest.raises(BadInput, match='no language "xx"'):
        run(book, selection=Selection(languages=("xx",)))


def test_files_that_a_loss_of_power_left_empty_are_made_again(book: TemporaryProject) -> None:
    """New files are not flushed to the disk: all that is in them is in the documents."""
    made = run(book).written
    before = {file: file.read_bytes() for file in made}
    for file in made:
        file.write_bytes(b"")
    report = run(book)
    assert report.problems == () and set(report.written) == set(made)
    assert {file: file.read_bytes() for file in made} == before


@pytest.mark.skipif(sys.platform != "linux", reason="workers are for Linux alone")
def test_one_processor_or_several_make_the_same_bytes(book: TemporaryProject) -> None:
    for number in range(250):
        book.write(f"source/many/{number}.md", GUIDE.replace("library", f"library {number}"))
    (book.root / "source" / "many" / "240.md").write_bytes(b"\xff")
    found = []
    for processors in ({min(os.sched_getaffinity(0))}, os.sched_getaffinity(0)):
        done = subprocess.run(
            [sys.executable, "-m", "workflow", "extract", "--quiet"],
            cwd=book.root,
            preexec_fn=partial(os.sched_setaffinity, 0, processors),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2 and "240.md:1: byte 0xff is not UTF-8" in done.stderr
        found.append({file.relative_to(book.root): file.read_bytes() for file in book.root.glob("locales/**/*.po*")})
        shutil.rmtree(book.root / "locales")
        shutil.rmtree(book.root / ".workflow")
    assert found[0] == found[1] and len(found[0]) == 3 * 251


def test_progress_is_reported(book: TemporaryProject) -> None:
    seen: list[tuple[int, int, str]] = []
    run(book, observer=Observer(lambda done, total, what: seen.append((done, total, what))))
    assert (0, 2, "guide.md") in seen
    assert seen[-1][:2] == (2, 2)


# What happens to documents


def test_an_edited_paragraph_keeps_its_translation_as_fuzzy(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    book.write("source/guide.md", GUIDE.replace("under twelve", "under ten"))
    report = run(book)
    assert report.changes["es"] == Changes(stale=1)
    assert report.changes["ar"] == Changes(new=1, obsolete=1)
    (stale,) = (entry for entry in catalog(book, "guide").live if entry.fuzzy)
    assert stale.previous_msgid == "Children under twelve borrow books without paying."
    assert stale.text == "«Children under twelve borrow books without paying.»"


def test_a_paragraph_that_moves_to_another_document_is_followed(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    line = "Children under twelve borrow books without paying.\n"
    book.write("source/guide.md", GUIDE.replace(line, ""))
    book.write("source/news/report.md", REPORT + "\n" + line)
    assert run(book).changes["es"] == Changes(followed=1, obsolete=1, retired=1)
    assert texts(catalog(book, "news/report"))[-1] == (line.strip(), f"«{line.strip()}»")


def test_it_is_followed_in_two_steps_as_well(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    line = "Children under twelve borrow books without paying.\n"
    book.write("source/guide.md", GUIDE.replace(line, ""))
    run(book)
    book.write("source/news/report.md", REPORT + "\n" + line.replace("twelve", "ten"))
    assert run(book).changes["es"] == Changes(stale=1)


def test_a_renamed_document_keeps_everything(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    before = texts(catalog(book, "guide"))
    (book.root / "source" / "guide.md").rename(book.root / "source" / "handbook.md")
    report = run(book)
    assert texts(catalog(book, "handbook")) == before
    assert report.changes["es"] == Changes(followed=len(before), obsolete=len(before), retired=len(before))
    old = catalog(book, "guide")
    assert not old.live
    assert len(old.entries) == len(before)
    assert {file.relative_to(book.root).as_posix() for file in report.orphans} == {
        "locales/es/LC_MESSAGES/guide.po",
        "locales/ar/LC_MESSAGES/guide.po",
    }
    assert not (book.root / "locales" / "templates" / "guide.pot").exists()
    assert run(book).changed is False
    (book.root / "source" / "handbook.md").rename(book.root / "source" / "guide.md")
    run(book)
    assert texts(catalog(book, "guide")) == before, "and back"


def test_catalogs_without_a_document_stay_until_they_are_pruned(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    (book.root / "source" / "guide.md").unlink()
    foreign = 'msgid ""\nmsgstr "Language: es\\n"\n\n#: src/app.py:1\nmsgid "Quit"\nmsgstr "Salir"\n'
    book.write("locales/es/LC_MESSAGES/app.po", foreign)
    book.write("locales/es/LC_MESSAGES/broken.po", "mumble")
    for _ in range(2):
        run(book)
        assert path(book, "guide").exists()
    plan = prunable(opened(book))
    assert path(book, "guide").exists()
    assert [(one.path.relative_to(book.root).as_posix(), one.whole) for one in plan] == [
        ("locales/es/LC_MESSAGES/guide.po", True),
        ("locales/ar/LC_MESSAGES/guide.po", True),
    ]
    assert prune(opened(book), plan).changed == tuple(one.path for one in plan)
    assert not path(book, "guide").exists()
    assert book.read("locales/es/LC_MESSAGES/app.po") == foreign
    assert book.read("locales/es/LC_MESSAGES/broken.po") == "mumble"


def test_a_document_without_texts_has_no_files(book: TemporaryProject) -> None:
    book.write("source/empty.md", "<!-- nothing -->\n")
    assert not [file for file in run(book).written if file.stem == "empty"]
    assert run(book).parsed == 0
    book.write("source/empty.md", "Some words.\n")
    assert [file.stem for file in run(book).written] == ["empty"] * 3


def test_a_document_that_lost_its_texts_keeps_its_translations(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    count = len(catalog(book, "guide").live)
    book.write("source/guide.md", "")
    run(book)
    assert (len(catalog(book, "guide").live), len(catalog(book, "guide").entries)) == (0, count)


def test_documents_that_differ_by_suffix_alone_both_keep_theirs(book: TemporaryProject) -> None:
    book.write("workflow.yaml", book.read("workflow.yaml") + "documents: ['**/*.md', '**/*.markdown']\n")
    book.write("source/guide.markdown", "Other words.\n")
    written = {file.relative_to(book.root / "locales").as_posix() for file in run(book).written}
    assert {"templates/guide.md.pot", "templates/guide.markdown.pot", "es/LC_MESSAGES/guide.md.po"} <= written


# Check


def test_check_writes_nothing_and_tells_what_is_outdated(book: TemporaryProject) -> None:
    report = run(book, check=True)
    assert [finding.id for finding in report.outdated] == ["missing_catalog"] * 6
    assert report.outdated[0].message == f"{book.root / 'locales/templates/guide.pot'}: missing"
    assert set(book.files()) == {"workflow.yaml", "source/guide.md", "source/news/report.md"}
    assert not (book.root / ".workflow").exists()
    run(book)
    assert run(book, check=True).outdated == ()
    book.write("source/guide.md", GUIDE.replace("Fees", "Prices").replace("Monday", "Friday"))
    difference = "2 new texts, 2 obsolete texts, 2 changed comments"
    assert [(one.id, one.language, one.message) for one in run(book, check=True).outdated] == [
        ("outdated_catalog", language, f"{book.root / 'locales' / file}: {difference}")
        for language, file in [
            (None, "templates/guide.pot"), ("es", "es/LC_MESSAGES/guide.po"), ("ar", "ar/LC_MESSAGES/guide.po"),
        ]
    ]  # fmt: skip


@needs_gettext
@pytest.mark.parametrize(
    ("change", "outdated"),
    [
        (lambda data: msgcat(data, "--width=40"), False),
        (lambda data: msgcat(data, "--no-wrap"), False),
        (lambda data: data.replace(b"\n", b"\r\n"), False),
        (lambda data: msgcat(data, "--no-location"), True),
        (lambda data: data.replace(b"#. heading\n", b"#. title\n"), True),
        (lambda data: msgcat(data, "--sort-output"), True),
    ],
    ids=["narrow", "no wrap", "CRLF", "no locations", "another kind", "sorted"],
)
def test_wrapping_never_counts(book: TemporaryProject, change: Callable[[bytes], bytes], outdated: bool) -> None:
    run(book)
    for file in (path(book, "guide"), book.root / "locales" / "templates" / "guide.pot"):
        changed = change(file.read_bytes())
        assert changed != file.read_bytes()
        file.write_bytes(changed)
    assert bool(run(book, check=True).outdated) is outdated
    before = book.files()
    assert run(book).changed is outdated
    assert (book.files() != before) is outdated


# What cannot be read


def test_a_broken_catalog_is_never_touched_and_the_rest_is_done(book: TemporaryProject) -> None:
    run(book)
    broken = path(book, "guide").read_bytes() + b"\nmumble\n"
    path(book, "guide").write_bytes(broken)
    book.write("source/guide.md", GUIDE.replace("Fees", "Prices"))
    book.write("source/news/report.md", REPORT.replace("May", "June"))
    report = run(book)
    (problem,) = report.problems
    assert "guide.po:" in str(problem)
    assert "'mumble'" in str(problem)
    assert path(book, "guide").read_bytes() == broken
    assert "Prices" in dict(texts(catalog(book, "guide", "ar")))
    assert any("June" in text for text, _ in texts(catalog(book, "news/report")))
    assert run(book).problems, "it is reported until it is repaired"


def test_a_broken_document_keeps_its_catalogs(book: TemporaryProject) -> None:
    run(book)
    translate(book, "guide")
    before = book.files()
    book.write("source/guide.md", b"caf\xe9\n")
    book.write("source/news/report.md", REPORT.replace("May", "June"))
    report = run(book)
    assert [str(problem).split(": ")[0].removeprefix(str(book.root)) for problem in report.problems] == [
        "/source/guide.md:1"
    ]
    after = book.files()
    assert {name for name in before if after[name] != before[name]} == {
        "source/guide.md",
        "source/news/report.md",
        *(name for name in before if "report.po" in name),
    }


def test_a_broken_template_is_made_anew(book: TemporaryProject) -> None:
    run(book)
    good = book.files()
    book.write("locales/templates/guide.pot", "mumble")
    run(book)
    assert book.files() == good


@pytest.mark.skipif(os.geteuid() == 0, reason="by nature: root may write anywhere")
def test_a_folder_that_cannot_be_written(book: TemporaryProject) -> None:
    (book.root / "locales").mkdir()
    (book.root / "locales").chmod(0o500)
    problems = run(book).problems
    (book.root / "locales").chmod(0o700)
    assert problems and all("cannot be written: permission denied" in str(problem) for problem in problems)


def test_a_place_that_is_taken(book: TemporaryProject) -> None:
    book.write("locales", "not a folder")
    report = run(book)
    assert report.written == () and len(report.problems) == len(report.outdated)
    assert all(isinstance(problem, FileProblem) for problem in report.problems)


# Killed


def test_killed_at_any_step_every_file_is_old_or_new(book: TemporaryProject) -> None:
    book.write("workflow.yaml", "title: A book\nsource_language: en\nlanguages: [es]\n")
    run(book)
    translate(book, "guide")
    old = book.files() | {".workflow/extraction.json": (book.root / ".workflow/extraction.json").read_bytes()}
    book.write("source/guide.md", GUIDE.replace("under twelve", "under ten"))
    old |= {name: data for name, data in book.files().items() if name.startswith("source/")}
    book.good("extract")
    new = book.files()
    changed = {name for name in new if new[name] != old[name]}
    assert changed == {"locales/templates/guide.pot", "locales/es/LC_MESSAGES/guide.po"}
    seen = set()
    for step in itertools.count(1):
        for name in book.files():
            (book.root / name).unlink()
        for name, data in old.items():
            book.write(name, data)
        killed = killed_at(step, "extract", "--quiet", cwd=book.root)
        left = {name: data for name, data in book.files().items() if not name.endswith(".new")}
        assert set(left) == set(new)
        for name, data in left.items():
            assert data in (old[name], new[name]), (step, name)
        seen.add(frozenset(name for name in changed if left[name] == new[name]))
        if not killed:
            break
        if step % 4 == 0:  # the next run repairs it, whatever was left
            book.good("extract")
            assert {name: data for name, data in book.files().items() if not name.endswith(".new")} == new
    assert step > 10
    assert seen == {frozenset[str](), frozenset({"locales/templates/guide.pot"}), frozenset(changed)}


# Real documents


@pytest.mark.shared
@needs_shared
@needs_gettext
def test_real_documents(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: A tutorial\nsource_language: en\nlanguages: [es]\n")
    top = SHARED / "realworld" / "markdown" / "javascript.info"
    for file in sorted(top.rglob("*.md")):
        project.write(f"source/{file.relative_to(top).as_posix()}", file.read_bytes())
    first = run(project)
    assert first.problems == ()
    assert first.documents == first.parsed == 710
    assert run(project).parsed == 0
    made = [name for name in project.files() if name.endswith((".po", ".pot"))]
    for name in made[::40]:
        data = (project.root / name).read_bytes()
        assert accepts(data) == "", name
        assert msgcat(data) == data, name
    document = opened(project).documents.paths()[40]
    project.write(
        f"source/{document}", project.read(f"source/{document}") + "\nOne more paragraph for the sake of a test.\n"
    )
    second = run(project)
    assert (second.parsed, len(second.written)) == (1, 2)
