"""The store: pairs are found, whatever the order in which they were added."""

import gc
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from workflow.errors import CatalogError
from workflow.inline_tags import Grammar
from workflow.memory.abstraction import abstract
from workflow.memory.lookup import Query, find
from workflow.memory.model import Maker, MatchKind, MemoryMatch, Surroundings, TranslationPair
from workflow.memory.store import Item, Store

MARKDOWN = Grammar()
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda text: text.strip())
WORDS = st.lists(
    st.sampled_from(["the", "a", "door", "house", "open", "shut", "5", "17", "`x`", "night", "GARDEN", "Straße"]),
    min_size=1,
    max_size=7,
)
FILES = st.dictionaries(
    st.sampled_from(["a", "b", "c"]), st.lists(st.tuples(WORDS.map(" ".join), TEXTS), max_size=8), max_size=3
)
COUNTS = "SELECT counts.id & 0xfffff, number FROM counts ORDER BY 1"


def put(store: Store, file: str, pairs: list[TranslationPair], code: str = "es") -> None:
    with store.changing():
        store.replace(file, "x", ((code, pair, abstract(pair.source, MARKDOWN).text) for pair in pairs))


def look(store: Store, text: str, **options: object) -> tuple[MemoryMatch, ...]:
    return find(store, Query(text, "es", MARKDOWN, **options))  # type: ignore[arg-type]


@given(st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=8))
def test_what_was_stored_is_found_exactly(texts: dict[str, str]) -> None:
    store = Store(None, "")
    put(store, "a", [TranslationPair(source, target) for source, target in texts.items()])
    for source, target in texts.items():
        best = look(store, source, limit=len(texts))
        assert best[0].score == 100 and best[0].kind is MatchKind.EXACT
        assert (source, target) in {(match.source, match.target) for match in best if match.score == 100}


@settings(max_examples=60)
@given(st.lists(FILES, min_size=1, max_size=4), WORDS.map(" ".join))
def test_history_does_not_matter(steps: list[dict[str, list[tuple[str, str]]]], query: str) -> None:
    """Invariant 7: a memory that was changed many times gives the same matches as a new one."""
    changed, fresh = Store(None, ""), Store(None, "")
    last: dict[str, list[TranslationPair]] = {}
    for step in steps:
        for file, texts in step.items():
            last[file] = [TranslationPair(source, target) for source, target in texts]
            put(changed, file, last[file])
        for file in set(last) - set(step):
            del last[file]
            with changed.changing():
                changed.forget(file)
    for file in sorted(last, reverse=True):
        put(fresh, file, last[file])
    assert look(changed, query, min_score=50, limit=50) == look(fresh, query, min_score=50, limit=50)
    assert list(changed.everything("es")) == list(fresh.everything("es"))
    assert changed._db.execute(COUNTS).fetchall() == fresh._db.execute(COUNTS).fetchall()


def test_fuzzy_matches_are_those_of_a_full_scan() -> None:
    chance = random.Random(4)
    words = [
        "door",
        "house",
        "window",
        "garden",
        "open",
        "close",
        "small",
        "red",
        "old",
        "never",
        "always",
        "letter",
        "of",
        "the",
        "in",
        "night",
        "summer",
        "people",
    ]
    texts = list({" ".join(chance.choice(words) for _ in range(chance.randrange(4, 14))) for _ in range(1500)})
    store = Store(None, "")
    put(store, "a", [TranslationPair(text, text.upper()) for text in texts])
    missed = of = 0
    for text in texts[:60]:
        parts = text.split()
        parts[chance.randrange(len(parts))] = "kitchen"
        query = " ".join(parts)
        scan = sorted((fuzz.ratio(query, other) for other in texts), reverse=True)[:5]
        there = [fuzz.ratio(query, match.source) for match in look(store, query, min_score=80)]
        wanted = [score for score in scan if score >= 80]
        of += len(wanted)
        missed += len(wanted) - len(there)
    assert of > 40 and missed <= of * 0.02


def test_short_texts_are_found_exactly_only() -> None:
    store = Store(None, "")
    put(store, "a", [TranslationPair("OK", "Vale"), TranslationPair("No", "No"), TranslationPair("猫", "gato")])
    assert [match.target for match in look(store, "OK")] == ["Vale"]
    assert [match.target for match in look(store, "猫")] == ["gato"]
    assert look(store, "O") == ()


def test_languages_do_not_mix() -> None:
    store = Store(None, "")
    put(store, "a", [TranslationPair("The door is open", "Двері відчинено")], "uk")
    assert look(store, "The door is open") == () and look(store, "The door is opened") == ()


def test_who_wins() -> None:
    here, there = Surroundings(1, 2, 3), Surroundings(1, 2, 4)
    store = Store(None, "")
    put(
        store,
        "b",
        [
            TranslationPair("Open", "machine", Maker.MACHINE, there),
            TranslationPair("Open", "person", Maker.PERSON, there),
        ],
    )
    put(store, "a", [TranslationPair("Open", "other", Maker.PERSON)])
    put(store, "c", [TranslationPair("Open", "person", Maker.PERSON)])
    assert [match.target for match in look(store, "Open")] == [
        "person",
        "other",
        "machine",
    ]  # the one in use most often
    put(store, "d", [TranslationPair("Open", "approved", Maker.APPROVED)])
    assert look(store, "Open")[0].target == "approved"
    put(store, "e", [TranslationPair("Open", "in place", Maker.MACHINE, here)])
    best = look(store, "Open", place=here)[0]
    assert (best.target, best.score, best.kind) == ("in place", 101, MatchKind.CONTEXT)


def test_numbers_that_cannot_be_put_back_are_no_exact_match() -> None:
    store = Store(None, "")
    put(store, "a", [TranslationPair("All 1,000 doors", "Las 1.000 puertas"), TranslationPair("Page 5", "Página 5")])
    assert [(match.score, match.target) for match in look(store, "Page 6")] == [(100, "Página 6")]
    assert [(match.score, match.target) for match in look(store, "All 2,000 doors")] == [(99, "Las 1.000 puertas")]


def test_an_import_that_breaks_off_leaves_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where some of it was in already, texts and lists of the index alike."""
    monkeypatch.setattr("workflow.memory.store._BATCH", 10)
    pairs = [
        TranslationPair(f"The {word} of the house is open", word)
        for word in ("door", "window", "gate", "cellar", "attic")
    ]
    store = Store(None, "")
    put(store, "a", pairs)
    dump = list(store._db.iterdump())

    def broken() -> Iterator[Item]:
        for number in range(25):
            pair = TranslationPair(f"The door of house {chr(97 + number) * 3} is open", "x")
            yield "es", pair, pair.source
        raise CatalogError("broken")

    with pytest.raises(CatalogError), store.changing():
        store.replace("a", "y", broken())
    assert gc.isenabled() and list(store._db.iterdump()) == dump
    assert look(store, "The door of the house is shut")[0].source == pairs[0].source


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.tuples(WORDS.map(" ".join), TEXTS), min_size=1, max_size=20), st.integers(1, 9), WORDS.map(" ".join))
def test_however_many_are_put_in_at_a_time(
    monkeypatch: pytest.MonkeyPatch, texts: list[tuple[str, str]], letters: int, query: str
) -> None:
    one, other = Store(None, ""), Store(None, "")
    put(one, "a", [TranslationPair(source, target) for source, target in texts])
    with monkeypatch.context() as patch:
        patch.setattr("workflow.memory.store.LETTERS", letters * 10)
        put(other, "a", [TranslationPair(source, target) for source, target in texts])
    assert list(one.everything("es")) == list(other.everything("es"))
    assert look(one, query, min_score=50, limit=50) == look(other, query, min_score=50, limit=50)


def test_a_killed_change_leaves_the_old() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "m.db"), "s")
        put(store, "a", [TranslationPair("The door", "La puerta")])
        other = Store(Path(folder, "m.db"), "s")
        store._db.execute("BEGIN IMMEDIATE")
        store.replace("a", "y", iter([("es", TranslationPair("The window", "La ventana"), "The window")]))
        assert [match.target for match in look(other, "The door")] == ["La puerta"]
        store.close()  # without a commit, as a kill leaves it
        assert [match.target for match in look(Store(Path(folder, "m.db"), "s"), "The door")] == ["La puerta"]
        assert look(other, "The window") == ()
