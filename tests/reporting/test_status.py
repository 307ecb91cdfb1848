"""``status`` counts as gettext does, and by states as this program does."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gettext import needs_gettext
from tests.program import CONFIG, TemporaryProject
from tests.shared import SHARED, needs_shared
from workflow.catalogs import parse
from workflow.model import State
from workflow.project import load
from workflow.publishing import publish
from workflow.publishing.report import ReaderCounts
from workflow.reporting import status
from workflow.segmentation import word_count

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=n!=1;\\n"\n\n'
)

ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["", "Hola", "Hola, mundo"]),
        st.booleans(),  # fuzzy
        st.booleans(),  # obsolete
        st.sampled_from([None, "", "Holas"]),  # a second plural form
    ),
    max_size=8,
)


def catalog(entries: list[tuple[str, bool, bool, str | None]]) -> str:
    blocks = []
    for number, (text, fuzzy, obsolete, plural) in enumerate(entries):
        lines = [f'msgid "Hello {number}"']
        if plural is None:
            lines.append(f'msgstr "{text}"')
        else:
            lines += [f'msgid_plural "Hellos {number}"', f'msgstr[0] "{text}"', f'msgstr[1] "{plural}"']
        marked = ["#, fuzzy"] if fuzzy else []
        blocks.append("\n".join(marked + [f"#~ {line}" if obsolete else line for line in lines]))
    return HEADER + "\n\n".join(blocks) + "\n"


def statistics(path: Path) -> tuple[int, int, int]:
    done = subprocess.run(
        ["msgfmt", "--statistics", "-o", "/dev/null", path],
        capture_output=True, text=True, timeout=60, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    found = {word: int(number) for number, word in re.findall(r"(\d+) (translated|fuzzy|untranslated)", done.stderr)}
    return found.get("translated", 0), found.get("fuzzy", 0), found.get("untranslated", 0)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("status")
    (root / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es]\n")
    (root / "source").mkdir()
    (root / "source" / "guide.md").write_text("Hello\n")
    (root / "locales/es/LC_MESSAGES").mkdir(parents=True)
    return root


@given(entries=ENTRIES)
def test_counts_are_those_of_msgfmt(root: Path, entries: list[tuple[str, bool, bool, str | None]]) -> None:
    path = root / "locales/es/LC_MESSAGES/guide.po"
    path.write_text(catalog(entries))
    (row,) = status(load(root)).rows
    assert (row.translated, row.fuzzy, row.untranslated) == statistics(path)
    assert row.units == len(parse(path.read_bytes(), path).live) == row.translated + row.fuzzy + row.untranslated


TORTURE = sorted((Path(__file__).parents[1] / "catalogs" / "torture").glob("*.po"))
REAL = sorted((SHARED / "realworld" / "po").rglob("*.po"))


def _same_counts(root: Path, paths: list[Path]) -> int:
    """Each file in the place of the catalog: our counts and msgfmt's. Says how many msgfmt could read."""
    (root / "locales/es/LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    path = root / "locales/es/LC_MESSAGES/guide.po"
    project = load(root)
    checked = 0
    for file in paths:
        content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
        path.write_bytes(re.sub(rb'(?m)^("Language: )\w+', rb"\1es", content))
        try:
            theirs = statistics(path)
        except subprocess.CalledProcessError:
            continue
        (row,) = status(project).rows
        assert row.problem is None, file
        assert (row.translated, row.fuzzy, row.untranslated) == theirs, file
        checked += 1
    return checked


@needs_gettext
def test_counts_are_those_of_msgfmt_in_files_that_are_hard_to_keep(root: Path) -> None:
    # msgfmt refuses one file, whose comments look like obsolete entries.
    # Two differ on purpose, towards caution: fuzzy on a line of #= counts here, which gettext learned in 0.26; and of several lines
    # of flags all count here, where gettext looks at the last one (no program writes several).
    files = [path for path in TORTURE if path.stem not in ("flags-of-newer-gettext", "flags-on-several-lines")]
    assert _same_counts(root, files) >= len(files) - 1


@pytest.mark.shared
@needs_shared
@needs_gettext
def test_counts_are_those_of_msgfmt_in_real_files(root: Path) -> None:
    assert _same_counts(root, REAL) == 83


def test_before_the_first_extract(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello, world\n\nTwo words.\n\nTwo words.\n")
    report = status(load(project.root))
    assert [row.language for row in report.languages] == ["es", "uk"]
    assert [(row.units, row.word_count, row.states[State.UNTRANSLATED]) for row in report.rows] == [(2, 4, 2)] * 2
    assert report.outdated


def test_what_cannot_be_read_is_a_row_with_its_problem(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/a.md", "# Hello\n")
    project.write("source/b.md", b"caf\xe9\n")
    project.write("locales/es/LC_MESSAGES/a.po", 'msgid "a\n')
    report = status(load(project.root))
    problems = {(row.language, row.document): str(row.problem or "") for row in report.rows}
    assert "a.po:1:" in problems["es", "a.md"]
    assert problems["uk", "a.md"] == ""
    assert "b.md:1: byte 0xe9 is not UTF-8" in problems["es", "b.md"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("One two, three.", 3),
        ("don't re-use it", 3),
        ("橋を渡る", 4),
        ("міст через річку", 3),
        ("- `--flag` **x**", 2),
        ("3.11 and 1,200", 4),
    ],
)
def test_words(text: str, number: int) -> None:
    assert word_count(text) == number


def test_the_command(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    shown = project.good("status").out
    assert shown.isascii() or "░" in shown
    assert "guide.md" not in shown and "workflow status -v" in shown
    assert "guide.md" in project.good("status", "-d", "guide").out
    assert "guide.md" in project.good("status", "-v").out
    assert "\x1b" not in shown
    assert "Ukrainian" not in project.good("status", "-l", "es").out
    data = json.loads(project.good("status", "--json", "-d", "guide").out)
    assert [(row["language"], row["document"], row["units"]) for row in data["rows"]] == [
        ("es", "guide.md", 1),
        ("uk", "guide.md", 1),
    ]
    assert data["rows"][0]["states"]["untranslated"] == 1
    before = project.files()
    project.good("status", "--quiet")
    assert project.files() == before


def test_what_readers_get_is_what_publish_shows(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n\nSee [it](a.md).\n\nRun `x`.\n\nBye.\n\nBye.\n")
    project.good("extract")
    path = project.root / "locales/es/LC_MESSAGES/guide.po"
    text = path.read_text(encoding="utf-8")
    for source, target in (("See [it](a.md).", "Ver <b>eso."), ("Run `x`.", "Ejecutar."), ("Bye.", "Adiós.")):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")
    report = status(load(project.root))
    expected = ReaderCounts(translated=2, source=2, refused=1)
    assert [row.readers for row in report.rows if row.language == "es"] == [expected]
    assert publish(load(project.root)).editions[1].readers == expected
    shown = project.good("status").out
    assert "  es: 4 entries: 2 translated, 2 source text (1 refused)\n" in shown
    assert "  uk: 4 entries: 0 translated, 4 source text\n" in shown
    data = json.loads(project.good("status", "--json", "-l", "es").out)
    assert data["languages"][0]["readers"] == {
        "translated": 2, "drafts": 0, "previous": 0, "source": 2, "refused": 1, "entries": 4
    }  # fmt: skip
    assert "4 entries: 2 translated, 2 source text (1 refused)" in project.good("publish").out
    part = json.loads(project.read("editions/record/guide.md.json"))
    assert part["editions"]["es"]["readers"]["refused"] == 1
