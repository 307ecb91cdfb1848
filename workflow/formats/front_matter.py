"""YAML and TOML front matter: find it, read the values to translate, write a new value.

Values are replaced in place, in their own quoting style; the rest of the block stays unchanged. If a style cannot hold the new
text, the value is double-quoted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from workflow.data_formats import compose_yaml, load_toml, load_yaml
from workflow.model import Span

__all__ = ["FrontMatter", "FrontMatterValue", "find", "metadata", "values", "write"]

_YAML = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?:^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z))", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(
    r"\ufeff?\+\+\+[ \t]*(?:\r\n|\r|\n)(?P<body>.*?)(?:^\+\+\+[ \t]*(?:\r\n|\r|\n|\Z))", re.DOTALL | re.MULTILINE
)
# `---`, a line and `---` is a rule and a heading in CommonMark: front matter begins with a key.
_YAML_KEY = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?>\r\n|\r|\n))*+(?:[\w\"'][^\r\n:]*:(?:\s|\Z)|\{|\Z)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a document, its fences included."""

    style: str
    """``yaml`` or ``toml``."""
    start: int
    end: int
    body: Span
    """The span between the fences."""


@dataclass(frozen=True, slots=True)
class FrontMatterValue:
    """A value to translate."""

    key: str
    text: str
    """The decoded value, without trailing line ends."""
    span: Span
    """Its span in the document, quotes and block indicators included."""
    style: str
    """``plain``, ``'``, ``"``, ``|``, ``>`` for YAML; ``"``, ``'``, ``\"\"\"``, ``'''`` for TOML."""
    header: str = ""
    """The first line of a YAML block value: ``|-``, ``>+ # comment``."""
    indent: str = ""
    """The indentation of the lines of a YAML block value."""
    flow: bool = False
    """Whether a YAML value is inside brackets or braces."""


def find(text: str) -> FrontMatter | None:
    """Return the front matter of a document; None if it has none. A BOM may precede it."""
    begin = 1 if text.startswith("\ufeff") else 0
    if text.startswith("---", begin):
        found = _YAML.match(text)
        if found and _YAML_KEY.match(found["body"]):
            return FrontMatter("yaml", begin, found.end(), Span(*found.span("body")))
    elif text.startswith("+++", begin):
        found = _TOML.match(text)
        if found:
            return FrontMatter("toml", begin, found.end(), Span(*found.span("body")))
    return None


def metadata(text: str, block: FrontMatter) -> dict[str, Any]:
    """Return the whole front matter as data; empty if it is invalid."""
    body = text[block.body.start : block.body.end]
    try:
        data = load_yaml(body) if block.style == "yaml" else load_toml(_lines(body))
    except (yaml.YAMLError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def values(text: str, block: FrontMatter, keys: tuple[str, ...]) -> list[FrontMatterValue]:
    """Return the text values of ``keys``, in document order; none if the front matter is invalid."""
    body = text[block.body.start : block.body.end]
    if not any(key.rpartition(".")[2] in body for key in keys):
        return []
    found = _yaml_values(body, keys) if block.style == "yaml" else _toml_values(body, keys)
    start = block.body.start
    return [
        replace(value, span=Span(value.span.start + start, value.span.end + start))
        for value in found
        if value.text.strip()
    ]


def write(value: FrontMatterValue, text: str, *, style: str) -> str | None:
    """Return ``text`` as written in place of ``value``; None if that is impossible.

    ``style`` is that of the front matter: ``yaml`` or ``toml``.
    """
    writers = _yaml_writers(value, text) if style == "yaml" else _toml_writers(value, text)
    return next(writers, None)


def _yaml_values(body: str, keys: tuple[str, ...]) -> list[FrontMatterValue]:
    try:
        root = compose_yaml(body)
    except yaml.YAMLError:
        return []
    return list(_nodes(root, "", keys, body))


def _nodes(
    node: yaml.Node | None, path: str, keys: tuple[str, ...], body: str, flow: bool = False
) -> Iterator[FrontMatterValue]:
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            if name in keys or any(wanted.startswith(name + ".") for wanted in keys):
                yield from _nodes(child, name, keys, body, flow or bool(node.flow_style))
    elif path not in keys:
        return
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            if isinstance(child, yaml.ScalarNode):
                yield from _nodes(child, path, keys, body, flow or bool(node.flow_style))
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        start, raw = node.start_mark.index, body[node.start_mark.index : node.end_mark.index].rstrip()
        if raw.startswith(("!", "&")):
            return  # a tag or an anchor: other values depend on this one
        header = indent = ""
        if node.style in ("|", ">"):
            lines = raw.splitlines()
            header = lines[0].rstrip()
            indent = next(line[: len(line) - len(line.lstrip(" "))] for line in [*lines[1:], "  x"] if line.strip())
        text = node.value.rstrip("\n")
        yield FrontMatterValue(path, text, Span(start, start + len(raw)), node.style or "plain", header, indent, flow)


def _yaml_writers(value: FrontMatterValue, text: str) -> Iterator[str]:
    """Yield the forms of a text in YAML that are read back unchanged, the value's own style first."""
    for raw in _yaml_ways(value, text):
        try:
            data = load_yaml(f"key: [{raw}]\n" if value.flow else f"key: {raw}\n")["key"]
        except (yaml.YAMLError, TypeError, KeyError):
            continue
        if value.flow:
            data = data[0] if isinstance(data, list) and len(data) == 1 else None
        if isinstance(data, str) and data.rstrip("\n") == text:
            yield raw


def _yaml_ways(value: FrontMatterValue, text: str) -> Iterator[str]:
    if value.style == "plain" and "\n" not in text:
        yield text
    elif value.style == "'" and "\n" not in text:
        yield "'" + text.replace("'", "''") + "'"
    elif value.header:
        gap = "\n" if value.style == "|" else "\n\n"
        yield value.header + "\n" + gap.join(value.indent + line if line else "" for line in text.split("\n"))
    yield _double_quoted(text)


def _double_quoted(text: str) -> str:
    """Return a JSON string, which is a double-quoted YAML string; characters that YAML counts as unprintable are escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_TOML_LINE = re.compile(
    r"^[ \t]*(?:\[(?P<table>[^\[\]\r\n]+)\][ \t]*(?:\#[^\r\n]*)?$"
    r"|(?P<key>[\w.\"'-]+)[ \t]*=[ \t]*(?P<value>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^']|'(?!''))*'''"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'))",
    re.MULTILINE | re.DOTALL,
)


def _toml_values(body: str, keys: tuple[str, ...]) -> Iterator[FrontMatterValue]:
    try:
        data = load_toml(_lines(body))
    except ValueError:
        return
    table = ""
    for found in _TOML_LINE.finditer(body):
        if found["table"]:
            table = found["table"].strip() + "."
            continue
        key = re.sub(r"[\"']", "", table + found["key"])
        if key not in keys:
            continue
        raw = found["value"]
        style = raw[:3] if raw.startswith(('"""', "'''")) else raw[0]
        text = load_toml(_lines(f"key = {raw}"))["key"]
        if _reach(data, key) == text:
            yield FrontMatterValue(key, text.rstrip("\n"), Span(*found.span("value")), style)


def _reach(data: Mapping[str, Any], key: str) -> object:
    here: Any = data
    for name in key.split("."):
        if not isinstance(here, Mapping) or name not in here:
            return None
        here = here[name]
    return here


def _toml_writers(value: FrontMatterValue, text: str) -> Iterator[str]:
    for raw in _toml_ways(value, text):
        try:
            data = load_toml(f"key = {raw}\n")
        except ValueError:
            continue
        if set(data) == {"key"} and data["key"] == text:
            yield raw


def _toml_ways(value: FrontMatterValue, text: str) -> Iterator[str]:
    if value.style == "'":
        yield f"'{text}'"
    elif value.style == "'''":
        yield f"'''{text}'''" if not text.startswith("\n") else f"'''\n{text}'''"
    elif value.style == '"""':
        yield '"""' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'
    yield _double_quoted(text)


def _lines(text: str) -> str:
    """Convert lone CRs, which TOML does not allow, so that front matter in files with such line ends can be read."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
