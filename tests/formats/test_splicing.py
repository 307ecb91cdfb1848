"""Splicing for any format, here for one of lines: ``name: text``, where a text must not hold a colon, and ``!`` ends the document."""

import re
from collections.abc import Mapping
from functools import cached_property

import pytest

from workflow.formats.base import Rendering
from workflow.formats.splicing import Proof, splice
from workflow.inline_tags import Grammar
from workflow.model import Document, Kind, Span, Unit


def units(text: str) -> list[Unit]:
    return [
        Unit(index, found[1], None, Span(*found.span(1)), Kind.PARAGRAPH, index + 1)
        for index, found in enumerate(re.finditer(r"^\w+: (.*)$", text, re.MULTILINE))
    ]


class Lines:
    """Counts how often it reads."""

    def __init__(self, text: str) -> None:
        self.document = Document("a", "lines", text, tuple(units(text)), Grammar())
        self.apart = True
        self.reads = 0

    @cached_property
    def proof(self) -> Proof:
        return self.read(self.document.text)

    def write(self, unit: Unit, target: str) -> str | None:
        return None if target == "nothing" else target

    def alone(self, unit: Unit, raw: str) -> str:
        return f"n: {raw}" if self.apart else "n: x"

    def read(self, text: str) -> Proof:
        self.reads += 1
        text = text.partition("!")[0]
        blocks = tuple(re.findall(r"^\w+(?=:)|:", text, re.MULTILINE))
        return Proof(
            blocks,
            tuple(tuple(("code", code) for code in sorted(re.findall(r"<\w>", unit.source))) for unit in units(text)),
            tuple(range(len(units(text)))),
        )

    def splice(self, targets: Mapping[int, str], *, force: bool = False, apart: bool = True) -> Rendering:
        self.apart = apart
        return splice(self.document, targets, self, force=force)


TEXT = "\n".join(f"n{number}: text <a>" for number in range(40))


def test_a_good_document_is_read_twice() -> None:
    lines = Lines(TEXT)
    assert lines.splice({number: f"t{number} <a>" for number in range(40)}).refused == {}
    assert lines.reads == 2
    assert lines.splice({0: "other <a>"}).refused == {}
    assert lines.reads == 3
    assert Lines(TEXT).splice({}).text == TEXT


def test_nothing_to_do_is_not_read_at_all() -> None:
    lines = Lines(TEXT)
    assert lines.splice({0: "text <a>", 1: "", 2: " \n"}).text == TEXT
    assert lines.reads == 0


@pytest.mark.parametrize("apart", [True, False])
def test_culprits_are_found_and_named(apart: bool) -> None:
    bad = {3: "a: b <a>", 4: "c", 17: "<a> <a>", 18: "<b>", 30: "! <a>", 39: "nothing"}
    rendering = Lines(TEXT).splice({number: f"t{number} <a>" for number in range(40)} | bad, apart=apart)
    assert rendering.refused == {
        3: "it would change the structure of the document",
        4: "missing: <a>",
        17: "not in the source: <a>",
        18: "missing: <a>; not in the source: <b>",
        30: "missing: <a>" if apart else "it would change the structure of the document",
        39: "the text cannot be written here",
    }
    for number in range(40):
        span = rendering.spans[number]
        assert rendering.text[span.start : span.end] == ("text <a>" if number in bad else f"t{number} <a>")


def test_what_is_good_alone_and_bad_together_is_found_as_well() -> None:
    class Pairs(Lines):
        def read(self, text: str) -> Proof:
            self.reads += 1
            return Proof((text.count("("), min(text.count("{"), text.count("}"))), (), ())

    rendering = Pairs("a: 1\nb: 2\nc: 3\n").splice({0: "{", 1: "x", 2: "}"}, apart=False)
    assert (rendering.text, list(rendering.refused)) == ("a: {\nb: x\nc: 3\n", [2])


def test_many_culprits_cost_few_readings() -> None:
    lines = Lines(TEXT)
    lines.splice({number: "a: b <a>" if number % 2 else "x <a>" for number in range(40)})
    assert lines.reads <= 2 + 40 * 3 + 2
