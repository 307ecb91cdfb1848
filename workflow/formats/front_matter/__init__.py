"""Front matter in YAML, TOML or JSON: find it, read the values to translate, write a new value.

Values are replaced in place, in their own quoting style; the rest of the block stays unchanged. If a style cannot hold the new
text, the value is double-quoted. Each syntax is one module with ``read`` and ``write``.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from workflow.formats.front_matter import json_block, toml_block, yaml_block
from workflow.formats.front_matter.finding import find, misplaced
from workflow.formats.front_matter.keys import DEFAULT_KEYS, is_address, looks_like_prose, normalised
from workflow.formats.front_matter.model import FrontMatter, FrontMatterContents, FrontMatterValue, Problem, Syntax
from workflow.formats.lines import line_ends
from workflow.model import Metadata, Remark, Span

__all__ = [
    "DEFAULT_KEYS",
    "FrontMatter",
    "FrontMatterContents",
    "FrontMatterValue",
    "Problem",
    "Syntax",
    "find",
    "metadata",
    "normalised",
    "offered",
    "read",
    "write",
]


def _unread(body: str) -> FrontMatterContents:
    problem = Problem(0, "front matter that is a program is not read, so its texts are not offered for translation.")
    return FrontMatterContents(problems=(problem,))


_SURROGATE = re.compile("[\ud800-\udfff]")
_READ: dict[Syntax, Callable[[str], FrontMatterContents]] = {
    Syntax.YAML: yaml_block.read,
    Syntax.TOML: toml_block.read,
    Syntax.JSON: json_block.read,
    Syntax.JSON_WITH_COMMENTS: json_block.read_with_comments,
    Syntax.SCRIPT: _unread,
}
_WRITE: dict[Syntax, Callable[[FrontMatterValue, str], str | None]] = {
    Syntax.YAML: yaml_block.write,
    Syntax.TOML: toml_block.write,
    Syntax.JSON: json_block.write,
}


def read(text: str, block: FrontMatter) -> FrontMatterContents:
    """Return the values, metadata and problems of the front matter of a document. What is not valid is a problem, never an error."""
    found = _body(block.syntax, text[block.body.start : block.body.end])
    start = block.body.start
    return replace(
        found,
        values=tuple(
            replace(value, span=Span(value.span.start + start, value.span.end + start)) for value in found.values
        ),
        problems=tuple(replace(problem, offset=problem.offset + start) for problem in found.problems),
    )


@lru_cache(maxsize=16)
def _body(syntax: Syntax, body: str) -> FrontMatterContents:
    """The reading of a body. A document is read several times while translations are put into it."""
    found = _READ[syntax](body)
    return replace(
        found,
        values=tuple(replace(value, text=_valid(value.text).strip()) for value in found.values),
        metadata={_valid(key): _valid(text) for key, text in found.metadata.items()},
    )


def _valid(text: str) -> str:
    """The text with one character for two escaped surrogates; a lone one, which no file can hold, is replaced."""
    return (
        text if _SURROGATE.search(text) is None else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def offered(reading: FrontMatterContents, keys: tuple[str, ...]) -> list[FrontMatterValue]:
    """Return the values of ``keys`` that have something to translate, in document order.

    ``keys`` are those of ``front_matter`` in workflow.yaml: ``features.title`` and ``features[].title`` are the titles of all
    features. URLs, paths and template expressions are left out, and so are
    YAML values that an alias repeats.
    """
    wanted = normalised(keys)
    return [value for value in reading.values if value.key.casefold() in wanted and _is_text(value)]


def metadata(text: str, keys: tuple[str, ...], *, unopened: bool = False) -> Metadata:
    """Return what there is to say about the front matter of a document: its keys, what cannot be read, and values that nobody
    offers although they look like text. ``unopened``: whether the line before it may be missing, as in Hexo.
    """
    block = find(text)
    if block is None:
        problem = misplaced(text, unopened=unopened)
        return Metadata(
            remarks=(_remark(text, "unreadable_front_matter", problem.offset, problem.message),) if problem else ()
        )
    reading = read(text, block)
    wanted = normalised(keys)
    remarks = [_remark(text, "unreadable_front_matter", each.offset, each.message) for each in reading.problems]
    named: set[str] = set()
    for value in reading.values:
        if value.shared and value.key.casefold() in wanted:
            message = f'the value of "{value.key}" has an anchor and is repeated elsewhere, so it is not offered for translation.'
            remarks.append(_remark(text, "unreadable_front_matter", value.span.start, message))
        if value.key.casefold() not in wanted | named and looks_like_prose(value.path, value.text):
            named.add(value.key.casefold())
            remarks.append(_remark(text, "untranslated_key", value.span.start, value.key))
    return Metadata(frozenset(value.key.casefold() for value in reading.values), tuple(remarks))


def write(value: FrontMatterValue, text: str) -> str | None:
    """Return ``text`` as written in place of ``value``; None if that is impossible."""
    return _WRITE[value.syntax](value, text)


def _is_text(value: FrontMatterValue) -> bool:
    return bool(value.text.strip()) and not is_address(value.text) and not value.shared


def _remark(text: str, name: str, offset: int, message: str) -> Remark:
    return Remark(name, 1 + line_ends(text, 0, offset), message)
