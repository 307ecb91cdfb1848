"""How a translation is written where a unit stands: escapes, hard breaks, container prefixes, quotes.

What the place cannot hold gives None; whether the result reads as it should is verified by the caller (``splicing``).
"""

import re

from workflow.formats import frontmatter
from workflow.formats.reading import Place

__all__ = ["written"]

_BLANK = " \t\n\v\f"
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
_BLANKS = re.compile(r"[ \t\n\v\f]+")
# What would begin another block at the start of a paragraph's line (CommonMark 0.31 §4 and §5, GFM, our containers): where to
# put the backslash.
_LINE_START = re.compile(
    r"(?:"
    r"()\#{1,6}(?:[ \t]|$)"  # ATX heading
    r"|()(?:[-+*_][ \t]*)+$"  # thematic break, empty item, setext underline
    r"|()=+[ \t]*$"  # setext underline
    r"|()[-+*](?:[ \t]|$)"  # list item
    r"|\d{1,9}()[.)](?:[ \t]|$)"
    r"|()>"  # quote
    r"|()`{3,}[^`]*$"  # fence
    r"|()~{3,}"
    r"|()[:|](?=[ \t:|-]*-[ \t:|-]*$)"  # a table's delimiter row
    r"|()-+(?=[ \t:|-]*[|:][ \t:|-]*$)"
    r"|():(?=:{2}|[ \t]|$)"  # container, definition
    r"|()(?:!!!|\?\?\?)"  # admonition
    r"|()\[(?:[ xX]\](?:[ \t]|$)|![A-Za-z]+\][ \t]*$)"  # task, alert
    r"|\[(?:[^\[\]\\]|\\.)*\]():"  # definition of a link or footnote
    r")"
)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))\#(?=\#*$)")
_ATTRIBUTES = re.compile(r"\{(?=[^{}]*\}$)")
_PIPE = re.compile(r"(\\*)\|")
_BARE_LESS = re.compile(r"<(?![a-zA-Z/!?])")


def written(place: Place, target: str, line_end: str) -> str | None:
    """``target`` as it is written at ``place``; None where that is impossible.

    ``line_end`` is the document's.
    """
    target = target.replace("\r\n", "\n").replace("\r", "\n").strip(_BLANK)
    if not target:
        return None
    if place.form == "flow":
        return _flow(place, target, line_end)
    if place.form in ("yaml", "toml"):
        assert place.value is not None
        found = frontmatter.write(place.value, target, style=place.form)
        return None if found is None else found.replace("\n", line_end)
    return _WRITERS[place.form](place, _BLANKS.sub(" ", target))


def _flow(place: Place, target: str, line_end: str) -> str:
    lines = [_line(line) for line in _LINE_BREAK.split(target)]
    breaks = place.breaks or ("\\" + line_end,)
    result = lines[0]
    for index, line in enumerate(lines[1:]):
        result += breaks[min(index, len(breaks) - 1)] + place.prefix + line
    return result


def _line(line: str) -> str:
    found = _LINE_START.match(line)
    if found and found.lastindex:
        at = found.start(found.lastindex)
        line = line[:at] + "\\" + line[at:]
    return _closed(line)


def _closed(text: str) -> str:
    """A backslash at the end would take hold of what follows."""
    slashes = len(text) - len(text.rstrip("\\"))
    return text + "\\" if slashes % 2 else text


def _heading(place: Place, text: str) -> str:
    text = _CLOSING_HASHES.sub(r"\\#", text)
    return _ATTRIBUTES.sub(r"\\{", _closed(text)) if text.endswith("}") else _closed(text)


def _cell(place: Place, text: str) -> str:
    return _closed(_PIPE.sub(lambda found: found[0] if len(found[1]) % 2 else found[1] + "\\|", text))


def _quoted(place: Place, text: str) -> str:
    return _closed(text.replace('"', "&quot;"))


def _bare(place: Place, text: str) -> str:
    return _closed(text)


def _title(place: Place, text: str) -> str:
    return _closed(re.sub(r"(\\.)|[" + ("()" if place.quote == "(" else place.quote) + "]", _escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return found[1] or "\\" + found[0]


def _html(place: Place, text: str) -> str:
    return _BARE_LESS.sub("&lt;", text)


def _attribute(place: Place, text: str) -> str | None:
    if place.quote:
        return text.replace(place.quote, "&quot;" if place.quote == '"' else "&#39;")
    return re.sub(r"[\s\"'=<>`]", lambda found: f"&#{ord(found[0])};", text)


_WRITERS = {
    "line": _heading,
    "cell": _cell,
    "quoted": _quoted,
    "bare": _bare,
    "alt": _bare,
    "title": _title,
    "html": _html,
    "attribute": _attribute,
}
