"""What `workflow check` stored is not looked for again when a file is opened, and what is found there is stored for it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from workflow import catalogs, project, spelling
from workflow.checking import CheckOptions, check
from workflow.checks.language_pair import LanguagePair
from workflow.extraction import extract
from workflow.glossary import load
from workflow.language_server.catalog_texts import CatalogOwner
from workflow.language_server.diagnostics import CatalogChecks
from workflow.language_server.open_texts import OpenText
from workflow.language_server.projects import LanguageWords
from workflow.model import Catalog

CACHE = ".workflow/checks/en-es.json"
ENTRIES = 60
"""More than those for which stored results are not read."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "workflow.yaml").write_text("title: A test\nsource_language: en\nlanguages: [es]\n", encoding="utf-8")
    text = "\n\n".join(f"Door {number} is closed." for number in range(ENTRIES))
    (tmp_path / "source" / "guide.md").write_text(f"{text}\n", encoding="utf-8")
    extract(project.load(tmp_path))
    path = tmp_path / "locales/es/LC_MESSAGES/guide.po"
    catalog = catalogs.read(path)
    translated = [
        replace(one, msgstr=(one.msgid.replace("Door", "La puerta").replace("is closed.", "está cerrada"),))
        for one in catalog.entries
    ]
    catalogs.write(replace(catalog, entries=tuple(translated)), path)
    return tmp_path


def opened(root: Path) -> tuple[CatalogOwner, Catalog]:
    path = root / "locales/es/LC_MESSAGES/guide.po"
    text = OpenText(path.as_uri(), "po", 1, path.read_text(encoding="utf-8"), "utf-16")
    owner = CatalogOwner(text, LanguagePair.of("en", "es"), project.load(root), "guide.md", "guide")
    return owner, catalogs.read(path)


def problems(root: Path, checks: CatalogChecks, catalog: Catalog | None = None) -> list[str]:
    owner, read = opened(root)
    assert owner.project is not None
    words = LanguageWords(load(owner.project).terms("es"), spelling.load(owner.project, "es"))
    found = checks.check(owner, catalog or read, words, together=True)
    return [str(one.details["problem"]) for _, those in found for one in those]


def mark_as_stored(root: Path) -> None:
    data = json.loads((root / CACHE).read_text(encoding="utf-8"))
    for found in data["entries"].values():
        for record in found:
            record[2] = "as stored"
    (root / CACHE).write_text(json.dumps(data), encoding="utf-8")


def test_a_file_is_opened_with_what_the_last_check_found(root: Path) -> None:
    assert len(check(project.load(root)).findings) == ENTRIES
    mark_as_stored(root)
    before = (root / CACHE).read_bytes()
    assert problems(root, CatalogChecks()) == ["as stored"] * ENTRIES
    assert (root / CACHE).read_bytes() == before


def test_an_entry_that_changes_is_checked(root: Path) -> None:
    check(project.load(root))
    mark_as_stored(root)
    checks = CatalogChecks()
    problems(root, checks)
    _, catalog = opened(root)
    *entries, last = catalog.entries
    changed = replace(catalog, entries=(*entries, replace(last, msgstr=("La puerta 12 está cerrada.",))))
    found = problems(root, checks, changed)
    assert found[:-1] == ["as stored"] * (ENTRIES - 1)
    assert "59" in found[-1] or "12" in found[-1]


def test_what_is_found_when_a_file_is_opened_is_stored_for_the_next_check(root: Path) -> None:
    assert len(problems(root, CatalogChecks())) == ENTRIES
    mark_as_stored(root)
    assert {one.details["problem"] for one in check(project.load(root)).findings} == {"as stored"}


def test_results_of_other_checks_are_not_taken(root: Path) -> None:
    check(project.load(root), options=CheckOptions(select=("tabs",)))
    assert len(problems(root, CatalogChecks())) == ENTRIES
