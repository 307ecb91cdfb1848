"""Code has colours, and stays the same code."""

import re
from html import unescape
from pathlib import Path

import pytest

from tests.publishing.project import small, words
from workflow.html import text
from workflow.publishing import publish
from workflow.publishing.highlighting import highlighted


def block(language: str, code: str) -> str:
    return f'<pre><code class="language-{language}">{text(code)}</code></pre>'


CODE = {
    "python": 'def f(x):  # a note\n    return "<b>" & x + 12\n',
    "html": '<p class="x">a &amp; b</p>\n',
    "js": "const a = `x${1}`; // <script>\r\n",
    "bash": "echo $HOME | grep 'x'\n\n\n",
    "json": '{"a": [1, null]}',
    "yaml": "a: [b]\n",
    "diff": "-old\n+new\n",
    "rust": "fn main() {\u00a0}\n",
}


@pytest.mark.parametrize("language", CODE)
def test_the_code_stays_the_same(language: str) -> None:
    html = highlighted(block(language, CODE[language]))
    assert 'class="' in html.replace(f'class="language-{language}"', "")
    inner = html.split(">", 2)[2].removesuffix("</code></pre>")
    assert unescape(re.sub(r"</?span[^>]*>", "", inner)) == CODE[language]
    assert "<b>" not in html and "<script>" not in html


@pytest.mark.parametrize("body", [
    block("nolanguage", "x = 1"), block("text", "x = 1"), block("python", "x" * 60_000),
    '<pre><code>x = 1</code></pre>', '<pre><code class="language-python">a <em>b</em></code></pre>',
    '<pre><code class="language-python"></code></pre>', "<p>x</p>",
])  # fmt: skip
def test_other_blocks_stay_as_they_are(body: str) -> None:
    assert highlighted(body) == body


def test_a_page_has_colours_in_every_language(tmp_path: Path) -> None:
    made = small(tmp_path)
    made.write("source/guide.md", "# G\n\n```python\nreturn 12\n```\n")
    publish(made.project)
    for code in ("en", "ar"):
        html = made.page(f"{code}/guide.html")
        assert '<span class="k">return</span> <span class="n">12</span>' in html
        assert "return 12" in words(html)
