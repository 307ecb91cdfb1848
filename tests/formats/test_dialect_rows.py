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
    ("gfm", "> [!NOTE]\n> Text", ["Text"]),
    ("gfm", "> [!NOTE] Title\n> Text", ["Title", "Text"]),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), ROWS, ids=str)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_units(dialect: str, text: str, expected: list[str], line_end: str) -> None:
    source = text.replace("\r\n", "\n").replace("\n", line_end)
    document = markdown.parse(source.encode(), settings=MarkdownSettings(dialect=(dialect,)))
    assert [unit.source for unit in document.units] == expected
    targets = {unit.index: benign(unit, document.grammar) for unit in document.units}
    rendering = markdown.splice(document, targets)
    assert not rendering.refused
    localized = markdown.parse(rendering.data, settings=MarkdownSettings(dialect=(dialect,)))
    assert markdown.skeleton(localized) == markdown.skeleton(document)


@pytest.mark.parametrize("text", ["See [!INCLUDE [our name](name.md)] now.", "| [!include[x](y.md)] is it |\n|---|"])
def test_an_include_in_a_sentence_is_one_placeholder(text: str) -> None:
    (unit,) = (document := markdown.parse(text.encode())).units
    (tag,) = document.grammar.find_tags(unit.source)
    assert tag.text.lower().startswith("[!include")
    assert tag.text.endswith(".md)]")
