"""Pages of reports: they have to be valid HTML that loads nothing and runs nothing."""

import re
from xml.etree import ElementTree

import html5lib

__all__ = ["checked_page", "text_of"]

_OUTSIDE = ("src", "srcset", "href", "data", "action", "poster", "background", "formaction")


def checked_page(page: str) -> ElementTree.Element:
    """Return the tree of a page, parsed as browsers do and with every parse error an error.

    It has a language and a title; its tables have headers, its charts a text; its links and labels lead to what is on it.
    """
    top = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert isinstance(top, ElementTree.Element)
    elements = list(top.iter())
    names = [str(element.tag).rpartition("}")[2] for element in elements]
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & set(names)
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in elements:
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in _OUTSIDE:
            assert element.attrib.get(name, "#")[:1] == "#", element.attrib
        if element.attrib.get("href", "#") != "#":
            assert element.attrib["href"].removeprefix("#") in ids
        if "aria-labelledby" in element.attrib:
            assert element.attrib["aria-labelledby"] in ids
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page
    assert top.attrib["lang"] == "en" and text_of(top.find("head/title")).strip()
    for table in top.iter("table"):
        columns = table.findall("thead/tr/th")
        assert columns and all(one.attrib["scope"] == "col" and text_of(one).strip() for one in columns)
        for row in table.findall("tbody/tr"):
            assert len(row) == len(columns)
            assert len(row.findall("th[@scope='row']")) == 1
    for chart in top.iter("{http://www.w3.org/2000/svg}svg"):
        assert chart.attrib.get("aria-hidden") == "true" or (
            chart.attrib["role"] == "img" and chart.attrib["aria-label"]
        )
    return top


def text_of(element: ElementTree.Element | None) -> str:
    """The text of an element."""
    return "" if element is None else "".join(element.itertext())
