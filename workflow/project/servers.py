"""``servers`` in ``workflow.yaml``: where engines are found that are servers."""

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workflow.project.yaml_nodes import ConfigValue

if TYPE_CHECKING:
    from workflow.engines.base import Server

__all__ = ["servers"]


def servers(value: ConfigValue) -> dict[str, "Server"]:
    """The servers that ``servers`` describes, by engine.

    Raises ConfigError; what may be a secret in the wrong place is in no message.
    """
    from workflow.engines.base import Server
    from workflow.engines.servers import KEYS

    found: dict[str, Server] = {}
    for name, item in value.mapping(known=KEYS).items():
        said = item.mapping(known=KEYS[name])
        for needed in ("url", "model"):
            if needed in KEYS[name] and needed not in said:
                raise item.error(f"servers: {name} needs {needed}.")
        found[name] = Server(
            url=_server_url(said["url"]),
            model=said["model"].text() if "model" in said else "",
            key_env=_variable(said["key_env"]) if "key_env" in said else "",
            **({"timeout": _seconds(said["timeout"])} if "timeout" in said else {}),
        )
    return found


def _server_url(value: ConfigValue) -> str:
    """An address without a password, which would be a secret in a file that is shared: it is not repeated in the message."""
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
    """The name of an environment variable. What is none may be the key itself: it is not repeated in the message."""
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
