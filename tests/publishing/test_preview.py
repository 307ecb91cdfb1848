"""``publish --drafts``: a preview shows what the policy keeps from readers, and search engines list none of it."""

from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import CONFIG, Small, small, words
from workflow.publishing import preview_of, publish, verify

STRICT = (
    "site_url: https://example.org/\nsearch_engines: all\n"
    "publish: {allow: [approved, source], max_risk: 0.1, complete_only: true, rules: [{kinds: heading, allow: [source]}]}\n"
    "redirects: {old: guide.md}\n"
)


@pytest.fixture
def river(tmp_path: Path) -> Small:
    made = small(tmp_path, CONFIG + STRICT)
    made.translate(
        "es",
        "index.md",
        {"The river": ("El río", "draft"), "It is slow.": ("Es lento.", "draft"), "It is safe.": "Es seguro."},
    )
    return made


def test_a_preview_shows_what_the_policy_holds_back(river: Small) -> None:
    publish(river.project)
    readers = river.tree("editions/html")
    assert "Es lento." not in words(river.page("es/index.html"))
    report = publish(preview_of(river.project))
    assert report.folder == river.root / "editions/preview"
    shown = words((report.folder / "html/es/index.html").read_text(encoding="utf-8"))
    assert "El río" in shown and "Es lento." in shown and "Es seguro." in shown
    assert river.tree("editions/html") == readers
    assert verify(river.project).findings == ()
    assert verify(preview_of(river.project)).findings == ()


def test_no_page_of_a_preview_is_for_search_engines(river: Small) -> None:
    report = publish(preview_of(river.project))
    pages = list((report.folder / "html").rglob("*.html"))
    assert len(pages) > 6
    assert [page for page in pages if "noindex" not in page.read_text(encoding="utf-8")] == []
    for sitemap in (report.folder / "html").rglob("sitemap*.xml"):
        assert ".html</loc>" not in sitemap.read_text(encoding="utf-8")


def test_a_preview_is_made_by_one_command(river: Small) -> None:
    program = TemporaryProject(river.root)
    assert "editions/preview/html/es/index.html" in program.good("publish", "--drafts").out
    assert not (river.root / "editions/html").exists()
    assert "Leave out one of them" in program.run("publish", "--drafts", "--only", "draft").err
