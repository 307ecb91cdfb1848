"""Re-wrapping at other widths: the strings equal msgcat's, and nothing else changes."""

from pathlib import Path

import pytest

from tests.catalogs.test_torture import FILES
from tests.gettext import msgcat, needs_gettext
from tests.shared import SHARED, needs_shared
from workflow.catalogs import parse
from workflow.catalogs.write.rewrap import rewrap, rewrap_file

REAL = sorted((SHARED / "realworld" / "po").rglob("*.po"))


@pytest.mark.parametrize("width", [40, 79, None])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_but_lines_of_strings_changes(path: Path, width: int | None) -> None:
    data = path.read_bytes()
    catalog = parse(data, path)
    out = rewrap(catalog, width)
    again = parse(out, path)
    assert (again.entries, again.header) == (catalog.entries, catalog.header)

    def rest(data: bytes) -> list[bytes]:
        lines = [line.strip() for line in data.split(b"\n")]
        return [line for line in lines if line.startswith((b"#", b"\xef\xbb\xbf#")) and b'"' not in line]

    assert rest(out) == rest(data)
    assert (b"\r\n" in out) == (b"\r\n" in data)
    assert rewrap(again, width) == out


@needs_gettext
@pytest.mark.shared
@needs_shared
@pytest.mark.parametrize("option", ["--width=60", "--width=79", "--no-wrap"])
@pytest.mark.parametrize("path", REAL[::12], ids=lambda path: path.name)
def test_it_is_what_msgcat_makes(path: Path, option: str) -> None:
    # Without locations, whose lines are left alone here.
    data = msgcat(path.read_bytes(), "--no-location")
    width = None if option == "--no-wrap" else int(option.partition("=")[2])
    assert rewrap(parse(data), width) == msgcat(data, "--no-location", option)


@pytest.mark.parametrize("stem", ["msgcat-0.21", "msgcat-0.23"])
def test_the_writers_rules_stay(stem: str) -> None:
    folder = FILES[0].parent
    files = {name: (folder / f"{stem}-{name}.po").read_bytes() for name in ("79", "60")}

    def body(data: bytes) -> bytes:
        return data.split(b"\n", 1)[1]  # the first line says how wide the file is

    assert body(rewrap(parse(files["79"]), 60)) == body(files["60"])
    assert body(rewrap(parse(files["60"]), 79)) == body(files["79"])


def test_a_file_says_whether_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes((FILES[0].parent / "msgcat-0.21-79.po").read_bytes())
    assert [rewrap_file(path, 60), rewrap_file(path, 60), rewrap_file(path, 79)] == [True, False, True]
    assert path.read_bytes() == (FILES[0].parent / "msgcat-0.21-79.po").read_bytes()
