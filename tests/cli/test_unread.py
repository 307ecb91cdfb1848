"""Nothing is left out in silence: what ``doctor``, ``extract``, ``run`` and ``publish`` say about sources that are not understood."""

import json

import pytest

from tests.program import TemporaryProject

CONFIG = "title: News\nsource_language: en\nlanguages: [es]\nengines: []\nfront_matter: [default, lede]\n"
FERRY = "---\ntitle: Ferry strike: day two\nauthor: Marta\nkicker: A line of words for the reader.\n---\n\nText.\n"


@pytest.fixture
def news(project: TemporaryProject) -> TemporaryProject:
    project.write("workflow.yaml", CONFIG)
    project.write("source/ferry.md", FERRY)
    project.write("source/calm.md", "---\ntitle: Calm\nblurb: Another line of words for readers.\n---\n\nText.\n")
    for name in ("a.rst", "b.rst", "c.docx"):
        project.write(f"source/{name}", "Text\n")
    return project


def test_doctor_names_everything(news: TemporaryProject) -> None:
    shown = " ".join(news.good("doctor").out.split())
    for part in ("ferry.md:2: not valid YAML", '"kicker" looks like text', '"blurb" looks like text', '"lede"'):
        assert part in shown
    assert "2 .rst files are copied untranslated: a.rst, b.rst" in shown
    assert "1 .docx file is copied untranslated: c.docx" in shown
    assert "1 problem found" in shown


def test_run_has_one_line_for_each_kind(news: TemporaryProject) -> None:
    result = news.good("run")
    assert result.err.splitlines() == [line for line in result.err.splitlines() if "ferry.md:2: not valid YAML" in line]
    notes = [line for line in result.out.splitlines() if line.startswith("Note: ")]
    assert len(notes) == 3
    assert '"blurb"' in notes[0] and "Also: kicker. See `workflow doctor`." in notes[0]
    assert ".docx" in notes[1] and "Also: .rst." in notes[1]
    assert '"lede"' in notes[2]


def test_extract_names_what_is_in_the_documents_that_it_reads(news: TemporaryProject) -> None:
    result = news.good("extract")
    assert "ferry.md:2: not valid YAML" in result.err
    assert '"blurb" looks like text' in result.out and ".rst" not in result.out
    data = json.loads(news.good("extract", "--check", "--json").out)
    assert data["findings"] == []


def test_publish_shows_the_value_and_reports_the_mistake(news: TemporaryProject) -> None:
    news.good("extract")
    result = news.good("publish")
    assert "ferry.md:2: not valid YAML" in result.err
    page = news.read("editions/html/en/ferry.html")
    assert "<h1>Ferry strike: day two</h1>" in page and "Marta" in page
    assert news.run("publish", "--strict").code == 1
    found = {finding["id"] for finding in json.loads(news.good("publish", "--json").out)["findings"]}
    assert found >= {"unreadable_front_matter", "untranslated_key", "unread_file", "unused_key"}


def test_a_document_that_cannot_be_read_hides_nothing_from_doctor(news: TemporaryProject) -> None:
    (news.root / "source/latin.md").write_bytes(b"caf\xe9\n")
    shown = news.good("doctor").out
    assert "latin.md" in shown and '"kicker"' in " ".join(shown.split())


def test_mdx_is_a_document_if_asked_for(news: TemporaryProject) -> None:
    news.write("source/guide.mdx", "# Guide\n")
    news.write("workflow.yaml", CONFIG + 'documents: ["**/*.md", "**/*.mdx"]\n')
    news.good("extract")
    assert 'msgid "Guide"' in news.read("locales/es/LC_MESSAGES/guide.po")


def test_init_asks_for_mdx_where_there_is_some(project: TemporaryProject) -> None:
    project.write("docs/a.mdx", "# A\n")
    project.write("docs/b.md", "# B\n")
    project.good("init", "-l", "es", "--title", "T")
    assert 'documents: ["**/*.md", "**/*.markdown", "**/*.txt", "**/*.mdx"]' in project.read("workflow.yaml")
    project.good("extract")
    assert 'msgid "A"' in project.read("locales/es/LC_MESSAGES/a.po")
