"""Invariants 1–3 over every format: identity and coverage, locality, structure (docs/architecture.md)."""

import random
import re
from collections.abc import Callable, Iterable
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.documents import book, examples, fixtures, parsed
from tests.formats.samples import SAMPLES, uncovered_markdown
from tests.formats.translators import JUNK, benign, hostile
from tests.shared import needs_shared
from workflow.errors import DocumentError
from workflow.formats import FORMATS, markdown
from workflow.formats.base import Format, FormatSettings, Rendering
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Document

# In these examples an inline tag is written so that no line of a PO file can hold it: a tag with a line end that would be a link's
# target on one line (491), brackets of which nobody can tell that they are a link (569, 571).
WRITTEN_OTHERWISE = {"example 491", "example 569", "example 571"}

NOT_TRANSLATED = {"example 148", "example 158"}
"""Markdown inside ``<pre>``; a tag that is never closed."""

MARKDOWN = FORMATS[".md"]
HANDLERS = {handler.NAME: handler for handler in FORMATS.values()}
SUFFIXES = {handler.NAME: suffix for suffix, handler in reversed(FORMATS.items())}
every_format = pytest.mark.parametrize("name", HANDLERS)


def documents(name: str) -> list[tuple[str, str]]:
    """The fixtures of a format."""
    found = fixtures(SUFFIXES[name])
    assert found, f"{name} needs a document in tests/formats/fixtures"
    return found


def drawn(name: str, data: st.DataObject) -> Document:
    """A generated document of a format, with generated settings."""
    assert name in SAMPLES, f"{name} needs generators in tests/formats/samples.py"
    text, chosen = data.draw(SAMPLES[name].texts), data.draw(SAMPLES[name].settings)
    document = parsed(text, settings=chosen, handler=HANDLERS[name])
    assert HANDLERS[name].splice(document, {}).data == text.encode()
    return document


# Invariant 1: identity


@every_format
def test_nothing_translated_is_the_same_text(name: str) -> None:
    for _, text in documents(name):
        for variant in (text, text.replace("\n", "\r\n"), "\ufeff" + text, text.rstrip("\n"), text + " \t \n\n"):
            assert HANDLERS[name].splice(parsed(variant, handler=HANDLERS[name]), {}).text == variant


@every_format
@given(text=st.text())
def test_any_text_is_the_same_text(name: str, text: str) -> None:
    assert HANDLERS[name].splice(parsed(text, handler=HANDLERS[name]), {}).text == text


@every_format
@settings(max_examples=300, derandomize=True)
@given(data=st.data())
def test_any_document_is_the_same_document(name: str, data: st.DataObject) -> None:
    assert_sound(drawn(name, data))


@every_format
def test_data_that_is_no_text_is_reported_by_its_line(name: str) -> None:
    with pytest.raises(DocumentError, match=r"^a/b:2: byte 0xe9 is not UTF-8"):
        HANDLERS[name].parse(b"a\ncaf\xe9\n", path="a/b")


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_real_markdown_is_the_same_text(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        document = parsed(text)
        assert markdown.splice(document, {}).text == text, name
        assert markdown.splice(document, {unit.index: unit.source for unit in document.units}).text == text, name
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


# Invariant 1: coverage


@every_format
@settings(max_examples=300, derandomize=True)
@given(data=st.data())
def test_own_msgids_make_the_same_page(name: str, data: st.DataObject) -> None:
    assert_own_msgids(HANDLERS[name], drawn(name, data))


@every_format
def test_own_msgids_make_the_same_page_of_fixtures(name: str) -> None:
    for _, text in documents(name):
        assert_own_msgids(HANDLERS[name], parsed(text, settings=SAMPLES[name].everything, handler=HANDLERS[name]))


@needs_shared
@pytest.mark.shared
def test_own_msgids_make_the_same_page_of_examples() -> None:
    for name, text in examples():
        document = parsed(text)
        assert_own_msgids(MARKDOWN, document, refusals=1 if name in WRITTEN_OTHERWISE else 0)


@needs_shared
@pytest.mark.shared
def test_own_msgids_make_the_same_page_of_a_book() -> None:
    for _, text in book():
        assert_own_msgids(MARKDOWN, parsed(text))


def assert_own_msgids(handler: Format, document: Document, refusals: int = 0) -> None:
    """Written by the real way and not by the short cut for equal texts, each msgid says what its source said."""
    own = handler.splice(document, {unit.index: unit.source for unit in document.units}, force=True)
    assert len(own.refused) <= refusals, own.refused
    if handler.page is not None:
        assert html(handler, document, own) == html(handler, document, handler.splice(document, {}))


def html(handler: Format, document: Document, rendering: Rendering) -> str:
    """The page, its blanks made plain, as a soft break is one space in a msgid (none between CJK characters)."""
    assert handler.page is not None
    body = re.sub(r"\s+", " ", handler.page(document, rendering, {}).body)
    body = re.sub(r" ?(</?code[^>]*>) ?", r"\1", body)  # a line end at the edge of a code span counts as two blanks
    return re.sub(r"(?<=[\u3000-\u30ff\u4e00-\u9fff]) (?=[\u3000-\u30ff\u4e00-\u9fff])", "", body)


@every_format
def test_every_text_is_in_a_unit_of_fixtures(name: str) -> None:
    for _, text in documents(name):
        shown = re.sub(r"<!-- i18n:skip(-\w+)? -->", "<!-- -->", text)
        assert SAMPLES[name].uncovered(shown, SAMPLES[name].everything) == []


@pytest.mark.parametrize(
    "name", [name for name in HANDLERS if name != "markdown"]
)  # of which the examples are the test
@settings(max_examples=300, derandomize=True)
@given(data=st.data())
def test_every_text_of_any_document_is_in_a_unit(name: str, data: st.DataObject) -> None:
    assert SAMPLES[name].uncovered(data.draw(SAMPLES[name].texts), data.draw(SAMPLES[name].settings)) == []


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_every_text_is_in_a_unit(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        if name not in NOT_TRANSLATED:
            assert uncovered_markdown(text, MarkdownSettings()) == [], name


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("texts", [examples, book])
def test_a_benign_translator_is_never_refused(texts: type[Iterable[tuple[str, str]]]) -> None:
    for name, text in texts():
        document = parsed(text)
        rendering = markdown.splice(document, {unit.index: benign(unit) for unit in document.units})
        assert not rendering.refused or name in WRITTEN_OTHERWISE, (name, rendering.refused)


@every_format
@settings(max_examples=200, derandomize=True)
@given(data=st.data())
def test_a_benign_translator_is_not_refused_on_any_document(name: str, data: st.DataObject) -> None:
    document = drawn(name, data)
    targets = {unit.index: benign(unit, document.grammar) for unit in document.units}
    assert not HANDLERS[name].splice(document, targets).refused


# Invariant 2: locality


@every_format
def test_a_translation_changes_its_own_span_only(name: str) -> None:
    for _, text in documents(name):
        document = parsed(text, handler=HANDLERS[name])
        for unit in document.units:
            assert_local(HANDLERS[name], document, unit.index, benign(unit, document.grammar))


@every_format
@settings(max_examples=300, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_any_translation_changes_its_own_span_only(name: str, data: st.DataObject, seed: int) -> None:
    document = drawn(name, data)
    chance = random.Random(seed)
    if document.units:
        unit = chance.choice(document.units)
        assert_local(HANDLERS[name], document, unit.index, hostile(chance, unit, document.grammar))


def assert_local(handler: Format, document: Document, index: int, target: str) -> None:
    rendering = handler.splice(document, {index: target})
    span, now = document.units[index].span, rendering.spans[index]
    assert rendering.text[: now.start] == document.text[: span.start]
    assert rendering.text[now.end :] == document.text[span.end :]


# Invariant 3: structure


def assert_structure(
    handler: Format,
    document: Document,
    targets: dict[int, str],
    good: Iterable[int] = (),
    chosen: FormatSettings | None = None,
) -> None:
    """The page reads like its source; what was refused stands there in its source; the others' good texts are in."""
    rendering = handler.splice(document, targets)
    assert handler.skeleton(handler.parse(rendering.data, settings=chosen)) == handler.skeleton(document)
    for index, reason in rendering.refused.items():
        before, now = document.units[index].span, rendering.spans[index]
        assert reason
        assert rendering.text[now.start : now.end] == document.text[before.start : before.end]
    assert not rendering.refused.keys() & set(good)


@every_format
def test_a_hostile_translator_breaks_no_page(name: str) -> None:
    """Every piece of junk before or after every other unit's text; the good translations of their neighbours stay in."""
    for _, text in documents(name):
        document = parsed(text, handler=HANDLERS[name])
        for turn, junk in enumerate(JUNK):
            good, targets = [], {}
            for unit in document.units:
                if (unit.index + turn) % 2:
                    good.append(unit.index)
                    targets[unit.index] = benign(unit, document.grammar)
                else:
                    targets[unit.index] = junk + unit.source if (unit.index // 2 + turn) % 4 < 2 else unit.source + junk
            assert_structure(HANDLERS[name], document, targets, good)


def assert_any_structure(name: str, data: st.DataObject, targets: Callable[[Document], dict[int, str]]) -> None:
    text, chosen = data.draw(SAMPLES[name].texts), data.draw(SAMPLES[name].settings)
    document = parsed(text, settings=chosen, handler=HANDLERS[name])
    assert_structure(HANDLERS[name], document, targets(document), chosen=chosen)


@every_format
@settings(max_examples=400, derandomize=True)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_a_hostile_translator_breaks_no_document(name: str, data: st.DataObject, seed: int) -> None:
    chance = random.Random(seed)
    assert_any_structure(
        name, data, lambda document: {u.index: hostile(chance, u, document.grammar) for u in document.units}
    )


@every_format
@settings(max_examples=200, derandomize=True)
@given(data=st.data(), targets=st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_any_target_breaks_no_document(name: str, data: st.DataObject, targets: list[str]) -> None:
    assert_any_structure(
        name, data, lambda document: {u.index: targets[u.index % len(targets)] for u in document.units}
    )


# The page


@every_format
@settings(max_examples=100, derandomize=True)
@given(data=st.data())
def test_a_page_has_every_word_and_every_mark_once(name: str, data: st.DataObject) -> None:
    """Each unit's attributes are on one element, and headings have ids that are not repeated."""
    handler = HANDLERS[name]
    document = drawn(name, data)
    if handler.page is None:
        return
    page = handler.page(
        document, handler.splice(document, {}), {u.index: {"data-u": str(u.index)} for u in document.units}
    )
    marks = re.findall(r'data-u="(\d+)"', page.body)
    assert len(marks) == len(set(marks))
    if name == "plain_text":
        assert sorted(map(int, marks)) == [unit.index for unit in document.units]
    anchors = [heading.anchor for heading in page.headings if heading.anchor]
    assert len(anchors) == len(set(anchors))


@needs_shared
@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hostile_translator_breaks_no_example(seed: int) -> None:
    chance = random.Random(seed)
    for _, text in examples():
        document = parsed(text)
        assert_structure(MARKDOWN, document, {unit.index: hostile(chance, unit) for unit in document.units})


@needs_shared
@pytest.mark.shared
def test_a_hostile_translator_breaks_no_book() -> None:
    """One unit in ten is hostile; every other one stays in. (Every third file: all of them take a minute.)"""
    chance = random.Random(5)
    for _, text in islice(book(), 0, None, 3):
        document = parsed(text)
        good = {unit.index: benign(unit) for unit in document.units}
        # "`x`." may lose its stop; then it is code alone, which is no unit when the page is read for the first time.
        worded = [unit for unit in document.units if re.search(r"\w", re.sub(r"`+[^`]*`+", "", unit.source))]
        bad = {unit.index: hostile(chance, unit) for unit in worded if chance.random() < 0.1}
        assert_structure(MARKDOWN, document, good | bad, good.keys() - bad.keys())
