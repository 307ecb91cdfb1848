"""Titles of links and images, and other texts in inline tags, are drafted as texts of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.drafting.conftest import ProjectOf
from tests.drafting.fake_engines import FakeEngine, FakeTagKeepingEngine, shifted
from workflow import catalogs
from workflow.drafting import draft
from workflow.drafting.segments.tag_texts import tag_texts, with_tag_texts
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine
from workflow.inline_tags import Grammar

MARKDOWN = Grammar()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Read [this](y "The title").', ("The title",)),
        ("Read [this](y 'The title').", ("The title",)),
        ("Read [this](y (The title)).", ("The title",)),
        ('Read [this](<a b> "The title").', ("The title",)),
        ('Read [this](y  "The title" ).', ("The title",)),
        ('See ![a cat](c.png "A black cat").', ("A black cat",)),
        ('[a](x "One thing") and [b](y "Another thing")', ("One thing", "Another thing")),
        ('[a](x "One thing") and [b](y "One thing")', ("One thing",)),
        ('[![a cat](c.png "Inner words")](y "Outer words")', ("Inner words", "Outer words")),
        ('**[Read](x "Two words")** it', ("Two words",)),
        ('<a href="x" title="Open the file">here</a>', ("Open the file",)),
        ("<img src='a.png' alt='A red car'/> first", ("A red car",)),
        ('[a](x "120 files")', ("120 files",)),
        # Left as they are: no words, names, code, escapes, line ends.
        ("Read [this](y).", ()),
        ('Read [this](y "").', ()),
        ('Read [this](y "1 2 3").', ()),
        ('Read [this](y "HTTP").', ()),
        ('Read [this](y "A \\"quoted\\" word").', ()),
        ('Read [this](y "R &amp; D").', ()),
        ('Read [this](y "The `code`").', ()),
        ('Read [this](y "Two\nlines").', ()),
        ('Read `[this](y "The title")`.', ()),
        ('Read \\[this](y "The title").', ()),
        ('<a href="one two" class="big button">here</a>', ()),
    ],
)
def test_the_texts_in_tags(text: str, expected: tuple[str, ...]) -> None:
    assert tag_texts(text, MARKDOWN.find_tags(text)) == expected


@pytest.mark.parametrize("target", ['Say "so"', "A \\ b", "One <two>", "One\ntwo", "", "Don't"])
def test_a_translation_that_cannot_stand_there_is_not_used(target: str) -> None:
    text = "Read [this](y 'The title')."
    assert with_tag_texts(text, MARKDOWN.find_tags(text), {"The title": target}) == text


@given(st.text(st.sampled_from("ab \"'()[]<>!\\&=x"), max_size=40), st.text(st.sampled_from("cd '\"\\<é"), max_size=6))
def test_nothing_but_such_texts_changes(text: str, target: str) -> None:
    found = MARKDOWN.find_tags(text)
    changed = with_tag_texts(text, found, dict.fromkeys(tag_texts(text, found), target))
    assert MARKDOWN.verify(text, changed) == MARKDOWN.verify(text, text)
    assert with_tag_texts(text, found, {}) == text


@pytest.mark.parametrize("engine", [FakeEngine, FakeTagKeepingEngine])
def test_they_are_in_the_draft(engine: type[FakeEngine]) -> None:
    drafter = Drafter(engine(lambda text: [shifted(text)]), "en", "es")
    (found,) = drafter.draft([Text('Read [the page](y "The small title") and ![](a.png "A black cat") now.')])
    assert found.text == (
        f'{shifted("Read")} [{shifted("the page")}](y "{shifted("The small title")}") '
        f'{shifted("and")} ![](a.png "{shifted("A black cat")}") {shifted("now.")}'
    )
    assert len(found.sentences) == 3


def test_a_refused_title_stays_and_the_text_is_drafted() -> None:
    drafter = Drafter(FakeEngine(lambda text: [] if "title" in text else [shifted(text)]), "en", "es")
    (found,) = drafter.draft([Text('Read [the page](y "The small title") now.')])
    assert found.text == f'{shifted("Read")} [{shifted("the page")}](y "The small title") {shifted("now.")}'


def test_a_text_with_no_other_words(starter: Engine) -> None:
    (found,) = Drafter(starter, "en", "es").draft([Text('![](a.png "The white house")')])
    assert found.text == '![](a.png "La casa blanca")'
    assert found.source.name == "starter"
    assert not found.copied


def test_the_title_of_a_project_s_page(project_of: ProjectOf) -> None:
    """The format accepts the changed titles."""
    text = 'Read [the manual](manual.md "The small title") and <a href="b.md" title="Open the file">this</a> first.\n'
    project = project_of({"guide.md": f"# Guide\n\n{text}\n| a |\n|---|\n| [x](y 'The white house') |\n"})
    report = draft(project)
    assert not report.refused
    catalog = catalogs.read(project.catalog_path("es", "guide.md"))
    found = "\n".join(entry.text for entry in catalog.live)
    assert '](manual.md "El pequeño título")' in found
    assert '<a href="b.md" title="Abra el archivo">' in found
    assert "(y 'La casa blanca')" in found
