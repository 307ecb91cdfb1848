"""Admonitions and ``:::`` containers in the event stream, with offsets into the text as it is in the file."""

import pytest
from hypothesis import given

from tests.formats.documents import markdown_texts
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.markdown.events import Container, Event, events

ALL = MarkdownSettings(math=True, definition_lists=True)


def outline(text: str, settings: MarkdownSettings = ALL) -> str:
    """The blocks and texts of a document: ``Container(note "Title" | Paragraph(…))``."""
    parts: list[str] = []
    for event in events(text, settings):
        if event.type == "start":
            container = event.value
            name = f"{container.style} {' '.join(container.classes)}" if event.name == "Container" else event.name
            parts.append(f"{name}(")
        elif event.type == "end":
            parts.append(")")
        elif event.name in ("Text", "Html"):
            parts.append(f"{text[event.start : event.end].strip()} ")
    return "".join(parts).replace(" )", ")").replace(")", ") ").replace(" )", ")").strip()


def containers(text: str) -> list[Container]:
    return [event.value for event in events(text, ALL) if event.name == "Container" and event.type == "start"]


def test_admonition() -> None:
    text = 'a\n!!! note inline "T *b*"\n    c\n\n        code\n\n    - d\ne\n'
    assert outline(text) == (
        "Paragraph(a) admonition note inline(ContainerTitle(T Emphasis(b)) Paragraph(c) CodeBlock(code) List(Item(d)))"
        " Paragraph(e)"
    )
    (container,) = containers(text)
    assert text[container.start : container.end].startswith("!!! note")
    assert text[container.start : container.end].endswith("- d\n")
    assert container.title is not None
    assert text[container.title.start : container.title.end] == "T *b*"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!!! tip\n\tTab\n", "admonition tip(Paragraph(Tab))"),
        ("??? tip\n    x\n", "details tip(Paragraph(x))"),
        ('!!! tip "Only a title"\n', "admonition tip(ContainerTitle(Only a title))"),
        ('!!! tip ""\n    x\n', "admonition tip(Paragraph(x))"),
        ("!!! tip\n", "Paragraph(!!! tip)"),
        ("!!! What a day.\n    x\n", "Paragraph(!!! What a day. x)"),
        ("> !!! tip\n>     x\n>\n> y\n", "BlockQuote(admonition tip(Paragraph(x)) Paragraph(y))"),
        (
            "- a\n\n    !!! tip\n        x\n\n- b\n",
            "List(Item(Paragraph(a) admonition tip(Paragraph(x))) Item(Paragraph(b)))",
        ),
        ("!!! a\n    !!! b\n        x\n    y\n", "admonition a(admonition b(Paragraph(x)) Paragraph(y))"),
        ("!!! a\n    <div>\ny\n", "admonition a(HtmlBlock(<div>)) Paragraph(y)"),
        ("!!! a\n    ```\n    !!! b\n        x\n    ```\n", "admonition a(CodeBlock(!!! b\n        x))"),
        ("```\n!!! a\n    x\n```\n", "CodeBlock(!!! a\n    x)"),
        ("<div>\n!!! a\n    x\n</div>\n", "HtmlBlock(<div> !!! a x </div>)"),
        ("::: tip\nx\n:::\n", "container tip(Paragraph(x))"),
        ("::: tip\nx\n", None),
        (":::\nx\n:::\n", None),
        (":::: a\n::: b\nx\n:::\n::::\n", "container a(container b(Paragraph(x)))"),
        ("::: a\n```\n:::\n```\n:::\n", "container a(CodeBlock(:::))"),
        ("::: a\n<div>\n:::\nx\n", "container a(HtmlBlock(<div>)) Paragraph(x)"),
        ("> ::: a\n> x\n> :::\n", "BlockQuote(container a(Paragraph(x)))"),
        ("- ::: a\n- x\n:::\n", None),
        ("> ::: a\n> x\n\n:::\n", None),
        (
            "::: a\n!!! b\n    x\n    ::: c\n    y\n    :::\n:::\n",
            "container a(admonition b(Paragraph(x) container c(Paragraph(y))))",
        ),
    ],
)
def test_where_containers_are(text: str, expected: str | None) -> None:
    if expected is None:
        assert containers(text) == []
    else:
        assert outline(text) == expected


@pytest.mark.parametrize(
    ("line", "classes", "title"),
    [
        ("::: warning", ("warning",), None),
        (":::warning Mind the gap {.x}", ("warning",), "Mind the gap"),
        ("::: warning Note:", ("warning",), "Note:"),
        ("::: warning Title :::", ("warning",), "Title"),
        (":::note[A [b](c) d]{.x #y}", ("note", "x"), "A [b](c) d"),
        ("::: {.note .big #id key=value}", ("note", "big"), None),
        (":::{note} Title", ("note",), "Title"),
        ("::::: {.note} :::::", ("note",), None),
    ],
)
def test_what_the_opening_line_says(line: str, classes: tuple[str, ...], title: str | None) -> None:
    text = f"{line}\nx\n:::::\n"
    (container,) = containers(text)
    assert container.classes == classes
    assert (container.title and text[container.title.start : container.title.end]) == title


def test_folded_or_open() -> None:
    assert [container.opened for container in containers("??? a\n    x\n\n???+ a\n    x\n\n!!! a\n    x\n")] == [
        False,
        True,
        True,
    ]


def test_links_and_footnotes_reach_into_containers() -> None:
    found = events("::: a\n[x] [^1]\n:::\n\n!!! b\n    [^1]: y\n\n    [x]: /u\n", ALL)
    assert [event.value["dest_url"] for event in found if event.name == "Link" and event.type == "start"] == ["/u"]
    assert [event.value for event in found if event.name == "FootnoteReference"] == ["1"]


def test_they_can_be_switched_off() -> None:
    plain = MarkdownSettings(
        footnotes=False, front_matter=False, heading_attributes=False, admonitions=False, containers=False
    )
    assert outline("::: a\nx\n:::\n", plain) == "Paragraph(::: a x :::)"
    assert outline("!!! a\n    x\n", plain) == "Paragraph(!!! a x)"


def test_offsets_are_characters_of_the_file() -> None:
    text = '\ufeff---\ntitle: é\n---\r\nÄ *ö*\r\n\r\n!!! note "é"\r\n    日本 `ß`\r\n'
    output = {event.name: text[event.start : event.end] for event in events(text, ALL) if event.type != "end"}
    assert output["FrontMatter"] == "---\ntitle: é\n---\r\n"
    assert output["Emphasis"] == "*ö*"
    assert output["ContainerTitle"] == "é"
    assert output["Code"] == "`ß`"


@given(text=markdown_texts())
def test_the_stream_is_well_formed(text: str) -> None:
    stack: list[Event] = []
    for event in events(text, ALL):
        assert 0 <= event.start <= event.end <= len(text)
        if event.type == "start":
            stack.append(event)
        elif event.type == "end":
            opening = stack.pop()
            assert opening.name == event.name
            assert (opening.start, opening.end) == (event.start, event.end)
            if event.name == "Container":
                assert opening.value is event.value
    assert stack == []
