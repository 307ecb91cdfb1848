"""Repair of broken PO files, and errors that a person must decide."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogs.examples import po
from tests.catalogs.test_torture import FILES
from workflow.catalogs import parse
from workflow.catalogs.repair import repair, repair_file
from workflow.errors import CatalogError

TWICE = {
    "equal": ('msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'),
    "the second has no text": ('msgid "a"\nmsgstr "b"\n\n#: x.md\nmsgid "a"\nmsgstr ""\n', '#: x.md\nmsgid "a"\nmsgstr "b"\n'),
    "the first has no text": ('msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n', '#, fuzzy\nmsgid "a"\nmsgstr "b"\n'),
    "one is confirmed": ('#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b"\n'),
    "comments of both": (
        '# one\n#: x.md\nmsgid "a"\nmsgstr "b"\n\n# one\n# two\n#: y.md x.md\n#, no-wrap\nmsgid "a"\nmsgstr "b"\n',
        '# one\n# two\n#: x.md y.md\n#, no-wrap\nmsgid "a"\nmsgstr "b"\n',
    ),
    "obsolete and not": ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "b"\n', 'msgid "a"\nmsgstr "b"\n'),
    "three times": ('msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\n', 'msgid "a"\nmsgstr "b"\n'),
    "plural": (
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] "y"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] ""\nmsgstr[1] ""\n',
        'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "x"\nmsgstr[1] "y"\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TWICE)
def test_what_is_there_twice_becomes_one(name: str) -> None:
    before, after = TWICE[name]
    repaired = repair(po(before), "a.po")
    assert repaired.data == po(after)
    assert all(re.match(r"a\.po:\d+: merged into the entry .* at line \d+\.$", line) for line in repaired.done)
    assert len(repaired.done) == (2 if name == "three times" else 1)


def test_a_second_header_that_says_the_same() -> None:
    data = po('msgid "a"\nmsgstr "b"\n')
    repaired = repair(po(po("").decode() + 'msgid "a"\nmsgstr "b"\n'), "a.po")
    assert repaired.data == data
    assert repaired.done == ("a.po:6: merged into the header at line 1.",)


def test_lines_are_those_of_the_file() -> None:
    body = "".join(f'msgid "{word}"\nmsgstr "{word}"\n\n' for word in "abacbb")
    repaired = repair(po(body), "a.po")
    assert [line.split(" ")[0] for line in repaired.done] == ["a.po:12:", "a.po:18:", "a.po:21:"]
    assert [line.removesuffix(".").split("at line ")[1] for line in repaired.done] == ["6", "9", "9"]


@pytest.mark.parametrize(
    "body",
    [
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""\n',
        'msgid ""\nmsgstr "Language: uk\\n"\n',
    ],
)
def test_where_they_differ_a_person_chooses(body: str, tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(po(body))
    with pytest.raises(CatalogError, match=r"a\.po:\d+: the .* is also at line \d+, and the two differ\. Keep one"):
        repair_file(path, write=True)
    assert path.read_bytes() == po(body)


AMBIGUOUS = {"flags-of-newer-gettext", "flags-on-several-lines"}
"""Files with flags that versions of gettext read differently: they are put on one line."""


@pytest.mark.parametrize("path", [path for path in FILES if path.stem not in AMBIGUOUS], ids=lambda path: path.stem)
def test_a_sound_file_is_left_alone(path: Path) -> None:
    repaired = repair(path.read_bytes(), path)
    assert (repaired.data, repaired.done) == (path.read_bytes(), ())


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"]), st.booleans()), max_size=8),
    st.booleans(),
)
def test_no_text_is_lost(entries: list[tuple[str, str, bool]], crlf: bool) -> None:
    body = "".join(
        f'{"#, fuzzy" + chr(10) if fuzzy else ""}msgid "{key}"\nmsgstr "{text}"\n\n' for key, text, fuzzy in entries
    )
    data = po(body).replace(b"\n", b"\r\n") if crlf else po(body)
    texts = {key: {text for other, text, _ in entries if other == key and text} for key, _, _ in entries}
    try:
        repaired = repair(data)
    except CatalogError:
        assert any(len(words) > 1 for words in texts.values())
        return
    catalog = parse(repaired.data)
    assert {entry.msgid: {entry.text} - {""} for entry in catalog.entries} == texts


def _conflict(base: str | None) -> bytes:
    middle = "" if base is None else f"||||||| 1234567\n{base}"
    return po(
        'msgid "a"\nmsgstr "b"\n\n<<<<<<< HEAD\nmsgid "c"\nmsgstr "ours"\n\nmsgid "d"\nmsgstr "new here"\n'
        f'{middle}=======\nmsgid "c"\nmsgstr "theirs"\n>>>>>>> branch\n\nmsgid "z"\nmsgstr ""\n'
    )


@pytest.mark.parametrize("crlf", [False, True])
def test_git_conflicts_are_merged_by_entry(crlf: bool) -> None:
    data = _conflict('msgid "c"\nmsgstr "ours"\n').replace(b"\n", b"\r\n" if crlf else b"\n")
    repaired = repair(data, "a.po")
    assert {entry.msgid: entry.text for entry in parse(repaired.data).entries} == {
        "a": "b",
        "c": "theirs",
        "d": "new here",
        "z": "",
    }
    assert repaired.done == ("a.po:9: git's conflict markers (line 9): merged both sides by entry.",)
    assert (b"\r\n" in repaired.data) == crlf


def test_where_both_sides_wrote_both_texts_are_kept() -> None:
    repaired = repair(_conflict(None), "a.po")
    entry = {entry.msgid: entry for entry in parse(repaired.data).entries}["c"]
    assert entry.fuzzy
    assert {"ours", "theirs"} <= {
        entry.text,
        *(word for word in ("ours", "theirs") if any(word in line for line in entry.comments)),
    }
    assert "entries that now have two texts" in repaired.done[1]
    assert repaired.done[1].endswith(": 1. Choose one in each.")


@pytest.mark.parametrize(
    "body",
    [
        '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n',
        '<<<<<<< HEAD\nmsgid "a"\n=======\nmsgid "b"\n>>>>>>> x\nmumble\n',
        "<<<<<<< HEAD\n=======\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
    ],
)
def test_marks_that_make_no_sense_are_left_to_a_person(body: str) -> None:
    with pytest.raises(CatalogError, match=r"a\.po:\d+: the file has git's conflict markers"):
        repair(po(body), "a.po")
