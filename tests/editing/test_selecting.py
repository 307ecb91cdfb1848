"""Filters: by state, risk, text, age and revision; addresses that are piped in; the name of the person."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editing.conftest import GUIDE, at
from tests.program import TemporaryProject
from workflow.editing import STATES, UnitFilter, addresses_in, author, select
from workflow.errors import BadInput
from workflow.model import Selection
from workflow.project import load
from workflow.project.addresses import UnitFinder


def chosen(project: TemporaryProject, **wanted: object) -> list[str]:
    found = select(load(project.root), Selection(), UnitFilter(**wanted))  # type: ignore[arg-type]
    assert not found.problems
    return [unit.entry.msgid for unit in found.units]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [*GUIDE, "Welcome", "Tickets"]),
        ({"states": ("draft",)}, [*GUIDE[:2], "Welcome"]),
        ({"states": ("translated", "stale")}, [*GUIDE[2:]]),
        ({"states": ("needs-work",)}, [GUIDE[3]]),
        ({"states": ("approved",)}, ["Tickets"]),
        ({"states": ("void", "untranslated", "conflict", "unfinished")}, []),
        ({"min_risk": 0.5}, [GUIDE[1], "Welcome"]),
        ({"max_risk": 0.2}, [GUIDE[0]]),
        ({"min_risk": 0.2, "max_risk": 0.6}, ["Welcome"]),
        ({"text": "BILLETE"}, [GUIDE[2], "Tickets"]),
        ({"text": "ticket"}, [GUIDE[2], "Tickets"]),
        ({"text": "ferry", "states": ("draft",), "min_risk": 0.5}, []),
    ],
)
def test_filters(ferry: TemporaryProject, wanted: dict[str, object], expected: list[str]) -> None:
    assert chosen(ferry, **wanted) == expected


def test_every_state_can_be_asked_for_on_the_command_line(ferry: TemporaryProject) -> None:
    for state in STATES:
        ferry.good("queue", "--state", state)


def git(project: TemporaryProject, *args: str, days_ago: int = 0) -> None:
    when = (datetime.now(UTC) - timedelta(days=days_ago)).isoformat()
    subprocess.run(
        ["git", "-c", "user.name=Ana", "-c", "user.email=a@example.org", *args],
        cwd=project.root,
        env={"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/bin:/bin", "HOME": str(project.root)},
        check=True,
        capture_output=True,
        timeout=60,
    )


PO = "locales/es/LC_MESSAGES/guide.po"


def test_age_and_revision_come_from_git(ferry: TemporaryProject) -> None:
    for wanted in ({"older_than": 1}, {"changed_since": "HEAD"}):
        with pytest.raises(BadInput, match="not in a git repository"):
            chosen(ferry, **wanted)
    git(ferry, "init", "-q")
    git(ferry, "add", ".")
    git(ferry, "commit", "-qm", "One", days_ago=40)
    assert chosen(ferry, changed_since="HEAD") == []
    ferry.write(PO, ferry.read(PO).replace("Traiga su billete.", "Lleve su billete."))
    git(ferry, "commit", "-qam", "Two", days_ago=10)
    ferry.write(PO, ferry.read(PO).replace("Sin perros", "Ni un perro"))
    assert chosen(ferry, changed_since="HEAD~1") == [*GUIDE[2:]]
    assert chosen(ferry, changed_since="HEAD") == [GUIDE[3]]
    assert chosen(ferry, older_than=30) == [*GUIDE[:2], "Welcome", "Tickets"]
    assert chosen(ferry, older_than=5) == [*GUIDE[:3], "Welcome", "Tickets"]
    for revision in ("nope", "--help", "HEAD:workflow.yaml"):
        with pytest.raises(BadInput, match="not a revision"):
            chosen(ferry, changed_since=revision)
    git(ferry, "rm", "-q", "--cached", PO)
    git(ferry, "commit", "-qm", "Three")
    assert chosen(ferry, changed_since="HEAD") == [*GUIDE], "git does not have the file, so all of it is new"
    assert chosen(ferry, older_than=1, text="o") == ["Welcome"]


A, B = at(GUIDE[0]), at(GUIDE[1])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (f"{A}\n\n# a note\r\n  {B} \n{A}\n", [A, B]),
        (f'"{A}"\n"{B}"\n', [A, B]),
        (json.dumps([A, {"address": B}]), [A, B]),
        (json.dumps({"waiting": [{"address": A, "text_hash": "be1f6cac"}], "of": 1}), [f"{A}@be1f6cac"]),
        (json.dumps({"address": A}, indent=2) + "\n" + json.dumps({"unit": B}), [A, B]),
        (json.dumps({"address": f"{A}@be1f6cac", "text_hash": "00000000"}), [f"{A}@be1f6cac"]),
        ("\ufeff" + A, [A]),
        ('{"waiting": []}', []),
        (json.dumps({"unit": {"address": A, "text_hash": "be1f6cac"}, "document": "x"}), [f"{A}@be1f6cac"]),
        ("null\n", []),
        ("locales/es/LC_MESSAGES/guide.po:118\n./a b.po:3", ["locales/es/LC_MESSAGES/guide.po:118", "./a b.po:3"]),
    ],
)
def test_addresses_are_read_from_lines_and_from_json(text: str, expected: list[str]) -> None:
    assert list(addresses_in(text)) == expected


@pytest.mark.parametrize(
    "text",
    [f"{A}\nread it 0.90  {B}\n", "hello", "[1", '{"a": 1}', "[3]", "[null]", '{"waiting": 3}', '"' + A, "[" * 100_000],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="standard input"):
        addresses_in(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        addresses_in(text)
    except BadInput as error:
        assert "\n" not in str(error)


def test_an_address_with_a_hash_means_that_translation(ferry: TemporaryProject) -> None:
    finder = UnitFinder(load(ferry.root))
    unit = finder.find(at(GUIDE[2]))
    assert finder.find(unit.exact_address) == unit
    ferry.write(PO, ferry.read(PO).replace("Traiga", "Lleve"))
    with pytest.raises(BadInput, match="has changed since you looked at it"):
        UnitFinder(load(ferry.root)).find(unit.exact_address)


def test_the_name_comes_from_git_or_is_given(ferry: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="nobody is named"):
        author(ferry.root)
    assert author(ferry.root, "  Ana\n María ") == "Ana María"
    assert author(ferry.root, "علی\u200cرضا") == "علی\u200cرضا"
    git(ferry, "init", "-q")
    git(ferry, "config", "user.name", "Ben")
    assert author(ferry.root) == "Ben"
    for name in ("", " ", "a=b", '"Ana"', "x" * 101, "A\x1b[31m"):
        with pytest.raises(BadInput):
            author(ferry.root, name)
