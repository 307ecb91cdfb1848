"""Anchors: what generators make of headings, and the source's anchors in localized Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.formats import markdown
from workflow.formats.markdown.anchors import anchors
from workflow.formats.markdown.events import events
from workflow.formats.markdown.settings import MarkdownSettings
from workflow.formats.markdown.slugs import slugs


@pytest.mark.parametrize(
    ("dialect", "heading", "anchor"),
    [
        ("gfm", "Don't panic: it's v1.2!", "dont-panic-its-v12"),
        ("gfm", "Save & close", "save--close"),
        ("gfm", "हिन्दी में", "हिन्दी-में"),
        ("docusaurus", "Über uns", "über-uns"),
        ("gfm", "½ cup_of ³ tea", "-cup_of--tea"),
        ("myst", "हिन्दी", "हनद"),
        ("hugo", "İstanbul", "istanbul"),
        ("hugo", "Save & close", "save--close"),
        ("hugo", "हिन्दी", "हनद"),
        ("hugo", "!!!", "heading"),
        ("mkdocs", "Save & close", "save-close"),
        ("mkdocs", "Über uns – heute", "uber-uns-heute"),
        ("mkdocs", "设置", "_1"),
        ("kramdown", "1. Set up", "set-up"),
        ("kramdown", "Über uns", "ber-uns"),
        ("kramdown", "设置", "section"),
        ("jekyll", "1. Set up", "1-set-up"),
        ("mdbook", "Save & close", "save--close"),
        ("mdbook", "Été ÉTÉ", "Été-ÉtÉ"),
        ("pandoc", "3. Applications v1.2", "applications-v1.2"),
        ("quarto", "A   b", "a-b"),
        ("pandoc", "33", "section"),
        ("vitepress", "Don't panic: it's v1.2!", "don-t-panic-it-s-v1-2"),
        ("vitepress", "2 cafés", "_2-cafes"),
        ("hexo", "Set up: the Café & co.", "Set-up-the-Cafe-co"),
        ("mdn", "Browser compatibility", "browser_compatibility"),
        ("mdn", "Array.prototype.at()", "array.prototype.at"),
    ],
)
def test_known_anchors(dialect: str, heading: str, anchor: str) -> None:
    assert slugs((dialect,)).anchor(heading, {}) == anchor


@pytest.mark.parametrize(
    ("dialect", "second", "third"), [("gfm", "a-1", "a-2"), ("mkdocs", "a_1", "a_2"), ("mdn", "a_2", "a_3")]
)
def test_headings_with_the_same_text(dialect: str, second: str, third: str) -> None:
    taken: dict[str, int] = {}
    assert [slugs((dialect,)).anchor("A", taken) for _ in range(3)] == ["a", second, third]


def test_a_name_without_a_rule_does_not_hide_one_that_has_it() -> None:
    assert slugs(("gfm", "mkdocs")).anchor("Ü b", {}) == "u-b"


@pytest.mark.parametrize(
    "heading",
    ["## Set up {#go}", "## Set up {/* #go */}", "## Set up {/*go*/}", "## Set up {: #go }", "## Set up {:#go .x}", "## Set up\n{: .x #go}"],
)  # fmt: skip
def test_explicit_anchors(heading: str) -> None:
    assert anchors(events(f"{heading}\n\nText.\n", MarkdownSettings())) == ("go",)


def test_attributes_after_a_blank_line_are_not_the_headings() -> None:
    assert anchors(events("## Set up\n\n{: #go}\n", MarkdownSettings())) == ("set-up",)


def localized(text: str, translations: dict[str, str], *dialect: str) -> str:
    """The localized Markdown of a document, with its anchors."""
    document = markdown.parse(text.encode(), settings=MarkdownSettings(dialect=dialect))
    targets = {unit.index: translations[unit.source] for unit in document.units if unit.source in translations}
    rendering = markdown.splice(document, targets)
    assert not rendering.refused
    return markdown.with_anchors(document, rendering).decode()


ES = {"Set up": "Preparación", "Next": "Siguiente", "Text.": "Texto."}
ES |= {
    text: text.replace("Set up", "Preparación")
    for text in (
        'Set up <a href="#set-up" id="set-up"></a>',
        '<a name="set-up"></a>Set up',
        '<a id="old"></a>Set up',
    )
}


@pytest.mark.parametrize(
    ("dialect", "source", "result"),
    [
        *((name, "## Set up\n", "## Preparación {#set-up}\n") for name in ("hugo", "docusaurus", "vitepress", "pandoc", "quarto", "kramdown", "jekyll", "mdbook")),
        *((name, "## Set up\n", '## <a id="set-up"></a>Preparación\n') for name in ("gfm", "commonmark", "mkdocs", "obsidian", "docfx", "gitbook", "mdx")),
        ("myst", "> ## Set up\r\n", "> (set-up)=\r\n> ## Preparación\r\n"),
        ("myst", "- ## Set up\n", "- (set-up)=\n  ## Preparación\n"),
        ("hugo", "## Set up ##\n", "## Preparación {#set-up}\n"),
        ("hugo", "## Set up {.wide}\n", "## Preparación {#set-up .wide}\n"),
        ("kramdown", "## Set up {: .wide}\n", "## Preparación {: #set-up .wide}\n"),
        ("hugo", "Set up\n------\n\nText.\n", "Preparación {#set-up}\n------\n\nTexto.\n"),
        ("gfm", "Set up\n------\n", '<a id="set-up"></a>Preparación\n------\n'),
        ("hugo", "## Set up", "## Preparación {#set-up}"),
        ("hugo", "## Set up {#go}\n", "## Preparación {#go}\n"),
        ("gfm", "## Set up {#go}\n", "## Preparación {#go}\n"),
        ("kramdown", "## Set up\n{: #go}\n", "## Preparación\n{: #go}\n"),
        ("hugo", "## Set up\n\n### Set up\n\n## Next\n", "## Preparación {#set-up}\n\n### Preparación {#set-up-1}\n\n## Siguiente {#next}\n"),
        ("hugo", "## Other\n\nText.\n", "## Other\n\nTexto.\n"),
        ("mdx", "## Set up {/* #go */}\n", "## Preparación {/* #go */}\n"),
        ("gitbook", '## Set up <a href="#set-up" id="set-up"></a>\n', '## Preparación <a href="#set-up" id="set-up"></a>\n'),
        ("gfm", '## <a name="set-up"></a>Set up\n', '## <a name="set-up"></a>Preparación\n'),
        ("gfm", '## <a id="old"></a>Set up\n', '## <a id="set-up"></a><a id="old"></a>Preparación\n'),
        ("obsidian", "See [[#Set up]], [[#Set up|x]], [[a#Set up]], [[#No]].\n\n## Set up\n", "See [[#Preparación]], [[#Preparación|x]], [[a#Set up]], [[#No]].\n\n## Preparación\n"),
        ("obsidian", "![[#Next#Set up]] x\n\n# Next\n\n## Set up\n", "![[#Siguiente#Preparación]] x\n\n# Siguiente\n\n## Preparación\n"),
        ("obsidian", "`[[#Set up]]`\n\n    [[#Set up]]\n\n```\n[[#Set up]]\n```\n\n## Set up\n", '`[[#Set up]]`\n\n    [[#Set up]]\n\n```\n[[#Set up]]\n```\n\n## <a id="set-up"></a>Preparación\n'),
        ("obsidian", "[x](#set-up), [[#Next]], `[[#Set up]]`\n\n# Next\n\n## Set up\n", '[x](#set-up), [[#Siguiente]], `[[#Set up]]`\n\n# Siguiente\n\n## <a id="set-up"></a>Preparación\n'),
        ("", "## Set up\n", '## <a id="set-up"></a>Preparación\n'),
    ],
)  # fmt: skip
def test_anchors_in_localized_markdown(dialect: str, source: str, result: str) -> None:
    assert localized(source, ES, *filter(None, [dialect])) == result


def test_an_anchor_that_kramdown_cannot_read_is_an_element() -> None:
    assert localized("## Über\n", {"Über": "About"}, "jekyll") == '## <a id="über"></a>About\n'


def test_headings_that_change_places_keep_their_anchors() -> None:
    source = "## Usage\n\n## Setup\n\n## Usage\n"
    assert localized(source, {"Usage": "Setup", "Setup": "Usage"}, "hugo") == (
        "## Setup {#usage}\n\n## Usage {#setup}\n\n## Setup {#usage-1}\n"
    )


@given(st.lists(st.tuples(st.sampled_from(WORDS := ["Set up", "set up 1", "Über", "设置", "A `b` *c*"]), st.sampled_from(WORDS), st.sampled_from(["## {}\n", "## {} ##\n", "{}\n---\n", "> # {}\n", "## {} {{.x}}\n"])), max_size=5), st.sampled_from(["hugo", "vitepress", "pandoc", "mdbook", "docusaurus"]))  # fmt: skip
def test_every_heading_keeps_its_anchor(headings: list[tuple[str, str, str]], dialect: str) -> None:
    settings = MarkdownSettings(dialect=(dialect,))
    text = "\n".join(form.format(source) for source, _, form in headings)
    document = markdown.parse(text.encode(), settings=settings)
    rendering = markdown.splice(document, dict(enumerate(target for _, target, _ in headings)))
    result = markdown.with_anchors(document, rendering).decode()
    assert anchors(events(result, settings), (dialect,)) == anchors(events(text, settings), (dialect,))
