"""Keys: what is offered by default, and what looks like text although nobody asked for it."""

import pytest

from tests.formats.documents import parsed
from workflow.formats.front_matter.keys import is_address, looks_like_prose, normalised


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("lead", "A long sentence of words."),
        ("seo.intro", "How to get to the island by boat"),
        ("headline", "Ferry Strike Enters Its Second Day"),
        ("x", "日本語の長い文章がここにあります。"),
        ("x", "Это очень длинное предложение для читателя"),
        ("x", "Cómo llegar a la isla en barco"),
        ("x", "هذه جملة طويلة مكتوبة للقراء"),
        ("x", "See news/ferry.html, and things like that!"),
        ("x", "“Now,” he said, “we can go.”"),
    ],
)
def test_prose(key: str, text: str) -> None:
    assert looks_like_prose(tuple(key.split(".")), text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("author", "Marta van der Kovalenko and others of them"),
        ("authors.name", "the people of the harbour"),
        ("x", "Ferry Times and News"),
        ("x", "Kovalenko, Marta, Tolkien, Ronald, Smith"),
        ("x", "read me"),
        ("x", "https://example.org/a/b c"),
        ("x", "/img/a long name of file.png"),
        ("x", "{{ site.title }} is the best of all"),
        ("x", "<b>a b c d e f</b>"),
        ("x", "2026-01-01 to 2026-02-02 at 10:30"),
        ("x", "#include all of the files"),
        ("command", "run all of the tests"),
        ("classes", "wide dark full bleed page"),
        ("x", "f3a9 77ab 10c2 99dd 0001"),
        ("x", ""),
    ],
)
def test_no_prose(key: str, text: str) -> None:
    assert not looks_like_prose(tuple(key.split(".")), text)


@pytest.mark.parametrize(
    "text", ["https://example.org", "mailto:a@b.org", "/a/b.png", "../a", "./a.md", "{{ x }}", "{% x %}"]
)
def test_addresses_are_the_same_in_every_language(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["A", "Note: this", "and/or", "// comment", "See https://example.org", "5/6 of it", "..."]
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


def test_default_stands_for_the_usual_keys() -> None:
    assert normalised(("default", "Lead[].Text")) >= {"title", "features.title", "lead.text"}
    assert normalised(("features[].title",)) == {"features.title"}


def test_only_keys_that_are_not_offered_are_named_once() -> None:
    body = "title: This is a title in many words.\nkicker: A line of words for readers.\n"
    body += "boxes:\n- note: The first of the notes here.\n- note: The second of the notes here.\n"
    remarks = parsed(f"---\n{body}---\n").metadata.remarks
    assert [(one.line, one.id, one.text) for one in remarks] == [
        (3, "untranslated_key", "kicker"),
        (5, "untranslated_key", "boxes.note"),
    ]
