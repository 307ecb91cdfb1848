"""TOML front matter, as in Hugo and Zola (``+++``).

``tomllib`` judges the block; a small scanner of valid TOML finds the positions of its strings, which no library tells.
"""

import re
import tomllib
from collections.abc import Iterator

from workflow.formats.front_matter.model import (
    ATTEMPTS,
    FrontMatterContents,
    FrontMatterValue,
    Problem,
    Syntax,
    double_quoted,
    plain,
    unquoted,
)
from workflow.model import Span

__all__ = ["read", "write"]

_STRING = re.compile(r"\"{3}(?:[^\\]|\\.)*?\"{3}(?!\")|'{3}.*?'{3}(?!')|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'", re.DOTALL)
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_OTHER = re.compile(r"\d{4}-\d\d-\d\d[ Tt]\d\d:[^\s,\]}#]*|[^\s,\]}#]+")
_PAIR = re.compile(r"[ \t]*[A-Za-z0-9_.\"'-]+[ \t]*=[ \t]*")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)\Z")


def read(body: str) -> FrontMatterContents:
    """Return the front matter in ``body``. A line that is not valid TOML is reported: its value is read as text if it has one,
    otherwise the line is ignored.
    """
    view = re.sub(r"\r(?!\n)", "\n", body)  # TOML does not allow a lone CR
    problems: list[Problem] = []
    recovered: dict[int, str] = {}
    for _ in range(ATTEMPTS):
        try:
            data = tomllib.loads(view)
        except tomllib.TOMLDecodeError as error:
            start, end = _faulty_line(view, str(error))
            what = _PLACE.sub("", str(error))
            pair = _PAIR.match(view, start, end)
            at = pair.end() if pair else end
            value = view[at:end].partition(" #")[0].rstrip()
            if len(value) > 1 and at not in recovered and not what.startswith("Cannot"):
                recovered[at] = value
                view = f"{view[:at]}'{'x' * (len(value) - 2)}'{view[at + len(value) :]}"
                done = "Its value was read as text. Put it in quotes."
            else:
                view = view[:start] + " " * (end - start) + view[end:]
                done = "The line was ignored."
            problems.append(Problem(start, f"not valid TOML: {what[:1].lower()}{what[1:]}. {done}"))
        except (ValueError, RecursionError):
            problems.append(
                Problem(0, "not valid TOML: a number is too long, or it is nested too deeply. It was not read.")
            )
            break
        else:
            values = tuple(_Scanner(view, recovered).document())
            texts = {
                value.path[0]: value.text for value in values if value.span.start in recovered and len(value.path) == 1
            }
            return FrontMatterContents(values, plain({**data, **texts}), tuple(problems))
    return FrontMatterContents(problems=tuple(problems))


def write(value: FrontMatterValue, text: str) -> str | None:
    """Return ``text`` in the value's own style if that is read back unchanged, otherwise as a basic string; None if neither is."""
    for raw in _ways(value, text):
        try:
            data = tomllib.loads(f"key = {raw}\n")
        except ValueError:
            continue
        if set(data) == {"key"} and data["key"] == text:
            return raw
    return None


def _ways(value: FrontMatterValue, text: str) -> Iterator[str]:
    if value.style == "'":
        yield f"'{text}'"
    elif value.style == "'''":
        yield f"'''{text}'''" if not text.startswith("\n") else f"'''\n{text}'''"
    elif value.style == '"""':
        yield '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'
    yield double_quoted(text)


def _faulty_line(view: str, message: str) -> tuple[int, int]:
    """The span of the line that an error of ``tomllib`` names; that of the last line with text for the end of the document."""
    place = _PLACE.search(message)
    at = len(view.rstrip()) if place is None or place[1] is None else _offset(view, int(place[1]))
    start = view.rfind("\n", 0, at) + 1
    end = view.find("\n", at)
    return start, len(view) if end < 0 else end


def _offset(view: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        at = view.find("\n", at) + 1
    return at


class _Scanner:
    """The positions of strings in valid TOML."""

    def __init__(self, text: str, recovered: dict[int, str]) -> None:
        self.text = text
        self.recovered = recovered
        self.at = 0

    def document(self) -> Iterator[FrontMatterValue]:
        table: tuple[str, ...] = ()
        while character := self.next():
            if character == "[":
                self.at += 2 if self.text.startswith("[[", self.at) else 1
                table = self.key()
                self.at += 2 if self.text.startswith("]]", self.at) else 1
            else:
                yield from self.pair(table)

    def pair(self, path: tuple[str, ...]) -> Iterator[FrontMatterValue]:
        path += self.key()
        self.at += 1  # the equals sign
        yield from self.value(path)

    def key(self) -> tuple[str, ...]:
        """Read a dotted key, up to the character after it."""
        names = []
        while True:
            if self.next() in "\"'":
                names.append(_decoded(self.string()))
            else:
                found = _BARE_KEY.match(self.text, self.at)
                assert found is not None, "not valid TOML"
                self.at = found.end()
                names.append(found[0])
            if self.next() != ".":
                return tuple(names)
            self.at += 1

    def value(self, path: tuple[str, ...]) -> Iterator[FrontMatterValue]:
        character = self.next()
        if character in "\"'":
            yield self.text_value(path)
        elif character in "[{":
            self.at += 1
            while (inner := self.next()) not in "]}":
                if inner == ",":
                    self.at += 1
                else:
                    yield from self.value(path) if character == "[" else self.pair(path)
            self.at += 1
        elif found := _OTHER.match(self.text, self.at):
            self.at = found.end()

    def text_value(self, path: tuple[str, ...]) -> FrontMatterValue:
        start = self.at
        raw = self.string()
        span = Span(start, self.at)
        if start in self.recovered:
            return FrontMatterValue(path, unquoted(self.recovered[start])[1], span, Syntax.TOML, '"')
        style = raw[:3] if raw.startswith(('"""', "'''")) else raw[0]
        return FrontMatterValue(path, _decoded(raw).rstrip("\n"), span, Syntax.TOML, style)

    def next(self) -> str:
        """The next character outside white space and comments; empty at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def string(self) -> str:
        found = _STRING.match(self.text, self.at)
        assert found is not None, "not valid TOML"
        self.at = found.end()
        return found[0]


def _decoded(raw: str) -> str:
    text: str = tomllib.loads(f"key = {raw}")["key"]
    return text
