"""What a sanitised body gets before it is a page: names for check boxes, scrollers that keys can reach, cells that can be read.

These are additions for people who read with keys, with a screen reader or on a small screen. No format has to know of them.
"""

import re
import unicodedata

from workflow.html import attribute, attributes_in, plain
from workflow.publishing.editions import Edition
from workflow.publishing.ui_strings import Interface

__all__ = ["finished", "own_direction"]

_WIDE_CELL = 24
"""Number of characters from which a cell has sentences, and must not be squeezed to a few letters."""
_SCROLLING = 34
"""Number of characters in a row, or of a line of code, from which a phone shows a part of it."""

_BOX = re.compile(
    r'(<input\b[^>]*type="checkbox"[^>]*>)(.*?)(?=</?(?:ul|ol|li|p|div|dl|dd|dt|table|td|th|pre|blockquote|details|section|h[1-6]|hr|label)\b)',
    re.DOTALL,
)
_CELL = re.compile(r"<(t[dh])((?:\s[^>]*)?)>(.*?)(?=</\1>|<t[dhr]\b|</t(?:able|r|body|head|foot)>)", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_TABLE = re.compile(r'(<div class="table">\s*)?(<table\b(?:(?!<table\b).)*?</table>)', re.DOTALL)
_EMPTY_HEADER = re.compile(r"<th((?:\s[^>]*)?)>(\s*)</th>")
"""The corner of many tables. A header that says nothing is none."""
_NUMBER = re.compile(r"(?=\D*\d)(?=.*[\s()+±−%°-])[\d\s()+±−.,:%°-]+", re.ASCII)
"""A number with signs, or several, without a range: ``-5 %``, ``+1 (555) 010-99``. It runs from left to right in all scripts."""
_OF_HEADERS = re.compile(r'\s(?:scope|abbr)="[^"]*"')
_EMPTY_LINK = re.compile(r"<a((?=[^>]*\shref=)[^>]*)></a>")
_HREF = re.compile(r'\shref(?:lang)?="[^"]*"')
_PRE = re.compile(r"<pre((?:\s[^>]*)?)>(.*?)</pre>", re.DOTALL)


def finished(body: str, edition: Edition) -> str:
    """Return a body as it is put into a page. Its words stay as they are."""
    if "<table" in body:
        body = _tables(body, edition)
    if "<pre" in body:
        body = _code(body, edition.interface)
    if "checkbox" in body:
        body = _boxes(body)
    if ' name="' in body:
        body = _anchors(body)
    return _EMPTY_LINK.sub(_unlinked, body)


def _anchors(body: str) -> str:
    """Write the anchors of older HTML, ``<a name="x">``, as those of today; a page has an id once."""
    ids = dict(attributes_in(body, frozenset({"id"})))
    taken = {each.value for each in ids.values()}
    parts, at = [], 0
    for start, each in attributes_in(body, frozenset({"name"})):
        if not body.startswith("<a ", start):
            continue
        is_new = each.value not in taken and start not in ids
        taken.add(each.value)
        parts += [body[at : start + each.start - len(' name="')], f' id="{attribute(each.value)}"' if is_new else ""]
        at = start + each.end + len(each.quote)
    return "".join([*parts, body[at:]])


def _unlinked(match: re.Match[str]) -> str:
    """An anchor in place of a link without words, which nobody can follow."""
    return f"<a{_HREF.sub('', match[1])}></a>"


def _boxes(body: str) -> str:
    """Name each box by the words after it, not by a ``<label>`` around them: Pagefind does not search what is in one."""
    number = 0

    def named(match: re.Match[str]) -> str:
        nonlocal number
        words = match[2].rstrip()
        if not plain(words).strip():
            return match[0]
        number += 1
        box = match[1].rstrip("/>").rstrip()
        name = f"edition:task-{number}"
        return f'{box} aria-labelledby="{name}"><span id="{name}">{words}</span>{match[2][len(words) :]}'

    return _BOX.sub(named, body)


def _tables(body: str, edition: Edition) -> str:
    number = 0

    def table(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        inner = _CELL.sub(lambda cell: _cell(cell, edition.language.direction), match[2])
        inner = _EMPTY_HEADER.sub(lambda cell: f"<td{_OF_HEADERS.sub('', cell[1])}>{cell[2]}</td>", inner)
        if max((_row_length(row) for row in _ROW.findall(match[2])), default=0) < _SCROLLING:
            return f"{match[1] or ''}{inner}"
        start = _scroller('div class="table"', edition.interface.text("Table {number}").format(number=number))
        return f"{start}{inner}" if match[1] else f"{start}{inner}</div>"

    return _TABLE.sub(table, body)


def _row_length(row: str) -> int:
    """The number of characters that a row needs in width."""
    return sum(3 + min(_WIDE_CELL, len(plain(cell[2]).strip())) for cell in _CELL.findall(row))


def _cell(match: re.Match[str], direction: str) -> str:
    name, attributes, inner = match[1], match[2], match[3]
    words = plain(inner).strip()
    if _width(words) >= _WIDE_CELL and "class=" not in attributes:
        attributes += ' class="wide"'
    elif _width(words) >= _WIDE_CELL:
        attributes = attributes.replace('class="', 'class="wide ', 1)
    if "dir=" not in attributes and (own := own_direction(words)) and own != direction:
        attributes += f' dir="{own}"'
    return f"<{name}{attributes}>{inner}"


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in words)


def own_direction(words: str) -> str:
    """Return the direction of words whose letters all have one, or of a number; empty for others. In a cell of its own, "7 m" is not turned to "m 7"."""
    if _NUMBER.fullmatch(words):
        return "ltr"
    found = {unicodedata.bidirectional(character) for character in words} & {"L", "R", "AL"}
    return "" if not found or (len(found) > 1 and "L" in found) else "ltr" if "L" in found else "rtl"


def _code(body: str, strings: Interface) -> str:
    number = 0

    def code(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        if "tabindex" in match[1] or max(map(len, plain(match[2]).split("\n"))) < _SCROLLING:
            return match[0]
        start = _scroller(f"pre{match[1]}", strings.text("Code {number}").format(number=number))
        return f"{start}{match[2]}</pre>"

    return _PRE.sub(code, body)


def _scroller(tag: str, name: str) -> str:
    """A start tag of what may scroll sideways: keys can reach it, and screen readers say what it is."""
    return f'<{tag} tabindex="0" role="region" aria-label="{attribute(name)}">'
