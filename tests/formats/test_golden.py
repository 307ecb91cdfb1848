"""Documents that show every construct, beside them what is read of them and how they look translated; for people to check.

``everything.units.txt`` lists the units; ``everything.upper.md`` is the document with every translatable letter in upper case:
what is still small there is skeleton or code. After a change that is meant: ``python -m tests.formats.test_golden`` writes
both anew; look at the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.formats.translators import benign
from workflow.formats import markdown
from workflow.formats.base import EXTENSIONS, FormatSettings
from workflow.model import Document, Unit

FOLDER = Path(__file__).parent / "fixtures"
KEYS = ("title", "description", "summary", "seo.title", "tags")
DOCUMENTS = {
    "everything": FormatSettings(front_matter=KEYS),
    "extensions": FormatSettings(extensions=EXTENSIONS),
    "windows": FormatSettings(),
}


def read(name: str) -> Document:
    text = (FOLDER / f"{name}.md").read_bytes().decode()
    return markdown.parse(text, path=f"{name}.md", settings=DOCUMENTS[name])


def write(name: str, text: str) -> None:
    (FOLDER / name).write_bytes(text.encode())


def expected_units(document: Document) -> str:
    return "\n".join(_described(unit) for unit in document.units)


def _described(unit: Unit) -> str:
    lines = [f"{unit.line}: {' | '.join([unit.kind.value, ' › '.join(unit.heading_path)]).rstrip(' |')}"]
    if unit.context is not None:
        lines.append(f"    context: {unit.context}")
    if unit.note:
        lines.append(f"    note: {unit.note}")
    return "\n".join([*lines, *(f"    {line}" for line in unit.source.split("\n")), ""])


def expected_page(document: Document) -> str:
    math = "math" in DOCUMENTS[document.path.removesuffix(".md")].extensions
    targets = {unit.index: benign(unit, math=math, turn=str.upper) for unit in document.units}
    rendering = markdown.splice(document, targets)
    assert not rendering.refused, rendering.refused
    return rendering.text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_units(name: str) -> None:
    assert expected_units(read(name)) == (FOLDER / f"{name}.units.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_upper_case_translation(name: str) -> None:
    assert expected_page(read(name)) == (FOLDER / f"{name}.upper.md").read_bytes().decode()


if __name__ == "__main__":
    for each in DOCUMENTS:
        write(f"{each}.units.txt", expected_units(read(each)))
        write(f"{each}.upper.md", expected_page(read(each)))
