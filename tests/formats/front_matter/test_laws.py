"""Laws of front matter, with generated blocks: every text at a key is offered and read back, and foreign text never raises."""

import json
import tomllib
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.documents import parsed
from workflow.formats import markdown
from workflow.formats.front_matter import Syntax, find, metadata, read
from workflow.formats.markdown import MarkdownSettings
from workflow.model import Kind

SETTINGS = MarkdownSettings(front_matter_keys=("t", "a.t", "b.t", "a.b.t", "b.a.t"))
_PLAIN = st.text("abc é:#'\"[]{,&*!|>@`-\\\n0", max_size=12)
_VALUES = st.recursive(
    _PLAIN | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("tab"), inner, max_size=3),
    max_leaves=8,
)
_DATA = st.dictionaries(st.sampled_from("tab"), _VALUES, min_size=1)


def wanted(data: Any, path: tuple[str, ...] = ()) -> list[str]:
    """The texts at the keys of ``SETTINGS``, in order."""
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in wanted(value, (*path, key))]
    if isinstance(data, list):
        return [text for value in data for text in wanted(value, path)]
    return [data] if isinstance(data, str) and ".".join(path) in SETTINGS.front_matter_keys else []


def replaced(data: Any, path: tuple[str, ...] = ()) -> Any:
    """The data with the texts at the keys of ``SETTINGS`` replaced."""
    if isinstance(data, dict):
        return {key: replaced(value, (*path, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [replaced(value, path) for value in data]
    return TARGET if wanted(data, path) and has_text(data) else data


TARGET = 'Neu: "so" # 5'


def has_text(text: str) -> bool:
    return bool(text.strip()) and not text.strip().startswith("/")


def check(text: str, data: Any, load: Any) -> None:
    document = parsed(text, settings=SETTINGS)
    units = [unit for unit in document.units if unit.kind is Kind.FRONT_MATTER]
    assert [unit.source.strip() for unit in units] == [one.strip() for one in wanted(data) if has_text(one)]
    assert markdown.splice(document, {}).text == text
    assert not document.metadata.remarks
    everything = {unit.index: TARGET for unit in units}
    rendering = markdown.splice(document, everything, people=everything)
    block = find(rendering.text)
    assert block is not None
    found = load(rendering.text[block.body.start : block.body.end])
    assert stripped(found) == stripped(replaced(data))
    assert not rendering.refused


def stripped(data: Any) -> Any:
    """The data without line ends at the end of texts, which a block scalar keeps."""
    if isinstance(data, dict):
        return {key: stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [stripped(value) for value in data]
    return data.rstrip("\n") if isinstance(data, str) else data


@given(data=_DATA, flow=st.sampled_from([None, True, False]), style=st.sampled_from([None, '"', "'", "|", ">"]))
def test_yaml(data: Any, flow: bool | None, style: str | None) -> None:
    # A default style also turns numbers into tagged strings: they are then written without it.
    body = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, sort_keys=False, default_style=None)
    if style and "!!" not in (
        styled := yaml.safe_dump(data, default_style=style, sort_keys=False, default_flow_style=flow)
    ):
        body = styled
    check(f"---\n{body}---\n\nText\n", yaml.safe_load(body), yaml.safe_load)


@given(data=_DATA, indent=st.sampled_from([None, 2]))
def test_json(data: Any, indent: int | None) -> None:
    check(f"{json.dumps(data, ensure_ascii=False, indent=indent)}\n\nText\n", data, json.loads)


@given(
    texts=st.lists(_PLAIN, min_size=1, max_size=3),
    table=st.sampled_from(["", "[[a]]\n", "[a]\n", "[a.b]\n", "[[b]]\n[[b.a]]\n"]),
    multi=st.booleans(),
)
def test_toml(texts: list[str], table: str, multi: bool) -> None:
    strings = [json.dumps(text) for text in texts]
    body = (
        f"{table}t = [{(', # c' + chr(10)).join(strings)}]\n"
        if multi
        else f"{table}t = {strings[0]} # c\nx = {{t = 1}}\n"
    )
    check(f"+++\n{body}+++\n\nText\n", tomllib.loads(body), tomllib.loads)


_LINES = st.lists(
    st.sampled_from(
        [
            *(
                "title: a",
                "title: a: b",
                "\ttitle: b",
                " t: x",
                "- a",
                "- t: b: c",
                "t: 'it's'",
                't: "a',
                "t: [a",
                "t: {a: b",
                "t: *x",
            ),
            *(
                "t: &x a",
                "t: |",
                "  text",
                "t: >-",
                "  a: b",
                "# c",
                "",
                "t = 'a'",
                't = "a',
                "t = [",
                "]",
                "[t]",
                "[[t]]",
                "t.t = 1",
            ),
            *(
                '"t": "a",',
                '"t": 5',
                "{",
                "}",
                "t: %a",
                "t: @a",
                "t:a",
                "? a",
                ": b",
                "<<: *x",
                "...",
                "t: !!str a",
                "t: \x07",
                "\u2028",
            ),
        ]
    ),
    max_size=10,
)


@given(
    lines=_LINES,
    syntax=st.sampled_from(["---", "+++", ";;;", "---json", "---toml"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_mistakes_never_raise_and_a_document_is_written_back(lines: list[str], syntax: str, end: str) -> None:
    text = end.join([syntax, *lines, syntax[:3], "", "Text", ""])
    document = parsed(text, settings=SETTINGS)
    assert markdown.splice(document, {}).text == text
    assert document.units[-1].source.endswith("Text")
    targets = {unit.index: "Neu" for unit in document.units if unit.kind is Kind.FRONT_MATTER}
    rendering = markdown.splice(document, targets, people=targets)
    again = parsed(rendering.text, settings=SETTINGS)
    assert len(again.units) == len(document.units)
    for unit in again.units:
        if unit.index in rendering.texts:
            assert unit.source == "Neu"


@given(body=st.text(max_size=80), syntax=st.sampled_from(Syntax))
def test_any_text_is_read(body: str, syntax: Syntax) -> None:
    fence = {"yaml": "---yaml", "toml": "+++", "json": ";;;", "jsonc": "---jsonc", "script": "---js"}[syntax]
    text = f"{fence}\n{body}\n{fence[:3]}\n"
    block = find(text)
    if block is not None:
        for value in read(text, block).values:
            assert 0 <= value.span.start < value.span.end <= len(text)
    assert metadata(text, ("title",)).keys is not None
