"""Links between documents lead to pages; everything else stays as it was written."""

from pathlib import Path

import pytest

from tests.publishing.project import small
from workflow.html import identifiers
from workflow.publishing import publish
from workflow.publishing.links import links, relative, rewritten
from workflow.publishing.paths import page_paths
from workflow.publishing.targets import Link


def test_links_are_found_in_every_way_of_writing_them() -> None:
    body = """<a href="a.md">x</a> <a class='c' href='b.md?x=1&amp;y=2'>y</a> <a href=c.md>z</a> <img alt="<a href='no'>" src="d.png">
    <video poster="p.png"><source src="v.mp4"></video> <p>href="text.md"</p> <a data-href="no.md" title="href='no.md'">n</a>"""
    assert [(link.attribute, link.url) for link in links(body)] == [
        ("href", "a.md"),
        ("href", "b.md?x=1&y=2"),
        ("href", "c.md"),
        ("src", "d.png"),
        ("poster", "p.png"),
        ("src", "v.mp4"),
    ]


def test_rewriting_changes_the_given_links_only() -> None:
    body = """<p>a.md <a title="a.md" href='a.md'>x</a> <a href=b.md>y</a><img src="a.md"></p>"""
    changed = rewritten(body, lambda link: 'q"&.html' if link.attribute == "href" and link.url == "a.md" else None)
    assert changed == body.replace("href='a.md'", 'href="q&quot;&amp;.html"')


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[x](a\\_b.md)", "a_b.md"),
        ("[x](no&ouml;l.md)", "noöl.md"),
        ("[x](no&#xF6;l.md)", "noöl.md"),
        ("[x](n%6f%c3%b6l.md)", "noöl.md"),
        ("[x](<a b.md>)", "a b.md"),
        ("[x](a%20b.md)", "a b.md"),
        ("[x](q.md?a=1&amp;b=2)", "q.md?a=1&b=2"),
        ("[x](q.md?a=1&b=2)", "q.md?a=1&b=2"),
        ("[x][r]\n\n[r]: caf&eacute;\\(1\\).md", "café(1).md"),
        ('<a href="a&#95;b&#46;md">x</a>', "a_b.md"),
        ('<img src="no%C3%B6l&period;png">', "noöl.png"),
    ],
)
def test_a_dead_link_has_its_line_however_it_is_written(tmp_path: Path, written: str, shown: str) -> None:
    made = small(tmp_path)
    text = f"# T\n\nNot aa_b.md, nor xnoöl.md.\n\n{written}\n"
    made.write("source/index.md", text)
    [found] = [one for one in publish(made.project).findings if one.id == "dead_link"]
    line = text[: text.index(written) + len(written)].count("\n") + 1
    assert found.message == f"source/index.md:{line}: {shown!r} is not published: there is no such file."


@pytest.mark.parametrize(
    ("url", "path", "fragment"),
    [
        ("guide.md", "guide.md", ""),
        ("../a/b.md#c", "../a/b.md", "c"),
        ("a%20b.md?q=1#d%20e", "a b.md", "d e"),
        ("#x", "", "x"),
        ("", "", ""),
        ("?q=1", "", ""),
        ("/guide#a", "/guide", "a"),
        ("//host/guide.md", None, ""),
        ("https://example.org/guide.md#a", None, "a"),
        ("mailto:a@example.org", None, ""),
        ("http://[broken", None, ""),
    ],
)
def test_the_path_of_a_link(url: str, path: str | None, fragment: str) -> None:
    link = Link("href", url)
    assert (link.path, link.fragment) == (path, fragment)


@pytest.mark.parametrize(
    ("target", "page", "fragment", "url"),
    [
        ("guide.html", "index.html", "", "guide.html"),
        ("guide.html", "news/a.html", "", "../guide.html"),
        ("news/a.html", "news/b.html", "x", "a.html#x"),
        ("a b.html", "index.html", "ключ", "a%20b.html#%D0%BA%D0%BB%D1%8E%D1%87"),
    ],
)
def test_relative_urls(target: str, page: str, fragment: str, url: str) -> None:
    assert relative(target, page, fragment) == url


def test_pages_of_documents() -> None:
    assert page_paths(["index.md", "a/README.md", "a/b.md", "c.md", "c.markdown", "README.md"]) == {
        "index.md": "index.html",
        "a/README.md": "a/index.html",
        "a/b.md": "a/b.html",
        "c.md": "c.md.html",
        "c.markdown": "c.markdown.html",
        "README.md": "README.html",
    }


def test_identifiers() -> None:
    assert identifiers("""<h2 id="a">x</h2><a name='b'></a><p id=c data-id="no">id="no"</p>""") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("<a href=a.md?x=1>x</a>", '<a href="new">x</a>'),
        ('<a href="">x</a>', '<a href="new">x</a>'),
        ("<a title='>' HREF = 'a.md' class=b>x</a>", "<a title='>' HREF = \"new\" class=b>x</a>"),
        ("</a href=a.md> a href=a.md <a href>", "</a href=a.md> a href=a.md <a href>"),
    ],
)
def test_only_the_value_of_a_link_is_replaced(body: str, wanted: str) -> None:
    assert rewritten(body, lambda link: "new") == wanted
