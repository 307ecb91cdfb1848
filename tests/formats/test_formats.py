"""The table of formats: which one reads a file, and formats that other packages bring."""

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from tests.formats.documents import parsed
from workflow import formats
from workflow.errors import ConfigError, DocumentError
from workflow.formats import FORMATS, markdown, plain_text, plugins
from workflow.formats.base import FormatSettings, configured, options, own_settings
from workflow.formats.markdown import MarkdownSettings
from workflow.inline_tags import Grammar
from workflow.project import load


def test_the_format_of_a_file() -> None:
    assert formats.for_path("a/b.md") is markdown
    assert formats.for_path(Path("b.txt")) is plain_text
    assert formats.of(parsed("# A\n")) is markdown
    assert formats.find("b.png") is None
    assert formats.readable("b.markdown") and not formats.readable("md")
    assert formats.for_path("b.mdx") is formats.for_path("b.Rmd") is markdown
    assert formats.suffixes() == tuple(FORMATS)


def test_a_file_that_no_format_reads() -> None:
    with pytest.raises(
        DocumentError,
        match=r"^a/b\.png: this kind of document is not supported\. Supported: \.Rmd, \.markdown, \.md, .* \.txt\.",
    ):
        formats.for_path("a/b.png")


def test_what_would_break_a_document() -> None:
    document = parsed("# A\n\nHi {name}\n")
    assert formats.refused(document, {}) == {}
    assert formats.refused(document, {0: "B", 1: "Hola"}) == {1: "missing: {name}"}


def test_documents_bring_their_grammar() -> None:
    settings = MarkdownSettings(placeholders=("@x@",), math=True)
    assert parsed("[Label], [x]\n\n[Label]: /u\n", settings=settings).grammar == Grammar(
        "markdown", ("@x@",), frozenset({("Label", "/u")}), math=True
    )
    assert parsed("x", settings=settings, handler=FORMATS[".txt"]).grammar == Grammar("plain", ("@x@",))


def test_settings_of_all_formats_and_of_one() -> None:
    common = FormatSettings(("a",), ("b",))
    assert own_settings(MarkdownSettings, None) == MarkdownSettings()
    assert own_settings(MarkdownSettings, common) == MarkdownSettings(("a",), ("b",))
    assert configured(MarkdownSettings, common, {"math": True}) == MarkdownSettings(("a",), ("b",), math=True)
    assert options(plain_text.SETTINGS) == {"headings": True, "wrap": True}


@pytest.mark.parametrize("name", ["kbd", "samp", "tt", "var", "code", "svg", "b"])
def test_what_html_says_not_to_translate_is_the_same_for_every_reader(name: str) -> None:
    source, target = f"Press <{name}>Save</{name}> now.", f"Pulse <{name}>Guardar</{name}> ahora."
    document = parsed(source + "\n")
    kept = document.grammar.verify(source, target) is not None
    assert bool(formats.refused(document, {0: target})) is kept
    assert kept is (name not in ("kbd", "b"))


# Formats of other packages


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A distribution with two entry points: a format of lines without a page, and one that cannot be imported."""
    info = tmp_path / "lines-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lines\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[workflow.formats]\nlines = lines_format\nbroken = lines_format_that_is_not_there\nmd = lines_format\n",
        encoding="utf-8",
    )
    (tmp_path / "lines_format.py").write_text(
        "from dataclasses import dataclass\n"
        "from workflow.formats.base import FormatSettings, Rendering\n"
        "from workflow.inline_tags import Grammar\n"
        "from workflow.model import Document, Kind, Unit\n"
        "@dataclass(frozen=True, slots=True)\n"
        "class LinesSettings(FormatSettings):\n"
        "    comments: str = '#'\n"
        "    tabs: int = 8\n"
        "    names: tuple[str, ...] = ()\n"
        "NAME, SETTINGS, page, with_anchors = 'lines', LinesSettings, None, None\n"
        "def parse(data, *, path='', settings=None):\n"
        "    lines = data.split(b'\\n')\n"
        "    units = tuple(Unit(i, line.decode(), None, ('line', i), Kind.PARAGRAPH, 0) for i, line in enumerate(lines))\n"
        "    return Document(path, NAME, '', units, Grammar('plain'), settings)\n"
        "def splice(document, targets, *, force=False):\n"
        "    return Rendering('\\n'.join(targets.get(u.index, u.source) for u in document.units).encode())\n"
        "def skeleton(document):\n"
        "    return (len(document.units),)\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.plugged_in.cache_clear()
    yield
    plugins.plugged_in.cache_clear()
    sys.modules.pop("lines_format", None)


@pytest.mark.usefixtures("other_package")
def test_another_package_brings_a_format(tmp_path: Path) -> None:
    assert formats.for_path("a.md") is markdown
    assert set(formats.suffixes()) == {*FORMATS, ".lines", ".broken"}
    project = tmp_path / "project"
    (project / "source").mkdir(parents=True)
    (project / "source" / "a.lines").write_bytes(b"one\ntwo")
    (project / "workflow.yaml").write_text(
        "title: T\nsource_language: en\nlanguages: [es]\ndocuments: ['*.lines']\nlines: {comments: ';', tabs: 4, names: [a]}\n"
    )
    loaded = load(project)
    assert loaded.documents.paths() == ("a.lines",)
    document = loaded.parse("a.lines")
    assert document.layout == loaded.config.format_settings("a.lines")
    assert options(type(loaded.config.format_settings("a.lines"))) == {"comments": "#", "tabs": 8, "names": ()}
    assert loaded.config.sections["lines"] == {"comments": ";", "tabs": 4, "names": ("a",)}
    (project / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es]\nlines: {tabs: many}\n")
    with pytest.raises(ConfigError, match=r'workflow\.yaml:4: tabs: "many" must be a whole number\.'):
        load(project)
    assert formats.of(document).splice(document, {1: "dos"}).data == b"one\ndos"
    with pytest.raises(TypeError, match="unit 0 is not located by characters"):
        _ = document.units[0].span


@pytest.mark.usefixtures("other_package")
def test_a_format_that_cannot_be_loaded_stops_only_its_own_documents() -> None:
    assert "markdown" in formats.sections()
    with pytest.raises(
        DocumentError, match=r"The format 'broken' .* cannot be loaded: .* Update or remove the package"
    ):
        formats.for_path("a.broken")


@pytest.mark.parametrize("value", ["json", "workflow.formats.markdown.format:NAME", "no_such_package"])
def test_what_is_no_format_cannot_be_loaded(value: str) -> None:
    with pytest.raises(DocumentError, match=r"The format 'rst' .* cannot be loaded"):
        plugins.load(EntryPoint("rst", value, plugins.GROUP))
