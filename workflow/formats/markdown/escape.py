"""Write a translation in place of a unit: escapes, hard breaks, container prefixes, quotes.

A text that cannot be written there gives None. The caller (``splicing``) verifies that the result is read as intended.
"""

import re

from workflow.formats import front_matter
from workflow.formats.markdown.placement import Placement

__all__ = ["alone", "written"]

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
# `[…]` or `[…][]`; group 2 is `(` or `[label]`, which makes it a link without a definition of its text.
_BRACKETS = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\](?:\[\])?([(\[])?", re.DOTALL)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))\#(?=\#*$)")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_PIPE = re.compile(r"(\\*)\|")


def written(place: Placement, source: str, target: str, line_end: str) -> str | None:
    """Return ``target`` as written at ``place`` instead of ``source``; None if that is impossible.

    ``line_end`` is the line ending of the document.
    """
    target = target.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    if not target.strip():
        return None
    if place.labels and place.form != "alt":
        target = _labelled(source, target, place.labels)
    if place.braces and target.endswith("}") and not source.endswith("}"):
        target = target[:-1] + "&#125;"  # a backslash does not prevent `{…}` from being read as attributes
    if place.form == "flow":
        return _flow(place, target, line_end)
    if place.form in ("yaml", "toml"):
        assert place.value is not None
        found = front_matter.write(place.value, target, style=place.form)
        return None if found is None else found.replace("\n", line_end)
    raw = _WRITERS[place.form](place, _LINE_BREAK.sub(" ", target))
    if place.cell:
        return raw.replace("|", "&#124;") if place.form == "attribute" else _cell(place, raw)
    return raw


def alone(place: Placement, raw: str) -> str:
    """Return a small document with a single unit, written as at ``place``. ``raw`` is the result of ``written``."""
    if place.form == "flow":
        quotes = "> " * place.prefix.count(">")
        return quotes + re.sub(rf"(\r\n|\r|\n){re.escape(place.prefix)}", rf"\1{quotes}", raw) + "\n"
    return _ALONE[place.form].format(raw=raw, quote=place.quote, end=")" if place.quote == "(" else place.quote)


def _flow(place: Placement, target: str, line_end: str) -> str:
    lines = [_line(line) for line in _LINE_BREAK.split(target)]
    breaks = place.breaks or ("\\" + line_end,)
    result = lines[0]
    for index, line in enumerate(lines[1:]):
        # Four spaces prevent a tag from beginning an HTML block (CommonMark §4.6); a backslash would turn it into text.
        indent = "    " if _TAG.match(line) else ""
        result += breaks[min(index, len(breaks) - 1)] + place.prefix + indent + line
    return result


def _line(line: str) -> str:
    found = _LINE_START.match(line)
    if found:
        at = max(found.start(group) for group in range(1, len(found.regs)) if found[group] == "")
        line = line[:at] + "\\" + line[at:]
    return _closed(line)


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
    return _closed("\\" + text if text.startswith(("[", "{")) else text)


def _alt(place: Placement, text: str) -> str:
    """Write the alt text of an image; ``![label]`` and ``![label][]`` become ``![text][label]``."""
    return _closed(text) + "".join(f"][{label}" for label in place.labels)


def _labelled(source: str, target: str, labels: tuple[str, ...]) -> str:
    """Add labels after translated link texts: ``[label]`` is a link, ``[translation]`` would not be one.

    Only if the assignment is unambiguous: as many brackets as in the source, or as many unknown ones as missing labels.
    """
    wanted = [_folded(label) for label in labels]
    before, after = list(_BRACKETS.finditer(source)), list(_BRACKETS.finditer(target))
    places = [i for i, match in enumerate(before) if _folded(match[1]) in wanted]
    if len(places) > len(labels):
        places = [i for i in places if not before[i][2]]
    if len(before) != len(after) or len(places) != len(labels):
        missing = [label for label in labels if not any(_folded(match[1]) == _folded(label) for match in after)]
        places = [i for i, match in enumerate(after) if _folded(match[1]) not in wanted and not match[2]]
        if len(places) != len(missing):
            return target
        labels = tuple(missing)
    for i, label in zip(reversed(places), reversed(labels), strict=True):
        match = after[i]
        if _folded(match[1]) != _folded(label):
            end = match.end() - len(match[2] or "")
            target = f"{target[: match.end(1)]}][{label}]{target[end:]}"
    return target


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


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


_WRITERS = {
    "line": _heading,
    "cell": _cell,
    "quoted": _quoted,
    "bare": _bare,
    "alt": _alt,
    "title": _title,
    "html": _html,
    "attribute": _attribute,
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
    "yaml": "---\nx: y\n---\n",  # text there has been read already
    "toml": "---\nx: y\n---\n",
}
