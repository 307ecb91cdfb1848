"""Links between documents become links between pages; dead ones are found.

Works on the HTML of a page, so that links in raw HTML are treated like those in Markdown. A link to a document
(``guide.md#setup``) leads to its page (``guide.html#setup``); everything else stays as it was written.
"""

import html
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

__all__ = ["Link", "identifiers", "links", "page_paths", "relative", "rewritten"]

_TAG = re.compile(r"""<[a-zA-Z][^\s>/]*(?:[^>"']|"[^"]*"|'[^']*')*>""")
# Attributes are taken one after the other, so that one inside another's value is not mistaken for one.
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_LINKS = frozenset({"href", "src", "poster"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page, as it is written in the document."""

    attribute: str
    """``href``, ``src`` or ``poster``."""
    url: str

    @property
    def local(self) -> bool:
        """Whether it leads to something beside the document: no scheme, no host, not from the root of a server."""
        parts = _parts(self.url)
        return parts is not None and not parts[0] and not self.url.startswith("/")

    @property
    def scheme(self) -> str:
        """``https``, ``mailto`` …; empty where the link has none, or is no URL at all."""
        try:
            return urlsplit(self.url).scheme.lower()
        except ValueError:
            return ""

    def target(self, document: str) -> tuple[str, str]:
        """Where a local link of ``document`` leads: a path below the source folder, and the anchor (or "")."""
        parts = _parts(self.url)
        path, fragment = (parts[1], parts[2]) if parts is not None else ("", "")
        if not path:
            return document, unquote(fragment)
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(document), unquote(path)))
        return joined, unquote(fragment)


def _parts(url: str) -> tuple[str, str, str] | None:
    """Scheme and host, path, fragment; None where it is no URL at all."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme + parts.netloc, parts.path, parts.fragment


def links(body: str) -> tuple[Link, ...]:
    """The links of a page, in order."""
    found = []
    for tag in _TAG.finditer(body):
        found += [Link(name, value) for name, value in _attributes(tag[0]) if name in _LINKS]
    return tuple(found)


def identifiers(body: str) -> frozenset[str]:
    """The ids (and old ``name`` anchors) of a page."""
    return frozenset(
        value for tag in _TAG.finditer(body) for name, value in _attributes(tag[0]) if name in ("id", "name")
    )


def rewritten(body: str, change: Callable[[Link], str | None]) -> str:
    """The page with the links for which ``change`` gives a new URL changed."""

    def in_tag(tag: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(in_attribute, tag[0])

    def in_attribute(match: re.Match[str]) -> str:
        name = match[1].lower()
        url = change(Link(name, _value(match[3]))) if name in _LINKS else None
        return match[0] if url is None else f'{match[1]}{match[2]}"{html.escape(url)}"'

    return _TAG.sub(in_tag, body)


def page_paths(documents: Collection[str]) -> Mapping[str, str]:
    """The page of each document: ``guide.md`` → ``guide.html``.

    A folder's ``README`` is its index where it has no index of its own. Where two documents differ by their suffix alone
    both keep theirs (``guide.md.html``).
    """
    plain = {document: PurePosixPath(document).with_suffix(".html").as_posix() for document in documents}
    taken = list(plain.values())
    paths = {document: page if taken.count(page) == 1 else f"{document}.html" for document, page in plain.items()}
    for document in sorted(documents):
        path = PurePosixPath(document)
        index = path.with_name("index.html").as_posix()
        if path.stem.lower() == "readme" and index not in paths.values():
            paths[document] = index
    return paths


def relative(target: str, page: str, fragment: str = "") -> str:
    """The relative URL from one page to another file of the same edition."""
    path = posixpath.relpath(target, posixpath.dirname(page) or ".")
    return quote(path, safe="/~@!$&'()*+,;=") + (f"#{quote(fragment, safe=_FRAGMENT)}" if fragment else "")


_FRAGMENT = "/~@!$&'()*+,;=:?%-._"


def _attributes(tag: str) -> list[tuple[str, str]]:
    return [(match[1].lower(), _value(match[3])) for match in _ATTRIBUTE.finditer(tag)]


def _value(quoted: str) -> str:
    text = quoted[1:-1] if quoted[:1] in ('"', "'") and quoted[-1:] == quoted[:1] else quoted
    return html.unescape(text)
