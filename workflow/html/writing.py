"""Write text as HTML, escaped like pulldown-cmark's, so that the output for plain CommonMark is byte-identical."""

import re
from collections.abc import Mapping

from workflow.html.tokenizer import tokens

__all__ = ["attribute", "attributes", "for_contents", "href", "merged", "text", "without_controls"]

_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85]")
"""Controls that Python counts as white space: they stand between words."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HREF_SAFE = frozenset(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    + b"!#$%()*+,-./:;=?@_~^&'"  # the last two as entities
)


def text(plain: str) -> str:
    """Escape text between tags; quotation marks stay unchanged."""
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def without_controls(written: str) -> str:
    """Return HTML or XML without the characters that one of them does not allow in a document (https://www.w3.org/TR/xml/#charsets). Those
    between words become spaces.
    """
    return _CONTROLS.sub("", _SPACES.sub(" ", written))


def attribute(plain: str) -> str:
    """Escape the value of an attribute in double quotes."""
    return text(plain).replace('"', "&quot;").replace("'", "&#39;")


def href(url: str) -> str:
    """Escape a link target: characters not allowed in a URL are percent-encoded, except ``%``, which counts as encoded."""
    data = url.encode("utf-8", "surrogatepass")
    encoded = "".join(chr(byte) if byte in _HREF_SAFE else f"%{byte:02X}" for byte in data)
    return encoded.replace("&", "&amp;").replace("'", "&#x27;")


def attributes(values: Mapping[str, str]) -> str:
    """Write attributes for a tag, each after a space."""
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items())


def merged(*many: Mapping[str, str]) -> dict[str, str]:
    """Merge sets of attributes: classes are joined, for other attributes the last value is used."""
    result: dict[str, str] = {}
    for values in many:
        for name, value in values.items():
            result[name] = f"{result[name]} {value}" if name == "class" and result.get("class") else value
    return result


_REFERENCE = re.compile(r'<sup class="footnote-reference">.*?</sup>', re.DOTALL)
_IDENTIFIER = re.compile(r"""\s(?:id|name)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def for_contents(html: str) -> str:
    """Return a heading's inline HTML for a table of contents: without links, footnote references and ids."""
    kept = [
        _IDENTIFIER.sub("", token.raw) if token.tag else token.raw
        for token in tokens(_REFERENCE.sub("", html))
        if token.tag is None or token.tag.name != "a"
    ]
    return "".join(kept).strip()
