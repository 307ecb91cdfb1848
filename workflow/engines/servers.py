"""Common rules of translation servers: off unless configured, forbidden offline, and announced before a text is sent."""

import hashlib
import ipaddress
import os
import re
from urllib.parse import urlsplit

from workflow.engines.base import EngineSettings, Server
from workflow.errors import EngineUnavailable

__all__ = ["KEYS", "configured", "digest", "excerpt", "is_local", "key_of", "notice", "place", "writable"]

KEYS: dict[str, tuple[str, ...]] = {
    "libretranslate": ("url", "key_env", "timeout"),
    "openai": ("preset", "url", "model", "key_env", "timeout", "batch", "parallel"),
}
"""The servers by engine name, with the keys that the configuration may have for each under ``servers``."""

_EXCERPT = 60
"""Maximum number of characters of an answer in a message."""
_EXAMPLES = {
    "libretranslate": "servers: {libretranslate: {url: http://127.0.0.1:5000}}",
    "openai": "servers: {openai: {preset: ollama}}",
}


def configured(engine: str, settings: EngineSettings) -> Server | None:
    """Return the server of an engine; None if ``engines`` in the configuration does not name the engine.

    Raises EngineUnavailable if it is named, and ``offline`` forbids it or its address or API key is missing.
    """
    if engine not in (settings.order or ()):
        return None
    if settings.offline:
        raise EngineUnavailable(
            f"{engine} is a server, but workflow.yaml says offline: true. Remove one of them: {engine} from engines, or offline."
        )
    server = settings.servers.get(engine)
    if server is None:
        raise EngineUnavailable(
            f"engines names {engine}, but workflow.yaml does not give its address. Add: {_EXAMPLES[engine]}"
        )
    key_of(server)
    return server


def key_of(server: Server) -> str:
    """Return the API key from the environment; empty if the server needs none.

    Raises EngineUnavailable if the variable is not set or holds characters that no key has. No message contains the value.
    """
    if not server.key_env:
        return ""
    key = os.environ.get(server.key_env, "").strip()
    if not key:
        raise EngineUnavailable(
            f"The environment variable {server.key_env}, which workflow.yaml names for the API key of {place(server.url)}, is not set."
        )
    if not (key.isascii() and key.isprintable()):
        raise EngineUnavailable(
            f"The environment variable {server.key_env} contains characters that are not allowed in an API key."
        )
    return key


def place(url: str) -> str:
    """Return host and port of an address: ``translate.example.org``, ``127.0.0.1:5000``."""
    return urlsplit(url).netloc.rpartition("@")[2]


def is_local(url: str) -> bool:
    """Whether an address is one of this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def notice(engine: str, server: Server, what: str = "Texts") -> str:
    """Return the sentence that names the server to which texts are sent. It is shown before the first one is sent."""
    where = place(server.url)
    if is_local(server.url):
        return f"{what} are sent to {engine}, a server on this machine ({where})."
    clear = "" if urlsplit(server.url).scheme == "https" else ", unencrypted"
    return f"{what} are sent to another machine: {where} ({engine}){clear}."


def digest(*parts: str) -> str:
    """Return eight hex digits of a hash over the known parameters of a server's output."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def excerpt(text: str, most: int = _EXCERPT) -> str:
    """The first characters of an answer for a message, on one line and without what a terminal would not show."""
    words = " ".join("".join(char if char.isprintable() else " " for char in text[:1000]).split())
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def writable(text: str) -> str:
    """The text with U+FFFD for lone surrogates and control characters, which JSON can contain and no file or terminal should.

    The checks refuse a draft with U+FFFD, so that the reason is seen.
    """
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)
