"""docs/projects.md is correct: what ``init`` finds, the texts of the examples, and the settings."""

import re
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.test_docs_configuration import configured
from workflow.formats import markdown
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.markdown.dialects import DIALECTS
from workflow.project import load

PAGE = (Path(__file__).parent.parent / "docs" / "projects.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \[(.+?)\]\(#(.+?)\) \| `(.+?)` \| `(\w+)` \| (.+) \|$", PAGE, re.MULTILINE)
TEXTS = {"conf.py": 'extensions = ["myst_parser"]\n', "astro.config.mjs": "import starlight\n"}
"""What the file has in it by which a site generator is found."""
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<info>\w+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    (title, first["text"], second["text"])
    for title, section in SECTIONS.items()
    for first, second in [[*BLOCK.finditer(section), None, None][:2]]
    if first is not None and second is not None and first["info"] == "markdown"
]


def anchor(title: str) -> str:
    return re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def dialect(title: str) -> tuple[str, ...]:
    """The first dialect that the table names for a section."""
    return tuple(row[3] for row in ROWS if row[1] == anchor(title))[:1]


def test_every_dialect_has_a_section() -> None:
    assert len(ROWS) == 17
    assert {row[1] for row in ROWS} <= {anchor(title) for title in SECTIONS}
    named = {row[3] for row in ROWS} | set(re.findall(r"`(?:dialect: )?\[(\w+)\]`", PAGE))
    assert named == set(DIALECTS)


@pytest.mark.parametrize(("name", "section", "file", "expected", "where"), ROWS, ids=lambda value: str(value)[:20])
def test_what_init_finds(
    project: TemporaryProject, name: str, section: str, file: str, expected: str, where: str
) -> None:
    folder = found[1] if (found := re.match(r"`(.+?)`", where)) else "."
    if file.endswith("/"):
        (project.root / file).mkdir(parents=True, exist_ok=True)
    else:
        project.write(file, TEXTS.get(file, ""))
    project.write(f"{folder}/page.md", "# Hello\n")
    shown = project.good("init", "-l", "es").out
    assert f"Found {file}: {name}. Wrote `dialect: [{expected}]` into workflow.yaml." in shown
    config = load(project.root).config
    assert (config.source, config.sections["markdown"]["dialect"]) == (folder, (expected,))


@pytest.mark.parametrize(("title", "source", "texts"), EXAMPLES, ids=[example[0] for example in EXAMPLES])
def test_the_texts_of_the_examples(title: str, source: str, texts: str) -> None:
    document = markdown.parse(source.encode(), settings=MarkdownSettings(dialect=dialect(title)))
    assert [unit.source for unit in document.units] == texts.splitlines()


def test_every_section_of_a_site_generator_has_an_example() -> None:
    assert {title for title, _, _ in EXAMPLES} == set(SECTIONS) - {"Before the first draft", "Plain texts from a CMS"}


@pytest.mark.parametrize("text", [found["text"] for found in BLOCK.finditer(PAGE) if found["info"] == "yaml"])
def test_the_settings_are_accepted(text: str) -> None:
    assert configured(text).format.front_matter_keys != ("default",)


def test_the_commands(project: TemporaryProject) -> None:
    project.write("mkdocs.yml", "site_name: Tides\n")
    project.write("docs/guide.md", "# Hello\n")
    (command,) = [found["text"] for found in BLOCK.finditer(PAGE) if found["info"] == "sh"]
    shown = project.good(*command.split()[1:]).out
    message = next(found["text"] for found in BLOCK.finditer(PAGE) if found["info"] == "text")
    assert message.strip() in shown
    for words in re.findall(r"`workflow (extract|doctor|draft -d guide.md)`", SECTIONS["Before the first draft"]):
        assert project.run(*words.split()).code == 0, words
