"""``servers`` and ``second_opinion`` in ``workflow.yaml``: the addresses and settings of servers."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workflow.project.yaml_nodes import ConfigValue

if TYPE_CHECKING:
    from workflow.engines.base import Server

__all__ = ["second_opinion", "servers"]

_REQUEST = "/chat/completions"
"""The path of requests, which documentation of servers often shows with the address."""


def servers(value: ConfigValue) -> dict[str, "Server"]:
    """Return the servers in ``servers``, by engine.

    Raises ConfigError; a value that may be a misplaced secret is in no message.
    """
    from workflow.engines.servers import KEYS

    given = value.mapping(known=KEYS)
    return {name: _server(item, f"servers: {name}", KEYS[name]) for name, item in given.items()}


def second_opinion(value: ConfigValue, servers: "Mapping[str, Server]") -> "Server | None":
    """Return the server for second opinions: ``openai`` of ``servers``, or one of its own; None for ``false``. Raises ConfigError."""
    from workflow.engines.servers import KEYS

    if value.is_mapping:
        return _server(value, "second_opinion", [key for key in KEYS["openai"] if key != "batch"])
    word = value.text()
    if word.lower() in {"false", "no", "off"}:
        return None
    if word != "openai":
        raise value.error(
            f'second_opinion: "{word}" must be openai, or a mapping such as {{preset: ollama}}, or false.'
        )
    if word not in servers:
        raise value.error(
            "second_opinion: servers has no openai. Add it, or give the address here: second_opinion: {preset: ollama}"
        )
    return servers[word]


def _server(value: ConfigValue, name: str, known: Collection[str]) -> "Server":
    from workflow.engines.base import Server
    from workflow.engines.presets import PRESETS

    keys = value.mapping(known=known)
    preset = keys["preset"].choice(dict.fromkeys(PRESETS)) if "preset" in keys else ""
    if not preset and "url" not in keys:
        presets = f", or a preset ({', '.join(PRESETS)})" if "preset" in known else ""
        raise value.error(f"{name} needs url{presets}.")
    return Server(
        url=_server_url(keys["url"]) if "url" in keys else PRESETS[preset].url,
        model=keys["model"].text() if "model" in keys else "",
        preset=preset,
        key_env=_variable(keys["key_env"]) if "key_env" in keys else "",
        **{key: _READERS[key](keys[key]) for key in _READERS if key in keys},
    )


def _server_url(value: ConfigValue) -> str:
    """An address without a password. A password would be a secret in a shared file, so it is not repeated in the message."""
    url = value.text()
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        good = good and not (parts.query or parts.fragment or parts.username or parts.password)
    except ValueError:
        good = False
    if not good or not re.fullmatch(r"[!-~]+", url):
        raise value.error(
            f"{value.name}: must be an address such as http://127.0.0.1:5000, without a user name, a password or a query."
        )
    if url.rstrip("/").endswith(_REQUEST):
        raise value.error(f"{value.name}: must be the part before {_REQUEST}: {url.rstrip('/').removesuffix(_REQUEST)}")
    return url.rstrip("/")


def _variable(value: ConfigValue) -> str:
    """The name of an environment variable. An invalid one may be the key itself, so it is not repeated in the message."""
    name = value.text()
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise value.error(
            f"{value.name}: must be the name of an environment variable that holds the key, never the key itself."
        )
    return name


def _number(value: ConfigValue, most: int) -> int:
    word = value.text()
    if not (word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= most):
        raise value.error(f"{value.name}: must be a whole number from 1 to {most}.")
    return int(word)


def _seconds(value: ConfigValue) -> float:
    try:
        seconds = float(value.text())
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise value.error(f"{value.name}: must be a number of seconds, at most 3600.")
    return seconds


_READERS: dict[str, Callable[[ConfigValue], Any]] = {
    "timeout": _seconds,
    "batch": partial(_number, most=50),
    "parallel": partial(_number, most=64),
}
"""The keys with a default in ``Server``."""
