"""Synthetic files that are hard to preserve: the first line of each has the reason.

What programs wrote (``msgcat-…``, ``pypo-…``) has to come out the same when its translations are taken out and put in again: that needs
their rules for breaking lines, gettext 0.23's too, which Debian's CI machine does not have.
"""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.gettext import msgcat, needs_gettext
from tests.shared import SHARED, needs_shared
from workflow.catalogs import parse, serialise
from workflow.catalogs.layout import FileLayout
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.wrap.gettext import StringStyle, WrapRules, quoted
from workflow.model import Catalog, Entry

FILES = sorted((Path(__file__).parent / "torture").glob("*.po"))
WRITTEN = [path for path in FILES if path.name.startswith(("msgcat-", "pypo-"))]
WIDTHS = {"79": 79, "77": 79, "60": 60, "120": 120, "none": None}


def named(path: Path) -> str:
    return path.stem


every = pytest.mark.parametrize("path", FILES, ids=named)


def changes(entry: Entry) -> dict[str, Entry]:
    """The entry, changed in each way that a person or program changes entries; ASCII, which every charset has."""
    first, *others = entry.msgstr
    found = {
        "text": replace(entry, msgstr=(f"{first} y algo nuevo", *others)),
        "long text": replace(entry, msgstr=("una palabra y otra, " * 12 + "\nfin", *others)),
        "fuzzy": replace(
            entry, flags=tuple(f for f in entry.flags if f != "fuzzy") if entry.fuzzy else ("fuzzy", *entry.flags)
        ),
        "comment": replace(entry, comments=(*entry.comments, "workflow-refused: engine=argos reason")),
        "previous": replace(entry, previous_msgid="what it was"),
    }
    if entry.comments:
        found["no comment"] = replace(entry, comments=entry.comments[1:])
    if entry.extracted:
        found["extracted"] = replace(entry, extracted=(*entry.extracted, "paragraph | Z"))
    if entry.locations:
        found["locations"] = replace(entry, locations=(*entry.locations, "z.md"))
    return {name: changed for name, changed in found.items() if changed != entry}


def changed(catalog: Catalog, number: int, entry: Entry) -> Catalog:
    return replace(catalog, entries=(*catalog.entries[:number], entry, *catalog.entries[number + 1 :]))


def _known(entries: tuple[Entry, ...]) -> list[Entry]:
    """Flags in no order: fuzzy goes to the front of its line, which need not be the first."""
    return [replace(entry, flags=tuple(sorted(entry.flags))) for entry in entries]


def touched(before: bytes, after: bytes) -> tuple[int, int]:
    """The first and the last line of ``before`` (counted from 1) that are not in ``after`` as they were; (0, 0): the same bytes."""
    old, new = before.split(b"\n"), after.split(b"\n")
    if old == new:
        return 0, 0
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start + 1, len(old) - end


def test_there_are_enough_and_each_has_a_reason() -> None:
    assert len(FILES) >= 40
    for path in FILES:
        first = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")[0].decode("ascii", "replace")
        assert re.match(r"# Why: \w.{10,}\.\r?$", first), (path.name, first)


@every
def test_read_and_written_the_same(path: Path) -> None:
    data = path.read_bytes()
    catalog = parse(data, path)
    assert serialise(catalog) == data
    again = replace(catalog, entries=tuple(replace(entry) for entry in catalog.entries), header=replace(catalog.header))
    assert serialise(again) == data


@every
def test_a_change_touches_its_entry_and_nothing_else(path: Path) -> None:
    data = path.read_bytes()
    catalog = parse(data, path)
    for number, entry in enumerate(catalog.entries):
        behind = [other.line for other in (*catalog.entries, catalog.header) if other.line > entry.line]
        following = min(behind, default=data.count(b"\n") + 2)
        for name, new in changes(entry).items():
            out = serialise(changed(catalog, number, new))
            again = parse(out, path)
            assert _known(again.entries) == _known(changed(catalog, number, new).entries), (name, entry.line)
            assert again.header == catalog.header, name
            first, last = touched(data, out)
            assert entry.line <= first <= max(last, first), (name, first, last)
            assert last <= max(following - 1, entry.line), (name, first, last, following)
            # Taken back, it is the old file again but for lines that were laid out in a way that nobody could guess.
            back = parse(serialise(changed(again, number, entry)), path)
            assert _known(back.entries) == _known(catalog.entries)


@pytest.mark.parametrize("path", WRITTEN, ids=named)
def test_translations_taken_out_and_put_in_again_give_the_programs_bytes(path: Path) -> None:
    data = path.read_bytes()
    catalog = parse(data, path)
    assert isinstance(catalog.layout, FileLayout)
    style = style_of(catalog.layout)
    program, *_, width = path.stem.split("-")
    rules = (
        WrapRules.PYPO if program == "pypo" else WrapRules.GETTEXT_16 if "-0.23-" in path.name else WrapRules.GETTEXT
    )
    assert style.strings.width == WIDTHS[width]
    # Without wrapping gettext's rules are one; so they are where no text tells them apart.
    assert style.strings.rules == rules or (width in ("none", "120") and program == "msgcat")
    for number, entry in enumerate(catalog.entries):
        emptied = parse(
            serialise(changed(catalog, number, replace(entry, msgstr=("",), msgid=f"{entry.msgid}!"))), path
        )
        assert serialise(changed(emptied, number, entry)) == data, entry.line
    assert serialise(replace(catalog, entries=())) != data


@needs_gettext
@pytest.mark.parametrize("path", [path for path in WRITTEN if "msgcat-0.21" in path.name], ids=named)
def test_a_change_in_what_msgcat_wrote_is_what_msgcat_would_write(path: Path) -> None:
    width = path.stem.split("-")[-1]
    option = "--no-wrap" if width == "none" else f"--width={width}"
    data = path.read_bytes()
    assert msgcat(data, option) == data
    catalog = parse(data, path)
    for number, entry in enumerate(catalog.entries):
        for name in ("text", "long text", "fuzzy", "comment"):
            out = serialise(changed(catalog, number, changes(entry).get(name, entry)))
            assert msgcat(out, option) == out, (name, entry.line)


PYPO = """
import json, sys
from translate.storage import pypo
texts = json.load(sys.stdin)
json.dump([[pypo.quoteforpo(text, pypo.PoWrapper(width)) for text in texts] for width in (77, -1, 58)], sys.stdout)
"""
PYPO_TEXTS = (
    "Short",
    "one\ntwo\n",
    "one\n",
    'A text with /paths/of/some/length/and-hyphens, dots.in.words, an em--dash, \\escapes\\, "quotes" and\ttabs; ' * 3,
    "https://library.example.org/a/very/long/address/that/goes/on/and/on/and/never/ends/index.html?page=1#fragment-1",
    "図書館は十時から六時まで開いています。木曜日は、市が立つので、夜八時まで開いています。" * 2,
    "Книгозбірня відчинена щодня, з десятої до шостої; а по четвергах – до восьмої. " * 3,
    "Bibliotheksbenutzungsordnungsänderungsvorschlagsverfahrensbeschleunigungsgesetzentwurfsberatungsprotokoll " * 2,
)


@pytest.mark.skipif(
    subprocess.run(
        ["/usr/bin/python3", "-c", "import translate.storage.pypo"], capture_output=True, check=False
    ).returncode
    != 0,
    reason="translate-toolkit is not installed (apt-get install translate-toolkit)",
)
def test_lines_break_as_translate_toolkit_breaks_them() -> None:
    done = subprocess.run(
        ["/usr/bin/python3", "-c", PYPO],
        input=json.dumps(PYPO_TEXTS).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    for width, theirs in zip((79, None, 60), json.loads(done.stdout), strict=True):
        for text, lines in zip(PYPO_TEXTS, theirs, strict=True):
            assert (
                quoted("msgstr", text, StringStyle(width, rules=WrapRules.PYPO)) == "msgstr " + "\n".join(lines) + "\n"
            )


def _flip(text: str) -> str:
    """The text with one character changed."""
    at = len(text) // 2
    return f"{text[:at]}{'x' if text[at] != 'x' else 'y'}{text[at + 1 :]}"


MUTATIONS: dict[str, Callable[[Entry], Entry]] = {
    "a character of a translation": lambda e: replace(e, msgstr=tuple(_flip(t) if t else t for t in e.msgstr)),
    "a character of a text": lambda e: replace(e, msgid=_flip(e.msgid)),
    "a character of a context": lambda e: replace(e, context=_flip(e.context)) if e.context else e,
    "a character of a former text": lambda e: (
        replace(e, previous_msgid=_flip(e.previous_msgid)) if e.previous_msgid else e
    ),
    "a character of a comment": lambda e: replace(e, comments=tuple(_flip(t) if t else t for t in e.comments)),
    "a comment": lambda e: replace(e, comments=e.comments[:-1]),
    "an extracted comment": lambda e: replace(e, extracted=e.extracted[1:]),
    "a location": lambda e: replace(e, locations=e.locations[1:]),
    "a flag": lambda e: replace(e, flags=e.flags[:-1]),
    "a plural form": lambda e: replace(e, msgstr=e.msgstr[:-1]) if len(e.msgstr) > 1 else e,
    "a mark of obsolete entries": lambda e: replace(e, obsolete=not e.obsolete),
}
SHARED_FILES = sorted((SHARED / "realworld" / "po").rglob("*.po"))


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_checks_see_what_a_careless_writer_loses(mutation: str) -> None:
    _seen(FILES, mutation, least=1)


@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("mutation", ["a character of a translation", "a character of a text", "a flag", "a location"])
def test_the_checks_see_it_in_real_files(mutation: str) -> None:
    _seen(SHARED_FILES[::8], mutation, least=1)


def _seen(paths: list[Path], mutation: str, least: int) -> None:
    """The checks: the bytes, the lines, and the entries that are read again."""
    tried = 0
    for path in paths:
        data = path.read_bytes()
        catalog = parse(data, path)
        for number, entry in list(enumerate(catalog.entries))[:3]:
            mutant = MUTATIONS[mutation](entry)
            if mutant == entry:
                continue
            out = serialise(changed(catalog, number, mutant))
            tried += 1
            assert out != data
            assert touched(data, out) != (0, 0)
            assert parse(out, path).entries != catalog.entries
    assert tried >= least
