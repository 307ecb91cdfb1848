"""The client of translation servers, against a server on the loopback that misbehaves as servers do."""

import socket
from email.utils import formatdate

import pytest

from tests.engines.misbehaving import (
    Behaviour,
    Exchange,
    TranslationServer,
    broken_off,
    cut_short,
    hanging,
    huge,
    plain,
    serving,
    status,
    trickling,
)
from workflow.engines.client import Client, Refused
from workflow.errors import EngineError, EngineUnavailable

GOOD = {"translatedText": ["olleh"]}


def ask(server: TranslationServer, *, timeout: float = 30.0, secret: str = "") -> object:
    client = Client(server.url, timeout=timeout, secret=secret, pause=0.001)
    return client.post("/translate", {"q": ["hello"]})


def failing(*todo: Behaviour, timeout: float = 30.0, secret: str = "") -> tuple[EngineError, int]:
    """The error that comes of it, and how many requests were made."""
    with serving(translate=list(todo)) as server, pytest.raises(EngineError) as caught:
        try:
            ask(server, timeout=timeout, secret=secret)
        finally:
            server.over.set()
    assert server.url in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value, len(server.seen)


def test_json_goes_out_and_comes_in() -> None:
    with serving() as server:
        client = Client(f"{server.url}/", timeout=30)
        assert client.post("/translate", {"q": ["naïve 日本"]}) == {"translatedText": ["evïan 本日"]}
        assert client.get("/languages") == server.languages


@pytest.mark.parametrize("code", [408, 429, 500, 502, 503, 504])
def test_what_passes_is_tried_again(code: int) -> None:
    with serving(translate=[status(code), status(code), plain]) as server:
        assert ask(server) == GOOD
    assert len(server.seen) == 3


@pytest.mark.parametrize("behaviour", [cut_short, broken_off])
def test_a_broken_line_is_tried_again(behaviour: Behaviour) -> None:
    with serving(translate=[behaviour, plain]) as server:
        assert ask(server) == GOOD
    assert len(server.seen) == 2


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (
            status(429, "Slowdown: 30 per 1 minute"),
            "answers 429 Too Many Requests: Slowdown: 30 per 1 minute, 4 times in a row",
        ),
        (
            status(500, {"message": "out of memory"}),
            "answers 500 Internal Server Error: out of memory, 4 times in a row",
        ),
        (cut_short, "closed the connection"),
        (broken_off, "closed the connection"),
    ],
)
def test_what_does_not_pass_is_given_up(behaviour: Behaviour, words: str) -> None:
    error, requests = failing(*[behaviour] * 9)
    assert words in str(error)
    assert requests == 4


def test_the_server_says_how_long_to_wait() -> None:
    with serving(
        translate=[status(429, Retry_After="0"), status(503, Retry_After=formatdate(0, usegmt=True)), plain]
    ) as server:
        # A pause of its own would outlast every patience.
        assert Client(server.url, timeout=30, pause=1e6).post("/translate", {"q": ["hello"]}) == GOOD


@pytest.mark.parametrize("when", ["3600", formatdate(7e9, usegmt=True)])
def test_a_long_wait_is_no_wait(when: str) -> None:
    error, requests = failing(status(429, "Slowdown", Retry_After=when))
    assert "asks to wait" in str(error)
    assert requests == 1


@pytest.mark.parametrize("nonsense", ["soon", "-3", "", "1,5", "9" * 400])
def test_a_wait_that_makes_no_sense_is_none(nonsense: str) -> None:
    with serving(translate=[status(429, Retry_After=nonsense)]) as server:
        assert ask(server) == GOOD


@pytest.mark.parametrize("behaviour", [hanging, trickling])
def test_a_server_that_comes_to_no_end(behaviour: Behaviour) -> None:
    error, requests = failing(behaviour, timeout=0.3)
    assert "sent no complete response within 0.3 seconds" in str(error)
    assert requests == 1  # it may be at it still: asking again would make that worse


def test_a_hanging_header() -> None:
    """A line of the header that does not end."""
    listening = socket.create_server(("127.0.0.1", 0))
    with listening, pytest.raises(EngineError, match="no complete response"):
        Client(f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=0.2).get("/languages")


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (lambda exchange, value: exchange.answer(b'{"translatedText": ["hal'), "invalid or incomplete JSON"),
        (lambda exchange, value: exchange.answer(b""), "incomplete JSON"),
        (lambda exchange, value: exchange.answer(b"[" * 200_000), "incomplete JSON"),
        (lambda exchange, value: exchange.answer('{"translatedText": ["año"]}'.encode("latin-1")), "not UTF-8"),
        (lambda exchange, value: exchange.answer(b"<!doctype html><p>Welcome", Content_Type="text/html"), "a web page"),
        (huge, "more than 16 MB"),
    ],
    ids=["half", "empty", "deep", "latin-1", "page", "huge"],
)
def test_an_answer_that_is_none(behaviour: Behaviour, words: str) -> None:
    error, requests = failing(behaviour)
    assert words in str(error)
    assert requests == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"error": "Model not loaded: out of memory"}, "reports an error: Model not loaded: out of memory. Check the server's log."),
        ({"error": {"message": "quota used up", "code": 7}}, "reports an error: quota used up."),
        ({"error": "Failed, source returned", "translatedText": ["hello"]}, "reports an error: Failed, source returned."),
        ({"error": True, "translatedText": ["hello"]}, "reports an error: no message."),
    ],
)  # fmt: skip
def test_an_error_with_status_200(answer: object, words: str) -> None:
    error, requests = failing(lambda exchange, value: exchange.answer_json(answer))
    assert isinstance(error, Refused) and words in str(error)
    assert requests == 1


@pytest.mark.parametrize("value", [None, "", False])
def test_no_error_is_none(value: object) -> None:
    with serving(translate=[lambda exchange, _: exchange.answer_json({"error": value, **GOOD})]) as server:
        assert ask(server) == {"error": value, **GOOD}


@pytest.mark.parametrize(
    ("body", "kind"), [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"It works!", "text/plain"), (b"\xc3", "application/json")]
)
def test_what_is_no_json_is_named_with_the_remedy(body: bytes, kind: str) -> None:
    error, _ = failing(lambda exchange, value: exchange.answer(body, Content_Type=kind))
    assert f"({kind}). Check the address of this server in workflow.yaml, and the server's log." in str(error)


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://127.0.0.1/a", "https://evil.example/translate", "//evil.example"]
)
def test_texts_are_sent_to_no_other_place(place: str) -> None:
    error, requests = failing(status(302, Location=place))
    assert f"redirects to {place}. Redirects are not followed." in str(error)
    assert requests == 1


def test_a_page_with_status_500() -> None:
    page = b"<!doctype html><h1>Internal error</h1>"
    error, _ = failing(*[lambda exchange, value: exchange.answer(page, code=500, Content_Type="text/html")] * 4)
    assert "answers 500 Internal Server Error, 4 times in a row. Try again later." in str(error)


def test_a_byte_order_mark_is_no_harm() -> None:
    with serving(translate=[lambda exchange, value: exchange.answer(b"\xef\xbb\xbf{}")]) as server:
        assert ask(server) == {}


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_texts_are_not_sent_on(code: int) -> None:
    with serving() as other:
        error, requests = failing(status(code, Location=f"{other.url}/translate"))
    assert isinstance(error, EngineUnavailable)
    assert other.url in str(error)
    assert requests == 1
    assert other.seen == []


def test_the_environment_s_proxy_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as proxy, serving() as server:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert ask(server) == GOOD
    assert proxy.seen == []


@pytest.mark.parametrize("code", [401, 403, 404, 405])
def test_no_access(code: int) -> None:
    error, requests = failing(status(code, "Invalid API key"))
    assert isinstance(error, EngineUnavailable)
    assert "Invalid API key" in str(error)
    assert "of this server" in str(error)
    assert requests == 1


def test_what_the_server_does_not_want() -> None:
    error, requests = failing(status(400, "es is not supported"))
    assert isinstance(error, Refused)
    assert (error.status, error.detail) == (400, "es is not supported")
    assert requests == 1


@pytest.mark.parametrize("code", [400, 403, 500])
def test_a_secret_is_never_repeated(code: int) -> None:
    error, _ = failing(*[status(code, "the key sesame-7 is\x1b[31m wrong\n" + "x" * 999)] * 4, secret="sesame-7")
    assert "sesame" not in f"{error} {error.__cause__}"
    assert "the key … is [31m wrong xxx" in str(error)
    assert len(str(error)) < 500


@pytest.mark.parametrize("line", ["HTTP/1.1 400 sesame-7\x1b[31m is wrong", "HTTP/1.1 sesame-7\x1b[31m"])
def test_nor_is_it_where_the_status_line_has_it(line: str, caplog: pytest.LogCaptureFixture) -> None:
    def behaviour(exchange: Exchange, value: object) -> None:
        exchange.wfile.write(f"{line}\r\nContent-Length: 0\r\n\r\n".encode())

    with caplog.at_level("DEBUG", "workflow"):
        error, _ = failing(*[behaviour] * 4, secret="sesame-7")
    for said in (str(error), caplog.text):
        assert "sesame" not in said
        assert "\x1b" not in said


def test_an_answer_in_pieces_that_breaks_off() -> None:
    def behaviour(exchange: Exchange, value: object) -> None:
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\nab")

    assert "closed the connection (the rest is missing)" in str(failing(*[behaviour] * 4)[0])


def test_a_server_that_is_not_running() -> None:
    with serving() as server:
        pass
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        ask(server)


def test_a_catalog_removed_in_between() -> None:
    with serving() as server:
        client = Client(server.url, timeout=30, pause=0.001)
        client.get("/languages")
    with pytest.raises(EngineError, match="can no longer be reached, 4 times in a row"):
        client.get("/languages")


def test_no_safe_connection() -> None:
    with serving() as server, pytest.raises(EngineError, match=r"no secure connection|closed the connection"):
        Client(server.url.replace("http:", "https:"), timeout=30, pause=0.001).get("/languages")


def test_no_such_host() -> None:
    with pytest.raises(EngineUnavailable, match="cannot be reached"):
        Client(f"http://{'x' * 64}.invalid", timeout=30).get("/languages")
