"""Units of Markdown, and how translations are written: a test for each kind of input that broke a tool somewhere."""

import re

import pytest

from tests.formats.documents import parsed
from workflow.formats import FORMATS, markdown
from workflow.formats.base import Rendering
from workflow.formats.markdown import MarkdownSettings
from workflow.inline_tags import Grammar
from workflow.model import Document

DEFAULTS = MarkdownSettings()
ALL = MarkdownSettings(math=True, definition_lists=True)


def sources(text: str, settings: MarkdownSettings = DEFAULTS) -> list[str]:
    return [unit.source for unit in parsed(text, settings=settings).units]


def kinds(text: str, settings: MarkdownSettings = DEFAULTS) -> list[tuple[str, str]]:
    return [(unit.kind.value, unit.source) for unit in parsed(text, settings=settings).units]


def put(text: str, *targets: str, settings: MarkdownSettings = DEFAULTS) -> Rendering:
    """``text`` with its units translated in order."""
    document = parsed(text, settings=settings)
    assert len(document.units) == len(targets), [unit.source for unit in document.units]
    return markdown.splice(document, dict(enumerate(targets)))


def done(text: str, *targets: str, settings: MarkdownSettings = DEFAULTS) -> str:
    rendering = put(text, *targets, settings=settings)
    assert not rendering.refused, rendering.refused
    return rendering.text


def test_it_is_the_format_of_both_suffixes() -> None:
    assert FORMATS[".md"] is FORMATS[".markdown"]
    document = parsed("# A\n", path="a.md")
    assert (document.format, document.path, document.text) == ("markdown", "a.md", "# A\n")


# What a unit is


def test_headings_give_the_path_of_what_stands_under_them() -> None:
    document = parsed("# A\n\n### C\n\nx\n\n## B `code`\n\ny\n\n## `only code`\n\nz\n")
    assert [(unit.source, unit.heading_path) for unit in document.units] == [
        ("A", ()),
        ("C", ("A",)),
        ("x", ("A", "C")),
        ("B `code`", ("A",)),
        ("y", ("A", "B `code`")),
        ("z", ("A", "`only code`")),
    ]


def test_lines_are_counted_with_every_kind_of_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert [unit.line for unit in parsed(f"---{end}title: a{end}---{end}# b{end}{end}c{end}d{end}").units] == [
            2,
            4,
            6,
        ]


def test_soft_breaks_are_one_space_and_none_between_cjk_characters() -> None:
    assert sources("one\n  two \nthree\n") == ["one two three"]
    assert sources("日本\n語と\n\n**強調。**\n文字\n\n한국\n어\n\nひとつ\nand\nふたつ\n") == [
        "日本語と",
        "**強調。** 文字",
        "한국 어",
        "ひとつ and ふたつ",
    ]


def test_an_equal_target_leaves_line_wraps_alone() -> None:
    text = "one\ntwo   \n three\n"
    assert done(text, "one two\nthree") == text


def test_lines_inside_inline_tags_lose_their_container_prefix() -> None:
    assert sources("> `a\n> b` <b\n> title='x'>c</b> [d](/u\n> 'e\n> f')\n") == [
        "`a b` <b title='x'>c</b> [d](/u 'e f')"
    ]


def test_a_line_that_looks_like_a_quote_in_a_code_span_of_a_lazy_line() -> None:
    assert sources("> a\n     > b\n") == ["a > b"]


def test_an_image_alone_gives_its_alt_text_and_title() -> None:
    assert kinds('![A *pier*](p.jpg "Built \\"then\\"")\n') == [("alt text", "A *pier*"), ("title", 'Built \\"then\\"')]
    assert kinds("[![badge](b.svg)](/u 'T')  ![two](c)\n") == [
        ("alt text", "badge"),
        ("title", "T"),
        ("alt text", "two"),
    ]
    assert kinds("![](p.jpg)\n") == []


def test_images_and_links_in_running_text_are_inline_tags() -> None:
    assert kinds('See ![icon](i.png "t") and [x](/u).\n') == [("paragraph", 'See ![icon](i.png "t") and [x](/u).')]
    assert put("See [x](/u).\n", "Voir [x](/other).").refused == {0: "missing: /u; not in the source: /other"}


def test_definitions_offer_their_title_alone() -> None:
    text = "[Ref]\n\n[Ref]: <a b> 'The\ntitle'\n[b]: /u\n"
    assert kinds(text) == [("paragraph", "[Ref]"), ("title", "The title")]
    assert done(text, "[Ref]", "It's so") == "[Ref]\n\n[Ref]: <a b> 'It\\'s so'\n[b]: /u\n"


def test_code_rules_comments_and_addresses_are_skeleton() -> None:
    text = "```\ncode\n```\n\n    more\n\n***\n\n<!-- no -->\n\n`only`\n\n<https://example.org>\n\n$$x$$\n"
    assert sources(text, ALL) == []


def test_footnotes_definitions_and_terms() -> None:
    assert kinds("x[^1]\n\n[^1]: Foot\n    note\n") == [("paragraph", "x[^1]"), ("footnote", "Foot note")]
    assert kinds("Term\n: Def\n", ALL) == [("term", "Term"), ("definition", "Def")]
    assert kinds("Term\n: Def\n") == [("paragraph", "Term\n: Def")]


def test_math_is_an_inline_tag_only_on_request() -> None:
    assert put("Costs $5 or $6.\n", "Kostet $7 oder 8$.").refused == {}
    assert put("Let $x$ be.\n", "Sei $y$.", settings=ALL).refused == {0: "missing: x; not in the source: y"}


def test_heading_attributes_stay() -> None:
    assert done("# Head {#id .c}\n", "Kopf") == "# Kopf {#id .c}\n"
    assert done("# Head\n", "Kopf {#id}") == "# Kopf\n"
    assert done("# The {#each} block\n", "Der Block {#each}") == "# Der Block {#each&#125;\n"
    assert done("# Head\n", "Kopf {.c}") == "# Kopf {.c&#125;\n"
    assert done("# Head #\n", "C #") == "# C \\# #\n"


# Tricky input (the numbers are those of the field notes)


def test_1_tables_keep_their_layout_and_get_no_new_cells() -> None:
    text = "| a \\| b  |  c |\n|:---|---:|\n| `x \\| y` z | d |\n"
    assert sources(text) == ["a \\| b", "c", "`x \\| y` z", "d"]
    assert done(text, "p | q", "r \\| s", "`x \\| y` t\\", "- u\nv") == (
        "| p \\| q  |  r \\| s |\n|:---|---:|\n| `x \\| y` t\\\\ | - u v |\n"
    )


def test_2_hard_breaks_keep_their_style() -> None:
    text = "> a  \n> b\\\n> c\n"
    assert sources(text) == ["a\nb\nc"]
    assert done(text, "x\ny\nz") == "> x  \n> y\\\n> z\n"
    assert done(text, "x\ny\nz\nw") == "> x  \n> y\\\n> z\\\n> w\n"
    assert done("1. a\n", "x\n\ny\r\nz") == "1. x\\\n   y\\\n   z\n"


BEGINNINGS = (
    *("# x", "#", "- x", "-", "* x", "+ x", "1. x", "1) x", "> x", "---", "- - -", "***", "___", "===", "```", "~~~ x"),
    *("    x", "\tx", "::: note", ":::", "!!! note", '??? x "y"', ": x", "[x]: /u", "|---|", ":--|--", "--- | ---"),
)


@pytest.mark.parametrize("line", BEGINNINGS)
def test_3_no_line_of_a_translation_begins_another_block(line: str) -> None:
    for text in ("Text\n- list\n", "- Text\n\n- list\n", "> Text\n", "Text\n===\n", "Text[^1]\n\n[^1]: x\n"):
        document = parsed(text, settings=ALL)
        tag = "[^1]" if "[^1]" in text else ""
        for target in (f"{line}{tag}", f"Text{tag}\n{line}"):
            rendering = markdown.splice(document, {0: target})
            assert not rendering.refused, (target, rendering)
            assert parsed(rendering.text, settings=ALL).units[0].source.replace("\\", "") == re.sub(
                r"\n\s+", "\n", target.strip()
            )


def test_3_nor_does_an_inline_tag_begin_one() -> None:
    assert done("Text[^1] <b>c</b>\n\n[^1]: x\n", "[^1]: <b>z</b>", "y") == "[^1]\\: <b>z</b>\n\n[^1]: y\n"
    assert done("Text <b>\n", "x\n<b>") == "x\\\n    <b>\n"
    assert done("Text <b>\n", "<b>\nx") == "<b>\\\nx\n"
    assert put("a  \nb <b>\n", "<b>\nx").refused.keys() == {0}


def test_4_html_blocks_are_opened_and_closed_as_before() -> None:
    text = "<details>\n<summary>More</summary>\n\nText\n\n</details>\n"
    assert kinds(text) == [("html", "More"), ("paragraph", "Text")]
    assert done(text, "Mehr", "Wort") == "<details>\n<summary>Mehr</summary>\n\nWort\n\n</details>\n"
    assert put(text, "Mehr</details>", "Wort").refused.keys() == {0}
    assert put(text, "Mehr", "</details>").refused.keys() == {1}


def test_5_front_matter_is_no_heading_and_a_bom_does_no_harm() -> None:
    text = "\ufeff---\ntitle: A\n---\n\n# B\n"
    assert kinds(text) == [("front matter", "A"), ("heading", "B")]
    assert done(text, "X", "Y") == "\ufeff---\ntitle: X\n---\n\n# Y\n"
    assert kinds("\ufeff# B\n") == [("heading", "B")]
    assert kinds("---\nfoo\n---\n") == [("heading", "foo")]


def test_6_reference_links_keep_their_labels() -> None:
    text = "See [the docs][ref], [ref], [Ref][] and ![ref].\n\n[ref]: /u\n"
    assert sources(text) == ["See [the docs][ref], [ref], [Ref][] and ![ref]."]
    assert done(text, "Siehe [Doku][ref], [a], [b][] und ![c].") == (
        "Siehe [Doku][ref], [a][ref], [b][Ref] und ![c][ref].\n\n[ref]: /u\n"
    )
    assert done(text, "[a], [Doku][ref], [ref], ![Ref]") == "[a][ref], [Doku][ref], [ref], ![Ref]\n\n[ref]: /u\n"
    assert put(text, "Siehe [Doku][ref].").refused == {0: "missing: /u, /u, /u"}
    assert done("![Alt][]\n\n[alt]: /u\n", "Bild") == "![Bild][Alt]\n\n[alt]: /u\n"
    assert done("![Alt]\n\n[alt]: /u\n", "Bild") == "![Bild][Alt]\n\n[alt]: /u\n"


def test_7_alerts_admonitions_and_containers_keep_their_frames() -> None:
    assert done("> [!NOTE]\n> Text\n", "[!TIP]") == "> [!NOTE]\n> \\[!TIP]\n"
    assert done('!!! note "T"\n    Text\n', 'A "b"', "- c") == '!!! note "A &quot;b&quot;"\n    \\- c\n'
    assert done("::: tip T\nText\n:::\n", "[x]", ":::") == "::: tip \\[x]\n\\:::\n:::\n"


def test_8_escapes_entities_and_math_stay() -> None:
    text = "&lt;b&gt; and 1986\\. and \\*x\\* and $$a_1$$\n"
    assert sources(text, ALL) == [text.strip()]
    assert done("Year\n", "1986. A year") == "1986\\. A year\n"
    assert put("Year\n", "<b>bold</b>").refused == {0: "not in the source: <b>"}


def test_9_nested_containers_keep_prefixes_numbers_and_indents() -> None:
    text = "> 2. a\n>    b\n>\n>    - > c  \n>      > d\n>\n>          code\n"
    assert sources(text) == ["a b", "c\nd"]
    assert done(text, "x\ny", "z\nw") == "> 2. x\\\n>    y\n>\n>    - > z  \n>      > w\n>\n>          code\n"


def test_10_line_ends_tabs_and_the_missing_last_one_stay() -> None:
    text = "# a\tb\r\n\r\nTwo\r\nlines  \r\nhere\r\n\r\nSetext\r\nheading\r\n===\r\n\tcode\t\r\n\r\nlast \t"
    assert sources(text) == ["a\tb", "Two lines\nhere", "Setext heading", "last"]
    assert done(text, "A\tB", "X\nY", "Z", "W") == ("# A\tB\r\n\r\nX  \r\nY\r\n\r\nZ\r\n===\r\n\tcode\t\r\n\r\nW \t")


def test_11_html_is_read_as_browsers_do() -> None:
    text = (
        "<ul><li>One<li>Two\n<p>Three\n<p translate='no'>not\nthis</p></ul>\n"
        '<input placeholder="Four" aria-label=\'Five\' value="no"><script>no()</script><style>a{}</style>\n'
    )
    assert sources(text) == ["One", "Two", "Three", "Four", "Five"]
    assert done(text, "1", "2", "3", 'a "b"', "it's") == (
        "<ul><li>1<li>2\n<p>3\n<p translate='no'>not\nthis</p></ul>\n"
        '<input placeholder="a &quot;b&quot;" aria-label=\'it&#39;s\' value="no"><script>no()</script><style>a{}</style>\n'
    )


def test_13_a_paragraph_inserted_above_changes_no_other_unit() -> None:
    before, after = parsed("# A\n\nx\n"), parsed("# A\n\nnew\n\nx\n")
    assert before.units[-1].key == after.units[-1].key
    assert before.units[-1].heading_path == after.units[-1].heading_path


# What pulldown-cmark leaves to us


def test_a_backslash_escape_at_the_edge_belongs_to_the_unit() -> None:
    assert sources("\\*a\\*\n\n| b \\| c | \\_d |\n|-|-|\n") == ["\\*a\\*", "b \\| c", "\\_d"]
    assert sources("# \\# a \\#\n\n- \\- b\n> x\n> \\> c\n") == ["\\# a \\#", "\\- b", "x \\> c"]


def test_tight_and_loose_items_and_tasks() -> None:
    assert kinds("- a\n  b\n- [ ] c\n\n- [x] d\n\n  e\n") == [("list item", s) for s in ("a b", "c", "d", "e")]


def test_text_behind_a_closing_tag_belongs_to_the_html_block() -> None:
    assert kinds("<div>a</div> *b*\nc\n\nd\n") == [("html", "a"), ("html", "*b* c"), ("paragraph", "d")]


def test_bare_addresses_and_files_are_text() -> None:
    assert sources("See https://example.org/a_b_c now\n") == ["See https://example.org/a_b_c now"]


def test_a_container_line_is_no_definition() -> None:
    assert kinds("::: note\nText\n:::\n", ALL) == [("paragraph", "Text")]


# Directives


def test_skip_leaves_the_next_block_out_with_all_that_is_in_it() -> None:
    assert sources("<!-- i18n:skip -->\n- a\n- b\n\nc\n") == ["c"]
    assert sources("<!-- i18n:skip -->\n\n> a\n>\n> b\n\nc\n\n<!-- i18n:skip -->\n<p>d</p>\n<p>e</p>\n\nf\n") == [
        "c",
        "f",
    ]
    assert sources("- <!-- i18n:skip -->\n  a\n- b\n") == ["b"]
    assert sources("| a <!-- i18n:skip --> | b |\n|-|-|\n") == ["b"]
    assert sources("a\n\n<!-- i18n:skip-start -->\n\n# b\n\nc\n\n<p>d</p>\n\n<!-- i18n:skip-end -->\n\ne\n") == [
        "a",
        "e",
    ]


def test_context_and_comment_are_about_the_next_block() -> None:
    document = parsed(
        "<!-- i18n:context menu -->\n- Open\n- Close\n\nOpen\n\n"
        "<!-- i18n:comment A verb,\nnot an adjective. -->\n<!-- i18n:context button -->\nOpen <!-- an aside -->\n\n"
        "Open <!-- i18n:context state -->\n\n<!-- i18n:context html --><b>Open</b>\n"
    )
    assert [(unit.source, unit.context, unit.note) for unit in document.units] == [
        ("Open", "menu", ""),
        ("Close", "menu", ""),
        ("Open", None, ""),
        ("Open", "button", "A verb, not an adjective."),
        ("Open", "state", ""),
        ("<b>Open</b>", "html", ""),
    ]


def test_a_directive_reaches_no_further_than_its_container() -> None:
    document = parsed("> a\n>\n> <!-- i18n:context x -->\n\nb\n")
    assert [unit.context for unit in document.units] == [None, None]


# Splicing


def test_bad_units_fall_back_alone() -> None:
    text = "# One\n\nTwo `x`\n\n- Three\n- Four\n\n| Five | Six |\n|---|---|\n"
    rendering = put(text, "Eins", "Zwei `y`", "Drei", "<div>", "Fünf", "Sechs")
    assert rendering.text == "# Eins\n\nTwo `x`\n\n- Drei\n- Four\n\n| Fünf | Sechs |\n|---|---|\n"
    assert rendering.refused == {
        1: "missing: x; not in the source: y",
        3: "it would change the structure of the document",
    }
    assert [rendering.text[span.start : span.end] for _, span in sorted(rendering.spans.items())] == [
        *("Eins", "Two `x`", "Drei", "Four", "Fünf", "Sechs")
    ]


def test_empty_targets_leave_the_source() -> None:
    for target in ("", " ", "\n", "\u3000"):
        assert put("a\n", target) == Rendering(b"a\n", put("a\n", "").spans, {})


def test_placeholders_must_be_kept() -> None:
    assert put("Hi {name}, %(n)d left\n", "Noch %(n)d, {name}").refused == {}
    assert put("Hi {name}\n", "Hallo {nom}").refused == {0: "missing: {name}; not in the source: {nom}"}
    own = MarkdownSettings(placeholders=(r"@\w+@",))
    assert put("Hi @user@\n", "Hallo @benutzer@", settings=own).refused.keys() == {0}


def test_inline_tags_may_change_their_order_but_not_their_nesting() -> None:
    assert put("`a` [b `c`](/u)[^1] <b>d</b>\n\n[^1]: e\n", "<b>D</b>[^1] [`c` B](/u) `a`", "e").refused == {}
    assert put("[b `c`](/u)\n", "[B](/u) `c`").refused.keys() == {0}
    assert put("<b>a</b> <i>b</i>\n", "<b><i>a</b></i>").refused.keys() == {0}


def test_attributes_in_running_html_may_be_translated() -> None:
    assert put('A <abbr title="So">x</abbr>\n', 'Ein <abbr title="Also">x</abbr>').refused == {}
    assert put('A <a href="/u">x</a>\n', 'Ein <a href="/v">x</a>').refused.keys() == {0}


def test_what_must_not_be_translated_in_running_html_stays() -> None:
    assert put("<code>q</code> ends\n", "<code>z</code> beendet").refused.keys() == {0}
    assert put('<i translate="no">OS</i> ends\n', '<i translate="no">BS</i> endet').refused.keys() == {0}


def test_the_page_has_the_anchors_of_the_source_and_its_meta() -> None:
    document = parsed("---\ntitle: Harbour\ndate: 2026-03-01\ntags: [a, b]\nnone:\n---\n# The pier\n")
    page = markdown.page(document, markdown.splice(document, {0: "Hafen", 1: "Die Mole"}), {})
    assert [(heading.anchor, heading.html) for heading in page.headings] == [("the-pier", "Die Mole")]
    assert page.meta == {"title": "Hafen", "date": "2026-03-01", "tags": "a, b", "none": ""}


def test_a_document_of_another_format_is_a_mistake() -> None:
    with pytest.raises(AssertionError):
        markdown.splice(Document("x", "other", "", (), Grammar()), {})


def test_a_text_that_makes_the_parser_panic_is_read_all_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert sources("1. b\n    {}\n   -\n\nc\n") == ["b\n{}", "c"]
    assert "panicked" in capfd.readouterr().err
