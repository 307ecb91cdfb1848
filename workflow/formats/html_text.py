"""Text as HTML, escaped as pulldown-cmark does it, so that plain CommonMark comes out the same byte for byte."""

from collections.abc import Mapping

__all__ = ["attribute", "attributes", "href", "merged", "text"]

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
