"""The site generator of a project is recognised by its files, and ``init`` writes what it found."""

from pathlib import Path

import pytest

from tests.program import TemporaryProject
from workflow.formats.markdown.dialects import DIALECTS
from workflow.project import load
from workflow.project import site_generators as module
from workflow.project.site_generators import recognise

# What the project has besides its documents: file → text; a name with a slash at its end is a folder.
Files = dict[str, str]
PROJECTS: list[tuple[Files, str, str, str]] = [
    # files, document, source, dialect
    ({"mkdocs.yml": "site_name: Tides\nnav: [index.md]\n"}, "docs/index.md", "docs", "mkdocs"),
    ({"mkdocs.yml": "site_name: Tides\ndocs_dir: 'pages'\n"}, "pages/index.md", "pages", "mkdocs"),
    ({"docs/en/mkdocs.yml": "site_name: Tides\n"}, "docs/en/docs/index.md", "docs/en/docs", "mkdocs"),
    ({"mkdocs.yml": "plugins: [i18n]\n", "docs/es/": ""}, "docs/en/index.md", "docs/en", "mkdocs"),
    ({"zensical.toml": '[project]\nsite_name = "T"\ndocs_dir = "handbook"\n'}, "handbook/a.md", "handbook", "mkdocs"),
    ({"hugo.toml": 'baseURL = "/"\n'}, "content/_index.md", "content", "hugo"),
    ({"hugo.yaml": "baseURL: /\n"}, "content/en/_index.md", "content/en", "hugo"),
    ({"config/_default/hugo.toml": "contentDir = 'text'\n"}, "text/a.md", "text", "hugo"),
    ({"config.toml": 'theme = "x"\n'}, "content/a.md", "content", "hugo"),
    ({"site/hugo.toml": ""}, "site/content/a.md", "site/content", "hugo"),
    ({"docusaurus.config.js": "module.exports = {};\n"}, "docs/intro.mdx", "docs", "docusaurus"),
    ({"website/docusaurus.config.ts": "docs: {\n  path: '../docs',\n}"}, "docs/intro.md", "docs", "docusaurus"),
    ({"website/docusaurus.config.js": ""}, "website/docs/a.md", "website/docs", "docusaurus"),
    ({"book.toml": '[book]\ntitle = "Tides"\n', "src/SUMMARY.md": "# Summary\n"}, "src/a.md", "src", "mdbook"),
    ({"book/book.toml": '[book]\nsrc = "text"\n'}, "book/text/a.md", "book/text", "mdbook"),
    ({"docs/conf.py": 'extensions = ["myst_parser"]\n'}, "docs/index.md", "docs", "myst"),
    ({"docs/source/conf.py": 'extensions = ["myst_nb"]\n'}, "docs/source/index.md", "docs/source", "myst"),
    ({"_config.yml": "title: T\n", "_toc.yml": "root: intro\n"}, "intro.md", ".", "myst"),
    ({"myst.yml": "version: 1\n"}, "index.md", ".", "myst"),
    ({"docs/.vitepress/config.mts": ""}, "docs/index.md", "docs", "vitepress"),
    ({".vitepress/config.js": ""}, "index.md", ".", "vitepress"),
    ({"docs/.vuepress/config.js": ""}, "docs/index.md", "docs", "vitepress"),
    ({"astro.config.mjs": "import starlight from '@astrojs/starlight';"}, "src/content/docs/a.mdx", "src/content/docs", "mdx"),
    ({"astro.config.ts": ""}, "src/content/blog/a.md", "src/content", "mdx"),
    ({"_quarto.yml": "project:\n  type: book\n"}, "index.qmd", ".", "quarto"),
    ({"_config.yml": "theme: minima\n"}, "index.md", ".", "jekyll"),
    ({"_config.yml": "# Hexo Configuration\ntitle: T\nsource_dir: source\n"}, "source/_posts/a.md", "source", "hexo"),
    ({"docs/_config.yml": "theme: minima\n"}, "docs/index.md", "docs", "jekyll"),
    ({"Gemfile": "gem 'jekyll'\n"}, "index.md", ".", "jekyll"),
    ({"docfx.json": '{"build": {"content": [{"files": ["**/*.md"], "src": "articles"}]}}'}, "articles/a.md", "articles", "docfx"),
    ({"docs/docfx.json": "{"}, "docs/a.md", "docs", "docfx"),
    ({".gitbook.yaml": "root: ./manual/\n"}, "manual/a.md", "manual", "gitbook"),
    ({"SUMMARY.md": "# Table of contents\n"}, "a.md", ".", "gitbook"),
    ({"README.md": ""}, "files/en-us/web/index.md", "files/en-us", "mdn"),
    ({".obsidian/app.json": "{}"}, "Note.md", ".", "obsidian"),
]  # fmt: skip
UNKNOWN: list[Files] = [
    {"docs/index.md": ""},
    {"docs/conf.py": "extensions = []\n", "docs/index.md": ""},
    {"Gemfile": "gem 'rails'\n", "docs/index.md": ""},
    {"config.yaml": "", "docs/index.md": ""},
    {"mkdocs.yml": "docs_dir: ../outside\n", "notes/index.md": ""},
    {"book.toml": "", "notes/a.md": ""},
]


def written(root: Path, files: Files) -> Path:
    for name, text in files.items():
        path = root / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("files", "document", "source", "dialect"), PROJECTS, ids=str)
def test_recognised(tmp_path: Path, files: Files, document: str, source: str, dialect: str) -> None:
    found = recognise(written(tmp_path, {**files, document: "# Hello\n"}), "en")
    assert [(each.source, each.dialect) for each in found][:1] == [(source, dialect)]
    assert (tmp_path / found[0].file).exists()


@pytest.mark.parametrize("files", UNKNOWN, ids=str)
def test_unknown(tmp_path: Path, files: Files) -> None:
    assert recognise(written(tmp_path, files), "en") == ()


def test_a_generator_with_two_signs_is_named_once(tmp_path: Path) -> None:
    files = {".gitbook.yaml": "root: ./\n", "SUMMARY.md": "# Contents\n", "README.md": "# Hello\n"}
    assert [(each.name, each.file) for each in recognise(written(tmp_path, files), "en")] == [
        ("GitBook", ".gitbook.yaml")
    ]


def test_every_dialect_exists() -> None:
    assert {sign.dialect for sign in module._SIGNS} <= set(DIALECTS)


def test_a_file_that_cannot_be_read_is_no_sign(tmp_path: Path) -> None:
    written(tmp_path, {"docs/index.md": ""})
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff\n")
    assert recognise(tmp_path, "en") == ()


def test_init_writes_a_visible_line_and_says_so(project: TemporaryProject) -> None:
    for name, text in {"hugo.toml": "", "content/en/_index.md": "# Tides\n", "content/es/_index.md": "x\n"}.items():
        project.write(name, text)
    shown = project.good("init", "-l", "es").out
    assert "Found hugo.toml: Hugo. Wrote `dialect: [hugo]` into workflow.yaml." in shown
    assert "markdown:\n  dialect: [hugo]" in project.read("workflow.yaml")
    config = load(project.root).config
    assert (config.source, config.sections["markdown"]["dialect"]) == ("content/en", ("hugo",))


def test_documents_that_only_the_generator_reads(project: TemporaryProject) -> None:
    for name in ("docusaurus.config.js", "docs/intro.mdx", "docs/guide.md"):
        project.write(name, "Hello there.\n")
    project.good("init", "-l", "es")
    assert load(project.root).documents.paths() == ("guide.md", "intro.mdx")
    assert "matches no" not in project.good("doctor").out


def test_packages_beside_the_documents_are_left_out(project: TemporaryProject) -> None:
    for name in ("_config.yml", "index.md", "vendor/bundle/gems/x/README.md"):
        project.write(name, "title: Hello there\n")
    project.good("init", "-l", "es")
    assert load(project.root).documents.paths() == ("index.md",)


def test_two_programs_that_read_the_same_folder(project: TemporaryProject) -> None:
    for name in ("_quarto.yml", ".obsidian/app.json", "index.md"):
        project.write(name, "\n")
    shown = project.good("init", "-l", "es").out
    assert load(project.root).config.sections["markdown"]["dialect"] == ("quarto", "obsidian")
    assert "Found .obsidian/: Obsidian." in shown


def test_another_source_folder_than_the_generators(project: TemporaryProject) -> None:
    for name in ("mkdocs.yml", "docs/index.md", "notes/a.md"):
        project.write(name, "Hello.\n")
    project.good("init", "-l", "es", "--source", "notes")
    config = load(project.root).config
    assert (config.source, config.sections["markdown"]["dialect"]) == ("notes", ("mkdocs",))


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("mkdocs.yml", "site_name: Tide: the tables # of 2026\n", "Tide: the tables"),
        ("mkdocs.yml", "theme:\n  name: material\nsite_name: 'It’s \"low\"'\n", 'It’s "low"'),
        ("zensical.toml", '[project]\nsite_name = "Tides"\n', "Tides"),
        ("hugo.toml", "title = 'Tides'\ncontentDir = 'docs'\n", "Tides"),
        ("docusaurus.config.js", "export default {\n  title: 'Tides',\n};\n", "Tides"),
        ("mkdocs.yml", "site_name: !ENV [NAME, Tides]\n", "Project"),
        ("mkdocs.yml", "site_name: >-\n  Tides\n", "Project"),
        ("mkdocs.yml", "docs_dir: docs\n", "Project"),
    ],
    ids=str,
)
def test_the_title_is_that_of_the_site(project: TemporaryProject, name: str, text: str, title: str) -> None:
    project.write(name, text)
    project.write("docs/index.md", "Hello.\n")
    project.good("init", "-l", "es")
    assert load(project.root).config.title == title


@pytest.mark.parametrize(("name", "layout"), [("mkdocs.yml", "mkdocs"), ("docfx.json", "folders"), ("", "folders")])
def test_a_layout_for_the_generator_is_proposed(project: TemporaryProject, name: str, layout: str) -> None:
    if name:
        project.write(name, "{}\n")
    project.write("docs/index.md", "Hello.\n")
    project.good("init", "-l", "es")
    assert f"# source_layout: {layout} " in project.read("workflow.yaml")
