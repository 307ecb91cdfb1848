"""Publication: the pages for readers, the report for publishers, and unchanged files."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.publishing.project import CONFIG, INDEX, Small, small, words
from workflow import catalogs
from workflow.errors import BadInput, CatalogError, DocumentError
from workflow.formats import FORMATS
from workflow.model import Observer, Selection, Severity, State
from workflow.publishing import publish
from workflow.publishing.report import ReaderCounts

SLOW = "It is slow."
SAFE = "It is safe."
LINKS = {"dead_anchor", "dead_link", "external_resource", "root_link", "unsafe_link"}
BOAT = "A boat crosses the river. See [the guide](guide.md#tools) and ![a boat](images/boat.svg)."


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


# The tree


def test_every_language_is_an_edition_the_source_too(river: Small) -> None:
    report = publish(river.project)
    assert [edition.language for edition in report.editions] == ["en", "es", "ar"]
    assert set(river.tree()) == {
        "manifest.json",
        "record/guide.md.json",
        "record/index.md.json",
        "html/index.html",
        "html/theme/edition.css",
        "html/assets/images/boat.svg",
        *(f"html/{code}/{name}" for code in ("en", "es", "ar") for name in ("index.html", "guide.html")),
        *(f"source/{code}/{name}" for code in ("en", "es", "ar") for name in ("index.md", "guide.md", "images/boat.svg")),
    }  # fmt: skip
    assert report.changed == ("html", "source", "manifest.json")


def test_the_source_edition_holds_the_very_bytes(river: Small) -> None:
    data = b"\xef\xbb\xbf# Odd\r\n\r\nbytes \t\r\nno last line end"
    river.write("source/odd.md", data)
    publish(river.project)
    assert (river.root / "editions/source/en/odd.md").read_bytes() == data


def test_same_in_same_out_and_nothing_is_touched(river: Small, tmp_path_factory: pytest.TempPathFactory) -> None:
    river.translate("es", "index.md", {SLOW: ("Es lento.", "draft")})
    publish(river.project)
    before = {path: path.stat().st_mtime_ns for path in river.html.rglob("*")}
    first = river.tree()
    assert publish(river.project).changed == ()
    assert {path: path.stat().st_mtime_ns for path in river.html.rglob("*")} == before
    other = small(tmp_path_factory.mktemp("other"))
    other.translate("es", "index.md", {SLOW: ("Es lento.", "draft")})
    publish(other.project)
    assert other.tree() == first


def test_hidden_files_and_links_out_of_the_folder_stay_at_home(river: Small) -> None:
    river.write("source/.secret/key.csv", "x")
    river.write("source/images/.DS_Store", "x")
    river.write("elsewhere.csv", "x")
    (river.root / "source/link.csv").symlink_to(river.root / "elsewhere.csv")
    river.write("source/paper.pdf", "x")
    publish(river.project)
    names = {path.name for path in (river.root / "editions").rglob("*")}
    assert "paper.pdf" in names
    assert not names & {"key.csv", ".secret", ".DS_Store", "link.csv", "elsewhere.csv"}


def test_where_the_project_is_its_own_source_only_what_documents_refer_to_is_published(tmp_path: Path) -> None:
    made = Small(tmp_path)
    made.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]") + "source: .\n")
    made.write("index.md", "# Hello\n\n![x](pictures/used.png) [paper](paper.pdf)\n")
    for name in ("pictures/used.png", "pictures/unused.png", "paper.pdf", "notes.csv"):
        made.write(name, "x")
    publish(made.project)
    assert set(made.tree("editions/html/es")) == {"index.html"}
    assert set(made.tree("editions/html/assets")) == {"pictures/used.png", "paper.pdf"}


def test_documents_that_are_left_out_are_not_published_as_files(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "documents: [index.md]\n")
    publish(river.project)
    assert not any("guide" in name for name in river.tree())


# What a reader sees


def test_each_state_shows_what_it_may(river: Small) -> None:
    river.write("source/index.md", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nSix.\n")
    river.translate(
        "es",
        "index.md",
        {
            "One.": "Uno.",
            "Two.": ("Dos.", "approved"),
            "Three.": ("Tres.", "draft"),
            "Four.": ("Cuatro.", "stale"),
            "Six.": ("Seis.", "rule"),
        },
    )
    report = publish(river.project)
    html = river.page("es/index.html")
    assert "<p>Uno.</p>" in html
    assert "<p>Dos.</p>" in html
    assert '<p class="draft" data-state="draft" data-label="Traducción automática">Tres.</p>' in html
    assert (
        '<p class="untranslated" data-state="needs-work" lang="en" data-label="Sin traducir todavía">Four.</p>' in html
    )
    assert (
        '<p class="untranslated" data-state="untranslated" lang="en" data-label="Sin traducir todavía">Five.</p>'
        in html
    )
    # What a rule approved nobody has read.
    assert '<p class="draft" data-state="draft" data-label="Traducción automática">Seis.</p>' in html
    assert (river.root / "editions/source/es/index.md").read_text(encoding="utf-8") == (
        "Uno.\n\nDos.\n\nTres.\n\nFour.\n\nFive.\n\nSeis.\n"
    )
    page = next(page for page in report.editions[1].pages if page.document == "index.md")
    assert {state: count for state, count in page.counts.items() if count} == {
        State.TRANSLATED: 1,
        State.APPROVED: 2,
        State.DRAFT: 1,
        State.NEEDS_WORK: 1,
        State.UNTRANSLATED: 1,
    }
    assert (page.units, page.readers) == (6, ReaderCounts(translated=2, drafts=2, source=2))


def test_the_page_has_the_share_of_unread_translations(river: Small) -> None:
    river.translate("es", "index.md", {SLOW: ("Es lento.", "draft"), SAFE: ("Es seguro.", "draft")})
    river.translate("ar", "index.md", {SLOW: ("إنه بطيء.", "draft"), SAFE: "إنه آمن."})
    publish(river.project)
    spanish, arabic = words(river.page("es/index.html")), words(river.page("ar/index.html"))
    assert (
        "Una máquina ha traducido 2 de los 4 pasajes de esta página y ninguna persona los ha leído todavía." in spanish
    )
    assert "Sin traducir todavía: 2" in spanish
    assert "تُرجم آليًا مقطع واحد من أصل 4 في هذه الصفحة" in arabic
    assert 'class="notice"' not in river.page("en/index.html")
    notice = river.page("es/index.html").split('<aside class="notice"')[1].split("</aside>")[0]
    assert '<a href="../en/index.html" hreflang="en">Leer el original</a>' in notice


def test_a_whole_page_by_a_machine_or_in_the_original_language_says_so(river: Small) -> None:
    river.write("source/index.md", "One.\n")
    river.translate("es", "index.md", {"One.": ("Uno.", "draft")})
    publish(river.project)
    assert "Una máquina ha traducido esta página y ninguna persona ha leído" in words(river.page("es/index.html"))
    assert "Esta página todavía no se ha traducido" in words(river.page("es/guide.html"))


def test_a_persons_translation_needs_no_notice(river: Small) -> None:
    river.write("source/index.md", "One.\n")
    river.translate("es", "index.md", {"One.": "Uno."})
    publish(river.project)
    assert 'class="notice"' not in river.page("es/index.html")


def test_direction_and_language(river: Small) -> None:
    river.translate("ar", "index.md", {SLOW: "إنه بطيء."})
    publish(river.project)
    html = river.page("ar/index.html")
    assert '<html lang="ar" dir="rtl">' in html
    assert '<span class="untranslated" data-state="untranslated" lang="en" dir="ltr"' in html
    assert "<li>إنه بطيء.</li>" in html
    assert '<html lang="es" dir="ltr">' in river.page("es/index.html")
    assert 'dir="ltr" class' not in river.page("es/index.html")


def test_titles_come_from_front_matter_or_heading_and_are_marked(river: Small) -> None:
    river.translate("es", "guide.md", {"The guide": ("La guía", "draft")})
    river.translate("es", "index.md", {"The river": "El río"})
    publish(river.project)
    guide = river.page("es/guide.html")
    assert "<title>La guía [IA] · El río</title>" in guide
    assert '<h1 class="draft" data-state="draft" data-label="Traducción automática">La guía</h1>' in guide
    assert '<time datetime="2026-11-23">23 de noviembre de 2026</time>' in guide
    assert "<title>El río</title>" in river.page("es/index.html")
    assert re.findall(r"<h1[ >]", river.page("es/index.html")) == ["<h1 "]
    # Nobody translated the title into Arabic: it stays, and says which language it is.
    assert '<a class="site-title" href="index.html" lang="en" dir="ltr"><span>The river</span></a>' in river.page(
        "ar/index.html"
    )


def test_the_configured_title_of_a_language_wins(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "overrides:\n  es: {title: El gran río}\n")
    river.translate("es", "index.md", {"The river": "El río"})
    publish(river.project)
    assert '<a class="site-title" href="index.html"><span>El gran río</span></a>' in river.page("es/index.html")
    assert "El gran río" in words(river.page("index.html"))


def test_interface_words_of_a_language_without_them_are_english_and_say_so(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG.replace("[es, ar]", "[ps]"))
    publish(made.project)
    html = made.page("ps/index.html")
    assert '<a class="skip" href="#edition:content"><span lang="en" dir="ltr">Skip to the content</span></a>' in html


def test_alerts_have_titles_in_the_language_of_the_page(river: Small) -> None:
    river.write("source/index.md", "> [!NOTE]\n> Text.\n\n!!! danger\n    Text.\n\n!!! odd-kind\n    Text.\n")
    publish(river.project)
    assert re.findall(r'<p class="admonition-title">([^<]*)', river.page("es/index.html")) == [
        "Nota",
        "Peligro",
        "Odd kind",
    ]
    assert re.findall(r'<p class="admonition-title">([^<]*)', river.page("ar/index.html"))[:2] == ["ملاحظة", "خطر"]


def test_anchors_and_footnotes_are_the_same_in_every_language(river: Small) -> None:
    river.translate("es", "guide.md", {"Tools": "Herramientas", "Back": "Volver"})
    publish(river.project)
    assert '<h2 id="tools">Herramientas</h2>' in river.page("es/guide.html")

    def ids(code: str) -> list[str]:
        return re.findall(r' id="([^"]+)"', river.page(f"{code}/guide.html"))

    assert ids("es") == ids("en") == ids("ar")
    assert len(ids("en")) == len(set(ids("en")))


def test_long_pages_get_a_table_of_contents(river: Small) -> None:
    text = (
        "# Long\n\n"
        + "\n\n".join(f"## Part *{n}* [x](guide.md)\n\n### Sub\n\n{'text ' * 200}" for n in range(3))
        + "\n"
    )
    river.write("source/index.md", text)
    publish(river.project)
    html = river.page("en/index.html")
    assert re.findall(r'<li class="level-(\d)"><a href="#([\w-]+)">(.*?)</a></li>', html)[:2] == [
        ("2", "part-0-x", "Part <em>0</em> x"),
        ("3", "sub", "Sub"),
    ]
    assert 'class="contents"' not in river.page("en/guide.html")


def test_many_documents_do_not_make_a_navigation_without_end(river: Small) -> None:
    for folder in range(10):
        for number in range(6):
            river.write(f"source/part{folder}/page{number}.md", f"# Page {folder}.{number}\n")
        river.write(f"source/part{folder}/index.md", f"# Part {folder}\n")
    publish(river.project, Selection(("en",)))
    titles = titles_of_the_navigation(river.page("en/part3/page2.html"))
    assert titles == ["The river", "The guide", *(t for n in range(10) for t in ([f"Part {n}", *(f"Page 3.{m}" for m in range(6))] if n == 3 else [f"Part {n}"]))]  # fmt: skip


def titles_of_the_navigation(html: str) -> list[str]:
    return re.findall(r"<span>(.*?)</span>", html.split('<nav class="documents"')[1].split("</nav>")[0])


def test_the_navigation_follows_the_documents_the_index_first(river: Small) -> None:
    river.write("source/about.md", "# About\n")
    river.write("source/news/b.md", "# B\n")
    river.write("source/news/index.md", "# News\n")
    publish(river.project, Selection(("en",)))
    html = river.page("en/guide.html")
    assert titles_of_the_navigation(html) == ["The river", "About", "The guide", "News", "B"]
    assert re.findall(r'<link rel="(prev|next)" href="([^"]+)">', html) == [
        ("prev", "about.html"),
        ("next", "news/index.html"),
    ]


def test_nav_names_the_documents_of_the_navigation(river: Small) -> None:
    river.write("source/about.md", "# About\n")
    river.write("workflow.yaml", CONFIG + "nav: [guide.md, index.md, gone.md]\n")
    report = publish(river.project, Selection(("en",)))
    assert titles_of_the_navigation(river.page("en/index.html")) == ["The guide", "The river"]
    about = river.page("en/about.html")
    assert "About" in words(about) and 'rel="next"' not in about and 'rel="prev"' not in about
    assert [f.message for f in report.findings] == [
        "workflow.yaml:4: nav names 'gone.md', which is not a document of this project."
    ]


# Links


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in {"meta", "link", "img", "br", "hr", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "poster", "popovertarget"):
                self.links.append((name, value or ""))
            if name == "id":
                assert value and value not in self.ids, value
                self.ids.add(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(path: Path) -> _Links:
    reader = _Links()
    reader.feed(path.read_text(encoding="utf-8"))
    assert reader.open == []
    return reader


def test_every_link_of_every_page_leads_somewhere_inside_the_folder(river: Small) -> None:
    river.write("source/a b/ключ.md", "# Deep {#глибоко}\n\n[home](../index.md) [up](../guide.md#tools) [here](./)\n")
    river.write("source/a b/index.md", "# Folder\n\n[deep](ключ.md#глибоко) [folder](../a%20b/)\n")
    assert publish(river.project).findings == publish(river.project).findings
    pages = {path: read(path) for path in river.html.rglob("*.html")}
    assert len(pages) == 1 + 3 * 4
    checked = 0
    for path, page in pages.items():
        assert page.tags.isdisjoint({"script", "iframe", "style"})
        for name, url in page.links:
            if name == "popovertarget":
                assert url in page.ids
                continue
            target, _, fragment = url.partition("#")
            assert not re.match(r"[a-z]+:|/", target), url
            file = (path.parent / unquote(target)).resolve() if target else path
            assert file.is_file() and file.is_relative_to(river.html), (path, url)
            if fragment:
                assert unquote(fragment) in pages[file].ids, (path, url)
            checked += 1
    assert checked > 100


def test_the_style_sheet_fetches_nothing(river: Small) -> None:
    publish(river.project)
    style = (river.html / "theme/edition.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:", style)


def test_the_language_switcher_stays_on_the_page(river: Small) -> None:
    publish(river.project)
    switcher = river.page("es/guide.html").split('<nav class="languages"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)" lang="(\w+)" hreflang="\w+" dir="(\w+)"( aria-current="true")?', switcher) == [
        ("../en/guide.html", "en", "ltr", ""),
        ("../es/guide.html", "es", "ltr", ' aria-current="true"'),
        ("../ar/guide.html", "ar", "rtl", ""),
    ]


def test_absolute_addresses_only_where_the_site_has_one(river: Small) -> None:
    report = publish(river.project)
    assert any("site_url" in note for note in report.notes)
    assert "canonical" not in river.page("es/guide.html")
    river.write("workflow.yaml", CONFIG + "site_url: https://example.org/river/\n")
    assert publish(river.project).notes == ()
    html = river.page("en/guide.html")
    assert '<link rel="canonical" href="https://example.org/river/en/guide.html">' in html


def test_dead_links_are_found_once_with_file_and_line(river: Small) -> None:
    river.write(
        "source/index.md",
        "# A\n\n[a](none.md) [b](guide.md#none)\n\n[c](#nowhere) [d](images/none.png) [e](../out.md)\n\n"
        "![f](https://example.org/x.png) [g](https://example.org) [h](guide.md#tools) [i](images/boat.svg) [j](#top)\n\n[k](odd:thing) [l](/root.html)\n",
    )
    found = [f for f in publish(river.project).findings if f.id in LINKS]
    assert [(f.id, f.severity, f.message.split(": ")[0]) for f in found] == [
        ("dead_link", Severity.WARNING, "source/index.md:3"),
        ("dead_anchor", Severity.WARNING, "source/index.md:3"),
        ("dead_anchor", Severity.WARNING, "source/index.md:5"),
        ("dead_link", Severity.WARNING, "source/index.md:5"),
        ("dead_link", Severity.WARNING, "source/index.md:5"),
        ("external_resource", Severity.NOTE, "source/index.md:7"),
        ("unsafe_link", Severity.WARNING, "source/index.md:9"),
        ("root_link", Severity.NOTE, "source/index.md:9"),
    ]


def test_a_dead_link_is_located_where_it_is_written(river: Small) -> None:
    text = "# A\n\nNot none.md.bak,\nbut [x](none.md).\n\n[y](ключ.md), [z][r]\n\n[r]: gone.md\n"
    river.write("source/index.md", text)
    found = [f for f in publish(river.project).findings if f.id == "dead_link"]
    assert [(f.source_line, f.span and text[f.span.start : f.span.end]) for f in found] == [
        (4, "none.md"),
        (6, "ключ.md"),
        (8, "gone.md"),
    ]


def test_a_publication_without_an_index_gets_a_list(tmp_path: Path) -> None:
    made = Small(tmp_path)
    made.write("workflow.yaml", CONFIG)
    made.write("source/b.md", "# Beta\n")
    made.write("source/a.md", "# Alpha\n")
    publish(made.project)
    html = made.page("en/index.html")
    assert re.findall(r'<a href="(\w\.html)"><span>(\w+)</span></a>', html) == [("a.html", "Alpha"), ("b.html", "Beta")]
    read(made.html / "en/index.html")


# Safe and trusted HTML


def test_documents_cannot_bring_scripts_unless_they_are_trusted(river: Small) -> None:
    river.write("source/index.md", '# A\n\n<script>alert(1)</script>\n\nx <b onclick="y()">bold</b>\n')
    publish(river.project)
    assert "<script" not in river.page("es/index.html")
    assert "<b>bold</b>" in river.page("es/index.html")
    river.write("workflow.yaml", CONFIG + "html: trusted\n")
    publish(river.project)
    assert "<script>alert(1)</script>" in river.page("es/index.html")
    assert 'onclick="y()"' in river.page("es/index.html")


def test_a_translation_cannot_bring_any_either(river: Small) -> None:
    river.translate(
        "es", "index.md", {SLOW: 'Es <img src=x onerror="alert(1)"> lento.', SAFE: "Es [x](javascript:alert(1))"}
    )
    publish(river.project)
    assert not re.search(r"<[^>]*(onerror|javascript:)", river.page("es/index.html"))


# What goes wrong


def test_a_translation_that_would_break_the_page_is_left_out_alone(river: Small) -> None:
    path = river.translate("es", "index.md", {BOAT: "Sin <b>enlaces.", SLOW: "Es lento."})
    report = publish(river.project)
    (finding,) = report.refused
    line = next(entry.line for entry in catalogs.read(path).live if entry.msgid == BOAT)
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith(f"locales/es/LC_MESSAGES/index.po:{line}: ")
    assert "(source/index.md:3)" in finding.message
    assert (finding.catalog_line, finding.source_line, finding.language) == (line, 3, "es")
    assert finding.unit is not None and re.fullmatch(r"es:index#[0-9a-f]{8}", finding.unit)
    html = river.page("es/index.html")
    assert "A boat crosses the river." in words(html)
    assert "<li>Es lento.</li>" in html
    assert report.editions[1].pages[0].readers == ReaderCounts(translated=1, source=3, refused=1)


def test_a_persons_translation_with_other_links_is_published_and_reported(river: Small) -> None:
    path = river.translate("es", "index.md", {BOAT: "Sin [enlaces](otros.md).", SLOW: "Es `lento`."})
    report = publish(river.project)
    boat, slow = (finding for finding in report.findings if finding.id == "changed_inline_tags")
    line = next(entry.line for entry in catalogs.read(path).live if entry.msgid == BOAT)
    assert boat.message.startswith(f"locales/es/LC_MESSAGES/index.po:{line}: ")
    assert boat.message.endswith(
        "missing: images/boat.svg, guide.md#tools; not in the source: otros.md (source/index.md:3)."
    )
    assert boat.details == {"missing": ("images/boat.svg", "guide.md#tools"), "added": ("otros.md",), "moved": ()}
    assert (boat.severity, boat.catalog_line, boat.source_line) == (Severity.WARNING, line, 3)
    assert slow.details == {"missing": (), "added": ("lento",), "moved": ()}
    assert "Sin enlaces." in words(river.page("es/index.html"))
    assert report.editions[1].readers == ReaderCounts(translated=2, source=8)
    assert publish(river.project, strict=True).changed == ()


def test_links_that_a_person_added_are_checked_in_every_language(river: Small) -> None:
    path = river.translate(
        "ar", "index.md", {BOAT: "[a](gone.md) [b](guide.md#tools) [c](guide.md#gone) ![d](images/no.png)"}
    )
    line = next(entry.line for entry in catalogs.read(path).live if entry.msgid == BOAT)
    found = [one for one in publish(river.project).findings if one.id in ("dead_link", "dead_anchor")]
    assert [one.message for one in found] == [
        f"locales/ar/LC_MESSAGES/index.po:{line}: {what} (source/index.md:3)."
        for what in (
            "'gone.md' is not published: there is no such file",
            "there is no heading or anchor 'gone' in guide.md",
            "'images/no.png' is not published: there is no such file",
        )
    ]
    assert {(one.language, one.catalog_line, one.source_line) for one in found} == {("ar", line, 3)}


def test_a_translation_of_spaces_counts_as_what_readers_get(river: Small) -> None:
    river.translate("es", "index.md", {SLOW: "  "})
    assert publish(river.project).editions[1].readers == ReaderCounts(source=10)
    assert "It is slow." in words(river.page("es/index.html"))


@pytest.mark.parametrize("state", ["draft", "rule"])
def test_a_machines_translation_with_other_links_is_refused(river: Small, state: str) -> None:
    river.translate("es", "index.md", {BOAT: ("Sin enlaces.", state)})
    report = publish(river.project)
    assert len(report.refused) == 1
    assert report.editions[1].readers == ReaderCounts(source=10, refused=1)
    assert "A boat crosses the river." in words(river.page("es/index.html"))


def test_paragraphs_that_catalogs_do_not_know_are_reported(river: Small) -> None:
    river.translate("es", "index.md", {SLOW: "Es lento."})
    river.write("source/index.md", INDEX + "\nNew.\n\nNewer.\n")
    messages = [f.message for f in publish(river.project).findings if f.id in ("missing_catalog", "outdated_catalog")]
    assert any("es/LC_MESSAGES/index.po: 2 units of index.md are not in it" in text for text in messages)
    assert any("ar/LC_MESSAGES/index.po (and 1 more): no such catalog" in text for text in messages)


def test_strict_puts_nothing_in_place_when_there_is_a_finding(river: Small) -> None:
    for code in ("es", "ar"):
        for document in ("index.md", "guide.md"):
            river.translate(code, document, {})
    assert publish(river.project, strict=True).changed
    before = river.tree()
    river.write("source/index.md", INDEX + "\n[x](none.md)\n")
    report = publish(river.project, strict=True)
    assert report.changed == ()
    assert "strict" in report.notes[-1]
    assert river.tree() == before


BROKEN = {
    "a missing quote": b'\nmsgid "broken\n',
    "conflict marks": b'\n<<<<<<< ours\nmsgid "x"\nmsgstr "y"\n=======\nmsgid "x"\nmsgstr "z"\n>>>>>>> theirs\n',
    "another charset": b'\nmsgid "caf\xe9"\nmsgstr ""\n',
    "an entry twice": b'\nmsgid "x"\nmsgstr "y"\n\nmsgid "x"\nmsgstr "z"\n',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_catalog_keeps_its_page_and_the_rest_is_published(river: Small, kind: str) -> None:
    river.translate("es", "index.md", {SLOW: "Es lento.", "The river": "El río"})
    river.translate("ar", "index.md", {SLOW: "إنه بطيء."})
    publish(river.project)
    before = river.tree()
    catalog = river.translate("es", "index.md", {SLOW: "Otra cosa."})
    catalog.write_bytes(catalog.read_bytes() + BROKEN[kind])
    river.translate("es", "guide.md", {"Tools": "Herramientas"})
    river.translate("ar", "index.md", {SLOW: "إنه آمن."})
    report = publish(river.project)
    (problem,) = report.problems
    assert isinstance(problem, CatalogError) and re.search(r"index\.po:\d+", str(problem))
    assert [f.message for f in report.findings if f.id == "unread_input"] == [
        "locales/es/LC_MESSAGES/index.po: the catalog cannot be read: the page of the last publication stays."
    ]
    after = river.tree()
    assert {name for name in after if after[name] != before[name]} == {
        "html/ar/index.html", "source/ar/index.md", "html/es/guide.html", "source/es/guide.md", "manifest.json",
        "record/guide.md.json", "record/index.md.json",
        *("html/en/guide.html", "html/ar/guide.html"),  # they say how far the Spanish page is translated
    }  # fmt: skip
    assert after.keys() == before.keys()
    assert '<a class="site-title" href="index.html"><span>El río</span></a>' in river.page("es/guide.html")
    assert publish(river.project, strict=True).changed == ()


def test_a_broken_catalog_that_was_never_published_shows_the_source(river: Small) -> None:
    river.translate("es", "index.md", {SLOW: "Es lento."}).write_bytes(b'msgid "x\n')
    report = publish(river.project)
    assert len(report.problems) == 1
    assert "It is slow." in words(river.page("es/index.html"))
    (finding,) = (finding for finding in report.findings if finding.id == "unread_input")
    assert finding.message.endswith("the page is not translated.")
    assert not [
        f for f in report.findings if f.id == "missing_catalog" and f.document == "index.md" and f.language == "es"
    ]


def test_a_document_that_cannot_be_read_keeps_its_pages(river: Small) -> None:
    river.translate("es", "guide.md", {"The guide": "La guía"})
    publish(river.project)
    before = river.tree()
    river.write("source/guide.md", b"caf\xe9\n")
    river.translate("es", "index.md", {SLOW: "Es lento."})
    for _ in range(2):
        report = publish(river.project)
        (problem,) = report.problems
        assert isinstance(problem, DocumentError) and "guide.md:1" in str(problem)
        assert [f.message for f in report.findings if f.id == "unread_input"] == [
            "source/guide.md: the document cannot be read: the page of the last publication stays (en, es, ar)."
        ]
        assert not [f for f in report.findings if f.id == "dead_link"]
        after = river.tree()
        assert {name for name in before if after[name] != before[name]} == {
            "html/es/index.html", "source/es/index.md", "record/index.md.json", "manifest.json",
            *("html/en/index.html", "html/ar/index.html"),  # they say how far the Spanish page is translated
        }  # fmt: skip
        assert "<span>La guía</span>" in river.page("es/index.html")
        assert [len(edition.pages) for edition in report.editions] == [2, 2, 2]


@pytest.mark.parametrize("broken", ["source/guide.md", "locales/es/LC_MESSAGES/guide.po"])
def test_a_machines_title_of_the_last_publication_keeps_its_mark(river: Small, broken: str) -> None:
    river.translate("es", "guide.md", {"The guide": ("La guía", "draft"), "Tools": "Herramientas"})
    publish(river.project)
    marked = re.compile(r'La guía</span> <span class="ai"')
    assert marked.search(river.page("es/index.html"))
    river.write(broken, b"caf\xe9\n")
    river.translate("es", "index.md", {SLOW: "Es lento."})
    for _ in range(2):
        assert publish(river.project).problems
        assert marked.search(river.page("es/index.html"))


def test_a_document_that_was_never_readable_is_missing(river: Small) -> None:
    river.write("source/guide.md", b"caf\xe9\n")
    report = publish(river.project)
    assert len(report.problems) == 1
    assert [f.message for f in report.findings if f.id == "unread_input"] == [
        "source/guide.md: the document cannot be read: there is no page for it (en, es, ar)."
    ]
    assert not [name for name in river.tree() if "guide" in name]
    river.write("source/index.md", b"\xff")
    report = publish(river.project)
    assert len(report.problems) == 2


def test_nothing_that_can_be_read_is_nothing_published(river: Small) -> None:
    river.write("source/guide.md", b"caf\xe9\n")
    river.write("source/index.md", b"caf\xe9\n")
    report = publish(river.project)
    assert (len(report.problems), report.editions, report.changed) == (2, (), ())
    assert river.tree() == {} if (river.root / "editions").exists() else True


def test_a_language_that_is_new_while_a_document_is_broken_lacks_its_page(river: Small) -> None:
    river.write("workflow.yaml", CONFIG.replace("[es, ar]", "[es]"))
    publish(river.project)
    river.write("workflow.yaml", CONFIG)
    river.write("source/guide.md", b"caf\xe9\n")
    report = publish(river.project)
    assert [f.message for f in report.findings if f.id == "unread_input"] == [
        "source/guide.md: the document cannot be read: the page of the last publication stays (en, es); there is no page for it (ar)."
    ]
    assert "html/es/guide.html" in river.tree() and "html/ar/guide.html" not in river.tree()


def test_unknown_languages_and_documents_are_refused(river: Small) -> None:
    with pytest.raises(BadInput, match="fr"):
        publish(river.project, Selection(languages=("fr",)))
    with pytest.raises(BadInput, match="giude"):
        publish(river.project, Selection(documents=("giude",)))


# Part of a publication


def test_one_language_is_built_anew_and_the_others_stay(river: Small) -> None:
    publish(river.project)
    before = river.tree()
    river.translate("es", "index.md", {SLOW: "Es lento."})
    river.translate("ar", "index.md", {SLOW: "إنه بطيء."})
    report = publish(river.project, Selection(("es",)))
    after = river.tree()
    assert [edition.kept for edition in report.editions] == [True, False, True]
    assert [edition.pages[0].units for edition in report.editions] == [0, 4, 4]
    assert {name for name in after if after[name] != before[name]} == {
        "html/es/index.html",
        "source/es/index.md",
        "record/index.md.json",
        "manifest.json",
    }


def test_a_language_that_cannot_be_taken_over_is_built_again(river: Small) -> None:
    publish(river.project)
    before = river.tree()
    (river.root / "editions/source/ar/index.md").unlink()
    report = publish(river.project, Selection(("es",)))
    assert [edition.kept for edition in report.editions] == [True, False, False]
    assert river.tree() == before


def test_what_two_outputs_cannot_read_is_named_once(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [html, epub, pdf]\nbooks: {cover: nope.png}\n")
    report = publish(river.project)
    assert report.failed == ("epub", "pdf")
    [problem] = report.problems
    assert "source/nope.png: the cover cannot be read" in str(problem)


def test_a_language_that_was_never_published_is_not_in_the_switcher(river: Small) -> None:
    report = publish(river.project, Selection(("es",)))
    assert [edition.language for edition in report.editions] == ["es"]
    assert "العربية" not in river.page("es/index.html")
    publish(river.project, Selection(("ar",)))
    assert "Español" in river.page("ar/index.html")
    assert set(json.loads(river.tree()["manifest.json"])["editions"]) == {"es", "ar"}


def test_one_document_is_built_anew_and_the_others_stay(river: Small) -> None:
    publish(river.project)
    before = river.tree()
    river.translate("es", "index.md", {SLOW: "Es lento."})
    river.translate("es", "guide.md", {"Tools": "Herramientas"})
    publish(river.project, Selection(documents=("index",)))
    after = river.tree()
    assert {name for name in after if after[name] != before[name]} == {
        *("html/en/index.html", "html/ar/index.html"),  # they say how far the Spanish page is translated
        "html/es/index.html",
        "source/es/index.md",
        "record/index.md.json",
        "manifest.json",
    }


def test_only_the_outputs_that_are_wanted(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [source]\n")
    assert publish(river.project).changed == ("source", "manifest.json")
    assert not river.html.exists()
    assert publish(river.project).changed == ()


# The manifest


def test_the_manifest_has_the_authorship_of_each_unit(river: Small) -> None:
    river.write("source/index.md", "One.\n\nTwo.\n\nThree.\n\nFour.\n")
    river.translate(
        "es",
        "index.md",
        {"One.": "Uno.", "Two.": ("Dos.", "approved"), "Three.": ("Tres.", "draft"), "Four.": ("4", "stale")},
    )
    publish(river.project)
    data = json.loads((river.root / "editions/manifest.json").read_bytes())
    assert (data["title"], data["source_language"], list(data["editions"])) == ("The river", "en", ["en", "es", "ar"])
    record = json.loads((river.root / "editions/record/index.md.json").read_bytes())["editions"]["es"]
    assert record["files"] == {"page": "html/es/index.html", "markdown": "source/es/index.md"}
    assert record["counts"] == {"draft": 1, "needs-work": 1, "translated": 1, "approved": 1}
    hashes = ("unit", "kind", "source", "target", "words")
    units = [{name: value for name, value in unit.items() if name not in hashes} for unit in record["units"]]
    assert units == [
        {"line": 1, "state": "translated", "published": "translated", "wrote": "person"},
        {
            "line": 3,
            "state": "approved",
            "published": "approved",
            "wrote": "person",
            "decisions": [{"who": "Ana", "on": "2026-11-20", "look": "target"}],
        },
        {
            "line": 5,
            "state": "draft",
            "published": "draft",
            "wrote": "machine",
            "engine": "argos",
            "package": "translate-en_es-0_1",
            "package_hash": "0a1b2c3d",
            "risk": 0.25,
            "edit_distance": 0.0,
        },
        {"line": 7, "state": "needs-work", "published": "source", "wrote": "source"},
    ]
    assert all(re.fullmatch(r"es:index#[0-9a-f]{8}", unit["unit"]) for unit in record["units"])


def test_the_manifest_tells_a_risk_of_nothing(river: Small) -> None:
    river.translate("es", "index.md", {"The river": ("El río", "draft")})
    [catalog] = river.root.glob("locales/es/**/index.po")
    catalog.write_bytes(catalog.read_bytes().replace(b"risk=0.25", b"risk=0.00"))
    publish(river.project)
    units = json.loads((river.root / "editions/record/index.md.json").read_bytes())["editions"]["es"]["units"]
    assert [unit["risk"] for unit in units if unit["wrote"] == "machine"] == [0.0]


def test_progress_is_reported(river: Small) -> None:
    reported: list[tuple[int, int, str]] = []
    publish(river.project, observer=Observer(lambda done, total, what: reported.append((done, total, what))))
    assert reported[0] == (0, 6, "en: index.md")
    assert reported[-1][:2] == (6, 6)
    assert [done for done, _, _ in reported] == sorted(done for done, _, _ in reported)


# Assets


def test_a_link_to_a_document_that_is_left_out_is_dead(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + 'documents: ["**/*.md", "!notes.md"]\n')
    river.write("source/index.md", "# A\n\nSee [notes](notes.md) and [gone](gone.md).\n")
    river.write("source/notes.md", "Secret notes.\n")
    report = publish(river.project)
    assert [f.message for f in report.findings if f.id == "dead_link"] == [
        "source/index.md:3: 'notes.md' is not published: `documents` in workflow.yaml leaves it out.",
        "source/index.md:3: 'gone.md' is not published: there is no such file.",
    ]
    assert not any("notes" in name for name in river.tree())


def test_a_file_of_a_known_format_that_is_no_document_here_is_an_asset(
    river: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    river.write("workflow.yaml", CONFIG + 'documents: ["**/*.md"]\n')
    river.write("source/index.md", "# A\n\nSee [the walk](walk.tale).\n")
    river.write("source/walk.tale", "Along the river.\n")
    publish(river.project)
    before = river.tree()
    assert before["html/assets/walk.tale"] == before["source/es/walk.tale"] == b"Along the river.\n"
    monkeypatch.setitem(FORMATS, ".tale", FORMATS[".md"])
    report = publish(river.project)
    assert report.changed == ()
    assert not [f for f in report.findings if f.id == "dead_link"]


@pytest.mark.parametrize("documents", ['["**/*.md", "**/*.tale", "!secret.tale"]', '["*.md", other.tale]'])
def test_a_document_that_the_patterns_leave_out_is_no_asset(
    river: Small, monkeypatch: pytest.MonkeyPatch, documents: str
) -> None:
    monkeypatch.setitem(FORMATS, ".tale", FORMATS[".md"])
    river.write("workflow.yaml", CONFIG + f"documents: {documents}\n")
    river.write("source/secret.tale", "Secret.\n")
    river.write("source/other.tale", "Other.\n")
    publish(river.project)
    assert not any("secret" in name for name in river.tree())
    assert "html/es/other.html" in river.tree()


def test_assets_are_sorted_and_links_to_them_count_where_they_stay_inside(river: Small, tmp_path: Path) -> None:
    for name in ("c.bin", ".hidden.png", "img/b.png", "node_modules/x.js"):
        river.write(f"source/{name}", "x")
    secret = river.write("secret.bin", "not yours")
    (river.root / "source/leak.bin").symlink_to(secret)
    (river.root / "source/again.bin").symlink_to(river.root / "source/c.bin")
    publish(river.project)
    names = [name for name in river.tree("editions/source/es") if not name.endswith(".md")]
    assert names == ["again.bin", "c.bin", "images/boat.svg", "img/b.png"]
