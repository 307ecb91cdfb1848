"""docs/catalogs.md is correct: its examples have the stated states, and its messages are those that are printed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from workflow.catalogs import parse
from workflow.catalogs.comment_syntax import comment_values
from workflow.catalogs.states import Need, need, state
from workflow.errors import CatalogError
from workflow.model import Entry, State

PAGE = (Path(__file__).parent.parent / "docs" / "catalogs.md").read_text(encoding="utf-8")
_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def section(title: str) -> str:
    """What stands under a heading of the second level."""
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def examples(title: str) -> list[Entry]:
    """The entries in the ``po`` blocks of a section."""
    blocks = re.findall(r"^```po\n(.*?)^```$", section(title), re.MULTILINE | re.DOTALL)
    return [entry for block in blocks for entry in parse((_HEADER + block).encode()).entries]


def test_the_states() -> None:
    draft, stale, conflict = examples("States")
    assert (state(draft), need(draft)) == (State.DRAFT, None)
    assert state(replace(draft, flags=())) is State.TRANSLATED
    assert need(replace(draft, msgstr=("Lee primero la página entera.",))) is Need.UNFINISHED
    assert need(stale) is Need.STALE
    assert need(conflict) is Need.CONFLICT


def test_the_obsolete_one() -> None:
    (removed,) = examples("Removed texts and documents")
    assert removed.obsolete
    assert list(comment_values(removed, "obsolete")) == ["2026-11-23"]


_ONE = 'msgid "Opening hours"\nmsgstr "a"\n\n'
BROKEN = {
    "a string has no closing quote on its line.": _HEADER + 'msgid "a\n',
    "'hello' is not a comment, a keyword or a string.": _HEADER + "hello\n",
    r"\q is not a valid escape sequence.": _HEADER + 'msgid "\\q"\nmsgstr ""\n',
    "a second entry 'Opening hours'; the first is at line 4.": _HEADER + _ONE + _ONE,
    "a second header; the first is at line 1.": _HEADER + _HEADER,
    "the file has git's conflict markers.": _HEADER + "<<<<<<< HEAD\n" + _ONE,
    "'FOO' is not a known charset.": _HEADER.replace("UTF-8", "FOO"),
    "byte 0xf1 is not valid UTF-8, the charset in the header.": _HEADER + 'msgid "ñ"\nmsgstr ""\n',
    "byte 0xf1 is not valid UTF-8, and the header names no other charset.": 'msgid "ñ"\nmsgstr ""\n',
    "the file is in UTF-16, which gettext does not read.": "\ufeff" + _HEADER,
}


def test_every_message_in_the_table_is_tried() -> None:
    assert re.findall(r"^\| `(.*?)` \|", section("Broken files"), re.MULTILINE) == list(BROKEN)


@pytest.mark.parametrize("message", BROKEN)
def test_the_messages(message: str) -> None:
    codec = "utf-16-le" if "UTF-16" in message else "latin-1"
    with pytest.raises(CatalogError, match=re.escape(f" {message} ")):
        parse(BROKEN[message].encode(codec), "guide.po")
