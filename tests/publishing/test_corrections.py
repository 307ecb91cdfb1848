"""Links from passages to their entries (`edit_url: {passage: …}`)."""

import re
import zipfile
from pathlib import Path

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow import catalogs
from workflow.errors import ConfigError
from workflow.project import load
from workflow.project.addresses import UnitFinder
from workflow.publishing import publish
from workflow.publishing.corrections import with_corrections
from workflow.publishing.ui_catalogs import interface

LINES = "edit_url: {passage: 'https://example.org/{path}#L{line}'}\n"
LINK = re.compile(r'<a class="correct" href="([^"]*)" rel="nofollow" title="([^"]*)"(?: lang="(\w+)")?></a>')
TEXTS = """\
# Oars & ropes

- one **thing**
- two

| a | b |
|---|---|
| c | "quotes" |

> A quote, ![a boat](images/boat.svg "Boat")

```
code
```
"""


def links(made: Small, path: str) -> list[str]:
    return [match[1] for match in LINK.finditer(made.page(path))]


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = small(tmp_path, CONFIG + LINES)
    made.write("source/index.md", TEXTS)
    made.translate("es", "index.md", {"Oars & ropes": ("Remos", "draft"), "two": "dos"})
    return made


def test_each_passage_of_a_translation_leads_to_its_entry(river: Small) -> None:
    publish(river.project)
    catalog = catalogs.read(river.project.catalog_path("es", "index.md"))
    lines = {entry.msgid: entry.line for entry in catalog.live}
    shown = ("Oars & ropes", "one **thing**", "two", "a", "b", "c", '"quotes"')
    quote = next(msgid for msgid in lines if msgid.startswith("A quote"))
    assert links(river, "es/index.html") == [
        f"https://example.org/locales/es/LC_MESSAGES/index.po#L{lines[msgid]}" for msgid in (*shown, quote)
    ]
    page = river.page("es/index.html")
    assert "data-unit" not in page
    assert re.search(r"<span>dos<a class=\"correct\"[^>]*></a></span>", page)
    assert '<input type="checkbox" id="edition:corrections"' in page
    # Its title is in Spanish, also behind a passage that is in English.
    found = {match[3] for match in LINK.finditer(page) if match[2] == "Corregir este pasaje"}
    assert found == {None, "es"}


def test_there_are_none_where_nothing_is_translated(river: Small) -> None:
    publish(river.project)
    for path in ("en/index.html", "ar/index.html", "es/guide.html"):  # the source; no catalogs
        assert links(river, path) == [] and "edition:corrections" not in river.page(path)


def test_without_the_setting_nothing_of_it_is_on_a_page(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + "edit_url: https://example.org/{path}\n")
    publish(river.project)
    page = river.page("es/index.html")
    assert "correct" not in page.replace("Correct", "") and "data-unit" not in page and 'class="edit"' in page


def test_what_a_pattern_can_have(river: Small) -> None:
    river.write(
        "workflow.yaml",
        CONFIG
        + "edit_url:\n  passage: mailto:ann@example.org?subject={address}&body={text}&l={language}&d={document}&p={path}\n",
    )
    river.translate("es", "index.md", {})
    publish(river.project)
    found = links(river, "es/index.html")
    address = re.search(r"subject=([^&]*)", found[0])
    assert address is not None and re.fullmatch(r"es%3Aindex%23[0-9a-f]{8}", address[1])
    unit = UnitFinder(river.project).find(address[1].replace("%3A", ":").replace("%23", "#"))
    assert unit.entry.msgid == "Oars & ropes"
    rest = "l=es&amp;d=index.md&amp;p=locales/es/LC_MESSAGES/index.po"
    assert found[0].endswith(f"&amp;body=Oars%20%26%20ropes&amp;{rest}")
    assert found[6].endswith(f"&amp;body=quotes&amp;{rest}")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Short.", "Short."),
        ("word " * 30, ("word " * 12).strip()),
        ("x" * 80, "x" * 60),
        ('He said "no" twice.', "He said"),
        ("one\\\ntwo", "one"),
        ("字" * 70, "字" * 60),
    ],
)
def test_the_text_is_what_a_search_finds(river: Small, source: str, text: str) -> None:
    from urllib.parse import unquote

    river.write("workflow.yaml", CONFIG + "edit_url: {passage: 'https://example.org/?q={text}'}\n")
    river.write("source/index.md", f"{source}\n")
    river.translate("es", "index.md", {})
    publish(river.project)
    assert [unquote(one.partition("?q=")[2]) for one in links(river, "es/index.html")] == [text]
    assert text in source.strip()


def test_a_withheld_document_has_none(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + LINES + "publish: {complete_only: true}\n")
    publish(river.project)
    assert links(river, "es/index.html") == []


def test_books_and_localized_documents_know_nothing_of_them(river: Small) -> None:
    river.write("workflow.yaml", CONFIG + LINES + "output: [html, source, epub]\n")
    publish(river.project)
    with zipfile.ZipFile(river.root / "editions/epub/es.epub") as book:
        assert not [
            name for name in book.namelist() if b"data-unit" in book.read(name) or b"correct" in book.read(name)
        ]
    assert b"data-unit" not in river.tree()["source/es/index.md"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p data-unit="1">a</p>', "<p>a@</p>"),
        ('<p class="x" data-unit="1" lang="en">a</p>', '<p class="x" lang="en">a@</p>'),
        ('<p title="a > b" data-unit="1">a</p>', '<p title="a > b">a@</p>'),
        ('<span data-unit="1">a<span>b</span>c</span> d', "<span>a<span>b</span>c@</span> d"),
        ('<p data-unit="1">a<p data-unit="2">b</p>', "<p>a<p>b@</p>"),  # never closed, in HTML that is trusted
        ('<p data-unit="7">a</p><p data-unit="">b</p>', "<p>a</p><p>b</p>"),
        ('<img src="a.png" data-unit="1"><pre data-unit="2">x</pre>', '<img src="a.png"><pre>x</pre>'),
        ('<summary data-unit="1">x</summary>', "<summary>x</summary>"),
        (
            '<summary>a<span data-unit="1">x</span></summary><p data-unit="2">y</p>',
            "<summary>a<span>x</span></summary><p>y@</p>",
        ),
        ('<p><a href="u"><span data-unit="1">x</span></a></p>', '<p><a href="u"><span>x</span></a></p>'),
        ('<p data-unit="1"><a href="u">x</a></p>', '<p><a href="u">x</a>@</p>'),
    ],
)
def test_where_a_link_stands(body: str, expected: str) -> None:
    found = with_corrections(body, {1: "u:1", 2: "u:2"}, interface("es"))
    assert re.sub(r'<a class="correct"[^>]*></a>', "@", found) == expected


@pytest.mark.parametrize(
    "value",
    [
        "{page: 'https://e.org/{line}'}",
        "{passage: 'https://e.org/{liine}'}",
        "{passages: 'https://e.org/'}",
        "{passage: 'javascript:{text}'}",
    ],
)
def test_patterns_are_checked(river: Small, value: str) -> None:
    river.write("workflow.yaml", CONFIG + f"edit_url: {value}\n")
    with pytest.raises(ConfigError, match=r"workflow\.yaml:4: .*edit_url"):
        load(river.root)
