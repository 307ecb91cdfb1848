"""``extract``, ``draft``, ``publish`` and ``run``, driven as people drive them."""

import json
import re
import signal
import subprocess

import pytest

from tests.program import CONFIG, TemporaryProject
from tests.terminal import terminal

PAGE = "# The tide\n\nThe water comes twice a day.\n\nOpen the [gate](gate.md) at **noon**.\n"
UK = "locales/uk/LC_MESSAGES/tide.po"
ES = "locales/es/LC_MESSAGES/tide.po"


@pytest.fixture
def project(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG + "engines: [argos, starter]\n")
    project.write("source/tide.md", PAGE)
    return project


def test_run_is_the_whole_way(project: TemporaryProject) -> None:
    shown = project.good("run").out
    assert "# workflow-draft: engine=starter" in project.read(ES)
    for code in ("en", "es", "uk"):
        assert (project.root / "editions/html" / code / "tide.html").exists()
    assert "es Spanish: drafted 3 entries with " in shown
    assert "Not reviewed yet." in shown
    assert "uk Ukrainian: 3 entries not drafted" in shown
    assert "workflow models install en-uk" in shown
    assert "workflow draft --discard" in shown
    assert "editions/html/es/tide.html" in shown
    assert "git commit" not in shown
    before = project.files()
    again = project.good("run").out
    assert project.files() == before
    assert ": drafted " not in again


def test_run_in_a_repository_says_how_to_look_and_keep(project: TemporaryProject) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True, timeout=60)
    shown = project.good("run").out
    assert "git add locales && git commit" in shown
    assert "git diff" not in shown  # it shows nothing of new files
    project.write("source/tide.md", PAGE + "\nThe boat comes at noon.\n")
    shown = project.good("run").out
    assert "git diff" in shown


def test_run_says_whose_words_are_no_longer_in_a_document(project: TemporaryProject) -> None:
    project.write("source/old.md", "# Gone tomorrow\n\nAn old text of few words.\n")
    assert "obsolete" not in project.good("run").out
    path = "locales/es/LC_MESSAGES/old.po"
    project.write(path, project.read(path).replace("#, fuzzy\n", "", 2))
    (project.root / "source/old.md").unlink()
    shown = " ".join(project.good("run").out.split())
    assert (
        "es Spanish: 2 texts are no longer in their documents. The translations are kept as obsolete entries" in shown
    )
    assert "uk Ukrainian: 2" not in shown  # nobody had translated them
    assert "obsolete" not in project.good("run").out


def test_run_for_one_language_and_as_data(project: TemporaryProject) -> None:
    data = json.loads(project.good("run", "-l", "es", "--json").out)
    assert [each["language"] for each in data["drafts"]["languages"]] == ["es"]
    assert data["drafts"]["drafted"] == 3
    assert not (project.root / UK).exists()


def test_extract_check(project: TemporaryProject) -> None:
    before = project.files()
    result = project.run("extract", "--check")
    assert result.code == 1
    assert f"Out of date: {UK}" in result.out
    assert project.files() == before
    project.good("extract")
    assert "up to date" in project.good("extract", "--check").out
    project.write("source/tide.md", PAGE + "\nMore.\n")
    assert project.run("extract", "--check").code == 1


def test_extract_says_that_there_are_no_documents(project: TemporaryProject) -> None:
    config = project.root / "workflow.yaml"
    config.write_text(config.read_text() + "documents: [gone.md]\n")
    assert "No documents found. Run `workflow doctor`" in project.good("extract").out


def test_extract_prune(project: TemporaryProject) -> None:
    project.write("source/other.md", "# Other\n")
    project.good("extract")
    (project.root / "source/other.md").unlink()
    assert "workflow extract --prune" in project.good("extract").out
    assert (project.root / "locales/uk/LC_MESSAGES/other.po").exists()
    project.good("extract", "--prune")
    assert not (project.root / "locales/uk/LC_MESSAGES/other.po").exists()


def test_draft_and_discard(project: TemporaryProject) -> None:
    project.good("extract")
    before = project.files()
    planned = project.good("draft", "--dry-run").out
    assert "3 entries" in planned
    assert "less than a minute" in planned
    assert project.files() == before
    assert "drafted 1 of 1 entry" in project.good("draft", "--limit", "1").out
    project.good("draft")
    assert project.read(ES).count("# workflow-draft:") == 3
    assert "nothing to draft" in project.good("draft").out
    assert "drafted 3 of 3 entries" in project.good("draft", "-l", "es", "--redo").out
    assert "Would remove 3 drafts" in project.good("draft", "--discard", "--dry-run").out
    assert "Removed 3 drafts from 1 catalog" in project.good("draft", "--discard").out
    assert project.files() == before
    assert "No drafts" in project.good("draft", "--discard").out


def test_draft_explain(project: TemporaryProject) -> None:
    project.good("extract")
    before = project.files()
    line = project.read(ES).splitlines().index('msgid "Open the [gate](gate.md) at **noon**."') + 1
    shown = project.good("draft", "--explain", f"es:tide:{line}").out
    address = re.match(r"es:tide#[0-9a-f]{8}", shown)
    assert address
    assert "translate-en_es" in shown
    assert "chosen" in shown
    for told in (
        "  options  beam size 8",
        "  risk     0.",
        "where [1] = [, [2] = ](gate.md), [3] = **, [4] = **",
    ):
        assert told in shown
    assert any(f", {words}" in shown for words in ("look closely", "read it", "probably fine"))
    assert project.good("draft", "--explain", address[0]).out == shown
    assert project.files() == before
    for wrong in ("es:tide", "es:tied:3", "xx:tide:3", "es:tide#00000000"):
        project.run("draft", "--explain", wrong).line()


def test_draft_a_file_outside_any_project(project: TemporaryProject) -> None:
    po = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Open the gate."\nmsgstr ""\n'
    (project.root / "workflow.yaml").unlink()
    project.write("menu.po", po)
    assert "--to" in project.run("draft", "menu.po").line()
    assert "models install en-uk" in project.run("draft", "menu.po", "--to", "uk").line()
    assert project.read("menu.po") == po
    project.good("draft", "menu.po", "--to", "es")
    assert "# workflow-draft:" in project.read("menu.po")
    assert "cannot be read" in project.run("draft", "none.po", "--to", "es").line()


def test_a_broken_file_keeps_no_other_from_being_drafted(project: TemporaryProject) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\nmsgid "Open the gate."\nmsgstr ""\n'
    for name in ("a.po", "c.po"):
        project.write(name, po)
    project.write("b.po", "nonsense\n")
    result = project.run("draft", "a.po", "b.po", "c.po", "none.po", "--json")
    assert result.code == 2
    assert [[one["drafted"] for one in report["languages"]] for report in json.loads(result.out)] == [[1], [], [1], []]
    first, second = result.err.splitlines()
    assert "b.po:1: 'nonsense' is not a comment" in first
    assert "none.po: cannot be read" in second


@pytest.mark.parametrize(
    "args",
    [
        ["--discard", "--explain", "es:tide:1"],
        ["--discard", "--limit", "3"],
        ["--explain", "es:tide:1", "-l", "es"],
        ["menu.po", "-l", "es"],
        ["source/tide.md"],
        ["menu.po", "--explain", "es:tide:1"],
        ["menu.po", "--discard", "--redo"],
        ["--from", "en"],
        ["--limit", "0"],
    ],
    ids=" ".join,
)
def test_options_that_contradict_each_other(project: TemporaryProject, args: list[str]) -> None:
    assert "See `workflow draft --help`" in project.run("draft", *args).line()


def test_publish_strict(project: TemporaryProject) -> None:
    project.write("source/gate.md", "# The gate\n")
    project.good("extract")
    project.good("publish", "--strict")
    text = project.read(UK).replace('at **noon**."\nmsgstr ""', 'at **noon**."\nmsgstr "Відчиніть ворота опівдні."')
    project.write(UK, text)
    loose = project.good("publish")
    assert re.search(rf"{UK}:\d+: ", loose.err), loose.err
    page = (project.root / "editions/html/uk/tide.html").read_bytes()
    project.write("source/tide.md", PAGE + "\nMore.\n")
    project.good("extract")
    strict = project.run("publish", "--strict")
    assert strict.code == 1
    assert re.search(rf"{UK}:\d+: ", strict.err)
    assert (project.root / "editions/html/uk/tide.html").read_bytes() == page


def test_publish_one_language_and_the_source(project: TemporaryProject) -> None:
    project.good("extract")
    project.good("publish", "-l", "en")
    assert (project.root / "editions/html/en/tide.html").exists()
    assert json.loads(project.good("publish", "--json").out)["editions"][0]["language"] == "en"


def test_ctrl_c_keeps_what_was_written(project: TemporaryProject) -> None:
    sentences = [
        f"The harbour number {number} opens when the water is high enough for boats." for number in range(1500)
    ]
    project.write("source/long.md", "\n\n".join(sentences))
    project.good("extract")
    before = project.files()
    with terminal("draft", "-l", "es", cwd=project.root) as screen:
        screen.until("· es: ")
        screen.type("\x03")
        assert screen.end() == 130, screen.text
    assert "Traceback" not in screen.text
    assert "run the same command to continue" in screen.text
    assert project.files().keys() == before.keys()
    for path in (ES, "locales/es/LC_MESSAGES/long.po"):
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], cwd=project.root, check=True, timeout=60)
    assert "1 of 1 entry" in project.good("draft", "-l", "es", "--limit", "1").out


def test_terminated_leaves_nothing_temporary(project: TemporaryProject) -> None:
    sentences = [f"The harbour number {number} opens when the water is high enough." for number in range(1500)]
    project.write("source/long.md", "\n\n".join(sentences))
    project.good("extract")
    before = project.files()
    with terminal("draft", "-l", "es", cwd=project.root) as screen:
        screen.until("· es: ")
        screen.signal(signal.SIGTERM)
        assert screen.end() == 143, screen.text
    assert "Traceback" not in screen.text
    assert project.files().keys() == before.keys()


def test_the_numbers_of_a_run_agree(project: TemporaryProject) -> None:
    """A text that occurs twice on a page is one entry, in every line of the summary."""
    project.write("source/tide.md", "# Tides\n\nSee you soon.\n\n## More\n\nSee you soon.\n")
    shown = project.good("run", "-l", "es").out
    drafted = re.search(r"drafted (\d+) entr", shown)
    drafts = re.search(r"(\d+) entries: 0 translated, (\d+) draft", shown)
    assert drafted and drafts and {drafted[1], *drafts.groups()} == {"3"}
    assert "3 " in project.good("status", "-l", "es").out


def test_a_run_opens_the_index_where_there_is_one(project: TemporaryProject) -> None:
    project.write("source/README.md", "# Read me\n")
    project.write("source/index.md", "# Home\n")
    assert "editions/html/es/index.html" in project.good("run", "-l", "es").out


def test_discard_the_drafts_of_a_file(project: TemporaryProject) -> None:
    project.good("extract")
    before = project.files()
    project.good("draft", ES)
    assert "Would remove 3 drafts from 1 catalog." in project.good("draft", ES, "--discard", "--dry-run").out
    assert "Removed 3 drafts from 1 catalog." in project.good("draft", ES, "--discard").out
    assert project.files() == before
    assert "cannot be read" in project.run("draft", "none.po", "--discard").line()
