"""What directives show on a page: a picture, a table, or their texts as paragraphs."""

import re
from collections.abc import Callable, Iterator, Sequence

from workflow.formats.base import Attributes
from workflow.formats.markdown.directive_lines import Directive, DirectiveText
from workflow.html import attributes, href, merged, text
from workflow.model import Kind, Span

__all__ = ["directive_html", "has_alternative", "is_shown", "picture"]

_SOURCE = re.compile(r"(?:\s(?:src|source)=[\"']?|\{(?:image|figure)\}[ \t]+)(?P<path>[^\"'\s>{}]+)")
_NO_CODE = ("{toctree}", "{tableofcontents}", "{contents}", "{index}", "{bibliography}")
_HEADER_ROWS = re.compile(r":header-rows:[ \t]*(\d+)")

Marks = Callable[[Span], Attributes]
"""Returns the attributes of the text at a span; none if there is no unit."""


def picture(line: str) -> str:
    """Return the address of the picture that a directive shows; empty if it shows none."""
    found = _SOURCE.search(line)
    return found["path"] if found else ""


def has_alternative(following: object) -> bool:
    """Whether what follows the opening line of a figure is its options, with an alternative text."""
    return isinstance(following, Directive) and any(found.kind is Kind.ALT_TEXT for found in following.texts)


def is_shown(information: str, before: object) -> bool:
    """Whether a code block with this information, and with ``before`` in front of it, has no code for readers: the directive before it shows
    all that is in it, or only its site generator can.
    """
    information = information.lstrip()
    if isinstance(before, Directive) and information.startswith("{csv-table}"):
        return any(found.escape == "csv" for found in before.texts)
    return (isinstance(before, Directive) and information.startswith("{image}")) or information.startswith(_NO_CODE)


def directive_html(directive: Directive, marks: Marks, source: str = "") -> Iterator[str]:
    """Yield the lines of HTML for a directive. ``source``: the picture of the figure whose options it is.

    Left out are values that are no text, such as paths, and texts with inline markup, which follow as events of their own.
    """
    source = source or picture(directive.text)
    rows: list[list[DirectiveText]] = []
    for found, before in zip(directive.texts, directive.skeleton, strict=False):
        own = marks(found.span)
        if found.escape == "csv":
            if not rows or re.search(r"[\r\n]", before):
                rows.append([])
            rows[-1].append(found)
        elif found.kind is Kind.ALT_TEXT and source:
            yield f'<img src="{href(source)}"{attributes(merged({"alt": found.value}, own))} />\n'
        elif not found.inline and (found.offered or own):
            yield f"<p{attributes(own)}>{text(found.value)}</p>\n"
    if rows:
        count = _HEADER_ROWS.search(directive.text)
        heads = (":header:" in directive.text) + (int(count[1]) if count else 0)
        head = f"<thead>{_rows('th', rows[:heads], marks)}</thead>" if heads else ""
        yield f'<div class="table"><table>{head}<tbody>\n{_rows("td", rows[heads:], marks)}</tbody></table></div>\n'


def _rows(cell: str, rows: Sequence[Sequence[DirectiveText]], marks: Marks) -> str:
    lines = (
        "".join(f"<{cell}{attributes(marks(found.span))}>{text(found.value)}</{cell}>" for found in row) for row in rows
    )
    return "".join(f"<tr>{line}</tr>\n" for line in lines)
