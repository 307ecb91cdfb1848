"""Lists of dated pages, tags and their pages: what is in them, in which words, and that each can be reached."""

import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.publishing.project import CONFIG, Small, small, words
from workflow.errors import ConfigError
from workflow.model import Selection, Severity
from workflow.publishing import publish

LISTS = CONFIG + (
    "site_url: https://example.org/\nfront_matter: [default, tags]\nlists: [news/]\ntags: [tags, categories]\n"
    "overrides: {ar: {tags: {Boats: قوارب}}}\n"
)


def article(title: str, day: str, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: {day}\ndescription: About {title}\n{more}---\n\nText of {title}.\n"


def _river(root: Path) -> Small:
    made = small(root, LISTS)
    made.write("source/guide.md", "---\ntags: Rivers, Boats\n---\n\n# The guide\n")
    made.write("source/news/index.md", "# News\n")
    made.write("source/news/one.md", article("One", "2026-01-05", "tags: [Boats, C++]\nauthor: Ann\n"))
    made.write("source/news/deep/two.md", article("Two", "2026-03-01", "categories: [C#]\n"))
    made.write("source/news/three.md", article("Three & a half", "2026-02-01"))
    made.write("source/elsewhere.md", article("Elsewhere", "2026-04-01"))
    made.translate(
        "es", "news/one.md", {"One": ("Uno", "draft"), "About One": ("Sobre uno", "draft"), "Boats": "Barcos"}
    )
    made.translate("es", "news/three.md", {"Text of Three & a half.": "Texto."})
    made.translate("es", "guide.md", {"The guide": "La guía", "Rivers, Boats": ("Ríos, Botes", "draft")})
    return made


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return _river(tmp_path)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The same, published, for tests that only read."""
    made = _river(tmp_path_factory.mktemp("river"))
    assert not publish(made.project).problems
    return made


def entries(made: Small, page: str) -> list[str]:
    found = re.search(r'<div class="page-list">.*?</div>', made.page(page), re.DOTALL)
    return [] if found is None else [words(line) for line in re.findall(r"<li>.*?</li>", found[0], re.DOTALL)]


def test_the_index_of_a_folder_lists_its_dated_pages_the_newest_first(published: Small) -> None:
    assert entries(published, "en/news/index.html") == [
        "Two March 1, 2026 About Two",
        "Three & a half February 1, 2026 About Three & a half",
        "One Ann · January 5, 2026 About One",
    ]
    page = published.page("en/news/index.html")
    assert "Newest first" in page and '<a href="deep/two.html">' in page and '<time datetime="2026-03-01">' in page
    assert entries(published, "en/index.html") == []


def test_in_another_language_a_list_has_what_is_translated_with_its_marks(published: Small) -> None:
    assert entries(published, "es/news/index.html") == [
        "Three & a half 1 de febrero de 2026 About Three & a half",
        "Uno IA Ann · 5 de enero de 2026 Sobre uno IA",
    ]
    page = published.page("es/news/index.html")
    assert '<span lang="en">Three &amp; a half</span>' in page and '<p lang="en">About Three' in page
    assert entries(published, "ar/news/index.html") == [] and "page-list" not in published.page("ar/news/index.html")


def test_the_list_of_the_whole_publication_is_on_its_first_page(river: Small) -> None:
    river.write("workflow.yaml", LISTS.replace("[news/]", "[., news]"))
    publish(river.project)
    assert entries(river, "en/index.html")[0].startswith("Elsewhere") and len(entries(river, "en/index.html")) == 4
    (river.root / "source/index.md").unlink()
    publish(river.project)
    assert len(entries(river, "en/index.html")) == 4, "a list of contents has it too"


def test_a_folder_without_an_index_has_a_page_with_its_list(river: Small) -> None:
    (river.root / "source/news/index.md").unlink()
    river.write("source/papers/one.md", "# Paper\n")
    river.write("workflow.yaml", LISTS.replace("{ar: {", "{es: {nav: {News: Noticias}}, ar: {"))
    report = publish(river.project)
    assert not [one for one in report.findings if one.id == "unknown_list"]
    assert len(entries(river, "en/news/index.html")) == 3
    page = river.page("es/news/index.html")
    assert "<h1>Noticias</h1>" in page and len(entries(river, "es/news/index.html")) == 2
    assert '<a href="index.html" aria-current="page"><span>Noticias</span></a>' in page
    assert '<a href="index.html">' in river.page("es/news/one.html"), "the menu and the breadcrumbs lead to it"
    arabic = river.page("ar/news/index.html")
    assert (
        entries(river, "ar/news/index.html") == []
        and '<a href="one.html">' in arabic[arabic.index('class="listing"') :]
    )
    assert not (river.html / "en/papers/index.html").exists()
    assert "<loc>https://example.org/es/news/</loc>" in river.page("es/sitemap.xml")
    before = river.tree()
    publish(river.project, Selection(languages=("es",)))
    assert river.tree() == before


def test_links_lead_to_lists(river: Small) -> None:
    (river.root / "source/news/index.md").unlink()
    river.write("source/guide.md", "---\ntags: Boats\n---\n\n[News](news/), [again](/news/index.html), [tags](tags/)\n")
    report = publish(river.project)
    assert not [one for one in report.findings if one.id == "dead_link"]
    found = re.findall(
        r'<a href="([^"]+)">', river.page("en/guide.html").partition('class="body"')[2].partition("</p>")[0]
    )
    assert found == ["news/index.html", "news/index.html", "tags/index.html"]


def test_a_long_list_ends(river: Small) -> None:
    for number in range(120):
        river.write(f"source/news/n{number}.md", article(f"N{number}", "2025-01-01"))
    publish(river.project, Selection(languages=("en",)))
    assert len(entries(river, "en/news/index.html")) == 100


def test_a_page_shows_its_tags_and_each_has_a_page(published: Small) -> None:
    page = published.page("en/news/one.html")
    tags = page[page.index('class="tags"') :]
    assert re.findall(r'<a rel="tag" href="([^"]+)"><span>([^<]+)', tags) == [
        ("../tags/boats.html", "Boats"),
        ("../tags/c++.html", "C++"),
    ]
    assert 'href="../tags/index.html"' in tags
    assert entries(published, "en/tags/boats.html") == ["One Ann · January 5, 2026 About One", "The guide"]
    assert entries(published, "en/tags/c#.html") == ["Two March 1, 2026 About Two"]
    overview = published.page("en/tags/index.html")
    assert re.findall(r'href="([^"]+)"><span>([^<]+)</span></a> <span class="count">(\d+)', overview) == [
        ("boats.html", "Boats", "2"),
        ("c%23.html", "C#", "1"),
        ("c++.html", "C++", "1"),
        ("rivers.html", "Rivers", "1"),
    ]


def test_tags_have_names_in_other_languages(published: Small) -> None:
    spanish = published.page("es/tags/index.html")
    assert words(spanish[spanish.index("tag-list") :]).count("IA") == 1
    assert "<span>Barcos</span>" in spanish, "a person's translation before a machine's"
    assert '<span>Ríos</span> <span class="ai"' in spanish and '<span lang="en">C++</span>' in spanish
    assert "<h1>Barcos</h1>" in published.page("es/tags/boats.html")
    machine = published.page("es/tags/rivers.html")
    assert '<h1 class="draft" data-label="Traducción automática">Ríos</h1>' in machine
    assert "<title>Ríos [IA] · The river</title>" in machine
    assert "<h1>قوارب</h1>" in published.page("ar/tags/boats.html")
    assert '<h1 lang="en" dir="ltr">Rivers</h1>' in published.page("ar/tags/rivers.html")


def test_a_translation_that_two_texts_share_is_not_mistaken(river: Small) -> None:
    river.write("source/news/one.md", article("News", "2026-01-05", "tags: [Updates]\n"))
    river.translate("es", "news/one.md", {"News": "Noticias", "Updates": "Noticias"})
    publish(river.project)
    assert "<h1>Noticias</h1>" in river.page("es/tags/updates.html") and not (river.html / "es/tags/news.html").exists()


@pytest.mark.parametrize(
    ("front", "names"),
    [
        ("tags:\n  - 2026\n  - true\n  - 'a,  b'\n", {"2026.html", "true.html", "a.html", "b.html"}),
        ("tags: null\n", set()),
        ('tags: ["\\u202Ea"]\n', {"a.html"}),
        ("tags: ['???', '../../x']\n", {"tag.html", "x.html"}),
        ("tags: [É, E\u0301]\n", {"é.html"}),
    ],
)
def test_what_a_tag_can_be(river: Small, front: str, names: set[str]) -> None:
    for path in ("guide.md", "news/one.md", "news/deep/two.md"):
        river.write(f"source/{path}", "Text.\n")
    river.write("source/guide.md", f"---\n{front}---\n\nText.\n")
    publish(river.project)
    assert {path.name for path in (river.html / "en/tags").glob("*.html")} - {"index.html"} == names
    assert (river.html / "en/tags").exists() == bool(names)


def test_the_same_page_of_a_tag_is_in_every_language_and_in_the_sitemaps(published: Small) -> None:
    page = published.page("es/tags/boats.html")
    assert 'href="../../ar/tags/boats.html"' in page and "noindex" not in page
    assert '<link rel="canonical" href="https://example.org/es/tags/boats.html">' in page
    assert '<link rel="alternate" hreflang="ar" href="https://example.org/ar/tags/boats.html">' in page
    for code in ("en", "es", "ar"):
        assert f"<loc>https://example.org/{code}/tags/boats.html</loc>" in published.page(f"{code}/sitemap.xml")
        assert f"https://example.org/{code}/sitemap.xml" in published.page("sitemap.xml")


def test_every_page_can_be_reached_from_the_home_page(published: Small) -> None:
    for code in ("en", "es", "ar"):
        found, left = set[str](), [f"{code}/index.html"]
        while left:
            page = left.pop()
            found.add(page)
            for href in re.findall(r'<a\b[^>]* href="([^"#]+)', published.page(page)):
                to = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(unescape(href))))
                if to.startswith(f"{code}/") and to not in found and to not in left:
                    assert (published.html / to).is_file(), (page, href)
                    left.append(to)
        pages = {
            f"{code}/{path.relative_to(published.html / code)}" for path in (published.html / code).rglob("*.html")
        }
        assert found == pages - {f"{code}/404.html"}


def test_a_publication_of_a_part_keeps_the_rest(river: Small) -> None:
    publish(river.project)
    before = river.tree()
    publish(river.project, Selection(languages=("es",), documents=("news/one.md",)))
    assert river.tree() == before and publish(river.project).changed == ()


@pytest.mark.parametrize(
    ("path", "tag", "one", "other"),
    [
        ("source/news/three.md", "boats", "the tag 'Boats' of source/guide.md", "the tag 'boats' of source/news/three.md"),
        ("source/news/three.md", "a/b", "the tag 'A B' of source/a.md", "the tag 'a/b' of source/news/three.md"),
        ("source/news/three.md", "Index", "the tag 'Index' of source/news/three.md", "the list of all tags"),
        ("source/tags/rivers.md", "other", "source/tags/rivers.md", "the tag 'Rivers' of source/guide.md"),
    ],
)  # fmt: skip
def test_two_pages_of_one_name_are_refused(river: Small, path: str, tag: str, one: str, other: str) -> None:
    publish(river.project)
    before = river.tree("editions/html")
    river.write("source/a.md", "---\ntags: A B\n---\n\nText.\n")
    river.write(path, article("Three", "2026-02-01", f"tags: [{tag}]\n"))
    report = publish(river.project)
    assert report.failed == ("html",) and river.tree("editions/html") == before
    (problem,) = map(str, report.problems)
    assert problem.startswith(f"{one} and {other} cannot both be published: ")


def test_what_no_document_has_is_named(river: Small) -> None:
    river.write(
        "workflow.yaml",
        LISTS.replace("[news/]", "[news, no/where, images]")
        .replace("categories]", "topics]")
        .replace("Boats: قوارب", "Ships: سفن"),
    )
    river.write("source/images/index.md", "# Images\n")
    report = publish(river.project)
    assert [one.message for one in report.findings if one.id in ("unknown_list", "unknown_tag")] == [
        "workflow.yaml: lists: no/where/ has no index, and is not in the navigation, so its list is not shown. Add no/where/index.md.",
        "workflow.yaml: lists: no document in images/ has a date, so there is no list.",
        "workflow.yaml: tags: no document has 'topics' in its front matter.",
        "workflow.yaml: overrides.ar.tags translates 'Ships', which no document has.",
    ]
    assert {one.severity for one in report.findings if one.id.startswith("unknown_")} == {Severity.WARNING}


def test_a_list_that_does_not_show_all_is_named(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[es]") + "lists: [news]\noutput: [html]\n")
    made.write("source/news/index.md", "# News\n")
    for number in range(100):
        made.write(f"source/news/n{number}.md", "---\ndate: 2026-01-02\n---\n\n# N\n")
    assert not [one for one in publish(made.project).findings if one.id == "shortened_list"]
    made.write("source/news/more.md", "---\ndate: 2026-01-01\n---\n\n# More\n")
    [found] = [one for one in publish(made.project).findings if one.id == "shortened_list"]
    assert (found.severity, found.message) == (
        Severity.NOTE,
        "workflow.yaml: lists: news/ has 101 dated documents. Its list shows the newest 100; menus lead to the others.",
    )
    assert len(entries(made, "en/news/index.html")) == 100


def test_a_folder_outside_the_sources_is_refused(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "lists: [../news]\n")
    with pytest.raises(ConfigError, match=r"workflow.yaml:4: lists: \"../news\" must be a folder below"):
        river.project  # noqa: B018


def test_by_default_there_are_no_lists_and_no_tags(river: Small) -> None:
    river.write("workflow.yaml", CONFIG)
    publish(river.project)
    assert not [
        path for path, data in river.tree("editions/html/en").items() if b'class="tags"' in data or "tags" in path
    ]
    assert entries(river, "en/news/index.html") == []
