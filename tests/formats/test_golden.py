"""Documents that show every construct, beside them what is read of them and how they look translated; for people to check.

``everything.md.units`` lists the units; ``everything.upper.md`` is the document with every translatable letter in upper case:
what is still small there is skeleton or an inline tag. After a change that is meant: ``python -m tests.formats.test_golden`` writes
both anew; look at the difference before you commit it.
"""

from pathlib import Path

import pytest

from tests.formats.translators import benign
from workflow.formats import for_path
from workflow.formats.base import FormatSettings
from workflow.formats.markdown import MarkdownSettings
from workflow.formats.plain_text import PlainTextSettings
from workflow.model import Document, Unit

FOLDER = Path(__file__).parent / "fixtures"
DIALECTS = Path(__file__).parent / "dialects"
"""Pages of site generators; the folder is the dialect's name."""
KEYS = ("title", "description", "summary", "seo.title", "tags")
DOCUMENTS: dict[str, FormatSettings] = {
    "everything.md": MarkdownSettings(front_matter_keys=KEYS),
    "extensions.md": MarkdownSettings(math=True, definition_lists=True),
    "code.md": MarkdownSettings(code_comments=True),
    "windows.md": MarkdownSettings(),
    "ferry.txt": PlainTextSettings(),
    "minutes.txt": PlainTextSettings(),
    "harbour.txt": PlainTextSettings(),
    **{
        f"../{path.relative_to(DIALECTS.parent).as_posix()}": MarkdownSettings(
            front_matter_keys=KEYS, dialect=(path.parent.name,)
        )
        for path in sorted(DIALECTS.glob("*/*.md"))
        if ".upper." not in path.name
    },
}


def read(name: str) -> Document:
    return for_path(name).parse((FOLDER / name).read_bytes(), path=name, settings=DOCUMENTS[name])


def upper(name: str) -> Path:
    """``everything.md`` → ``everything.upper.md``."""
    return (FOLDER / name).with_suffix(f".upper{Path(name).suffix}")


def expected_units(document: Document) -> str:
    return "\n".join(_described(unit) for unit in document.units)


def _described(unit: Unit) -> str:
    lines = [f"{unit.line}: {' | '.join([unit.kind.value, ' › '.join(unit.heading_path)]).rstrip(' |')}"]
    if unit.context is not None:
        lines.append(f"    context: {unit.context}")
    if unit.note:
        lines.append(f"    note: {unit.note}")
    return "\n".join([*lines, *(f"    {line}" for line in unit.source.split("\n")), ""])


def expected_page(document: Document) -> bytes:
    targets = {unit.index: benign(unit, document.grammar, turn=str.upper) for unit in document.units}
    rendering = for_path(document.path).splice(document, targets)
    assert not rendering.refused, rendering.refused
    return rendering.data


@pytest.mark.parametrize("name", DOCUMENTS)
def test_units(name: str) -> None:
    assert expected_units(read(name)) == (FOLDER / f"{name}.units").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_upper_case_translation(name: str) -> None:
    assert expected_page(read(name)) == upper(name).read_bytes()


if __name__ == "__main__":
    for each in DOCUMENTS:
        (FOLDER / f"{each}.units").write_bytes(expected_units(read(each)).encode())
        upper(each).write_bytes(expected_page(read(each)))
