"""What the server answers: the files of the last publication that succeeded, and nothing outside their folder.

Pages get a script that loads them again after the next publication. Published files have none.
"""

import mimetypes
import os
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

__all__ = ["EVENTS", "SCRIPT", "Reply", "SiteState", "is_local", "reply"]

EVENTS = "/.workflow/events"
"""The address at which pages learn of a new publication. No publication has files there: names that begin with a dot are left out."""
SCRIPT = "/.workflow/reload.js"

_LOCAL = re.compile(r"(?:127\.0\.0\.1|localhost)(?::\d{1,5})?", re.IGNORECASE)
_BODY_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_TYPES = mimetypes.MimeTypes()
"""The table of Python alone: that of the system differs from one computer to the next."""
for _type, _suffix in (
    ("application/epub+zip", ".epub"),
    ("application/rss+xml", ".rss"),
    ("font/otf", ".otf"),
    ("font/ttf", ".ttf"),
    ("font/woff", ".woff"),
    ("font/woff2", ".woff2"),
    ("image/avif", ".avif"),
    ("image/webp", ".webp"),
    ("image/x-icon", ".ico"),
    ("text/markdown", ".md"),
    ("text/javascript", ".js"),
    ("text/javascript", ".mjs"),
):
    _TYPES.add_type(_type, _suffix)
_OF_TEXT = ("text/", "application/json", "application/xml", "application/manifest+json")


@dataclass(frozen=True, slots=True)
class SiteState:
    """What is served."""

    version: str = ""
    """A name for the publication; empty before the first one."""
    mount: str = "/"
    """The path of the site's top: that of ``site_url``, so that links which begin with ``/`` lead where they will lead."""
    problems: tuple[str, ...] = ()
    """Why the last attempt to publish failed, or what of it did."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer."""

    status: HTTPStatus
    content_type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    location: str = ""
    """Where to go instead."""


def is_local(host: str | None) -> bool:
    """Whether the ``Host`` of a request is this computer. Another name means that a site on the web has its own name lead here, in order to
    read what only this computer may see (DNS rebinding).
    """
    return host is not None and _LOCAL.fullmatch(host) is not None


def reply(folder: Path, state: SiteState, target: str) -> Reply:
    """Return the answer to a request for ``target``, a path with or without a query. ``folder``: the published website."""
    parts = _parts(target)
    if parts is None:
        return Reply(HTTPStatus.BAD_REQUEST, body=b"This is no path of a page.\n")
    path = "/" + "/".join(parts)
    if path == SCRIPT:
        return Reply(HTTPStatus.OK, "text/javascript; charset=utf-8", _script())
    if path != state.mount and path in ("/", state.mount.rstrip("/")):
        return _redirect(state.mount)
    if not folder.is_dir():
        return _explained(state, HTTPStatus.SERVICE_UNAVAILABLE, "Nothing is published yet")
    if not path.startswith(state.mount):
        return _missing(folder, state, ())
    below = tuple(path.removeprefix(state.mount).split("/"))
    found = _inside(folder, below)
    if found is not None and found.is_dir():
        if below[-1]:
            return _redirect(f"{path}/")
        below = (*below[:-1], "index.html")
        found = _inside(folder, below)
    if found is None or not found.is_file() or not below[-1]:
        return _missing(folder, state, below)
    return _file(found, state, HTTPStatus.OK)


def _parts(target: str) -> list[str] | None:
    """The names in a path, decoded; the last one is empty for a folder. None if it is no path."""
    path = target.partition("?")[0].partition("#")[0]
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeError:
        return None
    if not text.startswith("/") or "\0" in text:
        return None
    parts = text.split("/")
    if {".", ".."} & set(parts):
        return None
    return [*(part for part in parts[:-1] if part), parts[-1]]


def _inside(folder: Path, names: tuple[str, ...]) -> Path | None:
    """The file or folder of these names; None if there is none, or a link is among them."""
    top = os.path.realpath(folder)
    path = os.path.join(top, *(name for name in names if name))  # noqa: PTH118
    try:
        return Path(path) if os.path.realpath(path, strict=True) == path else None
    except OSError:
        return None


def _missing(folder: Path, state: SiteState, names: tuple[str, ...]) -> Reply:
    """The page for missing addresses, that of the language if possible."""
    for place in ((*names[:1], "404.html"), ("404.html",)):
        found = _inside(folder, place)
        if found is not None and found.is_file():
            return _file(found, state, HTTPStatus.NOT_FOUND)
    return _explained(state, HTTPStatus.NOT_FOUND, "There is no such page")


def _file(path: Path, state: SiteState, status: HTTPStatus) -> Reply:
    try:
        body = path.read_bytes()
    except OSError:  # a new publication has just replaced it
        return _explained(state, HTTPStatus.NOT_FOUND, "There is no such page")
    kind = _TYPES.guess_type(path.name, strict=True)
    content_type = (kind[0] if kind[1] is None else None) or "application/octet-stream"
    if content_type == "text/html":
        body = _with_script(body, state)
    if content_type.startswith(_OF_TEXT) or content_type.endswith("+xml"):
        content_type += "; charset=utf-8"
    return Reply(status, content_type, body)


def _with_script(page: bytes, state: SiteState) -> bytes:
    script = f'<script src="{SCRIPT}" data-version="{state.version}"></script>\n'.encode()
    ends = list(_BODY_END.finditer(page))
    at = ends[-1].start() if ends else len(page)
    return page[:at] + script + page[at:]


def _explained(state: SiteState, status: HTTPStatus, title: str) -> Reply:
    """A page of the server, since there is none of the publication. The script shows why."""
    page = f'<!doctype html>\n<html lang="en">\n<title>{title}</title>\n<body>\n<h1>{title}</h1>\n</body>\n</html>\n'
    return Reply(status, "text/html; charset=utf-8", _with_script(page.encode(), state))


def _redirect(path: str) -> Reply:
    return Reply(HTTPStatus.FOUND, location=quote(f"/{path.lstrip('/')}"))


def _script() -> bytes:
    return Path(__file__).with_name("reload.js").read_bytes()
