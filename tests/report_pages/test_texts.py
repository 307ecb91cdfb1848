"""Texts on pages: parts are marked, and nothing acts unseen."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.report_pages import corrected, in_language, marked, parts, visible

TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("<>&\"'\u202e\u2066\u00a0\u200b\x00\x1b\r\n\ufffe e\u0301")), max_size=30
)


def without_marks(page: str) -> str:
    return html.unescape(re.sub("</?(mark|ins)>|<del>.*?</del>", "", page, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Tiene 13 puertas.", (6, 8), "Tiene <mark>13</mark> puertas."),
        ("por la noche", (12, 12), "por la noche<mark>‸</mark>"),
        ("a <b> & c", (2, 5), "a <mark>&lt;b&gt;</mark> &amp; c"),
        ("uno\u00a0dos", (3, 4), "uno<mark>⍽</mark>dos"),
        ("uno\u200bdos", (3, 4), "uno<mark>[U+200B]</mark>dos"),
        ("uno\u200cdos", (0, 3), "<mark>uno</mark>\u200cdos"),
        ("uno\ndos", (3, 4), "uno<mark>⏎\n</mark>dos"),
        ("uno", None, "uno"),
        ("uno", (2, 9), "uno"),
        ("uno\u202e", None, "uno[U+202E]"),
    ],
)  # fmt: skip
def test_marked(text: str, span: tuple[int, int] | None, expected: str) -> None:
    assert str(marked(text, span)) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("por la noche", "por la noche.", "por la noche<ins>.</ins>"),
        ("uno  dos", "uno dos", "uno <del> </del>dos"),
        ("13 <b>", "15 <b>", "<del>13</del><ins>15</ins> &lt;b&gt;"),
        ("en 2014.", "en 2015 y 2014.", "en <del>2014</del><ins>2015 y 2014</ins>."),
        ("en 214.", "en 24.", "en <del>214</del><ins>24</ins>."),
        ("¿no?", "¿no?", "¿no?"),
        ("", "uno", "<ins>uno</ins>"),
        ("aa", "a", "a<del>a</del>"),
        ("cafe\u0301", "cafe\u0300", "caf<del>e\u0301</del><ins>e\u0300</ins>"),
    ],
)  # fmt: skip
def test_corrected(text: str, new: str, expected: str) -> None:
    assert str(corrected(text, new)) == expected


@given(TEXTS, TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_every_text_is_escaped(text: str, new: str, start: int, end: int) -> None:
    for page in (str(marked(text, (start, end))), str(corrected(text, new))):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", page)
        assert "<" not in re.sub("</?(mark|ins|del)>", "", page)
    assert str(corrected(text, text)) == html.escape(visible(text), quote=True).replace("&#x27;", "&#39;").replace(
        "&quot;", "&#34;"
    )


@given(st.text(st.sampled_from("ab .<é12"), max_size=12), st.text(st.sampled_from("ab .<é12"), max_size=12))
def test_a_correction_holds_the_new_text(text: str, new: str) -> None:
    assert without_marks(str(corrected(text, new))) == new


def test_in_language() -> None:
    assert (in_language("ar").lang, in_language("ar").dir) == ("ar", "rtl")
    assert in_language("sr@latin").lang == "sr-Latn"
    for unknown in (None, "", "not a language"):
        assert (in_language(unknown).lang, in_language(unknown).dir) == ("", "auto")


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 10**9)), st.integers(0, 10**9))
def test_the_parts_of_a_bar_lie_one_after_the_other(numbers: dict[str, int], whole: int) -> None:
    found = parts(numbers, whole)
    assert [one.name for one in found] == [name for name, number in numbers.items() if number]
    at = 0.0
    for one in found:
        assert one.start == pytest.approx(at, abs=0.02)
        at = one.start + one.length
    assert at <= 1000.03
    if found and not whole:
        assert at == pytest.approx(1000, abs=0.03)
