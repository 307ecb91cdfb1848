"""Texts in code blocks: comments, the labels of diagrams, captions in cell options. Code stays code, whatever a translation holds."""

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, String

from tests.formats.translators import JUNK, hostile
from workflow.formats import markdown
from workflow.formats.base import Rendering
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document, Kind

ON = MarkdownSettings(code_comments=True)


def parsed(text: str, settings: MarkdownSettings = ON) -> Document:
    return markdown.parse(text.encode(), path="a.md", settings=settings)


def block(language: str, code: str) -> str:
    return f"```{language}\n{code}\n```\n"


def sources(text: str, settings: MarkdownSettings = ON) -> list[str]:
    return [unit.source for unit in parsed(text, settings).units]


def spliced(text: str, *targets: str) -> Rendering:
    return markdown.splice(parsed(text), dict(enumerate(targets)))


COMMENTS = [
    ("python", "x = 1  # the tide table", ["the tide table"]),
    ("python", "# Read the table\n# from the harbour.\nx = 1", ["Read the table from the harbour."]),
    ("python", "# Read it.\n# Close it.", ["Read it.\nClose it."]),
    ("python", "# Read it\n#\n# Close it", ["Read it", "Close it"]),
    ("python", "# Steps:\n# - read it\n#   twice\n# - close it", ["Steps:", "read it twice", "close it"]),
    ("python", "# Read it\nx = 1  # twice", ["Read it", "twice"]),
    ("python", "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# type: ignore\n# Hello there", ["Hello there"]),
    ("python", "# x = table(1)\n# if x:\n#     print(x)\n# Hello there", ["Hello there"]),
    ("python", 's = "# no comment"\n"""A docstring."""', []),
    ("js", "// Open the door\nopen(); /* then wait */", ["Open the door", "then wait"]),
    ("js", "/**\n * Opens it.\n * @param {Door} door - The door\n */", ["Opens it.", "The door"]),
    ("js {1,3} title=x", "// eslint-disable-next-line\n// src/door.js\n// A word", ["A word"]),
    ("jsx", "<A>{/* a remark here */}</A>", ["a remark here"]),
    ("jsonc", '{\n  // The name\n  "a": 1\n}', ["The name"]),
    ("rust,editable", "/// Opens it.\n///\n/// ```\n/// open(); // no\n/// ```\nfn a() {}", ["Opens it."]),
    ("{.bash .numberLines}", "# Install it first\nsudo apt install x  # as root", ["Install it first", "as root"]),
    ("console", "$ ls  # list all files\nfoo bar", ["list all files"]),
    ("yaml", "# Where it is kept\npath: /x # a folder\n# key: value", ["Where it is kept", "a folder"]),
    ("toml", "# Where it is kept\na = 1", ["Where it is kept"]),
    ("sql", "-- All boats\nSELECT 1; /* no more */", ["All boats", "no more"]),
    ("lua", "--[[ A long\nremark ]]\n-- A short one", ["A long remark", "A short one"]),
    ("html", "<!-- A remark\n     goes on -->\n<p>Text</p>", ["A remark goes on"]),
    ("css", "/* The sea is blue */\na { color: blue }", ["The sea is blue"]),
    ("c", "#include <tide.h> // for tides\n", ["for tides"]),
    ("go", "//go:build linux\n// Package tide has tables.", ["Package tide has tables."]),
    ("haskell", "{- A remark -}\n-- Another one", ["A remark", "Another one"]),
    ("latex", "% A remark\n\\section{A}", ["A remark"]),
    ("dockerfile", "# A small image\nFROM x", ["A small image"]),
    ("powershell", "<# A remark #>\n# Another one", ["A remark", "Another one"]),
    ("python", "# 港の潮位表を読む。\nx = 1", ["港の潮位表を読む。"]),
    ("js", 'alert(1); // "John"\nf(); // true\ng(); // => 5', []),
    ("nosuchlanguage", "# A remark", []),
    ("", "# A remark", []),
    ("text", "# A remark", []),
]


@pytest.mark.parametrize(("language", "code", "expected"), COMMENTS, ids=str)
def test_comments(language: str, code: str, expected: list[str]) -> None:
    assert sources(block(language, code)) == expected
    assert {unit.kind for unit in parsed(block(language, code)).units} <= {Kind.COMMENT}
    assert sources(block(language, code), MarkdownSettings()) == []


@pytest.mark.parametrize("language", ["python", "js", "rust", "html", "sql", "lua", "c"])
def test_the_first_line_of_two_blocks(language: str) -> None:
    """Comments of neighbouring ``/* … */`` are not one."""
    marks = {"html": ("<!-- ", " -->"), "python": ("# ", "\nx\n"), "lua": ("--[[ ", " ]]")}
    start, end = marks.get(language, ("/* ", " */"))
    assert sources(block(language, f"{start}one word{end}\n{start}two words{end}")) == ["one word", "two words"]


LABELS = [
    ("graph TD\n  A[Low water] -->|turns| B{High water?}", ["Low water", "turns", "High water?"]),
    ('flowchart LR\n  A("Low (water)") --> B((Sea))\n  A -- rises --> B', ["Low (water)", "Sea", "rises"]),
    ("graph TD\n  %% A remark\n  style A fill:#fff\n  subgraph The harbour\n  end", ["A remark", "The harbour"]),
    ("sequenceDiagram\n  participant P as The pilot\n  P->>S: Come in!\n  Note over P,S: They wait", ["The pilot", "Come in!", "They wait"]),
    ("sequenceDiagram\n  loop Every hour\n    P->>S: Ask\n  end", ["Every hour", "Ask"]),
    ('pie title Boats in port\n  "Ferries" : 3', ["Ferries"]),
    ("---\ntitle: Boats in port\n---\ngraph TD\n  A[Sea]", ["Boats in port", "Sea"]),
    ("gantt\n  title The week\n  dateFormat YYYY-MM-DD\n  section Work\n  Paint the hull :a1, 2026-01-01, 3d", ["The week", "Work", "Paint the hull"]),
    ("%%{init: {'theme': 'dark'}}%%\ngraph TD\n  A --> B", []),
    ("stateDiagram-v2\n  Low --> High: rising tide", ["rising tide"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), LABELS, ids=str)
def test_labels(code: str, expected: list[str]) -> None:
    assert sources(block("mermaid", code)) == expected
    assert sources(block("mermaid", code), MarkdownSettings()) == []


OPTIONS = [
    ('#| fig-cap: "A plot"', ["A plot"]),
    ("#| fig-cap: A plot\n#| echo: false\n#| label: fig-a", ["A plot"]),
    ("#| fig-alt: A line\n#|   that rises", ["A line that rises"]),
    ("#| fig-cap: |\n#|   A line\n#|   that rises", ["A line that rises"]),
    ('#| fig-subcap:\n#|   - "One"\n#|   - Two', ["One", "Two"]),
    ('#| fig-subcap: ["One", "Two"]', ["One", "Two"]),
    ("#| tbl-cap: 'It''s a table'", ["It''s a table"]),
    ("//| fig-cap: A plot", ["A plot"]),
    ("#| code-summary: Show the code", ["Show the code"]),
    ("#| fig-cap: !expr f(x)", []),
    ("plot(x)\n#| fig-cap: too late", []),
]


@pytest.mark.parametrize(("code", "expected"), OPTIONS, ids=str)
@pytest.mark.parametrize("info", ["{r}", "{python}", "{r, echo=FALSE}"])
def test_cell_options(info: str, code: str, expected: list[str]) -> None:
    """They are offered whether comments are or not: they are captions of the page."""
    assert sources(block(info, code), MarkdownSettings()) == expected
    assert sources(block("r", code), MarkdownSettings()) == []


def test_written_in_the_lines_of_the_source() -> None:
    """What names lines of the code, such as ``hl_lines``, stays right."""
    text = "> - ```py\n>   # Read the whole table\n>   # from the harbour\n>   # master.\n>   x = 1\n>   ```\n"
    found = spliced(text, "Lee toda la tabla que tiene la capitanía del puerto")
    assert found.text == (
        "> - ```py\n>   # Lee toda la tabla\n>   # que tiene la\n>   # capitanía del puerto\n>   x = 1\n>   ```\n"
    )
    assert not found.refused


def test_a_line_end_of_the_translator_is_a_line() -> None:
    text = block("js", "  // Read it.\n  // Close it.\n  x()")
    assert spliced(text, "Léelo.\nCiérralo.").text == block("js", "  // Léelo.\n  // Ciérralo.\n  x()")


@pytest.mark.parametrize("target", ["=> y", "x = 5", "true", "è", "...", "nota: x", "a.b", "if x:"])
def test_a_translation_need_not_look_like_prose(target: str) -> None:
    text = block("py", "x = 1  # a remark")
    found = spliced(text, target)
    assert (found.refused, found.text) == ({}, text.replace("a remark", target))


def test_windows_line_ends() -> None:
    text = block("js", "/*\n * Read it\n * twice.\n */\nx()").replace("\n", "\r\n")
    assert spliced(text, "Léelo dos veces.").text == text.replace("Read it", "Léelo dos").replace("twice.", "veces.")


def test_japanese_is_broken_between_characters() -> None:
    text = block("py", "# Read the table\n# of the harbour.\nx = 1")
    assert spliced(text, "港の潮位表を読みます").text == block("py", "# 港の潮位表\n# を読みます\nx = 1")


BREAKING_OUT = [
    ("js", "/* a remark */ x()", "una nota */ y() /*"),
    ("js", "// a remark\nx()", "una nota\u2028y()"),
    ("js", "// a remark\nx()", "una nota\ny()"),
    ("js", "// a remark\nx()", "una nota\r\ny()"),
    ("c", "// a remark\nx();", "una nota \\"),
    ("bash", "# a remark\nx", "una nota\ny"),
    ("php", "<?php\n// a remark\nx();", "una nota ?> <b>"),
    ("html", "<!-- a remark --><p>", "una nota --> <script>"),
    ("html", "<!-- a remark --><p>", "una nota --!> <b>"),
    ("js", "/* a remark\n   goes on */\nx()", "una nota\n```\n# Not code"),
    ("py", "# a remark\nx = 1", "una nota\x0cy = 2"),
    ("rust", "//a remark\nx()", "/una nota"),
    ("lua", "--[[ a remark ]] x()", "una nota ]] y()"),
    ("haskell", "{- a remark -} x", "una nota -} y"),
]


@pytest.mark.parametrize(("language", "code", "target"), BREAKING_OUT, ids=str)
def test_nothing_breaks_out_of_a_comment(language: str, code: str, target: str) -> None:
    text = block(language, code)
    found = spliced(text, target)
    assert outside(found.text) == outside(text)


@pytest.mark.parametrize("target", ["Agua] --> C[x", "agua|mar", '"agua"', "agua; B --> C", "agua (baja)", "agua{mar}"])
def test_nothing_breaks_out_of_a_label(target: str) -> None:
    text = block("mermaid", "graph TD\n  A[Low water] -->|turns| B")
    found = spliced(text, target, target)
    assert not found.refused
    label = re.sub(r"#\d+;", "", found.text.split("A[", 1)[1].split("] -->|", 1)[0])
    assert not set('[]|(){};"') & set(label)
    assert [unit.kind for unit in parsed(found.text).units] == [Kind.LABEL] * 2


@pytest.mark.parametrize("raw", ["A plot", "'A plot'", '"A plot"'])
@pytest.mark.parametrize(
    "target", ["Marea: hoy", "una 'línea'", 'una "línea"', "a # b", "- a", "[a]", "\\n", "&a", "yes: "]
)
def test_the_value_of_an_option_stays_yaml(raw: str, target: str) -> None:
    import yaml

    found = spliced(block("{r}", f"#| fig-cap: {raw}\nplot(x)"), target)
    assert not found.refused
    assert yaml.safe_load(found.text.split("#| ")[1].split("\n")[0]) == {"fig-cap": target.strip()}


def test_a_plain_value_on_two_lines_is_left_as_it_is_if_yaml_would_misread_the_translation() -> None:
    text = block("{r}", "#| fig-alt: A line\n#|   that rises\nplot(x)")
    assert spliced(text, "Una línea que sube").text == block("{r}", "#| fig-alt: Una línea\n#|   que sube\nplot(x)")
    assert list(spliced(text, "Marea: sube").refused) == [0]


LANGUAGES = ["python", "js", "c", "bash", "html", "yaml", "sql", "rust", "lua", "php", "css", "r", "mermaid", "{r}"]
_CODE_LINES = st.lists(
    st.sampled_from(
        [
            *("# one comment", "  # goes on", "// one comment", "// another one.", "/* a long", " * comment", "*/"),
            *("/* whole */", "<!-- a remark -->", "-- a remark", "x = 1", "x();", '"# text"', "'", '"', "{", "}", "", "\\"),
            *("#| fig-cap: words", '#| fig-alt: "more words"', "#|   and more", "#| - item", "graph TD", "A[label] -->|edge| B(c)"),
            *("<?php", "?>", "日本語の注釈", "# 日本語", "// @param x the thing", "# - item", "    ```", "/// doc", "a # b // c"),
        ]
    ),
    max_size=10,
)  # fmt: skip


def outside(text: str) -> str:
    """The code of a document's first code block without comments, as pygments reads it, and without white space."""
    text = text.replace("\r\n", "\n")  # as pygments does; a backslash before it means something else to its rules
    language = text.split("\n", 1)[0].strip("`{}\r ")
    code = text.split("\n", 1)[1].rsplit("```", 1)[0]
    if language == "mermaid":
        return ""
    tokens = get_lexer_by_name(language).get_tokens_unprocessed(code)
    kept = [
        value
        for _, kind, value in tokens
        if (kind not in Comment or kind in Comment.Preproc) and kind not in String.Doc
    ]
    return re.sub(r"\s", "", "".join(kept))


@given(st.sampled_from(LANGUAGES), _CODE_LINES, st.integers(0, 2**32), st.sampled_from(["\n", "\r\n"]))
@example("r", ["    ```", "# one comment", "\\", "    ```"], 0, "\r\n")
@settings(max_examples=300, deadline=None)
def test_code_stays_code(language: str, lines: list[str], seed: int, line_end: str) -> None:
    text = block(language, "\n".join(lines)).replace("\n", line_end)
    document = parsed(text)
    assert markdown.splice(document, {}).text == text
    chance = random.Random(seed)
    targets = {unit.index: hostile(chance, unit) for unit in document.units if unit.kind is Kind.COMMENT}
    found = markdown.splice(document, targets)
    assert outside(found.text) == outside(text)


@pytest.mark.parametrize("junk", JUNK, ids=repr)
@pytest.mark.parametrize("language", ["js", "html", "python", "mermaid"])
def test_junk(language: str, junk: str) -> None:
    code = {"mermaid": "graph TD\n  A[a label] --> B", "html": "<!-- a remark -->", "js": "/* a\n * remark */ x()"}
    text = block(language, code.get(language, "# a remark\nx = 1"))
    found = spliced(text, f"una {junk} nota")
    assert outside(found.text) == outside(text)
    assert len(found.text.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize("text", ["a" * 20_000, "# " * 5_000, "-. x " * 4_000, " " * 20_000, "*" * 20_000, "(" * 5_000])
@pytest.mark.parametrize("language", ["python", "js", "mermaid", "{r}", "html"])
def test_long_lines(language: str, text: str) -> None:
    for code in (text, f"# {text}", f"/* {text}", f"#| fig-cap: {text}", f"graph TD\n  A[{text}"):
        document = parsed(block(language, code))
        assert markdown.splice(document, {}).text == document.text
