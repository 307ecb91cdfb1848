"""Samples of each format for the invariants: generated documents, and an independent list of the texts that must be in a unit."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser

from hypothesis import strategies as st

from tests.formats.documents import markdown_texts, parsed, plain_texts
from workflow.formats.base import FormatSettings
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.markdown.events import events
from workflow.formats.plain_text import PlainTextSettings
from workflow.html import VOID, tag
from workflow.inline_tags import find_tags

__all__ = ["SAMPLES", "Samples", "uncovered_markdown"]


@dataclass(frozen=True)
class Samples:
    """One format's."""

    texts: st.SearchStrategy[str]
    settings: st.SearchStrategy[FormatSettings]
    everything: FormatSettings
    """Settings with which the fixtures are read."""
    uncovered: Callable[[str, FormatSettings], list[str]]
    """Words of a document that should be in a unit and are in none."""


def inside(text: str, settings: FormatSettings) -> bytearray:
    """For each character of a Markdown text, whether it lies in a unit."""
    found = bytearray(len(text))
    for unit in parsed(text, settings=settings).units:
        found[unit.span.start : unit.span.end] = b"\1" * (unit.span.end - unit.span.start)
    return found


def uncovered_markdown(text: str, settings: FormatSettings) -> list[str]:
    """The parser's text events, those of HTML blocks included, that lie in no unit and in no skeleton construct."""
    assert isinstance(settings, MarkdownSettings)
    units = parsed(text, settings=settings).units
    covered = inside(text, settings)
    missing = []
    code = address = False
    element, depth = "", 0
    for event in events(text, settings):
        if event.name == "CodeBlock":
            code = event.type == "start"
        elif event.name == "Link":
            address = event.type == "start" and event.value["link_type"] in ("Autolink", "Email")
        elif event.name == "InlineHtml" and (found := tag(event.value)):
            if found.opaque and not depth:
                element, depth = found.name, 1
            elif depth and found.name == element:
                depth += -1 if found.closing else 1
        elif event.name == "Text" and not (code or address or depth):
            place = re.search(r"[^\s\0]", text[event.start : event.end])
            if (
                place
                and not _in_reference(text, event.start + place.start())
                and not covered[event.start + place.start()]
            ):
                missing.append(event.value)
        elif event.name == "HtmlBlock" and event.type == "end":
            texts = " ".join(unit.source for unit in units if event.start <= unit.span.start < event.end)
            missing += [word for word in _Words(text[event.start : event.end]).found if word not in texts]
    return missing


def _in_reference(text: str, offset: int) -> bool:
    """Whether a character is in ``[[…]]``: a text that consists of references is no unit."""
    return any(found.start() <= offset < found.end() for found in re.finditer(r"\[{2,}[^\[\]\n]+\]{2,}", text))


class _Words(HTMLParser):
    """The words of a piece of HTML outside elements whose content stays, by the parser of the standard library."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.kept: list[str] = []
        self.feed(text)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.kept or name in ("script", "style", "pre", "code", "textarea") or ("translate", "no") in attributes:
            self.kept += [name] if name not in VOID else []

    def handle_endtag(self, name: str) -> None:
        if name in self.kept:
            self.kept = self.kept[: self.kept.index(name)]

    def handle_data(self, data: str) -> None:
        self.found += [] if self.kept else re.findall(r"\w+", data)


def _uncovered_text(text: str, settings: FormatSettings) -> list[str]:
    """Words of a plain text that lie in no unit, addresses, placeholders and names aside."""
    from workflow.formats import FORMATS

    at, rest = 0, ""
    for unit in parsed(text, settings=settings, handler=FORMATS[".txt"]).units:
        rest += text[at : unit.span.start] + "\n"
        at = unit.span.end
    missing = []
    for line in re.split(r"[\r\n]+", rest + text[at:]):
        position, words = 0, ""
        for found in find_tags(line, syntax="plain"):
            words += line[position : found.start] + " "
            position = found.end
        missing += re.findall(r"[^\W\d_]+", words + line[position:])
    return missing


SAMPLES: dict[str, Samples] = {
    "markdown": Samples(
        markdown_texts(),
        st.sampled_from(
            [
                MarkdownSettings(),
                MarkdownSettings(math=True, definition_lists=True),
                MarkdownSettings(dialect=("docusaurus",)),
                MarkdownSettings(dialect=("hugo", "gitbook", "mdn", "vitepress")),
                MarkdownSettings(code_comments=True),
            ]
        ),
        MarkdownSettings(math=True, definition_lists=True),
        uncovered_markdown,
    ),
    "plain_text": Samples(
        plain_texts(),
        st.sampled_from([PlainTextSettings(), PlainTextSettings(headings=False), PlainTextSettings(wrap=False)]),
        PlainTextSettings(),
        _uncovered_text,
    ),
}
"""By the format's name."""
