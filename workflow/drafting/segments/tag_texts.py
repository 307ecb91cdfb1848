"""Texts that people read inside inline tags: titles of links and images, ``alt`` and ``title`` of HTML elements. Pure functions."""

import re
from collections.abc import Iterator, Mapping, Sequence

from workflow.html import READABLE, parameters
from workflow.inline_tags import InlineTag, TagKind

__all__ = ["tag_texts", "with_tag_texts"]

_TITLE = re.compile(r"\s(?:\"([^\"]*)\"|'([^']*)'|\(([^()]*)\))\s*\)\Z")
"""The title of a link or image (CommonMark 6.3), at the end of ``](target "title")``."""
_PLAIN = re.compile(r"[^\\&<>{}\"`()\n]*[^\W\d_][^\\&<>{}\"`()\n]*")
"""A text with a letter that is written alike in every kind of quotation marks but single ones."""


def tag_texts(text: str, found: Sequence[InlineTag]) -> tuple[str, ...]:
    """The texts in the inline tags ``found`` of ``text``, each once. Those with escapes or line ends are left out."""
    return tuple(dict.fromkeys(text[start:end] for start, end in _spans(text, found)))


def with_tag_texts(text: str, found: Sequence[InlineTag], targets: Mapping[str, str]) -> str:
    """``text`` with the texts in its inline tags ``found`` replaced by their translations in ``targets``.

    A text stays as it is if its translation has a character that would have to be escaped there.
    """
    for start, end in reversed(list(_spans(text, found))):
        target = targets.get(text[start:end], "")
        if _PLAIN.fullmatch(target) and text[end] not in target:
            text = text[:start] + target + text[end:]
    return text


def _spans(text: str, found: Sequence[InlineTag]) -> Iterator[tuple[int, int]]:
    for tag in found:
        for start, end in _within(tag):
            value = tag.text[start:end]
            if _PLAIN.fullmatch(value) and not value.isupper():  # not an abbreviation
                yield tag.start + start, tag.start + end


def _within(tag: InlineTag) -> Iterator[tuple[int, int]]:
    """The spans of the texts in a tag; offsets in the tag."""
    if tag.titled and (title := _TITLE.search(tag.text)):
        yield next(title.span(group) for group in (1, 2, 3) if title[group] is not None)
    if tag.kind is TagKind.TAG and tag.text.startswith("<"):
        for each in parameters(tag.text):
            if each.prose and not each.script and each.name.lower() in READABLE:
                yield each.start, each.end
