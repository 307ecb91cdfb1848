"""The search of the pages: what its index has, that it is the same each time, and what pages say without one."""

import gzip
import json
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.program import TemporaryProject
from tests.publishing.project import CONFIG, GUIDE, Small, small, words
from workflow.model import Selection
from workflow.publishing import publish, search_index, verify

needs_pagefind = pytest.mark.skipif(find_spec("pagefind") is None, reason="needs pagefind, of the extra search")

SEARCH = CONFIG + "search: pagefind\n"
COMPLETE = "publish: {rules: [{documents: guide.md, complete_only: true}]}\n"


def lake(root: Path, config: str = SEARCH) -> Small:
    """Pages of people and machines; nothing is in Arabic but one text."""
    made = small(root, config)
    made.write(
        "source/island.md",
        "# Island\n\nA small island. `x < y & z`\n\nIt has a lighthouse.\n\n- [ ] Bring a lamp.\n\n| Tide | Hour |\n|--|--|\n| Low | 5 |\n",
    )
    made.write("source/guide.md", GUIDE.replace("date:", "author: Ann <b> Lee\ndate:"))
    made.translate("es", "index.md", {"The river": ("El río", "draft"), "It is slow.": "Es lento."})
    made.translate("es", "island.md", {"Island": "Isla", "It has a lighthouse.": ("Tiene un faro.", "draft")})
    made.translate("ar", "island.md", {"Island": "جزيرة"})
    return made


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Such pages, published, for tests that only read."""
    made = lake(tmp_path_factory.mktemp("lake"))
    assert not publish(made.project).problems
    return made


def fragments(made: Small) -> dict[str, dict[str, object]]:
    """What the index has, by the path of the page."""
    found = {}
    for path in (made.html / "pagefind/fragment").iterdir():
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[data["url"].lstrip("/")] = data
    return found


@needs_pagefind
def test_the_program_builds_the_same_index_each_time(tmp_path: Path) -> None:
    one, other = lake(tmp_path / "one"), lake(tmp_path / "elsewhere/other")
    for made in (one, other):
        TemporaryProject(made.root).good("publish")
    tree = one.tree("editions/html/pagefind")
    assert tree == other.tree("editions/html/pagefind")
    assert {path.split(".")[0] for path in tree if "/" not in path} >= {"pagefind", "pagefind-entry", "pagefind-worker", "wasm"}  # fmt: skip
    assert not any("ui" in path for path in tree)
    assert "altered" not in TemporaryProject(one.root).good("publish", "--verify").out


@needs_pagefind
def test_the_index_has_the_words_of_the_language_and_marks_those_of_a_machine(published: Small) -> None:
    found = fragments(published)
    assert sorted(path for path in found if path.startswith("en/")) == [
        "en/guide.html",
        "en/index.html",
        "en/island.html",
    ]
    assert sorted(path for path in found if not path.startswith("en/")) == [
        "ar/island.html",
        "es/index.html",
        "es/island.html",
    ]
    island, index = found["es/island.html"], found["es/index.html"]
    assert island["meta"] == {"title": "Isla"} and island["filters"] == {"machine": ["yes"]}
    assert "faro" in str(island["content"]) and "small" not in str(island["content"])
    assert isinstance(index["meta"], dict) and index["meta"]["title"] == "El río"
    assert "lento" in str(index["content"]) and "máquina" not in str(index["content"])
    assert "Bring a lamp" in str(found["en/island.html"]["content"])
    assert re.search(r"\bTide\b.*\bHour\b", str(found["en/island.html"]["content"]))
    assert found["ar/island.html"]["meta"] == {"title": "جزيرة"}
    guide = found["en/guide.html"]
    assert guide["meta"] == {"title": "The guide", "author": "Ann <b> Lee"} and guide["filters"] == {}
    assert "Ann" not in str(guide["content"]) and "rope" in str(guide["content"])


@needs_pagefind
def test_a_title_in_another_language_says_so(tmp_path: Path) -> None:
    made = lake(tmp_path)
    made.translate("es", "island.md", {"It has a lighthouse.": "Tiene un faro."})
    publish(made.project)
    found = fragments(made)["es/island.html"]
    assert found["meta"] == {"title": "Island"} and found["filters"] == {"language": ["en"]}


@needs_pagefind
def test_what_a_machine_wrote_counts_for_less(published: Small) -> None:
    page = published.page("es/island.html")
    assert re.findall(r"<(\w+)[^>]* data-pagefind-weight=\"([\d.]+)\"", page) == [("p", "0.5")]
    assert re.findall(r"<(\w+)[^>]* data-pagefind-weight=\"([\d.]+)\"", published.page("es/index.html")) == [
        ("h1", "2")
    ]


@needs_pagefind
def test_a_page_that_is_not_published_in_a_language_is_not_found(tmp_path: Path) -> None:
    made = lake(tmp_path, SEARCH + COMPLETE)
    made.translate("es", "guide.md", {"Tools": "Herramientas"})
    publish(made.project)
    assert "es/guide.html" not in fragments(made) and "en/guide.html" in fragments(made)


@needs_pagefind
def test_a_part_of_the_publication_leaves_all_of_it_in_the_index(tmp_path: Path) -> None:
    made = lake(tmp_path)
    publish(made.project)
    before = made.tree()
    publish(made.project, Selection(languages=("es",)))
    assert made.tree() == before
    made.write("source/island.md", "# Island\n\nA large island.\n")
    publish(made.project, Selection(languages=("es",), documents=("island.md",)))
    found = fragments(made)
    assert "small" in str(found["en/island.html"]["content"]) and len(found) == 6
    publish(made.project)
    assert "large" in str(fragments(made)["en/island.html"]["content"])


@needs_pagefind
def test_no_compressed_copy_of_another_language_stays_with_a_new_index(tmp_path: Path) -> None:
    made = lake(tmp_path)
    publish(made.project, also=["compress"])
    made.write("source/index.md", "# The lake\n\nAnother water, with other words.\n")
    publish(made.project, Selection(languages=("es",)))
    assert not [path for path in made.tree("editions/html") if path.endswith(".gz")]
    assert not [one for one in verify(made.project).findings if "editions/" in one.message]


@needs_pagefind
def test_an_index_that_was_changed_is_built_again(tmp_path: Path) -> None:
    made = lake(tmp_path)
    publish(made.project)
    before = made.tree()
    (made.html / "pagefind/pagefind.js").write_text("alert(1)")
    publish(made.project)
    assert made.tree() == before
    shutil.rmtree(made.html / "pagefind")
    publish(made.project)
    assert made.tree() == before


@needs_pagefind
def test_without_a_script_there_is_nothing_of_a_search(published: Small) -> None:
    page = published.page("es/island.html")
    shown = re.sub(r"<template.*</template>", "", page, flags=re.DOTALL)
    assert "Buscar" in page and "Buscar" not in words(shown)
    assert re.findall(r"<script[^>]*>", shown.partition("<body>")[2]) == ['<script defer src="../theme/search.js">']
    assert "<script>" not in page and " onclick" not in page


@needs_pagefind
def test_a_theme_can_have_a_script_of_its_own(tmp_path: Path) -> None:
    made = lake(tmp_path)
    made.write("look/search.js", "// my own\n")
    made.write("workflow.yaml", SEARCH + "theme: look\n")
    publish(made.project)
    assert (made.html / "theme/search.js").read_text() == "// my own\n"


@needs_pagefind
def test_a_language_without_a_page_to_find_has_no_search(tmp_path: Path) -> None:
    made = lake(tmp_path)
    made.translate("ar", "island.md", {})
    publish(made.project)
    assert "edition:search" not in made.page("ar/island.html") and "data-pagefind-body" not in made.page(
        "ar/index.html"
    )


def test_no_page_has_a_search_unless_it_is_wanted(tmp_path: Path) -> None:
    made = lake(tmp_path, CONFIG)
    publish(made.project)
    assert not [path for path, data in made.tree("editions/html").items() if b"pagefind" in data or "search" in path]


def test_an_index_that_somebody_else_made_stays(tmp_path: Path) -> None:
    made = lake(tmp_path, CONFIG)
    publish(made.project)
    made.write("editions/html/pagefind/pagefind.js", "// theirs")
    report = publish(made.project)
    assert [one.id for one in report.findings if "pagefind" in one.message] == ["foreign_file"]
    assert made.page("pagefind/pagefind.js") == "// theirs"


@needs_pagefind
def test_a_search_that_is_no_longer_wanted_is_gone(tmp_path: Path) -> None:
    made = lake(tmp_path)
    publish(made.project)
    made.write("workflow.yaml", CONFIG)
    publish(made.project)
    assert not [path for path in made.tree("editions/html") if "pagefind" in path or "search" in path]


def test_without_pagefind_the_other_outputs_are_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind", None)
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    search_index.missing.cache_clear()
    try:
        report = publish(lake(tmp_path).project)
    finally:
        search_index.missing.cache_clear()
    assert report.changed == ("source", "manifest.json") and report.failed == ("html",)
    assert [str(problem) for problem in report.problems] == [
        f"{tmp_path}/editions/html: cannot be built: The search needs pagefind, which the extra workflow-editions[search] installs."
    ]


@needs_pagefind
def test_a_pagefind_that_fails_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'Error: no space.' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    report = publish(lake(tmp_path / "lake").project)
    assert report.failed == ("html",)
    assert [str(problem) for problem in report.problems] == [
        f"{tmp_path}/lake/editions/html/pagefind: cannot be built: pagefind failed (Error: no space)."
    ]
