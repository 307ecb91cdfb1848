"""Parse the bytes of a PO file into a catalog.

The grammar is gettext's (manual, "The Format of PO Files"; where that is silent, what msgcat 0.21 accepts). One regular expression
matches nearly every entry as a whole. The scanner reads the others: obsolete entries, blank lines and comments in unusual places,
several strings on a line, and syntax errors.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import NoReturn

from workflow.catalogs.characters import unwritable
from workflow.catalogs.layout import HEADER, EntryBlock, FileLayout
from workflow.catalogs.parse.lines import BadEscape, comments_in, form_number, unquote
from workflow.catalogs.parse.scanner import EntryScanner
from workflow.catalogs.parse.source_text import DuplicateEntry, SourceText
from workflow.errors import CatalogError
from workflow.model import Catalog, Entry, Key
from workflow.text_encoding import utf16_or_32

__all__ = ["parse", "parse_text"]

_STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"[ \t]*+(?:\r?\n|\Z)'
_STRINGS = rf"(?:[ \t]*+{_STRING})++"
_ENTRY = re.compile(
    rf"""
    (?:[ \t]*+\r?\n)*+
    (?P<comments>(?:\#(?![~|])[^\n]*+\n)*+)
    (?P<previous>(?:\#\|[^\n]*+\n)*+)
    (?:msgctxt(?P<context>{_STRINGS}))?+
    msgid(?P<msgid>{_STRINGS})
    (?:msgid_plural(?P<plural>{_STRINGS})(?P<forms>(?:msgstr\[\d++\]{_STRINGS})++)|msgstr(?P<msgstr>{_STRINGS}))
    (?![ \t\r\n]*+")
    """,
    re.VERBOSE,
)
_PREVIOUS_LINE = re.compile(r"^#\|[ \t]*", re.MULTILINE)
_PREVIOUS = re.compile(
    rf"(?:msgctxt(?P<context>{_STRINGS}))?+msgid(?P<msgid>{_STRINGS})(?:msgid_plural(?P<plural>{_STRINGS}))?+"
)
_SWALLOWED = re.compile(r'(?:^|\r)#[^\n]*\r[ \t]*msg(?:ctxt|id|str)[ \t]*"', re.MULTILINE)
"""A comment that goes on with an entry, since gettext ends lines at LF only."""
_UNWRITABLE = re.compile(r"^(?!\s*#(?![~|]))[^\n\0\x04]*[\0\x04]", re.MULTILINE)
"""A character outside comments that PO files cannot hold."""
_FORM = re.compile(rf"msgstr\[(\d+)\]({_STRINGS})")
_HEADER_ENTRY = re.compile(rb'^msgid\s*+""\s*+msgstr(?:\s*+"(?:[^"\\\n]|\\.)*+")++', re.MULTILINE)
_JOINT = re.compile(rb'"\s+"')
_CHARSET = re.compile(rb'(?:"|\\n)Content-Type:(?:[^"\n\\]|"\s*+")*?charset=((?:[^"\s;\\]|"\s++")++)', re.IGNORECASE)
"""The charset in the header entry, even if that is a single line or the field is broken into several."""


_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "mbcs", "oem"})
"""Codecs of Python that are no charsets."""


def parse(data: bytes, path: PurePath | str = "") -> Catalog:
    """Return the catalog in the bytes of a PO file. ``path`` is for error messages only.

    Raises CatalogError (file, line, what is wrong, what to do) for bytes that are invalid in the file's charset, an unknown charset,
    a syntax error, git's conflict markers, and two entries of one key.
    """
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    if wide := utf16_or_32(body):
        raise CatalogError(
            f"{path}: the file is in {wide}, which gettext does not read. Convert it (iconv -f {wide} -t UTF-8). The file was not touched.",
            file=path,
        )
    header = _HEADER_ENTRY.search(body)
    named = _CHARSET.search(body, header.start(), header.end()) if header else None
    charset = (
        _charset(_JOINT.sub(b"", named[1]).decode("ascii", "replace"), path, data.count(b"\n", 0, named.start()) + 1)
        if named
        else "utf-8"
    )
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        says = "the charset in the header" if named else "and the header names no other charset"
        raise CatalogError(
            f"{path}:{line}: byte 0x{body[error.start]:02x} is not valid {charset.upper()}, {says}. "
            "Correct the charset in the header (Content-Type), or convert the file (iconv, msgconv -t UTF-8). "
            "The file was not touched.",
            file=path,
            line=line,
        ) from error
    exact = charset in ("utf-8", "ascii", "iso8859-1") or text.encode(charset, "replace") == body
    return _Parser(SourceText(text, charset, path)).catalog(bom=bom, exact=exact)


def parse_text(text: str, path: PurePath | str = "", *, earlier: Catalog | None = None) -> Catalog:
    """Return the catalog in the text of a PO file that an editor has decoded, whatever charset its header names.

    ``earlier``: the result for an earlier version of the text. Entries whose lines are the same are taken over, which is faster. Offsets
    in the result are those of ``text``; a BOM counts as a blank. Raises CatalogError, as ``parse`` does.
    """
    if text.startswith("\ufeff"):
        text = f" {text[1:]}"
    known: dict[str, Entry] = {}
    if earlier is not None and isinstance(earlier.layout, FileLayout):
        before = earlier.layout
        known = {before.text[block.start : block.end]: block.entry for block in before.blocks.values()}
    return _Parser(SourceText(text, "utf-8", path), known).catalog(bom=False, exact=True)


def _charset(name: str, path: PurePath | str, line: int) -> str:
    if name.upper() == "CHARSET":  # the placeholder in a template
        return "utf-8"
    try:
        codec = codecs.lookup(name)
        if '"#\\\n'.encode(name, "replace") != b'"#\\\n' or codec.name in _NO_CHARSETS:
            raise LookupError
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise CatalogError(
            f"{path}:{line}: {name!r} is not a known charset. Correct its name in the header (Content-Type), or convert "
            "the file (msgconv -t UTF-8 -o FILE FILE). The file was not touched.",
            file=path,
            line=line,
        ) from error
    return codec.name


class _Parser:
    """One run over one text."""

    def __init__(self, source: SourceText, known: Mapping[str, Entry] | None = None) -> None:
        """``known``: entries by their lines, which need not be read again."""
        self.source = source
        self.known = known or {}
        self.text = source.text
        self.charset = source.charset

    def catalog(self, *, bom: bool, exact: bool) -> Catalog:
        text = self.text
        if "\r" in text and (swallowed := _SWALLOWED.search(text)):
            self.source.fail(
                swallowed.start(),
                "the lines end in CR alone, so a comment takes up the entries behind it.",
                "Convert the line ends to LF (for example: tr '\\r' '\\n' < FILE > NEW).",
            )
        if ("\0" in text or "\x04" in text) and (string := _UNWRITABLE.search(text)):
            at = string.end() - 1
            self.source.fail(at, f"the text has {unwritable(text[at])}.", "Remove it.")
        blocks: dict[Key, EntryBlock] = {}
        entries: list[Entry] = []
        header: Entry | None = None
        header_at = 0
        at, line = 0, 1
        key: Key | None = None
        match = _ENTRY.match
        while True:
            found = match(text, at)
            entry: Entry | None
            if found is not None:
                end = found.end()
                start = found.start("comments")
                line += text.count("\n", at, start)
                entry = self.known.get(found[0]) if self.known else None
                if entry is None:
                    entry = self.matched(found, line)
                elif entry.line != line:
                    entry = _at_line(entry, line)
                line += text.count("\n", start, end)
            else:
                scanned = EntryScanner(self.source, at)
                entry, end, first = scanned.run()
                if entry is None:
                    break
                entry = _at_line(entry, line + text.count("\n", at, first))
                line += text.count("\n", at, end)
            before, key = key, entry.key
            if key in blocks:
                self.duplicate(blocks[key].entry, entry, at, end)
            blocks[key] = EntryBlock(at, end, entry, before)
            if key == HEADER and not entry.obsolete:
                header, header_at = entry, len(entries)
            else:
                entries.append(entry)
            at = end
        layout = FileLayout(
            text=text, blocks=blocks, tail=at, charset=self.charset, bom=bom, header_at=header_at, exact=exact
        )
        return Catalog(entries=tuple(entries), header=header or Entry(msgid=""), layout=layout)

    def matched(self, found: re.Match[str], line: int) -> Entry:
        """The entry that ``_ENTRY`` matched."""
        comments: tuple[str, ...] = ()
        extracted: tuple[str, ...] = ()
        locations: tuple[str, ...] = ()
        flags: tuple[str, ...] = ()
        context, msgid, plural, msgstr = found["context"], found["msgid"], found["plural"], found["msgstr"]
        lines = found["comments"]
        if lines:
            comments, extracted, locations, flags = comments_in(lines[:-1].split("\n"))
        previous: tuple[str | None, str | None, str | None] = (None, None, None)
        if found["previous"]:
            previous = self.previous(found["previous"], found.start("previous"))
        try:
            if plural is None:
                texts: tuple[str, ...] = (self.text_of(msgstr),)
            else:
                texts = self.forms(found["forms"], found.start("forms"))
            return Entry(
                msgid=self.text_of(msgid),
                msgstr=texts,
                context=None if context is None else self.text_of(context),
                msgid_plural=None if plural is None else self.text_of(plural),
                flags=flags,
                comments=comments,
                extracted=extracted,
                locations=locations,
                previous_context=previous[0],
                previous_msgid=previous[1],
                previous_plural=previous[2],
                line=line,
            )
        except BadEscape as error:
            self.source.bad_escape(error, found.start(), found.end())

    def previous(self, raw: str, at: int) -> tuple[str | None, str | None, str | None]:
        found = _PREVIOUS.fullmatch(_PREVIOUS_LINE.sub("", raw))
        if found is None:
            scan = EntryScanner(self.source, at)
            scan.run()
            return scan.previous_texts()
        try:
            return tuple(
                None if part is None else self.text_of(part) for part in found.group("context", "msgid", "plural")
            )  # type: ignore[return-value]
        except BadEscape as error:
            self.source.bad_escape(error, at, at + len(raw))

    def forms(self, raw: str, at: int) -> tuple[str, ...]:
        texts = []
        for number, found in enumerate(_FORM.finditer(raw)):
            if form_number(found[1]) != number:
                self.source.fail(
                    at + found.start(), f"msgstr[{form_number(found[1])}] where msgstr[{number}] is expected."
                )
            texts.append(self.text_of(found[2]))
        return tuple(texts)

    def text_of(self, raw: str) -> str:
        return unquote(raw, self.charset)

    def duplicate(self, first: Entry, second: Entry, start: int, end: int) -> NoReturn:
        shown = second.msgid if len(second.msgid) <= 40 else second.msgid[:39] + "…"
        what = (
            f"a second entry {shown!r}; the first is at line {first.line}."
            if second.msgid
            else (f"a second header; the first is at line {first.line}.")
        )
        raise DuplicateEntry(
            f"{what} Remove one of the two (`workflow catalogs fix` does if they agree).",
            self.source,
            (first, second),
            (start, end),
        )


def _at_line(entry: Entry, line: int) -> Entry:
    return replace(entry, line=line)
