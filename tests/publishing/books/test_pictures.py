"""Pictures that readers of books show; SVG that runs and loads nothing."""

import pytest

from tests.publishing.library import DRAWING, PICTURE
from workflow.publishing.books.pictures import clean_svg, media_type

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'


def test_the_type_is_that_of_the_bytes() -> None:
    assert media_type("a.jpg", PICTURE, "img") == ("image/png", ".png")
    assert media_type("a.png", PICTURE[:40], "img") is None  # cut off
    assert media_type("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "img") == ("image/webp", ".webp")
    assert media_type("a.bmp", b"BM", "img") is None
    assert media_type("a.svg", b"<svg/>", "img") == ("image/svg+xml", ".svg")
    assert media_type("a.MP3", b"", "audio") == ("audio/mpeg", ".mp3")
    assert media_type("a.avi", b"", "video") is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        '<image href="https://tracker.example/a.png"/>',
        '<image xlink:href="//tracker.example/a.png"/>',
        '<use href="other.svg#a"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        "<style>@import 'https://tracker.example/a.css';</style>",
        "<style>rect { fill: u\\72l(https://tracker.example/a) }</style>",
        '<rect fill="url(https://tracker.example/a.svg#b)"/>',
        "<rect style=\"background: url('https://tracker.example/a')\"/>",
        '<foreignObject><iframe src="https://tracker.example/"/></foreignObject>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    ],
)
def test_what_runs_or_loads_is_taken_out(inside: str) -> None:
    found = clean_svg((SVG % inside).encode())
    assert found is not None
    for word in (b"script", b"alert", b"tracker", b"other.svg", b"data:", b"\\72"):
        assert word not in found


def test_a_drawing_stays_what_it_shows() -> None:
    found = clean_svg(DRAWING.encode())
    assert found is not None and clean_svg(found) == found
    for word in (b"<rect", b'fill="url(#g)"', b'stop-color="blue"', b"viewBox"):
        assert word in found
    assert b"ink" not in found and b"DOCTYPE" not in found


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"<html/>",
        b'<?xml version="1.0" encoding="no-such"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<!DOCTYPE svg [<!ENTITY a "'
        + b"x" * 99
        + b'">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%s;" % (str(n).encode() if n else b"") * 10) for n in range(9))
        + b']><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    assert clean_svg(data) is None
