"""Splicing for any format, here for one of lines: ``name: text``, where a text must not hold a colon, and ``!`` ends the document."""

import re
from collections.abc import Collection, Mapping
from functools import cached_property

import pytest

from workflow.formats import FORMATS
from workflow.formats.base import Rendering, TagChange
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
        return self.read(self.document.text, {})

    def write(self, unit: Unit, target: str) -> str | None:
        return None if target == "nothing" else target

    def alone(self, unit: Unit, raw: str) -> tuple[str, int]:
        return (f"n: {raw}" if self.apart else "n: x"), 3

    def read(self, text: str, places: Mapping[int, int]) -> Proof:
        self.reads += 1
        text = text.partition("!")[0]
        blocks = tuple(re.findall(r"^\w+(?=:)|:", text, re.MULTILINE))
        found = [unit.source for unit in units(text)]
        tags = tuple(tuple(("code", code) for code in sorted(re.findall(r"<\w>", source))) for source in found)
        return Proof(blocks, tags, tuple((("open", "("),) if "(" in source else () for source in found))

    def splice(self, targets: Mapping[int, str], *, apart: bool = True, people: Collection[int] = ()) -> Rendering:
        self.apart = apart
        return splice(self.document, targets, self, people=people)


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
        def read(self, text: str, places: Mapping[int, int]) -> Proof:
            self.reads += 1
            return Proof((text.count("("), min(text.count("{"), text.count("}"))), (), ())

    rendering = Pairs("a: 1\nb: 2\nc: 3\n").splice({0: "{", 1: "x", 2: "}"}, apart=False)
    assert (rendering.text, list(rendering.refused)) == ("a: {\nb: x\nc: 3\n", [2])


def test_many_culprits_cost_few_readings() -> None:
    lines = Lines(TEXT)
    lines.splice({number: "a: b <a>" if number % 2 else "x <a>" for number in range(40)})
    assert lines.reads <= 2 + 40 * 3 + 2


@pytest.mark.parametrize("apart", [True, False])
def test_people_may_change_tags_but_not_what_is_outside_their_unit(apart: bool) -> None:
    changed = {1: "x", 2: "<a> <b>", 3: "<b>", 5: "same <a>"}
    bad = {4: "a: b <a>", 6: "( <b>", 7: "! <a>"}
    rendering = Lines(TEXT).splice(changed | bad | {8: "<b>"}, apart=apart, people={*changed, *bad})
    assert rendering.changed == {
        1: TagChange(missing=("<a>",)),
        2: TagChange(added=("<b>",)),
        3: TagChange(missing=("<a>",), added=("<b>",)),
    }
    assert set(rendering.refused) == {*bad, 8}
    assert rendering.texts == changed


def test_changes_are_said_in_words() -> None:
    assert str(TagChange(("`a`", "b.md"), ("c.md",), ("`d`",))) == (
        "missing: `a`, b.md; not in the source: c.md; in another place: `d`"
    )


@pytest.mark.parametrize("edge", ["\u2028", "\x0c", "\x0b", "\x85", "\u00a0", "\u3000"])
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_the_white_space_at_the_edges_of_a_unit_is_kept(edge: str, suffix: str) -> None:
    data = f"A line.\n\n{edge}Sea and sky.{edge}\n\nAnother.\n".encode()
    document = FORMATS[suffix].parse(data, path=f"a{suffix}")
    own = {unit.index: unit.source for unit in document.units}
    assert FORMATS[suffix].splice(document, own).data == data
    assert FORMATS[suffix].splice(document, own, force=True).data == data
    words = {unit.index: unit.source.replace("Sea", "Mar") for unit in document.units}
    assert FORMATS[suffix].splice(document, words).data == data.replace(b"Sea", b"Mar")
