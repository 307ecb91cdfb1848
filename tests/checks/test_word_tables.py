"""The word tables that come with the program."""

import lzma
from pathlib import Path

import pytest

import workflow.checks
from workflow.checks.word_tables import OTHER, word_table

FOLDER = Path(workflow.checks.__file__).parent / "words"
TABLES = sorted(FOLDER.glob("*.tsv.xz"))


def test_there_is_one_for_each_starter_package() -> None:
    assert [path.name for path in TABLES] == ["en-de.tsv.xz", "en-es.tsv.xz", "en-fr.tsv.xz"]
    assert word_table("en", "af") is None


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_it_is_small_and_says_what_it_is_of(path: Path) -> None:
    assert path.stat().st_size < 400_000
    first = lzma.decompress(path.read_bytes()).decode().splitlines()[0]
    assert first.startswith(f"# Word table {path.name[:5]}") and "README.md" in first
    assert path.name[:5] in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("to", "dog"), [("es", "perr"), ("de", "hund"), ("fr", "chien")])
def test_both_directions(to: str, dog: str) -> None:
    forward, backward = word_table("en", to), word_table(to, "en")
    assert forward is not None and backward is not None
    assert dog in forward.counterparts["dog"] and "dog" in backward.counterparts[dog]
    assert forward.weights["dog"].absent > forward.weights[OTHER].absent > 0 == forward.weights["the"].absent
    assert forward.ratio == -backward.ratio > 0
