"""No request reaches a file outside the folder of the website."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from workflow.serving.site_files import SiteState, is_local, reply

SECRET = b"not for readers"
NAMES = st.sampled_from(
    [
        "",
        ".",
        "..",
        "%2e%2e",
        "..%2f..",
        "es",
        "es%2findex.html",
        "index.html",
        "secret",
        "link",
        "html",
        "%00",
        "%ff",
        "a\\b",
        "?",
        "#",
    ]
)


@given(parts=st.lists(NAMES, max_size=6), mount=st.sampled_from(["/", "/es/", "/a b/"]), end=st.sampled_from(["", "/"]))
def test_any_path(parts: list[str], mount: str, end: str) -> None:
    with tempfile.TemporaryDirectory() as top:
        html = Path(top, "html")
        (html / "es").mkdir(parents=True)
        (html / "es/index.html").write_bytes(b"<p>Hola</p>")
        Path(top, "secret").write_bytes(SECRET)
        (html / "link").symlink_to(Path(top, "secret"))
        (html / "es/link").symlink_to(Path(top), target_is_directory=True)
        answer = reply(html, SiteState("v", mount), f"{quote(mount)}{'/'.join(parts)}{end}")
    assert SECRET not in answer.body
    assert answer.status in (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
    assert (answer.status is HTTPStatus.OK) == (b"Hola" in answer.body)
    # A browser takes "//host" for another site.
    assert (
        (answer.location[:1] == "/" != answer.location[1:2]) if answer.location else answer.status != HTTPStatus.FOUND
    )


@given(st.text(max_size=30), st.integers(0, 99999))
def test_any_name_of_a_host(name: str, port: int) -> None:
    local = name.lower() in ("127.0.0.1", "localhost")
    assert is_local(name) == local
    assert is_local(f"{name}:{port}") == local
    assert is_local(f"127.0.0.1.{name}") is False
    assert is_local(f"{name}@localhost") is False
