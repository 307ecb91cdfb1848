"""Documents for the tests of invariants: fixtures, the CommonMark examples, a real book, and generated ones."""

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from tests.shared import SHARED
from workflow.formats import FORMATS
from workflow.formats.base import Format, FormatSettings
from workflow.model import Document

__all__ = ["FIXTURES", "book", "examples", "fixtures", "markdown_texts", "parsed", "plain_texts"]

MARKDOWN = FORMATS[".md"]
FIXTURES = Path(__file__).parent / "fixtures"


def fixtures(suffix: str) -> list[tuple[str, str]]:
    """Our own documents of a format: names and texts."""
    return [
        (path.name, path.read_bytes().decode())
        for path in sorted(FIXTURES.glob(f"*{suffix}"))
        if ".upper." not in path.name
    ]


def examples() -> Iterator[tuple[str, str]]:
    """The 652 examples of the CommonMark specification."""
    path = SHARED / "realworld" / "commonmark" / "spec-examples.json"
    for example in json.loads(path.read_text(encoding="utf-8")):
        yield f"example {example['example']}", example["markdown"]


def book() -> Iterator[tuple[str, str]]:
    """The 710 Markdown files of a real book."""
    folder = SHARED / "realworld" / "markdown"
    for path in sorted(folder.rglob("*.md")):
        yield path.relative_to(folder).as_posix(), path.read_bytes().decode()


_LINES = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            "text",
            "text *em* `c`",
            "# H",
            "## H {#a .b}",
            "===",
            "---",
            "***",
            "+++",
            "hard  ",
            "hard\\",
            "wrapped \\# esc",
        ),
        *("- item", "- [ ] task", "  - nested", "1. one", "10) x", "* [ref]: /u", "> q", "> - q", "> > q", "> [!NOTE]"),
        *("```", "~~~js", "    code", "\tcode", "$x$", "$$", "Term", ": def", "[^1]", "[^1]: foot", "    foot"),
        *("| a | b |", "|---|:-:|", "| x \\| y | `z` |", "a|b", "-|-", '| ![i](u "t") | <img alt="x"> |'),
        *(
            '[ref]: /u "T"',
            "[ref]",
            "[x][ref] and [ref][]",
            "![ref][]",
            "[x](<u v> 't')",
            "![alt *x*](u)",
            '[![a](u "t")](v "w")',
        ),
        *(
            "<div>",
            "</div>",
            '<p title="x">text <b>b</b></p>',
            "<details><summary>S</summary>",
            "</details>",
            "<br>",
            "<a href=x>",
        ),
        *(
            "<!-- c -->",
            "<!-- i18n:skip -->",
            "<!-- i18n:context m -->",
            "<!-- i18n:skip-start -->",
            "<!-- i18n:skip-end -->",
        ),
        *(
            "<script>",
            "</script>",
            "<pre>",
            "</pre>",
            '<span translate="no">x</span> y',
            "<code>a",
            "b</code> c",
            "<http://x.example>",
        ),
        *(
            '!!! note "T *i*"',
            "!!! tip",
            "??? x",
            "    body",
            "        deep",
            "::: warning Title",
            ":::info[T]",
            ":::",
            "::::",
        ),
        *(
            "<Tabs>",
            '  <Tab label="One *two*">',
            "<Card",
            '  title="A card">',
            "  </Tab>",
            "</Tabs>",
            "<Tab label={'Three four'}>five **six**</Tab>",
            "<Link to={x}>seven</Link> eight",
            "{list.map(x => (",
            "))}",
            "{x} and <B a={{b: 'c'}} />",
            "{/* remark */}",
            "export const a = {",
        ),
        *(
            '{{< tab header="Nine ten" lang="go" >}}',
            "{{< /tab >}}",
            '{{% alert title="Eleven" %}}',
            "{{% /alert %}}",
            "{{< figure",
            'caption="Twelve thirteen" >}}',
            '{% tab title="Fourteen" %}',
            "{% endtab %}",
            '- {{< button "Fifteen sixteen" >}}',
            '{{domxref("a", "b c")}} text',
            "- : definition",
            "`code` {{ macro }}",
            "{{</* x */>}} y {{</* z */>}}",
        ),
        *("```js", "// one comment", "x = 1 // another", "/* a long", " * comment */", "```{python}", "# a comment"),
        *(
            '#| fig-cap: "A: b"',
            "#| fig-alt: words",
            "#|   and more",
            "```mermaid",
            "graph",
            "A[One label] -->|two| B(3)",
        ),
        *("{name} %s", "&amp; &lt;", "日本", "語", "**", "[", "](", "`", "éé", "\u200f", "\ufeff", "\x00", "a" * 50),
    ]
)
_INDENTS = st.sampled_from(["", "", "", "", "", "", "  ", "   ", "    ", "\t", "> ", "- ", "1. "])
_TAILS = st.sampled_from(["", "", "", "", "", " ", "  ", "\t", " #", " ::: x", " <b>"])
_HEADS = st.sampled_from(
    [
        *([""] * 12),
        '\ufeff---\ntitle: "x: y"\n---\n',
        "---\ntitle: [a, b]\ndescription: >-\n  x\n  y\n---\n",
        "+++\ntitle = 'x'\n+++\n",
        "---\nfoo\n---\n",
        "---\ntitle: {broken\n---\n",
    ]
)


@st.composite
def markdown_texts(draw: st.DrawFn) -> str:
    """Markdown of everything at once, most of it in odd places, with every kind of line end."""
    lines = draw(st.lists(st.tuples(_INDENTS, _LINES, _TAILS), max_size=12))
    text = draw(_HEADS) + "\n".join("".join(line) for line in lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])))


def parsed(
    text: str, *, path: str = "", settings: FormatSettings | None = None, handler: Format = MARKDOWN
) -> Document:
    """A text as a document: Markdown, unless another format is named."""
    return handler.parse(text.encode(), path=path, settings=settings)


_SENTENCES = st.sampled_from(
    [
        *(
            "The ferry left at six.",
            "Nobody was hurt",
            "Crews stayed ashore, and the pier was empty for most of the day.",
            "Why?",
        ),
        *(
            "THE STRIKE",
            "Call 112 or write to desk@example.org.",
            "See https://example.org/a?b=c for more",
            "2026",
            "{name} has %s left",
        ),
        *(
            "港は静かだった。",
            "船員は陸に残った。",
            "شارع الميناء",
            '"We are ready," she said.',
            "Photo: Lena Orr/Harbour Wire",
            "don't",
        ),
        *(
            "- milk",
            "* bread",
            "• tea",
            "1. First",
            "2. Second",
            "3) Third",
            "12. October",
            "-----",
            "=====",
            "* * *",
            "***",
            "~~~",
        ),
        *(
            "a\tb",
            "Two  spaces.  Here.",
            "<b>bold</b> & co",
            "`code`",
            "{{ x }}",
            "\u00a0",
            "\x85",
            "\u2028",
            "\u200f",
            "e\u0301",
            "word " * 30,
        ),
    ]
)
_GAPS = st.sampled_from(
    [
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "\n \t\n",
        "\n\n\n",
        "\n\f",
        "\n\n\f\n",
        "\n    ",
        "\n  ",
        "\n\t",
        "\n> ",
        "\n\n> > ",
        " ",
    ]
)


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    """Plain text of every kind: paragraphs by blank lines or by lines, wrapped or not, lists, headings, page breaks."""
    text = draw(st.sampled_from(["", "", "\ufeff", "\n\n", "  "]))
    for sentences, gap in draw(st.lists(st.tuples(st.lists(_SENTENCES, min_size=1, max_size=5), _GAPS), max_size=10)):
        paragraph = " ".join(sentences)
        text += (textwrap.fill(paragraph, 60) if draw(st.booleans()) and len(sentences) > 2 else paragraph) + gap
    text = text.removesuffix(draw(st.sampled_from(["", "\n", "\n\n"])))
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])))
