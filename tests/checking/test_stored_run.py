"""The stored result of the last run: a run over unchanged files returns it, and any change of what a run looks at makes a new one."""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b

import pytest

from tests.program import TemporaryProject
from workflow import catalogs, project
from workflow.checking import CheckOptions, CheckReport, check, texts
from workflow.checking import project as checking_project
from workflow.checks import results_version
from workflow.model import Selection, State

TEXTS = {"It has 12 doors.": "Tiene 13 puertas.", "Close the door.": "Cierre la puerta"}
CATALOG = "locales/es/LC_MESSAGES/guide.po"
LAST_RUN = ".workflow/checks/last.json"
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
    _, _, body = (ready.root / LAST_RUN).read_bytes().partition(b"\n")
    data = json.loads(body)
    for record in data["findings"]:
        record[2] = "as stored"
    store(ready, json.dumps(data).encode())


def store(ready: TemporaryProject, body: bytes) -> None:
    """Store a body with its own hash under the key of the last run."""
    key = (ready.root / LAST_RUN).read_bytes().split()[0].decode()
    (ready.root / LAST_RUN).write_bytes(f"{key} {blake2b(body, digest_size=16).hexdigest()}\n".encode() + body)


def is_stored(report: CheckReport) -> bool:
    return all(found.message == "as stored" for found in report.findings)


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
        lambda ready: ready.write("source/third.md", "A third one.\n"),
        lambda ready: (ready.root / "source/more.md").unlink(),
        lambda ready: ready.write("glossary.csv", "source,target,language\ndoors,portones,es\n"),
        lambda ready: ready.write("workflow.yaml", f'{CONFIG}placeholders: ["door"]\n'),
        lambda ready: ready.write("workflow.yaml", f"{CONFIG}overrides:\n  guide.md: {{placeholders: [door]}}\n"),
        lambda ready: ready.write("workflow.yaml", f"{CONFIG}documents: [guide.md]\n"),
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


def test_the_selection_counts(ready: TemporaryProject) -> None:
    run(ready)
    mark(ready)
    assert not is_stored(run(ready, selection=Selection(documents=("guide",))))


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


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"1", b"{", b"\x00", b'{"findings": [[1]]}', b"[" * 100_000])
def test_nonsense_is_ignored_and_rebuilt(ready: TemporaryProject, body: bytes) -> None:
    first = run(ready)
    good = (ready.root / LAST_RUN).read_bytes()
    store(ready, body)
    assert run(ready) == first
    assert (ready.root / LAST_RUN).read_bytes() == good


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\n", b"no key\n{}"])
def test_a_damaged_file_is_ignored(ready: TemporaryProject, content: bytes) -> None:
    first = run(ready)
    (ready.root / LAST_RUN).write_bytes(content)
    assert run(ready) == first
    whole = (ready.root / LAST_RUN).read_bytes()
    (ready.root / LAST_RUN).write_bytes(whole[:-10])
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
    assert not (ready.root / LAST_RUN).exists()
