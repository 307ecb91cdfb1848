"""Key paths reach through lists and tables, in every syntax: home pages, arrays, tables, objects."""

import json
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.formats.front_matter import find, read
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Kind

HOME = MarkdownSettings(front_matter_keys=("default", "params.lead", "tags", "faq[].answers.text"))
FENCES = {
    "yaml": "---\n{}---\n",
    "toml": "+++\n{}+++\n",
    "json": "{}\n",
    ";;;": ";;;\n{};;;\n",
    "---json": "---json\n{}---\n",
}
DATA: dict[str, Callable[[str], Any]] = {
    "yaml": yaml.safe_load,
    "toml": tomllib.loads,
    "json": json.loads,
    "---json": json.loads,
}


def offered(text: str) -> list[str]:
    return [unit.source for unit in parsed(text, settings=HOME).units if unit.kind is Kind.FRONT_MATTER]


def upper(text: str) -> str:
    """The document with every text of its front matter in capitals."""
    document = parsed(text, settings=HOME)
    targets = {unit.index: unit.source.upper() for unit in document.units if unit.kind is Kind.FRONT_MATTER}
    rendering = markdown.splice(document, targets, force=True)
    assert not rendering.refused
    return rendering.text


@pytest.mark.parametrize(
    ("syntax", "body", "texts"),
    [
        ("yaml", "features:\n- title: Fast\n  details: 'Very: so'\n  link: /a\n- title: Free\n", ["Fast", "Very: so", "Free"]),
        ("yaml", "features: [{title: Fast, details: \"x\"}, {title: Free}]\n", ["Fast", "x", "Free"]),
        ("yaml", "hero:\n  name: Boat\n  text: Go\n  actions:\n    - theme: brand\n      text: Start\n", ["Go", "Start"]),
        ("yaml", "tags: [a, 'b']\n", ["a", "b"]),
        ("yaml", "tags:\n  - [a, b]\n  - - c\n", ["a", "b", "c"]),
        ("yaml", "faq:\n- answers:\n  - text: |\n      One\n      two\n  - text: >-\n      Three\n      four\n", ["One\ntwo", "Three four"]),
        ("yaml", "Title: A\nlinktitle: B\n", ["A", "B"]),
        ("toml", 'tags = ["a", # one\n  "b",\n]\n', ["a", "b"]),
        ("toml", '[[features]]\ntitle = "Fast"\n[[features]]\ntitle = \'Free\'\nweight = 2\n', ["Fast", "Free"]),
        ("toml", 'hero = { text = "Go", actions = [ { text = "Start", link = "/a" } ] }\n', ["Go", "Start"]),
        ("toml", "params.lead = '''\nOne\ntwo'''\n\"seo\" . 'title' = \"T\" # c\n", ["One\ntwo", "T"]),
        ("toml", 'title = """a "q" b""""\ndate = 1979-05-27 07:32:00\nn = [1, 2.5, true]\n', ['a "q" b"']),
        ("toml", 'title = "\\u00e9\\tx"\n[a.b]\ntitle = "no"\n[seo]\ntitle = "T"\n', ["é\tx", "T"]),
        ("json", '{\n  "title": "A \\"q\\"",\n  "params": {"lead": "Go"}, "n": [1, null, {"x": "y"}]\n}', ['A "q"', "Go"]),
        ("json", '{"features": [{"title": "Fast"}, {"title": "Free"}], "tags": ["a", ["b"]]}', ["Fast", "Free", "a", "b"]),
        ("---json", '{"title": "A"}\n', ["A"]),
    ],
)  # fmt: skip
def test_texts_in_lists_are_offered_and_written_back(syntax: str, body: str, texts: list[str]) -> None:
    document = FENCES[syntax].format(body) if syntax not in ("json", "---json") else FENCES[syntax].replace("{}", body)
    assert offered(f"{document}\nText\n") == [text.strip() for text in texts]
    result = upper(f"{document}\nText\n")
    block = find(result)
    assert block is not None
    before = find(document)
    assert before is not None
    was, now = (DATA[syntax](text[at.body.start : at.body.end]) for text, at in ((document, before), (result, block)))
    assert strings(now) == [
        one.strip().upper() if one.strip() in [text.strip() for text in texts] else one for one in strings(was)
    ]


def strings(data: object) -> list[str]:
    """The strings of a structure, in order; other scalars as text."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [data.strip("\n") if isinstance(data, str) else repr(data)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (';;;\n"title": "A",\n"draft": false\n;;;\nText\n', {"title": "A", "draft": "false"}),
        (';;;\n{"title": "A"}\n;;;\n', {"title": "A"}),
        ('{"title": "A"}\nText\n', {"title": "A"}),
        ('\ufeff{\r\n"title": "A"\r\n}\r\nText\r\n', {"title": "A"}),
        ("---toml\ntitle = 'A'\n---\n", {"title": "A"}),
        ("---yaml\ntitle: A\n---\n", {"title": "A"}),
        ("---\rtitle: A\r---\rText\r", {"title": "A"}),
        ("---\ntitle: A\n...\nText\n", {"title": "A"}),
        ("---\ntitle: A\ntags: [a, 5]\ndate: 2026-01-02\nx: ~\nseo: {a: b}\n---\n", {"title": "A", "tags": "a, 5", "date": "2026-01-02", "x": ""}),
    ],
)  # fmt: skip
def test_metadata(text: str, expected: dict[str, str]) -> None:
    block = find(text)
    assert block is not None
    assert read(text, block).metadata == expected


@pytest.mark.parametrize(
    "text",
    [
        "{.wide}\nText\n",
        "{{< note >}}\n",
        '{"a": 1} and text\n',
        "{}x\n",
        "{% raw %}\n",
        '{"a": 1\n\nText\n',
        ";;;\nText\n",
        "{\nx\n}\n",
    ],
)
def test_what_is_no_json_front_matter(text: str) -> None:
    assert find(text) is None


def test_a_value_that_an_alias_repeats_is_named() -> None:
    document = parsed("---\ntitle: &t A\nslug: *t\nsummary: &s B\n---\n", settings=HOME)
    assert [unit.source for unit in document.units] == ["B"]
    assert [(one.line, one.id) for one in document.metadata.remarks] == [(2, "unreadable_front_matter")]


def test_words_that_only_yaml_1_1_takes_for_booleans_are_text() -> None:
    text = "---\ntitle: Yes\nsummary: on\nlead: true\n---\n"
    assert offered(text) == ["Yes", "on"]
    assert upper(text) == '---\ntitle: "YES"\nsummary: "ON"\nlead: true\n---\n'
