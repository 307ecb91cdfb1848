"""HTML of documents that safe pages do not show, and that a reader would miss: videos in frames, forms, drawings.

What only changes the look (``style``, ``font``) is not named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflow.findings import Finding
from workflow.html import tokens
from workflow.model import Document, Severity
from workflow.project import Project
from workflow.publishing.editions import LocalizedDocument

__all__ = ["RESERVED", "check_html", "lost_addresses", "without_reserved"]

_LOST = "iframe|frame|object|embed|applet|script|form|button|select|textarea|input|svg|canvas"
_ANY = re.compile(rf"<(?:{_LOST})\b", re.IGNORECASE)
RESERVED = "edition:"
"""What the ids of the theme begin with."""
_RESERVED_ID = re.compile(rf"""(<[a-zA-Z][^<>]*?)\s(?:id|name)\s*=\s*(?:"{RESERVED}[^"]*"|'{RESERVED}[^']*')""")


@dataclass(frozen=True, slots=True)
class _Lost:
    tag: str
    address: str


def check_html(project: Project, localized: LocalizedDocument) -> Iterator[Finding]:
    """Name the elements of a document that are left out of its page, each once, and ids that are those of the theme."""
    body = localized.page.body if localized.page is not None else ""
    named: set[str] = set()
    for lost in () if project.config.html == "trusted" else _lost(body):
        if lost.tag not in named:
            named.add(lost.tag)
            address = f" Its address is {lost.address!r}. Write a link in its place." if lost.address else ""
            message = f"<{lost.tag}> is left out of the page (html: safe).{address}"
            yield _finding(project, localized.document, rf"<{lost.tag}\b", message)
    if RESERVED in body and _RESERVED_ID.search(body):
        message = (
            f"an id that begins with {RESERVED!r} is left out of the page, since the page has such ids of its own."
        )
        yield _finding(project, localized.document, re.escape(RESERVED), message)


def lost_addresses(body: str) -> frozenset[str]:
    """Return the addresses of elements that safe pages do not show; nothing is loaded from there."""
    return frozenset(lost.address for lost in _lost(body) if lost.address)


def without_reserved(body: str) -> str:
    """Remove the ids that the theme has."""
    while RESERVED in body and (shorter := _RESERVED_ID.sub(r"\1", body)) != body:
        body = shorter
    return body


def _lost(body: str) -> Sequence[_Lost]:
    if not _ANY.search(body):
        return ()
    names = _LOST.split("|")
    found = []
    for token in tokens(body):
        if token.tag is not None and not token.tag.closing and token.tag.name in names:
            values = {each.name: each.value for each in token.tag.attributes}
            if token.tag.name == "input" and values.get("type", "").lower() in ("checkbox", "hidden"):
                continue
            found.append(_Lost(token.tag.name, values.get("src") or values.get("data") or ""))
    return found


def _finding(project: Project, document: Document, pattern: str, message: str) -> Finding:
    at = re.search(pattern, document.text, re.IGNORECASE)
    line = document.text.count("\n", 0, at.start()) + 1 if at is not None else 0
    where = f"{project.config.source}/{document.path}{f':{line}' if line else ''}"
    source = project.layout.source / document.path
    return Finding(
        "removed_html", Severity.WARNING, f"{where}: {message}", document=document.path, source=source, source_line=line
    )
