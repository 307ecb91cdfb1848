"""The navigation: documents in order, or the navigation file of a site generator."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small
from workflow.errors import ConfigError
from workflow.init import start
from workflow.model import Selection
from workflow.project import load
from workflow.publishing import publish

SUMMARY = """\
# Summary

[Before you start](intro.md)

# First part

- [The harbour](harbour.md)
  - [The pier](harbour/pier.md#top)
    - [Planned]()
- [A site](https://example.org/)

---

[People](people.md)
"""
MKDOCS = """\
site_name: Harbour
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
nav:
  - Home: index.md
  - harbour.md
  - Guides:
      - The pier: guides/pier.md
      - Deeper:
          - guides/sea.md
  - Elsewhere: https://example.org/
"""


def made(tmp_path: Path, config: str, files: dict[str, str]) -> Small:
    small = Small(tmp_path)
    small.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]") + f"source: docs\n{config}")
    for path, text in files.items():
        small.write(path, text)
    return small


@pytest.fixture
def book(tmp_path: Path) -> Small:
    pages = {f"docs/{name}.md": f"# Page {name}\n" for name in ("intro", "harbour", "harbour/pier", "people", "extra")}
    return made(tmp_path, "nav: SUMMARY.md\n", {"docs/SUMMARY.md": SUMMARY, **pages})


@pytest.fixture
def site(tmp_path: Path) -> Small:
    pages = {f"docs/{name}.md": f"# Page {name}\n" for name in ("index", "harbour", "guides/pier", "guides/sea", "extra")}  # fmt: skip
    return made(tmp_path, "nav: mkdocs.yml\n", {"mkdocs.yml": MKDOCS, **pages})


def menu(html: str) -> list[tuple[str, str, str]]:
    """The navigation of a page: depth, address and title of each entry."""
    nav = html.split('<nav class="documents"')[1].split("</nav>")[0]
    found = re.findall(r'<li class="depth-(\d)[^"]*">(?:<a href="([^"]*)"[^>]*>)?<span[^>]*>(.*?)</span>', nav)
    return [(depth, href, title) for depth, href, title in found]


def test_a_summary_is_the_navigation(book: Small) -> None:
    report = publish(book.project, Selection(("en",)))
    assert menu(book.page("en/harbour/pier.html")) == [
        ("0", "../intro.html", "Before you start"),
        ("0", "", "First part"),
        ("0", "../harbour.html", "The harbour"),
        ("1", "pier.html", "The pier"),
        ("2", "", "Planned"),
        ("0", "https://example.org/", "A site"),
        ("0", "../people.html", "People"),
    ]
    assert re.findall(r'<link rel="(prev|next)" href="([^"]+)">', book.page("en/harbour/pier.html")) == [
        ("prev", "../harbour.html"),
        ("next", "../people.html"),
    ]
    assert (book.html / "en/extra.html").is_file()
    assert report.findings == ()


def test_links_to_other_pages_do_not_look_like_marked_texts(book: Small) -> None:
    publish(book.project, Selection(("en",)))
    classes = re.findall(r'<a class="([^"]*)"[^>]* rel="(?:prev|next)"', book.page("en/harbour/pier.html"))
    assert len(classes) == 2
    assert not {"draft", "previous", "untranslated"} & set(classes)


def test_titles_of_a_summary_are_translated_with_it(book: Small) -> None:
    book.translate("es", "SUMMARY.md", {"First part": "Primera parte", "[The harbour](harbour.md)": "[El puerto](harbour.md)", "[The pier](harbour/pier.md#top)": ("[El muelle](harbour/pier.md#top)", "draft")})  # fmt: skip
    publish(book.project)
    html = book.page("es/people.html")
    assert [title for *_, title in menu(html)] == [
        "Before you start", "Primera parte", "El puerto", "El muelle", "Planned", "A site", "People",
    ]  # fmt: skip
    assert '<span lang="en">Before you start</span>' in html
    assert "<span>El puerto</span>" in html


def test_the_nav_of_mkdocs_is_the_navigation(site: Small) -> None:
    site.translate("es", "harbour.md", {"Page harbour": "Página puerto"})
    site.translate("es", "guides/pier.md", {"Page guides/pier": "Guides"})
    site.translate("es", "index.md", {"Page index": "Inicio"})
    report = publish(site.project)
    assert menu(site.page("en/index.html")) == [
        ("0", "index.html", "Home"),
        ("0", "harbour.html", "Page harbour"),
        ("0", "", "Guides"),
        ("1", "guides/pier.html", "The pier"),
        ("1", "", "Deeper"),
        ("2", "guides/sea.html", "Page guides/sea"),
        ("0", "https://example.org/", "Elsewhere"),
    ]
    assert [title for *_, title in menu(site.page("es/index.html"))] == [
        "Inicio", "Página puerto", "Guides", "Guides", "Deeper", "Page guides/sea", "Elsewhere",
    ]  # fmt: skip
    assert '<span lang="en">Deeper</span>' in site.page("es/index.html")
    assert [f for f in report.findings if f.id == "unknown_nav_entry"] == []


def test_entries_that_lead_to_no_document_are_named(book: Small, site: Small) -> None:
    book.write("docs/SUMMARY.md", "# Summary\n\n- [A](intro.md)\n- [B](gone.md)\n- [C](javascript:alert(1))\n")
    book.write("workflow.yaml", CONFIG + "source: docs\nnav: SUMMARY.md\n")
    report = publish(book.project, Selection(("en",)))
    assert [f.id for f in report.findings] == ["unknown_nav_entry", "unsafe_link"]
    assert report.findings[0].message == (
        "docs/SUMMARY.md:4: nav names 'gone.md', which is not a document of this project."
    )
    assert "javascript" not in book.page("en/intro.html")
    site.write("workflow.yaml", CONFIG + "source: docs\nnav: mkdocs.yml\n")
    site.write("mkdocs.yml", "nav:\n  - index.md\n  - Gone: gone.md\n")
    report = publish(site.project, Selection(("en",)))
    assert "mkdocs.yml:3: nav names 'gone.md', which is not a document of this project." in [
        f.message for f in report.findings
    ]


@pytest.mark.parametrize("nav", ["SUMMARY.md", "mkdocs.yml", "site/mkdocs.yaml"])
def test_a_navigation_file_that_does_not_exist_is_named(tmp_path: Path, nav: str) -> None:
    small = made(tmp_path, f"nav: {nav}\n", {"docs/index.md": "# A\n", "docs/b.md": "# B\n"})
    report = publish(small.project, Selection(("en",)))
    assert [f.id for f in report.findings] == ["unknown_nav_entry"]
    assert f"nav names {nav!r}" in report.findings[0].message
    assert [title for *_, title in menu(small.page("en/index.html"))] == ["A", "B"]


def test_a_navigation_file_that_is_not_yaml_is_an_error(site: Small) -> None:
    site.write("mkdocs.yml", "nav:\n  - a: [\n")
    with pytest.raises(ConfigError, match=r"mkdocs.yml:\d"):
        publish(site.project)


@pytest.mark.parametrize("text", ["", "site_name: X\n", "nav: []\n", "nav:\n  - https://example.org/\n"])
def test_a_navigation_file_without_documents_is_named(site: Small, text: str) -> None:
    site.write("mkdocs.yml", text)
    report = publish(site.project, Selection(("en",)))
    assert [f.message for f in report.findings] == [
        "workflow.yaml: nav names 'mkdocs.yml', which lists no document of this project."
    ]
    assert len(menu(site.page("en/index.html"))) == 5


@pytest.mark.parametrize(
    "text",
    [
        "nav: &a [*a]\n",
        "nav: &a\n  - X: *a\n",
        "a: &a [x.md, x.md, x.md, x.md, x.md, x.md, x.md, x.md, x.md, x.md]\n"
        + "".join(f"{n}: &{n} [{', '.join(f'{{k: *{m}}}' for _ in range(10))}]\n" for m, n in pairwise("abcdefgh"))
        + "nav: *h\n",
    ],
)
def test_aliases_do_not_make_a_navigation_endless(site: Small, text: str) -> None:
    site.write("mkdocs.yml", text)
    with pytest.raises(ConfigError, match=r"mkdocs.yml:\d+: (nav|not valid YAML)"):
        publish(site.project)


@pytest.mark.parametrize("nav", ["../mkdocs.yml", "/etc/mkdocs.yml"])
def test_a_navigation_file_is_inside_the_project(tmp_path: Path, nav: str) -> None:
    small = made(tmp_path, f"nav: {nav}\n", {"docs/index.md": "# A\n"})
    with pytest.raises(ConfigError, match="must be inside the project"):
        load(small.root)


def test_a_large_navigation_shows_what_is_near(tmp_path: Path) -> None:
    parts = [f"- [Part {i}](p{i}/index.md)\n" + "".join(f"  - [Page {i}.{j}](p{i}/{j}.md)\n" for j in range(9)) for i in range(6)]  # fmt: skip
    files = {f"docs/p{i}/{name}.md": "# X\n" for i in range(6) for name in ("index", *range(9))}
    small = made(tmp_path, "nav: SUMMARY.md\n", {"docs/SUMMARY.md": "".join(parts), **files})
    publish(small.project, Selection(("en",)))
    shown = [title for *_, title in menu(small.page("en/p2/3.html"))]
    assert shown == ["Part 0", "Part 1", "Part 2", *(f"Page 2.{j}" for j in range(9)), "Part 3", "Part 4", "Part 5"]
    assert [title for *_, title in menu(small.page("en/SUMMARY.html"))] == [f"Part {i}" for i in range(6)]


def test_init_writes_the_navigation_file_it_finds_and_publish_names_one_that_is_not_used(
    book: Small, site: Small
) -> None:
    (book.root / "workflow.yaml").unlink()
    (book.root / "mkdocs.yml").unlink()
    start(book.root, title="T", source_language="en", languages=["es"], source="docs")
    assert load(book.root).config.nav_file == "SUMMARY.md"
    (book.root / "workflow.yaml").unlink()
    (book.root / "docs/SUMMARY.md").unlink()
    site.write("mkdocs.yml", MKDOCS)
    start(book.root, title="T", source_language="en", languages=["es"], source="docs")
    assert load(book.root).config.nav_file == "mkdocs.yml"
    book.write("workflow.yaml", CONFIG + "source: docs\n")
    note = "nav is not set in workflow.yaml. To use the navigation of mkdocs.yml, add `nav: mkdocs.yml`."
    assert note in publish(book.project).notes
