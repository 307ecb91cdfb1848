"""A translation server on this machine: it translates by reversing words, and misbehaves on request."""

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = [
    "Behaviour",
    "Exchange",
    "TranslationServer",
    "broken_off",
    "completion",
    "cut_short",
    "hanging",
    "huge",
    "plain",
    "refusing",
    "serving",
    "status",
    "trickling",
    "turned",
]


class Exchange(BaseHTTPRequestHandler):
    """One request and what becomes of it."""

    protocol_version = "HTTP/1.1"

    @property
    def ours(self) -> "TranslationServer":
        server = self.server
        assert isinstance(server, _Server)
        return server.owner

    def do_GET(self) -> None:
        self._served(None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._served(json.loads(body))

    def _served(self, value: Any) -> None:
        ours = self.ours
        with ours.lock:
            ours.seen.append((self.path, value, dict(self.headers)))
            waiting = ours.script.get(self.path) or []
            behave = waiting.pop(0) if waiting else plain
        with contextlib.suppress(OSError):
            behave(self, value)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Log nothing."""

    def answer(self, body: bytes, *, code: int = 200, length: int | None = None, **headers: str) -> None:
        """Send ``body``; ``length`` is what Content-Length claims, -1 for no such header."""
        self.send_response(code)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in {"Content_Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, value: object, *, code: int = 200, **headers: str) -> None:
        """Send a value as JSON."""
        self.answer(json.dumps(value).encode(), code=code, length=None, **headers)


Behaviour = Callable[[Exchange, Any], None]


@dataclass
class TranslationServer:
    """What the server does, and what it has seen."""

    url: str = ""
    languages: Any = field(
        default_factory=lambda: [{"code": "en", "name": "English", "targets": ["en", "es", "zh-Hans"]}]
    )
    models: Any = field(default_factory=lambda: ["tide-7b"])
    """The names at ``/v1/models``."""
    script: dict[str, list[Behaviour]] = field(default_factory=dict)
    """What happens to the next requests at a path; when it is used up, the server behaves."""
    seen: list[tuple[str, Any, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def asked(self, path: str) -> list[Any]:
        """The values that were sent to a path."""
        return [value for at, value, _ in self.seen if at == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: TranslationServer


def turned(text: str) -> str:
    """The "translation": each word backwards, with its capital where it had one; what is not letters alone stays."""
    words = [
        word[::-1].capitalize() if word.istitle() else word[::-1] if word.isalpha() else word for word in text.split()
    ]
    return " ".join(words)


@contextmanager
def serving(**script: list[Behaviour]) -> Iterator[TranslationServer]:
    """A running server. ``script`` by path: ``translate=[…]``, ``chat=[…]``, ``models=[…]``, ``languages=[…]``."""
    paths = {
        "translate": "/translate",
        "chat": "/v1/chat/completions",
        "models": "/v1/models",
        "languages": "/languages",
    }
    server = _Server(("127.0.0.1", 0), Exchange)
    server.owner = TranslationServer(
        f"http://127.0.0.1:{server.server_address[1]}",
        script={paths[name]: list(todo) for name, todo in script.items()},
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.owner
    finally:
        server.owner.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


# Behaviours


def plain(exchange: Exchange, value: Any) -> None:
    """As a server should."""
    if exchange.path == "/languages":
        exchange.answer_json(exchange.ours.languages)
    elif exchange.path == "/translate":
        best = [turned(text) for text in value["q"]]
        more = value.get("alternatives", 0)
        exchange.answer_json(
            {"translatedText": best}
            | ({"alternatives": [[f"{one} {n}" for n in range(more)] for one in best]} if more else {})
        )
    elif exchange.path == "/v1/chat/completions":
        asked = json.loads(value["messages"][1]["content"])
        if "texts" in asked:
            several = [{"id": one["id"], "translation": turned(one["text"])} for one in asked["texts"]]
            completion(json.dumps({"translations": several}))(exchange, value)
        elif "translation" in asked:
            completion(json.dumps({"errors": [], "verdict": "correct"}))(exchange, value)
        else:
            completion(json.dumps({"translation": turned(asked["text"])}))(exchange, value)
    elif exchange.path == "/v1/models":
        exchange.answer_json({"object": "list", "data": [{"id": name} for name in exchange.ours.models]})
    else:
        exchange.answer(b"<html>no such page</html>", code=404, Content_Type="text/html")


def status(code: int, error: object = None, **headers: str) -> Behaviour:
    """An error, in LibreTranslate's form."""
    return lambda exchange, value: exchange.answer_json({"error": error} if error else {}, code=code, **headers)


def refusing(what: Callable[[Any], bool], code: int, error: str) -> Behaviour:
    """An error where the request is so, else as it should be."""
    return lambda exchange, value: (status(code, error) if what(value) else plain)(exchange, value)


def completion(content: object, *, reason: str = "stop", **more: object) -> Behaviour:
    """A chat completion with this content, and ``more`` in the message."""
    message = {"role": "assistant", "content": content, **more}
    choice = {"index": 0, "message": message, "finish_reason": reason}
    return lambda exchange, value: exchange.answer_json({"object": "chat.completion", "choices": [choice]})


def hanging(exchange: Exchange, value: Any) -> None:
    """Never an answer."""
    exchange.ours.over.wait()


def trickling(exchange: Exchange, value: Any) -> None:
    """A byte now and then, for ever."""
    exchange.send_response(200)
    exchange.send_header("Content-Type", "application/json")
    exchange.end_headers()
    while not exchange.ours.over.wait(0.01):
        exchange.wfile.write(b" ")
        exchange.wfile.flush()


def cut_short(exchange: Exchange, value: Any) -> None:
    """Half an answer, then the line goes dead."""
    exchange.answer(b'{"translatedText": ["aloh"', length=1000)


def broken_off(exchange: Exchange, value: Any) -> None:
    """No answer at all."""
    exchange.connection.close()


def huge(exchange: Exchange, value: Any) -> None:
    """An answer without an end."""
    exchange.send_response(200)
    exchange.send_header("Content-Type", "application/json")
    exchange.end_headers()
    while not exchange.ours.over.is_set():
        exchange.wfile.write(b" " * (1 << 20))
