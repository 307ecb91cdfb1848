"""Write the anchors of a source document into its translation.

A generator makes the anchor of a heading from its words, so ``## Preparación`` has another one than ``## Set up``, and ``#set-up``
leads nowhere. Headings whose anchor differs get the source's, in the syntax that the generator of the document understands.
"""

import re
from collections.abc import Callable, Sequence

from workflow.formats.lines import line_end
from workflow.formats.markdown.anchors import FoundHeading, assigned, found_headings, raw_identifiers
from workflow.formats.markdown.events import Event
from workflow.formats.markdown.inline import begin

__all__ = ["anchored"]

_NOT_PREFIX = re.compile(r"[^>\s]")
_ATTRIBUTES = re.compile(r"[ \t]*\{(?!/\*):?[ \t]*")
_ASCII_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*")
_LINE_END = re.compile(r"[\r\n]")

_Edit = tuple[int, int, str]
"""Start and end of what is replaced, and the new text."""


def anchored(text: str, events: Sequence[Event], wanted: Sequence[str | None], dialect: Sequence[str]) -> str:
    """Return a localized document whose headings have the anchors ``wanted``, by the heading's index; None for one without.

    Headings whose anchor is right stay as they are, and so do those with an explicit one and those without words. ``events`` are
    those of ``text``. If the document does not have as many headings as ``wanted``, it is returned unchanged.
    """
    headings = found_headings(events)
    if len(headings) != len(wanted):
        return text
    write = next((_SYNTAX[name] for name in dialect if name in _SYNTAX), _element)
    edits = [write(text, headings[index], name) for index, name in _missing(events, headings, wanted, dialect).items()]
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def _missing(
    events: Sequence[Event], headings: Sequence[FoundHeading], wanted: Sequence[str | None], dialect: Sequence[str]
) -> dict[int, str]:
    """The anchors to be written, by the heading's index. Each that is written can change the numbers of the others."""
    missing: dict[int, str] = {}
    taken = raw_identifiers(events)
    while True:
        found = assigned(headings, taken, dialect, missing)
        more = {
            index: name
            for index, name in enumerate(wanted)
            if name is not None
            and found[index] != name
            and headings[index].explicit is None
            and headings[index].content
            and not _is_own(headings[index], name)
        }
        if not more:
            return dict(sorted(missing.items()))
        missing |= more


def _is_own(heading: FoundHeading, name: str) -> bool:
    """Whether a heading has the anchor as an element of its own, for which ``name`` got a number: ``## Close <a id="close"></a>``."""
    base, _, number = name.rpartition("-")
    return number.isdecimal() and base in raw_identifiers(heading.content)


def _attribute(text: str, heading: FoundHeading, name: str) -> _Edit:
    """``## Heading {#name}``. A ``{.class}`` that is there gets the id; closing ``#`` go, since not everybody reads both."""
    end, stop = _tail(text, heading)
    if found := _ATTRIBUTES.match(text, end, stop):
        return found.end(), found.end(), f"#{name} "
    return end, stop, f" {{#{name}}}"


def _kramdown(text: str, heading: FoundHeading, name: str) -> _Edit:
    """Like ``_attribute``; kramdown takes ``{#…}`` for text if it is not an ASCII name."""
    return (_attribute if _ASCII_NAME.fullmatch(name) else _element)(text, heading, name)


def _element(text: str, heading: FoundHeading, name: str) -> _Edit:
    """``## <a id="name"></a>Heading``: HTML, which nearly every renderer passes on."""
    at = begin(text, heading.content[0])
    return at, at, f'<a id="{name}"></a>'


def _target(text: str, heading: FoundHeading, name: str) -> _Edit:
    """``(name)=`` on the line before, as MyST has it."""
    at = heading.event.start
    line = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    prefix = _NOT_PREFIX.sub(" ", text[line:at].removeprefix("\ufeff"))
    return at, at, f"({name})={line_end(text)}{prefix}"


def _tail(text: str, heading: FoundHeading) -> tuple[int, int]:
    """The end of a heading's content, and the end of its line."""
    end = heading.content[-1].end
    found = _LINE_END.search(text, end)
    stop = found.start() if found else len(text)
    while text[end - 1] in " \t":
        end -= 1
    return end, stop


_SYNTAX: dict[str, Callable[[str, FoundHeading, str], _Edit]] = {
    "hugo": _attribute,
    "docusaurus": _attribute,
    "vitepress": _attribute,
    "pandoc": _attribute,
    "quarto": _attribute,
    "mdbook": _attribute,
    "kramdown": _kramdown,
    "jekyll": _kramdown,
    "myst": _target,
}
"""By dialect. HTML elements serve all others. MkDocs is one of them: it reads ``{#id}`` only with the extension ``attr_list``. So is
MDX: it has no syntax for ids, and documents of the same project may be plain Markdown (Starlight).
"""
