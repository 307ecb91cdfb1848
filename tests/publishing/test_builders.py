"""Outputs: the table of builders, builders of other packages, and formats without a page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow import plugins, publishing
from workflow.errors import ConfigError
from workflow.formats import FORMATS
from workflow.formats.base import FormatSettings
from workflow.model import Document, Selection
from workflow.publishing import publish
from workflow.publishing.builders import BUILDERS, GROUP
from workflow.publishing.builders.base import EditionContext, EditionTexts, OutputFolder
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.report import ReaderCounts
from workflow.publishing.site import Site


class Book:
    """One text file for each language, with the titles of its documents."""

    MANIFEST_KEY = "book"

    def document_path(self, site: Site, code: str, document: str) -> str:
        return f"{code}.txt"

    def context(self, site: Site, edition: Edition) -> None:
        """All documents are in one file."""

    def document_file(self, context: None, localized: LocalizedDocument, counts: Mapping[str, ReaderCounts]) -> bytes:
        raise AssertionError(context)

    def build(
        self,
        site: Site,
        edition: Edition,
        shown: EditionContext,
        contents: EditionTexts,
        output: OutputFolder,
        assets: Path,
    ) -> None:
        titles = [localized.title for localized in edition.documents.values()]
        output.write(f"{edition.language.code}.txt", "\n".join(titles).encode())

    def take_over(self, site: Site, code: str, output: OutputFolder, assets: Path) -> None:
        output.take_over(f"{code}.txt")

    def finish(self, site: Site, titles: Mapping[str, str | None], output: OutputFolder) -> None:
        output.write("languages.txt", "\n".join(titles).encode())


book = Book()
"""What an entry point names."""


@dataclass(frozen=True)
class WithoutPage:
    """Markdown, as a format that has no page."""

    splice = staticmethod(FORMATS[".md"].splice)
    NAME = "paper"
    SETTINGS = FORMATS[".md"].SETTINGS
    skeleton = staticmethod(FORMATS[".md"].skeleton)
    page = None
    with_anchors = None

    @staticmethod
    def parse(data: bytes, *, path: str = "", settings: FormatSettings | None = None) -> Document:
        return replace(FORMATS[".md"].parse(data, path=path, settings=settings), format="paper")


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = small(tmp_path)
    made.translate("es", "guide.md", {"The guide": "La guía"})
    return made


def check_book(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "output: [source, book]\n")
    assert publish(river.project).changed == ("source", "book", "manifest.json")
    assert river.tree("editions/book") == {
        "en.txt": b"The river\nThe guide",
        "es.txt": "The river\nLa guía".encode(),
        "ar.txt": b"The river\nThe guide",
        "languages.txt": b"en\nes\nar",
    }
    assert b'"book": "book/es.txt"' in river.tree()["record/guide.md.json"]
    before = river.tree()
    river.translate("es", "guide.md", {"The guide": "El manual"})
    river.translate("ar", "guide.md", {"The guide": "الدليل"})
    publish(river.project, Selection(languages=("es",)))
    after = river.tree("editions/book")
    assert after["es.txt"] == b"The river\nEl manual"
    assert after["ar.txt"] == before["book/ar.txt"]


def test_a_builder_is_a_line_in_the_table(river: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BUILDERS, "book", book)
    check_book(river)


def test_a_builder_of_another_package_is_an_entry_point(river: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, "book", f"{__name__}:book")
    check_book(river)


@pytest.mark.parametrize(
    ("value", "words"),
    [("no_such_package:book", "No module named 'no_such_package'"), ("json", "has no attribute 'MANIFEST_KEY'")],
)
def test_a_builder_that_cannot_be_loaded_is_one_line(
    river: Small, monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    plug_in(monkeypatch, "book", value)
    publish(river.project)
    river.write("workflow.yaml", CONFIG + "output: [book]\n")
    with pytest.raises(ConfigError, match=rf"The builder 'book' .* cannot be loaded: .*{words}"):
        publish(river.project)


def plug_in(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    def entry_points(*, group: str) -> tuple[EntryPoint, ...]:
        assert group == GROUP
        return (EntryPoint(name, value, group),)

    monkeypatch.setattr(plugins, "entry_points", entry_points)


@pytest.mark.parametrize("name", BUILDERS)
def test_every_builder_builds_again_what_it_built(river: Small, name: str) -> None:
    river.write("workflow.yaml", CONFIG + f"output: {name}\n")
    report = publish(river.project)
    assert report.changed == (name, "manifest.json")
    for edition in report.editions:
        folder = f"{edition.language}/" if name in ("html", "source") else f"{edition.language}.{name}"
        assert any(path.startswith(folder) for path in river.tree(f"editions/{name}"))
    assert publish(river.project).changed == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("output: [htlm]", 'output: unknown "htlm". Did you mean "html"?'),
        ("output: [xyzzy]", "It can be epub, html, pdf or source."),
    ],
)
def test_an_unknown_output_is_refused_with_its_line(river: Small, line: str, words: str) -> None:
    river.write("workflow.yaml", CONFIG + line + "\n")
    with pytest.raises(ConfigError) as caught:
        publish(river.project)
    assert str(caught.value).startswith(f"{river.root / 'workflow.yaml'}:4: ")
    assert words in str(caught.value)
    assert not river.html.exists()


def test_a_format_without_a_page_is_a_download(river: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, ".paper", WithoutPage())
    river.write("workflow.yaml", CONFIG + 'documents: ["**/*.md", "**/*.paper"]\n')
    river.write("source/report.paper", "# Report\n\nText.\n")
    river.write("source/index.md", "# The river\n\nRead [the report](report.paper#page=2).\n")
    river.translate("es", "report.paper", {"Text.": "Texto."})
    report = publishing.publish(river.project)
    assert not [finding for finding in report.findings if finding.id == "dead_link"]
    assert 'href="report.paper#page=2"' in river.page("es/index.html")
    assert "report" not in river.page("es/index.html").split("<main")[0]
    for output in ("html", "source"):
        assert river.tree(f"editions/{output}/es")["report.paper"] == b"# Report\n\nTexto.\n"
    assert "report.html" not in river.tree("editions/html/es")
    assert [page.page for page in report.editions[1].pages] == ["index.html", "guide.html", "report.paper"]
    before = river.tree()
    publishing.publish(river.project, Selection(documents=("index",)))
    assert river.tree() == before
