"""YAML front matter, as nearly all site generators have it (``---``).

The YAML library finds the values. What it cannot read is worked around in a *view* of the block: a text of the same length, in which
indicators are replaced by private characters, so that they are read as text and every offset stays valid.
"""

import re
from collections.abc import Iterator

import yaml

from workflow.data_formats import compose_yaml, load_yaml
from workflow.formats.front_matter.model import (
    ATTEMPTS,
    FrontMatterContents,
    FrontMatterValue,
    Problem,
    Syntax,
    double_quoted,
    unquoted,
)
from workflow.model import Span
from workflow.yaml_errors import in_plain_words

__all__ = ["read", "write"]

_TAG = "tag:yaml.org,2002:"
# An anchor or a tag before a value.
_PROPERTY = re.compile(r"(?:!\S*|&(?P<anchor>\S+))\s+")
_PRIVATE = range(0xF0000, 0xFFFFE)
_ALIAS = re.compile(r"\*([^\s,\[\]{}]+)")
_LINE = re.compile(
    r"(?P<lead>[ \t]*(?:-[ \t]+)*)"
    r"(?P<key>(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'#:-][^:\n]*|-[^\s:][^:\n]*):(?:[ \t]+|\Z))?"
)
_BEYOND_UNICODE = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_NO_BLANK = re.compile(r"[A-Za-z_][\w-]*:(?!//)[^\s:]")
_UNSPACED = re.compile(r"(?<![^\r\n])[A-Za-z_][\w-]*:(?!//)[^\s:][^\r\n]*")
# `title: !Important news` has a tag in YAML; `date: !r Sys.Date()` is meant so (R Markdown).
_TAGGED = re.compile(r"(?<![^\r\n])[ \t]*(?:-[ \t]+)*[^\s\"'#:-][^:\r\n]*:[ \t]+(?=![^\W\da-z_])")
_LAST_TABS = re.compile(r"(?<![ \t])[ \t]+(?=#|\Z)")
_QUOTED = "\"'[{|>&!*"
"""What begins a value that is not plain."""
_ONE_BLANK = re.compile(r"\A ([\w-]+:)( +\S)")
_INDICATORS = re.compile(r"[:\"'\[\]{}&*!|>%@`,?-]")
# `Issue #5`, `#1 of the year`: a comment rarely begins with a digit.
_CUT = re.compile(r"[ \t]+#\d[^\r\n]*")
_COMMENT = "the text from # on is a comment, so it was not read. Put the whole value in quotes."
_TWICE = 'the key "{}" occurs twice. The last value counts.'


def read(body: str) -> FrontMatterContents:
    """Return the front matter in ``body``. Each line that is not valid YAML is reported: its value is read as text if it has one,
    otherwise the line is ignored.
    """
    view = _View(body)
    try:
        root = view.compose()
        if root is None:
            return FrontMatterContents(problems=tuple(view.problems))
        if not isinstance(root, yaml.MappingNode):
            problem = Problem(
                0, "there must be a key and a value on each line, such as `title: Text`. It was not read."
            )
            return FrontMatterContents(problems=(*view.problems, problem))
        walk = _Walk(view)
        values = tuple(walk.values(root, (), flow=False))
        problems = sorted((*view.problems, *walk.problems), key=lambda problem: problem.offset)
        return FrontMatterContents(values, walk.metadata(root), tuple(problems))
    except RecursionError:
        return FrontMatterContents(problems=(Problem(0, "not valid YAML: nested too deeply. It was not read."),))


def write(value: FrontMatterValue, text: str) -> str | None:
    """Return ``text`` in the value's own style if that is read back unchanged, otherwise double-quoted; None if neither is."""
    for raw in _ways(value, text):
        try:
            data = load_yaml(f"key: [{raw}]\n" if value.flow else f"key: {raw}\n")["key"]
        except (yaml.YAMLError, TypeError, KeyError):
            continue
        if value.flow:
            data = data[0] if isinstance(data, list) and len(data) == 1 else None
        if isinstance(data, str) and data.rstrip("\n") == text:
            return raw
    return None


def _ways(value: FrontMatterValue, text: str) -> Iterator[str]:
    if value.style == "plain" and "\n" not in text:
        yield text
    elif value.style == "'" and "\n" not in text:
        yield "'" + text.replace("'", "''") + "'"
    elif value.header:
        gap = "\n" if value.style == "|" else "\n\n"
        yield value.header + "\n" + gap.join(value.indent + line if line else "" for line in text.split("\n"))
    yield double_quoted(text)


class _View:
    """A body, with what the YAML library cannot read replaced."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.text = body
        self.problems: list[Problem] = []
        self.masks: dict[str, str] = {}
        """The private character for each character that is replaced."""

    def compose(self) -> yaml.Node | None:
        """Return the root; None if the body is empty, or if it has too many mistakes. Raises RecursionError."""
        for _ in range(ATTEMPTS):
            try:
                root: yaml.Node | None = yaml.compose(self.text, Loader=yaml.SafeLoader)
            except yaml.reader.ReaderError as error:
                at = error.position
                self._report(at, f"the character U+{ord(self.text[at]):04X} is not allowed.", "It was read as text.")
                self._replace(at, at + 1, self.mask(self.text[at]))
            except yaml.MarkedYAMLError as error:
                self._work_around(error)
            except (ValueError, OverflowError):  # `chr` of an escape beyond Unicode
                found = _BEYOND_UNICODE.search(self.text)
                if found is None:
                    break
                self._report(found.start(), "the escape is beyond Unicode.", "It was read as text.")
                self._replace(found.start(), found.start() + 1, self.mask("\\"))
            else:
                unspaced = _UNSPACED.search(self.text) if isinstance(root, yaml.ScalarNode) else None
                tagged = _TAGGED.search(self.text)
                if unspaced is not None:
                    self._drop(unspaced.start(), unspaced.end(), "a space is missing after the colon.")
                elif tagged is not None:
                    at = tagged.end()
                    self._report(at, "text that begins with ! must be in quotes.", "The value was read as text.")
                    self._replace(at, at + 1, self.mask("!"))
                else:
                    return root
        self.problems.append(Problem(0, "not valid YAML: there are too many mistakes. It was not read."))
        return None

    def mask(self, character: str) -> str:
        """A private character that the body does not have, always the same for one character."""
        if character not in self.masks:
            taken = {*self.masks.values(), *self.body}
            self.masks[character] = next((mask for mask in map(chr, _PRIVATE) if mask not in taken), "\ufffd")
        return self.masks[character]

    def unmasked(self, text: str) -> str:
        """The text with the characters of the body."""
        return text.translate({ord(mask): character for character, mask in self.masks.items()}) if self.masks else text

    def _work_around(self, error: yaml.MarkedYAMLError) -> None:
        """Replace the smallest part that may be the cause: near the error, and in the line before."""
        marks = [mark.index for mark in (error.problem_mark, error.context_mark) if mark is not None]
        places = [self._line(at) for at in marks or [0]]
        if places[0][0] > 0:
            places.append(self._line(places[0][0] - 1))
        message = in_plain_words(error.problem or error.context or "")
        for start, end in places:
            line = self.text[start:end]
            if _NO_BLANK.match(line):
                return self._drop(start, end, "a space is missing after the colon.")
            if (better := _without_tabs(line)) != line:
                if "\t" in line[: len(line) - len(line.lstrip())]:
                    self._report(start, in_plain_words("'\\t'"), "The tab was read as a space.")
                return self._replace(start, end, better)
            if (better := self._with_masked_tabs(line)) != line:
                return self._replace(start, end, better)  # YAML allows tabs here, the library does not
            if (better := self._masked(line, continued=self._continues(start))) != line:
                self._report(start, message, "The value was read as text.")
                return self._replace(start, end, better)
        start, end = places[0]
        better = _ONE_BLANK.sub(r"\1 \2", self.text[start:end])
        if better != self.text[start:end]:
            self._report(start, "the key is indented, but the keys before it are not.", "The blank was ignored.")
            return self._replace(start, end, better)
        filled = [place for place in places if self.text[slice(*place)].strip()]
        without_key = (place for place in filled if not _key(self.text[slice(*place)]))
        start, end = next(without_key, (filled or places)[0])
        return self._drop(start, end, message)

    def _drop(self, start: int, end: int, message: str) -> None:
        self._report(start, message, "The line was ignored.")
        self._replace(start, end, " " * (end - start))

    def _masked(self, line: str, *, continued: bool) -> str:
        """The line with the indicators in its value replaced, unless the value alone is valid; if it continues the value of another
        line, those of the whole line.
        """
        found = _LINE.match(line)
        if found is None or not (found["key"] or found["lead"]):
            return line  # at the margin there are keys only
        at = len(found["lead"]) if continued else found.end()
        if not continued and _is_sound(line[at:]):
            return line
        return line[:at] + _INDICATORS.sub(lambda one: self.mask(one[0]), line[at:])

    def _with_masked_tabs(self, line: str) -> str:
        """The line with the tabs of a plain value replaced: by spaces at its end, where they are no part of it."""
        found = _LINE.match(line)
        at = found.end() if found else 0
        if found is None or not found["key"] or line[at : at + 1] in _QUOTED:
            return line
        return line[:at] + _LAST_TABS.sub(lambda one: " " * len(one[0]), line[at:]).replace("\t", self.mask("\t"))

    def _continues(self, start: int) -> bool:
        """Whether the line at an offset is indented more deeply, by at least two, than a line above it that has a key and a value."""
        above, end = self._line(start - 1) if start else (0, 0)
        found = _LINE.match(self.text, above, end)
        if found is None or not found["key"] or not self.text[found.end() : end].strip():
            return False
        indent = re.compile(" *").match(self.text, start)
        return indent is not None and indent.end() - start >= len(found["lead"]) + 2

    def _line(self, at: int) -> tuple[int, int]:
        """The span of the line at an offset; at the end, of the last line with text."""
        if at >= len(self.text.rstrip()):
            at = max(len(self.text.rstrip()) - 1, 0)
        if self.text.startswith("\r\n", at - 1) and at:
            at -= 1
        start = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        found = re.compile(r"[\r\n]").search(self.text, at)
        return start, found.start() if found else len(self.text)

    def _replace(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]

    def _report(self, at: int, message: str, done: str) -> None:
        self.problems.append(Problem(at, f"not valid YAML: {message} {done}"))


def _key(line: str) -> str:
    """The key at the beginning of a line, with its colon; empty if there is none."""
    found = _LINE.match(line)
    return (found["key"] or "") if found else ""


def _is_sound(value: str) -> bool:
    """Whether a value is valid YAML in a line of its own."""
    try:
        root = compose_yaml(f"key: {value}")
    except yaml.YAMLError:
        return False
    return isinstance(root, yaml.MappingNode) and len(root.value) == 1


def _without_tabs(line: str) -> str:
    """The line with spaces for the tabs that YAML does not allow: before the key, and between the key and its value."""
    found = _LINE.match(line)
    at = found.end() if found else 0
    return line[:at].replace("\t", " ") + line[at:]


class _Walk:
    """One walk over the nodes of a block. An alias leads to a node that has been seen already: it is not entered again."""

    def __init__(self, view: _View) -> None:
        self.view = view
        self.problems: list[Problem] = []
        self.seen: set[int] = set()
        self.aliases = frozenset(_ALIAS.findall(view.text))

    def values(self, node: yaml.Node, path: tuple[str, ...], *, flow: bool) -> Iterator[FrontMatterValue]:
        if id(node) in self.seen:
            return
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            if value := self.scalar(node, path, flow):
                yield value
            return
        assert isinstance(node, yaml.CollectionNode)
        flow = flow or bool(node.flow_style)
        if isinstance(node, yaml.SequenceNode):
            for child in node.value:
                yield from self.values(child, path, flow=flow)
            return
        names: set[str] = set()
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                at = key.start_mark.index
                self.problems.append(Problem(at, "a key must be a word. Put text that begins with a brace in quotes."))
                continue
            name = self.view.unmasked(str(key.value))
            if name in names:
                self.problems.append(Problem(key.start_mark.index, _TWICE.format(name)))
            names.add(name)
            if not flow and isinstance(child, yaml.ScalarNode) and _CUT.match(self.view.text, child.end_mark.index):
                self.problems.append(Problem(key.start_mark.index, _COMMENT))
            yield from self.values(child, (*path, name), flow=flow)

    def scalar(self, node: yaml.ScalarNode, path: tuple[str, ...], flow: bool) -> FrontMatterValue | None:
        """Return a scalar as a value; None if it is not text."""
        # In YAML 1.2, which other programs read, `yes`, `no`, `on` and `off` are text.
        switch = node.tag == f"{_TAG}bool" and node.value.lower() not in {"true", "false"}
        if not (node.tag == f"{_TAG}str" or switch):
            return None
        start, end = node.start_mark.index, node.end_mark.index
        shared = False
        while found := _PROPERTY.match(self.view.text, start, end):
            shared = found["anchor"] in self.aliases
            start = found.end()
        raw = self.view.body[start:end].rstrip()
        if not raw:
            return None
        header = indent = ""
        if node.style in ("|", ">"):
            lines = raw.splitlines()
            header = lines[0].rstrip()
            indent = next(line[: len(line) - len(line.lstrip(" "))] for line in [*lines[1:], "  x"] if line.strip())
        style, text = self.text(node)
        return FrontMatterValue(
            path, text, Span(start, start + len(raw)), Syntax.YAML, style, header, indent, flow, shared
        )

    def text(self, node: yaml.ScalarNode) -> tuple[str, str]:
        """The style and text of a scalar, without trailing line ends."""
        text = self.view.unmasked(node.value).rstrip("\n")
        mark, inner = unquoted(text) if not node.style else ("", text)
        return mark or node.style or "plain", inner

    def metadata(self, root: yaml.MappingNode) -> dict[str, str]:
        """The top level as text, each value as it is written."""
        found = {}
        seen: set[int] = set()
        for key, node in root.value:
            if isinstance(node, yaml.SequenceNode) and id(node) in seen:
                continue  # aliases of a long list
            seen.add(id(node))
            members = node.value if isinstance(node, yaml.SequenceNode) else [node]
            if not isinstance(key, yaml.ScalarNode) or not all(isinstance(one, yaml.ScalarNode) for one in members):
                continue
            texts = ["" if one.tag == f"{_TAG}null" else self.text(one)[1] for one in members]
            found[self.view.unmasked(str(key.value))] = ", ".join(texts)
        return found
