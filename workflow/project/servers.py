"""``servers`` in ``workflow.yaml``: the addresses and settings of translation servers."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workflow.project.yaml_nodes import ConfigValue

if TYPE_CHECKING:
    from workflow.engines.base import Server

__all__ = ["servers"]


def servers(value: ConfigValue) -> dict[str, "Server"]:
    """Return the servers in ``servers``, by engine.

    Raises ConfigError; a value that may be a misplaced secret is in no message.
    """
    from workflow.engines.base import Server
    from workflow.engines.servers import KEYS

    found: dict[str, Server] = {}
    for name, item in value.mapping(known=KEYS).items():
        keys = item.mapping(known=KEYS[name])
        for needed in ("url", "model"):
            if needed in KEYS[name] and needed not in keys:
                raise item.error(f"servers: {name} needs {needed}.")
        found[name] = Server(
            url=_server_url(keys["url"]),
            model=keys["model"].text() if "model" in keys else "",
            key_env=_variable(keys["key_env"]) if "key_env" in keys else "",
            **({"timeout": _seconds(keys["timeout"])} if "timeout" in keys else {}),
        )
    return found


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
    return url.rstrip("/")


def _variable(value: ConfigValue) -> str:
    """The name of an environment variable. An invalid one may be the key itself, so it is not repeated in the message."""
    name = value.text()
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
        raise value.error(
            f"{value.name}: must be the name of an environment variable that holds the key, never the key itself."
        )
    return name


def _seconds(value: ConfigValue) -> float:
    try:
        seconds = float(value.text())
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise value.error(f"{value.name}: must be a number of seconds, at most 3600.")
    return seconds
