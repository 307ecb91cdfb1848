"""The trigram index has the texts of each trigram, whatever the order of changes."""

import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from workflow.memory.trigram_index import BLOCK, SCHEMA, TrigramIndex, folded, span

_OPENED: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    while _OPENED:
        _OPENED.pop().close()


def opened() -> tuple[sqlite3.Connection, TrigramIndex]:
    database = sqlite3.connect(":memory:")
    _OPENED.append(database)
    database.executescript(SCHEMA)
    return database, TrigramIndex(database)


def trigrams(text: str) -> dict[int, int]:
    """The hashes of a text's trigrams, and where each comes first: by hand, as the module's head says."""
    form = folded(text)
    found: dict[int, int] = {}
    for at, letters in enumerate(zip(form, form[1:], form[2:], strict=False)):
        odd = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)
        found.setdefault(sum(ord(letter) * one for letter, one in zip(letters, odd, strict=True)) % 2**32 >> 12, at)
    return found


def words(number: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choice("abcdefgh ") for _ in range(chance.randrange(1, 14))) + "x" for _ in range(number)]


def check(index: TrigramIndex, texts: dict[int, str], asked: list[str]) -> None:
    """That the index knows these texts and no others; trigrams of ``asked`` stand for all."""
    of: defaultdict[int, set[int]] = defaultdict(set)
    for number, text in texts.items():
        for gram in trigrams(text):
            of[gram].add(number)
    for text in asked:
        there = index.counts(1, text)
        assert sorted(there) == sorted((len(of[gram]), gram, at) for gram, at in trigrams(text).items() if of[gram])
        numbers, shared = index.sharing(1, [gram for _, gram, _ in there], (0, 1000))
        wanted = Counter(number for _, gram, _ in there for number in of[gram])
        assert dict(zip(numbers.tolist(), shared.tolist(), strict=True)) == wanted


@pytest.mark.parametrize("letters", [16_000_000, 50])
def test_what_was_put_in_and_taken_out(monkeypatch: pytest.MonkeyPatch, letters: int) -> None:
    monkeypatch.setattr("workflow.memory.trigram_index.LETTERS", letters)
    monkeypatch.setattr("workflow.memory.trigram_index._PIECE", letters)
    database, index = opened()
    chance = random.Random(3)
    texts: dict[int, str] = {}
    for step in range(12):
        new = [*words(chance.randrange(1, 300), step), "Straße", "A\0b\0c", "猫が好き", "ab", ""]
        texts.update(zip(index.put(1, new), new, strict=True))
        removed = sorted(chance.sample(sorted(texts), len(texts) // 3))
        index.remove((number, texts.pop(number)) for number in removed)
        check(index, texts, [*chance.sample(list(texts.values()), 20), "strasse", "a b c", "猫が好き", "nothing"])
    other = index.put(2, ["the other language"])
    index.remove(sorted(texts.items()))
    check(index, {}, words(20, 1))
    assert index.sharing(2, [gram for _, gram, _ in index.counts(2, "languages")], (0, 99))[0].tolist() == other
    index.remove([(other[0], "the other language")])
    left = [
        database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("blocks", "postings", "counts")
    ]
    assert left == [0, 0, 0]


@pytest.mark.parametrize("each", [4095, 4096, 40_000])
def test_long_lists_and_several_blocks(each: int) -> None:
    """From 4,096 on a list is kept in another way; a block takes no more than 65,536 texts."""
    _, index = opened()
    texts: dict[int, str] = {}
    for seed in range(2):
        new = words(each, seed)
        texts.update(zip(index.put(1, new), new, strict=True))
    assert len(texts) == 2 * each
    assert len({number >> BLOCK for number in texts}) == (1 if each < 10_000 else 2)
    check(index, texts, words(5, 9))
    index.remove((number, texts.pop(number)) for number in sorted(texts)[::2])
    check(index, texts, words(5, 9))
    new = words(each // 4, 3)
    again = index.put(1, new)
    assert not set(again) & set(texts) and {number >> BLOCK for number in again} == {1}  # free slots are used again
    texts.update(zip(again, new, strict=True))
    check(index, texts, words(5, 9))


def test_only_lengths_that_can_be_similar() -> None:
    """Nothing that is alike enough is left out; what is much longer or shorter is."""
    _, index = opened()
    texts = {number: "x" * length for length in range(1, 3000) for number in index.put(1, ["x" * length])}
    grams = [gram for _, gram, _ in index.counts(1, "xxx")]
    for length in (3, 7, 30, 117, 1000):
        for ratio in (0.5, 0.7, 0.95):
            low, high = span(length, ratio)
            found = {len(texts[number]) for number in index.sharing(1, grams, (low, high))[0].tolist()}
            similar = {other for other in range(3, 3000) if 2 * min(length, other) / (length + other) >= ratio}
            assert similar <= found <= set(range(max(3, low * 3 // 4), high * 5 // 4 + 2))


@pytest.mark.parametrize(
    "damage",
    ["UPDATE postings SET slots = x'000000'", "UPDATE blocks SET lengths = zeroblob(70000)", "DELETE FROM blocks"],
)
def test_damage_is_known_as_such(damage: str) -> None:
    """By the error that has the memory made anew."""
    database, index = opened()
    (number,) = index.put(1, ["the door"])
    database.execute(damage)
    with pytest.raises(sqlite3.DatabaseError):
        index.remove([(number, "the door")])
