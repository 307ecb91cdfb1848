"""The index of translations that can be reused: with it, without it and with a wrong one, an extraction writes the same."""

import base64
import json
import shutil
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.program import TemporaryProject
from workflow import catalogs
from workflow.extraction import Extraction, extract
from workflow.extraction.fingerprint import digest
from workflow.project import load

TODAY = "2026-11-23"
PARTS = {
    "harbour": [
        "The ferry leaves the northern harbour every morning at seven.",
        "Nobody remembers who built the wooden bridge behind the mill.",
    ],
    "library": [
        "Children under twelve borrow books without paying anything at all.",
        "Who comes late finds the side door in the lane behind the mill.",
    ],
    "market": [
        "On market days the square is closed to cars from dawn until noon.",
        "Note",
    ],
    "station": ["Trains to the coast leave from the platform behind the old clock."],
}


@pytest.fixture
def town(project: TemporaryProject) -> TemporaryProject:
    """Four documents, translated into two languages; a text of one has gone since."""
    project.write("workflow.yaml", "title: A town\nsource_language: en\nlanguages: [es, ar]\n")
    for name, texts in PARTS.items():
        write(project, name, *texts)
    run(project)
    for path in sorted((project.root / "locales").rglob("*.po")):
        text = path.read_text("utf-8")
        for texts in PARTS.values():
            for number, msgid in enumerate(texts):
                text = text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{path.stem} {number}"')
        path.write_text(text, "utf-8")
    run(project)
    write(project, "library", PARTS["library"][0])
    run(project)
    return project


def write(town: TemporaryProject, name: str, *texts: str) -> None:
    town.write(f"source/{name}.md", "\n\n".join(texts) + "\n")


def run(town: TemporaryProject) -> Extraction:
    return extract(load(town.root / "workflow.yaml"), today=TODAY)


def index(town: TemporaryProject, language: str = "es") -> Path:
    return town.root / ".workflow" / "reuse" / language


def moved(town: TemporaryProject) -> None:
    write(town, "harbour", PARTS["harbour"][0])
    write(town, "market", *PARTS["market"], PARTS["harbour"][1])


def obsolete_elsewhere(town: TemporaryProject) -> None:
    write(town, "market", *PARTS["market"], PARTS["library"][1])


def like_an_obsolete_one(town: TemporaryProject) -> None:
    write(town, "market", *PARTS["market"], PARTS["library"][1].replace("late", "too late"))


def copied(town: TemporaryProject) -> None:
    write(town, "market", *PARTS["market"], PARTS["station"][0])


def short_copy(town: TemporaryProject) -> None:
    write(town, "station", *PARTS["station"], "Note")


def renamed(town: TemporaryProject) -> None:
    (town.root / "source" / "harbour.md").rename(town.root / "source" / "port.md")


CHANGES = [moved, obsolete_elsewhere, like_an_obsolete_one, copied, short_copy, renamed]
FOUND = {
    "moved": "harbour 1",
    "obsolete_elsewhere": "library 1",
    "like_an_obsolete_one": "library 1",
    "copied": "station 0",
    "short_copy": "",
    "renamed": "harbour 0",
}


def result(town: TemporaryProject, change: Callable[[TemporaryProject], None]) -> dict[str, bytes]:
    change(town)
    run(town)
    return {name: data for name, data in town.files().items() if name.startswith("locales/")}


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_bytes_with_the_index_and_without(
    town: TemporaryProject, change: Callable[[TemporaryProject], None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert index(town).is_file()
    bare = tmp_path_factory.mktemp("bare") / "town"
    shutil.copytree(town.root, bare)
    shutil.rmtree(bare / ".workflow")
    without = result(TemporaryProject(bare), change)
    with_index = result(town, change)
    assert with_index == without
    name = {"short_copy": "station", "renamed": "port"}.get(change.__name__, "market")
    texts = [entry.text for entry in catalogs.parse(with_index[f"locales/es/LC_MESSAGES/{name}.po"]).live]
    assert FOUND[change.__name__] in texts


@pytest.mark.parametrize("change", [copied, obsolete_elsewhere, like_an_obsolete_one])
def test_a_catalog_that_changed_since_is_read_anew(
    town: TemporaryProject, change: Callable[[TemporaryProject], None]
) -> None:
    """Same size, same time: what counts is what is in the file."""
    for name, word in (("station", "station 0"), ("library", "library 1")):
        path = town.root / "locales" / "es" / "LC_MESSAGES" / f"{name}.po"
        path.write_text(path.read_text("utf-8").replace(word, word.upper()), "utf-8")
    after = result(town, change)
    texts = [entry.text for entry in catalogs.parse(after["locales/es/LC_MESSAGES/market.po"]).live]
    assert FOUND[change.__name__].upper() in texts


def test_a_catalog_that_went_gives_nothing(town: TemporaryProject) -> None:
    (town.root / "locales" / "es" / "LC_MESSAGES" / "station.po").unlink()
    after = result(town, copied)
    assert catalogs.parse(after["locales/es/LC_MESSAGES/market.po"]).live[-1].text == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"null",
        lambda data: b'{"key": 1, "files": 2}',
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"key":"', b'"key":"0'),
        lambda data: data.replace(b"harbour", b"market"),
        lambda data: data.replace(b'"files":', b'"files": '),
        lambda data: signed(data, lambda record: [record[0]]),
        lambda data: signed(data, lambda record: [record[0], "!", []]),
        lambda data: signed(data, lambda record: [record[0], record[1], [[None, 1, None, None, None, True]]]),
        lambda data: signed(data, lambda record: [record[0], record[1], 7]),
        lambda data: signed(data, lambda record: []),
    ],
)
def test_a_broken_index_is_none(town: TemporaryProject, spoil: Callable[[bytes], bytes]) -> None:
    index(town).write_bytes(spoil(index(town).read_bytes()))
    after = result(town, copied)
    assert catalogs.parse(after["locales/es/LC_MESSAGES/market.po"]).live[-1].text == "station 0"


def signed(data: bytes, change: Callable[[list[Any]], list[Any]]) -> bytes:
    """The index with other records, and all the same whole."""
    loaded = json.loads(data.partition(b"\n")[2])
    loaded["files"] = {name: change(record) for name, record in loaded["files"].items()}
    text = json.dumps(loaded).encode()
    return digest(text).encode() + b"\n" + text


def test_an_index_that_lies_puts_no_words_anywhere(town: TemporaryProject) -> None:
    """Summaries that promise texts their catalogs do not have."""
    copy = PARTS["station"][0]
    all_hashes = base64.b64encode(array("I", [crc32(copy.encode())]).tobytes()).decode()
    lies = [[None, copy, None, None, "paragraph", True], [None, f"{copy} Late.", None, None, "paragraph", True]]
    index(town).write_bytes(signed(index(town).read_bytes(), lambda record: [record[0], all_hashes, lies]))
    after = result(town, copied)
    assert catalogs.parse(after["locales/es/LC_MESSAGES/market.po"]).live[-1].text in ("", "station 0")


def test_only_the_catalogs_of_the_changed_document_are_written(town: TemporaryProject) -> None:
    write(town, "market", *PARTS["market"], "A text that nobody has ever seen before stands here.")
    written = {path.relative_to(town.root / "locales").as_posix() for path in run(town).written}
    assert written == {"templates/market.pot", "es/LC_MESSAGES/market.po", "ar/LC_MESSAGES/market.po"}


def test_catalogs_that_are_no_more_leave_the_index(town: TemporaryProject) -> None:
    (town.root / "source" / "station.md").unlink()
    write(town, "market", *PARTS["market"], "A text that nobody has ever seen before stands here.")
    run(town)
    names = {Path(name).stem for name in json.loads(index(town).read_bytes().partition(b"\n")[2])["files"]}
    assert names == {"harbour", "library", "market"}
