"""The cover: the picture that the project names, or the title and the language as a drawing."""

import unicodedata
from pathlib import Path

from workflow.errors import FileProblem
from workflow.files import reason
from workflow.html import attribute, text
from workflow.languages import NO_SPACES, base_language
from workflow.publishing.books.book import Book
from workflow.publishing.books.pictures import clean_svg, media_type
from workflow.publishing.books.scope import Media

__all__ = ["cover_of", "cover_picture"]

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 120
_LINES = 7
_SIZES = (132, 112, 96, 80, 66, 54, 44)
_NARROW, _WIDE = 0.56, 1.0
"""Width of a letter in the font's size: the average of Latin text, and that of CJK characters."""


def cover_of(book: Book, picture: str | None, assets: Path) -> Media:
    """Return the picture on the cover. ``picture``: a file below ``assets``; None: a drawing of the title. Raises as ``cover_picture``."""
    if picture is None:
        return Media("cover.svg", "image/svg+xml", _drawing(book).encode("utf-8"))
    return cover_picture(picture, assets)


def cover_picture(picture: str, assets: Path) -> Media:
    """Return the project's picture for the cover. Raises FileProblem if it cannot be read or is no picture."""
    file = assets / picture
    if not file.resolve().is_relative_to(assets.resolve()):
        raise FileProblem(f"{file}: the cover is a link to a file outside {assets}. Put a copy in its place.")
    try:
        data: bytes | None = file.read_bytes()
    except OSError as error:
        raise FileProblem(f"{file}: the cover cannot be read: {reason(error)}.") from error
    kind, suffix = media_type(picture, data or b"", "img") or ("", "")
    data = clean_svg(data or b"") if suffix == ".svg" else data
    if not kind or data is None:
        raise FileProblem(f"{file}: the cover must be a JPEG, PNG, GIF, WebP or SVG picture.")
    return Media(f"cover{suffix}", kind, data)


def _drawing(book: Book) -> str:
    size, lines = next(
        (size, lines)
        for size in _SIZES
        if len(lines := _lines(book, (_WIDTH - 2 * _MARGIN) / size)) <= _LINES or size == _SIZES[-1]
    )
    right = book.language.direction == "rtl"
    x = _WIDTH - _MARGIN if right else _MARGIN
    # In a text that runs from the right, "start" is its right end.
    shared = f'direction="{book.language.direction}" text-anchor="start"'
    title = "".join(
        f'<text x="{x}" y="{430 + round(index * size * 1.25)}" font-size="{size}" {shared}>{text(line)}</text>\n'
        for index, line in enumerate(lines[: _LINES + 1])
    )
    bar = _WIDTH - _MARGIN - 160 if right else _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'xml:lang="{attribute(book.language.tag)}" font-family="sans-serif" fill="#211f1b">\n'
        f"<title>{text(book.title)}</title>\n"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fdfcf9"/>\n'
        f'<rect x="{bar}" y="210" width="160" height="14" fill="#0b5a78"/>\n'
        f'<g font-weight="bold">\n{title}</g>\n'
        f'<text x="{x}" y="{_HEIGHT - 150}" font-size="46" fill="#625c52" {shared}>{text(book.language.autonym)}</text>\n'
        "</svg>\n"
    )


def _lines(book: Book, columns: float) -> list[str]:
    """Break the title into lines of a width in units of the font's size: between words, else between characters."""
    spaces = base_language(book.language.code) not in NO_SPACES
    parts = [f"{word} " for word in book.title.split()] if spaces else list(book.title)
    lines, width = [""], 0.0
    for part in parts:
        for piece in [part] if _width(part) <= columns else list(part):
            own = _width(piece)
            joined = unicodedata.category(piece[0]) in ("Mn", "Mc", "Pe", "Po") and not spaces
            if lines[-1] and width + _width(piece.rstrip()) > columns and not joined:
                lines.append("")
                width = 0.0
            lines[-1] += piece
            width += own
    return [line.strip() for line in lines if line.strip()]


def _width(piece: str) -> float:
    wide = (
        unicodedata.east_asian_width(character) in "WF" for character in piece if not unicodedata.combining(character)
    )
    return sum(_WIDE if one else _NARROW for one in wide)
