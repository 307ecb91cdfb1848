"""Links from the passages of a page to their entries, for readers who find a mistake."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import quote

from workflow.catalogs.states import address
from workflow.formats.base import Attributes
from workflow.html import attribute, attributes
from workflow.languages import language
from workflow.project import Project
from workflow.publishing.policy import PublishedUnit
from workflow.publishing.ui_strings import Interface

__all__ = ["correction_links", "numbered", "with_corrections"]

_NUMBER = "data-unit"
"""The attribute of a unit's element, with its index."""
_ELEMENT = re.compile(
    rf'<([a-z]\w*)((?:[^>"]|"[^"]*")*?) {_NUMBER}="(\d*)"((?:[^>"]|"[^"]*")*)>|<(/?)(?:a|button|summary)\b'
)
"""The start tag of an element with a number; or a tag of an element that is a link or a button itself."""
_CLICKED = frozenset({"a", "button", "summary"})
_PLACES = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "li", "td", "th", "dt", "dd", "figcaption"})
"""Elements that can end with a link."""
_BEGINNING = re.compile(r'[^"\\\n]{1,60}(?=[\s"\\]|\Z)|[^"\\\n]{1,60}')
"""The first words of a text, as far as they can be searched for."""


def correction_links(project: Project, code: str, document: str, units: Sequence[PublishedUnit]) -> Mapping[int, str]:
    """Return the address at which each unit of a document can be corrected in a language (``edit_url.passage``), by ``unit.index``."""
    pattern = project.config.edit_url.passage
    if not pattern:
        return {}
    path = project.catalog_path(code, document).relative_to(project.root).as_posix()
    name = project.documents.name(document)
    shared = {"path": quote(path), "language": quote(code), "document": quote(document)}
    return {
        one.unit.index: pattern.format(
            address=quote(address(code, name, one.unit), safe=""),
            line=one.entry.line,
            text=quote(_beginning(one.unit.source), safe=""),
            **shared,
        )
        for one in units
        if one.entry is not None
    }


def numbered(marks: Mapping[int, Attributes], links: Mapping[int, str]) -> Mapping[int, Attributes]:
    """Return the attributes of units, those with a link also with their number."""
    return {**marks, **{index: {**marks.get(index, {}), _NUMBER: str(index)} for index in links}} if links else marks


def with_corrections(body: str, links: Mapping[int, str], strings: Interface) -> str:
    """Put a link at the end of each numbered element of a page's body, and take the numbers away."""
    if _NUMBER not in body:
        return body
    words = strings.words("Correct this passage")
    title, tag = attribute(words.text), words.attributes.get("lang") or language(strings.code).tag
    edits: list[tuple[int, int, str]] = []
    clicked = 0
    for match in _ELEMENT.finditer(body):
        name, number = match[1], match[3]
        if name is None or name in _CLICKED:
            clicked = max(0, clicked + (-1 if match[5] else 1))
        if name is None:
            continue
        edits.append((match.start(), match.end(), f"<{name}{match[2]}{match[4]}>"))
        href = links.get(int(number or -1), "")
        if href and name in _PLACES and not clicked and (end := _end(body, name, match.end())) >= 0:
            # Its title is in the language of the page, what it follows may be in another one.
            named = words.attributes or ' lang="' in f"{match[2]}{match[4]}"
            own = attributes({"lang": tag} if named else {})
            link = f'<a class="correct" href="{attribute(href)}" rel="nofollow" title="{title}"{own}></a>'
            edits.append((end, end, link))
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits):
        parts += [body[at:start], new]
        at = end
    return "".join((*parts, body[at:]))


def _end(body: str, name: str, at: int) -> int:
    """The offset of the end tag of an element whose content begins at ``at``; -1 if it has none."""
    depth = 1
    for match in _tags(name).finditer(body, at):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.start()
    return -1


@cache
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}\b[^>]*>")


def _beginning(source: str) -> str:
    found = _BEGINNING.search(source)
    return found[0].strip() if found else ""
