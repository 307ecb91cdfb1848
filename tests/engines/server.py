"""A web server on this machine that misbehaves as servers do."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Request", "serving"]


class Request(BaseHTTPRequestHandler):
    """One request; ``server.answers`` says what happens at each path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)
        server.seen.append((self.path, dict(self.headers)))
        with contextlib.suppress(ConnectionError):
            server.answers.get(self.path, not_found)(self)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Log nothing."""

    def answer(
        self, body: bytes, *, status: int = 200, length: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Send ``body``; ``length`` is what Content-Length claims, -1 for no such header."""
        self.send_response(status)
        if length != -1:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def not_found(request: Request) -> None:
    request.answer(b"<html>no such page</html>", status=404)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    answers: dict[str, Callable[[Request], None]]
    seen: list[tuple[str, dict[str, str]]]


@contextmanager
def serving(answers: dict[str, Callable[[Request], None]]) -> Iterator[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """A running server: its address, and the requests it has seen."""
    server = _Server(("127.0.0.1", 0), Request)
    server.answers, server.seen = answers, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
