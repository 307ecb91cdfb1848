"""Presets of programs that run language models on one's own machine: where they listen, and what they want in a request.

All of them take the answer's JSON schema as OpenAI's interface has it (``response_format`` with ``json_schema``), and list their models
at ``/models``. They differ in how a model's thoughts are turned off: a model that thinks may use up its tokens before it answers.

Sources:

- llama.cpp, ``tools/server/README.md``: port 8080; ``response_format``; ``chat_template_kwargs``, with ``enable_thinking`` as its example;
  ``/v1/models`` has one element, whose ``id`` is the path of the model's file unless ``--alias`` names it.
- Ollama, https://docs.ollama.com/api/openai-compatibility: port 11434; ``response_format``; ``reasoning_effort`` with ``none``. Without
  it, Gemma 4 answers with thoughts only (https://github.com/ollama/ollama/issues/15288).
- vLLM, https://docs.vllm.ai: "OpenAI-Compatible Server" (port 8000), "Structured Outputs" (``response_format``), "Reasoning Outputs"
  (``chat_template_kwargs`` with ``enable_thinking``).
- LM Studio, https://lmstudio.ai/docs/developer: port 1234; "Structured Output" (``response_format``); "Headless Mode" (``/v1/models`` lists
  all downloaded models if they are loaded on demand, else the loaded ones). ``reasoning_effort`` with ``none`` is in use, but not documented.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["PRESETS", "Preset"]


@dataclass(frozen=True, slots=True)
class Preset:
    """The conventions of one program."""

    url: str
    """Its address on this machine by default."""
    start: str
    """The command that starts it."""
    load: str
    """The command that gets a model."""
    fields: Mapping[str, object] = field(default_factory=dict)
    """Fields of a request that turn the model's thoughts off. They are left out if the server rejects them."""


_TEMPLATE = {"chat_template_kwargs": {"enable_thinking": False}}
_EFFORT = {"reasoning_effort": "none"}

PRESETS = {
    "llama.cpp": Preset(
        "http://127.0.0.1:8080/v1", "llama-server -m FILE.gguf", "llama-server -m FILE.gguf", _TEMPLATE
    ),
    "ollama": Preset("http://127.0.0.1:11434/v1", "ollama serve", "ollama pull MODEL", _EFFORT),
    "vllm": Preset("http://127.0.0.1:8000/v1", "vllm serve MODEL", "vllm serve MODEL", _TEMPLATE),
    "lm_studio": Preset("http://127.0.0.1:1234/v1", "lms server start", "lms load MODEL", _EFFORT),
}
"""The presets by the name that ``preset`` has in the configuration."""
