"""Sitemaps and feeds: what is in them, and in which words."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow.model import Selection
from workflow.publishing import publish

SITE = CONFIG + "site_url: https://example.org/\n"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = small(tmp_path, SITE)
    made.write("source/guide.md", "# The guide\n")
    for number, day in enumerate(("2026-01-05", "2026-03-01", "2026-02-01")):
        made.write(
            f"source/news/n{number}.md",
            f"---\ntitle: News {number}\ndate: {day}\ndescription: Short & {number}\nauthor: Ann\n---\n\nText {number}.\n",
        )
    made.translate("es", "news/n0.md", {"News 0": ("Noticia 0", "draft"), "Short & 0": ("Breve & 0", "draft")})
    made.translate("es", "news/n1.md", {"News 1": "Noticia 1", "Text 1.": "Texto 1."})
    return made


def tree(made: Small, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(made.page(path))


def test_the_feed_has_dated_pages_the_newest_first(river: Small) -> None:
    publish(river.project)
    feed = tree(river, "en/feed.xml")
    assert [one.text for one in feed.findall("a:entry/a:title", ATOM)] == ["News 1", "News 2", "News 0"]
    assert feed.findtext("a:updated", None, ATOM) == "2026-03-01T00:00:00Z"
    assert feed.findtext("a:entry/a:id", None, ATOM) == "https://example.org/en/news/n1.html"
    assert feed.findtext("a:entry/a:summary", None, ATOM) == "Short & 1"
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    assert '<link rel="alternate" type="application/atom+xml" href="../feed.xml">' in river.page("en/news/n1.html")


def test_the_feed_of_a_language_marks_a_machines_words_and_leaves_out_what_is_not_translated(river: Small) -> None:
    publish(river.project)
    feed = tree(river, "es/feed.xml")
    titles = {one.findtext("a:title", "", ATOM): one for one in feed.findall("a:entry", ATOM)}
    assert set(titles) == {"Noticia 1", "Noticia 0 [IA]"}
    machine = titles["Noticia 0 [IA]"]
    assert machine.findtext("a:summary", None, ATOM) == "Breve & 0 [IA]"
    assert machine.find("a:category[@term='machine-translation']", ATOM) is not None
    summary = titles["Noticia 1"].find("a:summary", ATOM)
    assert summary is not None and summary.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"


def test_the_sitemap_has_listed_pages_with_their_other_languages(river: Small) -> None:
    publish(river.project)
    index = tree(river, "sitemap.xml")
    assert [one.text for one in index.iterfind("s:sitemap/s:loc", MAP)] == [
        "https://example.org/en/sitemap.xml",
        "https://example.org/es/sitemap.xml",
    ]
    spanish = tree(river, "es/sitemap.xml")
    assert [one.text for one in spanish.iterfind("s:url/s:loc", MAP)] == ["https://example.org/es/news/n1.html"]
    assert [one.attrib["hreflang"] for one in spanish.iterfind("s:url/x:link", MAP)] == ["en", "es", "x-default"]
    assert spanish.findtext("s:url/s:lastmod", None, MAP) == "2026-03-01"
    assert not (river.html / "ar/sitemap.xml").exists()


def test_without_an_address_or_a_date_there_is_none(tmp_path: Path) -> None:
    made = small(tmp_path)
    publish(made.project)
    assert not list(made.html.rglob("*.xml"))
    made.write("source/guide.md", "# G\n")
    made.write("workflow.yaml", SITE)
    publish(made.project)
    assert not (made.html / "en/feed.xml").exists() and "application/atom+xml" not in made.page("en/index.html")


def test_an_authors_own_file_lies_beside_it(river: Small) -> None:
    river.write("source/feed.xml", "<mine/>")
    publish(river.project)
    texts = [path.read_text("utf-8") for path in river.html.rglob("feed.xml")]
    assert texts.count("<mine/>") == 1 and len(texts) == 3


def test_other_languages_keep_theirs(river: Small) -> None:
    publish(river.project)
    before = river.page("es/feed.xml")
    publish(river.project, Selection(("ar",)))
    assert river.page("es/feed.xml") == before


def test_control_characters_are_in_no_feed_and_no_page(river: Small) -> None:
    front = '---\ntitle: "A\\x07 \\x1b[31m bell"\ndate: 2026-04-01\nauthor: "\\x9bAnn"\n---\n'
    river.write("source/news/bell.md", f"{front}\nText \x08\x0c\x7f end.\n")
    publish(river.project)
    assert tree(river, "en/feed.xml").findtext("a:entry/a:title", None, ATOM) == "A [31m bell"
    assert all(one.isprintable() or one == "\n" for one in river.page("en/news/bell.html"))
