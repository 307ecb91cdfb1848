"""The review queue: drafts that no person has read, the riskiest first."""

import json
from dataclasses import replace

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow import catalogs, risk_levels
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.editing import UnitFilter
from workflow.model import Catalog, Entry, Selection
from workflow.project import load
from workflow.reporting import queue

HEADER = Entry("", ("Content-Type: text/plain; charset=UTF-8\nLanguage: es\n",))


def draft(source: str, risk: float | None, **extra: str) -> Entry:
    return put_draft(
        Entry(source), source.upper(), DraftComment("argos", "p-1", "3f2a91c0", risk=risk, extra=(*extra.items(),))
    )


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[es, de]"))
    for name in ("guide.md", "index.md"):
        project.write(f"source/{name}", "# Hello\n")
    found = load(project.root)
    entries = {
        ("es", "guide.md"): (
            draft("Fine", 0.05),
            Entry("A person's", ("Suyo",)),
            draft("Bad", 0.9, why="unsure"),
            Entry("Empty"),
            draft("Older", None),
        ),
        ("es", "index.md"): (
            draft("Middling", 0.2),
            Entry("Unfinished", ("x",), flags=("fuzzy",)),
            draft("As bad", 0.9),
        ),
        ("de", "guide.md"): (draft("Good", 0.0),),
    }
    for (code, document), content in entries.items():
        header = replace(HEADER, msgstr=(HEADER.text.replace("Language: es", f"Language: {code}"),))
        catalogs.write(Catalog(content, header), found.catalog_path(code, document))
    return project


def test_the_riskiest_come_first_and_only_drafts_come(ready: TemporaryProject) -> None:
    found = queue(load(ready.root))
    assert [one.source for one in found.waiting] == ["Bad", "As bad", "Older", "Middling", "Fine", "Good"]
    assert {one.advice for one in found.waiting} == {"read it"}, "nobody has read drafts by this package"
    first = found.waiting[0]
    assert first.address.startswith("es:guide#") and first.text == "BAD" and first.engine == "argos p-1"
    assert catalogs.read(first.catalog).entries[2].line == first.line
    assert [one.address.split(":")[0] for one in queue(load(ready.root), Selection(languages=("de",))).waiting] == [
        "de"
    ]
    assert len(queue(load(ready.root), Selection(documents=("index.md",))).waiting) == 2


def test_reasons_are_reported_in_words(ready: TemporaryProject) -> None:
    assert "unsure" in risk_levels.REASONS
    assert queue(load(ready.root)).waiting[0].reasons == (risk_levels.REASONS["unsure"],)


def test_a_broken_catalog_is_a_problem_of_its_own(ready: TemporaryProject) -> None:
    path = load(ready.root).catalog_path("es", "guide.md")
    path.write_text('msgid "x\n', encoding="utf-8")
    found = queue(load(ready.root))
    assert len(found.waiting) == 3 and "guide.po" in str(found.problems[0])
    done = ready.run("queue")
    assert done.code == 2 and "guide.po" in done.err and "As bad" in done.out


def test_the_command(ready: TemporaryProject) -> None:
    out = ready.good("queue", "--limit", "2").out
    assert "read it 0.90  es:guide#" in out and "guide.po:" in out and "  Bad\n  BAD\n" in out
    assert "6 drafts: 6 “read it”." in out and "Fine" not in out
    assert "es: p-1: nobody has measured its drafts; read a page before you rely on them." in out
    data = json.loads(ready.good("queue", "-l", "es", "--json", "--limit", "1").out)
    assert data["of"] == 5 and data["waiting"][0]["advice"] == "read it"
    assert data["waiting"][0]["catalog"] == "locales/es/LC_MESSAGES/guide.po"
    ready.good("draft", "--discard")
    assert ready.good("queue").out == "No drafts to review.\n"


def test_entries_in_which_a_check_finds_something(ready: TemporaryProject) -> None:
    path = load(ready.root).catalog_path("es", "index.md")
    catalogs.write(Catalog((Entry("Two  blanks.", ("Dos  espacios.",)), draft("Wait ... please", 0.4)), HEADER), path)
    found = queue(load(ready.root), checks=("double_space",), wanted=UnitFilter())
    assert [one.source for one in found.waiting] == []  # as in the source
    catalogs.write(Catalog((Entry("Two blanks.", ("Dos  espacios.",)), draft("Fine.", 0.4)), HEADER), path)
    assert [one.source for one in queue(load(ready.root), Selection(), UnitFilter(), ("double_space",)).waiting] == [
        "Two blanks."
    ]
    assert "Two blanks." in ready.good("queue", "--check", "double_space").out
    assert ready.good("queue", "--check", "double_space", "--state", "draft").out == "No such entries.\n"
    refused = ready.run("queue", "--check", "doublespace")
    assert refused.code == 2 and "double_space" in refused.err
    refused = ready.run("queue", "--min-risk", "nan")
    assert refused.code == 2 and "0 to 1" in refused.err
