"""The project: documents by pattern, catalogs by document, settings by language and document."""

from pathlib import Path

import pytest

from workflow.errors import BadInput, ConfigError, DocumentError
from workflow.formats.markdown import MarkdownSettings
from workflow.project import Project
from workflow.project.loading import parse

BASE = "title: A test\nsource_language: en\nlanguages: [es, pt_BR, zh_Hans]\n"


def make(root: Path, *files: str, config: str = "", source: str = "source") -> Project:
    for name in files:
        path = root / source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Hello\n")
    return Project(root, parse(BASE + config))


def test_order_is_that_of_the_patterns(tmp_path: Path) -> None:
    project = make(
        tmp_path,
        "a.md", "b/c.md", "b/d/e.md", "index.md", "drafts/x.md", "notes.txt",
        config='documents: [index.md, "b/*.md", "**/*.md", "!drafts/**"]\n',
    )  # fmt: skip
    assert project.documents.paths() == ("index.md", "b/c.md", "a.md", "b/d/e.md")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.md", ["a.md", "é.md"]),
        ("**/*.md", ["a.md", "b/c.md", "b/d/e.md", "é.md"]),
        ("b/**", ["b/c.md", "b/d/e.md"]),
        ("b/**/*.md", ["b/c.md", "b/d/e.md"]),
        ("?.md", ["a.md", "é.md"]),
        ("[a-c].md", ["a.md"]),
        ("[!a].md", ["é.md"]),
        ("A.md", []),
        ("./a.md", ["a.md"]),
        ("b", []),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, found: list[str]) -> None:
    project = make(tmp_path, "a.md", "b/c.md", "b/d/e.md", "é.md", config=f'documents: ["{pattern}"]\n')
    assert list(project.documents.paths()) == found


def test_what_is_no_document(tmp_path: Path) -> None:
    project = make(tmp_path, "a.md", ".hidden.md", ".git/x.md", "node_modules/y.md", "env/pyvenv.cfg", "env/z.md")
    (tmp_path / "source" / "folder.md").mkdir()
    assert project.documents.paths() == ("a.md",)


def test_the_project_folder_itself_as_source(tmp_path: Path) -> None:
    project = make(
        tmp_path, "a.md", "docs/b.md", "editions/source/es/a.md", "locales/x.md", config="source: .\n", source="."
    )
    assert project.documents.paths() == ("a.md", "docs/b.md")


def test_no_source_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="source folder source/ does not exist"):
        make(tmp_path).documents.paths()


def test_links(tmp_path: Path) -> None:
    root = tmp_path / "project"
    project = make(root, "a.md", "inside/b.md")
    (root / "source" / "again.md").symlink_to(root / "source" / "a.md")
    (root / "source" / "loop").symlink_to(root / "source")
    (root / "source" / "circle.md").symlink_to("circle.md")
    assert project.documents.paths() == ("a.md", "again.md", "circle.md", "inside/b.md")
    with pytest.raises(DocumentError, match=r"circle\.md: cannot be read: too many levels of symbolic links"):
        project.parse("circle.md")
    (tmp_path / "secret.md").write_text("not yours")
    (root / "source" / "leak.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(DocumentError, match=r"leak\.md: is a link to .*secret\.md, outside the project"):
        project.documents.paths()


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.txt",
        "a\rb.md",
        "caf\udce9.txt",
        "a\x1b[2Jb.md",
        "a\u2028b.md",
        "a\x0cb.md",
        "a\x7f.md",
        "a\x85.md",
        "a\nb/c.md",
    ],
)
def test_names_that_no_catalog_can_hold(tmp_path: Path, name: str) -> None:
    with pytest.raises(DocumentError, match=r"'.*': the name has control characters or bytes that are not UTF-8"):
        make(tmp_path, name).documents.paths()


def test_a_suffix_in_capitals_is_another_one(tmp_path: Path) -> None:
    project = make(tmp_path, "a.md", "README.TXT", "B.MD", config='documents: ["*"]\n')
    assert project.documents.paths() == ("a.md",)
    assert not project.documents.is_excluded("README.TXT")


def test_catalog_paths(tmp_path: Path) -> None:
    project = make(tmp_path, "a.md", "news/b.md")
    assert project.catalog_path("pt_BR", "news/b.md") == tmp_path / "locales/pt_BR/LC_MESSAGES/news/b.po"
    assert project.template_path("a.md") == tmp_path / "locales/templates/a.pot"


def test_two_documents_that_differ_by_suffix_keep_theirs(tmp_path: Path) -> None:
    files = ("a.md", "a.txt", "b.md", "LICENSE.md", "LICENSE.txt")
    project = make(tmp_path, *files, config='documents: ["**/*.md", "**/*.txt"]\n')
    assert project.template_path("a.md").name == "a.md.pot"
    assert project.template_path("a.txt").name == "a.txt.pot"
    assert project.template_path("b.md").name == "b.pot"
    assert project.template_path("LICENSE.md").name == "LICENSE.pot"


def test_every_document_has_a_name_of_its_own(tmp_path: Path) -> None:
    files = ("a.md", "a.txt", "a.txt.md", "a.txt.md.md", "b.txt", "b.txt.md")
    project = make(tmp_path, *files, config='documents: ["**/*.md", "**/*.txt"]\n')
    assert [project.documents.name(path) for path in files] == [
        "a.md",
        "a.txt",
        "a.txt.md",
        "a.txt.md.md",
        "b",
        "b.txt",
    ]


def test_a_download_takes_no_name_from_a_document(tmp_path: Path) -> None:
    project = make(tmp_path, "a.md", "a.txt", config='documents: ["**/*.md"]\n')
    assert project.template_path("a.md").name == "a.pot"


def test_a_text_beside_a_document_of_its_name_is_a_download_unless_documents_says_more(tmp_path: Path) -> None:
    project = make(tmp_path, "a.md", "a.txt", "b.txt", "c.md", "c.markdown")
    assert project.documents.paths() == ("a.md", "c.md", "c.markdown", "b.txt")
    assert not project.documents.is_document("a.txt")
    assert not project.documents.is_excluded("a.txt")
    assert project.template_path("a.md").name == "a.pot"


def test_texts_for_programs_and_licenses_are_documents_only_by_their_very_path(tmp_path: Path) -> None:
    files = ("a.txt", "robots.txt", "sub/Requirements-dev.txt", "LICENSE.txt", "_redirects.txt")
    made = make(tmp_path, *files)
    assert made.documents.paths() == ("a.txt",)
    assert not any(made.documents.is_document(file) or made.documents.is_excluded(file) for file in files[1:])
    listed = make(tmp_path, *files, config='documents: [a.txt, "**/*.txt", LICENSE.txt]\n')
    assert listed.documents.paths() == ("a.txt", "LICENSE.txt")


def test_settings_for_one_document(tmp_path: Path) -> None:
    project = make(
        tmp_path,
        config='placeholders: ["@a@"]\noverrides: {"news/*.md": {front_matter: [title], markdown: {math: true, gfm: false}}}\n',
    )
    assert project.config.format_settings("a.md") == MarkdownSettings(placeholders=("@a@",))
    news = project.config.format_settings("news/b.md")
    assert isinstance(news, MarkdownSettings)
    assert news.front_matter_keys == ("title",)
    assert news.placeholders == ("@a@",)
    assert news.math
    assert not news.gfm


def test_settings_for_one_language(tmp_path: Path) -> None:
    project = make(
        tmp_path,
        config="engines: {default: [argos, starter], en-pt_BR: [apertium]}\npivot: true\noverrides: {es: {engines: [], pivot: false, title: Prueba}}\n",
    )
    assert [project.config.engines_for(code) for code in ("es", "pt_BR", "zh_Hans")] == [
        (),
        ("apertium",),
        ("argos", "starter"),
    ]
    assert [project.config.pivot_for(code) for code in ("es", "pt_BR")] == [False, True]
    reported = project.engine_settings("pt_BR")
    assert (reported.order, reported.pivot, reported.models) == (("apertium",), True, tmp_path / "models")
    assert make(tmp_path).config.engines_for("es") is None
    assert (project.config.title_in("es"), project.config.title_in("pt_BR")) == ("Prueba", "A test")


def test_the_note_on_style(tmp_path: Path) -> None:
    project = make(
        tmp_path,
        config="style: |\n  Be brief.\n  Address readers formally.\noverrides: {es: {style: Use “tú”.}, pt_BR: {style: ''}}\n",
    )
    both = "Be brief.\nAddress readers formally."
    found = [project.engine_settings(code).style for code in ("es", "pt_BR", "zh_Hans")]
    assert found == ["Use “tú”.", "", both]
    assert make(tmp_path).engine_settings("es").style == ""


@pytest.mark.parametrize("line", ["style: {words}", "overrides: {{es: {{style: {words}}}}}"])
def test_a_note_on_style_has_a_limit(tmp_path: Path, line: str) -> None:
    assert make(tmp_path, config=f"{line.format(words='x' * 1000)}\n").engine_settings("es").style == "x" * 1000
    with pytest.raises(ConfigError, match=r"style has 10,000 characters\. .* at most 1,000"):
        make(tmp_path, config=f"{line.format(words='x' * 10_000)}\n")


def test_selecting_languages(tmp_path: Path) -> None:
    project = make(tmp_path)
    assert project.config.select_languages([]) == ("es", "pt_BR", "zh_Hans")
    assert project.config.select_languages(["zh*", "pt-br"]) == ("pt_BR", "zh_Hans")
    assert project.config.select_languages(["en"], source=True) == ("en",)
    with pytest.raises(BadInput, match=r'no language "ess" in this project\. Did you mean "es"'):
        project.config.select_languages(["ess"])
    with pytest.raises(BadInput, match="en is the source language"):
        project.config.select_languages(["en"])


def test_selecting_documents(tmp_path: Path) -> None:
    project = make(tmp_path, "guide.md", "news/a.md", "news/b.md")
    assert project.documents.select([]) == ("guide.md", "news/a.md", "news/b.md")
    for name in ("guide.md", "guide", "source/guide.md", "./guide.md", "gu*"):
        assert project.documents.select([name]) == ("guide.md",)
    assert project.documents.select(["news/*", "guide"]) == ("guide.md", "news/a.md", "news/b.md")
    with pytest.raises(BadInput, match=r'no document "guied\.md" in this project\. Did you mean "guide\.md"'):
        project.documents.select(["guied.md"])
    with pytest.raises(BadInput, match=r"Available: guide\.md"):
        project.documents.select(["nothing-like-it"])


def test_a_catalog_lies_in_the_folder_of_its_language(tmp_path: Path) -> None:
    project = make(tmp_path, "news/a.md")
    assert project.catalog_path("es", "news/a.md") == project.layout.catalogs("es") / "news" / "a.po"
    assert project.template_path("news/a.md") == project.layout.templates / "news" / "a.pot"


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("news", ["news/a.md", "news/old/b.md"]),
        ("news/", ["news/a.md", "news/old/b.md"]),
        ("./news", ["news/a.md", "news/old/b.md"]),
        ("source/news", ["news/a.md", "news/old/b.md"]),
        ("news/old", ["news/old/b.md"]),
        ("guide", ["guide.md"]),
        ("guide/", ["guide/x.md"]),
        (".", ["guide/x.md", "guide.md", "news/a.md", "news/old/b.md", "newsletter.md"]),
        ("source", ["guide/x.md", "guide.md", "news/a.md", "news/old/b.md", "newsletter.md"]),
        ("news/../guide.md", ["guide.md"]),
    ],
)
def test_a_folder_selects_everything_below_it(tmp_path: Path, word: str, found: list[str]) -> None:
    project = make(tmp_path, "news/a.md", "news/old/b.md", "newsletter.md", "guide.md", "guide/x.md")
    assert sorted(project.documents.select([word])) == sorted(found)


def test_a_document_by_its_whole_path(tmp_path: Path) -> None:
    project = make(tmp_path, "news/a.md", "guide.md")
    assert project.documents.select([str(tmp_path / "source/news/a.md")]) == ("news/a.md",)
    assert project.documents.select([str(tmp_path / "source/news")]) == ("news/a.md",)


def test_languages_with_commas_between_them(tmp_path: Path) -> None:
    config = make(tmp_path, "a.md").config
    assert config.select_languages(["zh_Hans,es"]) == ("es", "zh_Hans")
    with pytest.raises(BadInput, match=r'no language "de" in this project\. Available: es, pt_BR, zh_Hans'):
        config.select_languages(["es, de"])


@pytest.mark.parametrize(
    ("word", "near"),
    [("Spanish", "es"), ("es-ES", "es"), ("pt", "pt_BR"), ("zh-CN", "zh_Hans"), ("zh_hand", "zh_Hans")],
)
def test_a_language_that_is_nearly_one_of_the_project(tmp_path: Path, word: str, near: str) -> None:
    with pytest.raises(BadInput, match=f'no language "{word}" in this project. Did you mean "{near}"'):
        make(tmp_path, "a.md").config.select_languages([word])


@pytest.mark.parametrize(
    ("word", "code"), [("spa", "es"), ("pt-br", "pt_BR"), ("ZH_HANS", "zh_Hans"), ("pt*", "pt_BR")]
)
def test_a_language_in_another_spelling(tmp_path: Path, word: str, code: str) -> None:
    assert make(tmp_path, "a.md").config.select_languages([word]) == (code,)


def test_a_catalog_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r'"locales/es/a\.po" is a PO file\. Name its document, such as a\.md\.'):
        make(tmp_path, "a.md").documents.select(["locales/es/a.po"])


@pytest.mark.parametrize(
    ("config", "line", "name"),
    [
        ("engines: [argos, deepl]\n", 4, "deepl"),
        ("engines: deepl\n", 4, "deepl"),
        ("engines:\n- argos\n- google\n", 6, "google"),
        ("engines: {default: [argos, starter],\n  en-es: [argoss]}\n", 5, "argoss"),
        ("overrides:\n  es:\n    engines: [deepl]\n", 6, "deepl"),
    ],
)
def test_an_unknown_engine_is_named_with_its_line(tmp_path: Path, config: str, line: int, name: str) -> None:
    project = make(tmp_path, "a.md", config=config)
    (tmp_path / "workflow.yaml").write_text(BASE + config)
    with pytest.raises(ConfigError, match=rf'workflow\.yaml:{line}: engines: unknown engine "{name}"\. ') as caught:
        project.engine_settings("es")
    assert "argos" in str(caught.value)


@pytest.mark.parametrize("text", ["# A\n\nb\0c\n", "---\ntitle: A\n---\n# b\x04c\n", '---\ntitle: "a\\0b"\n---\n'])
def test_a_text_that_no_catalog_can_hold_is_named_with_its_line(tmp_path: Path, text: str) -> None:
    project = make(tmp_path, "a.md")
    (tmp_path / "source" / "a.md").write_text(text)
    with pytest.raises(DocumentError, match=r"source/a\.md:[234]: the text has a character that PO files cannot hold"):
        project.parse("a.md")
