"""What is stored about catalogs: a run over unchanged files returns it, and any change of what a run looks at is seen."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.program import TemporaryProject
from workflow import catalogs, project
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.checking import CheckOptions, CheckReport, check, texts
from workflow.checking import project as checking_project
from workflow.checks import results_version
from workflow.extraction import extract
from workflow.model import Selection, State
from workflow.project import load

TEXTS = {"It has 12 doors.": "Tiene 13 puertas.", "Close the door.": "Cierre la puerta"}
CATALOG = "locales/es/LC_MESSAGES/guide.po"
RECORDS = ".workflow/checks/en-es.catalogs"
CONFIG = "title: A test\nsource_language: en\nlanguages: [es]\n"


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "\n\n".join(TEXTS) + "\n")
    project.write("source/more.md", "Another text.\n")
    project.good("extract")
    catalog = catalogs.read(project.root / CATALOG)
    entries = [replace(one, msgstr=(TEXTS.get(one.msgid, one.text),)) for one in catalog.entries]
    entries[-1] = replace(entries[-1], comments=("workflow-ignore: end_stop 1f2e3d4c a label",))
    catalogs.write(replace(catalog, entries=tuple(entries)), project.root / CATALOG)
    return project


def run(
    ready: TemporaryProject, options: CheckOptions | None = None, selection: Selection = Selection()
) -> CheckReport:
    return check(project.load(ready.root), selection, options)


def mark(ready: TemporaryProject) -> None:
    """Change what is stored, so that it is seen when it is read."""

    def edit(outcome: bytes) -> bytes:
        data = json.loads(outcome)
        for record in data["findings"]:
            record[2] = "as stored"
        return json.dumps(data).encode()

    store(ready, edit)


def store(ready: TemporaryProject, edit: Callable[[bytes], bytes]) -> None:
    """Change what is stored about each catalog, with its own hash under the same key."""
    compared, *lines = (ready.root / RECORDS).read_bytes().split(b"\n")
    for at in range(0, len(lines), 3):
        document, key, _ = json.loads(lines[at])
        lines[at + 1] = edit(lines[at + 1])
        digest = blake2b(lines[at + 1] + lines[at + 2], digest_size=16).hexdigest()
        lines[at] = json.dumps([document, key, digest]).encode()
    (ready.root / RECORDS).write_bytes(b"\n".join([compared, *lines]))


def is_stored(report: CheckReport) -> bool:
    return bool(report.findings) and all(found.message == "as stored" for found in report.findings)


def edit(path: str, old: str, new: str) -> Callable[[TemporaryProject], object]:
    return lambda ready: ready.write(path, ready.read(path).replace(old, new))


def test_a_second_run_returns_the_same_report(ready: TemporaryProject) -> None:
    first = run(ready)
    assert first.findings
    assert run(ready) == first


def test_a_second_run_parses_nothing(ready: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run(ready)
    monkeypatch.delattr(checking_project, "project_entries")
    assert run(ready) == first


def test_what_is_stored_is_returned(ready: TemporaryProject) -> None:
    run(ready)
    mark(ready)
    assert is_stored(run(ready))


@pytest.mark.parametrize(
    "change",
    [
        edit(CATALOG, "Tiene 13", "Tiene 14"),
        edit(CATALOG, "1f2e3d4c a label", "1f2e3d4c a heading"),
        edit("source/guide.md", "Close the door.", "# Close the door."),
        edit("source/guide.md", "It has", "\n\nIt has"),
        lambda ready: ready.write("glossary.csv", "source,target,language\ndoors,portones,es\n"),
        lambda ready: ready.write("workflow.yaml", f'{CONFIG}placeholders: ["door"]\n'),
        lambda ready: ready.write("workflow.yaml", f"{CONFIG}overrides:\n  guide.md: {{placeholders: [door]}}\n"),
    ],
)
def test_every_change_of_a_file_counts(ready: TemporaryProject, change: Callable[[TemporaryProject], object]) -> None:
    run(ready)
    mark(ready)
    change(ready)
    assert not is_stored(run(ready))


def test_a_catalog_that_is_gone_counts(ready: TemporaryProject) -> None:
    run(ready)
    mark(ready)
    (ready.root / CATALOG).unlink()
    assert not run(ready).findings


@pytest.mark.parametrize(
    "options",
    [
        CheckOptions(select=("end_stop", "numbers")),
        CheckOptions(ignore=("same",)),
        CheckOptions(states=frozenset({State.TRANSLATED})),
    ],
)
def test_options_count(ready: TemporaryProject, options: CheckOptions) -> None:
    run(ready)
    mark(ready)
    assert not is_stored(run(ready, options))


@pytest.mark.parametrize(
    "change",
    [
        lambda ready: ready.write("source/third.md", "A third one.\n"),
        lambda ready: (ready.root / "source/more.md").unlink(),
        edit("source/more.md", "Another", "One more"),
    ],
)
def test_a_change_of_another_document_leaves_what_is_stored(
    ready: TemporaryProject, change: Callable[[TemporaryProject], object]
) -> None:
    run(ready)
    mark(ready)
    change(ready)
    assert is_stored(run(ready))


def test_what_is_stored_serves_a_selection(ready: TemporaryProject) -> None:
    run(ready)
    mark(ready)
    assert is_stored(run(ready, selection=Selection(documents=("guide",))))
    assert is_stored(run(ready))


def test_what_is_stored_about_a_document_that_is_gone_is_dropped(ready: TemporaryProject) -> None:
    run(ready)
    assert '"more.md"' in ready.read(RECORDS)
    (ready.root / "source/more.md").unlink()
    run(ready)
    assert '"more.md"' not in ready.read(RECORDS)


def test_another_program_counts(ready: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    run(ready)
    mark(ready)
    monkeypatch.setattr(results_version, "PARTS", results_version.PARTS[1:])
    assert not is_stored(run(ready))


def test_a_dictionary_counts(ready: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    run(ready)
    mark(ready)
    ready.write("dictionary.dz", "1")
    monkeypatch.setattr(results_version, "find_dictionary", lambda *pair: ready.root / "dictionary.dz")
    assert not is_stored(run(ready))
    mark(ready)
    assert is_stored(run(ready))
    ready.write("dictionary.dz", "22")
    assert not is_stored(run(ready))


def test_another_place_counts(ready: TemporaryProject) -> None:
    before = run(ready)
    mark(ready)
    other = ready.root.with_name("moved")
    ready.root.rename(other)
    after = check(project.load(other))
    other.rename(ready.root)
    assert not is_stored(after)
    assert [found.catalog_line for found in after.findings] == [found.catalog_line for found in before.findings]


def test_a_problem_is_reported_each_time(ready: TemporaryProject) -> None:
    ready.write(CATALOG, ready.read(CATALOG) + 'msgid "broken\n')
    for _ in range(2):
        assert len(run(ready).problems) == 1


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"1", b"{", b"\x00", b'{"ignores": [[1]]}', b"[" * 100_000])
def test_nonsense_is_ignored_and_rebuilt(ready: TemporaryProject, body: bytes) -> None:
    first = run(ready)
    good = (ready.root / RECORDS).read_bytes()
    store(ready, lambda outcome: body)
    assert run(ready) == first
    assert (ready.root / RECORDS).read_bytes() == good


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\n", b"no key\n{}"])
def test_a_damaged_file_is_ignored(ready: TemporaryProject, content: bytes) -> None:
    first = run(ready)
    (ready.root / RECORDS).write_bytes(content)
    assert run(ready) == first
    whole = (ready.root / RECORDS).read_bytes()
    (ready.root / RECORDS).write_bytes(whole[:-10])
    assert run(ready) == first


def test_a_catalog_that_is_saved_during_a_run_is_checked_again(
    ready: TemporaryProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = texts.project_entries

    def slow(*given: object) -> object:
        found = list(entries(*given))  # type: ignore[arg-type]
        edit(CATALOG, "Tiene 13", "Tiene 12")(ready)
        return found

    monkeypatch.setattr(checking_project, "project_entries", slow)
    assert "numbers" in {found.id for found in run(ready).findings}
    monkeypatch.undo()
    assert "numbers" not in {found.id for found in run(ready).findings}


SENTENCES = (
    "It has 12 doors.",
    "Close the green door today.",
    "Nobody lives in that old house.",
    "Read `a.txt` first.",
)
TRANSLATIONS = (
    "Tiene 13 puertas.",
    "Cierre hoy la puerta verde.",
    "Cierre hoy la puerta verda.",
    "Lea `a.txt` primero",
    "",
)
DOCUMENTS = ("one", "two", "three")


@st.composite
def _edits(draw: st.DrawFn) -> Callable[[TemporaryProject], object]:
    """A change of a project, as people and programs make them."""
    name, place = draw(st.sampled_from(DOCUMENTS)), draw(st.integers(0, 3))
    text, is_draft = draw(st.sampled_from(TRANSLATIONS)), draw(st.booleans())
    comments = draw(st.sampled_from(((), ("workflow-ignore: numbers 1f2e3d4c a reason",))))
    head = draw(st.sampled_from(("", "# A heading\n\n", "<!-- i18n:ignore inconsistent as they are -->\n\n")))
    rules = draw(st.sampled_from(("", "checks:\n  - {ignore: reused, reason: as it was}\n")))
    words = draw(st.sampled_from(("", "doors,portones,es\n")))

    def translate(ready: TemporaryProject) -> None:
        path = ready.root / f"locales/es/LC_MESSAGES/{name}.po"
        if path.exists():
            catalog = catalogs.read(path)
            first, *entries = catalog.entries
            if place < len(entries):
                entry = replace(entries[place], comments=comments, flags=())
                entries[place] = (
                    put_draft(entry, text, DraftComment("starter", f"en_es-1.{place}"))
                    if is_draft
                    else replace(entry, msgstr=(text,))
                )
                catalogs.write(replace(catalog, entries=(first, *entries)), path)

    changes: tuple[Callable[[TemporaryProject], object], ...] = (
        translate,
        translate,
        translate,
        lambda ready: ready.write(f"source/{name}.md", head + "\n\n".join(SENTENCES[place:]) + "\n"),
        lambda ready: (ready.root / f"locales/es/LC_MESSAGES/{name}.po").unlink(missing_ok=True),
        lambda ready: ready.write("glossary.csv", f"source,target,language\n{words}"),
        lambda ready: ready.write("workflow.yaml", CONFIG + rules),
        lambda ready: check(project.load(ready.root), Selection(documents=(name,))),
        lambda ready: check(project.load(ready.root), options=CheckOptions(ignore=("numbers",))),
    )
    return draw(st.sampled_from(changes))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(_edits(), min_size=4, max_size=12))
def test_a_run_finds_what_it_finds_without_anything_stored(
    project: TemporaryProject, edits: list[Callable[[TemporaryProject], object]]
) -> None:
    shutil.rmtree(project.root)
    project.write("workflow.yaml", CONFIG)
    for name in DOCUMENTS:
        project.write(f"source/{name}.md", "\n\n".join(SENTENCES) + "\n")
    extract(load(project.root))
    for edit_ in edits:
        edit_(project)
        known = run(project)
        (project.root / ".workflow/checks").rename(project.root / "aside")
        assert run(project) == known
        shutil.rmtree(project.root / ".workflow/checks")
        (project.root / "aside").rename(project.root / ".workflow/checks")


def test_what_a_change_says_about_the_entries_of_another_catalog_is_found(ready: TemporaryProject) -> None:
    ready.write("source/more.md", "Close the door.\n")
    ready.good("extract")
    path = ready.root / "locales/es/LC_MESSAGES/more.po"
    for text, found in (("Cierre la puerta", False), ("Clausure la puerta", True), ("Cierre la puerta", False)):
        catalog = catalogs.read(path)
        catalogs.write(replace(catalog, entries=(replace(catalog.entries[-1], msgstr=(text,)),)), path)
        assert ("inconsistent" in {one.id for one in run(ready).findings}) is found
    guide = ready.read(CATALOG)
    for old, new, found in (("Cierre la puerta", "Clausure la puerta", True), ("Clausure", "Cierre", False)):
        ready.write(CATALOG, guide := guide.replace(old, new))
        assert [one.id for one in run(ready).findings if one.document == "more.md"].count("inconsistent") == found
