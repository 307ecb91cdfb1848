"""Bad input gives one clear line with what to do, exit code 2, no traceback, and nothing is lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import CONFIG, Result, TemporaryProject

PAGE = "# The tide\n\nThe water comes twice a day.\n\nKeep `pumps` **ready**.\n"
VERBS = ["extract", "draft", "publish", "run"]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with catalogs, a person's words in one of them."""
    project = TemporaryProject(tmp_path_factory.mktemp("template") / "project")
    project.write("workflow.yaml", CONFIG)
    project.write("source/tide.md", PAGE)
    project.write("source/other.md", "# Other\n")
    project.good("extract")
    path = "locales/uk/LC_MESSAGES/tide.po"
    text = project.read(path)
    assert 'msgid "The tide"\nmsgstr ""' in text
    project.write(path, text.replace('msgid "The tide"\nmsgstr ""', 'msgid "The tide"\nmsgstr "Приплив"'))
    return project.root


@pytest.fixture
def ready(extracted: Path, tmp_path: Path) -> TemporaryProject:
    shutil.copytree(extracted, tmp_path / "ready")
    return TemporaryProject(tmp_path / "ready")


def refused(project: TemporaryProject, *args: str) -> str:
    """The one line with which a command refuses; nothing in the project may have changed."""
    before = project.files()
    line = project.run(*args).line()
    assert project.files() == before
    return line


@pytest.mark.parametrize("verb", [*VERBS, "status"])
def test_a_typo_in_the_configuration(ready: TemporaryProject, verb: str) -> None:
    ready.write("workflow.yaml", CONFIG + "langauges: [es]\n")
    assert refused(ready, verb) == 'workflow: workflow.yaml:4: unknown key "langauges". Did you mean "languages"?'


@pytest.mark.parametrize("verb", [*VERBS, "status"])
def test_every_command_refuses_a_broken_catalog(ready: TemporaryProject, verb: str) -> None:
    ready.write("locales/uk/LC_MESSAGES/tide.po", 'msgid "The tide"\nmsgstr "Приплив\n')
    assert refused(ready, verb, "-l", "uk").startswith("workflow: locales/uk/LC_MESSAGES/tide.po:2: ")


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgid "The tide"\nmsgstr "Приплив\n', 2),
        ('msgid "The tide"\nmsgstr "a\\qb"\n', 2),
        ('msgid "The tide"\nmsgid "again"\n', 2),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 4),
        ('<<<<<<< ours\nmsgid "a"\nmsgstr "b"\n=======\n>>>>>>> theirs\n', 1),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "\udce9"\n', 5),
        ('msgid ""\nmsgstr "Content-Type: text/plain; charset=NO-SUCH\\n"\n', 1),
    ],
    ids=["quote", "escape", "keyword", "duplicate", "git-conflict", "bytes", "charset"],
)
def test_a_broken_catalog(ready: TemporaryProject, broken: str, line: int) -> None:
    path = "locales/uk/LC_MESSAGES/tide.po"
    ready.write(path, broken.encode("utf-8", "surrogateescape"))
    output = refused(ready, "extract")
    where, _, _ = output.removeprefix(f"workflow: {path}:").partition(":")
    assert where.isdigit(), output
    assert abs(int(where) - line) <= 1, output


@pytest.mark.parametrize("verb", ["extract", "publish", "run"])
def test_a_document_that_is_not_utf8(ready: TemporaryProject, verb: str) -> None:
    ready.write("source/tide.md", PAGE.encode() + "caf\xe9".encode("latin-1"))
    catalog = ready.read("locales/uk/LC_MESSAGES/tide.po")
    line = ready.run(verb).line()
    assert line.startswith("workflow: source/tide.md:6: byte 0xe9 is not UTF-8. Save the file as UTF-8")
    assert ready.read("locales/uk/LC_MESSAGES/tide.po") == catalog


def test_no_source_folder(ready: TemporaryProject) -> None:
    shutil.rmtree(ready.root / "source")
    assert "the source folder source/ does not exist" in refused(ready, "run")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["-l", "ess"], 'Did you mean "es"'),
        (["-l", "klingon"], "es, uk"),
        (["-d", "tied.md"], 'Did you mean "tide.md"'),
        (["-d", "news/*"], 'no document "news/*"'),
    ],
    ids=str,
)
def test_names_that_do_not_exist(ready: TemporaryProject, args: list[str], words: str) -> None:
    assert words in refused(ready, "draft", *args)


@pytest.mark.parametrize("verb", ["extract", "publish", "run", "status"])
def test_every_command_names_the_nearest(ready: TemporaryProject, verb: str) -> None:
    assert 'Did you mean "es"' in refused(ready, verb, "-l", "ess")


def test_a_language_code_that_does_not_exist(ready: TemporaryProject) -> None:
    ready.write("workflow.yaml", CONFIG.replace("uk]", "ukr_XX]"))
    assert "workflow.yaml:3: 'ukr_XX' is not a valid language code" in refused(ready, "run")


def test_the_source_language_cannot_be_drafted(ready: TemporaryProject) -> None:
    assert "en is the source language" in refused(ready, "draft", "-l", "en")


def test_an_engine_that_does_not_exist(ready: TemporaryProject) -> None:
    ready.write("workflow.yaml", CONFIG + "engines: [argoss]\n")
    assert "argos" in refused(ready, "draft")


def test_a_missing_package(ready: TemporaryProject) -> None:
    """Asked for by name it is an error; in passing it is said, and the rest is done."""
    before = ready.files()
    asked = ready.run("draft", "-l", "uk")
    assert "workflow models install en-uk" in asked.err
    assert asked.code == 2
    assert ready.files() == before
    passing = ready.good("draft")
    assert "workflow models install en-uk" in passing.out
    assert ready.files() != before


@pytest.mark.parametrize(
    ("verb", "place"),
    [("extract", "locales"), ("run", "locales"), ("publish", "editions"), ("extract", "locales/es/LC_MESSAGES")],
    ids=str,
)
def test_a_file_where_a_folder_should_be(ready: TemporaryProject, verb: str, place: str) -> None:
    ready.write("source/tide.md", PAGE + "\nMore.\n")
    if (ready.root / place).exists():
        shutil.rmtree(ready.root / place)
    ready.write(place, "a file\n")
    problems = ready.run(verb).problems()
    assert problems and all(place in line for line in problems)
    assert ready.read(place) == "a file\n"


# What only a mount can show: permission bits do not bind root, and tests may run as root.


def mounted(project: TemporaryProject, how: str, *args: str) -> Result:
    """Run the program where ``project`` is mounted ``how``, in a mount namespace of its own."""
    script = f'set -e; {how}\ncd "$1"; shift; exec "$@"'
    command = ["unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c", script, "sh", str(project.root)]
    done = subprocess.run(
        [*command, sys.executable, "-m", "workflow", *args], capture_output=True, timeout=120, check=False
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    flags = "-m" if os.geteuid() == 0 else "-rm"
    probe = ["unshare", flags, "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"]
    return subprocess.run(probe, capture_output=True, timeout=60, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(not can_mount(), reason="by nature: mounts are not allowed here")
READ_ONLY = 'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"'
# A disk of 80 kB, filled but for a little.
FULL = (
    'mkdir -p "$1.copy"; cp -r "$1/." "$1.copy"; mount -t tmpfs -o size=80k none "$1"; cp -r "$1.copy/." "$1"; '
    'head -c 1000000 /dev/zero > "$1/filling" 2>/dev/null || true'
)


@needs_mounts
@pytest.mark.parametrize("verb", ["run", "publish"])
def test_a_read_only_folder(ready: TemporaryProject, verb: str) -> None:
    ready.write("source/tide.md", PAGE + "\nMore.\n")
    before = ready.files()
    problems = mounted(ready, READ_ONLY, verb).problems()
    assert problems and all("read-only file system" in line for line in problems)
    assert ready.files() == before


@needs_mounts
@pytest.mark.parametrize("verb", ["run", "publish"])
def test_a_full_disk(ready: TemporaryProject, verb: str) -> None:
    ready.write("source/tide.md", PAGE + "\nMore.\n")
    assert any("no space left on device" in line for line in mounted(ready, FULL, verb).problems())


@pytest.mark.parametrize("verb", ["extract", "draft", "publish"])
def test_a_file_that_cannot_be_written_whole(ready: TemporaryProject, verb: str) -> None:
    """The same from inside: no file may grow beyond 100 bytes."""
    ready.write("source/tide.md", PAGE + "\nMore.\n")
    before = ready.files()
    assert all("cannot be written: file too large" in line for line in ready.run(verb, largest_file=100).problems())
    after = ready.files()
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: (root / "workflow.yaml").write_bytes(b"title: \xff\n"),
        lambda root: (root / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es\n"),
        lambda root: (root / "workflow.yaml").unlink(),
    ],
    ids=["bytes", "bracket", "gone"],
)
def test_a_configuration_that_cannot_be_read(ready: TemporaryProject, spoil: Callable[[Path], object]) -> None:
    spoil(ready.root)
    refused(ready, "run")
