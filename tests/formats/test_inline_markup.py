"""Translations put into Markdown: links by what they lead to, emphasis that comes out, labels of keys."""

import re
from dataclasses import replace

import pytest

from workflow.formats import markdown
from workflow.formats.base import Rendering
from workflow.model import Document

DEFINITIONS = '\n\n[our rules]: rules.html\n[b c]: /b "Title"\n[logo]: logo.png\n'


def put(source: str, target: str) -> tuple[Document, Rendering, str]:
    """The document, its rendering, and the first unit as written."""
    document = markdown.parse((source + DEFINITIONS).encode())
    rendering = markdown.splice(document, {0: target})
    span = rendering.spans[0]
    return document, rendering, rendering.text[span.start : span.end]


# Links

LABEL = "See [our rules] now."
BOTH = "See [our rules] and [b c]."
FULL = "See [the text][our rules]."
INLINE = 'See [the text](rules.html "Tip").'


@pytest.mark.parametrize(
    ("source", "target", "written"),
    [
        (LABEL, "Ver [nuestras reglas][our rules].", None),
        (LABEL, "Ver [nuestras reglas](rules.html).", None),
        (LABEL, 'Ver [nuestras reglas](<rules.html> "Reglas").', None),
        (LABEL, "Ver [our rules].", None),
        (LABEL, "Ver [OUR  Rules].", None),
        (LABEL, "Ver [our rules][].", None),
        (LABEL, "Ver [nuestras reglas].", "Ver [nuestras reglas][our rules]."),
        (LABEL, "Ver [nuestras reglas][].", "Ver [nuestras reglas][our rules]."),
        (LABEL, "Ver [reglas][nuestras reglas].", "Ver [reglas][our rules]."),
        (LABEL, "Ver [our rules] [sic].", None),
        (BOTH, "Ver [b c] y [our rules].", None),
        (BOTH, "Ver [be ce](/b) y [reglas].", "Ver [be ce](/b) y [reglas][our rules]."),
        (BOTH, "Ver [reglas] y [be ce].", "Ver [reglas][our rules] y [be ce][b c]."),
        (BOTH, 'Ver [be](/b "Título") y [reglas](rules.html).', None),
        ("[sic] See [our rules].", "[así] Ver [reglas].", "[así] Ver [reglas][our rules]."),
        (FULL, "Ver [el texto](rules.html).", None),
        (FULL, "Ver [our rules].", None),
        (FULL, "Ver [el texto].", "Ver [el texto][our rules]."),
        (FULL, "Ver [el texto][nuestras reglas].", "Ver [el texto][our rules]."),
        (FULL, "Ver [el texto][Our Rules].", None),
        (INLINE, "Ver [el texto](rules.html 'Consejo').", None),
        (INLINE, "Ver [el texto][our rules].", None),
        (INLINE, "Ver [our rules].", None),
        ("See <https://a.example/x>.", "Ver [esto](https://a.example/x).", None),
        ("Ask <me@a.example>.", "Pregunte [aquí](mailto:me@a.example).", None),
        ("See [a](<x y.html>).", "Ver [a](x%20y.html).", None),
        ("See [a](x.html?a=1&b=2).", "Ver [a](x.html?a=1&amp;b=2).", None),
        ("A ![logo] and ![x][logo].", "Un ![logotipo] y ![x][logo].", "Un ![logotipo][logo] y ![x][logo]."),
        ("A ![logo] here.", "Un ![logotipo](logo.png).", None),
    ],
)
def test_links_are_compared_by_what_they_lead_to(source: str, target: str, written: str | None) -> None:
    document, rendering, raw = put(source, target)
    assert not rendering.refused
    assert raw == (written or target)
    assert document.grammar.verify(document.units[0].source, target) is None
    assert markdown.skeleton(markdown.parse(rendering.data)) == markdown.skeleton(document)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (LABEL, "Ver las reglas."),
        (LABEL, "Ver [nuestras reglas](otras.html)."),
        (LABEL, "Ver [nuestras reglas][b c]."),
        (LABEL, "Ver \\[nuestras reglas\\]."),
        (LABEL, "Ver [reglas] y [sic]."),
        (LABEL, "Ver [reglas](rules.html) y [más](rules.html)."),
        (BOTH, "Ver [reglas][b c] y [be ce](/b)."),
        (INLINE, "Ver [el texto](tips.html 'Consejo')."),
        ("A ![logo] here.", "Un [logotipo](logo.png)."),
    ],
)
def test_a_link_to_another_place_is_another_link(source: str, target: str) -> None:
    document, rendering, _ = put(source, target)
    assert rendering.refused
    assert document.grammar.verify(document.units[0].source, target) is not None


def test_a_title_is_not_dropped_by_a_machine() -> None:
    document, rendering, _ = put(INLINE, "Ver [el texto](rules.html).")
    assert not rendering.refused
    assert (
        document.grammar.verify(INLINE, "Ver [el texto](rules.html).")
        == "the title of the link to rules.html is missing"
    )


# Emphasis

STRONG = "the **new guide** here"


def body(source: str, target: str, index: int = 0) -> str:
    document = markdown.parse(source.encode())
    rendering = markdown.splice(document, {index: target})
    assert not rendering.refused
    assert not rendering.visible_marks
    return markdown.page(document, rendering, {}).body


@pytest.mark.parametrize(
    ("source", "target", "page"),
    [
        (STRONG, "まず**「新しいガイド」**を", "<p>まず「<strong>新しいガイド</strong>」を</p>"),
        (STRONG, "その**5%**だ", "<p>その<strong>5%</strong>だ</p>"),
        (f"# {STRONG}", "その**5%**だ", "その<strong>5%</strong>だ</h1>"),
        (f"| {STRONG} |\n|---|", "その**5%**だ", "<th>その<strong>5%</strong>だ</th>"),
        (f"- {STRONG}", "**Guía ** nueva", "<li><strong>Guía</strong> nueva</li>"),
        (f"> {STRONG}", "** guía** nueva", "<p><strong>guía</strong> nueva</p>"),
        (f'!!! note "{STRONG}"\n    x', "その**5%**だ", "その<strong>5%</strong>だ</p>"),
        (f"::: note {STRONG}\nx\n:::", "その**5%**だ", "その<strong>5%</strong>だ</p>"),
        ("a  \n**b** c", "x\n**「y」**z", "<p>x<br />\n「<strong>y</strong>」z</p>"),
        ("**a** b", "<b>x</b> **「y」**z", None),
        (STRONG, "guía nueva", "<p>guía nueva</p>"),
        ("*Prices*", "* Precios*", "<p><em>Precios</em></p>"),
        (f"![{STRONG}](x)", "まず**「ガイド」**を", 'alt="まず「ガイド」を"'),
    ],
)
def test_emphasis_comes_out_on_the_page(source: str, target: str, page: str | None) -> None:
    if page is None:
        document = markdown.parse(source.encode())
        assert markdown.splice(document, {0: target}).refused
    else:
        assert page in body(source, target)


def test_where_marks_are_characters_they_stay_and_are_reported_if_new() -> None:
    text = '---\ntitle: A **b** c\n---\n\n<div>A <strong>b</strong> c</div>\n\n![](x "A b c")\n'
    document = markdown.parse(text.encode())
    rendering = markdown.splice(document, {0: "A **「x」**y", 1: "A **「x」**y", 2: "A **「x」**y"})
    assert rendering.visible_marks == {1: ("**", "**"), 2: ("**", "**")}
    assert rendering.text.count("A **「x」**y") == 3


def test_marks_that_show_are_reported() -> None:
    document = markdown.parse(f"{STRONG}\n\nOther.\n".encode())
    rendering = markdown.splice(document, {0: "la **guía nueva", 1: "Otro ** texto**."})
    assert rendering.visible_marks == {0: ("**",), 1: ("**",)}
    assert rendering.text == "la **guía nueva\n\nOtro ** texto**.\n"
    assert document.grammar.verify("Other.", "Otro ** texto**.") == "** would show as characters"


def test_the_source_itself_is_never_rewritten() -> None:
    text = "まず**「新しい」**を **unclosed *text\n\n**[x](y)**z\n"
    document = markdown.parse(text.encode())
    own = {unit.index: unit.source for unit in document.units}
    assert markdown.splice(document, own, force=True).text == text
    assert not markdown.splice(document, own, force=True).visible_marks


@pytest.mark.parametrize("name", ["strong", "em", "del"])
def test_emphasis_in_html_may_be_dropped_and_must_end(name: str) -> None:
    document = markdown.parse(f"A <{name}>new</{name}> guide.\n".encode())
    assert not markdown.splice(document, {0: "Una guía."}).refused
    assert not markdown.splice(document, {0: f"<{name}>Una</{name}> guía."}).refused
    assert markdown.splice(document, {0: f"<{name}>Una guía."}).refused
    assert markdown.splice(document, {0: f"Una</{name}> guía."}).refused


def test_marks_around_tags_keep_the_tags_in_their_links() -> None:
    document = markdown.parse(b"**[a `b`](c)** d\n")
    rendering = markdown.splice(document, {0: "その**[a `b`](c)**だ"})
    assert not rendering.refused
    again = markdown.parse(rendering.data)
    assert markdown.skeleton(again) == markdown.skeleton(document)
    assert replace(again.units[0], source="") == replace(document.units[0], source="", locator=again.units[0].locator)
    assert re.search("<strong>.*</strong>", rendering.text)


@pytest.mark.parametrize(
    "source",
    [
        "Text <!-- one --> <!-- two -->",
        "- Text <!-- one -->\n  <!-- two -->\n  <!-- three -->",
        "> Text <!-- a remark\n> in two lines --> and <span\n> class='x'>more</span>.",
    ],
)
def test_comments_and_tags_over_several_lines_refuse_no_translation(source: str) -> None:
    document = markdown.parse(source.encode())
    rendering = markdown.splice(document, {0: document.units[0].source.replace("Text", "Texto")})
    assert not rendering.refused
    assert "Texto" in rendering.text
