"""Elements and attributes in the places that the grammar of XHTML allows."""

import pytest

from workflow.publishing.books.conforming import conform
from workflow.publishing.books.nodes import parse, serialised
from workflow.publishing.sanitising import sanitised


def conformed(body: str) -> str:
    root = parse(sanitised(body))
    conform(root)
    return serialised(root.children)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<span><p>a</p></span>", "<div><p>a</p></div>"),
        ("<em><blockquote>a</blockquote></em>", '<em><span class="block blockquote">a</span></em>'),
        ("<h2><div>a</div></h2>", "<h2><span>a</span></h2>"),
        ("<ul>a<li value='2'>b</li><p>c</p></ul>", "<ul><li>a</li><li>b</li><li><p>c</p></li></ul>"),
        ("<ul>&nbsp;<li>a</li> </ul>", "<ul><li>\u00a0</li><li>a</li> </ul>"),
        ("<li>a</li>", "<div>a</div>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<dl><dd>a</dd></dl>", '<div><div class="dd">a</div></div>'),
        ("<dl><div><dt>a</dt></div></dl>", "<div><div><div>a</div></div></div>"),
        ("<ruby>a<rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "<ruby>a<rt>b</rt></ruby>"),
        ("<ruby>a</ruby>", "<span>a</span>"),
        ("<ruby>a<rt>b</rt>c</ruby>", "<ruby>a<rt>b</rt>c<rt></rt></ruby>"),
        ("<figcaption>a</figcaption>", "<div>a</div>"),
        (
            "<figure>a<figcaption>b</figcaption>c</figure>",
            '<figure>a<div class="figcaption">b</div>c</figure>',
        ),
        (
            "<table><tfoot><tr><td>f</td></tr></tfoot><caption>c</caption><thead><tr><th>h</th></tr></thead></table>",
            "<table><caption>c</caption><thead><tr><th>h</th></tr></thead><tfoot><tr><td>f</td></tr></tfoot></table>",
        ),
        ("<table><tr></tr></table>", "<table><tbody><tr><td></td></tr></tbody></table>"),
        ("<p align=right>a</p>", '<p class="right">a</p>'),
        ("<p lang=de>a</p>", '<p lang="de" xml:lang="de">a</p>'),
        ("<p lang='no language' dir=up role=nonsense aria-labelledby=x>a</p>", "<p>a</p>"),
        ("<tt>a</tt> <strike>b</strike>", "<code>a</code> <s>b</s>"),
        ("<time>noon</time> <time datetime=noon>a</time>", "<span>noon</span> <span>a</span>"),
        ("<time datetime=2026-11-29>a</time>", '<time datetime="2026-11-29">a</time>'),
        ("<bdo>a</bdo> <data>b</data>", "<span>a</span> <span>b</span>"),
        ("<details><summary>a</summary>b</details>", '<div class="details"><p class="summary">a</p>b</div>'),
        ("<input type=checkbox checked> a", '<span class="box">☑</span> a'),
        ("<input type=checkbox> a", '<span class="box">☐</span> a'),
        ("<ol start=x reversed><li value=3>a</li></ol>", '<ol reversed="reversed"><li value="3">a</li></ol>'),
        ("<img src=a.png width=50% height=9>", '<img src="a.png" height="9" alt=""/>'),
        ("<a name=top2>a</a>", '<a id="top2">a</a>'),
        ("<p id=a></p><p id=a></p>", '<p id="a"></p><p></p>'),
        ("<p id='1:a'></p>", '<p id="x-1_3a_a"></p>'),
        ("<header>a</header><address>b</address>", '<div>a</div><div class="address">b</div>'),
    ],
)
def test_what_is_misplaced_becomes_something_that_may_be_there(body: str, wanted: str) -> None:
    assert conformed(body) == wanted


def test_a_link_in_a_link_is_none() -> None:
    assert conformed('<a href="#a"><table><tr><td><a href="#b">x</a></td></tr></table></a>').count("<a ") <= 2


def test_a_formula_of_the_wrong_arity_is_a_row() -> None:
    found = conformed("<math><mfrac><mi>a</mi></mfrac></math>")
    assert found == '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a"><mrow><mi>a</mi></mrow></math>'
    assert "<mtext>x</mtext>" in conformed("<math><mrow>x<mn>1</mn></mrow></math>")
    assert conformed("<math></math>") == ""
