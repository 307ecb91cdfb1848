"""PO files: bytes to a catalog.

The grammar is gettext's (manual, "The Format of PO Files"; where that is silent, what msgcat 0.21 accepts). Nearly every entry
of nearly every file is matched whole by one regular expression; any other goes through a scanner that knows the rest: obsolete
entries, blank lines and comments in odd places, several strings on a line, and what is wrong.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath
from typing import NoReturn

from workflow.catalogs.layout import HEADER, Block, Layout
from workflow.errors import CatalogError
from workflow.model import Catalog, Entry, Key

__all__ = ["BadEscape", "comment_kind", "flags_in", "locations_in", "parse", "unquote"]

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
_FORM = re.compile(rf"msgstr\[(\d+)\]({_STRINGS})")
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|(\r?\n)|(.)|\Z)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "\\": "\\", '"': '"'}
_TOKEN = re.compile(
    r'(msgctxt|msgid_plural|msgid|msgstr|domain)\b|(\[[ \t]*(\d+)[ \t]*\])|("(?:[^"\\\n]|\\(?:\r?\n|.))*")'
)
_OBSOLETE = re.compile(r"#~[ \t]*(\|?)[ \t]*")
_BLANK = " \t\r\f\v"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})([ \t\r\n]|\Z)")
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*?charset=([^"\s;\\]+)', re.IGNORECASE)
_LOCATION = re.compile(r"\u2068([^\u2069]*)\u2069(:\d+)?|(\S+)")


def parse(data: bytes, path: PurePath | str = "") -> Catalog:
    """The catalog in the bytes of a PO file, with everything that is in it. ``path`` is for messages.

    Raises CatalogError with file, line, what is wrong and what to do: bytes that its charset does not allow, an unknown
    charset, a syntax error, git's conflict marks, a message that is there twice.
    """
    bom = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if bom else data
    named = _CHARSET.search(body)
    charset = (
        _charset(named[1].decode("ascii", "replace"), path, data.count(b"\n", 0, named.start()) + 1)
        if named
        else "utf-8"
    )
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise CatalogError(
            f"{path}:{line}: byte 0x{body[error.start]:02x} is not {charset.upper()}, which the file's header names. "
            f"Correct the charset in the header, or convert the file (msgconv -t UTF-8)."
        ) from error
    exact = charset in ("utf-8", "ascii", "iso8859-1") or text.encode(charset, "replace") == body
    return _Parser(text, charset, path).catalog(bom=bom, exact=exact)


def _charset(name: str, path: PurePath | str, line: int) -> str:
    if name.upper() == "CHARSET":  # a template's blank form
        return "utf-8"
    try:
        codec = codecs.lookup(name)
        if codec.encode('"#\\\n')[0] != b'"#\\\n':
            raise LookupError
    except (LookupError, UnicodeError, TypeError, ValueError) as error:
        raise CatalogError(
            f"{path}:{line}: the charset {name!r} is unknown here. Convert the file (msgconv -t UTF-8 -o FILE FILE)."
        ) from error
    return codec.name


class _Parser:
    """One run over one text."""

    def __init__(self, text: str, charset: str, path: PurePath | str) -> None:
        self.text = text
        self.charset = charset
        self.path = path

    def catalog(self, *, bom: bool, exact: bool) -> Catalog:
        text = self.text
        blocks: dict[Key, Block] = {}
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
                entry = self.matched(found, line)
                line += text.count("\n", start, end)
            else:
                scanned = _Scan(self, at)
                entry, end, first = scanned.run()
                if entry is None:
                    break
                entry = _at_line(entry, line + text.count("\n", at, first))
                line += text.count("\n", at, end)
            before, key = key, entry.key
            if key in blocks:
                self.duplicate(blocks[key].entry, entry)
            blocks[key] = Block(at, end, entry, before)
            if key == HEADER and not entry.obsolete:
                header, header_at = entry, len(entries)
            else:
                entries.append(entry)
            at = end
        layout = Layout(
            text=text, blocks=blocks, tail=at, charset=self.charset, bom=bom, header_at=header_at, exact=exact
        )
        return Catalog(entries=tuple(entries), header=header or Entry(msgid=""), layout=layout)

    def matched(self, found: re.Match[str], line: int) -> Entry:
        """The entry of a match of ``_ENTRY``."""
        comments: tuple[str, ...] = ()
        extracted: tuple[str, ...] = ()
        locations: tuple[str, ...] = ()
        flags: tuple[str, ...] = ()
        context, msgid, plural, msgstr = found["context"], found["msgid"], found["plural"], found["msgstr"]
        lines = found["comments"]
        if lines:
            comments, extracted, locations, flags = _comments(lines[:-1].split("\n"))
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
            self.bad_escape(error, found.start(), found.end())

    def previous(self, raw: str, at: int) -> tuple[str | None, str | None, str | None]:
        found = _PREVIOUS.fullmatch(_PREVIOUS_LINE.sub("", raw))
        if found is None:
            scan = _Scan(self, at)
            scan.run()
            return scan.previous_texts()
        try:
            return tuple(
                None if part is None else self.text_of(part) for part in found.group("context", "msgid", "plural")
            )  # type: ignore[return-value]
        except BadEscape as error:
            self.bad_escape(error, at, at + len(raw))

    def forms(self, raw: str, at: int) -> tuple[str, ...]:
        texts = []
        for number, found in enumerate(_FORM.finditer(raw)):
            if int(found[1]) != number:
                self.fail(at + found.start(), f"msgstr[{found[1]}] stands where msgstr[{number}] is due.")
            texts.append(self.text_of(found[2]))
        return tuple(texts)

    def text_of(self, raw: str) -> str:
        return unquote(raw, self.charset)

    def fail(
        self, at: int, what: str, do: str = "Correct that line, or take the file from version control."
    ) -> NoReturn:
        number = self.text.count("\n", 0, at) + 1
        raise CatalogError(f"{self.path}:{number}: {what} {do} The file was not touched.")

    def bad_escape(self, error: "BadEscape", start: int, end: int) -> NoReturn:
        at = self.text.find(error.escape, start, end)
        self.fail(
            max(at, start),
            f"{error.escape!r} is no escape that PO files know.",
            "A backslash itself is written as \\\\.",
        )

    def duplicate(self, first: Entry, second: Entry) -> NoReturn:
        shown = second.msgid if len(second.msgid) <= 40 else second.msgid[:39] + "…"
        what = (
            f"the message {shown!r} is there already, at line {first.line}."
            if second.msgid
            else (f"a second header; the first is at line {first.line}.")
        )
        raise CatalogError(f"{self.path}:{second.line}: {what} Remove one of the two. The file was not touched.")


class BadEscape(Exception):
    """An escape sequence that PO files do not know; what reads the file says where."""

    def __init__(self, escape: str) -> None:
        super().__init__(escape)
        self.escape = escape


def unquote(raw: str, charset: str = "utf-8") -> str:
    """The text in a run of quoted strings. Octal and hexadecimal escapes are bytes of the file's charset, as for gettext."""
    if "\\" not in raw:
        return "".join(raw.split('"')[1::2])
    pieces = _PIECE.findall(raw)
    text = "".join(pieces)
    if "\\\\" not in text:
        plain = text.replace("\\n", "\n").replace('\\"', '"').replace("\\t", "\t")
        if "\\" not in plain:
            return plain
    return _unescape(pieces, charset)


def _unescape(pieces: Iterable[str], charset: str) -> str:
    raw_bytes = False

    def one(found: re.Match[str]) -> str:
        nonlocal raw_bytes
        octal, hexadecimal, newline, simple = found.groups()
        if octal or hexadecimal:
            value = (int(octal, 8) if octal else int(hexadecimal, 16)) & 0xFF
            if value < 0x80:
                return chr(value)
            raw_bytes = True
            return chr(0xDC00 + value)
        if newline:
            return ""
        if simple not in _SIMPLE:
            raise BadEscape(found[0])
        return _SIMPLE[simple]

    text = "".join(_ESCAPE.sub(one, piece) for piece in pieces)
    if raw_bytes:
        try:
            text = text.encode(charset, "surrogateescape").decode(charset)
        except UnicodeError as error:
            raise BadEscape(next(piece for piece in re.findall(r"\\[0-7x][0-9a-fA-F]*", "".join(pieces)))) from error
    return text


def comment_kind(line: str) -> str:
    """What a comment line is: one of ``. : , = !`` or a blank for a translator comment."""
    kind = line[1:2]
    return kind if kind in {".", ":", ",", "=", "!"} else " "


def flags_in(line: str) -> list[str]:
    """The flags of a ``#,`` line (or ``#=``, ``#!``)."""
    found = []
    for part in line[2:].split(","):
        flag = part.strip()
        found += [flag] if flag.startswith("range:") else flag.split()
    return found


def locations_in(text: str) -> list[str]:
    """The references in what follows ``#:``; gettext's marks around names with blanks are taken away."""
    if "\u2068" not in text:
        return text.split()
    return [f"{found[1]}{found[2] or ''}" if found[1] is not None else found[3] for found in _LOCATION.finditer(text)]


def _comments(
    lines: Iterable[str],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    comments: list[str] = []
    extracted: list[str] = []
    locations: list[str] = []
    flags: dict[str, None] = {}
    for line in lines:
        line = line.removesuffix("\r")
        if line.endswith("\\ "):  # the blank keeps gettext from taking the backslash for a line that goes on
            line = line[:-1]
        kind = comment_kind(line)
        if kind == " ":
            comments.append(line[2:] if line.startswith("# ") else line[1:])
        elif kind == ".":
            extracted.append(line[3:] if line.startswith("#. ") else line[2:])
        elif kind == ":":
            locations.append(line[2:])
        else:
            flags |= dict.fromkeys(flags_in(line))
    # gettext breaks lines within names that have blanks, so the lines are read as one.
    places = tuple(locations_in(" ".join(locations))) if locations else ()
    return tuple(comments), tuple(extracted), places, tuple(flags)


def _at_line(entry: Entry, line: int) -> Entry:
    return replace(entry, line=line)


class _Scan:
    """One entry, token by token: for whatever ``_ENTRY`` does not match, right or wrong."""

    def __init__(self, parser: _Parser, at: int) -> None:
        self.parser = parser
        self.text = parser.text
        self.at = at
        self.first = -1
        """Where the entry's first line starts, comments included."""
        self.end = at
        self.comments: list[str] = []
        self.parts: dict[str, list[str]] = {}
        self.old: dict[str, list[str]] = {}
        self.current: list[str] | None = None
        self.obsolete: bool | None = None
        self.pending = ""
        """``msgstr`` whose index or string is still to come."""
        self.done = False

    def run(self) -> tuple[Entry | None, int, int]:
        """The entry, where it ends and where its first line starts; None where only blank lines and comments are left."""
        while self.at < len(self.text) and not self.done:
            self.line()
        if not self.parts and not self.old:
            return None, self.end, self.first
        if not any(name.startswith("msgstr") for name in self.parts):
            missing = "msgstr" if "msgid" in self.parts else "msgid"
            self.parser.fail(self.end - 1, f"the entry that ends here has no {missing}.")
        if self.current is not None and not self.current:
            self.parser.fail(self.end - 1, "a keyword without its string.")
        return self.entry(), self.end, self.first

    def line(self) -> None:
        text = self.text
        start = self.at
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        body = start
        while body < end and text[body] in _BLANK:
            body += 1
        if body == end:
            self.at = end + 1
            return
        obsolete = previous = False
        if text[body] == "#":
            mark = _OBSOLETE.match(text, body, end)
            if mark and _TOKEN.match(text, mark.end(), end):
                obsolete, previous, body = True, bool(mark[1]), mark.end()
            elif text.startswith("#|", body):
                previous = True
                body += 2
            else:
                self.comment(start, body, end)
                return
        self.first = start if self.first < 0 else self.first
        self.tokens(body, obsolete, previous)

    def comment(self, start: int, body: int, end: int) -> None:
        if any(name.startswith("msgstr") for name in self.parts):
            self.done = True
            return
        if self.parts:
            self.parser.fail(start, "a comment inside an entry: its msgstr is missing.")
        self.first = start if self.first < 0 else self.first
        self.comments.append(self.text[body:end])
        self.at = end + 1

    def tokens(self, at: int, obsolete: bool, previous: bool) -> None:
        text = self.text
        while True:
            while at < len(text) and text[at] in _BLANK:
                at += 1
            if at >= len(text) or text[at] == "\n":
                self.at = at + 1
                return
            found = _TOKEN.match(text, at)
            if found is None:
                self.bad(at)
            if found[1]:
                if self.keyword(found[1], at, obsolete, previous):
                    self.done = True
                    return
            elif found[2]:
                self.index(int(found[3]), at)
            else:
                self.string(found[4], at, obsolete)
            at = found.end()
            # The line end belongs to the entry whose string it follows.
            rest = at
            while rest < len(text) and text[rest] in _BLANK:
                rest += 1
            self.end = rest + 1 if rest < len(text) and text[rest] == "\n" else rest if rest == len(text) else at

    def keyword(self, name: str, at: int, obsolete: bool, previous: bool) -> bool:
        """Take a keyword; True where it begins the next entry."""
        if name == "domain":
            self.parser.fail(at, "'domain' lines are not supported.", "Keep each domain in a file of its own.")
        complete = any(part.startswith("msgstr") for part in self.parts)
        if complete and (previous or name in ("msgctxt", "msgid")):
            return True
        if self.current is not None and not self.current:
            self.parser.fail(at, "a keyword without its string.")
        if self.obsolete is not None and obsolete != self.obsolete:
            self.parser.fail(at, "an entry is obsolete (#~) in one part and not in another.")
        self.obsolete = obsolete
        parts = self.old if previous else self.parts
        if previous and (self.parts or name == "msgstr"):
            self.parser.fail(at, f"'#| {name}' stands where the entry has begun.")
        before = {"msgctxt": set(), "msgid": {"msgctxt"}, "msgid_plural": {"msgctxt", "msgid"}}.get(name)
        wrong = not set(parts) <= before if before is not None else "msgid" not in parts
        if wrong or (name == "msgid_plural" and "msgid" not in parts) or (name == "msgstr" and "msgstr" in parts):
            self.parser.fail(at, f"{name} does not belong here: the entry above it is not complete, or has it already.")
        if name == "msgstr":
            if complete and "msgstr[0]" not in parts:
                self.parser.fail(at, "a second msgstr.")
            if "msgid_plural" in parts or complete:
                self.pending = name
                self.current = []
                return False
        self.current = parts.setdefault(name, [])
        return False

    def index(self, number: int, at: int) -> None:
        due = sum(name.startswith("msgstr[") for name in self.parts)
        if not self.pending:
            self.parser.fail(at, f"[{number}] without msgid_plural before it.")
        if number != due:
            self.parser.fail(at, f"msgstr[{number}] stands where msgstr[{due}] is due.")
        self.current = self.parts.setdefault(f"msgstr[{number}]", [])
        self.pending = ""

    def string(self, raw: str, at: int, obsolete: bool) -> None:
        if self.pending:
            self.parser.fail(at, "msgstr without a number, although the entry has a msgid_plural.")
        if self.current is None:
            self.parser.fail(at, "a string without msgid or msgstr before it.")
        if obsolete != self.obsolete:
            self.parser.fail(at, "an entry is obsolete (#~) in one part and not in another.")
        self.current.append(raw)

    def bad(self, at: int) -> NoReturn:
        start = self.text.rfind("\n", 0, at) + 1
        if _CONFLICT.match(self.text, start):
            self.parser.fail(
                start,
                "git's conflict marks are in the file.",
                "Solve the conflict (git mergetool, or choose a side), then go on.",
            )
        line = self.text[at:].split("\n", 1)[0].strip()
        if line.startswith('"'):
            self.parser.fail(at, "a string has no closing quote on its line.")
        self.parser.fail(at, f"{line[:40]!r} is neither a comment, nor a keyword, nor a string.")

    def texts(self, parts: dict[str, list[str]], name: str) -> str | None:
        if name not in parts:
            return None
        try:
            return unquote("".join(parts[name]), self.parser.charset)
        except BadEscape as error:
            self.parser.bad_escape(error, max(self.first, 0), self.end)

    def previous_texts(self) -> tuple[str | None, str | None, str | None]:
        return self.texts(self.old, "msgctxt"), self.texts(self.old, "msgid"), self.texts(self.old, "msgid_plural")

    def entry(self) -> Entry:
        comments, extracted, locations, flags = _comments(self.comments)
        forms = [name for name in self.parts if name.startswith("msgstr")]
        previous = self.previous_texts()
        return Entry(
            msgid=self.texts(self.parts, "msgid") or "",
            msgstr=tuple(self.texts(self.parts, name) or "" for name in forms),
            context=self.texts(self.parts, "msgctxt"),
            msgid_plural=self.texts(self.parts, "msgid_plural"),
            flags=flags,
            comments=comments,
            extracted=extracted,
            locations=locations,
            previous_context=previous[0],
            previous_msgid=previous[1],
            previous_plural=previous[2],
            obsolete=bool(self.obsolete),
        )
