"""Syntax of Obsidian, kramdown, Jekyll, mdBook and DocFX: what is code, what ends a text, and which texts are inside."""

import pytest

from tests.formats.translators import benign
from workflow.formats import markdown
from workflow.formats.markdown import MarkdownSettings

ROWS: list[tuple[str, str, list[str]]] = [
    # Lines whose end is syntax
    ("obsidian", "> [!faq]- Open?\n> Yes.", ["Open?", "Yes."]),
    ("obsidian", "> [!note] Title\n> Body\n> > [!tip]+ Inner\n> > Text", ["Title", "Body", "Inner", "Text"]),
    ("obsidian", "> - > [!bug] In a list\n>   > Text", ["In a list", "Text"]),
    ("obsidian", ">> [!info]- Inner\n>>\n>> Text\n> Outer", ["Inner", "Text Outer"]),
    ("obsidian", "- > [!note] In a list\n  > Text", ["In a list", "Text"]),
    ("obsidian", "1. > [!note]-\n   > Text", ["Text"]),
    ("obsidian", "```ad-tip\ntitle: Read *this*\ncollapse: closed\nText\n```", ["Read *this*", "Text"]),
    ("obsidian", "Text\n^name", ["Text"]),
    ("obsidian", "%%\nA remark\n%%\nText", ["Text"]),
    ("kramdown", "Text\n{: .note}", ["Text"]),
    ("kramdown", "* TOC\n{:toc}", []),
    ("kramdown", "1. Contents\n{:toc}\n\n> * TOC\n> {:toc}", []),
    ("kramdown", "* One\n{: .a}\n* Two\n^\n* New", ["One", "Two", "New"]),
    ("kramdown", "> Quote\n{: .a #b}\n\nText\n{: key='x'}", ["Quote", "Text"]),
    ("kramdown", "{::comment}\nNobody\n{:/comment}\nText", ["Text"]),
    ("kramdown", "Text\n{:.a}\r\n", ["Text"]),
    ("kramdown", "*[HTML]: HyperText Markup Language", ["HyperText Markup Language"]),
    ("kramdown", "Term\n: One\n: Two", ["Term", "One", "Two"]),
    ("jekyll", '{% include note.html text="Read it" id="x" %}\nText', ["Read it", "Text"]),
    (
        "jekyll",
        '<details open markdown="block">\n  <summary>\n    Contents\n  </summary>\n  {: .text-delta }\n- TOC\n{:toc}\n</details>',
        ["Contents"],
    ),
    ("jekyll", "1. Run\n{% endtab %}\n{% tab Mac %}\nOther.", ["Run", "Other."]),
    ("jekyll", "{% highlight sh %}\n# code\n{% endhighlight %}\nText", ["Text"]),
    ("jekyll", "{% comment %}\nNobody\n{% endcomment %}", []),
    ("jekyll", "{{ content }}", []),
    ("hexo", "{% asset_img wide /a/pier.png 30 20 The pier's end %}", ["The pier's end"]),
    ("hexo", "{% img left /a/pier.png 30 20 '\"The title\" \"The pier\"' %}\nText", ['"The title" "The pier"', "Text"]),
    ("hexo", "Title: What to bring\n- A warm coat\n- A bottle\n\nText", ["Title: What to bring", "A warm coat", "A bottle", "Text"]),
    ("hexo", "{% note info no-icon Read it %}\nText\n{% endnote %}\n\n{% note info %}\nB\n{% endnote %}", ["Read it", "Text", "B"]),
    ("mdx", "<Foo\n  // c\n  a={/* d */ 1} /* e */\n  title=\"A b\"\n/>", ["A b"]),
    ("mdx", "<Foo a={x ? <b>Yes</b> : <i>No</i>} b={() => <p>One two</p>} c={[<i>A</i>, <i>B</i>]} d={x && <p>C</p>} />", ["Yes", "No", "One two", "A", "B", "C"]),
    ("hexo", "title: Low water\ndate: 2020-01-01\ntags:\n- a\n---\nText\n", ["Low water", "Text"]),
    ("hexo", "title: Low water\ndescription: \"When it: falls\"\n---\n\nText\n\n---\n\nMore", ["Low water", "When it: falls", "Text", "More"]),
    ("hexo", "{% link The ferry /a/ %}\n{% link _posts/a.md %}", ["The ferry"]),
    ("hexo", "{% link The ferry https://a.example true %}\n{% label @Low water %}", ["The ferry", "Low water"]),
    ("hexo", "{% btn /a/, Read more, home fa-fw %}\n{% folding green, Open it %}\nA\n{% endfolding %}", ["Read more", "Open it", "A"]),
    ("hexo", "{% codeblock Print it lang:js %}\nx\n{% endcodeblock %}\n{% codeblock lang:js %}\nx\n{% endcodeblock %}", ["Print it"]),
    ("hexo", "{% blockquote A. Doe https://a.example The sea %}\nA\n{% endblockquote %}\n{% blockquote A. Doe %}\nB\n{% endblockquote %}", ["The sea", "A", "B"]),
    ("jekyll", "{% for post in site.posts %}\n{% link _posts/a.md %}\n{% if page.title and x %}\nText", ["Text"]),
    ("mdx", '<Card title={<>Read <b>it</b></>} text="Other" />', ["Other", "Read <b>it</b>"]),
    ("mdx", "<Steps items={[{body: <p>Turn *it*</p>}, {title: 'Two', body: <p>Stop {x}</p>}]} />", ["Two", "Turn *it*"]),
    ("mdx", "<Foo icon={<Icon name='x' />} n={<b>42</b>} />\n\nA <Tip text={<b>Read</b>}>b</Tip> c", ["A <Tip text={<b>Read</b>}>b</Tip> c"]),
    ("mdx", "<Foo a={<b>one <b>two</b> three</b>} b={<>Do <>it</></>} c={<b>Do <i>it<br/></i></b>} />", ["Do <i>it<br/></i>"]),
    ("mdx", '<Foo\n  // "Another text here"\n  /* "And one more" */\n  url="//a.b" title="Read // it"\n/>', ["Read // it"]),
    ("jekyll", "<div class='x'>{{ notice | markdownify }}</div>\n\n<p>{{ a }}, {{ b }}</p>\n\n<p>By {{ a }}</p>", ["By {{ a }}"]),
    ("quarto", "Term\n:   It is `x`{.r}\n", ["Term", "It is `x`{.r}"]),
    ("vitepress", "<Card :label=\"'Read it'\" :items=\"['One thing', 'Two']\" :options=\"[{ label: 'Open', id: 'One thing' }]\" />", ["Read it", "One thing", "Open"]),
    ("vitepress", "<Card v-bind:title=\"x ? 'Yes' : 'No'\" :to=\"{ name: 'Home page' }\" :text=\"$t('Home page')\" :class=\"'Wide card'\" @click=\"say('Hello you')\" />", ["Yes", "No"]),
    ("mdbook", "{{#include a.md}}\n{{#title The tides}}", ["The tides"]),
    ("mdbook", '```admonish tip title="Read it"\nText\n```', ["Read it", "Text"]),
    ("mdbook", "```admonish info\n- One\n- Two\n```", ["One", "Two"]),
    ("mdbook", "Term\n: Definition", ["Term", "Definition"]),
    ("docfx", "[!INCLUDE [a](b.md)]\nText", ["Text"]),
    ("docfx", '> [!div class="checklist"]\n> * One', ["One"]),
    ("docfx", "> [!VIDEO https://example.org/x]", []),
    ("docfx", ':::image type="content" source="a.png" alt-text="A pier":::', ["A pier"]),
    ("docfx", ":::row:::\n   :::column:::\n      Low\n      water\n   :::column-end:::\n:::row-end:::", ["Low water"]),
    (
        "docfx",
        '1. One\n\n    :::row:::\n       :::column:::\n          :::image type="complex" alt-text="A pier":::\n'
        "             Long text\n          :::image-end:::\n\n          - In a list\n       :::column-end:::\n    :::row-end:::\n\n2. Two",
        ["One", "A pier", "Long text", "In a list", "Two"],
    ),
    (
        "docfx",
        ":::row:::\n    :::column:::\n    ### Top\n    Text\n    :::column-end:::\n:::row-end:::",
        ["Top", "Text"],
    ),
    ("docfx", '1. One\n\n   ::: zone pivot="a"\n\n   Two\n\n   ::: zone-end', ["One", "Two"]),
    ("docfx", "# [Windows](#tab/windows)\n\nRun it.\n\n---", ["[Windows](#tab/windows)", "Run it."]),
    ("docfx", '[!code-csharp[Main](a.cs?name=b "The program")]', []),
    ("docfx", ":::row:::\n:::column::: **Left** text :::column-end:::\n:::column::: [Right](x.md)\n:::column-end:::\n:::row-end:::", ["**Left** text", "[Right](x.md)"]),
    ("docfx", ':::image type="content" source="a.png" alt-text="A: b":::\nText', ["A: b", "Text"]),
    ("docfx", "- [!INCLUDE [a](b.md)]\n- b", ["b"]),
    # A container as the first block of a list item
    ("mkdocs", '- === "Mac"\n\n        Open the *lid*.\n\n    === "Linux"\n\n        Close it.', ["Mac", "Open the *lid*.", "Linux", "Close it."]),
    ("mkdocs", '-   !!! note "T"\n\n        Body\n\n    More', ["T", "Body", "More"]),
    ("mkdocs", '1.  ??? tip "T"\n        Body', ["T", "Body"]),
    ("mkdocs", '*\t!!! note "T"\n\n\t\tBody\n\n\tMore', ["T", "Body", "More"]),
    ("mkdocs", '> - !!! note\n>       a', ["a"]),
    ("mkdocs", "- /// tab | A\n  x\n  ///\n  /// tab | B\n  y\n  ///", ["A", "x", "B", "y"]),
    ("myst", "1. ```{note} T\n   :class: x\n\n   Body\n   ```\n2. b", ["T", "Body", "b"]),
    ("myst", "- :::{figure} a.png\n  :alt: A pier\n\n  At noon\n  :::", ["A pier", "At noon"]),
    ("quarto", '> 1. - ::: {.note title="X"}\n>      B\n>      :::', ["X", "B"]),
    ("docusaurus", "- a\n- :::note[T]\n\n  - B\n\n    C\n  :::", ["a", "T", "B", "C"]),
    ("", "- ```\n  ::: note\n  ```\n-     ::: note\n", []),
    # Tables drawn with characters
    ("pandoc", "  Fruit    Price\n-------  -------\n   Pear    two\n\nText", ["Fruit    Price\n-------  -------\n   Pear    two", "Text"]),
    ("pandoc", "- a\n\n  Fruit  Price\n  ------ -----\n  Pear   2\n\n  b", ["a", "Fruit  Price\n  ------ -----\n  Pear   2", "b"]),
    ("quarto", "Fruit  Price\n------ -----\nPear   2\n\n: Fares {#tbl-f}", ["Fruit  Price\n------ -----\nPear   2", "Fares"]),
    ("", "Intro\n--- ---\nMore text", ["Intro", "More text"]),
    ("pandoc", "Text\n\n---\nkeep: |\n  these\n...\n\nMore", ["Text", "More"]),
    ("pandoc", "Tide\n  ~ It rises\n  ~ It falls", ["Tide\n~ It rises\n~ It falls"]),
    ("kramdown", "| a |\n|---|\n| b |\n|===|\n| c |", ["a", "b", "c"]),
    ("mkdocs", "### ::: harbour.Ferry\n    options:\n      a: b\n\nText", ["Text"]),
    ("mkdocs", '- --8<-- "a.md"\n- b', ["b"]),
    ("mdbook", "~~~admonish tip.big title='Read it'\nText\n~~~", ["Read it", "Text"]),
    ("gfm", "$$\nx\n$$\n\nText", ["Text"]),
    ("", '[caption id="x"]\n![A](a.png)\nThe pier\n[/caption]\n\n[gallery ids="1,2"]', ["![A](a.png) The pier"]),
    ("obsidian", "Due date:: soon\nNext thing:: later", ["Due date:: soon\nNext thing:: later"]),
    ("gfm", "> [!NOTE]\n> Text", ["Text"]),
    ("gfm", "> [!NOTE] Title\n> Text", ["Title", "Text"]),
]  # fmt: skip


def _settings(dialect: str) -> MarkdownSettings:
    return MarkdownSettings(dialect=(dialect,) if dialect else ())


@pytest.mark.parametrize(("dialect", "text", "expected"), ROWS, ids=str)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_units(dialect: str, text: str, expected: list[str], line_end: str) -> None:
    source = text.replace("\r\n", "\n").replace("\n", line_end)
    document = markdown.parse(source.encode(), settings=_settings(dialect))
    assert [unit.source for unit in document.units] == expected
    targets = {unit.index: benign(unit, document.grammar) for unit in document.units}
    rendering = markdown.splice(document, targets)
    assert not rendering.refused
    localized = markdown.parse(rendering.data, settings=_settings(dialect))
    assert markdown.skeleton(localized) == markdown.skeleton(document)


@pytest.mark.parametrize("text", ["See [!INCLUDE [our name](name.md)] now.", "| [!include[x](y.md)] is it |\n|---|"])
def test_an_include_in_a_sentence_is_one_placeholder(text: str) -> None:
    (unit,) = (document := markdown.parse(text.encode())).units
    (tag,) = document.grammar.find_tags(unit.source)
    assert tag.text.lower().startswith("[!include")
    assert tag.text.endswith(".md)]")


@pytest.mark.parametrize(
    ("dialect", "text", "localized"),
    [
        ("mkdocs", '[Send](x.md){ .button title="Send it" }', '[Fraq](x.md){ .button title="Send it" }'),
        ("mkdocs", "- :clock:{ .lg .middle } __Soon__", "- :clock:{ .lg .middle } __Fbba__"),
        ("mkdocs", "| a { .x } |\n|---|\n| b { .y } |", "| n { .x } |\n|---|\n| o { .y } |"),
        ("mkdocs", "A [pier](x.md){ target=_blank } here", "N [cvre](x.md){ target=_blank } urer"),
        ("mkdocs", "See [harbour.Ferry][] now", "Frr [harbour.Ferry][] abj"),
        ("docfx", "> [!NOTE]\n> x\n> [!TIP]\n> y", "> [!NOTE]\n> k\n> [!TIP]\n> l"),
        ("docfx", "Select [!UICONTROL Save]", "Fryrpg [!UICONTROL Fnir]"),
        ("docfx", ':::image type="icon" source="a.png"::: **Do** it', ':::image type="icon" source="a.png"::: **Qb** vg'),
        ("docfx", 'Do :::image alt-text="Gear": ::: it', 'Qb :::image alt-text="Gear": ::: vg'),
        ("docfx", 'See @"Harbour.Ferry?text=x" now', 'Frr @"Harbour.Ferry?text=x" abj'),
        ("docfx", ":::column::: {x} y", ":::column::: {x} l"),
        ("quarto", "A tide \\index{tide} \\cite[p. 1]{doe}", "N gvqr \\index{tide} \\cite[p. 1]{doe}"),
        ("pandoc", "![Pier](b.png)\\", "![Cvre](b.png)\\"),
        ("mdbook", "It is \\\\( tide \\\\)", "Vg vf \\\\( tide \\\\)"),
        ("obsidian", "Due date:: soon\nOther:: later", "Due date:: fbba\nOther:: yngre"),
        ("obsidian", "- It has [rating:: good] (key:: x)", "- Vg unf [rating:: tbbq] (key:: k)"),
        ("kramdown", "|-----\n| a | b\n|=====\n| c | d\n|-----", "|-----\n| n | o\n|=====\n| p | q\n|-----"),
        ("kramdown", "| a | b |\n|---+---|\n| c | d |\n|---\n| e | f |", "| n | o |\n|---+---|\n| p | q |\n|---\n| r | s |"),
        ("", '[caption id="x"]<img src="x.jpg" /> The pier[/caption]', '[caption id="x"]<img src="x.jpg" /> Gur cvre[/caption]'),
        ("", "See [embed]the pier[/embed] now", "Frr [embed]gur cvre[/embed] abj"),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_syntax_in_a_text_stays(dialect: str, text: str, localized: str, line_end: str) -> None:
    source = text.replace("\n", line_end).encode()
    document = markdown.parse(source, settings=_settings(dialect))
    rendering = markdown.splice(document, {unit.index: benign(unit, document.grammar) for unit in document.units})
    assert not rendering.refused
    assert rendering.data.decode() == localized.replace("\n", line_end)
    unchanged = markdown.splice(document, {unit.index: unit.source for unit in document.units}, force=True)
    assert unchanged.data == source


@pytest.mark.parametrize(
    ("dialect", "source", "target"),
    [
        ("hexo", "See {% post_link low Low water %}.", "Vea {% post_link low Bajamar %}."),
        ("mdx", "A <Tip text={<b>Read it</b>}>word</Tip>.", "Una <Tip text={<b>Léala</b>}>palabra</Tip>."),
    ],
)
def test_a_text_in_an_inline_tag_may_be_translated(dialect: str, source: str, target: str) -> None:
    document = markdown.parse(source.encode(), settings=_settings(dialect))
    assert markdown.splice(document, {0: target}).data.decode() == target


@pytest.mark.parametrize("target", ["Marea < 3", "Marea <b", "3 > Marea", "Marea {", "Marea }"])
def test_no_translation_is_written_that_jsx_does_not_allow(target: str) -> None:
    document = markdown.parse(b"<Card text={<b>Low tide</b>} />", settings=_settings("mdx"))
    rendering = markdown.splice(document, {0: target})
    assert (list(rendering.refused), rendering.text) == ([0], document.text)


@pytest.mark.parametrize(
    ("source", "localized"),
    [
        ('<Card title="Low tide" />', '<Card title="La &quot;baja&quot;" />'),
        ('<Card text={tide ? "Low tide" : x} />', '<Card text={tide ? "La \\"baja\\"" : x} />'),
        ('<Card a={"b"} items={["Low tide", x]} />', '<Card a={"b"} items={["La \\"baja\\"", x]} />'),
        ('<Card a={<B />} b={<B title="Low tide" />} />', '<Card a={<B />} b={<B title="La &quot;baja&quot;" />} />'),
        ('<Card a={<b>1</b>} items={["Low tide"]} />', '<Card a={<b>1</b>} items={["La \\"baja\\""]} />'),
        ('<Card a={["b"]} title="Low tide" />', '<Card a={["b"]} title="La &quot;baja&quot;" />'),
    ],
)
def test_a_quotation_mark_in_a_string_of_javascript(source: str, localized: str) -> None:
    document = markdown.parse(source.encode(), settings=_settings("mdx"))
    assert [unit.source for unit in document.units] == ["Low tide"]
    assert markdown.splice(document, {0: 'La "baja"'}).text == localized
