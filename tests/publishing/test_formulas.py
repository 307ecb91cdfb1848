"""Formulas become MathML, which can run nothing; broken ones stay as their source and are named."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.project import CONFIG, small
from workflow.publishing import publish
from workflow.publishing.formulas import mathml, with_formulas
from workflow.publishing.sanitising import sanitised

GOOD = [
    r"\frac{a}{b}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"a < b",
    r"\text{if } x<y \text{ & more}",
    r"\sum_{i=1}^{n} i^2",
    r"\left( \frac{1}{2} \right)",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}",
]
BROKEN = [
    r"\frac{1}{",
    r"\unknowncommand{x}",
    r"\begin{pmatrix} a",
    r"\left(",
    "",
    "   ",
    "x" * 6000,
    r"\newcommand{\a}{\a\a}\a",
    r"\def\x{1}",
    r"\href{javascript:alert(1)}{x}",
    "{" * 3000,
]
HOSTILE = [
    r"\text{<script>alert(1)</script>}",
    r"\text{<img src=x onerror=alert(1)>}",
    r"\text{</mtext></math><script>alert(1)</script>}",
    r"\mathrm{<b>x}",
    r"\color{red\" onclick=\"alert(1)}{x}",
    r"\text{&lt;script&gt;alert(1)&lt;/script&gt;}",
    r"\style{position:fixed}{x}",
    r"\class{notice}{x}",
]


@pytest.mark.parametrize("tex", GOOD)
def test_good_tex_becomes_mathml(tex: str) -> None:
    for display in (False, True):
        html = mathml(tex, display=display)
        assert html is not None and html.startswith("<math") and html.endswith("</math>")
        assert ('display="block"' in html) == display
        assert sanitised(html) == html


@pytest.mark.parametrize("tex", BROKEN)
def test_broken_tex_stays_as_it_is(tex: str) -> None:
    assert mathml(tex, display=False) is None
    code = f'<code class="math">{tex}</code>'
    assert with_formulas(code) == code


@pytest.mark.parametrize("tex", HOSTILE)
def test_nothing_in_a_formula_comes_alive(tex: str) -> None:
    html = mathml(tex, display=False) or ""
    assert sanitised(html) == html
    assert not re.findall(r"<(?!/?m)|<annotation", html)
    assert not re.search(r"\s(?:on\w+|style|href|class|id)=", re.sub(r'"[^"]*"', '""', html))


@given(st.text(alphabet="\\{}^_&<>\"' abfracsqrttextleftright()[]12+-=$%#~", max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_mathml_or_none(tex: str) -> None:
    html = mathml(tex, display=True)
    assert html is None or sanitised(html) == html


def test_a_page_shows_formulas_and_names_broken_ones(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG + "markdown: {math: true}\n")
    made.write("source/guide.md", "# G\n\nText $a^2$ text.\n\n$$\n\\frac{1}{\n$$\n\n`$x$`\n")
    report = publish(made.project)
    html = made.page("es/guide.html")
    assert '<math alttext="a^2"' in html or "<msup>" in html
    assert "\\frac{1}{" in html and 'class="math math-display"' in html and "<code>$x$</code>" in html
    found = [one for one in report.findings if one.id == "broken_formula"]
    assert [(one.source_line, one.language) for one in found] == [(6, None)]
    assert "source/guide.md:6: the formula '\\\\frac{1}{'" in found[0].message


def test_trusted_pages_have_safe_formulas_too(tmp_path: Path) -> None:
    made = small(tmp_path, CONFIG + "markdown: {math: true}\nhtml: trusted\n")
    made.write("source/guide.md", "# G\n\n$\\text{<script>alert(1)</script>}$\n")
    publish(made.project)
    assert "<script" not in made.page("en/guide.html")
