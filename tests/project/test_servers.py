"""``servers`` in workflow.yaml: addresses and settings of translation servers."""

from pathlib import Path

import pytest

from workflow.engines.base import Server
from workflow.engines.servers import KEYS
from workflow.errors import ConfigError
from workflow.project import Project
from workflow.project.loading import parse

BASE = "title: T\nsource_language: en\nlanguages: [es]\nengines: [libretranslate]\n"


def servers(text: str) -> dict[str, Server]:
    return dict(parse(f"{BASE}servers:\n{text}").servers)


def refused(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        servers(text)
    return str(caught.value)


def test_both_kinds() -> None:
    found = servers(
        "  libretranslate:\n    url: https://mt.example.org/api/\n    key_env: MT_KEY\n"
        "  openai: {url: 'http://localhost:8080/v1', model: tide-7b, timeout: 2.5}\n"
    )
    assert found == {
        "libretranslate": Server("https://mt.example.org/api", key_env="MT_KEY", timeout=120),
        "openai": Server("http://localhost:8080/v1", model="tide-7b", timeout=2.5),
    }


def test_engines_are_reported() -> None:
    config = parse(f"{BASE}servers: {{libretranslate: {{url: http://localhost}}}}\n")
    settings = Project(root=Path(), config=config).engine_settings("es")
    assert settings.order == ("libretranslate",)
    assert settings.servers == {"libretranslate": Server("http://localhost")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "  libretranslat: {url: http://x}\n",
            'unknown key "libretranslat" under servers. Did you mean "libretranslate"?',
        ),
        ("  openai: {url: http://x, modell: m}\n", 'unknown key "modell" under servers.openai. Did you mean "model"?'),
        ("  libretranslate: {url: http://x, model: m}\n", 'unknown key "model" under servers.libretranslate'),
        ("  libretranslate: {}\n", "libretranslate needs url"),
        ("  openai: {model: m}\n", "openai needs url, or a preset (llama.cpp, ollama, vllm, lm_studio)"),
        (
            "  openai: {preset: olama}\n",
            'unknown "olama". Did you mean "ollama"? It can be llama.cpp, lm_studio, ollama',
        ),
        ("  openai: {preset: [ollama]}\n", "servers.openai.preset must be text"),
        ("  libretranslate: {preset: ollama}\n", 'unknown key "preset" under servers.libretranslate'),
        ("  openai: {preset: vllm, batch: 0}\n", "servers.openai.batch: must be a whole number from 1 to 50"),
        ("  openai: {preset: vllm, batch: 2.5}\n", "servers.openai.batch: must be a whole number from 1 to 50"),
        ("  openai: {preset: vllm, parallel: many}\n", "servers.openai.parallel: must be a whole number from 1 to 64"),
        ("  openai: {preset: vllm, parallel: 65}\n", "servers.openai.parallel: must be a whole number from 1 to 64"),
        ("  openai: {url: '', model: m}\n", "servers.openai.url must be text"),
        ("  openai: {url: http://x, model: m, timeout: 0}\n", "timeout: must be a number of seconds"),
        ("  openai: {url: http://x, model: m, timeout: nan}\n", "timeout: must be a number of seconds"),
        ("  openai: {url: http://x, model: m, timeout: soon}\n", "timeout: must be a number of seconds"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, words: str) -> None:
    message = refused(text)
    assert words in message
    assert message.startswith("workflow.yaml:6: ")


@pytest.mark.parametrize(
    "url",
    [
        "localhost:5000",
        "ftp://x",
        "file:///etc/passwd",
        "http://",
        "http://x:99999",
        "http://x/?key=sesame",
        "http://x/#sesame",
        "http://me:sesame@x",
        "http://sesame@x",
        "http://x y",
        "http://exämple.org",
        "'http://x\\r\\nHost: y'",
    ],
)
def test_addresses_that_are_none(url: str) -> None:
    message = refused(
        f"  libretranslate: {{url: '{url}'}}\n" if "'" not in url else f"  libretranslate: {{url: {url}}}\n"
    )
    assert "must be an address such as" in message
    assert "sesame" not in message


@pytest.mark.parametrize("end", ["", "/"])
def test_the_address_of_a_request_is_told_with_the_part_that_is_wanted(end: str) -> None:
    message = refused(f"  openai: {{url: 'http://x:1/v1/chat/completions{end}', model: m}}\n")
    assert message.endswith("servers.openai.url: must be the part before /chat/completions: http://x:1/v1")


@pytest.mark.parametrize("key", ["sk-sesame-7", "sesame 7", "${SESAME}", "7sesame"])
def test_a_key_has_no_place_in_the_file(key: str) -> None:
    message = refused(f"  libretranslate: {{url: http://x, key_env: '{key}'}}\n")
    assert "never the key itself" in message
    assert "esame" not in message.lower()


@pytest.mark.parametrize("name", ["key", "api_key", "token"])
def test_nor_under_another_name(name: str) -> None:
    message = refused(f"  openai: {{url: http://x, model: m, {name}: sk-sesame-7}}\n")
    assert f'unknown key "{name}"' in message
    assert "key_env" in message
    assert "sesame" not in message


def test_every_server_needs_an_address() -> None:
    assert all("url" in keys for keys in KEYS.values())
