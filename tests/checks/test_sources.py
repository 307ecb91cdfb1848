"""Sources: what is not read, not understood or not translated is a finding, with its place."""

import pytest

from tests.program import CONFIG, TemporaryProject
from workflow.checks.sources import file_findings, front_matter_findings
from workflow.findings import Finding
from workflow.project import load

PROSE = "A line of words for the reader."


def findings(project: TemporaryProject, config: str = "", *, only: str = "") -> list[Finding]:
    project.write("workflow.yaml", CONFIG + config)
    loaded = load(project.root)
    documents = {path: loaded.parse(path).metadata for path in loaded.documents.paths()}
    found = [*front_matter_findings(loaded, documents), *file_findings(loaded)]
    return [finding for finding in found if only in ("", finding.id)]


def test_a_project_without_faults(project: TemporaryProject) -> None:
    project.write("source/a.md", f"---\ntitle: A\ndescription: {PROSE}\nauthor: M\n---\n\nText\n")
    project.write("source/pic.png", "x")
    project.write("source/robots.txt", "x")
    project.write("source/LICENSE.txt", "x")
    project.write("source/a.txt", "a download beside a.md")
    assert findings(project) == []


def test_linked_folders(project: TemporaryProject) -> None:
    project.write("source/a.md", "Text\n")
    project.write("shared/b.md", "Text\n")
    (project.root / "source/deep").mkdir()
    (project.root / "source/deep/shared").symlink_to(project.root / "shared")
    (finding,) = findings(project)
    assert (finding.id, finding.source) == ("unread_file", project.root / "source/deep/shared")
    assert '"!deep/shared/**"' in finding.message
    assert findings(project, "documents: ['**/*.md', '!deep/shared/**']\n", only="unread_file") == []


def test_unreadable_front_matter(project: TemporaryProject) -> None:
    project.write("source/news/a.md", "---\nauthor: M\ntitle: Ferry strike: day two\n---\n\nText\n")
    (finding,) = findings(project)
    assert (finding.id, finding.severity, finding.document, finding.source_line) == (
        *("unreadable_front_matter", "warning", "news/a.md", 3),
    )
    assert finding.message.startswith("source/news/a.md:3: ")
    assert "colon" in finding.message and "read as text" in finding.message


def test_markup_that_is_not_read(project: TemporaryProject) -> None:
    project.write(
        "source/a.md", f"Text\n\n```{{eval-rst}}\n.. note:: {PROSE}\n```\n\n```{{eval-rst}}\n.. index:: tide\n```\n"
    )
    (finding,) = findings(project)
    assert (finding.id, finding.severity, finding.source_line) == ("unread_block", "note", 3)
    assert finding.message.startswith("source/a.md:3: the reStructuredText")


def test_keys_that_look_like_text(project: TemporaryProject) -> None:
    for name in ("a", "b", "c"):
        project.write(f"source/{name}.md", f"---\ntitle: T\nkicker: {PROSE}\n---\n\nText\n")
    project.write("source/d.md", f"+++\n[params]\nblurb = '{PROSE}'\n+++\n\nText\n")
    kicker, blurb = findings(project)
    assert kicker.details == {"key": "kicker", "documents": ("a.md", "b.md", "c.md")}
    assert "a.md:3 and 2 more" in kicker.message and "[default, kicker]" in kicker.message
    assert blurb.details["key"] == "params.blurb"
    assert findings(project, "front_matter: [default, kicker, 'params.blurb']\n") == []


def test_configured_keys_that_no_document_has(project: TemporaryProject) -> None:
    project.write("source/a.md", "---\ntitle: T\nNote: x\n---\n")
    project.write("source/news/b.md", "---\ntitle: T\nteaser: U\n---\n")
    config = "front_matter: [title, note, teasr]\noverrides: {'news/*.md': {front_matter: [teaser, lede]}}\n"
    found = findings(project, config)
    assert [finding.details["key"] for finding in found] == ["teasr", "lede"]
    assert "news/*.md" in found[1].message


def test_unused_keys_are_known_only_with_all_documents(project: TemporaryProject) -> None:
    project.write("workflow.yaml", CONFIG + "front_matter: [title]\n")
    project.write("source/a.md", "Text\n")
    project.write("source/b.md", "---\ntitle: T\n---\n")
    loaded = load(project.root)
    assert front_matter_findings(loaded, {"a.md": loaded.parse("a.md").metadata}) == ()


@pytest.mark.parametrize(
    ("config", "files", "expected"),
    [
        ("", ["a.rst", "b.rst", "x/c.rst", "d.rst", "e.adoc"], [".adoc", ".rst"]),
        ("", ["a.mdx", "b.qmd", "c.Rmd", "d.mdown", "e.mkd"], [".Rmd", ".mdown", ".mdx", ".mkd", ".qmd"]),
        ("", ["a.HTML", "G.MD", "h.TXT", "i.docx", "j.ipynb"], [".HTML", ".MD", ".TXT", ".docx", ".ipynb"]),
        (
            "",
            ["a.png", "b.css", "c.js", "d.json", "e.csv", "f.pdf", "robots.txt", ".hidden.rst", "index.html"],
            [".html"],
        ),
        ("documents: ['**/*.md']\n", ["a.txt", "license.txt"], [".txt"]),
        ("documents: [index.md]\n", ["other/a.md", "b.md"], [".md"]),
        ("documents: ['**/*.md', '**/*.mdx', '!**/*.rst', '!old/**']\n", ["a.rst", "b.mdx", "old/c.md"], []),
    ],
    ids=range(7),
)
def test_files_that_look_like_documents(
    project: TemporaryProject, config: str, files: list[str], expected: list[str]
) -> None:
    project.write("source/index.md", "Text\n")
    for file in files:
        project.write(f"source/{file}", "Text\n")
    found = findings(project, config, only="unread_file")
    assert [finding.details["suffix"] for finding in found] == expected
    assert all(finding.severity == "note" for finding in found)


def test_what_happens_to_files_that_are_not_read(project: TemporaryProject) -> None:
    project.write("source/index.md", "Text\n")
    for name in "abcde":
        project.write(f"source/{name}.rst", "Text\n")
    project.write("source/x/f.md", "Text\n")
    excluded, copied = findings(project, "documents: [index.md]\n")
    assert "1 .md file is not published: x/f.md." in excluded.message and '"**/*.md"' in excluded.message
    assert "5 .rst files are copied untranslated: a.rst, b.rst, c.rst and 2 more." in copied.message
    assert len(copied.details["files"]) == 5


def test_in_the_projects_own_folder_nothing_is_copied(project: TemporaryProject) -> None:
    project.write("index.md", "Text\n")
    project.write("README.rst", "Text\n")
    (finding,) = findings(project, "source: .\n")
    assert "1 .rst file is not read: README.rst" in finding.message


def test_patterns_that_match_nothing(project: TemporaryProject) -> None:
    project.write("source/index.md", "Text\n")
    config = "documents: ['*.md', '**/*.markdown', '**/*.txt', 'blog/*.md', '!drafts/**']\noverrides: {'wiki/*.md': {front_matter: [title]}}\n"
    found = findings(project, config)
    assert [finding.details["pattern"] for finding in found] == ["blog/*.md", "!drafts/**", "wiki/*.md"]
    assert {finding.id for finding in found} == {"unmatched_pattern"}
