"""The HTML writer: equal to pulldown-cmark's on plain CommonMark, and what it adds beyond."""

import json
import re
from html.parser import HTMLParser

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.documents import parsed
from tests.shared import SHARED, needs_shared
from workflow.formats import markdown
from workflow.formats.base import NO_UNIT, Attributes, FormatSettings, Page, configured, options
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.markdown.events import events
from workflow.formats.markdown.html import write
from workflow.model import Kind
from workflow.publishing.sanitising import sanitised

PLAIN = configured(
    MarkdownSettings, FormatSettings(), {**dict.fromkeys(options(MarkdownSettings), False), "dialect": ("commonmark",)}
)
EVERYTHING = MarkdownSettings(math=True, definition_lists=True)


def page(text: str, translations: dict[str, str] | None = None, marks: dict[str, Attributes] | None = None) -> Page:
    """A page with translations by source text, and attributes for units by source text."""
    document = parsed(text, settings=EVERYTHING)
    targets = {u.index: (translations or {})[u.source] for u in document.units if u.source in (translations or {})}
    wanted = {u.index: (marks or {})[u.source] for u in document.units if u.source in (marks or {})}
    if "" in (marks or {}):
        wanted[NO_UNIT] = (marks or {})[""]
    rendering = markdown.splice(document, targets)
    assert not rendering.refused
    assert marks is None or len(wanted) == len(marks), [u.source for u in document.units]
    return markdown.page(document, rendering, wanted)


def body(text: str, translations: dict[str, str] | None = None, marks: dict[str, Attributes] | None = None) -> str:
    return page(text, translations, marks).body


# Fidelity


@needs_shared
@pytest.mark.shared
def test_plain_commonmark_is_what_pulldown_cmark_writes() -> None:
    examples = json.loads((SHARED / "realworld/commonmark/spec-examples.json").read_text(encoding="utf-8"))
    assert len(examples) == 652
    different = [
        example["example"]
        for example in examples
        if write(events(example["markdown"], PLAIN), identifiers=None).body != pyromark.html(example["markdown"])
    ]
    assert different == []


@given(st.text(alphabet="ab *_`[]()<>!#-+>=&\"'\\\n\t1.)~:/é", max_size=60))
def test_generated_commonmark_is_what_pulldown_cmark_writes(text: str) -> None:
    assert write(events(text, PLAIN), identifiers=None).body == pyromark.html(text)


class _Balance(HTMLParser):
    VOID = frozenset({"br", "hr", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.VOID

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


SNIPPETS = [
    "# A {#x .c}",
    "text[^1] and [^2]",
    "[^1]: note[^2]",
    "[^2]: other\n\n    second",
    "| a | b |\n|:-:|--:|\n| 1 | `x` |",
    "- [ ] task\n- [x] done\n  - nested",
    "> [!NOTE]\n> alert",
    '!!! note "Title"\n    body\n\n    - list',
    "??? tip\n    folded",
    "::: details More\ninner\n:::",
    "Term\n: definition\n: other",
    "1. one\n\n   two\n2. three",
    "$x < y$ and $$z$$",
    "![alt](a.png 'title')",
    "> quote\n> - item",
    "```py\ncode\n```",
]


@given(st.lists(st.sampled_from(SNIPPETS), max_size=8), st.booleans())
def test_what_is_written_is_balanced(parts: list[str], marked: bool) -> None:
    document = parsed("\n\n".join(parts), settings=EVERYTHING)
    marks = {unit.index: {"class": "m"} for unit in document.units} if marked else {NO_UNIT: {"lang": "en"}}
    checker = _Balance()
    checker.feed(markdown.page(document, markdown.splice(document, {}), marks).body)
    assert (checker.wrong, checker.open) == ([], [])


# Beyond CommonMark


def test_alignment_follows_the_script() -> None:
    html = body("| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n")
    assert '<div class="table"><table><thead><tr>' in html
    assert '<th class="start">a</th><th class="center">b</th><th class="end">c</th><th>d</th>' in html
    assert '<td class="start">1</td><td class="center">2</td><td class="end">3</td><td>4</td>' in html
    assert "style=" not in html


def test_tasks() -> None:
    html = body("- [ ] open\n- [x] done\n- plain\n\n1. [x] loose\n\n2. other\n")
    assert '<li class="task"><input type="checkbox" disabled="" /> open</li>' in html
    assert '<li class="task"><input type="checkbox" disabled="" checked="" /> done</li>' in html
    assert "<li>plain</li>" in html
    assert html.count('class="task"') == 3


def test_alerts_and_admonitions_leave_their_words_to_the_publisher() -> None:
    alert = body("> [!WARNING]\n> Hot.\n")
    assert alert == (
        '<div class="admonition warning">\n<p class="admonition-title" data-label="warning">Warning</p>\n<p>Hot.</p>\n</div>\n'
    )
    assert body("!!! warning\n    Hot.\n") == alert
    assert '<p class="admonition-title">Very <em>hot</em></p>' in body('!!! warning "Very *hot*"\n    Hot.\n')
    assert '<p class="admonition-title">Careful</p>' in body("::: danger Careful\nHot.\n:::\n")


def test_folded_admonitions() -> None:
    assert body("??? tip\n    Text.\n").startswith(
        '<details class="admonition tip">\n<summary class="admonition-title" data-label="tip">Tip</summary>\n<p>Text.</p>'
    )
    assert '<details class="admonition tip" open="">' in body("???+ tip\n    Text.\n")
    folded = body("::: details A question\nAn answer.\n:::\n")
    assert '<details class="admonition details">' in folded
    assert '<summary class="admonition-title">A question</summary>' in folded


def test_formulas_are_marked_code() -> None:
    assert '<code class="math">a &lt; b</code>' in body("$a < b$\n")
    assert '<code class="math math-display">x</code>' in body("$$x$$\n")


def test_definition_lists() -> None:
    html = body("Term\n: One.\n: Two.\n")
    assert "<dl>\n<dt>Term</dt>\n<dd>" in html
    assert html.count("<dd>") == html.count("</dd>") == 2


def test_footnotes_are_numbered_as_the_text_refers_to_them() -> None:
    html = body("A[^b] and C[^c].\n\n[^c]: Third.\n[^a]: Second.\n[^b]: First[^a].\n\nAgain[^b].\n")
    notes = html.split('<section class="footnotes" role="doc-endnotes">')[1]
    assert re.findall(r'<li id="(fn:\w)" value="(\d)">\s*<p>(\w+)', notes) == [
        ("fn:b", "1", "First"),
        ("fn:c", "2", "Third"),
        ("fn:a", "3", "Second"),
    ]
    ids = set(re.findall(r'id="([^"]+)"', html))
    links = re.findall(r'href="#([^"]+)"', html)
    assert set(links) <= ids
    assert {"fnref:b", "fnref:b-2"} <= set(links)
    assert '<a href="#fn:b" id="fnref:b" role="doc-noteref">1</a>' in html


def test_footnotes_that_nothing_refers_to_are_kept_and_come_last() -> None:
    html = body("Text[^a].\n\n[^z]: Unused.\n\n[^a]: Used.\n")
    assert html.index("Used.") < html.index("Unused.")
    assert html.count('class="footnote-back"') == 1


# Anchors


def test_anchors_are_the_same_in_every_language() -> None:
    text = "# The Way, *briefly*\n\n## Names {#who .wide}\n\n## Twice\n\n## Twice\n\nTitle\n=====\n"
    source = page(text)
    other = page(text, {"The Way, *briefly*": "Шлях, *коротко*", "Names": "Імена", "Twice": "Двічі", "Title": "Назва"})
    expected = ["the-way-briefly", "who", "twice", "twice-1", "title"]
    assert [heading.anchor for heading in source.headings] == expected
    assert [heading.anchor for heading in other.headings] == expected
    assert '<h1 id="the-way-briefly">Шлях, <em>коротко</em></h1>' in other.body
    assert '<h2 id="who" class="wide">Імена</h2>' in other.body


def test_anchors_keep_letters_of_every_script_and_leave_taken_ids_alone() -> None:
    text = '<a id="setup"></a>\n\n# Setup\n\n# Установка — крок 1\n\n# ヒント\n\n# !?\n\n# Other {#ヒント}\n'
    assert [heading.anchor for heading in page(text).headings] == [
        "setup-1",
        "установка--крок-1",
        "ヒント-1",
        "section",
        "ヒント",
    ]


def test_headings_for_contents_hold_no_links_no_marks_no_ids() -> None:
    text = 'text\n\n## A [link](x.md) with `code`, <b id="y">bold</b>[^1]\n\n[^1]: note\n'
    (heading,) = page(text).headings
    assert heading.html == "A link with <code>code</code>, <b>bold</b>"
    assert (heading.level, heading.anchor) == (2, "a-link-with-code-bold")


# Attributes of units

MARK = {"lang": "en", "class": "m"}


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("A paragraph.\n", "A paragraph.", '<p lang="en" class="m">A paragraph.</p>'),
        ("# Head {.c}\n", "Head", '<h1 id="head" class="c m" lang="en">Head</h1>'),
        ("- Item\n  - Inner\n", "Item", '<li><span lang="en" class="m">Item</span>\n<ul>\n<li>Inner</li>'),
        ("- Item\n  - Inner\n", "Inner", '<li>Item\n<ul>\n<li><span lang="en" class="m">Inner</span></li>'),
        ("- *Item* `x` end\n", "*Item* `x` end", '<li><span lang="en" class="m"><em>Item</em> <code>x</code> end</span></li>'),
        ("- [x] Done\n", "Done", '<input type="checkbox" disabled="" checked="" /> <span lang="en" class="m">Done</span>'),
        ("- One\n\n- Two\n", "Two", '<li>\n<p lang="en" class="m">Two</p>'),
        ("| a | b |\n|--|-:|\n| c | d |\n", "d", '<td class="end m" lang="en">d</td>'),
        ("| a | b |\n|--|-:|\n| c | d |\n", "a", '<th lang="en" class="m">a</th>'),
        ("Term\n: Meaning\n", "Term", '<dt lang="en" class="m">Term</dt>'),
        ("text[^1]\n\n[^1]: Note.\n", "Note.", '<p lang="en" class="m">Note. <a href="#fnref:1"'),
        ("![Alt](a.png)\n", "Alt", '<img src="a.png" alt="Alt" lang="en" class="m" />'),
        ('!!! tip "Title"\n    Body.\n', "Title", '<p class="admonition-title m" lang="en">Title</p>'),
        ('!!! tip "Title"\n    Body.\n', "Body.", '<p lang="en" class="m">Body.</p>'),
        ("<details>\n<summary>More</summary>\n\nText.\n\n</details>\n", "More", '<summary><span lang="en" class="m">More</span></summary>'),
        ("> [!NOTE]\n> Said.\n", "Said.", '<p lang="en" class="m">Said.</p>'),
    ],
)  # fmt: skip
def test_the_element_of_a_unit_carries_its_attributes(text: str, source: str, expected: str) -> None:
    html = body(text, marks={source: MARK})
    assert expected in html
    assert html.count('class="m"') + html.count(' m"') == 1


def test_attributes_follow_their_unit_through_translations_of_other_lengths() -> None:
    text = "First.\n\n- Second\n- Third\n\nFourth.\n"
    html = body(text, {"First.": "Перший, і довгий." * 5, "Second": "2"}, {"Third": MARK, "Fourth.": MARK})
    assert '<span lang="en" class="m">Third</span>' in html
    assert '<p lang="en" class="m">Fourth.</p>' in html
    assert html.count('lang="en"') == 2


def test_words_outside_every_unit_say_their_language() -> None:
    text = "Told.\n\n<!-- i18n:skip -->\nKept as it is.\n\n<!-- i18n:skip-start -->\n- One\n\n| 1 | a |\n|--|--|\n| 2 | b |\n<!-- i18n:skip-end -->\n\n- Two\n\n***\n"
    html = body(text, marks={"": {"lang": "en"}})
    assert "<p>Told.</p>" in html
    assert '<p lang="en">Kept as it is.</p>' in html
    assert '<li><span lang="en">One</span></li>' in html
    assert '<th>1</th><th lang="en">a</th>' in html
    assert "<li>Two</li>" in html


def test_a_paragraph_that_is_a_picture_holds_no_words() -> None:
    text = "![Alt](a.png)\n\n<!-- i18n:skip -->\n![Alt](a.png) and words\n"
    html = body(text, marks={"": {"lang": "en"}})
    assert '<p><img src="a.png" alt="Alt" /></p>' in html
    assert '<p lang="en"><img src="a.png" alt="Alt" /> and words</p>' in html


def test_a_unit_over_several_lines_of_raw_html_is_one_element() -> None:
    text = "<div>\n<p>First <b>line,\nsecond</b> line</p>\n</div>\n"
    (source,) = [unit.source for unit in parsed(text).units]
    html = body(text, marks={source: MARK})
    assert '<p><span lang="en" class="m">First <b>line,\nsecond</b> line</span></p>' in html


def test_front_matter_is_an_event_and_not_shown() -> None:
    found = page("---\ntitle: A title\ndate: 2026-11-23\ntags: [a, b]\n---\n\nText.\n", {"A title": "Назва"})
    assert found.meta["title"] == "Назва"
    assert found.meta["date"] == "2026-11-23"
    assert found.body == "<p>Text.</p>\n"


@needs_shared
@pytest.mark.shared
def test_every_unit_of_real_documents_is_on_one_element_and_cleaning_loses_none() -> None:
    files = sorted((SHARED / "realworld/markdown").rglob("*.md"))
    assert len(files) == 710
    units = 0
    for file in files:
        document = markdown.parse(file.read_bytes())
        marks = {unit.index: {"data-label": f"unit {unit.index}"} for unit in document.units}
        html = markdown.page(document, markdown.splice(document, {}), marks).body
        wanted = [
            unit.index for unit in document.units if unit.kind not in (Kind.FRONT_MATTER, Kind.TITLE, Kind.ATTRIBUTE)
        ]
        # The values of shortcodes' attributes are shown, those of HTML are not.
        attributes = {unit.index for unit in document.units if unit.kind is Kind.ATTRIBUTE}
        for text in (html, sanitised(html)):
            found = [int(number) for number in re.findall(r'data-label="unit (\d+)"', text)]
            assert len(found) == len(set(found)), file
            assert sorted(set(found) - attributes) == wanted, file
        units += len(wanted)
    assert units > 13_000


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("See https://a.org.", 'See <a href="https://a.org">https://a.org</a>.'),
        ("(https://a.org/b_(c))", '(<a href="https://a.org/b_(c)">https://a.org/b_(c)</a>)'),
        (
            "https://a.org/x_y_z?a=1&b=2&amp;c=3",
            '<a href="https://a.org/x_y_z?a=1&amp;b=2&amp;c=3">https://a.org/x_y_z?a=1&amp;b=2&amp;c=3</a>',
        ),
        ("**http://localhost:8000/**", '<strong><a href="http://localhost:8000/">http://localhost:8000/</a></strong>'),
        ("www.a.org, and", '<a href="http://www.a.org">www.a.org</a>, and'),
        ("Is it HTTPS://A.org?", 'Is it <a href="HTTPS://A.org">HTTPS://A.org</a>?'),
        ("[https://a.org](https://b.org)", '<a href="https://b.org">https://a.org</a>'),
        ("[**https://a.org**](b)", '<a href="b"><strong>https://a.org</strong></a>'),
        ("<https://a.org>", '<a href="https://a.org">https://a.org</a>'),
        ('<a href="b">https://a.org</a>', '<a href="b">https://a.org</a>'),
        ("<code>https://a.org</code>", "<code>https://a.org</code>"),
        ("`https://a.org`", "<code>https://a.org</code>"),
        ("![https://a.org](b.png)", '<img src="b.png" alt="https://a.org" />'),
        ("xhttps://a.org", "xhttps://a.org"),
        ("https://müller.de/ä", '<a href="https://m%C3%BCller.de/%C3%A4">https://müller.de/ä</a>'),
        ("(see https://a.org/b))).", '(see <a href="https://a.org/b">https://a.org/b</a>))).'),
        ("https:// and www. and http://_", "https:// and www. and http://_"),
        ("https://a.org<br>", '<a href="https://a.org">https://a.org</a><br>'),
        ("https://a.org&lt;", '<a href="https://a.org">https://a.org</a>&lt;'),
        ("网址：https://a.org", "网址：https://a.org"),
    ],
)
def test_bare_addresses_are_links(source: str, html: str) -> None:
    assert page(f"{source}\n").body == f"<p>{html}</p>\n"


def test_bare_addresses_are_text_without_gfm() -> None:
    document = markdown.parse(b"https://a.org\n", settings=MarkdownSettings(gfm=False))
    assert markdown.page(document, markdown.splice(document, {}), {}).body == "<p>https://a.org</p>\n"


def test_lines_of_cjk_text_are_joined_without_a_gap() -> None:
    assert body("港は朝に\n開きます。\nOpen\n毎日。") == "<p>港は朝に開きます。\nOpen\n毎日。</p>\n"
    assert body("港は**朝**\n開きます。") == "<p>港は<strong>朝</strong>開きます。</p>\n"


def test_a_link_to_a_footnote_is_a_url_whatever_the_note_is_called() -> None:
    html = body("x[^<b>%é]\n\n[^<b>%é]: Note.\n")
    assert 'href="#fn:%3Cb%3E%25é"' in html and 'id="fn:&lt;b&gt;%é"' in html
    assert 'href="#fnref:%3Cb%3E%25é"' in html and 'id="fnref:&lt;b&gt;%é"' in html


def test_an_abbreviation_says_what_it_means() -> None:
    html = page("The HTML page.\n\n*[HTML]: Hyper *Text*\n*[A & B]: Two\n").body
    assert "<p><abbr>HTML</abbr>: Hyper <em>Text</em></p>\n<p><abbr>A &amp; B</abbr>: Two</p>" in html
