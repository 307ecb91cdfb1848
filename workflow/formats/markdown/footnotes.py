"""Footnotes of a page: numbered in the order of their references, collected at its end, with links back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from workflow.formats.markdown.events import Event
from workflow.html import attribute

__all__ = ["Footnotes"]

_NOT_IN_URLS = re.compile(r"""[<>"\\^`{|}%#\[\]]""")


@dataclass(slots=True)
class _Note:
    number: int
    references: int = 0
    parts: list[str] = field(default_factory=list)


class Footnotes:
    """The footnotes of one document while its HTML is written.

    Footnotes without a reference come last: they are translated as well, so they are not dropped.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        definitions: dict[str, list[str]] = {}
        main: list[str] = []
        current: list[str] = []
        for event in events:
            if event.name == "FootnoteDefinition":
                if event.type == "start":
                    current.append(event.value)
                    definitions.setdefault(event.value, [])
                else:
                    current.pop()
            elif event.name == "FootnoteReference":
                (definitions[current[-1]] if current else main).append(event.value)
        self._notes: dict[str, _Note] = {}
        queue = main
        for unused in (None, *definitions):
            queue = [*queue, *([unused] if unused is not None else [])]
            while queue:
                label = queue.pop(0)
                if label not in self._notes:
                    self._notes[label] = _Note(len(self._notes) + 1)
                    queue += definitions.get(label, [])

    def number(self, label: str) -> int:
        """The number of a footnote."""
        return self._notes[label].number if label in self._notes else 0

    def reference(self, label: str) -> str:
        """Return the HTML of another reference to the footnote."""
        note = self._notes[label]
        note.references += 1
        name = _name(label)
        return (
            f'<sup class="footnote-reference"><a href="#fn:{_in_link(label)}" id="fnref:{name}{_again(note.references)}" '
            f'role="doc-noteref">{note.number}</a></sup>'
        )

    def parts(self, label: str) -> list[str]:
        """The list that collects the HTML of a footnote's text."""
        return self._notes[label].parts

    def section(self) -> str:
        """Return the section with all footnotes; empty if there are none."""
        items = []
        for label, note in self._notes.items():
            if note.parts:
                name, inner = _name(label), "".join(note.parts).strip("\n")
                back = "".join(_back(_in_link(label), number) for number in range(1, note.references + 1))
                inner = f"{inner[:-4]}{back}</p>" if inner.endswith("</p>") else inner + back
                items.append(f'<li id="fn:{name}" value="{note.number}">\n{inner}\n</li>\n')
        if not items:
            return ""
        return f'<section class="footnotes" role="doc-endnotes">\n<ol>\n{"".join(items)}</ol>\n</section>\n'


def _again(reference: int) -> str:
    return f"-{reference}" if reference > 1 else ""


def _back(name: str, reference: int) -> str:
    # U+FE0E: an arrow in the text's own colour, not an emoji.
    mark = f"<sup>{reference}</sup>" if reference > 1 else ""
    return (
        f' <a href="#fnref:{name}{_again(reference)}" class="footnote-back" role="doc-backlink" '
        f'data-label="footnote-back">↩\ufe0e{mark}</a>'
    )


def _name(label: str) -> str:
    """A footnote's label as part of an id, after ``fn:`` (the slug of a heading never has a colon)."""
    return attribute(_plain_name(label))


def _in_link(label: str) -> str:
    """The same as part of a URL, which may not have every character."""
    return attribute(_NOT_IN_URLS.sub(lambda found: f"%{ord(found[0]):02X}", _plain_name(label)))


def _plain_name(label: str) -> str:
    return re.sub(r"\s+", "-", label.strip().lower())
