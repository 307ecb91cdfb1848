"""Write text as HTML, escaped as pulldown-cmark does it, so that plain CommonMark comes out byte-identical."""

import re
from collections.abc import Mapping

from workflow.html.tokenizer import tokens

__all__ = ["attribute", "attributes", "for_contents", "href", "merged", "text"]

_HREF_SAFE = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    + b"!#$%()*+,-./:;=?@_~^&'"  # the last two as entities
)


def text(plain: str) -> str:
    """Text between tags: quotes stay."""
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(plain: str) -> str:
    """The value of an attribute, to stand between double quotes."""
    return text(plain).replace('"', "&quot;").replace("'", "&#39;")


def href(url: str) -> str:
    """A link target: what may not stand in a URL is percent-encoded; ``%`` stays, it is taken as encoded already."""
    data = url.encode("utf-8", "surrogatepass")
    encoded = "".join(chr(byte) if byte in _HREF_SAFE else f"%{byte:02X}" for byte in data)
    return encoded.replace("&", "&amp;").replace("'", "&#x27;")


def attributes(values: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, a blank before each."""
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items())


def merged(*many: Mapping[str, str]) -> dict[str, str]:
    """One set of attributes out of several: classes add up, for the rest the last one holds."""
    result: dict[str, str] = {}
    for values in many:
        for name, value in values.items():
            result[name] = f"{result[name]} {value}" if name == "class" and result.get("class") else value
    return result


_REFERENCE = re.compile(r'<sup class="footnote-reference">.*?</sup>', re.DOTALL)
_IDENTIFIER = re.compile(r"""\s(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def for_contents(html: str) -> str:
    """A heading's inline HTML for a table of contents: no links, no footnote marks, no second use of an id."""
    kept = [
        _IDENTIFIER.sub("", token.raw) if token.tag else token.raw
        for token in tokens(_REFERENCE.sub("", html))
        if token.tag is None or token.tag.name != "a"
    ]
    return "".join(kept).strip()
