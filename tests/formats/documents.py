"""Documents for the laws: our own fixtures, the CommonMark examples, a real book, and generated ones."""

import json
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from tests.shared import SHARED

__all__ = ["FIXTURES", "book", "examples", "fixtures", "markdown_texts"]

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
