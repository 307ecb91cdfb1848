"""TeX becomes MathML, and nothing else does."""

import re

import pytest

from workflow.publishing.books.formulas import with_formulas
from workflow.publishing.books.nodes import element, serialised


def converted(source: str, kind: str = "math") -> str:
    root = element("div", None, element("code", {"class": kind}, source))
    with_formulas(root)
    return serialised(root.children)


def test_a_formula_is_mathml_with_its_source_as_the_description() -> None:
    found = converted(r"\frac{1}{2} < x")
    assert found.startswith("<math ") and "<mfrac>" in found
    assert 'alttext="\\frac{1}{2} &lt; x"' in found and 'display="inline"' in found
    assert 'display="block"' in converted("x", "math math-display")


@pytest.mark.parametrize("source", [r"\frac{1}{", r"\nosuch x", "", r"\left(", "x" * 5001])
def test_what_cannot_be_read_stays_as_it_was_written(source: str) -> None:
    assert converted(source).startswith('<code class="math">')


@pytest.mark.parametrize(
    "source",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{</mtext></math><script>alert(1)</script>}",
        r"\style{background:url(https://tracker.example)}{x}",
        r"\class{x}{y} \cssId{a}{b}",
    ],
)
def test_hostile_formulas_run_nothing(source: str) -> None:
    found = converted(source)
    written = re.sub(
        r'(alttext="|<mtext>)[^"<]*', "", found.replace(source.replace("<", "&lt;").replace(">", "&gt;"), "")
    )
    assert not [word for word in ("<script", "href=", "<img", "onerror=", "style=") if word in written]
