"""The two policies of the HTTP module, against servers on the loopback."""

import contextlib
import logging
import time
from functools import partial

import pytest

from tests.engines.server import Request, serving
from workflow.engines.http import (
    DOWNLOAD,
    CutShort,
    HTTPFailure,
    Policy,
    TooLarge,
    TooSlow,
    Unreachable,
    exchange,
    server_policy,
)

SERVER = server_policy(30)


def body(url: str, policy: Policy, limit: int = 1 << 20) -> tuple[int, bytes]:
    with exchange(url, policy) as response:
        return response.status, response.read(limit)


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_downloads_follow_redirections_and_servers_do_not(code: int) -> None:
    with serving({"/b": lambda request: request.answer(b"here")}) as (other, _):
        moved = {"/a": lambda request: request.answer(b"moved", status=code, headers={"Location": f"{other}/b"})}
        with serving(moved) as (address, _):
            assert body(f"{address}/a", DOWNLOAD) == (200, b"here")
            assert body(f"{address}/a", SERVER) == (code, b"moved")


def test_a_loop_of_redirections_ends() -> None:
    loop = {"/a": lambda request: request.answer(b"", status=302, headers={"Location": "/a"})}
    with serving(loop) as (address, seen):
        assert body(f"{address}/a", DOWNLOAD)[0] == 302
    assert 1 < len(seen) < 20


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/a", "file:///etc/passwd", "data:,a", "gopher://a"])
def test_downloads_follow_no_redirection_to_another_protocol(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = {"/a": lambda request: request.answer(b"moved", status=302, headers={"Location": place})}
    with serving({"/b": lambda request: request.answer(b"by way of a proxy")}) as (proxy, seen):
        monkeypatch.setenv("ftp_proxy", proxy)
        with serving(moved) as (address, _):
            assert body(f"{address}/a", DOWNLOAD)[0] == 302
        assert not seen


def test_a_header_that_drips_ends() -> None:
    def dripping(request: Request) -> None:
        with contextlib.suppress(OSError):
            for byte in b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200:
                request.wfile.write(bytes([byte]))
                request.wfile.flush()
                time.sleep(0.02)

    with serving({"/a": dripping}) as (address, _), pytest.raises(TooSlow):
        body(f"{address}/a", Policy(0.3, total=False, slowest=1, redirects=True, proxies=True))


def test_downloads_use_the_proxy_of_the_environment_and_servers_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    proxied = {"http://example.invalid/a": lambda request: request.answer(b"by way of the proxy")}
    with serving(proxied) as (proxy, seen):
        monkeypatch.setenv("http_proxy", proxy)
        assert body("http://example.invalid/a", DOWNLOAD) == (200, b"by way of the proxy")
        assert len(seen) == 1
        with serving({"/a": lambda request: request.answer(b"directly")}) as (address, _):
            assert body(f"{address}/a", SERVER) == (200, b"directly")
        assert len(seen) == 1


@pytest.mark.parametrize("policy", [SERVER, DOWNLOAD], ids=["server", "download"])
def test_every_status_is_an_answer(policy: Policy) -> None:
    for status in (204, 401, 404, 416, 500):
        with serving({"/a": partial(Request.answer, body=b"", status=status)}) as (address, _):
            assert body(f"{address}/a", policy)[0] == status


@pytest.mark.parametrize("policy", [SERVER, DOWNLOAD], ids=["server", "download"])
def test_what_can_go_wrong(policy: Policy) -> None:
    answers = {
        "/short": lambda request: request.answer(b"1234", length=10),
        "/long": lambda request: request.answer(b"12345"),
        "/nothing": lambda request: None,
    }
    with serving(answers) as (address, _):
        with pytest.raises(CutShort, match="6 bytes are missing"):
            body(f"{address}/short", policy)
        with pytest.raises(TooLarge):
            body(f"{address}/long", policy, limit=4)
        assert body(f"{address}/long", policy, limit=5) == (200, b"12345")
        with pytest.raises(CutShort):
            body(f"{address}/nothing", policy)
    with pytest.raises(Unreachable, match="connection refused"):
        body(f"{address}/short", policy)
    for nonsense in ("http://[::1/", "http://a b/", "http://x.invalid/\n", f"http://{'ü' * 64}.invalid/"):
        with pytest.raises(HTTPFailure):
            body(nonsense, policy)


def test_the_deadline_holds_for_the_whole_exchange_of_a_server_only() -> None:
    def trickling(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "8")
        request.end_headers()
        for _ in range(8):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.1)

    with serving({"/a": trickling}) as (address, _):
        with pytest.raises(TooSlow):
            body(f"{address}/a", server_policy(0.4))
        assert body(f"{address}/a", Policy(0.4, total=False, slowest=1, redirects=True, proxies=True)) == (
            200,
            b"x" * 8,
        )
        with pytest.raises(TooSlow, match=r"bytes in 0\.4 seconds"):
            body(f"{address}/a", Policy(0.4, total=False, slowest=1000, redirects=True, proxies=True))


def test_the_log_names_addresses_and_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "workflow")
    with serving({"/a?key=sesame": lambda request: request.answer(b"here")}) as (address, _):
        url = address.replace("http://", "http://me:sesame@") + "/a?key=sesame"
        with exchange(url.replace("me:sesame@", ""), SERVER, headers={"Authorization": "Bearer sesame"}):
            pass
        with pytest.raises(HTTPFailure):
            body(url, SERVER)
    assert f"GET {address}/a" in caplog.text
    assert f"{address}/a answers 200" in caplog.text
    assert "sesame" not in caplog.text
