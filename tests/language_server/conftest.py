"""A project, and an editor in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_server.editor import Editor
from tests.program import TemporaryProject, private_environment

CATALOG = "locales/es/LC_MESSAGES/guide.po"

SOURCE = """---
title: The guide
motto: The water is never the same twice
---

# The tide

The water comes twice a day.

It leaves **again** after 6 hours, and the boats wait.

The harbour is small.
"""

TRANSLATED = {
    "The guide": "La guía",
    "The tide": "La marea",
    "The water comes twice a day.": "El agua viene dos veces al día",
    "It leaves **again** after 6 hours, and the boats wait.": "Se va **otra vez** después de 8 horas, y los los barcos esperan.",
}


def environment(project: TemporaryProject) -> dict[str, str]:
    return private_environment(project.root.parent / "home")


@pytest.fixture
def project(tmp_path: Path) -> TemporaryProject:
    made = TemporaryProject(tmp_path / "project")
    made.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es, uk]\nengines: []\n")
    made.write("glossary.csv", "source,language,target\nboat,es,barco\n")
    made.write("source/guide.md", SOURCE)
    made.good("extract")
    text = made.read(CATALOG)
    for source, target in TRANSLATED.items():
        assert f'msgid "{source}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    made.write(CATALOG, text)
    return made


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """One server for all tests of a module: it serves any number of projects, and starting it takes seconds."""
    folder = tmp_path_factory.mktemp("editor")
    editor = Editor(folder, private_environment(folder / "home"), "--as", "Ana María")
    editor.begin()
    yield editor
    assert editor.end()[0] == 0


@pytest.fixture
def editor(project: TemporaryProject, started: Editor) -> Iterator[Editor]:
    """The editor, in the project."""
    started.move_to(project.root)
    yield started
    started.move_to(project.root)
