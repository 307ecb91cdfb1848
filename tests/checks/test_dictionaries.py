"""Dictionaries of dictd: what stands in one, damage, and the word table that is made of it."""

import gzip
import lzma
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.engines.misbehaving import serving
from tests.program import CONFIG, TemporaryProject
from workflow.checks import dictionaries, word_tables
from workflow.checks.dictionaries import find_dictionary, package_of, read_dictionary
from workflow.checks.language_pair import LanguagePair
from workflow.checks.omission import added, omitted
from workflow.checks.word_tables import table_origin, table_problem, word_table
from workflow.drafting import draft
from workflow.errors import BadInput
from workflow.extraction import extract
from workflow.project import load
from workflow.reporting import Level, doctor

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
ENTRIES = {
    "00databaseinfo": "A dictionary\nmade for a test",
    "farmer": "farmer /fa/ <n>\nagricultor <masc> [agr.], lavrador",
    "horse": 'horse <n>\ncavalo <masc>\n      "a horse of mine"  - um animal meu\n   Synonym: {pony}',
    "village": "village\n1. aldeia, vila",
    "winter": "winter\ninverno",
    "cold": "cold\n1. frio\n2. resfriado (doença)",
    "child": "child\ncriança, filho",
    "hungry": "hungry\nfaminto, com fome",
    "old": "old\nvelho, antigo",
    "sell": "sell\nvender",
    "ice cream": "ice cream\nsorvete",
    "sesquipedalian": "sesquipedalian\nque tem muitas letras no mesmo lugar",
}
SOURCE = "The farmer sold the old horse in the village, because the winter was cold and the children were hungry."
WHOLE = "O agricultor vendeu o velho cavalo na aldeia, porque o inverno era frio e as crianças tinham fome."
PART = "O agricultor vendeu o velho cavalo na aldeia."
PAIR = LanguagePair("en", "pt", "Latn", "Latn")


def digits(value: int) -> str:
    return (digits(value // 64) if value > 63 else "") + DIGITS[value % 64]


def write(folder: Path, name: str = "freedict-eng-por", entries: Mapping[str, str] = ENTRIES) -> Path:
    folder.mkdir(exist_ok=True)
    lines, data = [], b""
    for word, text in entries.items():
        entry = (text + "\n").encode()
        lines.append(f"{word}\t{digits(len(data))}\t{digits(len(entry))}")
        data += entry
    (folder / f"{name}.dict.dz").write_bytes(gzip.compress(data, mtime=0))
    index = folder / f"{name}.index"
    index.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return index


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder in which dictionaries are looked for."""
    monkeypatch.setattr(dictionaries, "FOLDERS", (tmp_path / "dictd",))
    word_table.cache_clear()
    yield tmp_path / "dictd"
    word_table.cache_clear()


def test_the_words_of_an_entry(folder: Path) -> None:
    found = read_dictionary(write(folder), "en", "pt")
    assert found["farmer"] == ("agricultor", "lavrador")
    assert found["hors"] == ("caval",), "no examples, no synonyms"
    assert found["cold"] == ("fri", "resfri"), "no notes"
    assert found["hungri"] == ("famint", "fom")
    assert not any("databas" in word or "cream" in word or "sesquip" in word for word in found)


def test_a_word_that_is_part_of_many_translations_stands_for_none(folder: Path) -> None:
    words = [f"{a}{b}ing" for a in "bcdfgh" for b in ("aft", "ork", "elp", "ump", "ind")]
    entries = {word: f"{word}\nfazer {word[::-1]}" for word in words} | {"dog": "dog\ncachorro"}
    found = read_dictionary(write(folder, entries=entries), "en", "pt")
    assert found["dog"] and not any("faz" in others for others in found.values())


def test_a_clause_is_missing(folder: Path) -> None:
    assert word_table("en", "pt") is None
    word_table.cache_clear()
    write(folder)
    assert "winter" in (omitted(SOURCE, PART, PAIR) or "")
    assert omitted(SOURCE, WHOLE, PAIR) is None
    assert added(SOURCE, WHOLE, PAIR) is None
    assert word_table("pt_BR", "en"), "the other direction, and a dialect"


def test_a_pair_with_a_table_needs_no_dictionary(folder: Path) -> None:
    write(folder, "freedict-eng-spa", {"dog": "dog\nxyzzy"})
    table = word_table("en", "es")
    assert table is not None and "xyzzy" not in table.counterparts["dog"]
    assert table_origin("en", "es") == "comes with the program"


@pytest.mark.parametrize("damage", ["cut", "no gzip", "missing", "short", "wrong bytes"])
def test_damage_is_named(folder: Path, damage: str) -> None:
    index = write(folder)
    data = index.with_suffix(".dict.dz")
    whole = data.read_bytes()
    if damage == "missing":
        data.unlink()
    else:
        bad = {"cut": whole[:-30], "no gzip": b"farmer", "short": gzip.compress(b"x")}
        data.write_bytes(bad.get(damage, whole[:20] + b"\xff" * 20 + whole[40:]))
    with pytest.raises(BadInput, match="freedict-eng-por"):
        read_dictionary(index, "en", "pt")
    assert word_table("en", "pt") is None
    assert omitted(SOURCE, PART, PAIR) is None


def test_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionaries, "_LARGEST", 100)
    with pytest.raises(BadInput, match="larger than"):
        read_dictionary(write(folder), "en", "pt")


def test_doctor(project: TemporaryProject, folder: Path) -> None:
    project.write("workflow.yaml", CONFIG.replace("uk", "pt"))

    def lines() -> dict[str, tuple[Level, str, str]]:
        word_table.cache_clear()
        found = doctor(load(project.root)).lines
        return {line.subject: (line.level, line.text, line.remedy) for line in found if line.section == "word tables"}

    assert lines()["es"][:2] == (Level.GOOD, "comes with the program")
    level, _, remedy = lines()["pt"]
    assert level is Level.NOTE and remedy.endswith("dict-freedict-eng-por")
    index = write(folder)
    assert lines()["pt"][:2] == (Level.GOOD, f"dictionary {index.with_suffix('')}")


def test_doctor_names_a_damaged_one(project: TemporaryProject, folder: Path) -> None:
    project.write("workflow.yaml", CONFIG.replace("uk", "pt"))
    write(folder).with_suffix(".dict.dz").write_bytes(b"no gzip")
    (line,) = (
        line for line in doctor(load(project.root)).lines if line.section == "word tables" and line.subject == "pt"
    )
    assert line.level is Level.PROBLEM and "freedict-eng-por.dict.dz" in line.text


def test_draft_names_a_damaged_one_once(project: TemporaryProject, folder: Path) -> None:
    project.write("workflow.yaml", CONFIG.replace("uk", "pt"))
    project.write("source/a.md", "Come again.\n")
    project.write("source/b.md", "The boats are small.\n")
    write(folder).with_suffix(".dict.dz").write_bytes(b"no gzip")
    with serving() as server:
        server.languages = [{"code": "en", "targets": ["pt"]}]
        project.write(
            "workflow.yaml",
            "title: T\nsource_language: en\nlanguages: [pt]\noutput: [source]\nengines: [libretranslate]\n"
            f"servers: {{libretranslate: {{url: '{server.url}'}}}}\n",
        )
        extract(load(project.root))
        report = draft(load(project.root))
    (problem,) = report.problems
    assert "freedict-eng-por.dict.dz" in str(problem)
    assert sum(one.drafted for one in report.languages) == 2


@pytest.mark.parametrize("data", [b"", b"no xz", lzma.compress(b"a\tb\n\nc"), lzma.compress(b"\xff\n\n\xff"), lzma.compress(b"x\n\ny\n\nz")])  # fmt: skip
def test_a_damaged_table_of_the_program_is_a_problem_and_no_crash(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "words").mkdir()
    path = tmp_path / "words" / "en-xx.tsv.xz"
    path.write_bytes(data)
    monkeypatch.setattr(word_tables, "files", lambda package: tmp_path)
    assert word_table("en", "xx") is None and word_table("xx", "en") is None
    assert f"{path}: the word table is damaged. Install the program again." in str(table_problem("xx", "en"))


def test_packages() -> None:
    assert package_of("en", "pt_BR") == "dict-freedict-eng-por"
    assert package_of("en", "ja") is None and package_of("es", "pt") is None and package_of("en", "en") is None


def test_the_one_that_debian_has() -> None:
    index = find_dictionary("en", "pt")
    if index is None:
        pytest.skip("dict-freedict-eng-por is not installed")
    found = read_dictionary(index, "en", "pt")
    assert len(found) > 5000
    assert "caval" in found["hors"] and "invern" in found["winter"]
