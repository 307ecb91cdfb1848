"""Laws 1–3 over every format: identity and coverage, locality, structure (docs/architecture.md)."""

import random
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import islice
from types import ModuleType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.documents import book, examples, fixtures, markdown_texts
from tests.formats.translators import JUNK, benign, hostile
from tests.shared import needs_shared
from workflow.formats import FORMATS, markdown
from workflow.formats.base import DEFAULT_EXTENSIONS, EXTENSIONS, Format, FormatSettings, Rendering
from workflow.formats.html.fragments import VOID, tag
from workflow.formats.markdown.events import events
from workflow.model import Document

ALL = FormatSettings(extensions=EXTENSIONS)
SETTINGS = st.sampled_from([FormatSettings(extensions=DEFAULT_EXTENSIONS), ALL])

# In these examples a code is written so that no line of a PO file can hold it: a tag with a line end that would be a link's
# target on one line (491), brackets of which nobody can tell that they are a link (569, 571).
WRITTEN_OTHERWISE = {"example 491", "example 569", "example 571"}

NOT_TRANSLATED = {"example 148", "example 158"}
"""Markdown inside ``<pre>``; a tag that is never closed."""

# One suffix of each format.
every_format = pytest.mark.parametrize(
    "suffix", list({id(handler): suffix for suffix, handler in FORMATS.items()}.values())
)


def documents(suffix: str) -> list[tuple[str, str]]:
    found = fixtures({".markdown": ".md"}.get(suffix, suffix))
    assert found, f"{suffix} needs a document in tests/formats/fixtures"
    return found


# Law 1: identity


@every_format
def test_nothing_translated_is_the_same_text(suffix: str) -> None:
    for name, text in documents(suffix):
        for variant in (text, text.replace("\n", "\r\n"), "\ufeff" + text, text.rstrip("\n"), text + " \t \n\n"):
            assert FORMATS[suffix].render(FORMATS[suffix].parse(variant), {}) == variant, name


@every_format
@given(text=st.text())
def test_any_text_is_the_same_text(suffix: str, text: str) -> None:
    assert FORMATS[suffix].render(FORMATS[suffix].parse(text), {}) == text


@settings(max_examples=300, derandomize=True)
@given(text=markdown_texts(), chosen=SETTINGS)
def test_any_markdown_is_the_same_text(text: str, chosen: FormatSettings) -> None:
    document = markdown.parse(text, settings=chosen)
    assert markdown.render(document, {}) == text
    assert_sound(document)


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_real_markdown_is_the_same_text(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        document = markdown.parse(text)
        assert markdown.render(document, {}) == text, name
        assert markdown.render(document, {unit.index: unit.source for unit in document.units}) == text, name
        assert_sound(document)


def assert_sound(document: Document) -> None:
    """Units are in order, apart from each other, not empty, and on the lines they name."""
    at = 0
    for index, unit in enumerate(document.units):
        assert unit.index == index
        assert at <= unit.span.start < unit.span.end <= len(document.text)
        assert unit.source.strip()
        assert unit.line == 1 + len(re.findall(r"\r\n|\r|\n", document.text[: unit.span.start]))
        at = unit.span.end


# Law 1: coverage


@settings(max_examples=300, derandomize=True)
@given(text=markdown_texts(), chosen=SETTINGS)
def test_own_msgids_make_the_same_page(text: str, chosen: FormatSettings) -> None:
    assert_own_msgids(markdown.parse(text, settings=chosen))


@pytest.mark.parametrize(("name", "text"), fixtures(".md"))
def test_own_msgids_make_the_same_page_of_fixtures(name: str, text: str) -> None:
    assert_own_msgids(markdown.parse(text, settings=ALL))


@needs_shared
@pytest.mark.shared
def test_own_msgids_make_the_same_page_of_examples() -> None:
    for name, text in examples():
        document = markdown.parse(text)
        assert_own_msgids(document, refusals=1 if name in WRITTEN_OTHERWISE else 0)


@needs_shared
@pytest.mark.shared
def test_own_msgids_make_the_same_page_of_a_book() -> None:
    for _, text in book():
        assert_own_msgids(markdown.parse(text))


def assert_own_msgids(document: Document, refusals: int = 0) -> None:
    """Written by the real way and not by the short cut for equal texts, each msgid says what its source said."""
    own = markdown.splice(document, {unit.index: unit.source for unit in document.units}, force=True)
    assert len(own.refused) <= refusals, own.refused
    assert html(document, own) == html(document, markdown.splice(document, {}))


def html(document: Document, rendering: Rendering) -> str:
    """The page, its blanks made plain, as a soft break is one space in a msgid (none between CJK characters)."""
    body = re.sub(r"\s+", " ", markdown.page(document, rendering, {}).body)
    body = re.sub(r" ?(</?code[^>]*>) ?", r"\1", body)  # a line end at the edge of a code span counts as two blanks
    return re.sub(r"(?<=[\u3000-\u30ff\u4e00-\u9fff]) (?=[\u3000-\u30ff\u4e00-\u9fff])", "", body)


@pytest.mark.parametrize(("name", "text"), fixtures(".md"))
def test_every_text_is_in_a_unit_of_fixtures(name: str, text: str) -> None:
    text = re.sub(r"<!-- i18n:skip(-\w+)? -->", "<!-- -->", text)
    assert uncovered(text, ALL) == []


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_every_text_is_in_a_unit(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        if name not in NOT_TRANSLATED:
            assert uncovered(text, FormatSettings()) == [], name


def uncovered(text: str, chosen: FormatSettings) -> list[str]:
    """The parser's text events, those of HTML blocks included, that lie in no unit and in no skeleton construct."""
    units = markdown.parse(text, settings=chosen).units
    inside = bytearray(len(text))
    for unit in units:
        inside[unit.span.start : unit.span.end] = b"\1" * (unit.span.end - unit.span.start)
    missing = []
    code = address = False
    element, depth = "", 0
    for event in events(text, chosen):
        if event.name == "CodeBlock":
            code = event.type == "start"
        elif event.name == "Link":
            address = event.type == "start" and event.value["link_type"] in ("Autolink", "Email")
        elif event.name == "InlineHtml" and (found := tag(event.value)):
            if found.protects and not depth:
                element, depth = found.name, 1
            elif depth and found.name == element:
                depth += -1 if found.closing else 1
        elif event.name == "Text" and not (code or address or depth):
            place = re.search(r"[^\s\0]", text[event.start : event.end])
            if place and not inside[event.start + place.start()]:
                missing.append(event.value)
        elif event.name == "HtmlBlock" and event.type == "end":
            said = " ".join(unit.source for unit in units if event.start <= unit.span.start < event.end)
            missing += [word for word in _Words(text[event.start : event.end]).found if word not in said]
    return missing


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


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_a_benign_translator_is_never_refused(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        document = markdown.parse(text)
        rendering = markdown.splice(document, {unit.index: benign(unit) for unit in document.units})
        assert not rendering.refused or name in WRITTEN_OTHERWISE, (name, rendering.refused)


@settings(max_examples=200, derandomize=True)
@given(text=markdown_texts(), chosen=SETTINGS)
def test_a_benign_translator_is_not_refused_on_any_markdown(text: str, chosen: FormatSettings) -> None:
    document = markdown.parse(text, settings=chosen)
    math = "math" in chosen.extensions
    rendering = markdown.splice(document, {unit.index: benign(unit, math=math) for unit in document.units})
    assert not rendering.refused


# Law 2: locality


@every_format
def test_a_translation_changes_its_own_span_only(suffix: str) -> None:
    for _, text in documents(suffix):
        document = FORMATS[suffix].parse(text)
        for unit in document.units:
            assert_local(FORMATS[suffix], document, unit.index, benign(unit))


@settings(max_examples=300, derandomize=True)
@given(text=markdown_texts(), chosen=SETTINGS, seed=st.integers(0, 10**6))
def test_any_translation_changes_its_own_span_only(text: str, chosen: FormatSettings, seed: int) -> None:
    document = markdown.parse(text, settings=chosen)
    chance = random.Random(seed)
    if document.units:
        unit = chance.choice(document.units)
        assert_local(cast(Format, markdown), document, unit.index, hostile(chance, unit))


def assert_local(handler: Format, document: Document, index: int, target: str) -> None:
    rendering = handler.splice(document, {index: target})
    span, now = document.units[index].span, rendering.spans[index]
    assert rendering.text[: now.start] == document.text[: span.start]
    assert rendering.text[now.end :] == document.text[span.end :]


# Law 3: structure


def assert_structure(
    handler: ModuleType | Format, document: Document, targets: dict[int, str], good: Iterable[int] = ()
) -> None:
    """The page reads like its source; what was refused stands there in its source; the others' good texts are in."""
    rendering = handler.splice(document, targets)
    layout = document.layout
    chosen = layout.settings if isinstance(layout, markdown.Layout) else FormatSettings()
    assert handler.skeleton(handler.parse(rendering.text, settings=chosen)) == handler.skeleton(document)
    for index, reason in rendering.refused.items():
        before, now = document.units[index].span, rendering.spans[index]
        assert reason
        assert rendering.text[now.start : now.end] == document.text[before.start : before.end]
    assert not rendering.refused.keys() & set(good)


@every_format
def test_a_hostile_translator_breaks_no_page(suffix: str) -> None:
    """Every piece of junk before or after every other unit's text; the good translations of their neighbours stay in."""
    for _, text in documents(suffix):
        document = FORMATS[suffix].parse(text)
        for turn, junk in enumerate(JUNK):
            good, targets = [], {}
            for unit in document.units:
                if (unit.index + turn) % 2:
                    good.append(unit.index)
                    targets[unit.index] = benign(unit)
                else:
                    targets[unit.index] = junk + unit.source if (unit.index // 2 + turn) % 4 < 2 else unit.source + junk
            assert_structure(FORMATS[suffix], document, targets, good)


@settings(max_examples=400, derandomize=True)
@given(text=markdown_texts(), chosen=SETTINGS, seed=st.integers(0, 10**6))
def test_a_hostile_translator_breaks_no_markdown(text: str, chosen: FormatSettings, seed: int) -> None:
    document = markdown.parse(text, settings=chosen)
    chance = random.Random(seed)
    assert_structure(markdown, document, {unit.index: hostile(chance, unit) for unit in document.units})


@settings(max_examples=200, derandomize=True)
@given(text=markdown_texts(), targets=st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_any_target_breaks_no_markdown(text: str, targets: list[str]) -> None:
    document = markdown.parse(text)
    assert_structure(markdown, document, {unit.index: targets[unit.index % len(targets)] for unit in document.units})


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hostile_translator_breaks_no_example(seed: int) -> None:
    chance = random.Random(seed)
    for _, text in examples():
        document = markdown.parse(text)
        assert_structure(markdown, document, {unit.index: hostile(chance, unit) for unit in document.units})


@needs_shared
@pytest.mark.shared
def test_a_hostile_translator_breaks_no_book() -> None:
    """One unit in ten is hostile; every other one stays in. (Every third file: all of them take a minute.)"""
    chance = random.Random(5)
    for _, text in islice(book(), 0, None, 3):
        document = markdown.parse(text)
        good = {unit.index: benign(unit) for unit in document.units}
        bad = {unit.index: hostile(chance, unit) for unit in document.units if chance.random() < 0.1}
        assert_structure(markdown, document, good | bad, good.keys() - bad.keys())
