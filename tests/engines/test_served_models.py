"""Which model of a server is used, and the presets of programs that run models."""

from pathlib import Path
from typing import Any

import pytest

from tests.engines.misbehaving import TranslationServer, refusing, serving, status
from workflow.engines.base import EngineSettings, Segment, Server
from workflow.engines.choice import choose
from workflow.engines.openai import OpenAIEngine
from workflow.engines.presets import PRESETS
from workflow.errors import EngineError, EngineUnavailable
from workflow.project.loading import parse

CHAT = "/v1/chat/completions"
BASE = "title: T\nsource_language: en\nlanguages: [es]\nengines: [openai]\n"
CLOSED = "http://127.0.0.1:9/v1"


def chosen(server: TranslationServer | str, **more: Any) -> OpenAIEngine:
    url = server if isinstance(server, str) else f"{server.url}/v1"
    settings = EngineSettings(order=("openai",), servers={"openai": Server(url, timeout=30.0, **more)})
    found = choose("en", "es", settings).engine
    assert isinstance(found, OpenAIEngine)
    return found


def unavailable(server: TranslationServer | str, **more: Any) -> str:
    with pytest.raises(EngineUnavailable) as caught:
        chosen(server, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("models", [["tide-7b"], ["text-embedding-nomic-embed-text-v1.5", "tide-7b"], ["tide-7b"] * 2])
def test_the_only_model_is_used(models: list[str]) -> None:
    with serving() as server:
        server.models = models
        one = chosen(server)
        one.translate([Segment(("one",))])
    assert one.package == "tide-7b"
    assert [request["model"] for request in server.asked(CHAT)] == ["tide-7b"]


def test_a_model_that_is_named_is_not_looked_up() -> None:
    with serving() as server:
        assert chosen(server, model="ebb").package == "ebb"
    assert server.seen == []


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("../models/Tide-7B-Q4_K_M.gguf", "Tide-7B-Q4_K_M.gguf"),
        (r"C:\Users\me\Tide 7B.gguf", "Tide-7B.gguf"),
        ("org/tide-7b", "org/tide-7b"),
        ("tide:7b", "tide:7b"),
    ],
)
def test_the_folder_of_a_model_file_is_in_no_comment(name: str, package: str) -> None:
    with serving() as server:
        server.models = [name]
        one = chosen(server)
        one.translate([Segment(("one",))])
    assert one.package == package
    assert [request["model"] for request in server.asked(CHAT)] == [name]


@pytest.mark.parametrize("models", [[], ["nomic-embed-text:latest"]])
def test_a_server_without_a_model(models: list[str]) -> None:
    with serving() as server:
        server.models = models
        assert "has no model. Load one, or name it as model" in unavailable(server)
        assert "has no model. Get one with `ollama pull MODEL`, or name it" in unavailable(server, preset="ollama")


def test_a_server_with_several_models_names_them() -> None:
    with serving() as server:
        server.models = ["tide-7b", "ebb-3b"]
        line = unavailable(server)
        assert "has 2 models. Name one as model of this server in workflow.yaml: tide-7b, ebb-3b." in line
        server.models = [f"model-{number}" for number in range(300)]
        assert "has 300 models" in unavailable(server)
        assert unavailable(server).endswith("model-7 and 292 more.")


@pytest.mark.parametrize("answer", [[], {}, {"data": "tide"}, {"models": ["tide-7b"]}, "tide", None])
def test_a_server_that_lists_no_models(answer: object) -> None:
    with serving(models=[lambda exchange, value: exchange.answer_json(answer)]) as server:
        assert "did not return a list of models. Check the address, or name the model" in unavailable(server)


@pytest.mark.parametrize(
    "answer", [{"data": None}, {"data": []}, {"data": [None, {"id": 7}, {"name": "tide"}, {"id": ""}]}]
)
def test_a_list_without_names(answer: object) -> None:
    with serving(models=[lambda exchange, value: exchange.answer_json(answer)]) as server:
        assert "has no model" in unavailable(server)


def test_the_key_goes_along_with_the_question_for_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDE_KEY", "sesame-7")
    with serving() as server:
        assert chosen(server, key_env="TIDE_KEY").package == "tide-7b"
    assert [headers["Authorization"] for _, _, headers in server.seen] == ["Bearer sesame-7"]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_server_that_is_not_running_is_told_with_the_command_that_starts_it(preset: str) -> None:
    line = unavailable(CLOSED, preset=preset)
    assert "cannot be reached" in line and f"To start it: `{PRESETS[preset].start}`." in line
    with pytest.raises(EngineUnavailable, match="To start it"):
        chosen(CLOSED, preset=preset, model="m").translate([Segment(("one",))])
    assert "To start it" not in unavailable(CLOSED)


@pytest.mark.parametrize("code", [400, 404])
def test_a_model_that_is_not_on_the_server_is_told_with_those_that_are(code: int) -> None:
    missing = refusing(lambda request: request["model"] != "tide-7b", code, "no such model")
    with serving(chat=[missing] * 9) as server:
        server.models = ["tide-7b", "ebb-3b"]
        with pytest.raises(EngineError, match=r"has no model tied-7b\. Correct model .* It can be: tide-7b, ebb-3b\."):
            chosen(server, model="tied-7b").translate([Segment(("one",))])


def test_an_address_without_its_path_is_told_with_one() -> None:
    with serving() as server:
        settings = EngineSettings(order=("openai",), servers={"openai": Server(server.url)})
        with pytest.raises(
            EngineUnavailable, match=rf"answers 404 for /models.* It usually ends in /v1: {server.url}/v1\.$"
        ):
            choose("en", "es", settings)


def test_another_failure_is_told_as_it_is() -> None:
    with (
        serving(chat=[status(400, "no")], models=[status(400, "nor here")]) as server,
        pytest.raises(EngineError, match="answers 400 Bad Request: no"),
    ):
        chosen(server, model="tied-7b").translate([Segment(("one",))])
    with serving(chat=[status(403, "Banned")]) as server, pytest.raises(EngineError, match="Banned"):
        chosen(server, model="tide-7b").translate([Segment(("one",))])


# Presets


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_gives_the_address_and_the_user_s_own_goes_first(preset: str) -> None:
    servers = parse(f"{BASE}servers: {{openai: {{preset: {preset}}}}}\n").servers
    assert servers["openai"] == Server(PRESETS[preset].url, preset=preset)
    servers = parse(f"{BASE}servers: {{openai: {{preset: {preset}, url: http://x:1/v1, model: m}}}}\n").servers
    assert servers["openai"] == Server("http://x:1/v1", model="m", preset=preset)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_turns_thoughts_off(preset: str) -> None:
    with serving() as server:
        chosen(server, preset=preset).translate([Segment(("one",))])
        chosen(server).translate([Segment(("one",))])
    with_preset, without = server.asked(CHAT)
    assert PRESETS[preset].fields
    thoughts = 1024  # tokens for them
    assert with_preset == {**without, **PRESETS[preset].fields, "max_tokens": without["max_tokens"] - thoughts}


@pytest.mark.parametrize(
    ("preset", "field", "words"),
    [
        ("ollama", "reasoning_effort", '"tide-7b" does not support thinking'),
        ("lm_studio", "reasoning_effort", "invalid value of reasoning_effort"),
        ("vllm", "chat_template_kwargs", "chat_template_kwargs is not allowed"),
        ("llama.cpp", "response_format", "failed to parse grammar"),
    ],
)
def test_a_field_that_the_server_rejects_is_left_out(preset: str, field: str, words: str) -> None:
    refuses = refusing(lambda request: field in request, 400, words)
    with serving(chat=[refuses] * 9) as server:
        one = chosen(server, preset=preset)
        found = one.translate([Segment(("one",)), Segment(("two",))])
    assert [not each.fault for [each] in found] == [True, True]
    assert [field in request for request in server.asked(CHAT)] == [True, False, False]


def test_drafts_are_known_by_all_that_was_asked() -> None:
    servers = [
        Server(CLOSED, model="m"),
        Server(CLOSED, model="n"),
        Server(CLOSED, model="m", preset="ollama"),
        Server(CLOSED, model="m", preset="vllm"),
        Server(CLOSED, model="m", batch=2),
        Server(CLOSED, model="m", batch=3),
    ]
    engines = [OpenAIEngine(server, "en", "es") for server in servers]
    engines += [OpenAIEngine(servers[0], "en", "es", style=style) for style in ("Be formal.", "Be brief.")]
    assert len({one.hash for one in engines}) == len(engines)
    assert OpenAIEngine(Server(CLOSED, model="m", parallel=4), "en", "es").hash == engines[0].hash


def test_every_preset_is_documented_with_its_address_and_command() -> None:
    page = (Path(__file__).parents[2] / "docs" / "language-models.md").read_text(encoding="utf-8")
    for name, preset in PRESETS.items():
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert f"`{preset.url}`" in row and f"`{preset.load}`" in row
