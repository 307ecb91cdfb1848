"""The cells of ``{csv-table}`` (MyST): its rows, and those of its ``:header:``."""

import re
from collections.abc import Generator, Iterator, Mapping

from workflow.formats.markdown.dialects import InnerText
from workflow.model import Kind

__all__ = ["cells", "content", "field", "unread"]

_OPTION = re.compile(r"^[ \t>]*(?P<colon>:?)(?P<name>[\w-]+):[ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
_DELIMITERS = {"tab": "\t", "\\t": "\t", "space": " "}
_LINE = re.compile(r"(?P<prefix>[ \t>]*)(?P<rest>[^\r\n]*)(?:\r\n|\r|\n|\Z)")


def cells(raw: str, start: int, body: int, end: int) -> Iterator[InnerText]:
    """Yield the cells, of which those with words are offered: of the ``:header:`` among the options ``raw[start:body]``, and of the rows ``raw[body:end]``."""
    options = _options(raw, start, body)
    if _fault(options):
        return
    cell = _cell(_delimiter(options))
    if header := options.get("header"):
        yield from _row(raw, cell, *header.span("value"))
    while body < end and {"file", "url"}.isdisjoint(options):
        line = _LINE.match(raw, body, end)
        assert line is not None
        at = line.start("rest")
        body = max(line.end(), (yield from _row(raw, cell, at, end)) if line["rest"] else 0)


def unread(raw: str, start: int, body: int) -> str:
    """Return why no cell is read of a table with the options ``raw[start:body]``, and what to do; empty if they are read."""
    return _fault(_options(raw, start, body))


def _fault(options: Mapping[str, re.Match[str]]) -> str:
    if not {"quote", "escape"}.isdisjoint(options):
        return "a {csv-table} with the option quote or escape is not read, so its text is not offered. Use double quotation marks."
    if "header" in options and not options["header"]["colon"]:
        return (
            "a {csv-table} with a header between --- is not read, so its text is not offered. Write :header: instead."
        )
    return ""


def content(written: str, prefix: str) -> str:
    """Return the text of a cell as written, which may be in quotation marks. ``prefix``: that of the containers, which further lines of the cell begin with."""
    written = re.sub(rf"(\r\n|\r|\n){re.escape(prefix)}", r"\1", written)
    return written[1:-1].replace('""', '"').strip() if written.startswith('"') else written


def field(text: str, table: str, *, quoted: bool) -> str:
    """Return a cell with ``text`` as written in a table, in quotation marks if it is ``quoted`` or needs them. ``table``: its opening line, its options, and the prefix of the containers."""
    prefix = table.rpartition("\n")[2]
    special = '"\n' + _delimiter(_options(table, 0, len(table)))
    return (
        '"' + text.replace('"', '""').replace("\n", "\n" + prefix) + '"'
        if quoted or any(character in special for character in text)
        else text
    )


def _options(raw: str, start: int, end: int) -> dict[str, re.Match[str]]:
    return {found["name"]: found for found in _OPTION.finditer(raw, start, end)}


def _delimiter(options: Mapping[str, re.Match[str]]) -> str:
    named = next(
        (options[name]["value"].strip().strip("\"'") for name in ("delim", "separator") if name in options), ","
    )
    return _DELIMITERS.get(named, named[:1] or ",")


def _cell(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    return re.compile(
        rf"[ ]*(?P<field>\"(?P<quoted>(?:[^\"]|\"\")*+)\"|(?P<bare>[^\"{sign}\r\n][^{sign}\r\n]*|))[ \t]*"
        rf"(?:(?P<more>{sign})|\r\n|\r|\n|\Z)"
    )


def _row(raw: str, cell: re.Pattern[str], at: int, limit: int) -> Generator[InnerText, None, int]:
    """Yield the cells of a row, and return where it ends, which may be some lines further."""
    while at < limit and (found := cell.match(raw, at, limit)):
        text = found["bare"] or found["quoted"] or ""
        around = found.span("field")
        start, end = around[0], around[0] + len(raw[slice(*around)].rstrip())
        quote = "" if found["quoted"] is None else '"'
        prose = any(character.isalpha() for character in text)
        yield InnerText(start, end, Kind.TABLE_CELL, quote, "csv", prose, verbatim="\n" in text)
        at = found.end()
        if not found["more"]:
            break
    return at
