"""``workflow init``: a new project in an empty folder or beside documents; nothing is overwritten."""

import re

import pytest

from tests.program import TemporaryProject
from tests.terminal import terminal
from workflow.project import load
from workflow.project.publish_policy import TextLevel


def test_an_empty_folder(project: TemporaryProject) -> None:
    shown = project.good("init", "--title", 'Tide: "tables"', "-l", "es", "-l", "pt-br,uk").out
    loaded = load(project.root)
    assert loaded.config.title == 'Tide: "tables"'
    assert (loaded.config.source_language, loaded.config.languages) == ("en", ("es", "pt_BR", "uk"))
    assert loaded.documents.paths() == ("index.md",)
    assert project.read(".gitignore").splitlines() == ["/editions/", "/.workflow/", "*.mo"]
    assert project.read(".gitattributes").splitlines()[0] == "*.po -text merge=po diff=po"
    assert "workflow run" in shown
    assert project.good("status").code == 0


def test_every_line_of_the_written_configuration_can_be_used(project: TemporaryProject) -> None:
    """The examples in its comments are keys with values that are accepted."""
    project.good("init", "-l", "es", "--title", "T")
    text = project.read("workflow.yaml")
    examples = [line[2:] for line in text.splitlines() if re.match(r"# \w", line) and ":" in line and "`" not in line]
    assert len(examples) > 8
    project.write("workflow.yaml", text + "\n".join(line for line in examples if not line.startswith("overrides")))
    config = load(project.root).config
    assert config.site_url == "https://example.org/"
    overrides = [line[1:] for line in text.splitlines() if line.startswith("#   ")]
    project.write("workflow.yaml", text + "overrides:\n" + "\n".join(overrides))
    assert load(project.root).config.by_language["es"].engines == ()


@pytest.mark.parametrize(
    ("files", "source", "documents"),
    [
        (["docs/a.md", "docs/b/c.md", "README.md"], "docs", 2),
        (["content/a.md", "notes/a.md", "notes/b.md"], "content", 1),
        (["notes/a.md", "notes/b.md", "other/c.md"], "notes", 2),
        (["a.md", "b.md"], ".", 2),
        (["README.md", "LICENSE.md"], "source", 1),
    ],
    ids=str,
)
def test_documents_that_are_there(project: TemporaryProject, files: list[str], source: str, documents: int) -> None:
    for file in files:
        project.write(file, "# Hello\n")
    before = project.files()
    project.good("init", "-l", "es")
    loaded = load(project.root)
    assert loaded.config.source == source
    assert len(loaded.documents.paths()) == documents
    after = project.files()
    assert {name: after[name] for name in before} == before


def test_nothing_is_overwritten(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "mine\n")
    project.write("source/a.md", "# Hello\n")
    before = project.files()
    assert "already exists" in project.run("init", "-l", "es").line()
    assert project.files() == before


def test_gitignore_gets_only_what_is_missing(project: TemporaryProject) -> None:
    project.write("source/a.md", "# Hello\n")
    project.write(".gitignore", "editions/\n*.tmp")
    assert "Added to .gitignore: /.workflow/" in project.good("init", "-l", "es").out
    assert project.read(".gitignore") == "editions/\n*.tmp\n/.workflow/\n*.mo\n"


def test_another_folder(project: TemporaryProject) -> None:
    shown = project.good("init", "garden", "-l", "es").out
    assert (project.root / "garden" / "workflow.yaml").exists()
    assert "workflow -C garden run" in shown
    assert project.good("-C", "garden", "status").code == 0
    assert load(project.root / "garden").config.title == "Garden"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "-l es"),
        (["-l", "klingon"], "'klingon' is not a valid language code"),
        (["-l", "es", "--source-language", "english"], "'english' is not a valid language code"),
        (["-l", "es", "--source", "../x"], "must be inside the project"),
        (["-l", "es", "--source", "file.txt"], "is a file"),
        (["-l", "es", "file.txt"], "is a file"),
        (["-l", "en"], "en is the source language"),
        (["-l", "es,en"], "en is the source language"),
        (["-l", "eng"], "en is the source language"),
        (["-l", "es", "--source-language", "spa"], "es is the source language"),
        (["-l", "Spanish"], "Did you mean 'es'?"),
    ],
    ids=str,
)
def test_what_cannot_be(project: TemporaryProject, args: list[str], words: str) -> None:
    project.write("file.txt", "text\n")
    before = project.files()
    assert words in project.run("init", *args).line()
    assert project.files() == before


def test_it_asks_in_a_terminal(project: TemporaryProject) -> None:
    project.write("docs/a.md", "# Hello\n")
    with terminal("init", cwd=project.root) as screen:
        assert "Found 1 document in docs/." in screen.until("[Project]: ")
        screen.type("Tides\n")
        screen.until("[en]: ")
        screen.type("\n")
        screen.until("pt_BR): ")
        screen.type("klingon\n")
        screen.until("'klingon' is not a valid language code")
        screen.until("pt_BR): ")
        screen.type("es, uk\n")
        screen.until("[docs]: ")
        screen.type("\n")
        screen.until("[drafts]: ")
        screen.type("everything\n")
        screen.until("'everything' is not one of")
        screen.until("[drafts]: ")
        screen.type("translated\n")
        assert screen.end() == 0, screen.text
    config = load(project.root).config
    assert (config.title, config.languages, config.source) == ("Tides", ("es", "uk"), "docs")
    assert TextLevel.DRAFT not in config.publish.settings.allow


@pytest.mark.parametrize("policy", [None, "drafts", "translated", "approved"])
def test_what_a_new_project_publishes(project: TemporaryProject, policy: str | None) -> None:
    shown = project.good("init", "-l", "es", *(["--publish", policy] if policy else [])).out
    allow = load(project.root).config.publish.settings.allow
    assert (TextLevel.DRAFT in allow, TextLevel.TRANSLATED in allow) == (
        policy in (None, "drafts"),
        policy != "approved",
    )
    assert "To change that: `publish` in workflow.yaml." in shown
    assert ("marked as machine translation" in shown) is (policy in (None, "drafts"))


def test_ctrl_c_at_a_question_writes_nothing(project: TemporaryProject) -> None:
    with terminal("init", cwd=project.root) as screen:
        screen.until("[Project]: ")
        assert screen.press_until_it_ends("\x03") == 130, screen.text
        assert "Traceback" not in screen.text
    assert project.files() == {}


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("pt-br", ["pt_BR"]),
        ("PT_BR", ["pt_BR"]),
        ("spa", ["es"]),
        ("zh-hans", ["zh_Hans"]),
        ("es, fr", ["es", "fr"]),
        ("es fr es", ["es", "fr"]),
        ("de_DE.UTF-8", ["de_DE"]),
    ],
)
def test_codes_are_written_as_gettext_has_them(project: TemporaryProject, written: str, codes: list[str]) -> None:
    project.good("init", "-l", written)
    assert list(load(project.root).config.languages) == codes


def test_gitattributes_get_only_what_is_missing(project: TemporaryProject) -> None:
    project.write(".gitattributes", "*.png binary\r\n*.po diff=po -text merge=po\r\n")
    assert "Added to .gitattributes: *.pot -text merge=po diff=po\n" in project.good("init", "-l", "es").out
    assert project.read(".gitattributes").splitlines() == [
        "*.png binary",
        "*.po diff=po -text merge=po",
        "*.pot -text merge=po diff=po",
    ]


def test_the_languages_are_named_and_an_assumed_source_language_too(project: TemporaryProject) -> None:
    shown = project.good("init", "tides", "-l", "es", "-l", "uk").out
    assert "1 document in English (en), to be translated into Spanish (es), Ukrainian (uk)." in shown
    assert "The source language was not given." in shown
    shown = project.good("init", "gezeiten", "--source-language", "de", "-l", "es").out
    assert "in German (de)" in shown and "was not given" not in shown
