"""Pictures, sounds and films in books: their media types, and SVG without what could run or be loaded.

The types are the core media types of EPUB 3.3 (https://www.w3.org/TR/epub-33/#sec-core-media-types), which every reader shows. A
picture's type is that of its first bytes, whatever its name says.
"""

import re
from pathlib import PurePosixPath
from xml.etree import ElementTree

__all__ = ["clean_svg", "has_no_size", "media_type"]

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF87a", "image/gif", ".gif"),
    (b"GIF89a", "image/gif", ".gif"),
)
_PLAYED = {
    "audio": {
        ".mp3": "audio/mpeg",
        ".m4a": "audio/mp4",
        ".mp4": "audio/mp4",
        ".opus": "audio/ogg",
        ".ogg": "audio/ogg",
    },
    "video": {".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm"},
    "track": {".vtt": "text/vtt"},
}
_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_NAMESPACES = {"": _SVG, "xlink": _XLINK}
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|\\|</|<!", re.IGNORECASE)
"""In a style: what loads or runs, and the escapes that hide it."""
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,", re.IGNORECASE)
_FORBIDDEN = frozenset(
    {"animate", "animateMotion", "animateTransform", "audio", "foreignObject", "handler", "iframe", "listener", "mpath"}
    | {"script", "set", "video"}
)
_DEPTH = 200
_ROOT = re.compile(rb"<svg\b[^>]*>")
_SIZE = re.compile(rb"""\s(?:width|height)=["']\s*[\d.]+(?!\s*%|[\d.])""")


def media_type(name: str, data: bytes, element: str) -> tuple[str, str] | None:
    """Return media type and suffix of a file for ``element`` (``img``, ``audio``, ``video``, ``track``); None if a book cannot have it."""
    if element != "img":
        suffix = PurePosixPath(name).suffix.lower()
        found = _PLAYED[element].get(suffix)
        return (found, suffix) if found else None
    for signature, kind, suffix in _SIGNATURES:
        if data.startswith(signature):
            return (kind, suffix) if _is_whole(data, suffix) else None
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    return ("image/svg+xml", ".svg") if PurePosixPath(name).suffix.lower() == ".svg" else None


def _is_whole(data: bytes, suffix: str) -> bool:
    """Whether a picture has a beginning and an end. Readers stop at one that was cut off."""
    if suffix == ".png":
        return data[12:16] == b"IHDR" and b"\0\0\0\0IEND\xaeB`\x82" in data[-1024:]
    return b"\xff\xd9" in data[-1024:] if suffix == ".jpg" else b";" in data[-16:]


def clean_svg(data: bytes) -> bytes | None:
    """Return an SVG picture without scripts, links, animations and anything from elsewhere; None if it is not well-formed.

    Expat limits the growth of entities, and loads none.
    """
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):  # LookupError: an unknown encoding
        return None
    if root.tag != f"{{{_SVG}}}svg" or not _clean(root, 0, set()):
        return None
    for prefix, namespace in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, namespace)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def has_no_size(drawing: bytes) -> bool:
    """Return whether an SVG picture says nothing of its size but the relation of width and height, so that it fills the line."""
    root = _ROOT.search(drawing)
    return root is not None and b"viewBox" in root[0] and not _SIZE.search(root[0])


def _clean(node: ElementTree.Element, depth: int, ids: set[str]) -> bool:
    """Clean an element and what is in it. Returns False if it has to go."""
    namespace, _, name = node.tag.rpartition("}") if isinstance(node.tag, str) else ("", "", "")
    if namespace != f"{{{_SVG}" or name in _FORBIDDEN or depth > _DEPTH:
        return False
    if name == "a":  # what it shows stays
        node.tag = f"{{{_SVG}}}{'tspan' if node.text and node.text.strip() else 'g'}"
    if name == "style" and _OUTSIDE.search("".join(node.itertext())):
        return False
    for key, value in list(node.attrib.items()):
        if not _keeps(key, value):
            del node.attrib[key]
    own = node.attrib.get("id")
    if own is not None and (own in ids or not re.fullmatch(r"[A-Za-z_][\w.-]*", own)):
        del node.attrib["id"]
    ids.update([own] if own else [])
    for child in list(node):
        if not _clean(child, depth + 1, ids):
            node.remove(child)
    return name not in ("image", "use", "feImage") or any(key.endswith("href") for key in node.attrib)


def _keeps(key: str, value: str) -> bool:
    namespace, _, name = key.rpartition("}")
    if namespace not in ("", f"{{{_XLINK}", f"{{{_XML}") or name.lower().startswith("on"):
        return False
    if name == "href":
        return _INSIDE.match(value.strip()) is not None
    return namespace != f"{{{_XLINK}" and not _OUTSIDE.search(value)
