"""The interface's words put into a page's body: titles of alerts, names of the ways back from footnotes."""

import re

from workflow.html import attribute, text
from workflow.publishing.ui_strings import Interface

__all__ = ["worded"]

_TITLE = re.compile(r'(<(p|summary) class="admonition-title") data-label="([\w-]+)">[^<]*(?=</\2>)')
_BACK = re.compile(r'data-label="footnote-back"')
_NOTES = re.compile(r'(<section class="footnotes" role="doc-endnotes")>')


def worded(body: str, interface: Interface, marked: str = "") -> str:
    """The body as a format wrote it, with the words it left to the publisher.

    ``marked`` are attributes (as they stand in a tag) for words that are not in the language of the page.
    """
    body = _TITLE.sub(lambda match: f"{match[1]}{marked}>{text(interface.label(match[3]))}", body)
    body = _BACK.sub(f'aria-label="{attribute(interface.label("footnote-back"))}"', body)
    return _NOTES.sub(lambda match: f'{match[1]} aria-label="{attribute(interface.text("Footnotes"))}">', body)
