"""Add a row to a glossary's table, in the style of that table."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.errors import GlossaryError
from workflow.files import create, exists, rewrite
from workflow.glossary.loading import glossary_files, merged, read
from workflow.glossary.model import Term
from workflow.glossary.tables import COLUMNS, TableStyle, line_of, parse, table_text
from workflow.locks import locked
from workflow.project import GLOSSARY_NAMES, Project

__all__ = ["Added", "add"]


@dataclass(frozen=True, slots=True)
class Added:
    """The result of ``add``."""

    path: Path
    line: int
    """1-based line of the new row."""
    created: bool
    """Whether the file is new."""
    earlier: tuple[str, ...]
    """The earlier translations of the term. They are kept, and the first one remains the preferred one."""
    row: Term


def add(project: Project, row: Term, *, path: Path | None = None) -> Added:
    """Append a row to a table: ``path``, or else the project's first .csv or .tsv file, or else a new ``glossary.csv``.

    The file is locked and replaced in one step; its encoding, order, line ends, quotes and delimiter are kept. The row is checked
    like those of a file. Raises GlossaryError if it already exists, contradicts another row of any glossary, or if
    the table has no column for it; FileProblem, Locked.
    """
    place = path or _table(project)
    if place.suffix.lower() not in {".csv", ".tsv"}:
        raise GlossaryError(f"{place}: rows can be added to .csv and .tsv files.")
    rows: tuple[Term, ...] = ()
    before: list[Term] = []

    def extended(text: str, layout: TableStyle, encoding: str = "utf-8") -> bytes:
        nonlocal rows, before
        if text and not text.endswith(("\n", "\r")):
            text += layout.newline
        text += line_of(replace(row, path=place), layout) + layout.newline
        rows, _ = parse(text, place)
        others = [read(other, project.config.source_language) for other in _others(project, place)]
        before = [term for group in (*others, rows[:-1]) for term in group]
        try:
            merged([*others, rows])
        except GlossaryError as error:
            raise GlossaryError(
                f"{str(error).removeprefix(f'{place}:{rows[-1].line}: ').rstrip('.')}. Nothing was added."
            ) from error
        return text.encode(encoding)

    def change(data: bytes) -> bytes:
        text, encoding = table_text(data, place)
        return extended(text, parse(text, place)[1], encoding)

    with locked(place):
        created = not exists(place) and create(place, extended(*_new(place)))
        if not created:
            rewrite(place, change)
    added = rows[-1]
    earlier = tuple(
        term.target
        for term in before
        if (term.folded, term.exact, term.language) == (added.folded, added.exact, added.language)
        and not term.forbidden
        and not added.forbidden
    )
    return Added(place, added.line, created, earlier, added)


def _new(place: Path) -> tuple[str, TableStyle]:
    layout = TableStyle(COLUMNS, "\t" if place.suffix.lower() == ".tsv" else ",")
    return layout.delimiter.join(COLUMNS) + layout.newline, layout


def _table(project: Project) -> Path:
    if project.config.glossary:
        names = [name for name in project.config.glossary if name.lower().endswith((".csv", ".tsv"))]
        if not names:
            raise GlossaryError(
                f"{project.config.glossary[0]} is not a table that rows can be added to. "
                "Name a .csv file as well (glossary: in workflow.yaml), or say which one: --file."
            )
        return project.root / names[0]
    found = [path for path in glossary_files(project) if path.suffix != ".tbx"]
    return found[0] if found else project.root / GLOSSARY_NAMES[0]


def _others(project: Project, place: Path) -> list[Path]:
    """The project's other glossaries that exist: a new row must not contradict them."""
    names = GLOSSARY_NAMES if project.config.glossary is None else project.config.glossary
    paths = [project.root / name for name in names]
    return [path for path in paths if exists(path) and os.path.realpath(path) != os.path.realpath(place)]
