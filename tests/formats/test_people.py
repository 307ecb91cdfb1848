"""What people write is put in, with other links and code if they want, unless it reaches beyond its unit. Machines are held to the tags."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.formats import FORMATS, refused
from workflow.formats.base import Rendering, TagChange
from workflow.model import Document

SOURCE = """\
# The guide

Press <kbd>Save</kbd>, run `make` and read [the docs](a.md) or ![a picture](p.png).[^1]

- `lock_api`,
- The flag `-x`
- See <https://example.org>

| one `x` | two |
|---|---|
| three | four |

<div>
Text in <b>a block</b>, raw.
</div>

> A quote with [a reference][r].

<p>Save <code>x</code></p>

Put {name} here.

[^1]: A note.

[r]: r.md
"""
MARKDOWN = FORMATS[".md"]
DOCUMENT = MARKDOWN.parse(SOURCE.encode())
SOURCES = {unit.source: unit.index for unit in DOCUMENT.units}
BUSY, CODE, FLAG, URL, CELL, BLOCK, QUOTE, HTML, HOLE = (
    SOURCES[text]
    for text in (
        "Press <kbd>Save</kbd>, run `make` and read [the docs](a.md) or ![a picture](p.png).[^1]",
        "`lock_api`,",
        "The flag `-x`",
        "See <https://example.org>",
        "one `x`",
        "Text in <b>a block</b>, raw.",
        "A quote with [a reference][r].",
        "Save <code>x</code>",
        "Put {name} here.",
    )
)


def spliced(index: int, text: str, *, by_person: bool = True) -> Rendering:
    return MARKDOWN.splice(DOCUMENT, {index: text}, people={index} if by_person else ())


def blocks(rendering: Rendering, document: Document = DOCUMENT) -> list[str]:
    """The block elements of the page."""
    page = MARKDOWN.page
    assert page is not None
    body = re.sub(r"<!--.*?-->", "", page(document, rendering, {}).body, flags=re.DOTALL)
    return re.findall(r"</?(?:h\d|p|ul|ol|li|table|t[rdh]|div|blockquote|pre|section)\b", body)


PUBLISHED = [
    (BUSY, "Pulse Guardar.", TagChange(("<kbd>", "1", "a.md", "make", "p.png"))),
    (FLAG, "La opción `-y`", TagChange(("-x",), ("-y",))),
    (FLAG, "La opción `-x`, es decir `-x`", TagChange(added=("-x",))),
    (FLAG, "La opción", TagChange(("-x",))),
    (FLAG, "La [opción](b.md) `-x`", TagChange(added=("b.md",))),
    (FLAG, "La [opción `-x`](b.md)", TagChange(added=("b.md",), moved=("-x",))),
    (FLAG, "La opción `-x` ![imagen](b.png)", TagChange(added=("b.png",))),
    (FLAG, "La opción `-x`[^1]", TagChange(added=("1",))),
    (FLAG, "La <mark>opción</mark> `-x`", TagChange(added=("<mark>",))),
    (FLAG, "La opción<br>`-x`", TagChange(added=("<br>",))),
    (FLAG, "La opción `-x` <!-- ojo -->", TagChange(added=("<!-- ojo -->",))),
    (URL, "Vea <https://ejemplo.org>", TagChange(("https://example.org",), ("https://ejemplo.org",))),
    (URL, "Véalo", TagChange(("https://example.org",))),
    (CELL, "uno", TagChange(("x",))),
    (BLOCK, "Texto", TagChange(("<b>",))),
    (QUOTE, "Una [cita](c.md)", TagChange(("r.md",), ("c.md",))),
    (HTML, "Guarde <code>y</code>", TagChange(("x",), ("y",))),
    (HOLE, "Ponga {nombre} aquí.", TagChange(("{name}",), ("{nombre}",))),
]  # fmt: skip


@pytest.mark.parametrize(("index", "text", "change"), PUBLISHED)
def test_a_person_may_change_inline_tags(index: int, text: str, change: TagChange) -> None:
    rendering = spliced(index, text)
    assert rendering.refused == {}
    found = rendering.changed[index]
    assert [sorted(each) for each in (found.missing, found.added, found.moved)] == [
        sorted(each) for each in (change.missing, change.added, change.moved)
    ]
    assert blocks(rendering) == blocks(MARKDOWN.splice(DOCUMENT, {}))
    assert index in spliced(index, text, by_person=False).refused
    assert index in refused(DOCUMENT, {index: text})


@pytest.mark.parametrize(
    ("index", "text"),
    [
        (BUSY, "Pulse <kbd>Guardar"),
        (BUSY, "Pulse <b>Guardar"),
        (BUSY, "Pulse <b>Guardar</i>"),
        (BUSY, "Pulse Guardar</div>"),
        (BUSY, "Pulse </p> Guardar"),
        (BUSY, "Pulse <div>Guardar</div>"),
        (BUSY, "Pulse <script>guardar</script>"),
        (BUSY, "Pulse <style>"),
        (CELL, "uno <td> dos"),
        (BLOCK, "Texto <b>sin cerrar"),
        (BLOCK, "Texto </div> fuera"),
        (BLOCK, "Texto <!-- fuera"),
        (BLOCK, "Texto <!-- <li>"),
        (BLOCK, "Texto <p>otro</p>"),
        (BLOCK, 'Texto <a href="fuera'),
        (HTML, "Guarde </p> fuera"),
    ],
)
def test_what_reaches_beyond_the_unit_is_refused(index: int, text: str) -> None:
    rendering = spliced(index, text)
    assert list(rendering.refused) == [index]
    assert rendering.text == SOURCE


@pytest.mark.parametrize(
    ("index", "text"),
    [
        (CODE, "`lock_api`"),
        (FLAG, "`-x`"),
        (CELL, "`x`"),
        (URL, "<https://example.org>"),
        (BLOCK, "<b>bloque</b>"),
        (HTML, "<code>x</code>"),
    ],
)
@pytest.mark.parametrize("by_person", [True, False])
def test_a_translation_may_have_no_words(index: int, text: str, by_person: bool) -> None:
    rendering = spliced(index, text, by_person=by_person)
    assert (rendering.refused, rendering.changed) == ({}, {})
    assert rendering.texts == {index: text}


def test_a_plain_text_has_addresses_and_placeholders_only() -> None:
    plain = FORMATS[".txt"]
    document = plain.parse(b"See https://example.org, {name}.\n\n* One thing 12\n\nThe end.\n")
    rendering = plain.splice(document, {0: "Vea {nombre}.", 1: "12", 2: "---"}, people={0, 1, 2})
    assert rendering.changed[0] == TagChange(("https://example.org", "{name}"), ("{nombre}",))
    assert 0 not in rendering.refused and 1 not in rendering.refused


PIECES = (
    *("palabra", "`código`", "[enlace](x.md)", "![imagen](y.png)", "[^1]", "<b>", "</b>", "<kbd>", "</kbd>", "<div>", "</div>"),
    *("</p>", "<!--", "-->", "<br>", "<li>", "</li>", "|", "\n", "\n\n", "#", "- ", "> ", "```", "[r]", "[x]: y", "<a href=", '"'),
    *("{name}", "<script>", "</script>", "&lt;", "\\", "*", "**", "$", "<td>", "{#id}", "<https://a.org>"),
)  # fmt: skip


@given(st.integers(0, len(DOCUMENT.units) - 1), st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
def test_whatever_a_person_writes_the_rest_of_the_page_stays(index: int, pieces: list[str]) -> None:
    rendering = spliced(index, " ".join(pieces))
    assert blocks(rendering) == blocks(MARKDOWN.splice(DOCUMENT, {}))
    span, own = rendering.spans[index], DOCUMENT.units[index].span
    assert rendering.text[: span.start] == SOURCE[: own.start]
    assert rendering.text[span.end :] == SOURCE[own.end :]


@pytest.mark.parametrize("source", ["![A pier](a.png)", "[![A pier](a.png)](b.md)", "# ![A pier](a.png)"])
@pytest.mark.parametrize("target", ["El `muelle`", 'El <b id="x">muelle</b>'])
def test_an_alternative_text_may_have_other_tags(source: str, target: str) -> None:
    document = MARKDOWN.parse(source.encode())
    rendering = MARKDOWN.splice(document, {0: target}, people={0})
    assert rendering.text == source.replace("A pier", target)
    assert list(rendering.changed) == [0]
    assert list(MARKDOWN.splice(document, {0: target}).refused) == [0]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("## Set up\n", "Preparación {#preparacion}", "## Preparación\n"),
        ("## Set up {#set-up .x}\n", "Preparación {#set-up}", "## Preparación {#set-up .x}\n"),
        ("Set up\n------\n", "Preparación {: #otra }", "Preparación\n------\n"),
        ("## Set {#up} it\n", "{#up}", "## {#up&#125;\n"),
        ("Text\n", "Texto {#a}", "Texto {#a}\n"),
    ],
)
def test_an_anchor_that_was_copied_into_a_heading_is_left_out(source: str, target: str, expected: str) -> None:
    assert MARKDOWN.splice(MARKDOWN.parse(source.encode()), {0: target}, people={0}).text == expected
