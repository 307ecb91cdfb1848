"""Find the headings of a plain text, and their levels.

Only common conventions count: an underlined line; a first line that is short and does not
end like a sentence; a short line in capitals; a short line that does not end like a sentence, between paragraphs that do.
"""

import re
from collections.abc import Mapping, Sequence

from workflow.formats.plain_text.reading import Passage, columns

__all__ = ["levels"]

_SENTENCE_END = re.compile(r"[.:;,…。．：；，][\"'”’»)\]」』]*\Z")
_ANY_END = re.compile(r"[.!?:;,…。．！？：；，][\"'”’»)\]」』]*\Z")
_NOT_IN_SUBHEADINGS = re.compile(r"[:/|©@\t]|^[\"'“‘«(„]")
_TITLE = 100
_SUBHEADING = 60
_PARAGRAPH = 80
"""Maximum width of a title or subheading, and minimum width of a paragraph, in columns."""
_LOWEST = 6


def levels(found: Sequence[Passage], worded: Sequence[bool]) -> Mapping[int, int]:
    """Return the level of each heading by the index of its passage. ``worded``: for each passage, whether it has words.

    The title is of level 1; the other kinds of headings go down from 2 in the order in which they come.
    """
    result: dict[int, int] = {}
    styles: list[str] = []
    first = next((index for index, words in enumerate(worded) if words), -1)
    for index in range(len(found)):
        style = _style(found, worded, index, first) if worded[index] else ""
        if not style:
            continue
        if index != first and not styles:
            styles.append("title")
        if style not in styles:
            styles.append(style)
        result[index] = min(styles.index(style) + 1, _LOWEST)
    return result


def _style(found: Sequence[Passage], worded: Sequence[bool], index: int, first: int) -> str:
    """The convention by which a passage is a heading; empty if it is none."""
    passage = found[index]
    if passage.what == "underlined":
        return f"underlined {passage.lines[1].text[0]}"
    text = passage.texts[0]
    if passage.what != "text" or len(passage.lines) > 1 or columns(text) > _TITLE or _SENTENCE_END.search(text):
        return ""
    if index == first:
        return "title" if any(worded[index + 1 :]) else ""
    letters = [character for character in text if character.isalpha()]
    if len(letters) > 2 and text.upper() == text and text.lower() != text:
        return "capitals"
    between = 0 < index < len(found) - 1 and _is_paragraph(found[index - 1]) and _is_paragraph(found[index + 1])
    short = columns(text) <= _SUBHEADING and not _ANY_END.search(text) and not _NOT_IN_SUBHEADINGS.search(text)
    return "short" if between and short and not text[:1].islower() else ""


def _is_paragraph(passage: Passage) -> bool:
    texts = passage.texts
    long = len(texts) > 1 or columns(texts[0]) >= _PARAGRAPH
    return passage.what == "text" and (long or _ANY_END.search(texts[-1]) is not None)
