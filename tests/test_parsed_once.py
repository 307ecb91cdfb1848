"""A command parses each catalog and document once, and opens the memory and the glossary once, however many steps it has."""

import shutil
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.sample import copy_of_the_sample
from workflow.catalogs.parse import parser
from workflow.catalogs.store import CatalogStore
from workflow.errors import CatalogError
from workflow.extraction import extract
from workflow.formats import FORMATS
from workflow.glossary import check, loading, suggest
from workflow.memory import open_memory, sync
from workflow.parse_cache import ParseCache
from workflow.pipeline import run
from workflow.project import Project, load
from workflow.publishing import publish
from workflow.reporting import audit, doctor, provenance, queue, status


class Calls:
    """How often files were parsed, by path, and how often the memory and the glossary were opened."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.catalogs: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.opened: Counter[str] = Counter()
        self._patch = patch
        self._count(parser.parse, lambda *args: self.catalogs.update([str(args[1])]))
        self._count(sync.open_memory, lambda *_: self.opened.update(["memory"]))
        self._count(loading.load, lambda *_: self.opened.update(["glossary"]))
        for markup in set(FORMATS.values()):
            parse = markup.parse
            patch.setattr(
                markup,
                "parse",
                lambda *args, parse=parse, **named: (self.documents.update([named["path"]]), parse(*args, **named))[1],
            )

    def _count(self, function: Callable[..., object], note: Callable[..., None]) -> None:
        def counted(*args: object, **named: object) -> object:
            note(*args)
            return function(*args, **named)

        for name, module in list(sys.modules.items()):
            if name == "workflow" or name.startswith("workflow."):
                for attribute, value in list(vars(module).items()):
                    if value is function:
                        self._patch.setattr(module, attribute, counted)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample publication, with nothing left to do."""
    root = copy_of_the_sample(tmp_path_factory.mktemp("finished") / "sample")
    run(load(root))
    return root


@pytest.fixture
def sample(finished: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(finished, tmp_path / "sample", symlinks=True))


@pytest.fixture
def calls(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Calls]:
    yield Calls(monkeypatch)


def test_run_with_nothing_to_do(sample: Path, calls: Calls) -> None:
    project = load(sample)
    report = run(project)
    assert not report.changed
    documents = project.documents.paths()
    paths = [project.catalog_path(code, name) for code in project.config.languages for name in documents]
    assert calls.catalogs == Counter(map(str, paths))
    assert calls.documents == Counter(documents)
    assert calls.opened == {"memory": 1, "glossary": 1}


@pytest.mark.parametrize(
    "verb", [audit, check, doctor, extract, open_memory, provenance, publish, queue, status, suggest]
)
def test_every_command(sample: Path, calls: Calls, verb: Callable[[Project], object]) -> None:
    verb(load(sample))
    for counts in (calls.catalogs, calls.documents, calls.opened):
        assert not [name for name, count in counts.items() if count > 1]


def test_a_long_document_with_dead_links(sample: Path, calls: Calls) -> None:
    """It is longer than what the cache has room for: parsed for its page, for those in other languages, and once for all the links."""
    links = "".join(f"See [page {number}](page-{number}.md). {'More words. ' * 1000}\n\n" for number in range(60))
    (sample / "source/news/long.md").write_text(f"# Long\n\n{links}")
    report = publish(load(sample))
    assert len([finding for finding in report.findings if finding.id == "dead_link"]) == 60
    assert calls.documents["news/long.md"] <= 3


# The cache


def test_what_another_program_wrote_is_read(tmp_path: Path) -> None:
    store, path = CatalogStore(), tmp_path / "a.po"
    for text in ("Uno", "Dos", "Dos", "Tre"):
        path.write_text(f'msgid "One"\nmsgstr "{text}"\n')
        assert store.read(path).entries[0].text == text


def test_a_file_is_parsed_again_only_if_its_bytes_changed() -> None:
    parsed: list[bytes] = []
    cache: ParseCache[None] = ParseCache(1000)
    for data in (b"one", b"one", b"two", b"two", b"one"):
        cache.get("a", data, partial(parsed.append, data))
    assert parsed == [b"one", b"two", b"one"]


def test_equal_files_are_parsed_each_for_itself() -> None:
    cache: ParseCache[str] = ParseCache(1000)
    assert [cache.get(name, b"same", partial(str, name)) for name in "ab"] == ["a", "b"]


def test_the_cache_is_bounded() -> None:
    """By the bytes of the files; what was used least recently goes first, and what is larger than all of it is kept alone."""
    parsed: list[str] = []
    cache: ParseCache[None] = ParseCache(10)

    def ask(name: str, size: int = 5) -> None:
        cache.get(name, b"-" * size, partial(parsed.append, name))

    for name in "abacabd":
        ask(name)
    assert "".join(parsed) == "abcbd"
    ask("L", 11)
    ask("L", 11)
    ask("d")
    ask("L", 11)
    assert "".join(parsed) == "abcbdLdL"


def test_what_the_cache_has_no_room_for_is_dropped_before_the_next_is_parsed() -> None:
    """Two long files would take twice the memory."""
    cache: ParseCache[set[str]] = ParseCache(10)
    first = weakref.ref(cache.get("a", b"-" * 20, lambda: {"a"}))
    assert cache.get("b", b"-" * 20, lambda: {"gone" if first() is None else "there"}) == {"gone"}


def test_what_cannot_be_parsed_is_refused_each_time(tmp_path: Path) -> None:
    store, path = CatalogStore(), tmp_path / "a.po"
    path.write_text('msgid "One\n')
    for _ in range(2):
        with pytest.raises(CatalogError, match=r"a\.po:1"):
            store.read(path)
