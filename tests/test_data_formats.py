"""YAML, TOML and JSON with limits: what is valid is read as the libraries read it, all else raises the documented exception."""

import json
import tomllib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from workflow.data_formats import compose_yaml, load_json, load_toml, load_yaml

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
MERGES = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], k{n}: v}}\n" for n in range(1, 12)
)
BAD_YAML = {
    "many aliases": LAUGHS,
    "many merges": MERGES,
    "an alias in itself": "title: &a [*a]\n",
    "an alias in itself, as a key": "title: &a {*a : b}\n",
    "an alias deep in itself": "&a {b: [{c: *a}]}\n",
    "nested flow": "a: " + "[" * 600 + "]" * 600,
    "nested mappings": "a: " + "{a: " * 600 + "}" * 600,
    "nested lists": "- " * 600 + "x",
    "nested blocks": "".join(f"{' ' * n}a:\n" for n in range(600)),
    "open brackets": "[" * 100_000,
}
BAD_VALUES = {
    "a date": "2026-99-99",
    "year 0": "0000-01-01",
    "a number of 5,000 digits": "9" * 5000,
    "no number": "!!int x",
    "no number at all": "!!int ''",
    "no fraction": "!!float x",
    "a fraction": "1e5:" + ":9" * 500,
    "no truth": "!!bool x",
    "no time": "!!timestamp x",
    "a time zone": "2026-01-01 00:00:00 +99:99",
    "a list as a key": "? [a, b]\n: c",
    "a mapping as a key": "{{a: b}: c}",
    "a set": "!!set [a]",
    "no base64": "!!binary é",
    "Python": "!!python/object:os.system x",
    "a merge with a text": "<<: text",
}


@pytest.mark.parametrize("text", BAD_YAML.values(), ids=BAD_YAML.keys())
def test_structures_that_are_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        compose_yaml(text)
    with pytest.raises(yaml.YAMLError):
        load_yaml(text)


@pytest.mark.parametrize("text", BAD_VALUES.values(), ids=BAD_VALUES.keys())
def test_values_that_are_refused(text: str) -> None:
    try:
        value = load_yaml(text)
    except yaml.YAMLError:
        return
    assert isinstance(value, str | float)


def test_what_is_refused_names_its_line() -> None:
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        compose_yaml("title: a\nbody: &b\n  - *b\n")
    assert caught.value.problem_mark is not None
    assert caught.value.problem_mark.line == 2


@given(st.text("ab:-[]{}&*!|>'\"\n #?,<1.", max_size=60))
def test_yaml_is_what_the_library_reads(text: str) -> None:
    try:
        expected = yaml.safe_load(text)
    except Exception:
        with pytest.raises(yaml.YAMLError):
            load_yaml(text)
        return
    try:
        assert load_yaml(text) == expected
    except yaml.YAMLError as error:
        assert "alias" in str(error)
    except RecursionError:
        pytest.fail("an alias in itself")


@pytest.mark.parametrize(
    "text", ["a = " + "9" * 5000, "a = " + "[" * 5000, "a = 2026-99-99", "a.b = 1\na = 2", "a = 0x" + "g", "[[a]]\n[a]"]
)
def test_toml(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        load_toml(text)
    assert load_toml("a = 1979-05-27\n[b]\nc = [1]") == tomllib.loads("a = 1979-05-27\n[b]\nc = [1]")


@pytest.mark.parametrize("data", [b"[" * 100_000, b"9" * 5000, b"\xff", b"", b"\xff\xfe[", b"{'a'}", b"\0\0\0["])
def test_json(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        load_json(data)
    assert load_json(json.dumps({"a": [1, None]}).encode()) == {"a": [1, None]}
