"""The models on a server with OpenAI's interface: which one to use, and what to say if it is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from workflow.engines.base import Server
from workflow.engines.client import Client
from workflow.engines.http import Unreachable
from workflow.engines.presets import PRESETS, Preset
from workflow.engines.servers import key_of
from workflow.errors import EngineError, EngineUnavailable

__all__ = ["client_of", "explained", "only_model", "preset_of"]

_TIMEOUT = 10.0
"""Maximum seconds for the list of models."""
_LISTED = 8
"""Maximum number of models in a message."""


def client_of(server: Server, pause: float = 1.0) -> tuple[Client, dict[str, str]]:
    """Return the client of a server, and the headers with its key. Raises EngineUnavailable if there is no key."""
    key = key_of(server)
    client = Client(server.url, timeout=server.timeout, secret=key, pause=pause)
    return client, {"Authorization": f"Bearer {key}"} if key else {}


def preset_of(server: Server) -> Preset:
    """Return the conventions of a server; those of OpenAI's interface alone if the configuration has no preset."""
    return PRESETS.get(server.preset) or Preset(server.url, start="", load="")


def only_model(server: Server) -> str:
    """Return the name of the only model on a server.

    Raises EngineUnavailable if there is none, or more than one, with their names; EngineError if the server cannot be asked.
    """
    try:
        names = _models(server)
    except EngineError as error:
        raise explained(error, server) from error.__cause__
    if len(names) == 1:
        return names[0]
    if names:
        raise EngineUnavailable(
            f"{server.url}: has {len(names)} models. Name one as model of this server in workflow.yaml: {_some(names)}."
        )
    load = preset_of(server).load
    raise EngineUnavailable(
        f"{server.url}: has no model. {f'Get one with `{load}`' if load else 'Load one'}, "
        "or name it as model of this server in workflow.yaml."
    )


def explained(error: EngineError, server: Server) -> EngineError:
    """Return an error of the client with what the server's preset and its list of models add to it."""
    if isinstance(error.__cause__, Unreachable):
        start = preset_of(server).start
        return EngineUnavailable(f"{error} To start it: `{start}`.") if start else error
    if isinstance(error, EngineUnavailable) and not urlsplit(server.url).path:
        return EngineUnavailable(f"{error} It usually ends in /v1: {server.url}/v1.")
    if not server.model:
        return error
    try:
        names = _models(server)
    except EngineError:
        return error
    if not names or server.model in names:
        return error
    return EngineUnavailable(
        f"{server.url}: has no model {server.model}. Correct model of this server in workflow.yaml. It can be: {_some(names)}."
    )


def _models(server: Server) -> tuple[str, ...]:
    """The names of the models on a server that write text. Raises EngineError."""
    client, headers = client_of(replace(server, timeout=min(server.timeout, _TIMEOUT)))
    answer = client.get("/models", headers)
    listed = answer.get("data", 0) if isinstance(answer, Mapping) else 0
    if not isinstance(listed, list | None):
        raise EngineUnavailable(
            f"{server.url}: did not return a list of models. Check the address, or name the model as model of this server "
            "in workflow.yaml."
        )
    names = [one.get("id") for one in listed or () if isinstance(one, Mapping)]
    # LM Studio always has a model for embeddings. Ollama lists all that were downloaded.
    return tuple(
        dict.fromkeys(name for name in names if isinstance(name, str) and name and "embed" not in name.lower())
    )


def _some(names: Sequence[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")
