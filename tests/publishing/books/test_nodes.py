"""Trees of sanitised HTML: nothing is lost, and what is written is XML."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.publishing.books.conforming import conform
from workflow.publishing.books.nodes import flat, parse, serialised, xml_id, xml_text
from workflow.publishing.sanitising import sanitised

PIECES = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<span>",
            "</span>",
            "<ul>",
            "<li>",
            "</ul>",
            "<ol>",
            "</li>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<caption>",
            "<tfoot>",
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<em>",
            "</em>",
            "<a>",
            "</a>",
            "<a\thref='#x'>",
            "<h1>",
            "</h1>",
            "<ruby>",
            "<rt>",
            "</ruby>",
            "<figure>",
            "<figcaption>",
            "</figure>",
            "<details>",
            "<summary>",
            "</details>",
            "<math>",
            "<mfrac>",
            "<mi>",
            "</math>",
            "<img\tsrc='a.png'>",
            "<br>",
            "<hr>",
            "<video>",
            "<source\tsrc='b'>",
            "</video>",
            "<pre>",
            "</pre>",
            "<blockquote>",
            "<section>",
            "<header>",
            "<time>",
            "<bdo>",
            "&amp;",
            "&nbsp;",
            "\x01",
            "word",
            "x1",
            "]]>",
            "<!--c-->",
            "<b\tid='1:a'>",
            "<i\tid='1:a'>",
        ]
    ),
    max_size=30,
)


@settings(max_examples=120)
@given(PIECES)
def test_any_html_becomes_well_formed_and_keeps_its_words(pieces: list[str]) -> None:
    body = "".join(piece.replace("\t", " ") for piece in pieces)
    root = parse(sanitised(body))
    before = flat(root).replace(" ", "")
    ids = conform(root)
    written = serialised(root)
    tree = ElementTree.fromstring(written)
    found = [node.attrib["id"] for node in tree.iter() if "id" in node.attrib]
    assert len(found) == len(set(found)) and set(found) == ids
    if not any(name in body for name in ("<math", "<table", "<video")):  # which may have words where nothing shows them
        assert "".join("".join(tree.itertext()).split()) == before.replace("\u00a0", "")


@settings(max_examples=60)
@given(st.text(max_size=12), st.text(max_size=12))
def test_ids_differ_as_anchors_do(one: str, other: str) -> None:
    assert (xml_id(one) == xml_id(other)) == (one == other)
    ElementTree.fromstring(f'<a id="{xml_id(one)}"/>')
    assert ":" not in xml_id(one) and not xml_id(one)[:1].isdigit()


def test_a_plain_anchor_stays() -> None:
    assert xml_id("the-2nd.part_1") == "the-2nd.part_1"
    assert xml_id("x-ray") != "x-ray"  # the prefix of those that are written otherwise


def test_deep_nesting_is_cut_and_its_text_stays() -> None:
    root = parse("<div>" * 3000 + "deep" + "</div>" * 3000 + "<p>after</p>")
    assert [child.name for child in root.nodes] == ["div", "p"]
    assert flat(root) == "deepafter"
    assert serialised(root).count("<div>") < 100


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffeb", "a\ud800b"])
def test_characters_that_xml_does_not_allow_are_left_out(text: str) -> None:
    assert xml_text(text) == "ab"


def test_controls_between_words_become_spaces() -> None:
    assert xml_text("a\x0bb\x0cc") == "a b c"
