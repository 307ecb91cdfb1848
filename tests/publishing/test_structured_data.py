"""Marks for machines: what programs are told about a page, and that nothing in it acts."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.project import CONFIG, Small, small
from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.provenance import DraftComment, put_draft, put_edit
from workflow.catalogs.source_edits.kinds import EditKind
from workflow.model import Entry, Kind, Span, Unit
from workflow.project.publish_policy import PublishSettings
from workflow.publishing import publish
from workflow.publishing.policy import decide
from workflow.publishing.structured_data import source_types

EMPTY = Entry("A boat.")
PERSON = replace(EMPTY, msgstr=("Un barco.",))
TRAINED = put_draft(EMPTY, "Un bote.", DraftComment("argos", "p-1", "0a1b2c3d", risk=0.2))
RULES = put_draft(EMPTY, "Una barca.", DraftComment("apertium", "en-es", risk=0.2))
MEMORY = put_draft(EMPTY, "Un barco.", DraftComment("memory"))
COPY = put_draft(EMPTY, "A boat.", DraftComment("copy"))
EDITED = replace(TRAINED, msgstr=("Un gran bote.",), flags=())
APPROVED = approve(TRAINED, "Ana", "2026-11-20", review=Review.BILINGUAL)
BY_RULE = approve(TRAINED, "low-risk", "2026-11-20", review=Review.RULE)
REPAIRED = put_draft(
    put_edit(replace(PERSON, flags=("fuzzy",)), EditKind.SENTENCE, "12345678"), "Dos botes.", DraftComment("argos")
)
T, A, S, C = "TrainedAlgorithmicMedia", "AlgorithmicMedia", "CompositeSynthetic", "Composite"
UNIT = Unit(0, "A boat.", None, Span(0, 1), Kind.PARAGRAPH, 1)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], []),
        ([EMPTY], []),
        ([PERSON], []),
        ([MEMORY, COPY, PERSON], []),
        ([REPAIRED], []),  # the person's earlier text is published
        ([TRAINED], [T]),
        ([TRAINED, EMPTY, COPY], [T]),
        ([APPROVED], [T]),
        ([BY_RULE], [T]),
        ([TRAINED, PERSON], [S]),
        ([TRAINED, MEMORY], [S]),
        ([TRAINED, REPAIRED], [S]),
        ([EDITED], [T, "humanEdits"]),
        ([EDITED, PERSON], [S, "humanEdits"]),
        ([RULES], [A]),
        ([RULES, TRAINED], [T]),
        ([RULES, PERSON], [C]),
        ([RULES, TRAINED, PERSON], [S]),
    ],
)
def test_the_terms_for_a_page(entries: list[Entry], expected: list[str]) -> None:
    units = [decide(UNIT, entry, PublishSettings()) for entry in entries]
    found = [re.sub(r"^https://schema\.org/(\w+)DigitalSource$|^http.*/", r"\1", one) for one in source_types(units)]
    assert found == expected


@pytest.fixture
def river(tmp_path: Path) -> Small:
    return small(tmp_path)


def data_of(page: str) -> dict[str, Any]:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data: dict[str, Any] = json.loads(found)
    return data


SLOW = "It is slow."


def test_what_a_page_says(river: Small) -> None:
    river.translate("es", "index.md", {"The river": ("El río", "draft"), SLOW: ("Es lento.", "approved")})
    publish(river.project)
    assert data_of(river.page("es/index.html")) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": "El río",
        "inLanguage": "es",
        "digitalSourceType": "https://schema.org/CompositeSyntheticDigitalSource",
    }
    for page in ("en/index.html", "es/guide.html", "ar/index.html"):
        assert "<script" not in river.page(page)
    river.write("workflow.yaml", f"{CONFIG}site_url: https://example.org/x/\ncredit_translators: true\n")
    publish(river.project)
    found = data_of(river.page("es/index.html"))
    assert found["translator"] == [{"@type": "Person", "name": "Ana"}]
    assert found["url"] == "https://example.org/x/es/"
    assert found["translationOfWork"] == {
        "@type": "WebPage",
        "url": "https://example.org/x/en/",
        "inLanguage": "en",
    }
    assert "digitalSourceType" not in data_of(river.page("ar/index.html"))


def test_a_c2pa_manifest_is_linked_on_request(river: Small) -> None:
    river.write("source/a b/x.md", "# X\n")
    river.write("workflow.yaml", f"{CONFIG}c2pa_manifest: https://example.org/c/{{language}}/{{page}}.c2pa?a&b\n")
    publish(river.project)
    assert 'rel="c2pa-manifest" type="application/c2pa" href="https://example.org/c/es/guide.html.c2pa?a&amp;b"' in (
        river.page("es/guide.html")
    )
    assert 'href="https://example.org/c/ar/a%20b/x.html.c2pa' in river.page("ar/a b/x.html")


@pytest.mark.parametrize("title", ["</script><script>alert(1)</script>", "<!--<script>", "a & b \u2028 c", '"}', "]]>"])
def test_no_title_ends_the_element(river: Small, title: str) -> None:
    river.write("source/index.md", f"---\ntitle: T\n---\n\n{SLOW}\n")
    river.translate("es", "index.md", {"T": title, SLOW: ("Es lento.", "draft")})
    publish(river.project)
    page = river.page("es/index.html")
    assert page.count("<script") == page.count("</script>") == 1
    assert data_of(page)["name"].split() == title.split()
