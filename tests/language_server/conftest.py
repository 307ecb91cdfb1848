"""A project, and an editor in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language_server.editor import Editor
from tests.program import TemporaryProject, private_environment

CATALOG = "locales/es/LC_MESSAGES/guide.po"

SOURCE = """---
title: The guide
subtitle: Not translated
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
    "It leaves **again** after 6 hours, and the boats wait.": "Se va **otra vez** después de 8 horas, y los barcos esperan.",
}


def environment(project: TemporaryProject) -> dict[str, str]:
    return private_environment(project.root.parent / "home")


@pytest.fixture
def project(tmp_path: Path) -> TemporaryProject:
    made = TemporaryProject(tmp_path / "project")
    made.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es, uk]\nengines: []\n")
    made.write("glossary.csv", "source,es\nboat,barco\n")
    made.write("source/guide.md", SOURCE)
    made.good("extract")
    text = made.read(CATALOG)
    for source, target in TRANSLATED.items():
        assert f'msgid "{source}"\nmsgstr ""' in text
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    made.write(CATALOG, text)
    return made


@pytest.fixture
def editor(project: TemporaryProject) -> Iterator[Editor]:
    editor = Editor(project.root, environment(project), "--as", "Ana María")
    editor.begin()
    yield editor
    code, said = editor.end()
    assert "Traceback" not in said, said
    assert code == 0
