"""The navigation: documents in order, or the navigation file of a site generator."""

import posixpath
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.publishing.nav_reading import menu, reachable
from tests.publishing.project import CONFIG, Small
from workflow.errors import ConfigError
from workflow.init import start
from workflow.model import Selection
from workflow.project import Config, Project, load
from workflow.publishing import publish
from workflow.publishing.folder_entries import FolderFacts, folder_entries
from workflow.publishing.menus import MenuNode, page_menu, whole_menu
from workflow.publishing.nav_tree import NavEntry, Navigation
from workflow.publishing.navigation import MenuItem
from workflow.publishing.paths import page_paths, reading_order
from workflow.publishing.site import Site, site_of

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


def test_the_nav_of_mkdocs_can_name_folders(site: Small) -> None:
    for name in ("api/low.md", "api/wire/bytes.md", "news/index.md", "news/1.md"):
        site.write(f"docs/{name}", f"# Page {name}\n")
    site.write("mkdocs.yml", "nav:\n  - index.md\n  - More:\n    - Reference: api/\n  - news/\n  - Gone: gone/\n")
    report = publish(site.project)
    assert menu(site.page("en/index.html")) == [
        ("0", "index.html", "Page index"),
        ("0", "", "More"),
        ("1", "", "Reference"),
        ("2", "api/low.html", "Page api/low.md"),
        ("2", "", "Wire"),
        ("3", "api/wire/bytes.html", "Page api/wire/bytes.md"),
        ("0", "news/index.html", "Page news/index.md"),
        ("1", "news/1.html", "Page news/1.md"),
    ]
    assert [f.message for f in report.findings if f.id == "unknown_nav_entry"] == [
        "mkdocs.yml:6: nav names 'gone/', which is not a folder with documents of this project."
    ]


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
    assert len(menu(site.page("en/index.html"))) == 6


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


# Folders


def folders(tmp_path: Path, files: dict[str, str], config: str = "") -> Small:
    small = Small(tmp_path)
    small.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]") + config)
    for path, text in files.items():
        small.write(f"source/{path}", text)
    return small


def test_folders_are_headings_with_a_name_and_what_is_in_them_is_below_them(tmp_path: Path) -> None:
    small = folders(
        tmp_path,
        {
            "index.md": "# Home\n",
            "02-set_up/a.md": "# A\n",
            "2026/11/b.md": "# B\n",
            "API/index.md": "# Reference\n",
            "API/c.md": "# C\n",
            "last.md": "# Last\n",
        },
    )
    publish(small.project, Selection(("en",)))
    assert menu(small.page("en/2026/11/b.html")) == [
        ("0", "../../index.html", "Home"),
        ("0", "", "Set up"),
        ("1", "../../02-set_up/a.html", "A"),
        ("0", "", "2026"),
        ("1", "", "11"),
        ("2", "b.html", "B"),
        ("0", "../../API/index.html", "Reference"),
        ("1", "../../API/c.html", "C"),
        ("0", "../../last.html", "Last"),
    ]


def test_category_files_name_and_order_folders_and_are_no_downloads(tmp_path: Path) -> None:
    small = folders(
        tmp_path,
        {
            "index.md": "# Home\n",
            "a/x.md": "---\nsidebar_position: 2\n---\n# X\n",
            "a/y.md": "---\nsidebar_position: 1\n---\n# Y\n",
            "a/w.md": "# W\n",
            "b/z.md": "# Z\n",
            "b/_category_.json": '{\n\t"label": "Better",\n\t"position": 1\n}\n',
            "a/_category_.yml": "label: First letters\nposition: 2.5\n",
        },
    )
    small.write("source/index.md", "---\nweight: 0\n---\n# Home\n")
    publish(small.project, Selection(("en",)))
    titles = [title for *_, title in menu(small.page("en/index.html"))]
    assert titles == ["Home", "Better", "Z", "First letters", "Y", "X", "W"]
    assert not list(small.html.rglob("_category_*"))
    assert len(list((small.root / "editions/source").rglob("_category_*"))) == 2


def test_the_home_page_is_first(tmp_path: Path) -> None:
    small = folders(tmp_path, {"index.md": "# Home\n", "a.md": "---\nweight: 1\n---\n# A\n"})
    publish(small.project, Selection(("en",)))
    assert [title for *_, title in menu(small.page("en/index.html"))] == ["Home", "A"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("_category_.json", '{"label": "A",', r"a/_category_.json.*not valid JSON"),
        ("_category_.yml", "label: [", r"a/_category_.yml.*not valid YAML"),
        ("_category_.json", "[1]", r"a/_category_.json: must have keys"),
    ],
)
def test_a_category_file_that_is_not_valid_is_an_error(tmp_path: Path, name: str, text: str, message: str) -> None:
    small = folders(tmp_path, {"index.md": "# Home\n", "a/x.md": "# X\n", f"a/{name}": text})
    with pytest.raises(ConfigError, match=message):
        publish(small.project)


@pytest.mark.parametrize("text", ['{"label": 3, "position": "x"}', '{"position": NaN}', "{}", '{"label": " "}'])
def test_a_category_file_may_say_nothing(tmp_path: Path, text: str) -> None:
    small = folders(tmp_path, {"index.md": "# Home\n", "a/x.md": "# X\n", "a/_category_.json": text})
    publish(small.project, Selection(("en",)))
    assert [title for *_, title in menu(small.page("en/index.html"))] == ["Home", "A", "X"]


NAV = """\
nav:
  - index.md
  - Guides:
      - The pier: guides/pier.md
      - Deeper:
          - guides/sea.md
  - news/
  - Papers: archive/
  - Elsewhere: https://example.org/
"""


def test_nav_in_workflow_yaml_has_headings_titles_folders_and_links(tmp_path: Path) -> None:
    names = ("index", "guides/pier", "guides/sea", "news/a", "news/2026/b", "archive/index", "archive/c", "extra")
    small = folders(tmp_path, {f"{name}.md": f"# Page {name}\n" for name in names}, NAV)
    small.write("source/news/_category_.json", '{"label": "News"}')
    small.write(
        "workflow.yaml",
        CONFIG.replace("[es, ar]", "[es]") + NAV + "overrides: {es: {nav: {Guides: Guías, 2026: Año 2026}}}\n",
    )
    report = publish(small.project)
    assert [f.message for f in report.findings if f.id != "missing_catalog"] == []
    assert menu(small.page("en/index.html")) == [
        ("0", "index.html", "Page index"),
        ("0", "", "Guides"),
        ("1", "guides/pier.html", "The pier"),
        ("1", "", "Deeper"),
        ("2", "guides/sea.html", "Page guides/sea"),
        ("0", "", "News"),
        ("1", "", "2026"),
        ("2", "news/2026/b.html", "Page news/2026/b"),
        ("1", "news/a.html", "Page news/a"),
        ("0", "archive/index.html", "Papers"),
        ("1", "archive/c.html", "Page archive/c"),
        ("0", "https://example.org/", "Elsewhere"),
    ]
    html = small.page("es/index.html")
    assert "<span>Guías</span>" in html and "<span>Año 2026</span>" in html
    assert '<span lang="en">Deeper</span>' in html


@pytest.mark.parametrize(
    ("nav", "message"),
    [
        ("nav: [../a.md]", r'workflow.yaml:4: nav: "../a.md" leaves'),
        ("nav:\n  - A: /etc/b.md", r'workflow.yaml:5: nav: "/etc/b.md" is an absolute'),
        ("nav:\n  - A:\n      - b.png", r'workflow.yaml:6: nav: "b.png" must be the path of a document'),
        ("nav: [/]", r'nav: "/" is an absolute'),
        ("nav: {a: b.md}", "nav must be a list"),
    ],
)
def test_entries_of_nav_are_checked(tmp_path: Path, nav: str, message: str) -> None:
    small = folders(tmp_path, {"index.md": "# A\n"}, f"{nav}\n")
    with pytest.raises(ConfigError, match=message):
        load(small.root)


def test_folders_and_titles_that_do_not_exist_are_named(tmp_path: Path) -> None:
    config = "nav: [index.md, gone/, gone.md]\noverrides: {es: {nav: {Gone: Ido}}}\n"
    small = folders(tmp_path, {"index.md": "# A\n"}, config)
    found = [f.message for f in publish(small.project).findings if f.id == "unknown_nav_entry"]
    assert found == [
        "workflow.yaml:4: nav names 'gone/', which is not a folder with documents of this project.",
        "workflow.yaml:4: nav names 'gone.md', which is not a document of this project.",
        "workflow.yaml: overrides.es.nav translates 'Gone', which is no title of the navigation.",
    ]


def test_breadcrumbs_are_the_folders_above(tmp_path: Path) -> None:
    small = folders(tmp_path, {"index.md": "# H\n", "a/index.md": "# A\n", "a/b/c.md": "# C\n"})
    publish(small.project, Selection(("en",)))
    crumbs = small.page("en/a/b/c.html").split('<nav class="breadcrumbs"')[1].split("</nav>")[0]
    assert re.findall(r'<li>(?:<a href="(.*?)">)?<span>(.*?)</span>', crumbs) == [("../index.html", "A"), ("", "B")]
    assert "breadcrumbs" not in small.page("en/index.html")


# The law: every document of the navigation is reached from the home page through menus alone.


@pytest.mark.parametrize("index", [True, False], ids=["index", "no index"])
@pytest.mark.parametrize("count", [0, 1, 2, 41, 130])
def test_every_page_of_a_folder_is_reached_from_home(tmp_path: Path, count: int, index: bool) -> None:
    files = {f"news/n{number}.md": f"# N{number}\n" for number in range(count)} | {"index.md": "# Home\n"}
    small = folders(tmp_path, files | ({"news/index.md": "# News\n"} if index else {}), "output: [html]\n")
    publish(small.project, Selection(("en",)))
    edition = small.html / "en"
    assert reachable(edition) == {path.relative_to(edition).as_posix() for path in edition.rglob("*.html")}


PATHS = st.lists(
    st.tuples(st.lists(st.sampled_from("abcd"), max_size=4), st.integers(0, 60), st.booleans()), max_size=420
)


@settings(max_examples=12, deadline=None)
@given(PATHS, st.integers(0, 400))
def test_every_page_of_any_tree_is_reached_from_home(found: list[tuple[list[str], int, bool]], flat: int) -> None:
    names = {"/".join([*parts, "index.md" if index else f"p{number}.md"]): None for parts, number, index in found}
    documents = reading_order(["index.md", *sorted(names.keys() - {"index.md"}), *(f"z/{n}.md" for n in range(flat))])
    paths = page_paths(documents)
    navigation = Navigation(folder_entries(paths, FolderFacts()))
    site = site_of(Project(root=Path("/nowhere"), config=Config(title="T")), ["en"], documents, {}, navigation, {})
    items = [MenuItem(entry, entry.title or entry.document or "", {}) for entry in navigation.entries]
    assert set(site.order) == set(documents)
    assert through_menus(site, items) == set(documents)


def through_menus(site: Site, items: Sequence[MenuItem | None]) -> set[str]:
    """The documents that a reader gets to from index.md through menus, none of which is long."""
    seen, waiting = {"index.md"}, ["index.md"]
    while waiting:
        here = waiting.pop()
        nodes = [*page_menu(site, items, here)]
        shown = 0
        while nodes:
            node = nodes.pop()
            shown += 1
            nodes += node.children
            path = posixpath.normpath(posixpath.join(posixpath.dirname(site.paths[here]), node.href or ""))
            if node.href and site.documents[path] not in seen:
                seen.add(site.documents[path])
                waiting.append(site.documents[path])
        assert shown < 800
    return seen


def visible(nodes: Sequence[MenuNode]) -> list[MenuNode]:
    """The lines that a menu shows as long as nobody unfolds anything."""
    found = []
    for node in nodes:
        found += [node, *(visible(node.children) if node.open or not node.folds else [])]
    return found


@pytest.mark.parametrize("count", [24, 25, 27, 100, 101, 250])
def test_the_line_of_a_page_is_near_the_top_of_a_long_menu(count: int) -> None:
    documents = ["index.md", "a/1.md", "a/2.md", *(f"news/{n:03}.md" for n in range(count)), "z/1.md"]
    navigation = Navigation(folder_entries(page_paths(documents), FolderFacts()))
    site = site_of(Project(root=Path("/nowhere"), config=Config(title="T")), ["en"], documents, {}, navigation, {})
    items = [MenuItem(entry, entry.title or entry.document or "", {}) for entry in navigation.entries]
    for document in documents:
        lines = visible(page_menu(site, items, document))
        place = next(at for at, line in enumerate(lines) if line.current)
        assert place <= (9 if count > 24 else 26), document
        assert len(lines) <= 30
        assert all(line.title or line.children for line in lines)
        if document.startswith("news/") and count > 30:
            assert len(lines) >= 9  # those near it can be seen


def test_the_rest_of_a_long_list_is_named_by_its_first_and_last_title(tmp_path: Path) -> None:
    files = {f"n{number:02}.md": f"# N{number}\n" for number in range(60)} | {"index.md": "# Home\n"}
    small = folders(tmp_path, files, "output: [html]\n")
    publish(small.project, Selection(("en",)))
    page = small.page("en/n30.html")
    assert '<details><summary class="range"><span>Home</span> … <span>N25</span></summary>' in page
    assert '<details><summary class="range"><span>N47</span> … <span>N59</span></summary>' in page
    assert 'class="range"' not in small.page("en/index.html").split("</nav>")[0].split("N15")[0]


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=700), st.booleans())
@example([(0, 0)] * 18 + [(0, 3)] * 3 + [(1, 1)], False)  # below the second entry of a page
def test_every_page_of_any_nav_is_reached_from_home(found: list[tuple[int, int]], listed: bool) -> None:
    entries = [NavEntry("index.md")] if listed else []
    documents = ["index.md"]
    for number, (depth, kind) in enumerate(found):
        if kind == 0:
            entries.append(NavEntry(None, depth, f"Group {number}"))
        else:
            documents.append(f"p{number}.md")
            entries += [NavEntry(documents[-1], depth)] * (2 if kind == 3 else 1)
    navigation = Navigation(tuple(entries))
    site = site_of(Project(root=Path("/nowhere"), config=Config(title="T")), ["en"], documents, {}, navigation, {})
    items = [MenuItem(entry, entry.title or entry.document or "", {}) for entry in entries]
    assert through_menus(site, items) == set(documents)


def test_a_page_that_an_edition_lacks_leaves_its_place_to_those_below_it() -> None:
    documents = ["index.md", "a/index.md", "a/b.md", "c.md"]
    navigation = Navigation(folder_entries(page_paths(documents), FolderFacts()))
    site = site_of(Project(root=Path("/nowhere"), config=Config(title="T")), ["en"], documents, {}, navigation, {})
    items = [
        None if entry.document == "a/index.md" else MenuItem(entry, entry.document or "", {})
        for entry in navigation.entries
    ]
    assert [node.title for node in page_menu(site, items, "index.md")] == ["index.md", "a/b.md", "c.md"]
    assert [node.href for node in whole_menu(site, items, "index.html")] == ["index.html", "a/b.html", "c.html"]


def test_a_project_of_mkdocs_with_its_navigation_theme_pictures_and_translated_addresses(tmp_path: Path) -> None:
    nav = "nav:\n  - index.md\n  - Guides:\n      - The pier: guides/pier.md\n      - guides/sea.md\n"
    small = folders(
        tmp_path,
        {},
        "source: docs\nnav: mkdocs.yml\nfront_matter: [default, slug]\nsite_url: https://example.org/\n"
        "theme: {folder: look, colors: {accent: '#8a1538'}}\n",
    )
    small.write("look/footer.html", "<footer>{{ edition.title }}: the harbour</footer>\n")
    small.write("look/custom.css", "main { max-width: 40rem; }\n")
    small.write("mkdocs.yml", f"site_name: Harbour\ntheme:\n  name: material\n{nav}")
    small.write("docs/index.md", "# Home\n\n![map](img/map.svg) [pier](guides/pier.md)\n")
    small.write("docs/guides/pier.md", "---\nslug: pier\n---\n# Pier\n\n[sea](sea.md#waves)\n")
    small.write("docs/guides/sea.md", "# Sea\n\n## Waves\n\n[pier](pier.md)\n")
    for name in ("map.svg", "map.es.svg"):
        small.write(f"docs/img/{name}", f"<svg>{name}</svg>")
    small.translate("es", "guides/pier.md", {"pier": "muelle", "Pier": "Muelle"})
    small.translate("es", "guides/sea.md", {"Sea": "Mar", "Waves": "Olas"})
    small.translate("es", "index.md", {"Home": "Guides"})
    report = publish(small.project)
    assert [f.message for f in report.findings if f.id != "missing_catalog"] == []
    assert menu(small.page("es/guides/muelle.html")) == [
        ("0", "../index.html", "Guides"),
        ("0", "", "Guides"),
        ("1", "muelle.html", "Muelle"),
        ("1", "sea.html", "Mar"),
    ]
    assert 'src="../assets/img/map.es.svg"' in small.page("es/index.html")
    assert 'src="../assets/img/map.svg"' in small.page("en/index.html")
    assert 'href="muelle.html"' in small.page("es/guides/sea.html") and 'href="pier.html"' in small.page(
        "en/guides/sea.html"
    )
    assert 'href="../../en/guides/pier.html"' in small.page("es/guides/muelle.html")
    assert 'href="../../es/guides/muelle.html"' in small.page("en/guides/pier.html")
    assert reachable(small.html / "es") == {"index.html", "guides/muelle.html", "guides/sea.html"}
    assert ": the harbour</footer>" in small.page("es/guides/muelle.html")
    assert "max-width: 40rem" in (small.html / "theme/edition.css").read_text(encoding="utf-8")
