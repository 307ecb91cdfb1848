"""A publication with every construct that a book can meet, several scripts, and what authors should not write."""

from base64 import b64decode
from pathlib import Path

from tests.publishing.project import Small

__all__ = ["CONFIG", "PICTURE", "library"]

CONFIG = """\
title: The library
source_language: en
languages: [ar, he, ja, th, de]
overrides: {ar: {editorial_responsibility: Nour & friends}}
output: [epub]
markdown: {math: true, definition_lists: true}
"""
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFUlEQVR42mP8z8Dwn4EIwDiqkL4KAV4SDAEBnTCPAAAAAElFTkSuQmCC"
)
DRAWING = """\
<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY sea "blue">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
     xmlns:ink="http://ink.example/" viewBox="0 0 20 10" onload="alert(1)" ink:version="1">
<script>alert(1)</script>
<style>@import url(https://tracker.example/x.css);</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="&sea;"/></linearGradient></defs>
<a xlink:href="javascript:alert(1)"><rect width="20" height="10" fill="url(#g)"/></a>
<image href="https://tracker.example/dot.png" width="1" height="1"/>
<foreignObject width="5" height="5"><div xmlns="http://www.w3.org/1999/xhtml">Hidden</div></foreignObject>
</svg>
"""
ALL = """\
---
title: "Everything & <more>"
author: Ann O'Neill
date: 2026-02-03
---

# Everything & <more>

A [link](other.md#1-the-2nd), [its top](other.md), [nothing](other.md#no-such), [home](index.md), [the file](files/data.csv),
[dead](none.md), [a page of the server](/impressum), [the web](<https://example.org/a b?x=[1]|2#ü>),
[mail](mailto:a@example.org), [script](javascript:alert(1)), ![boat](images/boat.png "A boat") and
![drawing](images/sea.svg), ![far away](https://tracker.example/dot.png), ![](images/boat.png), ![broken](images/broken.bmp).

A note.[^one] Again,[^one] another[^1: two] and one with blocks.[^long]

[^one]: The note, with a note.[^deep]
[^deep]: Deep down.
[^1: two]: Its name is no name of XML.
[^long]: A paragraph.

    - a list
    - of two

    ```
    code in it
    ```

## 1. The 2nd: heading {#1:x .odd}

| left | centre | right |
|:-----|:------:|------:|
| a    | `b`    | 12    |
| x^2^ | ~~d~~  | **4** |

- [x] done
- [ ] to do
  1. one
  2. two

     A paragraph.

7. seven

Term
: Definition one
: Definition two

> A quotation
>
> - with a list

> [!WARNING]
> Take care.

!!! tip "A title & more"
    Body with `code`.

??? note "Folded"
    Hidden until opened.

```python
def f(x): return "<&>"  # a very long line that has to be wrapped because no page of a book is as wide as that, not even one
```

Inline $x^2 + \\frac{1}{2}$ and

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}, \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}
$$

Broken: $\\frac{1}{$, unknown: $\\nosuch x$, hostile: $\\text{<script>alert(1)</script>}$ $\\href{javascript:alert(1)}{x}$.

## Raw HTML {#raw}

<div align="center" id="1:x" onclick="alert(1)"><span><p>A paragraph in a span</p><ul><p>no item</p>text<li value="3">item</li></ul></span></div>

<p align="right">Right</p>

<details name="d"><summary>More <h3>heading</h3></summary><p>Inside</p></details>

<figure><p>before</p><figcaption>Caption</figcaption><img src="images/boat.png" width="50%" height="20" loading="lazy"></figure>

<table align="center" width="100%"><tr><td valign="top" colspan="0" headers="nowhere">cell</td><th abbr="h" scope="row"><h2>Head</h2></th></tr>
<caption>One</caption><tfoot><tr><td>foot</td></tr></tfoot><thead></thead><tbody><tr></tr></tbody></table>

<dl><dd>no term</dd><p>p</p></dl><li>loose</li><dt>loose term</dt>

<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby> <ruby>base</ruby> <time datetime="yesterday">yesterday</time>
<bdo>no direction</bdo> <data>no value</data> <tt>tt</tt> <strike>strike</strike> <abbr title="x">abbr</abbr> <kbd>K</kbd>
<a name="2">old anchor</a> <a href="#2">to it</a> <a href="#raw"><table><tr><td><a href="#raw">in a link</a></td></tr></table></a>
<em><blockquote>block in em</blockquote></em> <u role="nonsense" aria-labelledby="no" lang="not a language" dir="up">u</u>

<video src="films/boat.mp4" poster="images/boat.png"><source src="films/no.avi"><track src="films/boat.vtt" kind="subtitles" srclang="en">No film</video>
<audio controls><source src="https://tracker.example/a.mp3"><source src="films/a.mp3"></audio>
<video src="https://tracker.example/v.mp4"></video>

<iframe src="https://video.example/1"></iframe><script>alert(1)</script><object data="x"></object><form action="/x"><button>B</button></form>

<math><mfrac><mi>a</mi></mfrac><mtext>x<b>y</b></mtext><msup><mn>2</mn><mn>3</mn></msup><script>alert(1)</script></math>

<header>H</header><footer>F</footer><article><h4>In an article</h4></article><address>Somewhere <section>S</section></address>

"""
OTHER = """\
# Other

## The 2nd {#1-the-2nd}

Back to [everything](all.md#raw) and [the heading](all.md#1:x).

### Deeper

Text in 日本語, العربية and עברית, ภาษาไทย. Control:\u0001\u000b end.

## The 2nd
"""


def library(root: Path, config: str = CONFIG) -> Small:
    """Three documents with their files. Arabic, Hebrew, Japanese and Thai are translated in part, some of it by a machine."""
    made = Small(root)
    made.write("workflow.yaml", config)
    made.write(
        "source/index.md", "# The library\n\nRead [everything](all.md) and [the other](deep/er/../../other.md).\n"
    )
    made.write("source/all.md", ALL + "<div>" * 300 + "deep" + "</div>" * 300 + "\n")
    made.write("source/other.md", OTHER)
    made.write("source/other two/Other.md", "# Alone\n\n![boat](../images/boat.png)\n")
    made.write("source/images/boat.png", PICTURE)
    made.write("source/images/broken.bmp", b"BM....")
    made.write("source/images/sea.svg", DRAWING)
    made.write("source/files/data.csv", "a,b\n")
    made.write("source/films/boat.mp4", b"\0\0\0\x18ftypmp42")
    made.write("source/films/a.mp3", b"ID3")
    made.write("source/films/boat.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nA boat\n")
    words = {
        "ar": ("المكتبة", "كل شيء", "نص آخر"),
        "he": ("הספרייה", "הכול", "אחר"),
        "ja": ("図書館", "「すべて」と、その他", "その他"),
        "th": ("ห้องสมุด", "ทุกอย่าง", "อื่น ๆ"),
        "de": ("Die Bibliothek", "Alles", "Donaudampfschifffahrtsgesellschaft"),
    }
    for code, (title, everything, term) in words.items():
        made.translate(code, "index.md", {"The library": title})
        made.translate(
            code,
            "all.md",
            {"Everything & <more>": everything, "Take care.": (everything, "draft"), "Folded": (term, "draft")},
        )
        made.translate(code, "other.md", {"Other": (term, "draft"), "Deeper": (term, "stale")})
    return made
