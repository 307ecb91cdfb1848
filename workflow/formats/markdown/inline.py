"""Inline Markdown: the text of a run of inline events, its msgid, and the inline tags that a translation must keep."""

import re
from collections.abc import Iterable, Iterator, Sequence

from workflow.formats.lines import join
from workflow.formats.markdown.events import Event
from workflow.html import STRUCTURAL, HtmlTag, end_tags, tag
from workflow.inline_tags import MARKS, Grammar, TagKind, destination

__all__ = [
    "TagKey",
    "begin",
    "collapsed",
    "has_words",
    "msgid",
    "only_tags",
    "outreach",
    "outside_images",
    "protection",
    "tag_keys",
    "trimmed",
]

TagKey = tuple[str, ...]
"""An inline tag that a translation must keep: (kind, value, kind of the enclosing element, value of that element)."""

_HTML_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line end without a break event (in a code span, a tag, a link's tail), with the next line's container prefix.
_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_QUOTED_LINE_END = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*(?:>[ \t]*)*")

# A line that looks like the syntax of some dialect, though no rule knows it.
_SYNTAX = re.compile(
    r"(?:~[ \t]|:(?:[ \t]|[\w-]+(?:[ ][\w-]+){0,2}:(?:[ \t]|$)|::)"  # definitions, option, container
    r"|#\.[ \t]|\((?:\d+|[a-z]|[ivx]+|@[\w-]*)\)[ \t]"  # items of Pandoc's lists
    r"|\|"  # line block, row of a grid
    r"|==[ \t]|[/=+!?%;]{3,}(?:[ \t\"']|\w|$)|%[ \t]|\$\$|<<<|>>>"
    r"|(?:\{[^{}]*\}|\{\{.*\}\}|\{%.*%\})[ \t]*$"  # attributes, template tags
    r"|\[[^\]]*\]:|\[\[[^\[\]]*\]\][ \t]*$|\[![^\]]*\]"
    r"|\\[a-zA-Z]+(?:[\[{]|[ \t]*$)|@[\w-]+[ \t]*[({\[]|\.\.[ \t]\S|[\w.*-][\w.* -]{0,60}::(?:[ \t]|$)|\^[\w-]+[ \t]*$"
    r"|[^\w\s]{3,}[ \t]*$)"
)
_FANCY_ITEM = re.compile(r"\(?(?:[A-Za-z]|[ivxlcIVXLC]{1,5})[.)][ \t]{1,4}\S")
"""An item of Pandoc's lists by letters."""
_PREFIX = " \t>"
_PLACEHOLDER = re.compile(r"[^\w\s]{0,4}(?:[{@%$]|\[\[|\[[!/]|<%|:[a-z]|\+\+|8<)")
"""How a text begins that may consist of placeholders, marks of emphasis included."""

_ROLE = re.compile(r"\{[\w:+-]+\}\Z")
_TARGET = re.compile(r"(?=[^<>]*[^\W\d_])[^<>]*+(<[^<>]+>)")
"""The content of a role of MyST that has words of its own: ``{doc}`The guide <guide>```."""
_AUTOMATIC = ("Autolink", "Email")


def trimmed(run: Sequence[Event], *, comments: list[str]) -> Sequence[Event]:
    """Return ``run`` without breaks, blanks and comments at its edges. The comments are added to ``comments``."""
    start, end = 0, len(run)
    while start < end and _is_edge(run[start], comments):
        start += 1
    last: list[str] = []
    while start < end and _is_edge(run[end - 1], last):
        end -= 1
    comments += reversed(last)
    return run if end - start == len(run) else run[start:end]


def _is_edge(event: Event, comments: list[str]) -> bool:
    if event.name == "Text":
        # Only literal white space: `&#9;` is an intended tab.
        return not event.value.strip(" \t\r\n") and event.end - event.start == len(event.value)
    if event.name == "InlineHtml" and event.value.startswith("<!--"):
        comments.append(event.value)
        return True
    return event.name in ("SoftBreak", "HardBreak", "TaskListMarker")


def has_words(run: Sequence[Event]) -> bool:
    """Whether a run has words to translate outside images: text that is neither an address nor in an opaque element."""
    images = 0
    for event, protected in protection(run):
        if event.name == "Image":
            images += 1 if event.type == "start" else -1
        elif event.name == "Text" and not images and not protected and event.value.strip():
            return True
    return False


def protection(run: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """Yield each event, and whether its text is not translated: an address, or in an opaque element such as ``<code>``."""
    name, depth, automatic = "", 0, False
    tags = [tag(event.value) if event.name == "InlineHtml" else None for event in run]
    ends = end_tags(tags)
    for index, (event, found) in enumerate(zip(run, tags, strict=True)):
        if event.name == "Link":
            automatic = event.type == "start" and (
                event.value["link_type"] in _AUTOMATIC
                or _says_where(event.value["dest_url"], run[index + 1 : index + 3])
            )
        elif found:
            if depth:
                if found.name == name:
                    depth += -1 if found.closing else not found.empty
            elif found.opaque and index in ends:
                name, depth = found.name, 1
        yield event, automatic or depth > 0 or (event.name == "Text" and _is_address(run, tags, index))


def _says_where(destination: str, following: Sequence[Event]) -> bool:
    """Whether all that a link's text says is where it leads."""
    return len(following) == 2 and following[0].value == destination and following[1].name == "Link"


def _is_address(run: Sequence[Event], tags: Sequence[HtmlTag | None], index: int) -> bool:
    """Whether a text is all that ``<a>`` has, and says where it leads: ``<a href="deep.md">deep.md</a>``."""
    opening, closing = tags[max(index - 1, 0)], tags[min(index + 1, len(tags) - 1)]
    if opening is None or closing is None or opening.name != "a" or closing.name != "a" or not closing.closing:
        return False
    address = run[index].value.strip()
    return any(each.name == "href" and each.value == address for each in opening.attributes)


def msgid(text: str, start: int, end: int, run: Sequence[Event]) -> tuple[str, tuple[str, ...]]:
    """Return the msgid of ``text[start:end]``, whose inline events are ``run``, and its breaks as written.

    Container prefixes of continuation lines are left out, a soft break is one space (nothing between CJK characters), a hard
    break is ``\\n``. So is a soft break before or after a line that looks like syntax: its end may be part of it.
    """
    whole = text[start:end]
    if "\n" not in whole and "\r" not in whole:
        return whole, ()
    quoted = ">" in whole
    parts: list[str] = []
    breaks: list[str] = []
    at = start
    for index, event in enumerate(run):
        if event.name not in ("SoftBreak", "HardBreak") or not start <= event.start < end:
            continue
        parts.append(_joined(text[at : event.start], quoted))
        following = run[index + 1] if index + 1 < len(run) else None
        if following is not None and following.type != "end":
            at = begin(text, following)
        else:
            found = (_QUOTED_LINE_END if quoted else _LINE_END).match(text, event.start)
            at = max(found.end() if found else event.end, event.end)
        if event.name == "HardBreak":
            parts.append("\n")
            breaks.append(text[event.start : at])
        elif _is_syntax(text, start, event.start, last=True) or _is_syntax(text, at, end):
            parts[-1] = parts[-1].rstrip(" \t")
            parts.append("\n")
            breaks.append(text[event.start : at])
        else:
            parts[-1] = parts[-1].rstrip(" \t")
            parts.append(join(parts[-1][-1:], text[at : at + 1]))
    parts.append(_joined(text[at:end], quoted))
    return "".join(parts), tuple(breaks)


def _is_syntax(text: str, start: int, end: int, *, last: bool = False) -> bool:
    """Whether the first line of ``text[start:end]`` (``last``: the last one) looks like a dialect's syntax."""
    if last:
        start = max(start, text.rfind("\n", start, end) + 1, text.rfind("\r", start, end) + 1)
    elif (line_end := text.find("\n", start, end)) >= 0:
        end = line_end
    line = text[start:end].lstrip(_PREFIX)
    if line[:1].isalpha() and "::" not in line:  # as nearly always
        return _FANCY_ITEM.match(line) is not None
    return _SYNTAX.match(line.splitlines()[0] if line else "") is not None


def only_tags(source: str, grammar: Grammar) -> bool:
    """Whether a text consists of placeholders, references and code, and no word: ``{{ name }}``, ``[@doe99]``."""
    if not _PLACEHOLDER.match(source) and not (
        source[0] == "`" and "{{" in source
    ):  # parsing every text would take as long as all the rest
        return False
    at, placeholders = 0, 0
    for found in grammar.find_tags(source):
        if found.kind is TagKind.NAME or any(character.isalnum() for character in source[at : found.start]):
            return False
        placeholders += found.kind is TagKind.PLACEHOLDER
        at = found.end
    return placeholders > 0 and not any(character.isalnum() for character in source[at:])


def collapsed(text: str) -> str:
    """Put HTML text or an attribute's value on one line: every run of white space is one space."""
    if "\n" in text or "\r" in text:
        text = _LINE_END.sub(
            lambda found: join(text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]), text
        )
    return _HTML_BLANKS.sub(" ", text)


def _joined(part: str, quoted: bool) -> str:
    if "\n" not in part and "\r" not in part:
        return part
    return (_QUOTED_LINE_END if quoted else _LINE_END).sub(" ", part)


def begin(text: str, event: Event) -> int:
    """The offset at which an event begins in ``text``, a backslash escape before its Text included."""
    if event.name == "Text" and event.start and text[event.start - 1] == "\\" and event.start < event.end:
        return event.start - 1
    return event.start


def outside_images(run: Iterable[Event]) -> Iterator[Event]:
    """Yield the events of a run without those inside images, which are alternative texts."""
    depth = 0
    for event in run:
        depth -= event.name == "Image" and event.type == "end"
        if not depth:
            yield event
        depth += event.name == "Image" and event.type == "start"


def tag_keys(run: Sequence[Event]) -> tuple[TagKey, ...]:
    """The inline tags of a run, sorted: code spans, math, links, images, footnotes, HTML tags, each with its enclosing element.

    Emphasis does not count, whether Markdown's or a whole element without attributes (``<strong>…</strong>``).
    """
    emphasis = _emphasis(run)
    found: list[TagKey] = []
    around: list[tuple[str, str]] = [("", "")]
    kept: list[str] = []
    before = ""
    for event, protected in protection(run):
        name = event.name
        if kept and not protected:
            found.append(("protected", " ".join("".join(kept).split()), *around[-1]))
            kept = []
        if event.type == "leaf":
            if name == "InlineHtml":
                if event.start not in emphasis:
                    _html(event.value, found, around)
            elif name in ("Code", "InlineMath", "DisplayMath", "FootnoteReference"):
                value = " ".join(event.value.split())
                role = _ROLE.search(before) if name == "Code" else None
                target = _TARGET.fullmatch(value) if role else None
                found.append((name, target[1] if target else value, *around[-1]))
            elif protected and around[-1][0] == "html":
                kept.append(event.value if name == "Text" else " ")
            before = event.value if name == "Text" else ""
        elif name in ("Link", "Image"):
            if event.type == "start":
                here = (name, destination(event.value))
                found.append((*here, *around[-1]))
                around.append(here)
            else:
                while around[-1][0] == "html":
                    found.append(("unclosed", around.pop()[1], *around[-1]))
                around.pop()
    while len(around) > 1:
        found.append(("unclosed", around.pop()[1], *around[-1]))
    return tuple(sorted(found))


def _emphasis(run: Sequence[Event]) -> frozenset[int]:
    """The offsets of the tags that are emphasis and end in the element in which they begin."""
    if not any(event.name == "InlineHtml" and event.value in MARKS for event in run):
        return frozenset()
    found: set[int] = set()
    opened: list[tuple[str, int]] = []
    for event in run:
        if event.name in ("Link", "Image"):
            if event.type == "start":
                opened.append((event.name, event.start))
            else:
                while opened and opened.pop()[0] != event.name:
                    pass
        elif event.name == "InlineHtml" and (here := tag(event.value)) is not None:
            if not here.closing:
                if not here.empty:
                    opened.append((event.value, event.start))
            elif opened and event.value in MARKS and opened[-1][0] == event.value.replace("/", ""):
                found.update((opened.pop()[1], event.start))
            elif opened and (inner := tag(opened[-1][0])) is not None and inner.name == here.name:
                opened.pop()
    return frozenset(found)


def outreach(tags: Sequence[TagKey]) -> tuple[tuple[str, ...], ...]:
    """The inline tags that concern more than their unit: HTML tags without their partner, and tags of elements that are blocks."""
    return tuple(
        key[:2] for key in tags if key[0] in ("closing", "unclosed") or (key[0] == "html" and _is_structural(key[1]))
    )


def _is_structural(skeleton: str) -> bool:
    if skeleton.startswith("<!"):  # a comment without an end takes in what follows
        return not skeleton.endswith("-->" if skeleton.startswith("<!--") else ">")
    found = tag(skeleton)
    return found is not None and found.name in STRUCTURAL


def _html(raw: str, found: list[TagKey], around: list[tuple[str, str]]) -> None:
    raw = _joined(raw, quoted=True)  # what begins with `>` in a further line of a paragraph is the prefix of a quote
    here = tag(raw)
    if here is None:
        found.append(("html", " ".join(raw.split()), *around[-1]))
    elif not here.closing:
        found.append(("html", here.skeleton, *around[-1]))
        if not here.empty:
            around.append(("html", here.skeleton))
    else:
        _close(here, found, around)


def _close(here: HtmlTag, found: list[TagKey], around: list[tuple[str, str]]) -> None:
    """Close the innermost element if it has the tag's name; otherwise the end tag counts as a tag by itself."""
    kind, opened = around[-1]
    if kind == "html" and opened[1:].split(None, 1)[0].rstrip("/>") == here.name:
        around.pop()
        return
    found.append(("closing", f"</{here.name}>", *around[-1]))
