"""Links and pictures of a chapter: where they lead inside the book, and what a book cannot have."""

import re
from urllib.parse import quote, urljoin, urlsplit

from workflow.model import Severity
from workflow.publishing.books.nodes import Content, Node, element, flat, walk, xml_id
from workflow.publishing.books.scope import Scope
from workflow.publishing.sanitising import SCHEMES
from workflow.publishing.targets import Link

__all__ = ["CONTENTS", "href_between", "resolve_links"]

CONTENTS = "nav.xhtml"
"""The file of a book's contents."""
_PATH = "/~@!$&'()*+,;=:%-._"
_REST = f"{_PATH}?"
"""What may stand in the parts of a URL (RFC 3986)."""
_HOST = re.compile(r"(?:[^\s@/]+@)?[\w.-]+(?::[0-9]{1,5})?")
_LOCAL = "it is no page, picture, sound or film"
_WEB = "it is on another site, and books load nothing"


def resolve_links(scope: Scope, document: str, root: Node) -> None:
    """Make each link of a chapter lead into the book or to the web, and each picture a file of the book.

    ``href`` of a link into the book is ``file#anchor``, from the top of the book; ``src`` is the file of a picture.
    """
    kept: list[Content] = []
    for child in root.children:
        kept += [child] if isinstance(child, str) else _resolved(scope, document, child, root.name)
    root.children = kept


def _resolved(scope: Scope, document: str, node: Node, parent: str) -> list[Content]:
    player = node.name in ("audio", "video")
    sources = walk(node) if player else ()
    urls = [one.attributes["src"] for one in sources if "src" in one.attributes and one.name != "track"]
    if player and not scope.plays:
        for url in urls[:1]:
            scope.report(document, url, "paper plays nothing", Severity.NOTE)
        node.children = [child for child in node.children if not _is_source(child)]
    resolve_links(scope, document, node)
    if node.name == "a" and "href" in node.attributes:
        target = _target(scope, document, node.attributes.pop("href"))
        node.attributes |= {"href": target} if target else {}
    for name in ("src", "poster"):
        if name in node.attributes and (scope.plays or not player):
            kind = "img" if name == "poster" else parent if node.name == "source" else node.name
            found = _file(scope, document, node.attributes.pop(name), kind)
            node.attributes |= {name: found} if found else {}
    if node.name == "img" and "src" not in node.attributes:
        return _described(node)
    if node.name in ("source", "track") and "src" not in node.attributes:
        return []
    if player and not (scope.plays and ("src" in node.attributes or any(map(_is_source, node.children)))):
        instead = [one for one in node.children if not _is_source(one)]
        address = next(filter(None, map(_address, urls)), None)
        if address and not flat(node):
            instead = [element("a", {"href": address}, address)]
        return [element("span", {"class": "missing"}, *instead)]
    return [node]


def _described(node: Node) -> list[Content]:
    """What stands in place of a picture: its description."""
    words = node.attributes.get("alt", "").strip()
    instead = element("span", {key: node.attributes[key] for key in ("lang", "dir", "class") if key in node.attributes})
    instead.add_class("missing")
    instead.children = [f"[{words}]"]
    return [instead] if words else []


def _is_source(child: Content) -> bool:
    return isinstance(child, Node) and child.name in ("source", "track")


def _file(scope: Scope, document: str, url: str, kind: str) -> str | None:
    """The file in the book that a page shows; None if there is none, which is reported unless the link is dead."""
    link = Link("src", url)
    if link.path is None:
        if link.scheme in ("http", "https") or url.startswith("//"):
            scope.report(document, url, f"{_WEB}. Put a copy into the source folder")
        return None
    published = scope.site.published_at(link.path, document) if link.path else None
    if published is None or published in scope.site.documents:
        return None
    try:
        found = scope.show(published, kind)
    except OSError:
        return None  # the outputs that copy the file name it
    if found is None:
        scope.report(document, url, "no reader of books has to know this kind of file, or it is damaged")
    return found.path if found else None


def _target(scope: Scope, document: str, url: str) -> str | None:
    """Where a link leads: ``file#anchor`` in the book, an address on the web, or nowhere."""
    link = Link("href", url)
    if link.path is None:
        return _address(url)
    fragment = f"#{xml_id(link.fragment)}" if link.fragment and link.fragment != "top" else ""
    published = scope.site.published_at(link.path, document) if link.path else scope.site.paths[document]
    target = scope.site.documents.get(published or "", "")
    if target in scope.paths:
        return f"{scope.paths[target]}{fragment}"
    summary = scope.site.navigation.summary
    if (published == scope.site.home and not target) or (target and target == summary):
        return CONTENTS
    base = f"{scope.site.url}/{scope.edition.language.code}/" if scope.site.url else None
    if published is not None:
        if not target or not scope.edition.documents[target].has_page:
            where = f", so the link leads to {scope.site.url}" if base else ", so its words are no link. Set site_url"
            scope.report(document, url, f"{_LOCAL}{where}", Severity.NOTE)
        anchor = f"#{quote(link.fragment)}" if fragment else ""
        return _address(urljoin(base, quote(published) + anchor)) if base else None
    return _address(urljoin(base, url)) if base and url.startswith("/") else None


def _address(url: str) -> str | None:
    """An address outside the book, written as a valid URL; None if it cannot be one."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    scheme = parts.scheme.lower() or ("https" if host else "")
    if scheme not in SCHEMES or (scheme in ("http", "https", "ftp") and not (host and _HOST.fullmatch(parts.netloc))):
        return None
    try:
        netloc = (
            parts.netloc.encode("ascii").decode() if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        )
    except UnicodeError:
        return None
    path = quote(parts.path or ("/" if netloc else ""), safe=_PATH)
    rest = "".join(
        f"{mark}{quote(part, safe=_REST)}" for mark, part in (("?", parts.query), ("#", parts.fragment)) if part
    )
    written = f"{scheme}:{'//' + netloc if netloc else ''}{path}{rest}"
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", written)


def href_between(target: str, page: str) -> str:
    """Return the relative URL from a file of a book to ``file#anchor`` in it; addresses on the web stay."""
    if urlsplit(target).scheme:
        return target
    path, hash_, fragment = target.partition("#")
    if path == page and fragment:
        return f"#{fragment}"
    up = "../" * page.count("/")
    return f"{up}{path}{hash_}{fragment}"
