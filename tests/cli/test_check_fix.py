"""``workflow check`` as a tool that people keep using: --fix, --baseline, --changed-since, --unused-ignores."""

import subprocess
from pathlib import Path

import pytest

from tests.program import TemporaryProject, workflow
from tests.terminal import terminal
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.model import Entry

GUIDE = "locales/es/LC_MESSAGES/guide.po"
SOURCES = ("The house", "It has 12 doors.", "Close every door in the evening.")
TARGETS = ("La casa", "Tiene 13 puertas.", "Cierre  cada puerta por la noche")


def draft_lines(source: str, text: str) -> str:
    entry = put_draft(Entry(source), text, DraftComment("argos", "p-1", "3f2a91c0"))
    return f'# {entry.comments[0]}\n#, fuzzy\nmsgid "{source}"\nmsgstr "{text}"\n'


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    """A project whose last entry is a draft with two mistakes, and whose second one is a person's with a wrong number."""
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    project.write("source/guide.md", f"# {SOURCES[0]}\n\n{SOURCES[1]}\n\n{SOURCES[2]}\n")
    entries = "\n".join(
        f'msgid "{source}"\nmsgstr "{text}"\n' for source, text in list(zip(SOURCES, TARGETS, strict=True))[:2]
    )
    head = 'msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    project.write(GUIDE, f"{head}{entries}\n{draft_lines(SOURCES[2], TARGETS[2])}")
    return project


def git(place: TemporaryProject | Path, *args: str) -> None:
    folder = place.root if isinstance(place, TemporaryProject) else place
    subprocess.run(
        ["git", "-c", "user.name=Ana", "-c", "user.email=a@b.c", *args], cwd=folder, check=True, capture_output=True
    )


def test_without_a_terminal_the_changes_are_only_shown(ready: TemporaryProject) -> None:
    before = ready.files()
    done = ready.good("check", "--fix")
    lines = done.out.splitlines()
    assert lines[0] == GUIDE
    assert lines[1].split()[1:] == ["draft:", "end_stop,", "double_space"]
    assert lines[2].strip() == f"- {TARGETS[2]}" and lines[4].strip() == "+ Cierre cada puerta por la noche."
    assert set(lines[3].strip()) <= {"^", " "} and set(lines[5].strip()) <= {"^", " "}
    assert lines[-1] == "Nothing was written. To correct 1 entry in 1 catalog: the same command with --yes"
    assert ready.files() == before
    assert all(len(line) <= 80 for line in lines[:-1])


def test_with_yes_they_are_made_and_can_be_undone(ready: TemporaryProject) -> None:
    before = ready.read(GUIDE)
    out = ready.good("check", "--fix", "--yes").out
    assert "Fixed 1 entry in 1 catalog." in out and "workflow undo" in out
    assert "Cierre cada puerta por la noche." in ready.read(GUIDE) and "#, fuzzy" in ready.read(GUIDE)
    assert "draft" in ready.good("queue", "--state", "draft", "--json").out
    assert "nothing to correct" in ready.good("check", "--fix", "--yes").out
    assert "Undone: fix of 1 entry" in ready.good("undo").out
    assert ready.read(GUIDE) == before


def test_a_terminal_asks(ready: TemporaryProject) -> None:
    before = ready.read(GUIDE)
    with terminal("check", "--fix", cwd=ready.root) as shown:
        shown.until("Correct 1 entry in 1 catalog?")
        shown.type("n\n")
        assert shown.end() == 0
        assert "Nothing was written." in shown.text
    assert ready.read(GUIDE) == before
    with terminal("check", "--fix", cwd=ready.root) as shown:
        shown.until("Correct 1 entry in 1 catalog?")
        shown.type("y\n")
        assert shown.end() == 0
    assert "Cierre cada puerta por la noche." in ready.read(GUIDE)


def test_ctrl_c_at_the_question_is_one_line(ready: TemporaryProject) -> None:
    before = ready.read(GUIDE)
    with terminal("check", "--fix", cwd=ready.root, env={"NO_COLOR": "1"}) as shown:
        shown.until("Correct 1 entry in 1 catalog?")
        assert shown.press_until_it_ends("\x03") == 130
        assert shown.text.partition("[y/N]: ")[2].split("\n")[-2:] == [
            "workflow: interrupted. Nothing was written.",
            "",
        ]
    assert ready.read(GUIDE) == before


def test_any_file_outside_a_project(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text('msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Save as"\nmsgstr "Guardar como "\n', encoding="utf-8")
    done = workflow("check", "--fix", "a.po", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "1 text by people has corrections as well" in done.out
    assert workflow("check", "--fix=all", "--yes", "a.po", cwd=tmp_path).code == 0
    assert '"Guardar como"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--fix", "--baseline", "b"], "cannot be combined"),
        (["--fix", "--unused-ignores"], "cannot be combined"),
        (["--baseline", "b", "--write-baseline", "b"], "cannot be combined"),
        (["--fix", "--format", "json"], "cannot be combined"),
        (["--write-baseline", "b", "--state", "draft"], "needs all entries"),
        (["--unused-ignores", "--changed-since", "HEAD"], "needs all entries"),
        (["--yes"], "--yes is for --fix"),
        (["--fix=some"], "some"),
        (["--baseline", "none.txt"], "none.txt"),
        (["--baseline", "workflow.yaml"], "is not a baseline"),
        (["--write-baseline", "workflow.yaml"], "is not a baseline"),
        (["--changed-since", "HEAD"], "git"),
    ],
)
def test_what_makes_no_sense_is_one_line(ready: TemporaryProject, args: list[str], words: str) -> None:
    before = ready.files()
    assert words in ready.run("check", *args).line()
    assert ready.files() == before


def test_a_baseline(ready: TemporaryProject) -> None:
    assert ready.run("check").code == 1
    assert "Wrote 3 findings to known.txt." in ready.good("check", "--write-baseline", "known.txt").out
    done = ready.good("check", "--baseline", "known.txt", "--severity", "note")
    assert "3 findings are hidden by the baseline." in done.out and "[numbers]" not in done.out
    ready.good("check", "--fix", "--yes")
    out = ready.good("check", "--baseline", "known.txt").out
    assert "1 finding is hidden" in out and "2 lines of the baseline no longer occur." in out
    ready.write(GUIDE, ready.read(GUIDE).replace("La casa", "La casa."))
    assert ready.run("check", "--baseline", "known.txt", "--severity", "warning").code == 1


def test_only_what_changed_since_a_revision(ready: TemporaryProject) -> None:
    git(ready, "init", "-q")
    git(ready, "add", "-A")
    git(ready, "commit", "-qm", "one")
    assert "0 entries in 1 catalog" in ready.good("check", "--changed-since", "HEAD").out
    ready.write(GUIDE, ready.read(GUIDE).replace("La casa", "La  casa"))
    for args in ((), (GUIDE,)):
        out = ready.good("check", *args, "--changed-since", "HEAD").out
        assert "1 entry in 1 catalog: 0 errors, 1 warning" in out and "[numbers]" not in out
    assert "nothere" in ready.run("check", "--changed-since", "nothere").line()


def test_only_what_changed_in_a_file_outside_a_project(tmp_path: Path) -> None:
    file = tmp_path / "po" / "a.po"
    file.parent.mkdir()
    head = 'msgid ""\nmsgstr "Language: es\\n"\n\n'
    file.write_text(f'{head}msgid "Save"\nmsgstr "Guardar "\n', encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    file.write_text(f'{head}msgid "Save"\nmsgstr "Guardar "\n\nmsgid "Open"\nmsgstr "Abrir "\n', encoding="utf-8")
    out = workflow("check", "po/a.po", "--changed-since", "HEAD", cwd=tmp_path).out
    assert "1 entry in 1 catalog" in out and "Abrir" in out and "Guardar" not in out


def test_a_file_that_was_broken_at_the_revision_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text('msgid "x\n', encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    file.write_text('msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Save"\nmsgstr "Guardar"\n', encoding="utf-8")
    done = workflow("check", "a.po", "--changed-since", "HEAD", cwd=tmp_path)
    assert done.code == 2 and "a.po" in done.err


def test_ignores_that_have_no_effect(ready: TemporaryProject) -> None:
    assert "Every ignore is needed." in ready.good("check", "--unused-ignores").out
    ready.write("source/guide.md", "<!-- i18n:ignore same no reason any longer -->\n\n" + ready.read("source/guide.md"))
    done = ready.run("check", "--unused-ignores")
    assert done.code == 1
    assert done.out == "source/guide.md:1: i18n:ignore same: the check finds nothing here (no reason any longer)\n"
    assert "are judged when the whole project" in ready.good("check", "--unused-ignores", GUIDE).out
    assert "1 ignore has no effect." in ready.run("check").out
