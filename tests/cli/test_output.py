"""Output: results, problems, progress, colours; and unexpected ends."""

import os
import subprocess
import sys

import pytest

from tests.program import CONFIG, TemporaryProject
from tests.terminal import terminal
from workflow.cli.console import typed


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n\nA line.\n")
    return project


def test_colours_in_a_terminal_only(ready: TemporaryProject) -> None:
    assert "\x1b[1m" not in ready.good("status").out
    with terminal("status", cwd=ready.root) as screen:
        assert screen.end() == 0
        assert "\x1b[1m" in screen.text
    for quiet in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        with terminal("status", cwd=ready.root, env=quiet) as screen:
            assert screen.end() == 0
            assert "\x1b[1m" not in screen.text


def test_status_fits_eighty_columns(ready: TemporaryProject) -> None:
    ready.write("source/a/very/long/path/of/folders/that/would/not/fit/otherwise.md", "# Hello\n")
    with terminal("status", "-d", ".", cwd=ready.root, env={"NO_COLOR": "1"}) as screen:
        assert screen.end() == 0
        lines = [line.rpartition("\r")[2].removeprefix("\x1b[K") for line in screen.text.splitlines()]
    assert max(map(len, lines)) <= 80
    assert any("otherwise.md" in line for line in lines)
    assert "a/very/long/path/of/folders/that/would/not/fit/otherwise.md" in ready.good("status", "-d", ".").out


PROSE = (
    "Open the file `notes.txt` in **any editor**, and save it in the folder of the project before you close the window."
)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("draft --explain es:guide:{line}", "where [1] = `notes.txt`, [2] = **, [3] = **"),
        ("queue", "before you close the window."),
        ("doctor", "No problems found."),
        ("models info en-es", "Licence of the package"),
    ],
)
def test_what_people_read_fits_eighty_columns(project: TemporaryProject, command: str, shown: str) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", f"# Hello\n\n{PROSE}\n")
    project.good("run")
    catalog = project.read("locales/es/LC_MESSAGES/guide.po").splitlines()
    line = next(number for number, text in enumerate(catalog, 1) if "Open the file" in text)
    with terminal(*command.format(line=line).split(), cwd=project.root, env={"NO_COLOR": "1"}) as screen:
        assert screen.end() == 0
        text = "\n".join(line.rpartition("\r")[2].removeprefix("\x1b[K") for line in screen.text.split("\n"))
    assert shown in text
    # Tables stay whole, and so does a path, which may be long.
    assert [line for line in text.splitlines() if len(line) > 80 and not line.startswith(("|", "path "))] == []
    assert not set("⟨⟩").intersection(text)
    assert "models" in command or not set("｟｠").intersection(text)


def test_progress_is_drawn_in_a_terminal_and_taken_away(ready: TemporaryProject) -> None:
    for number in range(30):
        ready.write(f"source/{number}.md", "# Hello\n")
    assert "counting" not in ready.good("status").err
    with terminal("status", cwd=ready.root) as screen:
        assert screen.end() == 0
        assert "counting" in screen.text
        assert "\r\x1b[K" in screen.text
    with terminal("--quiet", "status", cwd=ready.root) as screen:
        assert screen.end() == 0
        assert "counting" not in screen.text


def test_quiet(ready: TemporaryProject) -> None:
    result = ready.good("-q", "publish")
    assert result.out == ""
    assert "no such catalog" in result.err
    assert ready.good("publish").out != ""


def test_a_reader_that_goes_away(ready: TemporaryProject) -> None:
    for number in range(2000):
        ready.write(f"source/{number}.md", "x\n")
    script = f'set -o pipefail; "{sys.executable}" -m workflow status -d . | head -1'
    done = subprocess.run(
        ["bash", "-c", script], cwd=ready.root, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout.startswith("A test:")
    assert done.stderr == ""
    assert done.returncode == 141


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("command", "code"), [("status", 0), ("-v status", 0), ("stats", 2)])
def test_without_streams(ready: TemporaryProject, closed: str, command: str, code: int) -> None:
    script = f'"{sys.executable}" -m workflow {command} {closed}'
    done = subprocess.run(["bash", "-c", script], cwd=ready.root, capture_output=True, check=False)
    assert done.returncode == code, done.stderr
    assert b"internal error" not in done.stderr


def test_a_terminal_without_unicode(ready: TemporaryProject) -> None:
    env = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    assert "?" in ready.good("status", env=env).out


def test_a_full_disk_behind_stdout(ready: TemporaryProject) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "workflow", "status"],
            cwd=ready.root, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_of_ours_is_one_line(ready: TemporaryProject) -> None:
    """An engine of another package that is broken in a way nobody foresaw."""
    ready.write("plugin/broken_engine.py", "def offers(*_): return 1 / 0\ndef remedy(*_): return ''\n")
    ready.write("plugin/broken-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    ready.write("plugin/broken-1.dist-info/entry_points.txt", "[workflow.engines]\nbroken = broken_engine\n")
    env = {"PYTHONPATH": os.pathsep.join([str(ready.root / "plugin"), os.environ.get("PYTHONPATH", "")])}
    result = ready.run("doctor", env=env)
    assert result.code == 70, (result.out, result.err)
    assert len(result.err.splitlines()) == 1
    assert "ZeroDivisionError" in result.err
    assert "-v" in result.err
    assert "Traceback" in ready.run("-v", "doctor", env=env).err


def test_doctor_names_an_unknown_output(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: T\nsource_language: en\nlanguages: [es]\noutput: [paper]\n")
    assert "workflow.yaml:4" in project.run("doctor").err
    assert project.run("doctor").code == 2


@pytest.mark.parametrize(
    "word", ["es:guide#3f2a91c0@ad00b619", "es:Mayor's budget – draft#dc5ccca5", "es:a b#1", "es:$HOME#1", "es:`a`#1"]
)
def test_an_address_can_be_copied_into_a_shell(word: str) -> None:
    shown = typed(word)
    done = subprocess.run(["sh", "-c", f"printf %s {shown}"], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == word


def test_an_ordinary_address_is_shown_without_quotes() -> None:
    assert typed("es:news/guide#3f2a91c0@ad00b619") == "es:news/guide#3f2a91c0@ad00b619"
