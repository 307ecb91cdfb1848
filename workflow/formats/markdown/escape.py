"""Write a translation in place of a unit: escapes, hard breaks, container prefixes, quotes.

A text that cannot be written there gives None. The caller (``splicing``) verifies that the result is read as intended.
"""

import re
from collections.abc import Collection

from workflow.formats import front_matter
from workflow.formats.markdown import code, csv_tables
from workflow.formats.markdown.placement import Placement
from workflow.inline_tags import Grammar

__all__ = ["alone", "visible_marks", "written"]

_BLANK = " \t\n\v\f"
_LINE_BREAK = re.compile(r"[ \t]*\n[ \t\n]*")
# Text that would begin another block at the start of a paragraph's line (CommonMark 0.31 §4 and §5, GFM, containers); the empty
# group is the position of the backslash.
_LINE_START = re.compile(
    r"(?:"
    r"()\#{1,6}(?:[ \t]|$)"  # ATX heading
    r"|()(?P<rule>[-*_])(?:[ \t]*(?P=rule)){2,}[ \t]*$"  # thematic break
    r"|()=+[ \t]*$"  # setext underline (that of hyphens: below)
    r"|()[-+*](?:[ \t]|$)"  # list item
    r"|\d{1,9}()[.)](?:[ \t]|$)"
    r"|()>"  # quote
    r"|()`{3,}[^`]*$"  # fence
    r"|()~{3,}"
    r"|()[-:|][-:| \t]*$"  # a table's delimiter row
    r"|():(?=:{2}|[ \t]|$)"  # container, definition
    r"|()(?:!!!|\?\?\?)"  # admonition
    r"|()\[(?:[ xX]\](?:[ \t]|$)|![A-Za-z]+\][ \t]*$)"  # task, alert
    r"|\[(?:[^\[\]\\]|\\.)*\]():"  # definition of a link or footnote
    r")"
)
_DIALECT_START = re.compile(r":(?=[ \t])|:{3,}|!{3}|\?{3}|\[![A-Za-z]+\]|\|[-+:=| \t]*$")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))\#(?=\#*$)")
_HEADING_ID = re.compile(r"(?<=\S)[ \t]+\{:?[ \t]*#[\w:.-]+[ \t]*\}$")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_PIPE = re.compile(r"(\\*)\|")


_INLINE = frozenset({"flow", "line", "cell", "quoted", "bare", "alt"})
"""The forms in which Markdown's inline markup is read."""


def written(place: Placement, source: str, target: str, grammar: Grammar, line_end: str) -> str | None:
    """Return ``target`` as written at ``place`` instead of ``source``; None if that is impossible.

    ``grammar`` and ``line_end`` are those of the document.
    """
    target = target.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    if not target.strip():
        return None
    target = _inline(place, source, target, grammar)
    copied = _HEADING_ID.search(target) if place.braces and not source.endswith("}") else None
    if copied is not None and copied[0].strip() not in source:
        target = target[: copied.start()]  # the anchor is that of the source
    if place.braces and target.endswith("}") and not source.endswith("}"):
        target = target[:-1] + "&#125;"  # a backslash does not prevent `{…}` from being read as attributes
    if place.form == "flow":
        return _flow(place, source, target, line_end)
    if place.code is not None:
        return code.written(place.code, source, target, place.breaks)
    if place.value is not None:
        found = front_matter.write(place.value, target)
        return None if found is None else found.replace("\n", line_end)
    if place.argument is not None and place.argument.verbatim:
        return _argument(place, target).replace("\n", line_end)
    if place.form == "bare" and target.startswith(("[", "{")) and not source.startswith(target[0]):
        target = "\\" + target
    raw = _WRITERS[place.form](place, _LINE_BREAK.sub(" ", target))
    if place.cell:
        return raw.replace("|", "&#124;") if place.form == "attribute" else _cell(place, raw)
    return raw


def visible_marks(place: Placement, source: str, target: str, grammar: Grammar) -> tuple[str, ...]:
    """Return the emphasis marks that ``target``, as written at ``place``, shows as characters and ``source`` does not."""
    if place.form not in _INLINE:  # there, every mark is a character
        return Grammar("plain", grammar.placeholders).visible_marks(source, target)
    return grammar.visible_marks(source, _inline(place, source, target, grammar))


def _inline(place: Placement, source: str, target: str, grammar: Grammar) -> str:
    """Write links and emphasis so that they come out, where Markdown's inline markup is read."""
    # In an alternative text, a tag would be read aloud.
    return grammar.written(source, target, html=place.form != "alt") if place.form in _INLINE else target


def alone(place: Placement, raw: str) -> tuple[str, int]:
    """Return a small document with a single unit, written as at ``place``, and the offset of the unit. ``raw`` is the result of ``written``."""
    if place.form == "flow":
        quotes = "> " * place.prefix.count(">")
        return quotes + re.sub(rf"(\r\n|\r|\n){re.escape(place.prefix)}", rf"\1{quotes}", raw) + "\n", len(quotes)
    if place.code is not None:
        raw = re.sub(rf"(\r\n|\r|\n){re.escape(place.prefix)}", r"\1", raw)
        return place.code.before + raw + place.code.after, len(place.code.before)
    if place.argument is not None:
        return place.argument.before + raw + place.argument.after + "\n", len(place.argument.before)
    before, _, after = _ALONE[place.form].partition("{raw}")
    before = before.format(quote=place.quote)
    return before + raw + after.format(quote=place.quote, end=")" if place.quote == "(" else place.quote), len(before)


def _flow(place: Placement, source: str, target: str, line_end: str) -> str:
    bare = {_bare_start(line) for line in source.split("\n")} - {""}
    lines = [_line(line, bare) for line in _LINE_BREAK.split(target)]
    if _closed(source) != source and _closed(target) != target:
        lines[-1] = lines[-1].removesuffix("\\")  # a backslash that ends the source may end the translation
    breaks = place.breaks or ("\\" + line_end + place.prefix,)
    result = lines[0]
    for index, line in enumerate(lines[1:]):
        # Four spaces prevent a tag from beginning an HTML block (CommonMark §4.6); a backslash would turn it into text.
        # After an opening line that the source has bare, they would make the line its body.
        indent = "    " if _TAG.match(line) and not _bare_start(lines[index]) else ""
        result += breaks[min(index, len(breaks) - 1)] + indent + line
    return result


def _line(line: str, bare: Collection[str] = ()) -> str:
    """Escape what would begin a block, except the starts of lines that the source has ``bare`` in its text."""
    found = _LINE_START.match(line)
    if found and _bare_start(line) not in bare:
        at = max(found.start(group) for group in range(1, len(found.regs)) if found[group] == "")
        line = line[:at] + "\\" + line[at:]
    return _closed(line)


def _bare_start(line: str) -> str:
    """The start of a line that means something to some dialect but nothing to pulldown-cmark; empty for any other line."""
    found = _DIALECT_START.match(line)
    return found[0] if found else ""


def _closed(text: str) -> str:
    """Escape a backslash at the end, which would escape the character after it."""
    slashes = len(text) - len(text.rstrip("\\"))
    return text + "\\" if slashes % 2 else text


def _heading(place: Placement, text: str) -> str:
    text = _CLOSING_HASHES.sub(r"\\#", text)
    return _closed(text)


def _cell(place: Placement, text: str) -> str:
    return _closed(_PIPE.sub(lambda found: found[0] if len(found[1]) % 2 else found[1] + "\\|", text))


def _quoted(place: Placement, text: str) -> str:
    return _closed(text.replace('"', "&quot;"))


def _bare(place: Placement, text: str) -> str:
    return _closed(text)


def _alt(place: Placement, text: str) -> str:
    """Write the alt text of an image; ``![label]`` and ``![label][]`` become ``![text][label]``."""
    return _closed(text) + "".join(f"][{label}" for label in place.labels)


def _title(place: Placement, text: str) -> str:
    return _closed(re.sub(r"(\\.)|[" + ("()" if place.quote == "(" else place.quote) + "]", _escaped, text))


def _escaped(found: re.Match[str]) -> str:
    return found[1] or "\\" + found[0]


def _html(place: Placement, text: str) -> str:
    return text


def _attribute(place: Placement, text: str) -> str:
    if place.quote:
        return text.replace(place.quote, "&quot;" if place.quote == '"' else "&#39;")
    return re.sub(r"[\s\"'=<>`]", lambda found: f"&#{ord(found[0])};", text)


def _argument(place: Placement, text: str) -> str:
    """Write the value of a parameter; where nothing can escape its quotation mark, the other one stands instead."""
    quote = place.quote
    assert place.argument is not None
    if place.argument.escape == "csv":
        return csv_tables.field(text, place.argument.before, quoted=bool(quote))
    if not quote:
        return text
    if place.argument.escape == "entity":
        return text.replace(quote, "&quot;" if quote == '"' else "&#39;")
    if place.argument.escape == "backslash":
        return _closed(re.sub(r"(\\.)|" + quote, _escaped, text))
    return text.replace(quote, "\u2019" if quote in "'`" else "\u201d")


_WRITERS = {
    "line": _heading,
    "cell": _cell,
    "quoted": _quoted,
    "bare": _bare,
    "alt": _alt,
    "title": _title,
    "html": _html,
    "attribute": _attribute,
    "argument": _argument,
}
_ALONE = {
    "line": "# {raw}\n",
    "cell": "| {raw} |\n|---|\n",
    "quoted": '!!! note "{raw}"\n    x\n',
    "bare": "::: note {raw}\nx\n:::\n",
    "alt": "![{raw}](x)\n",
    "title": "![x](x {quote}{raw}{end})\n",
    "html": "<div>{raw}</div>\n",
    "attribute": "<div title={quote}{raw}{quote}>x</div>\n",
    "front matter": "---\nx: y\n---\n",  # text there has been read already
}
