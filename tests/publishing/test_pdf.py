"""PDF: tagged, in the language, contents with page numbers, notes at the foot of the page, nothing loaded."""

import logging
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdf
import pytest
import ziamath

from tests.publishing.library import CONFIG as LIBRARY
from tests.publishing.library import library
from tests.publishing.project import CONFIG, Small, small
from workflow.model import Severity
from workflow.publishing import publish
from workflow.publishing.books.nodes import Node, element, parse, serialised
from workflow.publishing.builders import pdf
from workflow.publishing.builders.pdf import rendering
from workflow.publishing.builders.pdf.document import PrintedBook
from workflow.publishing.builders.pdf.formula_pictures import with_pictures
from workflow.publishing.builders.pdf.page_notes import with_page_notes

_STANDARD_TAGS = frozenset(
    f"/{name}"
    for name in (
        *(
            "Document",
            "Part",
            "Sect",
            "Div",
            "BlockQuote",
            "Caption",
            "NonStruct",
            "P",
            "H1",
            "H2",
            "H3",
            "H4",
            "H5",
            "H6",
        ),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note"),
        *("Reference", "Code", "Link", "Figure", "Formula"),
    )
)
"""Of PDF 1.7. Others would need a map to these."""
PDF = CONFIG + "output: [pdf, source]\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> tuple[Small, list[str]]:
    """A published library in two languages, and what WeasyPrint said meanwhile."""
    made = library(
        tmp_path_factory.mktemp("library"), LIBRARY.replace("[epub]", "[pdf]").replace("ar, he, ja, th, de", "ar")
    )
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(listener)
    report = publish(made.project)
    for logger in loggers:
        logger.removeHandler(listener)
    assert not report.problems
    return made, said


def book(made: Small, code: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(made.root / f"editions/pdf/{code}.pdf")


def test_weasyprint_has_nothing_to_warn_of(shelf: tuple[Small, list[str]]) -> None:
    assert shelf[1] == []


@pytest.mark.parametrize(("code", "title"), [("ar", "المكتبة"), ("en", "The library")])
def test_it_is_tagged_and_names_its_language_and_title(shelf: tuple[Small, list[str]], code: str, title: str) -> None:
    found = book(shelf[0], code)
    root: Any = found.root_object
    assert root["/Lang"] == code
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata is not None and found.metadata.title == title
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert found.metadata.author == "Ann O'Neill"
    assert str(found.metadata.creation_date) == "2026-02-03 00:00:00+00:00"


@pytest.mark.parametrize("code", ["ar", "en"])
def test_it_has_what_pdf_ua_asks_for(shelf: tuple[Small, list[str]], code: str) -> None:
    """ISO 14289-1, as far as a program can tell: tags, descriptions, order of keys, names of links, headers of cells, fonts."""
    found = book(shelf[0], code)
    root: Any = found.root_object
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    assert "/ParentTree" in root["/StructTreeRoot"]
    tags = Counter[str]()
    for element_ in _elements(root["/StructTreeRoot"]["/K"]):
        tags[element_["/S"]] += 1
        if element_["/S"] == "/Figure":
            assert element_["/Alt"]
        if element_["/S"] == "/TH":
            assert "/ID" in element_  # cells name their headers
    assert {
        "/Document",
        "/H1",
        "/H2",
        "/P",
        "/L",
        "/LI",
        "/Table",
        "/TR",
        "/TH",
        "/TD",
        "/Figure",
        "/Link",
    } <= tags.keys()
    assert tags.keys() <= _STANDARD_TAGS
    page: Any
    for page in found.pages:
        assert page["/Tabs"] == "/S" or "/Annots" not in page
        for annotation in page.get("/Annots", ()):
            assert annotation.get_object()["/Contents"] and "/StructParent" in annotation.get_object()
        for font in page["/Resources"].get("/Font", {}).values():
            assert "/ToUnicode" in font.get_object()
            (descendant,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & descendant.get_object()["/FontDescriptor"].get_object().keys()


def _elements(node: Any) -> Iterator[Any]:
    """The structure elements of a PDF."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def test_the_contents_name_the_pages(shelf: tuple[Small, list[str]]) -> None:
    found = book(shelf[0], "en")
    contents = found.pages[1].extract_text()
    assert "Contents" in contents
    lines = re.findall(r"^(Raw HTML|Other)[ .]*(\d+)\s*$", contents, re.MULTILINE)
    assert len(lines) == 2
    for name, number in lines:
        assert name in found.pages[int(number) - 1].extract_text()
        assert number in found.pages[int(number) - 1].extract_text()
    assert [item.title for item in found.outline if not isinstance(item, list)][:3] == [
        "Contents",
        "The library",
        "Everything &",
    ]


def test_a_running_head_names_the_chapter_on_its_further_pages(shelf: tuple[Small, list[str]]) -> None:
    pages = [page.extract_text() for page in book(shelf[0], "en").pages]
    first = next(index for index, text in enumerate(pages) if "Ann O'Neill" in text and index > 1)
    assert pages[first].count("Everything") == 1
    assert "Everything &" in pages[first + 1]


def test_notes_are_on_the_page_of_their_reference(shelf: tuple[Small, list[str]]) -> None:
    pages = [page.extract_text() for page in book(shelf[0], "en").pages]
    page = next(text for text in pages if "Again," in text)
    assert "1. The note, with a note" in page


def test_a_machine_is_named_on_the_title_page_and_at_passages(shelf: tuple[Small, list[str]]) -> None:
    found = book(shelf[0], "ar")
    assert found.metadata is not None and "72" in (found.metadata.subject or "")
    assert "آلية" in found.pages[0].extract_text() or "ﺔ" in found.pages[0].extract_text()


def test_the_same_book_has_the_same_bytes_and_loads_nothing(tmp_path: Path) -> None:
    river = small(tmp_path, PDF)  # sockets are blocked in all tests
    river.write("source/index.md", "# The river\n\n![x](https://tracker.example/a.png) ![s](s.svg)\n")
    river.write(
        "source/s.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><rect/></svg>'
    )
    report = publish(river.project)
    assert [(one.id, one.severity) for one in report.findings if one.id == "left_out_of_book"] == [
        ("left_out_of_book", Severity.WARNING)
    ]
    before = river.tree()
    (river.root / "editions/pdf/es.pdf").unlink()
    publish(river.project)
    assert river.tree() == before
    assert publish(river.project).changed == ()


def test_a_book_is_made_again_only_if_something_in_it_or_a_font_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(book: PrintedBook) -> bytes:
        made.append(book.title)
        return b"%PDF-1.7"

    monkeypatch.setattr(pdf, "pdf_file", counted)
    river = small(tmp_path / "river", PDF.replace("[es, ar]", "[es]"))
    fonts, one = tmp_path / "fonts", next(Path(ziamath.__file__).parent.rglob("*.ttf"))
    shutil.copytree(one.parent, fonts / "one")
    configuration = tmp_path / "fonts.conf"

    def configure(more: str = "") -> None:
        configuration.write_text(
            f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path}/cache</cachedir>{more}</fontconfig>"
        )

    configure()
    monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))
    publish(river.project)
    assert len(made) == 2
    for change, number in (
        (lambda: None, 0),
        (lambda: river.translate("es", "guide.md", {"Tools": "Herramientas"}), 1),
        (lambda: shutil.copy(one, fonts / "other.ttf"), 2),
        (lambda: configure("<match><edit name='antialias'><bool>true</bool></edit></match>"), 2),
    ):  # fmt: skip
        made.clear()
        change()
        publish(river.project)
        assert len(made) == number


def test_each_document_can_be_a_leaflet(tmp_path: Path) -> None:
    river = small(tmp_path, CONFIG.replace("[es, ar]", "[es]") + "output: [pdf]\nbooks: {each_document: true}\n")
    publish(river.project)
    assert sorted(path for path in river.tree("editions/pdf") if path.startswith("es")) == [
        "es.pdf",
        "es/guide.pdf",
        "es/index.pdf",
    ]
    found = pypdf.PdfReader(river.root / "editions/pdf/es/guide.pdf")
    assert len(found.pages) == 1 and "Tools" in found.pages[0].extract_text()


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"weasyprint": None}, "PDF needs weasyprint, which the extra workflow-editions[pdf] installs."),
        ({"ziamath": None}, "PDF needs ziamath, which the extra workflow-editions[pdf] installs."),
    ],
)
def test_without_its_library_the_other_outputs_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modules: Mapping[str, ModuleType | None], words: str
) -> None:
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    rendering.missing.cache_clear()
    try:
        report = publish(small(tmp_path, PDF).project)
    finally:
        rendering.missing.cache_clear()
    assert report.changed == ("source", "manifest.json") and report.failed == ("pdf",)
    assert [str(problem) for problem in report.problems] == [f"{tmp_path}/editions/pdf: cannot be built: {words}"]


def test_a_missing_library_of_the_system_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finder:
        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'.\nmore")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    rendering.missing.cache_clear()
    try:
        assert rendering.missing() == (
            "WeasyPrint needs Pango (cannot load library 'libpango-1.0-0'). "
            "Install it: apt install libpango-1.0-0 libpangoft2-1.0-0."
        )
    finally:
        rendering.missing.cache_clear()


def notes(body: str) -> str:
    root = parse(body)
    with_page_notes(root)
    return serialised(root.children)


SECTION = '<section class="footnotes" role="doc-endnotes"><ol><li id="n" value="1"><p>Note</p><ul><li>x</li></ul></li></ol></section>'
REFERENCE = '<sup class="footnote-reference"><a href="text/a.xhtml#n" role="doc-noteref">1</a></sup>'


def test_a_note_moves_to_its_first_reference() -> None:
    assert notes(f"<p>a{REFERENCE} b{REFERENCE}</p>{SECTION}") == (
        '<p>a<span class="page-note" data-number="1" id="n"><span class="">Note</span>'
        f'<span class="block ul"><span class="block li">x</span></span></span> b{REFERENCE}</p><div></div>'
    )


def test_a_note_of_a_table_stays_at_the_end() -> None:
    body = f"<table><tbody><tr><td>{REFERENCE}</td></tr></tbody></table>{SECTION}"
    assert notes(body) == body


def test_a_formula_in_a_note_stays_a_formula() -> None:
    formula = '<math alttext="a"><mrow><mi>a</mi></mrow></math>'
    assert formula in notes(f"<p>a{REFERENCE}</p>{SECTION.replace('Note', formula)}")


def test_a_formula_is_drawn_or_shown_as_it_was_written() -> None:
    def drawn(mathml: str) -> Node:
        root = parse(f"<p>{mathml}</p>")
        with_pictures(root, lambda drawing: f"book:{len(drawing)}")
        return root.nodes[0].nodes[0]

    picture = drawn('<math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>')
    assert picture.name == "img" and picture.attributes["alt"] == "x^2"
    assert re.match(r"width: [\d.]+em; height: [\d.]+em; vertical-align: -?[\d.]+em", picture.attributes["style"])
    for styled in ('<mstyle displaystyle="true">{}</mstyle>', "<semantics>{}<annotation>x</annotation></semantics>"):
        shown = drawn(f'<math alttext="x">{styled.format("<mi>x</mi>")}</math>')
        assert shown.name == "img" and "width: 0.6" in shown.attributes["style"], styled
    for other in ("<mtext>水</mtext>", "<mfrac></mfrac>", "<mrow><span>x</span><mi>y</mi></mrow>"):
        shown = drawn(f'<math alttext="y">{other}</math>')
        assert (shown.name, shown.children) == ("code", ["y"]), other
    assert element("p").children == []


@pytest.mark.parametrize("size", ["", 'width="100%" height="100%"'])
def test_a_drawing_without_a_size_stands_in_a_line_from_right_to_left(tmp_path: Path, size: str) -> None:
    river = small(tmp_path, CONFIG.replace("[es, ar]", "[ar]") + "output: [pdf]\n")
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" {size}><rect width="9" height="9"/></svg>'
    river.write("source/images/boat.svg", drawing)
    river.translate("ar", "index.md", {"The river": "النهر"})
    assert publish(river.project).problems == ()
    assert len(book(river, "ar").pages) > 2
