"""Glossaries as tables: CSV and TSV with a header row, as a spreadsheet saves them (RFC 4180, UTF-8, BOM or none).

Cells are separated by commas, semicolons or tabs. Which of them it is follows from the header row, or from the line ``sep=;`` above it that
some spreadsheets read and write.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from workflow.errors import BadInput, DocumentError, GlossaryError
from workflow.files import decode, read_bytes
from workflow.glossary.model import EVERY, Term
from workflow.languages import gettext_code

__all__ = ["COLUMNS", "TableStyle", "code_of", "header", "line_of", "parse", "read_table", "table_text"]

COLUMNS = ("source", "language", "target", "note", "part of speech", "forbidden", "keep", "case", "domain")
"""The columns of a table; the first three are required."""
_NEEDED = COLUMNS[:3]
_DELIMITERS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
_LONG = 10_000
"""Characters of a header row that are looked at to find its delimiter."""
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?[ ,;\t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class TableStyle:
    """The style of a table, in which rows are added."""

    columns: tuple[str, ...] = COLUMNS
    delimiter: str = ","
    newline: str = "\n"
    quoted: bool = False
    """Whether every cell is quoted."""


def read_table(path: Path) -> tuple[str, str]:
    """Return the text of a table, BOM included, and Python's name of its encoding: UTF-8, or UTF-16 if it begins with a BOM of that.

    Raises GlossaryError if it is in neither, FileProblem.
    """
    return table_text(read_bytes(path), path)


def table_text(data: bytes, path: Path) -> tuple[str, str]:
    """As ``read_table``, of the bytes of a table. ``path``: for error messages. Raises GlossaryError."""
    if data.startswith(b"PK\x03\x04"):
        raise GlossaryError(f"{path}: is a compressed file, such as .xlsx or .ods, not a table. Save it as CSV.")
    boms = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
    encoding = next((name for bom, name in boms if data.startswith(bom)), "utf-8")
    try:
        return (decode(data, str(path)) if encoding == "utf-8" else data.decode(encoding)), encoding
    except DocumentError as error:
        raise GlossaryError(str(error)) from error
    except UnicodeDecodeError as error:
        raise GlossaryError(f"{path}: not valid UTF-16: {error.reason}. Save the file as UTF-8.") from error


def parse(text: str, path: Path) -> tuple[tuple[Term, ...], TableStyle]:
    """Parse a table: its rows and its style. ``path``: for error messages; its suffix decides where the header row leaves the delimiter open.

    Raises GlossaryError with file and line: an unknown or missing column, an invalid cell.
    """
    bare = text.removeprefix("\ufeff")
    layout, rows = _layout(bare, path)
    terms = []
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(layout.columns) and any(cell.strip() for cell in row[len(layout.columns) :]):
            raise GlossaryError(
                f"{path}:{line}: {len(row)} cells for {len(layout.columns)} columns. "
                f"A cell that contains {_DELIMITERS[layout.delimiter]} has to be in double quotes."
            )
        cells = dict(zip(layout.columns, (cell.strip() for cell in row), strict=False))
        terms.append(_term(cells, path, line))
    return tuple(terms), layout


def _layout(text: str, path: Path) -> tuple[TableStyle, Iterator[tuple[int, list[str]]]]:
    newline = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    if declared := _SEPARATOR_LINE.match(text):
        text = text[declared.end() :]
    first = re.split(r"\r\n|\r|\n", text.lstrip("\r\n"), maxsplit=1)[0]
    delimiter = declared[1] if declared else _delimiter(first, path)
    if delimiter not in _DELIMITERS:
        raise GlossaryError(
            f'{path}:1: the delimiter "{delimiter}" is not supported. Use {", ".join(_DELIMITERS.values())}.'
        )
    rows = _rows(text, delimiter, path, 2 if declared else 1)
    line, head = next(((line, row) for line, row in rows if any(cell.strip() for cell in row)), (1, []))
    if not head:
        raise GlossaryError(
            f"{path}: the file is empty. Its first line must name the columns: {delimiter.join(COLUMNS[:4])}."
        )
    named = len(head) - next(
        at for at, cell in enumerate(reversed(head)) if cell.strip()
    )  # spreadsheets add empty columns
    columns = tuple(_column(cell, path, line) for cell in head[:named])
    for name in columns:
        if columns.count(name) > 1:
            raise GlossaryError(f'{path}:{line}: the column "{name}" occurs twice.')
    if missing := [name for name in _NEEDED if name not in columns]:
        raise GlossaryError(
            f'{path}:{line}: the column "{missing[0]}" is missing. The first line names the columns; '
            f"these are required: {', '.join(_NEEDED)}."
        )
    quoted = first.lstrip().startswith('"') and first.count('"') >= 2 * len(columns)
    return TableStyle(columns, delimiter, newline, quoted), rows


def _delimiter(header: str, path: Path) -> str:
    """The delimiter with which a header row has the most known columns; where none has more than another, that of the file's suffix."""
    usual = "\t" if path.suffix.lower() == ".tsv" else ","

    def known(delimiter: str) -> int:
        cells = next(csv.reader([header[:_LONG]], delimiter=delimiter), [])
        return sum(_folded(cell) in COLUMNS for cell in cells)

    return max(sorted(_DELIMITERS, key=lambda delimiter: delimiter != usual), key=known)


def _rows(text: str, delimiter: str, path: Path, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, each with the 1-based line on which it begins. ``first``: the line number of the text's first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise GlossaryError(f"{path}:{line}: {_plain(str(error))}") from error
        yield line, row
        line = reader.line_num + first


def _plain(problem: str) -> str:
    if "unexpected end" in problem:
        return "a double quote is not closed."
    if "expected after" in problem:
        return 'characters follow a closing double quote. A double quote within a cell is written twice: "".'
    if "field limit" in problem:
        return "a cell has more than 131,072 characters. Perhaps a double quote is not closed."
    return f"{problem}."


def _folded(cell: str) -> str:
    return re.sub(r"[\s_-]+", " ", cell.strip()).casefold()


def _column(cell: str, path: Path, line: int) -> str:
    name = _folded(cell)
    if name in COLUMNS:
        return name
    near = get_close_matches(name, COLUMNS, n=1, cutoff=0.6)
    hint = f'Did you mean "{near[0]}"?' if near else f"The first line names the columns: {', '.join(COLUMNS)}."
    raise GlossaryError(f'{path}:{line}: unknown column "{cell.strip()}". {hint}')


def _term(cells: dict[str, str], path: Path, line: int) -> Term:
    def wrong(message: str) -> GlossaryError:
        return GlossaryError(f"{path}:{line}: {message}")

    def flag(name: str) -> bool:
        word = cells.get(name, "").casefold()
        if word not in _YES | _NO:
            raise wrong(f'{name}: "{cells[name]}" has to be yes or no.')
        return word in _YES

    source, target = cells.get("source", ""), cells.get("target", "")
    keep, forbidden = flag("keep"), flag("forbidden")
    case = cells.get("case", "").casefold()
    if case not in {"", "exact", "ignore"}:
        raise wrong(f'case: "{cells["case"]}" has to be exact or ignore.')
    if keep and forbidden:
        raise wrong("a term cannot be both “keep” (do not translate) and forbidden.")
    if not source and not forbidden:
        raise wrong("the source is empty. Only a forbidden word may have none.")
    if keep and target not in {"", source}:
        raise wrong(
            f"“{source}” is marked “keep” (do not translate), but has the target “{target}”. Remove one of them."
        )
    if not target and not keep:
        raise wrong(f"“{source}” has no target. If it must not be translated, put yes in the keep column.")
    for word in filter(None, (source, target)):
        if not re.search(r"\w", word):
            raise wrong(f"“{word}” is not a word.")
    return Term(
        source,
        code_of(cells.get("language", ""), wrong),
        "" if keep else target,
        note=cells.get("note", ""),
        part_of_speech=cells.get("part of speech", ""),
        forbidden=forbidden,
        do_not_translate=keep,
        # A name is matched with its case only: "Workflow" is one, "workflow" is not.
        exact=case == "exact" or (keep and not case),
        domain=cells.get("domain", ""),
        path=path,
        line=line,
    )


def code_of(word: str, wrong: Callable[[str], GlossaryError]) -> str:
    """Return the gettext code in a language column; an empty cell and ``*`` mean every language. Raises the error of ``wrong(message)``."""
    if word in {"", "*"}:
        return EVERY
    try:
        return gettext_code(word)
    except BadInput as error:
        raise wrong(f"language: {error}") from error


def line_of(term: Term, layout: TableStyle) -> str:
    """Return a row as a line of the table, without line end. Raises GlossaryError if the table lacks a column that the row needs."""
    case = (
        "exact"
        if term.exact and not term.do_not_translate
        else "ignore"
        if term.do_not_translate and not term.exact
        else ""
    )
    cells = {
        "source": term.source,
        "language": term.language,
        "target": term.target,
        "note": term.note,
        "part of speech": term.part_of_speech,
        "forbidden": "yes" if term.forbidden else "",
        "keep": "yes" if term.do_not_translate else "",
        "case": case,
        "domain": term.domain,
    }
    for name, cell in cells.items():
        if cell and name not in layout.columns:
            raise GlossaryError(
                f'{term.path}: the table has no column "{name}". Add it to the first line, or leave out the value.'
            )
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=layout.delimiter,
        lineterminator="\r\n",  # cells with either character are quoted
        quoting=csv.QUOTE_ALL if layout.quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerow([cells[name] for name in layout.columns])
    return out.getvalue().removesuffix("\r\n")


def header(columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> str:
    """Return the first line of a new table."""
    return delimiter.join(columns)
