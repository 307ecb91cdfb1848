"""The syntax of this program's own comments, ``# workflow-KIND: value``: find, add and remove them.

``provenance`` defines the kinds. Other tools break long comments into several lines, and copy comments to other entries.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from workflow.data_formats import load_json
from workflow.model import Entry

__all__ = [
    "PAIR",
    "add_comment",
    "as_json",
    "as_text",
    "as_value",
    "comment_groups",
    "comment_values",
    "filter_comments",
    "leading_pairs",
    "own_comments",
    "pairs_in",
    "quoted_text",
    "remove_comments",
    "texts_in",
]

_COMMENT = re.compile(r"workflow-([a-z]+):[ \t]*(.*)", re.DOTALL)
PAIR = re.compile(r'([A-Za-z_][\w-]*)=("(?:[^"\\]|\\.)*"|\S*)(?:\s+|$)')
"""A ``name=value`` pair; the value is a JSON string if it has spaces."""
_PAIRS = re.compile(r'\s*(?:[a-z_]+=(?:"(?:[^"\\]|\\.)*"|[^\s"]*)\s*)+')
_BARE = re.compile(r'[^\s"]+')
_STRING = r'"(?:[^"\\]|\\.)*+"'
_TEXT = rf'(?:{_STRING}|[^"\s].*)'
_BY = rf'by=(?:{_STRING}|[^"\s]\S*+)\s+{_TEXT}'
_WITH_TEXT = {
    "approved": re.compile(rf"\S+\s+(?:(?:review|src|txt|time|edit)=\S*+\s*+)++{_TEXT}", re.DOTALL),
    "refused": re.compile(rf"(?:(?:engine|pkg|src)=(?:{_STRING}|\S*+)\s*+)*+(?:{_BY}|(?!by=).*)", re.DOTALL),
    "ignore": re.compile(rf"\S+\s+\S++\s*+(?:{_BY}|(?!by=){_TEXT})", re.DOTALL),
}
"""Complete comments that end in a name or a reason by a person. It is in quotation marks if it has more than one word, so that it is known
where it ends."""
_WITHOUT_TEXT = {"approved": re.compile(r"\S+\s+src=\S+\s+txt=\S+"), "ignore": re.compile(r"\S+\s+\S+")}
"""Comments without the name or reason. They may have been written so by hand, so that the line after them is another comment."""

_WITH_TRANSLATION = frozenset({"was", "conflict"})
"""Comments that hold a whole translation."""
_MOST_LINES = 200
"""The lines of any other comment that a tool has broken: names and reasons are shorter."""


def comment_values(entry: Entry, kind: str) -> tuple[str, ...]:
    """The values of the entry's ``workflow-KIND`` comments, in order."""
    return _values(entry.comments, kind)


@lru_cache(maxsize=256)  # the same entry is asked for several times in a row
def _values(comments: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(value for found, value, _ in _logical(comments) if found == kind)


def own_comments(entry: Entry) -> tuple[str, ...]:
    """The comment lines that people wrote, without this program's."""
    return tuple(line for kind, _, lines in _logical(entry.comments) if not kind for line in lines)


def comment_groups(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """The comment lines, those of one comment together: a tool may have broken a comment of this program into several lines."""
    return tuple(lines for _, _, lines in _logical(entry.comments))


@lru_cache(maxsize=64)
def _logical(comments: tuple[str, ...]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Kind, value and lines of each comment of this program; for any other comment line, an empty kind and the line.

    polib breaks long comments into lines that look like comments of their own, so an incomplete comment is completed with the
    lines after it.
    """
    logical: list[tuple[str, str, tuple[str, ...]]] = []
    at = 0
    while at < len(comments):
        found = _COMMENT.match(comments[at])
        if found is None:
            logical.append(("", comments[at], (comments[at],)))
            at += 1
            continue
        kind, value, end = found[1], found[2].strip(), at + 1
        joined, reach = value, end
        last = len(comments) if kind in _WITH_TRANSLATION else min(len(comments), at + _MOST_LINES)
        while not _complete(kind, joined) and reach < last and _goes_on(kind, joined, comments[reach]):
            gap = "" if joined.endswith("-") and not joined.endswith(" -") else " "
            joined = f"{joined}{gap}{comments[reach].strip()}".lstrip()
            reach += 1
        if _complete(kind, joined):
            value, end = joined, reach
        while kind == "draft" and end < len(comments) and _PAIRS.fullmatch(comments[end]):
            value, end = f"{value} {comments[end].strip()}", end + 1
        logical.append((kind, value, comments[at:end]))
        at = end
    return tuple(logical)


def _goes_on(kind: str, value: str, line: str) -> bool:
    """Whether a comment line may be the rest of an incomplete comment."""
    if kind in _WITHOUT_TEXT and _WITHOUT_TEXT[kind].fullmatch(value):
        return line.lstrip().startswith(('"', "by="))
    return _COMMENT.match(line) is None


def _complete(kind: str, value: str) -> bool:
    """Whether a value has all that its kind needs."""
    if kind in _WITH_TRANSLATION:
        try:
            load_json(value)
        except ValueError:
            return False
        return True
    needed = {
        "draft": (" src=", " txt="),
        "approved": (" src=", " txt="),
        "refused": (" src=",),
        "joined": (" src=", " txt="),
        "edit": (" src=", " txt="),
    }.get(kind, ())
    if not all(f" {value}".count(name) for name in needed):
        return False
    return kind not in _WITH_TEXT or _WITH_TEXT[kind].fullmatch(value) is not None


def add_comment(entry: Entry, kind: str, value: str) -> Entry:
    """The entry with one more ``workflow-KIND`` comment, after those it has."""
    return replace(entry, comments=(*entry.comments, f"workflow-{kind}: {_line(value)}".rstrip()))


def remove_comments(entry: Entry, *kinds: str) -> Entry:
    """The entry without its ``workflow-KIND`` comments of these kinds."""
    return filter_comments(entry, lambda kind, value: kind not in kinds)


def filter_comments(entry: Entry, keep: Callable[[str, str], bool]) -> Entry:
    """The entry with the comments for which ``keep(kind, value)`` is true; other people's comments have an empty kind."""
    kept = tuple(line for kind, value, lines in _logical(entry.comments) if keep(kind, value) for line in lines)
    return entry if kept == entry.comments else replace(entry, comments=kept)


def pairs_in(value: str) -> tuple[dict[str, str], str]:
    """The leading ``name=value`` pairs, and what follows them."""
    pairs: dict[str, str] = {}
    at = 0
    while found := PAIR.match(value, at):
        text = found[2]
        if text.startswith('"'):
            try:
                text = str(load_json(text))
            except ValueError:
                break
        pairs.setdefault(found[1], text)
        at = found.end()
    return pairs, value[at:].strip()


def leading_pairs(value: str, names: frozenset[str]) -> tuple[dict[str, str], str]:
    """The leading pairs with these names, each once, and what follows them: free text may begin with something like a pair."""
    pairs: dict[str, str] = {}
    at = 0
    while (found := PAIR.match(value, at)) and found[1] in names and found[1] not in pairs:
        one, _ = pairs_in(found[0])
        if not one:
            break
        pairs |= one
        at = found.end()
    return pairs, value[at:].strip()


def quoted_text(rest: str) -> str:
    """The text at the end of a comment: a JSON string if it begins with a quotation mark, else as it stands."""
    if rest.startswith('"'):
        try:
            return str(load_json(rest))
        except ValueError:
            pass
    return rest


def texts_in(entry: Entry, kind: str) -> tuple[str, ...] | None:
    """The texts in the first ``workflow-KIND`` comment that holds valid JSON; None if there is none."""
    for value in comment_values(entry, kind):
        try:
            data = load_json(value)
        except ValueError:
            continue
        if isinstance(data, str):
            return (data,)
        if isinstance(data, list) and all(isinstance(text, str) for text in data):
            return tuple(data)
    return None


def as_json(texts: tuple[str, ...]) -> str:
    """Texts as one JSON string, or as a list of strings (see ``texts_in``)."""
    text = json.dumps(texts[0] if len(texts) == 1 else list(texts), ensure_ascii=False)
    # A comment is one line for every tool, so every character that some tool takes for a line end is escaped. So is whatever would
    # be lost if a tool (polib) wrapped the line: the second of two spaces, and a space or a hyphen after a hyphen.
    return re.sub("[\x7f-\x9f\u2028\u2029]|(?<=[ -]) |(?<=-)-", lambda found: f"\\u{ord(found[0]):04x}", text)


def as_value(text: str) -> str:
    """A text as the value of a ``name=value`` pair."""
    return text if _BARE.fullmatch(text) else as_json((text,))


def as_text(text: str) -> str:
    """A name or reason at the end of a comment (see ``quoted_text``): one word as it is, anything else as a JSON string."""
    return text if text.isalnum() else as_json((text,))


def _line(text: str) -> str:
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
