"""A document or catalog that cannot be read stops no command: it is named, the rest is done, and the exit code is 2."""

import os
import re

import pytest

from tests.program import TemporaryProject

CONFIG = "title: T\nsource_language: en\nlanguages: [es, uk]\nengines: [argos, starter]\n"
GOOD = ("good", "better")
DOCUMENTS = ("latin", "loop")
CATALOGS = {
    "quote": b'\nmsgid "q\nmsgstr ""\n',
    "marks": b'\n<<<<<<< ours\nmsgid "q"\nmsgstr "a"\n=======\nmsgid "q"\nmsgstr "b"\n>>>>>>> theirs\n',
    "bytes": b'\nmsgid "caf\xe9"\nmsgstr ""\n',
    "twice": b'\nmsgid "q"\nmsgstr "a"\n\nmsgid "q"\nmsgstr "b"\n',
    "nul": b'\nmsgid "q"\nmsgstr "a\\000b"\n',
    "header": b"",
    "language": b"",
    "folder": b"",
    "circle": b"",
}


@pytest.fixture
def broken(project: TemporaryProject) -> TemporaryProject:
    """Two good documents, two that cannot be read, and one for each way to break a Spanish catalog."""
    project.write("workflow.yaml", CONFIG)
    project.write("glossary.csv", "source,language,target\ntide,es,marea\n")
    for name in (*GOOD, *DOCUMENTS, *CATALOGS):
        project.write(f"source/{name}.md", f"# The tide {name}\n")
    project.good("run")
    project.write("source/latin.md", b"caf\xe9\n")
    (project.root / "source/loop.md").unlink()
    (project.root / "source/loop.md").symlink_to("loop.md")
    for name, more in CATALOGS.items():
        path = project.root / f"locales/es/LC_MESSAGES/{name}.po"
        data = path.read_bytes()
        path.unlink()
        if name == "folder":
            path.mkdir()
        elif name == "circle":
            path.symlink_to(path.name)
        elif name == "language":
            path.write_bytes(data.replace(b"Language: es", b"Language: de"))
        else:
            path.write_bytes(data.replace(b"charset=UTF-8", b"charset=KLINGON") if name == "header" else data + more)
    return project


CATALOG_VERBS = ("queue", "provenance", "draft --discard")
BOTH_VERBS = ("extract", "extract --check", "publish", "status", "check", "glossary check", "run")


@pytest.mark.parametrize("verb", (*CATALOG_VERBS, *BOTH_VERBS, "draft", "glossary suggest"))
def test_the_rest_is_done_and_what_is_not_is_named(broken: TemporaryProject, verb: str) -> None:
    kept = [f"locales/es/LC_MESSAGES/{name}.po" for name in (*CATALOGS, *(() if "discard" in verb else DOCUMENTS))]
    before = [os.lstat(broken.root / name).st_mtime_ns for name in kept]
    result = broken.run(*verb.split())
    assert result.code == 2, result.err
    assert "Traceback" not in result.err
    named = {
        found for line in result.err.splitlines() if (found := re.match(r"workflow: (\S+\.(?:md|po))(?::\d+)?: ", line))
    }
    files = {found[1] for found in named}
    wanted = {f"locales/es/LC_MESSAGES/{name}.po" for name in CATALOGS}
    if verb in BOTH_VERBS or verb == "glossary suggest":
        wanted |= {f"source/{name}.md" for name in DOCUMENTS}
    assert files == wanted
    assert len(named) == len(files), "each once"
    assert [os.lstat(broken.root / name).st_mtime_ns for name in kept] == before


@pytest.mark.parametrize("verb", ["provenance", "draft --dry-run", "status", "glossary suggest", "run", "publish"])
def test_a_document_that_was_never_read_is_named(project: TemporaryProject, verb: str) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/good.md", "# The tide\n")
    project.write("source/latin.md", b"caf\xe9\n")
    (line,) = project.run(*verb.split()).problems()
    assert line.startswith("workflow: source/latin.md:1: ")


def test_a_dry_run_counts_no_entries_of_a_document_that_cannot_be_read(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/good.md", "# The tide\n")
    project.write("source/other.md", "# The boat\n")
    project.good("extract")
    project.write("source/other.md", b"caf\xe9\n")
    result = project.run("draft", "--dry-run", "-l", "es")
    assert len(result.problems()) == 1 and "other.md:1: " in result.err
    assert "es Spanish: 1 entry" in result.out


@pytest.mark.parametrize("verb", ["memory stats", "memory export", "memory search tide", "draft --dry-run"])
def test_the_memory_names_what_it_cannot_read(project: TemporaryProject, verb: str) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/good.md", "# The tide\n")
    project.good("extract")
    project.write("locales/es/LC_MESSAGES/good.po", 'msgid "q\nmsgstr ""\n')
    lines = project.run(*verb.split()).problems()
    assert len(lines) == 1 and "locales/es/LC_MESSAGES/good.po:1: " in lines[0]


def test_run_does_the_rest(broken: TemporaryProject) -> None:
    broken.write("source/good.md", "# The tide good\n\nIt comes.\n")
    broken.write("source/quote.md", "# The tide quote\n\nIt goes.\n")
    page = broken.read("editions/html/es/quote.html")
    result = broken.run("run")
    assert result.code == 2
    assert "workflow-draft" in broken.read("locales/es/LC_MESSAGES/good.po").split("It comes.")[0]
    assert "It goes." in broken.read("locales/uk/LC_MESSAGES/quote.po")
    assert "It comes." in broken.read("editions/html/uk/good.html")
    assert "It goes." in broken.read("editions/html/uk/quote.html")
    assert broken.read("editions/html/es/quote.html") == page
    for name in DOCUMENTS:
        assert (broken.root / f"editions/html/es/{name}.html").exists()


def test_doctor_names_them(broken: TemporaryProject) -> None:
    out = broken.run("doctor").out
    for name in (*CATALOGS, *DOCUMENTS):
        assert f"{name}.po" in out or f"{name}.md" in out


def test_what_is_mended_is_done_the_next_time(broken: TemporaryProject) -> None:
    broken.run("run")
    (broken.root / "source/loop.md").unlink()
    for name in ("folder", "circle"):
        path = broken.root / f"locales/es/LC_MESSAGES/{name}.po"
        path.rmdir() if path.is_dir() else path.unlink()
    for name in CATALOGS.keys() - {"folder", "circle"}:
        (broken.root / f"locales/es/LC_MESSAGES/{name}.po").unlink()
    for name in DOCUMENTS:
        broken.write(f"source/{name}.md", f"# The tide {name}\n\nIt is back.\n")
    broken.good("run")
    for name in DOCUMENTS:
        assert "It is back." in broken.read(f"editions/html/uk/{name}.html")
        assert f"The tide {name}" in broken.read(f"locales/es/LC_MESSAGES/{name}.po")
