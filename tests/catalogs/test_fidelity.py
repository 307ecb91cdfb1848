"""Invariant 4 on real files: read and written, they have the same bytes; a change affects the lines of its entry only."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.gettext import MSGCATS, msgcat, needs_gettext
from tests.shared import SHARED, needs_shared
from workflow.catalogs import merge, parse, serialise
from workflow.catalogs.layout import FileLayout
from workflow.catalogs.wrap.file_style import style_of
from workflow.catalogs.wrap.gettext import WrapRules
from workflow.model import Catalog

FILES = sorted((SHARED / "realworld" / "po").rglob("*.po"))
pytestmark = [pytest.mark.shared, needs_shared]


def _name(path: Path) -> str:
    return path.relative_to(SHARED / "realworld" / "po").as_posix()


def test_all_files_are_there() -> None:
    assert len(FILES) == 83


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_read_and_written_the_same(path: Path) -> None:
    data = path.read_bytes()
    catalog = parse(data, path)
    assert serialise(catalog) == data
    assert serialise(merge(catalog.live, catalog)) == data


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_change_stays_in_its_lines(path: Path) -> None:
    data = path.read_bytes()
    lines = data.split(b"\n")
    catalog = parse(data, path)
    for number in random.Random(path.name).sample(range(len(catalog.entries)), min(2, len(catalog.entries))):
        entry = catalog.entries[number]
        changed = _with(catalog, number, ("Palabras nuevas, " * 9 + "y un fin.",), ("fuzzy",))
        out = serialise(changed).split(b"\n")
        assert parse(b"\n".join(out)).entries == changed.entries
        following = catalog.entries[number + 1].line - 1 if number + 1 < len(catalog.entries) else len(lines)
        assert out[: entry.line - 1] == lines[: entry.line - 1]
        assert out[len(out) - (len(lines) - following) :] == lines[following:]
        # Comments and msgid are lines that the change is not about.
        kept = [line for line in lines[entry.line - 1 : following] if line.startswith((b"#:", b"#.", b"# ", b"msgid"))]
        assert [line for line in out if line in kept][: len(kept)] == kept or all(line in out for line in kept)


def _with(catalog: Catalog, number: int, texts: tuple[str, ...], flags: tuple[str, ...]) -> Catalog:
    entry = catalog.entries[number]
    flags = (*flags, *(flag for flag in entry.flags if flag not in flags))
    changed = replace(entry, msgstr=texts * len(entry.msgstr), flags=flags)
    return replace(catalog, entries=(*catalog.entries[:number], changed, *catalog.entries[number + 1 :]))


WIDTHS = ("--width=79", "--width=60", "--no-wrap")


def _rewritten() -> Iterator[tuple[Path, tuple[str, ...], str]]:
    """Each file in two of three widths, some of them with other locations."""
    for program in MSGCATS:
        for number, path in enumerate(FILES):
            for more in (0, 1):
                places = ("--no-location",) if number % 9 == 0 else ("--add-location=file",) if number % 9 == 1 else ()
                yield path, (WIDTHS[(number + more) % 3], *places), program


def _id(value: object) -> str:
    if isinstance(value, tuple):
        return "".join(value)
    return _name(value) if isinstance(value, Path) else Path(str(value)).name


@needs_gettext
@pytest.mark.parametrize(("path", "options", "program"), list(_rewritten()), ids=_id)
def test_a_change_looks_as_msgcat_writes_it(path: Path, options: tuple[str, ...], program: str) -> None:
    data = msgcat(path.read_bytes(), *options, program=program)
    catalog = parse(data, path)
    assert serialise(catalog) == data
    # Where no text breaks otherwise than by the older rules, nothing tells which program wrote the file, and those are followed.
    assert isinstance(catalog.layout, FileLayout)
    style = style_of(catalog.layout)
    width = None if "--no-wrap" in options else int(options[0].partition("=")[2])
    rules = WrapRules.GETTEXT if program == "msgcat" else WrapRules.GETTEXT_16
    if style.strings.width != width or (width and style.strings.rules != rules):
        assert program != "msgcat"
        assert msgcat(data, *options) == data
        return
    formats = [n for n, entry in enumerate(catalog.entries) if any(flag.endswith("-format") for flag in entry.flags)]
    chosen = random.Random(path.name).sample(range(len(catalog.entries)), 1)
    for number in {*chosen, *formats[:1]}:
        texts = (
            "Palabras nuevas - con guiones y barras/y más, 100 % de :doc:`comillas` y “un” fin. " * 4 + "\nOtra línea.",
        )
        out = serialise(_with(catalog, number, texts, ()))
        assert msgcat(out, *options, program=program) == out


@needs_gettext
@pytest.mark.parametrize("path", FILES[::9], ids=_name)
def test_written_from_nothing_as_msgcat_would(path: Path) -> None:
    data = msgcat(path.read_bytes())
    catalog = parse(data)
    ours = serialise(Catalog(entries=catalog.entries, header=catalog.header))
    assert msgcat(ours) == ours
    assert ours == data
