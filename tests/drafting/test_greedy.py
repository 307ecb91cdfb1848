"""Drafts by an engine with one greedy hypothesis: by one that behaves as Firefox's models are known to, and by a tiny one of these models."""

import random
from pathlib import Path

import pytest

from benchmarks.greedy_engine import GreedyEngine
from benchmarks.inline_tags import units
from tests.shared import SHARED, needs_shared
from tests.starter import PACKAGE
from workflow.drafting.strategies import WHOLE_SENTENCE
from workflow.drafting.strategies.placeholder_styles import STYLES, probe
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.argos import ArgosEngine
from workflow.engines.firefox import FirefoxEngine
from workflow.engines.packages.firefox import read_firefox
from workflow.inline_tags import Grammar

TINY = SHARED / "models" / "firefox-tiny" / "en-es"


@needs_shared
def test_inline_tags_come_through_a_greedy_engine() -> None:
    """Three quarters of its translations keep a style of placeholder tags; in the rest, other styles and forms of the sentence help."""
    work = [text for _, _, text in random.Random(4).sample(list(units()), 150)]
    drafter = Drafter(GreedyEngine(ArgosEngine(PACKAGE)), "en", "es")
    drafts = [draft for draft in drafter.draft(work) if not draft.copied]
    valid = [draft for draft in drafts if draft.text is not None]
    assert len(valid) >= 0.98 * len(drafts)
    whole = [
        draft for draft in valid if all(one.chosen and one.chosen.strategy in WHOLE_SENTENCE for one in draft.sentences)
    ]
    assert len(whole) >= 0.95 * len(drafts)
    used = {one.chosen.strategy for draft in valid for one in draft.sentences if one.chosen}
    assert {"placeholder tags 1", "placeholder tags 2", "placeholder tags 3"} <= used


def test_a_greedy_engine_is_asked_in_the_styles_that_it_copies() -> None:
    styles = probe(GreedyEngine(ArgosEngine(PACKAGE)), "en", None)
    assert len(styles) == 3
    assert "｟#｠" not in {style.noun for style in styles}


@needs_shared
def test_a_model_of_firefox_is_probed() -> None:
    package = read_firefox(TINY)
    assert package
    styles = probe(FirefoxEngine(package), "en", None)
    assert len(styles) == 3
    assert set(styles) <= set(STYLES)


@needs_shared
@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Open the file.", "Abrir el archivo."),
        ("Open the `file` and save the [new image](a.png).", "Abrir el `file` y guardar el [nuevo imagen](a.png)."),
        ("Search the **message** for 12 users…", "Buscar el **mensaje** para 12 usuarios…"),
        ("Open the file\u00a0①: 10² pages™", "Abrir el archivo ①: 10² páginas™"),
        ("Cancel 😀 and open the list.", "Cancelar 😀 y abrir el lista."),
    ],
)
def test_a_model_of_firefox_drafts(tmp_path: Path, source: str, target: str) -> None:
    package = read_firefox(TINY)
    assert package
    [draft] = Drafter(FirefoxEngine(package), "en", "es", store=tmp_path / "styles.json").draft(
        [Text(source, Grammar("markdown"))]
    )
    assert draft.text == target
    assert (draft.source.name, draft.source.package, draft.source.hash) == ("firefox", package.name, package.hash)
