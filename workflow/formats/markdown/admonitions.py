"""The admonitions of a document, by the places of their texts: a policy may ask for more where a text warns.

They are written in many ways: alerts (``> [!WARNING]``), ``!!! warning``, ``:::danger``, ``{% hint style="danger" %}``,
``<Aside type="caution">``, ``<div class="warning">``, ``{: .warning }``. What only might be one counts, too, if its type is a warning.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from workflow.formats.markdown.container_info import ADMONITIONS
from workflow.formats.markdown.events import Container, Event
from workflow.html import HtmlTag, tag, tokens
from workflow.model import WARNINGS, Unit

__all__ = ["in_admonitions"]

_GENERIC = frozenset({"admonition", "alert", "aside", "callout", "hint", "infobox", "message", "notice"})
"""Names of elements whose attributes say of which type they are."""
_OWN = WARNINGS | {"info", "note", "tip"}
"""Names of elements that are types."""
_PREFIX = re.compile(r"^(?:markdown-)?(?:alert|callout|admonition|message|notice|is)-")
_CALLOUT = re.compile(r"\[!(\w+)")
_SHORTCODE = re.compile(r"\{\{[%<]\s*(?P<close>/?)\s*(?P<name>[\w-]+)(?P<arguments>.*?)/?\s*[%>]\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?\s*(?P<close>end)?(?P<name>\w+)(?P<arguments>.*?)-?%\}", re.DOTALL)
_ARGUMENT = re.compile(r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+))")
_CLASS = re.compile(r"\.([\w-]+)|class=[\"']?([\w -]+)|^:class:\s*([\w -]+)", re.MULTILINE)
_TEXTS = frozenset({"title", "label", "text", "heading", "header", "name", "summary"})
"""Attributes that people read."""
_BLOCKS = frozenset({"Paragraph", "BlockQuote", "List", "Table", "HtmlBlock", "CodeBlock"})


class _Region(NamedTuple):
    start: int
    end: int
    type: str


class _Opened(NamedTuple):
    """An element that is not closed yet; without a type it is no admonition."""

    name: str
    start: int
    type: str


def in_admonitions(units: Sequence[Unit], stream: Sequence[Event], text: str) -> list[Unit]:
    """Return the units with the admonitions that each is in. ``stream``: the events of the document ``text``."""
    regions = sorted(_regions(stream, text), key=lambda one: (one.start, -one.end))
    if not regions:
        return list(units)
    found: list[Unit] = []
    around: list[_Region] = []
    waiting = iter([*regions, _Region(len(text) + 1, len(text) + 1, "")])
    following = next(waiting)
    # Units are in the order of the document, but for those of footnotes and link definitions.
    for at, unit in sorted(enumerate(units), key=lambda one: one[1].span.start):
        place = unit.span.start
        while following.start <= place:
            around.append(following)
            following = next(waiting)
        around = [one for one in around if one.end > place]
        found.append(replace(unit, admonitions=tuple(one.type for one in around)) if around else units[at])
    return sorted(found, key=lambda one: one.index)


def _regions(stream: Iterable[Event], text: str) -> Iterator[_Region]:
    quotes: list[Event] = []
    opened: list[_Opened] = []
    block: Event | None = None
    for event in stream:
        name, value = event.name, event.value
        if name == "BlockQuote":
            if event.type == "end":
                quotes.pop()
            else:
                quotes.append(event)
                if value:
                    yield _Region(event.start, event.end, str(value).lower())
        elif name == "Container":
            if event.type == "start":
                quotes.append(event)
                if kind := _of_container(value):
                    yield _Region(event.start, event.end, kind)
            else:
                quotes.pop()
        elif name == "Directive":
            if value.rule == "callout" and quotes and (callout := _CALLOUT.search(value.text)):
                yield _Region(quotes[-1].start, quotes[-1].end, callout[1].lower())
            elif kind := _classes(value.text) if value.rule in ("options", "attribute list") else "":
                place = block if value.rule == "attribute list" else quotes[-1] if quotes else None
                if place is not None:
                    yield _Region(place.start, place.end, kind)
            else:
                yield from _turn(opened, value.text, event.start)
        elif name == "HtmlBlock" and event.type == "start":
            yield from _turn(opened, text[event.start : event.end], event.start)
        if event.type == "end" and name in _BLOCKS:
            block = event


def _of_container(container: Container) -> str:
    """The type of a container; empty if it is no admonition."""
    kind = (container.classes or ("note",))[0].lower().removeprefix("callout-")
    return kind if container.style == "admonition" or kind in ADMONITIONS else ""


def _turn(opened: list[_Opened], text: str, offset: int) -> Iterator[_Region]:
    """Open and close the elements in a text: HTML, components and template tags."""
    for start, name, closing, kind in _elements(text):
        if not closing:
            opened.append(_Opened(name, offset + start, kind))
        elif any(one.name == name for one in opened):
            while (last := opened.pop()).name != name:
                pass
            if last.type:
                yield _Region(last.start, offset + start, last.type)


def _elements(text: str) -> Iterator[tuple[int, str, bool, str]]:
    """Yield place and name of each start and end tag, whether it ends an element, and the type of admonition that it begins."""
    for pattern in (_SHORTCODE, _LIQUID):
        for found in pattern.finditer(text):
            words = [
                one["double"] or one["single"] or one["bare"] or ""
                for one in _ARGUMENT.finditer(found["arguments"])
                if (one["key"] or "").lower() not in _TEXTS
            ]
            name = found["name"].lower()
            yield found.start(), name, bool(found["close"]), _type(name, words)
    for token in tokens(text):
        found_tag = token.tag
        if found_tag is None and token.raw.startswith("<"):
            found_tag = tag(token.raw)
        if found_tag is not None and not found_tag.empty:
            yield token.start, found_tag.name, found_tag.closing, _of_tag(found_tag)


def _of_tag(found: HtmlTag) -> str:
    words = [one.value for one in found.attributes if one.name not in _TEXTS]
    if found.component or found.name in _GENERIC:
        return _type(found.name.rpartition(".")[2], words)
    return _of_classes(
        [word for one in found.attributes if one.name in ("class", "role") for word in one.value.split()]
    )


def _type(name: str, words: Iterable[str]) -> str:
    """The type of an element with the name of one, or with a general name and a word that is one."""
    if name in _OWN:
        return name
    if name not in _GENERIC:
        return ""
    types = [_PREFIX.sub("", part.lower()) for word in words for part in word.split()]
    return next((one for one in types if one in ADMONITIONS and one != name), name)


def _classes(text: str) -> str:
    """The type that the classes of an attribute list name; empty if they name none."""
    return _of_classes(
        [word for found in _CLASS.finditer(text) for part in found.groups() if part for word in part.split()]
    )


def _of_classes(words: Sequence[str]) -> str:
    types = [_PREFIX.sub("", word.lower()) for word in words]
    if any(word.lower() in _GENERIC for word in words):
        return next((one for one in types if one in ADMONITIONS and one not in _GENERIC), "admonition")
    return next((one for one in types if one in WARNINGS), "")
