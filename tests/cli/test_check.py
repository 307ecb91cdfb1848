"""``workflow check`` as people type it."""

import json
import os
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.program import TemporaryProject, fresh_workflow, workflow
from workflow.checks.rules import RULES

TEXT = "# The house\n\nIt has 12 doors.\n\nClose every door in the evening.\n"
GUIDE = "locales/es/LC_MESSAGES/guide.po"


@pytest.fixture
def ready(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    project.write("source/guide.md", TEXT)
    project.good("extract")
    text = project.read(GUIDE)
    for source, target in (
        ("The house", "La casa"),
        ("It has 12 doors.", "Tiene 13 puertas."),
        ("Close every door in the evening.", "Cierre cada puerta por la noche"),
    ):
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    project.write(GUIDE, text)
    return project


def test_the_part_is_marked(ready: TemporaryProject) -> None:
    done = ready.run("check")
    assert done.code == 1, done.err
    lines = done.out.splitlines()
    assert lines[0] == GUIDE
    assert "error: " in lines[1] and "[numbers]" in lines[1] and "guide.md:3" in " ".join(lines[1:3])
    assert any(line.strip() == "Tiene 13 puertas." for line in lines)
    at = next(number for number, line in enumerate(lines) if "por la noche" in line and "fix" not in line)
    assert set(lines[at + 1].strip()) == {"^"}
    assert "fix: " in done.out and "por la noche." in done.out
    assert lines[-1] == "3 entries in 1 catalog: 1 error, 1 warning, 0 notes."
    assert all(len(line) <= 80 for line in lines)


FILE = 'msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "It has 12 doors."\nmsgstr "{}"\n'


def test_control_characters_keep_the_marks_in_their_places(project: TemporaryProject) -> None:
    project.write("a.po", FILE.format("\u202eUna\a caña\a de  pescar y doce puertas.\a" + " más" * 20))
    lines = project.run("check", "--severity", "note", "a.po").out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    at = next(number for number, line in enumerate(lines) if "two spaces" in line)
    assert lines[at + 1].startswith("      \\u202eUna\\x07 caña\\x07 de  pescar")
    assert lines[at + 2].index("^") == lines[at + 1].index("  pescar") and lines[at + 2].count("^") == 2


FOREIGN = {
    "json": '"catalog": "\\udcff \\u001b]0;.po"',
    "sarif": '"uri": "%FF%20%1B%5D0%3B.po"',
    "junit": 'name="\ufffd \ufffd]0;.po"',
    "github": "file=\\udcff \\x1b]0;.po,line=4",
    "gitlab": '"path": "\\udcff \\u001b]0;.po"',
    "html": "[U+DCFF] [U+001B]]0;.po",
}
"""How each report writes a name that is not UTF-8."""


@pytest.mark.parametrize("form", FOREIGN)
def test_a_name_that_is_not_utf_8(project: TemporaryProject, form: str) -> None:
    name = os.fsdecode(b"\xff \x1b]0;.po")
    project.write(name, FILE.format("Tiene 13 baños."))
    done = project.run("check", "--format", form, name)
    assert done.code == 1, done.err
    assert FOREIGN[form] in done.out
    assert "\x1b" not in done.out


def test_reports_are_in_utf_8_in_every_terminal(project: TemporaryProject) -> None:
    project.write("ñ 日.po", FILE.format("Tiene 13 baños."))
    done = fresh_workflow(
        "check",
        "--format",
        "junit",
        "ñ 日.po",
        cwd=project.root,
        env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )
    assert ElementTree.fromstring(done.out.encode())[0].attrib["name"] == "ñ 日.po"


def test_exit_codes(ready: TemporaryProject) -> None:
    assert ready.run("check").code == 1
    assert ready.run("check", "--ignore", "numbers").code == 0
    assert ready.run("check", "--ignore", "numbers", "--severity", "warning").code == 1
    assert ready.run("check", "--select", "negation,names", "--severity", "note").code == 0


def test_what_is_not_understood_is_named(ready: TemporaryProject) -> None:
    assert 'no check "number". Did you mean "numbers"?' in ready.run("check", "--select", "number").line()
    assert "--select names no check" in ready.run("check", "--select", ",").line()
    assert "no check is left to run" in ready.run("check", "--select", "same", "--ignore", "same").line()
    assert "See `workflow check --help`" in ready.run("check", "--severity").line()
    assert "no check" in ready.run("check", "--explain", "").line()
    assert "-l and -d" in ready.run("check", "-l", "es", GUIDE).line()
    assert "--from and --to" in ready.run("check", "--to", "es").line()
    assert "nothing.po" in ready.run("check", "nothing.po").line()


def test_other_forms(ready: TemporaryProject) -> None:
    found = json.loads(ready.run("check", "--format", "json").out)
    assert [one["id"] for one in found["findings"]] == ["numbers", "end_stop"]
    assert found["counts"] == {"error": 1, "warning": 1, "note": 0}
    assert found["findings"][0]["catalog"] == GUIDE
    log = json.loads(ready.run("check", "--format", "sarif").out)
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["numbers", "end_stop"]
    assert ElementTree.fromstring(ready.run("check", "--format", "junit").out).attrib["failures"] == "2"
    assert ready.run("check", "--format", "github").out.startswith(f"::error file={GUIDE},line=")
    assert len(json.loads(ready.run("check", "--format", "gitlab").out)) == 2


def test_a_file_of_a_project_is_checked_with_its_document(ready: TemporaryProject) -> None:
    found = json.loads(ready.run("check", GUIDE, "--format", "json").out)
    assert {one["document"] for one in found["findings"]} == {"guide.md"}


def test_outside_a_project(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_text('msgid ""\nmsgstr "Language: es\\n"\n\nmsgid "Save as"\nmsgstr "Guardar como "\n', encoding="utf-8")
    done = workflow("check", "a.po", "--severity", "warning", cwd=tmp_path)
    assert done.code == 1, done.err
    assert "[end_space]" in done.out
    assert workflow("check", cwd=tmp_path).code == 2
    assert workflow("check", "a.po", "--from", "xq", cwd=tmp_path).code == 2


def test_ignored_findings_are_counted(ready: TemporaryProject) -> None:
    from workflow import catalogs
    from workflow.catalogs.provenance import ignore_hash

    entry = next(one for one in catalogs.read(ready.root / GUIDE).live if "12" in one.msgid)
    comment = f"# workflow-ignore: numbers {ignore_hash(entry)} there are 13 now\n"
    at = ready.read(GUIDE).rindex("#.", 0, ready.read(GUIDE).index("It has 12"))
    ready.write(GUIDE, ready.read(GUIDE)[:at] + comment + ready.read(GUIDE)[at:])
    done = ready.run("check")
    assert done.code == 0, done.out
    assert "1 finding is ignored" in done.out
    assert "there are 13 now" in ready.run("check", "-v").out


def test_list_and_explain(tmp_path: Path) -> None:
    listed = workflow("check", "--list", cwd=tmp_path)
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()[1:]] == list(RULES)
    explained = workflow("check", "--explain", "end_stop", cwd=tmp_path)
    assert explained.code == 0
    assert "good:   Cierre la puerta." in explained.out
    assert 'Did you mean "end_stop"?' in workflow("check", "--explain", "endstop", cwd=tmp_path).line()


def test_a_finding_that_a_person_ignores_stays_away_until_the_translation_changes(ready: TemporaryProject) -> None:
    (finding,) = (
        one for one in json.loads(ready.run("check", "--format", "json").out)["findings"] if one["id"] == "numbers"
    )
    ready.good("ignore", finding["unit"], "numbers", "--reason", "thirteen is right", "--as", "Ana")
    done = ready.good("check")
    assert "[numbers]" not in done.out and "1 finding is ignored" in " ".join(done.out.split())
    ready.good("edit", finding["unit"], "--text", "Tiene 14 puertas.", "--as", "Ana")
    assert ready.run("check").code == 1


def test_entries_that_are_only_searched_are_counted_apart(ready: TemporaryProject) -> None:
    text = ready.read(GUIDE)
    ready.write(GUIDE, text.replace('msgid "The house"', '#, fuzzy\nmsgid "The house"'))
    counted = ready.run("check").out.splitlines()[-2:]
    assert counted[0].startswith("2 entries in 1 catalog: ")
    assert counted[1] == "1 entry that needs work was only searched for marks of a conflict."
    assert ready.good("check", "--state", "needs-work").out.splitlines()[0].startswith("0 entries in 1 catalog: ")
    assert ready.good("check", "--state", "needs-work").out.splitlines()[1] == counted[1]  # as it is stored
    assert json.loads(ready.good("check", "--state", "needs-work", "--format", "json").out)["searched"] == 1


def test_a_catalog_that_cannot_be_read_is_in_the_reports(ready: TemporaryProject) -> None:
    ready.write(GUIDE, 'msgid "The house"\nmsgstr "La casa\n')
    for output, words in (
        ("sarif", '"executionSuccessful": false'),
        ("junit", "<error message="),
        ("gitlab", '"check_name": "unread_input"'),
        ("github", f"::error file={GUIDE},line=2,title=not checked::"),
    ):
        done = ready.run("check", "--format", output)
        assert done.code == 2
        assert words in done.out


@pytest.mark.parametrize("below", ["", "docs/manual"])
def test_paths_for_code_hosts_are_those_in_the_repository(ready: TemporaryProject, below: str, tmp_path: Path) -> None:
    top = tmp_path / "repository"
    shutil.copytree(ready.root, top / below)
    (top / ".git").mkdir()
    place = TemporaryProject(top / below)
    path = f"{below}/{GUIDE}".lstrip("/")
    assert f"file={path},line=" in place.run("check", "--format", "github").out
    assert json.loads(place.run("check", "--format", "gitlab").out)[0]["location"]["path"] == path
    [run] = json.loads(place.run("check", "--format", "sarif").out)["runs"]
    result = run["results"][0]
    named = [*result["locations"], *result["relatedLocations"]]
    uris = [one["physicalLocation"]["artifactLocation"]["uri"] for one in named]
    assert uris == [path, f"{below}/source/guide.md".lstrip("/")]
    assert f'name="{GUIDE}"' in place.run("check", "--format", "junit").out


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (["audit", "--html", "--json"], "--html"),
        (["audit", "--html", "-l", "es"], "--html"),
        (["audit", "--html=-q"], "--html"),
        (["check", "--baseline", "--json"], "--baseline"),
        (["check", "--write-baseline", "-q"], "--write-baseline"),
        (["memory", "export", "-o", "--json"], "--output"),
        (["memory", "export", "--output", "-l"], "--output"),
        (["glossary", "add", "a", "b", "-l", "es", "--file", "--json"], "--file"),
        (["init", "new", "--source", "--json"], "--source"),
    ],
)
def test_an_option_is_no_name_of_a_file(ready: TemporaryProject, args: list[str], option: str) -> None:
    before = ready.files()
    line = ready.run(*args).line()
    assert f"{option} needs the name of a file, not -" in line
    assert ready.files() == before


HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def test_a_text_cannot_hide_itself_from_a_terminal(project: TemporaryProject) -> None:
    """Codes that hide text or its colour are shown, not obeyed."""
    project.write("a.po", HEADER + 'msgid "Pay 5\\x1b[8m now."\nmsgstr "Pague\\x1b[30;40m ahora."\n')
    out = project.run("check", "a.po").out
    assert "Pague␛[30;40m ahora." in out and "source: Pay 5␛[8m now." in out


def test_messages_are_short_and_count_well(project: TemporaryProject) -> None:
    numbers = " ".join(str(number) for number in range(1000, 1400))
    project.write("a.po", HEADER + f'msgid "One. Two: {numbers}"\nmsgstr "Uno"\n')
    found = json.loads(project.run("check", "a.po", "--format", "json").out)["findings"]
    problems = {one["id"]: one["details"]["problem"] for one in found}
    assert "missing" in problems["numbers"] and max(map(len, problems.values())) == 300
    assert problems["sentence_count"].startswith("has 1 sentence, and the source has ")
    assert problems["length"].startswith("3 characters for ")


@pytest.mark.parametrize("header", ["", '"Plural-Forms: nplurals=2; plural=n/0;\\n"\n'])
def test_plural_forms_that_the_header_does_not_explain_are_named(project: TemporaryProject, header: str) -> None:
    texts = 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d fichero"\nmsgstr[1] "%d ficheros"\n'
    project.write("a.po", f'msgid ""\nmsgstr ""\n"Language: es\\n"\n{header}\n{texts}')
    assert "the header has no valid Plural-Forms" in " ".join(project.run("check", "a.po").out.split())
