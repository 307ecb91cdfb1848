"""Spelling in a project: the dictionary and the words that it names, what people wrote, and what is said where there is none."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.spelling import DICTIONARIES
from workflow import catalogs
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.checking import CheckOptions, CheckReport, check, check_files
from workflow.errors import WorkflowError
from workflow.model import Severity, State
from workflow.project import load
from workflow.reporting import Level, doctor

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, uk]\ndictionaries: own\n"
GUIDE = "locales/es/LC_MESSAGES/guide.po"
SOURCES = ("The garden is open.", "The door is closed.", "The city has houses.")
GOOD = ("El jardín está abierto.", "La puerta está cerrada.", "La ciudad tiene casas.")


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "\n\n".join(SOURCES) + "\n")
    project.good("extract")
    shutil.copytree(DICTIONARIES, project.root / "own")
    return project


def put(ready: TemporaryProject, *texts: str, drafts: int = 0) -> None:
    """Translate; the last ``drafts`` texts are a machine's."""
    path = ready.root / GUIDE
    catalog = catalogs.read(path)
    entries = [replace(entry, msgstr=(text,)) for entry, text in zip(catalog.entries, texts, strict=True)]
    for number in range(len(entries) - drafts, len(entries)):
        entries[number] = put_draft(catalog.entries[number], texts[number], DraftComment("starter"))
    catalogs.write(replace(catalog, entries=tuple(entries)), path)


def run(ready: TemporaryProject) -> CheckReport:
    return check(load(ready.root))


def found(ready: TemporaryProject) -> list[tuple[str, Severity, object]]:
    return [(one.id, one.severity, one.details["problem"]) for one in run(ready).findings]


def test_a_misspelt_word_of_a_person_is_a_note_and_an_invented_one_a_warning(ready: TemporaryProject) -> None:
    put(ready, "El jardin está abierto.", GOOD[1], "La ciudad tiene lebrochas.", drafts=1)
    assert found(ready) == [
        ("spellcheck", Severity.NOTE, "“jardin” is not in the dictionary"),
        ("invented", Severity.WARNING, "not a known word: lebrochas"),
    ]
    # The second run knows what the first one found, and as what.
    assert found(ready)[1][1] is Severity.WARNING
    (ready.root / ".workflow/checks/en-es.catalogs").unlink()
    assert found(ready)[1][1] is Severity.WARNING


def test_a_word_that_people_wrote_is_not_invented(ready: TemporaryProject) -> None:
    put(ready, "El jardín tiene lebrochas.", GOOD[1], "La ciudad tiene lebrochas.", drafts=1)
    assert [one[0] for one in found(ready)] == ["spellcheck"]
    drafts = check(load(ready.root), options=CheckOptions(states=frozenset({State.DRAFT})))
    assert (drafts.findings, drafts.entries) == ((), 1)


def test_the_words_of_the_project(ready: TemporaryProject) -> None:
    put(ready, "El jardín tiene lebrochas.", GOOD[1], "Lebrochas y zumbos.", drafts=1)
    assert len(found(ready)) == 2
    ready.write("spelling/es.txt", "# plants\nlebrochas\nzumbos\n")
    assert found(ready) == []
    ready.write("spelling/es.txt", "zumbos\n")
    assert [one[0] for one in found(ready)] == ["spellcheck"]


def test_the_lists_of_words_are_no_documents(ready: TemporaryProject) -> None:
    ready.write("spelling/es.txt", "lebrochas\n")
    ready.write("workflow.yaml", f"{CONFIG}source: .\n")
    assert load(ready.root).documents.paths() == ("source/guide.md",)


def test_a_list_of_words_that_cannot_be_read_is_refused(ready: TemporaryProject, tmp_path: Path) -> None:
    ready.write("spelling/es.txt", "")
    (ready.root / "spelling/es.txt").write_bytes(b"jard\xedn\n")
    with pytest.raises(WorkflowError, match=r"es\.txt:1: byte 0xed is not UTF-8"):
        run(ready)
    (ready.root / "spelling/es.txt").unlink()
    (tmp_path / "outside.txt").write_text("x\n", encoding="utf-8")
    (ready.root / "spelling/es.txt").symlink_to(tmp_path / "outside.txt")
    with pytest.raises(WorkflowError, match="outside the project"):
        run(ready)


def test_a_dictionary_that_is_installed_later_counts(ready: TemporaryProject) -> None:
    shutil.rmtree(ready.root / "own")
    put(ready, "El jardin está abierto.", *GOOD[1:])
    report = run(ready)
    assert (report.findings, report.unspelled) == ((), ("es",))
    assert run(ready).unspelled == ("es",)
    shutil.copytree(DICTIONARIES, ready.root / "own")
    report = run(ready)
    assert ([one.id for one in report.findings], report.unspelled) == (["spellcheck"], ())


def test_without_a_dictionary_an_invented_word_is_a_note(ready: TemporaryProject) -> None:
    shutil.rmtree(ready.root / "own")
    put(ready, *GOOD[:2], "La ciudad tiene lebrochas.", drafts=1)
    assert found(ready) == [("invented", Severity.NOTE, "not a known word: lebrochas")]


def test_check_says_with_v_that_spelling_was_not_checked(ready: TemporaryProject) -> None:
    put(ready, *GOOD)
    assert "Spelling" not in ready.good("-v", "check").out
    shutil.rmtree(ready.root / "own")
    assert "Spelling was not checked in es: no dictionary is in use." in ready.good("-v", "check").out
    assert "Spelling" not in ready.good("check").out


def test_a_file_of_no_project_is_checked_with_the_dictionaries_of_the_system(
    ready: TemporaryProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ready, "El jardin está abierto.", *GOOD[1:])
    path = Path(shutil.copy(ready.root / GUIDE, tmp_path / "guide.po"))
    assert check_files([path]).unspelled == ("es",)
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    shutil.copytree(DICTIONARIES, tmp_path / "share" / "hunspell")
    assert [one.id for one in check_files([path]).findings] == ["spellcheck"]


def test_doctor_names_the_dictionary_or_the_package(ready: TemporaryProject) -> None:
    def spelling() -> dict[str, tuple[Level, str, str]]:
        lines = doctor(load(ready.root)).lines
        return {line.subject: (line.level, line.text, line.remedy) for line in lines if line.section == "spelling"}

    lines = spelling()
    assert lines["es"] == (Level.GOOD, f"dictionary {ready.root / 'own/es_ES.aff'}", "")
    assert lines["uk"][0] is Level.NOTE
    assert lines["uk"][2] == "on Debian: sudo apt-get install hunspell-uk"
    (ready.root / "own/es_ES.dic").write_text("", encoding="utf-8")
    assert "is damaged" in spelling()["es"][1]
    shutil.rmtree(ready.root / "own")
    assert spelling()["dictionaries"] == (
        Level.PROBLEM, f"{ready.root / 'own'} is no folder", "correct dictionaries in workflow.yaml",
    )  # fmt: skip
