"""The torture publication in one language: every link leads somewhere, menus lead to every page, and nothing hostile is in a page.

`.ci/steps/pages` publishes it in all languages, and has validators look at it.
"""

import pytest

from tests.publishing.project import Small
from tests.publishing.test_sanitising import FORBIDDEN
from tests.publishing.torture import torture
from tests.publishing.torture.checking import dead_links, to_look_at, unreachable
from workflow.publishing import Publication, publish


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Small, Publication]:
    made = torture(tmp_path_factory.mktemp("torture"), ["ar"], ["html"])
    return made, publish(made.project)


def test_every_link_leads_somewhere_or_is_named(published: tuple[Small, Publication]) -> None:
    made, report = published
    assert not report.problems
    assert list(dead_links(made.html, report)) == []


def test_menus_lead_to_every_page(published: tuple[Small, Publication]) -> None:
    made, report = published
    assert list(unreachable(made.html, report)) == []
    assert len(report.editions[0].pages) > 45


def test_nothing_hostile_is_in_a_page(published: tuple[Small, Publication]) -> None:
    made, report = published
    for edition in report.editions:
        for page in edition.pages:
            body = (
                made.page(f"{edition.language}/{page.page}").partition('<div class="body">')[2].partition("</main>")[0]
            )
            assert not FORBIDDEN.search(body), page.page
    assert not (made.root.parent / "etc").exists()


def test_every_state_of_a_text_occurs(published: tuple[Small, Publication]) -> None:
    counts = published[1].editions[1].readers
    assert counts.translated and counts.drafts and counts.previous and counts.source and counts.refused
    assert any(page.withheld for page in published[1].editions[1].pages)


def test_each_document_is_looked_at_once_at_least(published: tuple[Small, Publication]) -> None:
    chosen = list(to_look_at(published[1], "constructs.md"))
    assert len(chosen) == len(set(chosen)) == len(published[1].editions[0].pages) + 3
    assert all((published[0].html / path).is_file() for path in chosen)
