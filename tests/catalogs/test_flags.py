"""Flags in unusual places: the state is the one that gettext's tools read, or a more careful one."""

import re
import subprocess
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.gettext import needs_gettext
from tests.program import TemporaryProject
from workflow.catalogs import ambiguous, parse, serialise, with_flags_on_one_line
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.catalogs.repair import repair
from workflow.catalogs.states import state
from workflow.model import Catalog, State

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LINES = (
    *("#, fuzzy", "#,fuzzy", "#, fuzzy, c-format", "#, no-wrap", "#, c-format,fuzzy", "#,", "#, no-wrap fuzzy", "#,\tfuzzy"),
    *("  #, fuzzy", "#~ #, fuzzy", "#! fuzzy", "#! no-wrap", "#= fuzzy", "#= no-wrap", "#= no-wrap, fuzzy", "#, Fuzzy"),
    *("#, range: 0..5 fuzzy", "#, range: 0..5, no-wrap", "#, fuzzyish", "#, fuzzy;", "#. fuzzy", "#: fuzzy", "# , fuzzy"),
    *("# a note", "# a note\\", "#, fuzzy\\", "#, no-wrap\\", "#. shown\\", "#: guide.md", "#", ""),
)  # fmt: skip
ENTRIES = st.lists(st.lists(st.sampled_from(LINES), max_size=4), min_size=1, max_size=6)


def po(entries: list[list[str]], text: str = "b") -> bytes:
    # gettext joins a comment that ends with a backslash to the next line: before a keyword it is an error.
    safe = [[*lines, "#"] if lines and lines[-1].endswith("\\") else lines for lines in entries]
    blocks = ["\n".join([*lines, f'msgid "a{number}"', f'msgstr "{text}"\n']) for number, lines in enumerate(safe)]
    return (HEADER + "\n".join(blocks)).encode()


def finished(data: bytes) -> set[str]:
    """The texts that msgfmt takes for finished ones."""
    done = subprocess.run(
        ["msgattrib", "--translated", "--no-fuzzy", "--no-obsolete", "-"], input=data, capture_output=True, timeout=60, check=True
    )  # fmt: skip
    return set(re.findall(r'^msgid "(\w+)"', done.stdout.decode(), re.MULTILINE))


def texts(catalog: Catalog, *, fuzzy: bool) -> set[str]:
    return {entry.msgid for entry in catalog.live if entry.fuzzy is fuzzy}


@needs_gettext
@given(ENTRIES)
@example([["#, fuzzy", "#, c-format"], ["#, c-format", "#, fuzzy"], ["# a note\\", "#, fuzzy"], ["#~ #, fuzzy"]])
def test_no_tool_reads_a_text_as_finished_that_is_fuzzy_here_unless_it_is_reported(entries: list[list[str]]) -> None:
    data = po(entries)
    catalog = parse(data)
    reported = {entry.msgid for entry in ambiguous(catalog)}
    assert texts(catalog, fuzzy=True) >= reported
    assert finished(data) == texts(catalog, fuzzy=False) | reported


@needs_gettext
@given(ENTRIES)
def test_flags_on_one_line_are_read_alike_and_nothing_else_changes(entries: list[list[str]]) -> None:
    data = po(entries)
    catalog = parse(data)
    corrected = with_flags_on_one_line(catalog)
    again = serialise(corrected)
    assert finished(again) == texts(catalog, fuzzy=False)
    assert ambiguous(corrected) == ambiguous(parse(again)) == ()
    assert corrected.entries == parse(again).entries
    assert [(entry.key, entry.msgstr, set(entry.flags)) for entry in corrected.entries] == [
        (entry.key, entry.msgstr, set(entry.flags)) for entry in catalog.entries
    ]
    if not ambiguous(catalog):
        assert corrected is catalog
        assert again == data


@needs_gettext
@given(ENTRIES)
@example([["#, no-wrap\\", "# a note\\", "#. fuzzy"]])
def test_a_draft_is_fuzzy_for_every_tool_wherever_the_flags_were(entries: list[list[str]]) -> None:
    catalog = parse(po(entries, text=""))
    drafts = tuple(put_draft(entry, "hola", DraftComment("argos", "a-1", "00000000")) for entry in catalog.entries)
    data = serialise(replace(catalog, entries=drafts))
    assert finished(data) == set()
    again = parse(data)
    assert {state(entry) for entry in again.live} == {State.DRAFT}
    assert ambiguous(again) == ()


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        ("#, fuzzy\n#, c-format\n", "#, fuzzy, c-format\n"),
        ("#, fuzzy\n# note\n#, no-wrap\n", "# note\n#, fuzzy, no-wrap\n"),
        ("#= fuzzy, no-wrap\n#, c-format\n", "#= no-wrap\n#, fuzzy, c-format\n"),
        ("# note\\\n#, fuzzy\n", "# note\\ \n#, fuzzy\n"),
        ("#, fuzzy\n#!c-format\n", "#, fuzzy, c-format\n"),
    ],
)
def test_how_flags_are_written(lines: str, written: str) -> None:
    text = HEADER + '{}msgid "a"\nmsgstr "b"\n\n# x\nmsgid "c"\nmsgstr "d"'
    assert serialise(with_flags_on_one_line(parse(text.format(lines).encode()))).decode() == text.format(written)


def test_fix_puts_flags_on_one_line_and_says_where() -> None:
    text = HEADER + '{}msgid "a"\nmsgstr "b"\n'
    repaired = repair(text.format("#, fuzzy\n#, c-format\n").encode(), "es.po")
    assert repaired.data.decode() == text.format("#, fuzzy, c-format\n")
    assert repaired.done == ("es.po:5: put the flags on one line: some versions of gettext did not see fuzzy.",)


def test_extract_puts_flags_on_one_line(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\n")
    project.write("source/a.md", "Hello.\n\nGood bye.\n")
    project.good("extract")
    path = "locales/es/LC_MESSAGES/a.po"
    text = project.read(path).replace('msgid "Hello."\nmsgstr ""', '#, fuzzy\n{}msgid "Hello."\nmsgstr "Hola."')
    project.write(path, text.format("#, no-wrap\n"))
    assert "flags on several lines" in project.run("extract", "--check").out
    assert path in project.run("doctor").out
    project.good("extract")
    assert project.read(path) == text.format("").replace("#, fuzzy\n", "#, fuzzy, no-wrap\n")
    assert "up to date" in project.good("extract").out
