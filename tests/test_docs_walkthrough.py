"""docs/walkthrough.md, step by step, in a copy of the sample."""

import re
from pathlib import Path

import pytest

from tests.sample import ROOT, commands_environment, copy_of_the_sample, run_block
from workflow import catalogs
from workflow.catalogs.provenance import draft_of, previous_text
from workflow.catalogs.states import Need, need
from workflow.model import Entry

PAGE = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
OLD = "La biblioteca abre a las nueve. Está en la casa vieja. Traiga una tarjeta."


class Walk:
    """The steps of one section, run one after the other; after each a catalog is looked at."""

    def __init__(self, folder: Path):
        self._copy = copy_of_the_sample(folder / "copy")
        self._environment = commands_environment(folder)
        self.said = ""
        """What the last step printed."""

    def __call__(self, section: str, catalog: str) -> list[bytes]:
        text = PAGE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
        seen = []
        for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            self.said = run_block(block, self._copy, self._environment)
            path = self._copy / "locales" / "es" / "LC_MESSAGES" / catalog
            seen.append(path.read_bytes() if path.exists() else b"")
        return seen


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return Walk(tmp_path)


def entry(data: bytes) -> Entry:
    (found,) = catalogs.parse(data).live
    return found


def test_one_sentence_is_drafted_again(walk: Walk) -> None:
    seen = walk("An edited sentence", "news/hours.po")
    translated, stale, drafted, discarded = map(entry, seen)
    assert translated.text == OLD and not translated.fuzzy
    assert need(stale) is Need.STALE and stale.text == OLD
    made = draft_of(drafted)
    assert made is not None and ("repaired", "1/3") in made.extra
    assert drafted.text.endswith(" Está en la casa vieja. Traiga una tarjeta.")
    assert not drafted.text.startswith("La biblioteca abre a las nueve.")
    assert previous_text(drafted) == (OLD,) and drafted.previous_msgid is not None
    assert seen[3] == seen[1] and discarded.text == OLD


def test_the_draft_gets_the_term_of_the_glossary(walk: Walk) -> None:
    before, after = map(entry, walk("A glossary term", "news/ferry.po"))
    assert before.text and "barquero" not in before.text
    assert "barquero" in after.text and draft_of(after) is not None


def test_what_was_translated_comes_back_with_the_new_number(walk: Walk) -> None:
    *_, drafted, _ = walk("A similar text", "news/new-year.po")
    found = entry(drafted)
    assert found.text == "El museo está cerrado el 31 de diciembre. Toque el timbre en la puerta del jardín."
    made = draft_of(found)
    assert made is not None and made.engine == "memory" and ("match", "100") in made.extra and found.fuzzy
    assert "100" in walk.said and "el 2 de diciembre" in walk.said
