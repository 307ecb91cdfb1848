"""Plain text from the file to the page: init finds it, extract reads it, a person translates it, publish shows it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.formats.documents import FIXTURES
from tests.formats.translators import benign
from workflow import catalogs
from workflow.extraction import extract
from workflow.init import propose, start
from workflow.inline_tags import Grammar
from workflow.model import Catalog, Kind
from workflow.project import Project, load
from workflow.publishing import publish

ARTICLE = (FIXTURES / "ferry.txt").read_bytes()


def project(root: Path, files: dict[str, bytes], config: str = "") -> Project:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    if config:
        (root / "workflow.yaml").write_text(f"title: T\nsource_language: en\nlanguages: [es]\n{config}")
        return load(root)
    found = propose(root)
    start(root, title="Harbour wire", source_language="en", languages=["es"], source=found.source)
    return load(root)


def translate(made: Project, document: str) -> None:
    """Every letter of every unit in upper case, as a person would write it."""
    units = {unit.key: unit for unit in made.parse(document).units}

    def put(catalog: Catalog) -> Catalog:
        entries = (
            replace(each, msgstr=(benign(units[each.key], Grammar("plain"), turn=str.upper),))
            for each in catalog.entries
        )
        return replace(catalog, entries=tuple(entries))

    catalogs.update(made.catalog_path("es", document), put)


def test_a_wire_article(tmp_path: Path) -> None:
    made = project(tmp_path, {"wire/ferry.txt": ARTICLE})
    assert (made.config.source, made.documents.paths()) == ("wire", ("ferry.txt",))
    extract(made)
    translate(made, "ferry.txt")
    publication = publish(made)
    assert not publication.findings
    assert (made.layout.editions / "source/en/ferry.txt").read_bytes() == ARTICLE
    assert (made.layout.editions / "source/es/ferry.txt").read_bytes() == (FIXTURES / "ferry.upper.txt").read_bytes()
    page = (made.layout.editions / "html/es/ferry.html").read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", main) == ["FERRY CREWS WALK OFF FOR A SECOND DAY AS TALKS STALL"]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", main) == ["COMMUTERS LOOK FOR ANOTHER WAY", "WHAT HAPPENS NEXT"]
    assert len(re.findall(r"<p[ >]", main)) >= 14
    assert '<a href="https://buses.sandhaven.example/strike"' in main
    assert "<title>FERRY CREWS WALK OFF" in page


def test_names_and_headings_reach_the_translators(tmp_path: Path) -> None:
    made = project(tmp_path, {"wire/ferry.txt": ARTICLE})
    extract(made)
    entry = next(e for e in catalogs.read(made.catalog_path("es", "ferry.txt")).live if e.msgid.startswith("Commuters"))
    assert any(Kind.HEADING.value in line for line in entry.extracted)


def test_every_suffix_that_init_finds_is_a_document(tmp_path: Path) -> None:
    made = project(
        tmp_path, {f"docs/{name}": b"Hello there.\n" for name in ("a.md", "b.markdown", "c.txt", "robots.txt")}
    )
    assert made.documents.paths() == ("a.md", "b.markdown", "c.txt")


def test_texts_for_programs_make_no_source_folder(tmp_path: Path) -> None:
    assert propose(tmp_path).documents == 0
    for name in ("requirements.txt", "requirements-dev.txt", "CMakeLists.txt", "LICENSE.txt", "public/robots.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x\n")
    assert propose(tmp_path).documents == 0


INDEX = b"# Walks\n\nTake [the walk](walk.txt), mind [the license](LICENSE.txt).\n"


def test_a_linked_download_stays_one_where_documents_do_not_list_it(tmp_path: Path) -> None:
    files = {"source/index.md": INDEX, "source/walk.txt": b"Turn left.\n", "source/LICENSE.txt": b"MIT\n"}
    made = project(tmp_path, files, 'documents: ["**/*.md"]\n')
    assert made.documents.paths() == ("index.md",)
    extract(made)
    publish(made)
    assert (made.layout.editions / "html/assets/walk.txt").read_bytes() == b"Turn left.\n"
    assert (made.layout.editions / "html/assets/LICENSE.txt").read_bytes() == b"MIT\n"
    for language in ("en", "es"):
        assert 'href="../assets/walk.txt"' in (made.layout.editions / f"html/{language}/index.html").read_text(
            encoding="utf-8"
        )
    assert made.catalog_path("es", "index.md").name == "index.po"


def test_where_they_list_it_the_link_leads_to_its_page(tmp_path: Path) -> None:
    files = {"source/index.md": INDEX, "source/walk.txt": b"Turn left.\n", "source/LICENSE.txt": b"MIT\n"}
    made = project(tmp_path, files, "offline: true\n")
    assert made.documents.paths() == ("index.md", "walk.txt")
    extract(made)
    publish(made)
    assert 'href="walk.html"' in (made.layout.editions / "html/es/index.html").read_text(encoding="utf-8")
    assert (made.layout.editions / "html/assets/LICENSE.txt").read_bytes() == b"MIT\n"


def test_a_text_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    from workflow.errors import DocumentError

    made = project(tmp_path, {"source/a.txt": "Un café.\n".encode("latin-1")}, "offline: true\n")
    with pytest.raises(DocumentError, match=re.escape(str(tmp_path / "source/a.txt") + ":1: byte 0xe9 is not UTF-8")):
        made.parse("a.txt")
