"""EPUB: valid, complete, marked, the same bytes from the same sources; nothing in it runs or is loaded."""

import io
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.publishing.epubcheck import messages, needs_java
from tests.publishing.library import PICTURE, library
from tests.publishing.project import CONFIG, GUIDE, Small, small
from tests.sample import ROOT
from workflow.model import Selection, Severity
from workflow.project import load
from workflow.publishing import publish
from workflow.publishing.books import Book
from workflow.publishing.books.scope import Media
from workflow.publishing.builders.epub import container
from workflow.publishing.builders.epub.container import epub_file

EPUB = CONFIG + "output: [epub]\n"
OPF, XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """A published library."""
    made = library(tmp_path_factory.mktemp("library"))
    assert not publish(made.project).problems
    return made


def files(made: Small, name: str) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO((made.root / "editions/epub" / name).read_bytes())) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def text(made: Small, name: str, path: str) -> str:
    return files(made, name)[f"EPUB/{path}"].decode()


def package(made: Small, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(text(made, name, "package.opf"))


@needs_java
@pytest.mark.parametrize("code", ["ar", "ja"])
def test_every_construct_is_valid(shelf: Small, code: str) -> None:
    assert messages(shelf.root / f"editions/epub/{code}.epub") == []


@needs_java
def test_the_sample_is_valid_in_five_languages(tmp_path: Path) -> None:
    sample = load(ROOT)
    made = Small(tmp_path)
    for folder in ("source", "locales"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                made.write(path.relative_to(ROOT).as_posix(), path.read_bytes())
    made.write(
        "workflow.yaml", re.sub(r"(?m)^output:.*\n", "", (ROOT / "workflow.yaml").read_text()) + "output: [epub]\n"
    )
    publish(made.project)
    codes = [sample.config.source_language, *sample.config.languages]
    assert len(codes) == 5 and "epub" in sample.config.output
    assert {code: messages(tmp_path / f"editions/epub/{code}.epub") for code in codes} == {code: [] for code in codes}


def test_the_package_says_what_the_book_is(shelf: Small) -> None:
    found = text(shelf, "ar.epub", "package.opf")
    for words in (
        "<dc:language>ar</dc:language>",
        '<dc:title xml:lang="ar" dir="rtl">المكتبة</dc:title>',
        "<dc:creator>Ann O&#39;Neill</dc:creator>",
        "<dc:publisher>Nour &amp; friends</dc:publisher>",
        '<spine page-progression-direction="rtl">',
        '<meta property="dcterms:modified">2026-02-03T00:00:00Z</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessibilityFeature">structuralNavigation</meta>',
        '<meta property="schema:accessibilityHazard">unknown</meta>',
        "schema:digitalSourceType",
        '<dc:contributor id="machine-1">argos translate-en_es-0_1</dc:contributor>',
        'scheme="marc:relators">trl</meta>',
    ):
        assert words in found
    english = text(shelf, "en.epub", "package.opf")
    assert "dc:publisher" not in english
    assert "digitalSourceType" not in english and "dc:source" not in english and 'direction="ltr"' in english
    original = re.search(r"urn:uuid:[\w-]+", english)
    assert original is not None and f"<dc:source>{original[0]}</dc:source>" in found


def test_every_file_is_in_the_manifest_once_with_its_type(shelf: Small) -> None:
    items = {item.attrib["href"]: item.attrib for item in package(shelf, "ar.epub").iter(f"{OPF}item")}
    paths = [path.removeprefix("EPUB/") for path in files(shelf, "ar.epub") if path.startswith("EPUB/")]
    assert sorted(items) == sorted(path for path in paths if path != "package.opf")
    assert items["media/images/boat.png"]["media-type"] == "image/png"
    assert items["media/images/sea.svg"]["media-type"] == "image/svg+xml"
    assert items["media/films/boat.vtt"]["media-type"] == "text/vtt"
    assert items["text/all.xhtml"]["properties"] == "mathml"
    assert "media/files/data.csv" not in items and "media/images/broken.bmp" not in items


def test_the_contents_have_every_chapter_and_its_sections(shelf: Small) -> None:
    tree = ElementTree.fromstring(text(shelf, "en.epub", "nav.xhtml"))
    targets = [link.attrib["href"] for link in tree.findall(f".//{XHTML}nav[1]//{XHTML}a")]
    spine = [item.attrib["idref"] for item in package(shelf, "en.epub").iter(f"{OPF}itemref")]
    assert spine == ["cover", "nav", "c1", "c2", "c3", "c4"]
    chapters = [target for target in targets if "#" not in target and target.startswith("text/")]
    assert len(set(chapters)) == 4
    assert "text/all.xhtml#raw" in targets
    for target in targets:
        path, _, anchor = target.partition("#")
        assert not anchor or path == "" or f'id="{anchor}"' in text(shelf, "en.epub", path)
    assert "bodymatter" in text(shelf, "en.epub", "nav.xhtml")


def test_links_lead_inside_the_book_or_to_the_web(shelf: Small) -> None:
    page = text(shelf, "en.epub", "text/all.xhtml")
    for words in (
        '<a href="other.xhtml#x-1-the-2nd">link</a>',
        '<a href="other.xhtml">its top</a>',
        '<a href="other.xhtml">nothing</a>',
        '<a href="index.xhtml">home</a>',
        "<a>the file</a>",
        "<a>dead</a>",
        "<a>a page of the server</a>",
        '<a href="https://example.org/a%20b?x=%5B1%5D%7C2#%C3%BC">the web</a>',
        '<a href="mailto:a@example.org">mail</a>',
        "<a>script</a>",
    ):
        assert words.replace('href="other', 'href="../text/other').replace('href="index', 'href="../text/index') in page
    assert text(shelf, "en.epub", "text/other.xhtml").count("all.xhtml#raw") == 1


def test_with_an_address_downloads_are_links_to_the_site(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB + "site_url: https://example.org/r/\n")
    river.write("source/index.md", "# R\n\n[file](a.csv) [root](/top) [pdf](b%20c.pdf#p=2)\n")
    river.write("source/a.csv", "a")
    river.write("source/b c.pdf", "b")
    report = publish(river.project)
    page = text(river, "es.epub", "text/index.xhtml")
    assert 'href="https://example.org/r/assets/a.csv"' in page
    assert 'href="https://example.org/r/assets/b%20c.pdf#p%3D2"' in page
    assert 'href="https://example.org/top"' in page
    assert {one.severity for one in report.findings if one.id == "left_out_of_book"} == {Severity.NOTE}


def test_what_is_left_out_is_named_once_with_its_line(tmp_path: Path) -> None:
    report = publish(library(tmp_path).project)
    found = {one.message.split("'")[1]: one for one in report.findings if one.id == "left_out_of_book"}
    assert found["https://tracker.example/dot.png"].message == (
        "source/all.md:12: 'https://tracker.example/dot.png' is left out of books (EPUB, PDF): it is on another site, and "
        "books load nothing. Put a copy into the source folder."
    )
    assert {url for url, one in found.items() if one.severity is Severity.WARNING} == {
        "https://tracker.example/dot.png",
        "https://tracker.example/a.mp3",
        "https://tracker.example/v.mp4",
        "images/broken.bmp",
    }
    assert len(found) == len([one for one in report.findings if one.id == "left_out_of_book"])
    assert publish(Small(tmp_path).project, strict=True).blocked


def test_nothing_runs_and_nothing_is_loaded(shelf: Small) -> None:
    for path, data in files(shelf, "he.epub").items():
        assert not re.search(rb"<script|<iframe|<object|<form|\son\w+=|href=.javascript:|@import", data), path
        assert not re.search(rb"(?:src|poster)=.https?:", data), path


def test_trusted_html_is_made_safe_in_books(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB + "html: trusted\n")
    river.write("source/index.md", "# R\n\n<script>alert(1)</script>\n\n<p onclick='alert(1)'>kept</p>\n")
    publish(river.project)
    page = text(river, "es.epub", "text/index.xhtml")
    assert "alert" not in page and "kept" in page


def test_footnotes_are_notes_of_epub(shelf: Small) -> None:
    page = text(shelf, "de.epub", "text/all.xhtml")
    reference = re.search(
        r'<a id="(x-fnref_3a_one)" role="doc-noteref" href="#(x-fn_3a_one)" epub:type="noteref">1</a>', page
    )
    assert reference is not None
    assert f'<aside epub:type="footnote" role="doc-footnote" id="{reference[2]}">' in page
    assert f'href="#{reference[1]}"' in page


def test_a_machine_is_named_in_notice_contents_and_passages(shelf: Small) -> None:
    page = text(shelf, "ar.epub", "text/all.xhtml")
    assert re.search(
        r'<p class="draft" data-state="draft"><small class="label"[^>]*>ترجمة آلية</small> كل شيء</p>', page
    )
    assert "notice" in text(shelf, "ar.epub", "notice.xhtml")
    assert re.search(r"نص آخر <small class=\"label\" ", text(shelf, "ar.epub", "nav.xhtml"))
    assert "EPUB/notice.xhtml" not in files(shelf, "en.epub")


def test_a_book_of_drafts_says_so_once(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB)
    river.translate(
        "es",
        "index.md",
        {unit.source: (f"Es {unit.source}", "draft") for unit in river.project.parse("index.md").units},
    )
    publish(river.project, Selection(languages=("es",)))
    assert "Una máquina ha traducido este texto" in text(river, "es.epub", "text/index.xhtml")
    assert '<small class="label"' not in text(river, "es.epub", "text/index.xhtml")


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = small(tmp_path / "one", EPUB), small(tmp_path / "other", EPUB)
    publish(one.project)
    publish(other.project)
    assert one.tree("editions/epub") == other.tree("editions/epub")
    assert publish(one.project).changed == ()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    publish(other.project)
    assert ">2026-09-21T" in text(other, "es.epub", "package.opf")
    assert ">2026-11-23T00:00:00Z<" in text(one, "es.epub", "package.opf")  # the latest date of the documents
    with zipfile.ZipFile(other.root / "editions/epub/es.epub") as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_document_can_be_a_book(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB + "books: {each_document: true}\nsite_url: https://example.org\n")
    river.translate("es", "guide.md", {"The guide": ("La guía", "draft")})
    publish(river.project)
    assert sorted(river.tree("editions/epub")) == sorted(
        f"{code}{part}.epub" for code in ("ar", "en", "es") for part in ("", "/guide", "/index")
    )
    found = text(river, "es/guide.epub", "package.opf")
    assert ">La guía</dc:title>" in found
    assert found.split("urn:uuid:")[1][:36] != text(river, "es.epub", "package.opf").split("urn:uuid:")[1][:36]
    assert 'href="https://example.org/es/index.html"' in text(river, "es/guide.epub", "text/guide.xhtml")


def test_the_contents_of_a_document_without_sections_are_the_document(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB + "books: {each_document: true}\n")
    river.write("source/short.md", "# Short & sweet\n\nOne text.\n")
    publish(river.project)
    contents = text(river, "en/short.epub", "nav.xhtml").partition("</nav>")[0]
    assert '<ol><li><a href="text/short.xhtml">Short &amp; sweet</a></li></ol>' in contents


def test_the_cover_is_a_picture_of_the_project(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB + "books:\n  cover: images/front.jpg\n")
    river.write("source/images/front.jpg", PICTURE)
    publish(river.project)
    assert files(river, "es.epub")["EPUB/cover.png"] == PICTURE  # what it is, not what it is called
    assert '<img src="cover.png" alt="The river"/>' in text(river, "es.epub", "cover.xhtml")
    river.write("source/images/front.jpg", "no picture")
    report = publish(river.project)
    assert report.failed == ("epub",)
    assert (
        str(report.problems[0])
        == f"{river.root}/source/images/front.jpg: the cover must be a JPEG, PNG, GIF, WebP or SVG picture."
    )
    (river.root / "source/images/front.jpg").unlink()
    assert "the cover cannot be read" in str(publish(river.project).problems[0])


@pytest.mark.parametrize(
    "title", ["A", "A " + "very " * 60 + "long title", "長い題名" * 20, "x" * 400, "المكتبة <&> \"'", "\u0001"]
)
def test_a_title_of_any_length_is_on_the_cover(tmp_path: Path, title: str) -> None:
    river = small(
        tmp_path, EPUB.replace("The river", '"' + title.replace('"', '\\"').replace("\u0001", "\\x01") + '"', 1)
    )
    publish(river.project)
    drawing = ElementTree.fromstring(text(river, "es.epub", "cover.svg"))
    lines = list(drawing.iter("{http://www.w3.org/2000/svg}text"))
    assert 1 <= len(lines) <= 9
    assert all(float(line.attrib["y"]) < 1500 for line in lines)


def test_a_document_that_cannot_be_read_leaves_the_old_book(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB)
    publish(river.project)
    before = river.tree("editions/epub")
    river.write("source/guide.md", b"\xff\xfe\x00broken")
    river.translate("es", "index.md", {"It is slow.": "Es lento."})
    assert publish(river.project).problems
    assert river.tree("editions/epub") == before


def test_a_cell_has_the_direction_of_its_letters(tmp_path: Path) -> None:
    river = small(tmp_path, "title: T\nsource_language: he\nlanguages: [es]\noutput: [epub]\n")
    river.write("source/index.md", "# א\n\n| א | b |\n|---|---|\n| 7 m | 12 |\n| א 7 | `x` |\n| -5 % | א b |\n")
    publish(river.project)
    page = text(river, "he.epub", "text/index.xhtml")
    for words in (
        "<th>א</th>",
        '<th dir="ltr">b</th>',
        '<td dir="ltr">7 m</td>',
        "<td>12</td>",
        "<td>א 7</td>",
        '<td dir="ltr">-5 %</td>',
        "<td>א b</td>",
    ):
        assert words in page


def test_names_that_differ_in_case_only_are_two_files(tmp_path: Path) -> None:
    river = small(tmp_path, EPUB)
    for name in ("Guide.md", "a b.md", "a-b.md", "日本.md", "..x.md"):
        river.write(f"source/{name}", f"# {name}\n\n![b](images/boat.svg)\n")
    publish(river.project)
    names = [name.lower() for name in files(river, "en.epub")]
    assert len(names) == len(set(names))
    assert all(name.isascii() and " " not in name and ".." not in name for name in names)
    assert sum(name.endswith("boat.svg") for name in names) == 1


def test_a_book_is_made_again_only_if_something_in_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(book: Book, cover: Media) -> bytes:
        made.append(book.language.code)
        return epub_file(book, cover)

    monkeypatch.setattr(container, "epub_file", counted)
    river = small(tmp_path, EPUB)
    publish(river.project)
    assert made == ["en", "es", "ar"]
    for change, books in (
        (lambda: None, []),
        (lambda: river.translate("es", "guide.md", {"Tools": "Herramientas"}), ["es"]),
        (lambda: river.write("source/guide.md", GUIDE + "\nRow.\n"), ["en", "es", "ar"]),
        (lambda: river.write("source/images/boat.svg", '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'), ["en", "es", "ar"]),
        (lambda: monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796083200"), ["en", "es", "ar"]),
    ):  # fmt: skip
        made.clear()
        change()
        publish(river.project)
        assert made == books
        now = river.tree()
        shutil.rmtree(river.root / ".workflow/publish")
        publish(river.project)
        assert river.tree() == now
