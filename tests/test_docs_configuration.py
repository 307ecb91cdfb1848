"""docs/configuration.md is complete: every key, its default, examples that are accepted."""

import re
from pathlib import Path

import pytest

from workflow.engines import ENGINES
from workflow.formats import sections
from workflow.formats.base import options
from workflow.formats.front_matter import DEFAULT_KEYS
from workflow.formats.markdown.dialects import DIALECTS
from workflow.project import Config
from workflow.project.loading import _KEYS, _REQUIRED, parse

PAGE = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
BASE = {"title": "title: T\n", "source_language": "source_language: en\n", "languages": "languages: [es, uk]\n"}
TABLE = dict(re.findall(r"^\| \[`(\w+)`\]\(#\w+\) \| .*? \| (.*) \|$", PAGE, re.MULTILINE))
KEYS = {*_KEYS, *sections()}
DEFAULTS = {key: cell.strip("`") for key, cell in TABLE.items() if cell.startswith("`")}
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def configured(text: str) -> Config:
    """The configuration of ``text``, with the required keys it lacks put before it."""
    return parse("".join(line for key, line in BASE.items() if not re.search(rf"^{key}:", text, re.MULTILINE)) + text)


def test_every_key_has_a_section_and_a_row() -> None:
    assert re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE) == list(TABLE)
    assert set(TABLE) == KEYS


def test_required_keys_are_called_required() -> None:
    assert {key for key, cell in TABLE.items() if cell == "required"} == set(_REQUIRED)


@pytest.mark.parametrize("key", DEFAULTS)
def test_the_default_is_the_default(key: str) -> None:
    assert configured(f"{key}: {DEFAULTS[key]}\n") == configured("")


def test_keys_without_a_printed_default() -> None:
    assert set(TABLE) - set(DEFAULTS) == {
        *_REQUIRED,
        *("edit_url", "engines", "glossary", "models_index", "root_files", "site_url"),
    }


def test_the_default_front_matter_keys_are_listed() -> None:
    section = PAGE.partition("### `front_matter`")[2].partition("```")[0]
    table = [row for row in section.splitlines() if row.startswith("| ")]
    assert re.findall(r"`([\w.]+)`", "\n".join(table)) == list(DEFAULT_KEYS)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_is_accepted_and_does_something(text: str) -> None:
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    assert configured(text) != configured("") or keys <= set(_REQUIRED)


def test_every_key_has_an_example() -> None:
    shown = {key for text in EXAMPLES for key in re.findall(r"^(\w+):", text, re.MULTILINE)}
    assert shown >= KEYS


def test_extensions_are_listed_with_their_defaults() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| .*? \| (on|off)\b.*\|$", PAGE, re.MULTILINE))
    known = {
        key: default
        for handler in sections().values()
        for key, default in options(handler.SETTINGS).items()
        if isinstance(default, bool)
    }
    assert {name: default == "on" for name, default in rows.items()} == known


def test_engines_are_named() -> None:
    section = PAGE.split("### `engines`")[1].split("###")[0]
    assert all(f"`{name}`" in section for name in ("argos", "apertium") if name in ENGINES)


def test_every_dialect_is_listed() -> None:
    listed = re.search(r"The names are (.*?)\.\n", PAGE, re.DOTALL)
    assert listed is not None
    assert tuple(re.findall(r"`(\w+)`", listed[1])) == tuple(DIALECTS)
