"""Addresses in a text as links: the extension "Autolinks" of the GFM specification, §6.9."""

import re

from workflow.html import href, text

__all__ = ["linked"]

_ADDRESS = re.compile(
    r"(?<![^\s*_~(])(?:(?:https?://[\w-]+|www\.[\w-]+\.[\w-]+)[^\s<]*"
    r"|(?P<mail>[a-z0-9._+-]{1,64}+@(?:[a-z0-9_-]{1,63}+\.)+[a-z0-9_-]{0,62}[a-z0-9](?![\w-])))",
    re.IGNORECASE,
)


def linked(words: str) -> str:
    """Return the HTML of a text, with its web addresses (``https://…``, ``www.…``) and e-mail addresses as links.

    Punctuation at the end of an address belongs to the sentence, and so does a closing bracket that was opened before the address.
    """
    if "://" not in words and "@" not in words and "www." not in words.lower():
        return text(words)
    parts = []
    at = 0
    for found in _ADDRESS.finditer(words):
        url = _trimmed(found[0]) if found["mail"] is None else found[0]
        if found["mail"] is None and (not (domain := _domain(url)) or "_" in domain):
            continue
        target = f"mailto:{url}" if found["mail"] else url if url[:4].lower() != "www." else f"http://{url}"
        parts += [text(words[at : found.start()]), f'<a href="{href(target)}">{text(url)}</a>']
        at = found.start() + len(url)
    return "".join([*parts, text(words[at:])])


def _trimmed(url: str) -> str:
    """An address without what ends its sentence."""
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while url[end - 1] in "?!.,:*_~'\"" or (url[end - 1] == ")" and surplus > 0):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]


def _domain(url: str) -> str:
    """The last two segments of an address's host, in which no underscore is allowed."""
    host = re.split(r"[/?#:]", url.split("://")[-1], maxsplit=1)[0]
    return ".".join(host.split(".")[-2:])
