"""The syntax of MkDocs, MyST, Pandoc and Quarto: what is a unit, what is not, and what the page shows."""

import pytest

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.formats.markdown import MarkdownSettings


def sources(text: str, *dialect: str) -> list[str]:
    return [unit.source for unit in parsed(text, settings=MarkdownSettings(dialect=dialect)).units]


def page(text: str, *dialect: str) -> str:
    document = parsed(text, settings=MarkdownSettings(dialect=dialect))
    return markdown.page(document, markdown.splice(document, {}), {}).body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n{: .note}\n", ["Text"]),
        ("Text\n{ .annotate }\n", ["Text"]),
        ("Text\n{.wide}\n", ["Text"]),
        ('=== "Linux"\n    Run it.\n', ["Linux", "Run it."]),
        ("/// tab | A title\nx\n///\n", ["A title", "x"]),
        ("/// caption\nA pier\n///\nText\n", ["A pier", "Text"]),
        (":::{admonition} T\n:class: warning\nBody\n:::\n", ["T", "Body"]),
        (":::{figure} pier.png\n:alt: A pier\n:width: 50%\nThe caption\n:::\n", ["A pier", "The caption"]),
        (":::{figure} pier.png\n:label: fig-pier\n:name: x\n\nText\n:::\n", ["Text"]),
        ("{==\n\nMarked\n\n==}\n", ["Marked"]),
        ("::: {.callout-tip}\n## Title\n\nText\n:::\n", ["Title", "Text"]),
        ("Body\n^^^\nMiddle\n+++\nFoot\n", ["Body", "Middle", "Foot"]),
        ("![A pier](x.png){width=50%} is long.\n", ["![A pier](x.png){width=50%} is long."]),
        ("a.  from\nb.  to\n", ["a.  from\nb.  to"]),
        ("i)  one\nii) two\n", ["i)  one\nii) two"]),
        ("#. one\n#. two\n", ["#. one\n#. two"]),
        ("(@a) one\n(@b) two\n", ["(@a) one\n(@b) two"]),
        (":field one: x\n:field two: y\n", [":field one: x\n:field two: y"]),
        ("== Low water\ntext\n== High water\n", ["== Low water\ntext\n== High water"]),
    ],
)
def test_lines_whose_ends_are_syntax_are_not_joined(text: str, expected: list[str]) -> None:
    assert sources(text) == expected
    assert sources(text.replace("\n", "\r\n")) == expected


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("{: .note }\n", ""),
        ("{# A remark #}\n", ""),
        ("{# A remark\nin #2 lines #}\n", "mkdocs"),
        ("::: mkdocs-click\n    :module: harbour\n    :command: moor\n", "mkdocs"),
        ("::: harbour.boats:Boat.moor\n", "mkdocs"),
        ("{ .note #x key=value }\n", ""),
        ("(my-label)=\n", ""),
        ("\\newpage\n", ""),
        ("\\begin{align*}\na &= b \\\\\nwords here\n\\end{align*}\n", ""),
        ("\\begin{tabular}{ll}\nmore words & here \\\\\n\\end{tabular}\n", ""),
        ("$$\nx = \\text{words here}\n$$\n", ""),
        ("$$\nx\n$$ (eq-x)\n", ""),
        ("$$ x + y $$ {#eq-x}\n", ""),
        ("\\[\nx = y\n\\]\n", ""),
        ('--8<-- "x.md"\n', ""),
        (';--8<-- "x.md"\n', ""),
        ("--8<--\nx.md\ny.md\n--8<--\n", ""),
        ("::: harbour.Ferry\n    options:\n      members: true\n", ""),
        ("[=75%]\n", ""),
        ("{==\n\n==}\n", ""),
        ("+++ {\"tags\": [\"x\"]}\n", ""),
        ("% a remark\n% in two lines\n", "myst"),
        (". . .\n", "quarto"),
        ("```{solution} label-of-it\n:label: other\n```\n", ""),
        ("```{versionadded} 1.2\n```\n", ""),
        ("![](x.png){width=50% .wide}\n", ""),
        ("::: {#refs}\n:::\n", ""),
    ],
)  # fmt: skip
def test_syntax_is_no_unit(text: str, dialect: str) -> None:
    assert sources(text, *filter(None, [dialect])) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```{note}\nBody\n```\n", ["Body"]),
        ("```{admonition} T\nBody\n```\n", ["T", "Body"]),
        ("```{margin} Aside\nBody\n```\n", ["Aside", "Body"]),
        ("```{figure-md} x\n![A boat](x.png)\n\nCaption\n```\n", ["A boat", "Caption"]),
        ("```{image} x.png\n:alt: A map\n```\n", ["A map"]),
        ("```{code-block} python\n:caption: Ask\nx = 1\n```\n", ["Ask"]),
        ("```{code-block} python\n---\ncaption: Ask\nlineno-start: 2\n---\nx = 1\n```\n", ["Ask"]),
        ("```{toctree}\n:caption: All\n\nHow to moor <moor>\nother\n```\n", ["All", "How to moor"]),
        ("```{csv-table} Fares\nIsland, 4\n```\n", ["Fares", "Island"]),
        ('```{csv-table} Fares\n:header: "Route", "Price, all", 3\n:widths: 1, 2\n\nA b,"2.50"\n```\n', ["Fares", "Route", "Price, all", "A b"]),
        ("- :::{csv-table}\n  :delim: ;\n\n  Route; Price, all\n  :::\n", ["Route", "Price, all"]),
        ("```{csv-table} Fares\n:file: fares.csv\n:header: Route, 2\n```\n", ["Fares", "Route"]),
        ('> ```{csv-table}\n> "multi\n> line", b\n> ```\n', ["multi\nline", "b"]),
        ('- ```{csv-table}\n  "multi\n  line", b\n  ```\n', ["multi\nline", "b"]),
        ("```{csv-table} Fares\n---\nwidths: 1, 2\ndelim: ';'\n---\nRoute; Price, all\n```\n", ["Fares", "Route", "Price, all"]),
        ("```{csv-table} Fares\n---\nfile: fares.csv\n\n---\n```\n", ["Fares"]),
        ("```{csv-table} Fares\n---\nheader: Name, Depth\n---\na, b\n```\n", ["Fares"]),
        ("```{csv-table} Fares\n---\nheader: >-\n  Name, Depth\n---\na, b\n```\n", ["Fares"]),
        ('> ```{csv-table}\n> "One ""two""", Three\n> ```\n', ['One "two"', "Three"]),
        ('``` py title="Your settings" hl_lines="1"\nx\n```\n', ["Your settings"]),
        ('``` py title="setup.py"\nx\n```\n', []),
        ('> ```{r, fig.cap="The tide", echo=FALSE}\n> x\n> ```\n', ["The tide"]),
        ('- a\n\n  ~~~ {.py caption="How to ask"}\n  x\n  ~~~\n', ["a", "How to ask"]),
        ('![A pier](x.png){#x fig-alt="A long pier." width=50%}\n', ["A pier", "A long pier."]),
        ("[![A badge](b.svg)](x){target=_blank}\n", ["A badge"]),
        ("| ![A](a.png){ width=10 } |\n|---|\n| ![B](b.png){#x} |\n", ["A", "B"]),
        ("![A](a.png){width=1}\n![B](b.png){width=2}\n", ["A", "B"]),
        ('[=75% "Three quarters built"]\n', ["Three quarters built"]),
        ('{attribution="An old sailor"}\n> Wait.\n', ["An old sailor", "Wait."]),
        ('<figure markdown="span">\n  ![A pier](x.png)\n  <figcaption>At noon</figcaption>\n</figure>\n', ["A pier", "At noon"]),
        ("```{glossary}\nTide\n  It rises\n  and falls.\n\nNeap\nNeap tide\n  Small.\n```\n", ["Tide", "It rises and falls.", "Neap", "Neap tide", "Small."]),
        (":::{image} x.png\n:alt: A map\n:::\n", ["A map"]),
        (":::{code-block} python\n:caption: Ask\n\nx = 1\n\ny = 2\n:::\n\nText\n", ["Ask", "Text"]),
        ("::::{note}\n:::{toctree}\n:maxdepth: 2\n\nHow to moor <moor>\nother\n:::\nBody\n::::\n", ["How to moor", "Body"]),
        (":::{code-block} md\n~~~\nc\n~~~\n:::\n:::{code-block} md\n```\nc\n```\n:::\n", []),
        (":::{my-card} 標題\n正文\n:::\n", ["標題", "正文"]),
        ("{{< notice \"Внимание\" >}}\nТекст\n{{< /notice >}}\n", ["Внимание", "Текст"]),
        ("/// figure-caption | < ^1\nA pier\n///\n", ["A pier"]),
        ("``` js [The usual way]\nx\n```\n``` js [config.js]\nx\n```\n", ["The usual way"]),
        ("Title: The tides\nDate: 2026-11-30\nSummary: When to sail\n\nText\n", ["The tides", "When to sail", "Text"]),
        ("---\nlayout: two-cols\ntitle: Low water\n---\n\n# Left\n\n::right::\n\n# Right\n", ["Low water", "Left", "Right"]),
        ("# One\n\n---\nlayout: two-cols\ntitle: Low water\n---\n\n# Two\n", ["One", "Low water", "Two"]),
        ("![A pier](x.png ':size=50x100')\n", ["A pier"]),
        ("!> Mind the gap.\n\n?> A tip.\n", ["Mind the gap.", "A tip."]),
        (">[!faq]Open?\n>Yes.\n", ["Open?", "Yes."]),
        ('!!! note ""\n    <p>One.</p>\n    <div>\n    Two.\n    </div>\n\nThree\n', ["One.", "Two.", "Three"]),
    ],
)  # fmt: skip
def test_what_people_read_is_a_unit(text: str, expected: list[str]) -> None:
    assert sources(text) == expected
    document = parsed(text)
    rendering = markdown.splice(document, {unit.index: unit.source.upper() for unit in document.units})
    assert not rendering.refused
    assert sources(rendering.text) == [source.upper() for source in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| a |\n|---|\n| b |\n\n: Fares\n", ["a", "b", "Fares"]),
        ("Table: Fares\n\n| a |\n|---|\n| b |\n", ["Fares", "a", "b"]),
        ("% On *ferries*\n% A. Sailor\n% May\n\nText\n", ["On *ferries*", "Text"]),
        ("+---+---+\n| a | b |\n+---+---+\n", ["+---+---+\n| a | b |\n+---+---+"]),
        ("------\n a  b\n--- --\n c  d\n\n e  f\n------\n", ["------\n a  b\n--- --\n c  d\n\n e  f\n------"]),
        ("Ferry\n:   A boat.\n", ["Ferry", "A boat."]),
    ],
)
def test_pandoc(text: str, expected: list[str]) -> None:
    assert sources(text, "pandoc") == sources(text, "quarto") == expected
    assert sources(text.replace("\n", "\r\n"), "pandoc") == expected


def test_plain_commonmark_knows_none_of_it() -> None:
    text = '$$\nx\n$$\n\n``` py title="Your settings"\nx\n```\n\n![A pier](x.png){width=50%}\n'
    assert sources(text, "commonmark") == ["$$\nx\n$$", "![A pier](x.png){width=50%}"]


@pytest.mark.parametrize(
    ("target", "bare", "quoted"),
    [
        ("Tarifa", "Tarifa", '"Tarifa"'),
        ("Tarifa, total", '"Tarifa, total"', '"Tarifa, total"'),
        ('La "tarifa"', '"La ""tarifa"""', '"La ""tarifa"""'),
        ("5", "5", '"5"'),
    ],
)
def test_a_cell_gets_the_quotation_marks_that_it_needs(target: str, bare: str, quoted: str) -> None:
    document = parsed('```{csv-table}\nFare,"Fare, all"\n```\n')
    rendering = markdown.splice(document, {0: target, 1: target})
    assert rendering.text == f"```{{csv-table}}\n{bare},{quoted}\n```\n"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (":quote: '", "the option quote or escape"),
        (":escape: '", "the option quote or escape"),
        ('---\nquote: "\'"\n---', "the option quote or escape"),
        ("---\nheader: Name, Depth\n---", "a header between ---"),
        ("---\nheader: |\n  Name, Depth\n---", "a header between ---"),
        (":header: Name, Depth", ""),
        ("---\nfile: fares.csv\n---", ""),
    ],
)
def test_a_table_that_is_not_read_is_named(options: str, reason: str) -> None:
    remarks = parsed(f"Text\n\n```{{csv-table}} Fares\n{options}\n\nc,1\n```\n").metadata.remarks
    assert [(remark.id, remark.line) for remark in remarks] == [("unread_block", 3)] * bool(reason)
    assert all(reason in remark.text for remark in remarks)


@pytest.mark.parametrize(("first", "prefix"), [("> ", "> "), ("- ", "  "), ("> - ", ">   "), ("", "")])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_line_of_a_cell_begins_with_the_prefix_of_its_containers(first: str, prefix: str, end: str) -> None:
    lines = [first + "```{csv-table}", prefix + '"multi', prefix + 'line","b"', prefix + "```", ""]
    document = parsed(end.join(lines))
    rendering = markdown.splice(document, {0: "dos\nlíneas"})
    lines[1:3] = [prefix + '"dos', prefix + 'líneas","b"']
    assert not rendering.refused
    assert rendering.text == end.join(lines)


@pytest.mark.parametrize("delimiter", ["space", "/", "-", "tab", "^", "]"])
def test_a_cell_with_the_delimiter_of_its_table_gets_quotation_marks(delimiter: str) -> None:
    sign = {"space": " ", "tab": "\t"}.get(delimiter, delimiter)
    document = parsed(f"```{{csv-table}}\n:delim: {delimiter}\n\nFare{sign}Other\n```\n")
    rendering = markdown.splice(document, {0: f"La{sign}tarifa", 1: "Otra"})
    assert not rendering.refused
    assert rendering.text == f'```{{csv-table}}\n:delim: {delimiter}\n\n"La{sign}tarifa"{sign}Otra\n```\n'


def test_a_caption_keeps_its_quotation_marks_and_its_fence() -> None:
    document = parsed('``` py title="Your settings"\nx\n```\n\nText\n')
    rendering = markdown.splice(document, {0: 'The "settings"', 1: "Texto"})
    assert rendering.text == '``` py title="The \\"settings\\""\nx\n```\n\nTexto\n'
    rendering = markdown.splice(document, {0: "The `settings`", 1: "Texto"})
    assert list(rendering.refused) == [0]
    assert rendering.text.endswith("\n\nTexto\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$\nx = 1\n$$ (eq)\n", '<p><code class="math math-display">x = 1</code></p>\n'),
        ("> \\[\n> x\n> \\]\n", '<blockquote>\n<p><code class="math math-display">x</code></p>\n</blockquote>\n'),
        ("```{code-block} python\nx\n```\n", '<pre><code class="language-python">x\n</code></pre>\n'),
        ('```{r, fig.cap="A plot"}\nx\n```\n', '<p>A plot</p>\n<pre><code class="language-r">x\n</code></pre>\n'),
        ('<div class="grid" markdown>\n*a*\n</div>\n', '<div class="grid" markdown>\n<p><em>a</em></p>\n</div>\n'),
        ("::: {#refs}\na\n:::\n", "<div>\n<p>a</p>\n</div>\n"),
        ("::: {layout-ncol=2}\na\n:::\n", "<div>\n<p>a</p>\n</div>\n"),
        ("::: .wide\na\n:::\n", '<div class="wide">\n<p>a</p>\n</div>\n'),
        ("::: {.callout-tip}\n## Low\n\na\n:::\n", '<div class="admonition tip">\n<h2 id="low">Low</h2>\n<p>a</p>\n</div>\n'),
        ("/// note | T\n    open: True\n    attrs: {class: x}\na\n///\n", '<div class="admonition note">\n<p class="admonition-title">T</p>\n<p>a</p>\n</div>\n'),
        ("```{toctree}\n:maxdepth: 1\n\nLow water <low>\nb\n```\n", "<p>Low water</p>\n"),
        ("```{bibliography}\n```\n\na\n", "<p>a</p>\n"),
        ("> [!faq]- Is *it*?\n> Yes.\n>\n> > [!info]\n> > a\n", '<div class="admonition faq">\n<p class="admonition-title">Is <em>it</em>?</p>\n<p>Yes.</p>\n<div class="admonition info">\n<p class="admonition-title" data-label="info">Info</p>\n<p>a</p>\n</div>\n</div>\n'),
        ('> [!div class="x"]\n> a\n', "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("```js:title=a.js\nx\n```\n", '<pre><code class="language-js">x\n</code></pre>\n'),
        ('??? "Low *water*"\n    a\n', '<details class="admonition details">\n<summary class="admonition-title">Low <em>water</em></summary>\n<p>a</p>\n</details>\n'),
        ('!!! "Low"\n', '<p>!!! "Low"</p>\n'),
        ("```{image} a.png\n:alt: A pier\n:width: 9\n```\n", '<img src="a.png" alt="A pier" />\n'),
        (":::{figure} a.png\n:alt: A pier\n\nText\n:::\n", '<div class="figure">\n<img src="a.png" alt="A pier" />\n<p>Text</p>\n</div>\n'),
        ("```{figure} a.png\nText\n```\n", '<div class="figure">\n<img src="a.png" alt="" />\n<p>Text</p>\n</div>\n'),
        ('{{< figure src="a.png" alt="A pier" title="Low" >}}\n', '<img src="a.png" alt="A pier" />\n<p>Low</p>\n'),
        (':::image source="a.png" alt-text="A pier":::\n', '<img src="a.png" alt="A pier" />\n'),
        ("```{csv-table} Fares\n:header: A, b\n\nc,1\n,d\n```\n", '<p>Fares</p>\n<div class="table"><table><thead><tr><th>A</th><th>b</th></tr>\n</thead><tbody>\n<tr><td>c</td><td>1</td></tr>\n<tr><td></td><td>d</td></tr>\n</tbody></table></div>\n'),
        ("```{csv-table}\n:quote: '\n\nc,1\n```\n", '<pre><code class="language-csv-table">:quote: \'\n\nc,1\n</code></pre>\n'),
        ("```{csv-table} Fares\n:escape: '\n\nc,1\n```\n", '<p>Fares</p>\n<pre><code class="language-csv-table">:escape: \'\n\nc,1\n</code></pre>\n'),
        ("::: {.columns}\nText\n:::\n", '<div class="columns">\n<p>Text</p>\n</div>\n'),
        ("Mail me.too@a.example. Not @you, a@b\n", '<p>Mail <a href="mailto:me.too@a.example">me.too@a.example</a>. Not @you, a@b</p>\n'),
    ],
)  # fmt: skip
def test_pages(text: str, expected: str) -> None:
    assert page(text) == expected


@pytest.mark.parametrize("text", ["$$ x\n", "\\begin{align}\nx\n", "+---+\n|\n", "{==\n", "\\[\nx\n"])
def test_reading_is_linear(text: str) -> None:
    """What is never closed is read again from each place where it begins, up to a limit."""
    assert parsed(text * 2_000).text == text * 2_000


@pytest.mark.parametrize("dialect", ["mkdocs", "hugo", "jekyll", "kramdown", "myst", "pandoc"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Text\n\n:material-anchor: Moor here.\n", ["Text", ":material-anchor: Moor here."]),
        ("> Text\n>\n> :smile: Hello\n>\n> :wave: Again\n", ["Text", ":smile: Hello", ":wave: Again"]),
        ("- Text\n\n  :smile: Hello\n\n      code\n", ["Text", ":smile: Hello"]),
        ("Tide\n: It rises.\n\n    :ocean: It falls.\n", ["Tide", "It rises.", ":ocean: It falls."]),
        ("Text\n\n```\nTide\n:smile: x\n```\n", ["Text"]),
    ],
)
def test_a_definition_has_a_blank_after_its_colon(text: str, expected: list[str], dialect: str) -> None:
    assert sources(text, dialect) == sources(text.replace("\n", "\r\n"), dialect) == expected
    document = parsed(text, settings=MarkdownSettings(dialect=(dialect,)))
    rendering = markdown.splice(document, {unit.index: f"{unit.source} X" for unit in document.units})
    assert not rendering.refused
    assert "\\" not in rendering.text + page(text, dialect)


def test_the_words_of_a_role_are_translated_and_its_target_is_kept() -> None:
    assert sources("- {doc}`The guide <guide>`\n- {doc}`tides`\n") == ["{doc}`The guide <guide>`"]
    document = parsed("See {doc}`the guide <guide>` and {ref}`tides`.\n")
    rendering = markdown.splice(document, {0: "Ver {doc}`la guía <guide>` y {ref}`tides`."})
    assert rendering.text == "Ver {doc}`la guía <guide>` y {ref}`tides`.\n"
    for wrong in ("Ver {doc}`la guía <otra>` y {ref}`tides`.", "Ver {doc}`la guía` y {ref}`tides`."):
        assert markdown.splice(document, {0: wrong}).refused
        assert document.grammar.verify(document.units[0].source, wrong)
