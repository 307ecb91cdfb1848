"""JSON front matter, as in Hugo (``{ … }``), Middleman (``;;;``) and Eleventy (``---json``)."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from workflow.formats.front_matter.model import (
    ATTEMPTS,
    FrontMatterContents,
    FrontMatterValue,
    Problem,
    Syntax,
    double_quoted,
    plain,
)
from workflow.model import Span

__all__ = ["read", "read_with_comments", "without_comments", "write"]

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SPACE = re.compile(r"\s*")
_OTHER = re.compile(r"[^\s,\]}]+")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\r\n]|\\.)*+"|(?P<comment>/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z)|(?://|#)[^\r\n]*)')
_CHARACTER = re.compile(r"[^\r\n]")


def read(body: str) -> FrontMatterContents:
    """Return the front matter in ``body``, an object with or without its braces. Comments, and a comma before a closing bracket, are
    ignored; of an object with any other mistake nothing is read.
    """
    text = without_comments(body)
    found = read_with_comments(text)
    if text == body:
        return found
    first = next(at for at, pair in enumerate(zip(text, body, strict=True)) if pair[0] != pair[1])
    comments = Problem(first, "not valid JSON: comments were ignored.")
    return replace(found, problems=(comments, *found.problems))


def read_with_comments(body: str) -> FrontMatterContents:
    """Return the front matter in ``body`` like ``read``, where comments are allowed (JSONC)."""
    text = without_comments(body)
    problems: list[Problem] = []
    shift = 0 if text.lstrip().startswith("{") else 1
    text = "{" + text + "}" if shift else text
    for _ in range(ATTEMPTS):
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            comma = _comma_before(text, error.pos)
            at = max((error.pos if comma is None else comma) - shift, 0)
            if comma is None:
                problems.append(
                    Problem(at, f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}. It was not read.")
                )
                break
            problems.append(Problem(at, "not valid JSON: the comma after the last member was ignored."))
            text = f"{text[:comma]} {text[comma + 1 :]}"
        except (ValueError, RecursionError):
            problems.append(
                Problem(0, "not valid JSON: a number is too long, or it is nested too deeply. It was not read.")
            )
            break
        else:
            scanner = _Scanner(text, shift)
            values = tuple(scanner.members(()))
            return FrontMatterContents(values, plain(data), (*problems, *scanner.problems))
    return FrontMatterContents(problems=tuple(problems))


def without_comments(text: str) -> str:
    """Return JSON with blanks in place of comments (``//``, ``/* */``, ``#``), so that all else keeps its offset."""
    return _STRING_OR_COMMENT.sub(
        lambda found: _CHARACTER.sub(" ", found[0]) if found["comment"] else found[0],
        text,
    )


def write(value: FrontMatterValue, text: str) -> str | None:
    """Return ``text`` as a JSON string."""
    return double_quoted(text)


def _comma_before(text: str, position: int) -> int | None:
    """The offset of the comma before a closing bracket that a parser objects to: it points at either, depending on its version."""
    at = position if text[position : position + 1] == "," else len(text[:position].rstrip()) - 1
    return at if at >= 0 and _TRAILING_COMMA.match(text, at) else None


class _Scanner:
    """The positions of strings in valid JSON."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.at = 0
        self.problems: list[Problem] = []

    def members(self, path: tuple[str, ...]) -> Iterator[FrontMatterValue]:
        """Read the object or list at the current position."""
        closing = "}" if self.next() == "{" else "]"
        self.at += 1
        names: set[str] = set()
        while (character := self.next()) != closing:
            if character == ",":
                self.at += 1
                continue
            name = path
            if closing == "}":
                at = self.at - self.shift
                name = (*path, json.loads(self.string()))
                if name[-1] in names:
                    self.problems.append(Problem(at, f'the key "{name[-1]}" occurs twice. The last value counts.'))
                names.add(name[-1])
                self.next()
                self.at += 1  # the colon
            yield from self.value(name)
        self.at += 1

    def value(self, path: tuple[str, ...]) -> Iterator[FrontMatterValue]:
        character = self.next()
        if character in "{[":
            yield from self.members(path)
        elif character == '"':
            start = self.at - self.shift
            raw = self.string()
            text = json.loads(raw).rstrip("\n")
            yield FrontMatterValue(path, text, Span(start, start + len(raw)), Syntax.JSON, '"')
        elif found := _OTHER.match(self.text, self.at):
            self.at = found.end()

    def next(self) -> str:
        """The next character that is not white space."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at]

    def string(self) -> str:
        found = _STRING.match(self.text, self.at)
        assert found is not None, "not valid JSON"
        self.at = found.end()
        return found[0]
