"""``doctor``: the installation, the engine of each language, missing parts and remedies."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import CONFIG, TemporaryProject
from tests.starter import CHRF, NAME
from workflow.project import load
from workflow.publishing import search_index
from workflow.publishing.builders.pdf import rendering
from workflow.reporting import Level, Line, doctor


def lines(root: Path, section: str = "") -> dict[str, Line]:
    return {line.subject: line for line in doctor(load(root)).lines if section in ("", line.section)}


@pytest.fixture
def without_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(shutil.which("git") or "/nowhere/git")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def test_languages_and_what_is_missing(project: TemporaryProject, without_programs: None) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    found = lines(project.root, "languages")
    spanish, ukrainian = found["es (Spanish)"], found["uk (Ukrainian)"]
    assert "of 100 drafts by this package" in spanish.text
    assert spanish.remedy.endswith("engines: [firefox, argos, starter] in workflow.yaml")
    project.write("workflow.yaml", CONFIG + "engines: [argos, starter]\n")
    named = lines(project.root, "languages")["es (Spanish)"]
    assert "translate-en_es" in named.text
    assert CHRF in named.text
    assert ukrainian.level is Level.NOTE
    assert ukrainian.remedy == "workflow models install en-uk"
    assert lines(project.root, "program")["apertium"].level is Level.NOTE


def test_the_package_of_apertium_is_named(project: TemporaryProject, without_programs: None) -> None:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[gl, ca@valencia, sr@latin, eu]"))
    project.write("source/guide.md", "# Hello\n")
    remedies = {subject.partition(" ")[0]: line.remedy for subject, line in lines(project.root, "languages").items()}
    assert remedies["gl"] == "workflow models install en-gl or sudo apt-get install apertium-en-gl"
    assert remedies["ca@valencia"].endswith(" or sudo apt-get install apertium-eng-cat")
    assert remedies["sr@latin"].startswith("sudo apt-get install apertium-hbs-eng (version ")
    assert remedies["eu"] == "workflow models install en-eu"


def test_nothing_is_drafted_where_the_configuration_says_so(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG + "overrides: {es: {engines: []}}\n")
    project.write("source/guide.md", "# Hello\n")
    assert "no drafts" in lines(project.root, "languages")["es (Spanish)"].text


def test_a_note_on_style_that_no_engine_reads(project: TemporaryProject) -> None:
    """It is named for each language that a language model does not draft."""
    config = "style: Be brief.\nengines: {default: [argos, starter], en-uk: [openai, argos]}\nservers: {openai: {preset: vllm, model: m}}\n"
    project.write("workflow.yaml", CONFIG + config)
    project.write("source/guide.md", "# Hello\n")
    found = [line for line in doctor(load(project.root)).lines if "style" in line.text]
    assert [(line.subject, line.level) for line in found] == [("es (Spanish)", Level.NOTE)]
    assert "only language models (openai) read it" in found[0].text
    project.write("workflow.yaml", CONFIG)
    assert not [line for line in doctor(load(project.root)).lines if "style" in line.text]


def test_a_server_that_engines_does_not_name(project: TemporaryProject) -> None:
    servers = "servers: {openai: {preset: vllm, model: m}}\n"
    project.write("source/guide.md", "# Hello\n")
    project.write("workflow.yaml", CONFIG + servers)
    line = lines(project.root, "languages")["openai"]
    assert line.level is Level.NOTE
    assert "engines does not name it" in line.text and "engines: [openai]" in line.remedy
    project.write("workflow.yaml", f"{CONFIG}{servers}overrides: {{uk: {{engines: [openai]}}}}\n")
    assert "openai" not in lines(project.root, "languages")


def test_an_engine_that_does_not_exist(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG + "engines: [argoss]\n")
    project.write("source/guide.md", "# Hello\n")
    line = lines(project.root, "languages")["es (Spanish)"]
    assert line.level is Level.PROBLEM
    assert "argos" in line.text


def test_what_is_broken_hides_nothing(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG + "nav: [index.md]\n")
    project.write("source/guide.md", "# Hello\n")
    project.write("locales/es/LC_MESSAGES/guide.po", 'msgid "a\n')
    project.write("models/translate-en_xx/readme.txt", "no package\n")
    found = lines(project.root)
    assert found["nav"].level is Level.PROBLEM
    assert "guide.po:1:" in found["catalog"].text
    assert "translate-en_xx" in found["broken"].text
    assert NAME in found


def test_no_documents(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    (project.root / "source").mkdir()
    line = lines(project.root)["documents"]
    assert (line.level, line.remedy) == (Level.PROBLEM, "put one there, or change documents in workflow.yaml")


def test_what_the_search_lacks(project: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("source/guide.md", "# Hello\n")
    project.write("workflow.yaml", CONFIG + "search: pagefind\n")
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    search_index.missing.cache_clear()
    try:
        found = lines(project.root, "project")
    finally:
        search_index.missing.cache_clear()
    assert found["search"].level is Level.PROBLEM and "workflow-editions[search]" in found["search"].text
    project.write("workflow.yaml", CONFIG)
    assert "search" not in lines(project.root, "project")


def test_what_books_lack(project: TemporaryProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("source/guide.md", "# Hello\n")
    project.write("workflow.yaml", CONFIG + "output: [pdf]\nbooks: {cover: front.png}\n")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    rendering.missing.cache_clear()
    try:
        found = lines(project.root, "project")
    finally:
        rendering.missing.cache_clear()
    assert found["pdf"].level is Level.PROBLEM and "workflow-editions[pdf]" in found["pdf"].text
    assert found["cover"].text == "there is no source/front.png"
    project.write("workflow.yaml", CONFIG)
    assert not {"pdf", "cover"} & set(lines(project.root, "project"))


def test_git_is_looked_at(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    assert lines(project.root)["git"].remedy == "git init"
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True, timeout=60)
    remedies = {line.remedy for line in doctor(load(project.root)).lines if line.subject == "git"}
    assert "echo '/editions/' >> .gitignore" in remedies
    assert "echo '*.po -text' >> .gitattributes" in remedies
    for remedy in sorted(remedies - {""}):
        subprocess.run(["sh", "-c", remedy], cwd=project.root, check=True, timeout=60)
    assert {line.remedy for line in doctor(load(project.root)).lines if line.subject == "git"} == {""}


def test_the_command_outside_a_project(project: TemporaryProject) -> None:
    shown = project.good("doctor").out
    assert "Packages" in shown
    assert NAME in shown
    assert not list(project.root.iterdir())


def test_the_command_with_a_broken_configuration_still_helps(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG + "pivto: true\n")
    result = project.run("doctor")
    assert NAME in result.out
    assert 'Did you mean "pivot"?' in result.line()
    assert "1 problem found" in result.out


def test_the_command_as_data(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    data = json.loads(project.good("doctor", "--json").out)
    assert {line["section"] for line in data["lines"]} == {
        "program",
        "packages",
        "languages",
        "interface words",
        "word tables",
        "spelling",
        "project",
    }


def test_an_unreadable_document_is_listed_once(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG)
    project.write("source/guide.md", "# Hello\n")
    (project.root / "source/latin.md").write_bytes(b"caf\xe9\n")
    texts = [line.text for line in doctor(load(project.root)).lines if "latin.md" in line.text]
    assert len(texts) == 1


def test_who_wrote_the_interface_words_and_which_are_missing(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[de, pt_BR, cy, ca@valencia]"))
    project.write("source/guide.md", "# Hello\n")
    project.write("interface/de.po", 'msgid "Next"\nmsgstr "Vor"\n\nmsgid "Nxet"\nmsgstr "Vor"\n')
    project.write("interface/fr.po", "")
    found = lines(project.root, "interface words")
    german, welsh = found["de (German)"], found["cy (Welsh)"]
    assert (german.level, german.text) == (
        Level.GOOD,
        "written by a language model, not reviewed; 1 string by the project",
    )
    for subject in ("pt_BR (Portuguese (Brazil))", "ca@valencia (Catalan (Spain, Valencian))"):
        assert found[subject].text == "written by a language model, not reviewed"
    assert (welsh.level, welsh.text) == (
        Level.PROBLEM, "none; drafts are not published, because readers cannot be warned of them",
    )  # fmt: skip
    assert "pages.pot interface/cy.po" in welsh.remedy
    assert found["en (English)"].level is Level.GOOD
    assert found["fr.po"].text == "is used for no language of the project"
    assert "de.po:4: “Nxet” is not used: it is no string of the pages" in found["de.po"].text


def test_interface_words_of_the_project_that_are_incomplete_or_broken(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG.replace("[es, uk]", "[cy, es]"))
    project.write("source/guide.md", "# Hello\n")
    project.write("interface/cy.po", 'msgid "Next"\nmsgstr "Nesaf"\n')
    project.write("interface/es.po", 'msgid "Next"\nmsgstr "Sig\n')
    found = lines(project.root, "interface words")
    welsh, spanish = found["cy (Welsh)"], found["es (Spanish)"]
    assert welsh.level is Level.PROBLEM and welsh.remedy.startswith("translate them in interface/cy.po; ")
    assert "strings are missing and shown in English: “Skip to the content”, “Menu”" in welsh.text
    assert spanish.level is Level.PROBLEM and "interface/es.po:2:" in spanish.text
