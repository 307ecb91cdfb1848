"""Raw HTML: tags with offsets, runs of text between block elements, what is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.html import attributes_in, tag, tokens, without_controls


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.source) for unit in parsed(text).units]


@given(text=st.text(alphabet="<>/!-=\"' \nabp[]?CDATA"))
def test_tokens_have_no_gaps(text: str) -> None:
    found = list(tokens(text))
    assert "".join(token.raw for token in found) == text
    assert all(text[token.start : token.end] == token.raw for token in found)


@given(
    text=st.lists(
        st.sampled_from(
            [
                "<a",
                "<p>",
                "</a ",
                "</p>",
                "<br/>",
                ' href="x"',
                " href=y",
                " title='<b href=z>'",
                ">",
                "<!--",
                "-->",
                "a < b",
                "<?",
                '"',
            ]
        )
    ).map("".join)
)
def test_attributes_are_those_of_the_tags(text: str) -> None:
    expected = [
        (token.start, attribute)
        for token in tokens(text)
        if token.tag is not None and not token.tag.closing
        for attribute in token.tag.attributes
        if attribute.name == "href" and attribute.value
    ]
    assert [found for found in attributes_in(text, frozenset({"href"})) if found[1].value] == expected


def test_attributes_know_their_place() -> None:
    raw = "<IMG\n src=a.png alt = \"A > b\" title='' aria-label='é &amp;' hidden placeholder=x/>"
    found = tag(raw)
    assert found is not None
    assert (found.name, found.closing, found.empty) == ("img", False, True)
    assert {each.name: each.value for each in found.attributes} == {
        **{"src": "a.png", "alt": "A > b", "title": "", "aria-label": "é &", "hidden": "", "placeholder": "x/"}
    }
    assert [raw[each.start : each.end] for each in found.readable] == ["A > b", "é &amp;", "x/"]
    assert found.skeleton == "<img src=a.png alt = \"\" title='' aria-label='' hidden placeholder=>"


@pytest.mark.parametrize("raw", ["<!-- a -->", "<!DOCTYPE html>", "text", "<", "<?php ?>"])
def test_what_is_no_tag(raw: str) -> None:
    assert tag(raw) is None


def test_long_unclosed_tags_take_no_time() -> None:
    assert len(list(tokens("<a " + 'b="c" \'' * 20_000))) == 1


def test_many_comments_take_no_time() -> None:
    assert units("<!-- a -->" * 2_000 + "x\n") == [("html", "x")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h2>A</h2>\n<p>B <b>c</b><br>d</p>\n", [("heading", "A"), ("paragraph", "B <b>c</b><br>d")]),
        ("<br>\nA\n<br>\n", [("html", "A")]),
        ("<a href=x>\nA</a>\n", [("html", "A")]),
        ('<a href=x><img src=y alt="A" title="B"></a>\n', [("alt text", "A"), ("attribute", "B")]),
        ('<div>A <img alt="b"> c</div>\n', [("html", 'A <img alt="b"> c')]),
        (
            "<table><caption>A</caption><tr><th>B<td>C</table>\n",
            [("caption", "A"), ("table cell", "B"), ("table cell", "C")],
        ),
        ("<dl><dt>A<dd>B</dl>\n", [("term", "A"), ("definition", "B")]),
        ("<div>\n  日本\n  語\n</div>\n", [("html", "日本語")]),
        ("> <p>A\n> b</p>\n", [("paragraph", "A b")]),
        ("<p>A <code>x</code></p>\n<p><code>y</code></p>\n", [("paragraph", "A <code>x</code>")]),
        ("<p>A <span translate=no>x</span></p>\n", [("paragraph", "A <span translate=no>x</span>")]),
        ("<div translate='no'>\n\nMarkdown *too*\n\n</div>\n\nA\n", [("paragraph", "A")]),
        ("<div translate='no'>\n\nnever closed\n", [("paragraph", "never closed")]),
        ("<!-- c --> A <!-- d -->\n", [("html", "A")]),
        ("<p>A<!-- c -->b</p>\n", [("paragraph", "A<!-- c -->b")]),
        ("<p>1 < 2 & 3\n", [("paragraph", "1 < 2 & 3")]),
        ('<div title="a\n', []),
        ("<?php echo 'x' ?>\n\n<![CDATA[ x ]]>\n\n<!DOCTYPE html>\n", []),
        ("<details><summary>A\n\nB\n</details>\n", [("html", "A"), ("paragraph", "B")]),
        ("- <p>A</p>\n\n  <p>B</p>\n", [("paragraph", "A"), ("paragraph", "B")]),
        ("| <img alt='A'> | b |\n|-|-|\n", [("alt text", "A"), ("table cell", "b")]),
    ],
)
def test_what_is_offered(text: str, expected: list[tuple[str, str]]) -> None:
    assert units(text) == expected


def test_attributes_are_written_in_their_quotes() -> None:
    document = parsed("| <img alt='A' title=b aria-label=\"C\"> | ![d](e 'f') |\n|-|-|\n")
    rendering = markdown.splice(document, dict(enumerate(["it's |", "x y", 'a "b"', "p | q", "r | 's'"])))
    assert rendering.text.splitlines()[0] == (
        "| <img alt='it&#39;s &#124;' title=x&#32;y aria-label=\"a &quot;b&quot;\"> | ![p \\| q](e 'r \\| \\'s\\'') |"
    )
    assert rendering.refused == {}


def test_headings_in_html_are_in_the_path() -> None:
    document = parsed("<h1>A</h1>\n\nb\n\n<h2>C</h2>\n<p>d</p>\n")
    assert [unit.heading_path for unit in document.units] == [(), ("A",), ("A",), ("A", "C")]


def test_controls_between_words_become_spaces() -> None:
    assert without_controls("One\vTwo\fthree\x85four f\x01ive\n\tsix") == "One Two three four five\n\tsix"
