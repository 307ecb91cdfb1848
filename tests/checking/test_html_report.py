"""The page of findings: grouped by catalog, with the part marked and the correction; valid whatever the texts hold."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.pages import checked_page, text_of
from tests.program import TemporaryProject
from workflow.checking import CheckReport, Dismissed
from workflow.checking.html_report import html_report
from workflow.checks.rules import RULES
from workflow.errors import CatalogError
from workflow.findings import Finding
from workflow.model import Severity, Span

ROOT = Path("/project")


def finding(name: str = "numbers", code: str = "es", **details: str) -> Finding:
    texts = {"source": "It has 15 doors.", "target": "Tiene 14 puertas.", "problem": "15 is missing"}
    return Finding(
        name,
        RULES[name].severity,
        "a message",
        language=code,
        unit=f"{code}:guide#00112233",
        catalog=ROOT / f"locales/{code}/LC_MESSAGES/guide.po",
        catalog_line=12,
        source=ROOT / "source/guide.md",
        source_line=3,
        span=Span(6, 8),
        source_span=Span(7, 9),
        fix="Tiene 15 puertas.",
        details=texts | details,
    )


def test_what_the_page_shows() -> None:
    found = (finding("negation"), finding(), finding("numbers", "ar", target="12 أبواب"), finding("end_stop"))
    report = CheckReport(
        found,
        (Dismissed(finding(), "It is meant so."),),
        entries=40,
        catalogs=3,
        problems=(CatalogError("x.po:3: is damaged."),),
    )
    page = html_report(report, ROOT)
    top = checked_page(page)
    text = " ".join(text_of(top.find("body")).split())
    assert "40 entries in 3 catalogs: 2 errors, 1 warning, 1 note; 1 ignored." in text
    assert "x.po:3: is damaged." in text and "It is meant so." in text
    assert RULES["numbers"].description in text and RULES["end_stop"].description in text
    assert [text_of(one).strip() for one in top.iter("h2") if one.attrib["id"].startswith("catalog-")] == [
        "locales/es/LC_MESSAGES/guide.po", "locales/ar/LC_MESSAGES/guide.po",
    ]  # fmt: skip
    articles = list(top.iter("article"))
    assert [one.attrib["class"] for one in articles] == [
        "finding error",
        "finding warning",
        "finding note",
        "finding error",
    ]
    assert "It has <mark>15</mark> doors." in page and "Tiene <mark>14</mark> puertas." in page
    assert "Tiene <del>14</del><ins>15</ins> puertas." in page
    assert "line 12" in text_of(articles[0]) and "source/guide.md:3" in text_of(articles[0])
    arabic = [one for one in articles[3].iter("dd") if one.attrib.get("lang") == "ar"]
    assert {one.attrib["dir"] for one in arabic} == {"rtl"}


def test_nothing_found() -> None:
    assert "Nothing was found." in text_of(checked_page(html_report(CheckReport(entries=2, catalogs=1), ROOT)))


HOSTILE = (
    "</dd></style><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7 * 7 }} \u202e\x00\x1b[31m\ufffe\" ' `"
)


def test_hostile_texts_stay_texts() -> None:
    bad = finding(source=HOSTILE, target=HOSTILE, problem=HOSTILE)
    report = CheckReport((bad,), (Dismissed(bad, HOSTILE),), entries=1, catalogs=1, problems=(CatalogError(HOSTILE),))
    text = text_of(checked_page(html_report(report, Path("/elsewhere"))))
    assert text.count("<script>alert(1)</script>") >= 5 and "{{ 7 * 7 }}" in text and "[U+202E][U+0000][U+001B]" in text


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_every_page_is_valid(source: str, target: str, start: int, length: int) -> None:
    one = finding(source=source, target=target, problem=target)
    checked_page(html_report(CheckReport((one,), entries=1, catalogs=1), ROOT))


def test_the_command(project: TemporaryProject) -> None:
    project.write("workflow.yaml", "title: A test\nsource_language: en\nlanguages: [es]\n")
    project.write("source/guide.md", "It has 12 doors.\n")
    project.good("extract")
    path = "locales/es/LC_MESSAGES/guide.po"
    project.write(path, project.read(path).replace('doors."\nmsgstr ""', 'doors."\nmsgstr "Tiene 13  puertas"'))
    for done in (project.run("check", "--format", "html"), project.run("check", path, "--format", "html")):
        assert done.code == 1 and done.out.startswith("<!doctype html>"), done.err
        checked_page(done.out)
        assert "<mark>  </mark>" in done.out and "puertas<ins>.</ins>" in done.out


def test_severities_are_those_of_the_style_sheet() -> None:
    page = html_report(CheckReport((finding(),), entries=1, catalogs=1), ROOT)
    for severity in Severity:
        assert f".is-{severity.value} " in page and f".severity.{severity.value} " in page
