"""The smallest parts of a PO file: quoted strings and comment lines."""

import re
from collections.abc import Iterable, Iterator

from workflow.catalogs.characters import unwritable

__all__ = [
    "BadEscape",
    "comment_kind",
    "comments_in",
    "decoded_runs",
    "flags_in",
    "form_number",
    "older_gettext_reads_fuzzy",
    "unquote",
]

_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|(\r?\n)|(.)|\Z)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "\\": "\\", '"': '"'}
_FLAG = re.compile(r"range:\s*\d+\.\.\d+|[^\s,]+")
_OBSOLETE = re.compile(r"\A\s*(?:#~[ \t]*(?=#))?")
_JOINED = re.compile(r"\\\r?\n")
_LOCATION = re.compile(r"\u2068([^\u2069]*)\u2069(:\d+)?|(\S+)")


class BadEscape(Exception):
    """An invalid escape sequence. The caller adds its place."""

    def __init__(self, escape: str, character: str = "") -> None:
        """``character``: what it stands for, if PO files cannot hold that (``characters.unwritable``)."""
        super().__init__(escape)
        self.escape = escape
        self.character = character


def unquote(raw: str, charset: str = "utf-8") -> str:
    """The text of adjacent quoted strings. Octal and hexadecimal escapes are bytes of the file's charset, as for gettext.

    Raises BadEscape for an invalid escape sequence.
    """
    if "\\" not in raw:
        return "".join(raw.split('"')[1::2])
    pieces = _PIECE.findall(raw)
    text = "".join(pieces)
    if "\\\\" not in text:
        plain = text.replace("\\n", "\n").replace('\\"', '"').replace("\\t", "\t")
        if "\\" not in plain:
            return plain
    return _unescape(pieces, charset)


def decoded_runs(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yield the parts of a string, given without its quotes: what stands as it is, and each escape. With each, start and end in ``raw``.

    An escaped byte above 0x7F is a lone surrogate (U+DC80 to U+DCFF): bytes become characters in the file's charset. Raises BadEscape.
    """
    at = 0
    for found in _ESCAPE.finditer(raw):
        if at < found.start():
            yield raw[at : found.start()], at, found.start()
        if character := _escaped(found):
            yield character, found.start(), found.end()
        at = found.end()
    if at < len(raw):
        yield raw[at:], at, len(raw)


def _escaped(found: re.Match[str]) -> str:
    """What an escape stands for: a character, a byte as a lone surrogate, or nothing. Raises BadEscape."""
    octal, hexadecimal, newline, simple = found.groups()
    if octal or hexadecimal:
        value = (int(octal, 8) if octal else int(hexadecimal, 16)) & 0xFF
        if value < 0x80 and unwritable(chr(value)):
            raise BadEscape(found[0], unwritable(chr(value)))
        return chr(value if value < 0x80 else 0xDC00 + value)
    if newline:
        return ""
    if simple not in _SIMPLE:
        raise BadEscape(found[0])
    return _SIMPLE[simple]


def _unescape(pieces: Iterable[str], charset: str) -> str:
    raw_bytes = False

    def one(found: re.Match[str]) -> str:
        nonlocal raw_bytes
        character = _escaped(found)
        raw_bytes = raw_bytes or character >= "\udc80"
        return character

    text = "".join(_ESCAPE.sub(one, piece) for piece in pieces)
    if raw_bytes:
        try:
            text = text.encode(charset, "surrogateescape").decode(charset)
        except UnicodeError as error:
            raise BadEscape(next(piece for piece in re.findall(r"\\[0-7x][0-9a-fA-F]*", "".join(pieces)))) from error
    return text


def form_number(digits: str) -> int:
    """The number in ``msgstr[…]``. One that no language can have is shortened: Python converts no number of thousands of digits."""
    return int((digits.lstrip("0") or "0")[:9])


def comment_kind(line: str) -> str:
    """The kind of a comment line: one of ``. : , = !``, or a space for a translator comment."""
    kind = _comment(line)[1:2]
    return kind if kind in {".", ":", ",", "=", "!"} else " "


def flags_in(line: str) -> list[str]:
    """The flags of a ``#,`` line (or ``#=``, ``#!``): words between blanks and commas, and ``range: 0..5``."""
    return _FLAG.findall(_comment(line)[2:].rstrip("\r\n").removesuffix("\\"))


def older_gettext_reads_fuzzy(comments: str) -> bool:
    """Whether gettext before 0.26 reads an entry with these comment lines as fuzzy.

    It looks at the last ``#,`` or ``#!`` line alone, not at ``#=``, and joins a line that ends with a backslash to the next one.
    """
    fuzzy = False
    for line in _JOINED.sub("", comments).split("\n"):
        if comment_kind(line) in (",", "!"):
            fuzzy = "fuzzy" in flags_in(line)
    return fuzzy


def _comment(line: str) -> str:
    """A comment line without blanks before it, and without the ``#~`` that may stand before one of an obsolete entry."""
    return line if line.startswith("#") and not line.startswith("#~") else _OBSOLETE.sub("", line, count=1)


def _locations_in(text: str) -> list[str]:
    """The references in the text after ``#:``, without gettext's marks around names with spaces."""
    if "\u2068" not in text:
        return text.split()
    return [f"{found[1]}{found[2] or ''}" if found[1] is not None else found[3] for found in _LOCATION.finditer(text)]


def comments_in(
    lines: Iterable[str],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Translator comments, extracted comments, references and flags in an entry's comment lines, given without line ends."""
    comments: list[str] = []
    extracted: list[str] = []
    locations: list[str] = []
    flags: dict[str, None] = {}
    joined = False
    lines = list(lines)
    for line in lines:
        line = line.removesuffix("\r")
        joined = joined or line.endswith("\\")
        if line.endswith("\\ "):  # the space keeps gettext from joining the line to the next one
            line = line[:-1]
        line = _comment(line)
        kind = comment_kind(line)
        if kind == " ":
            comments.append(line[2:] if line.startswith("# ") else line[1:])
        elif kind == ".":
            extracted.append(line[3:] if line.startswith("#. ") else line[2:])
        elif kind == ":":
            locations.append(line[2:])
        else:
            flags |= dict.fromkeys(flags_in(line))
    if joined and older_gettext_reads_fuzzy("\n".join(lines)):
        flags.setdefault("fuzzy")
    # gettext breaks lines inside names that have spaces, so the lines are read as one.
    places = tuple(_locations_in(" ".join(locations))) if locations else ()
    return tuple(comments), tuple(extracted), places, tuple(flags)
