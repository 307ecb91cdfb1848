"""Placeholder tags: encoded, decoded, and probed once for each package."""

import json
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.drafting.fake_engines import FakeEngine, shifted
from tests.inline_tags.test_inline_tags import PIECES
from workflow.drafting.segments.planning import Sentence, plan
from workflow.drafting.strategies.placeholder_styles import STYLES, PlaceholderStyle, probe
from workflow.engines.base import Engine
from workflow.inline_tags import find_tags


def sentence_of(text: str) -> Sentence:
    return next(piece for piece in plan(text, find_tags(text), "en") if isinstance(piece, Sentence))


@given(PIECES, st.sampled_from(STYLES))
@example("_[^1]word", STYLES[0])
@example("`c`1.2.3word", STYLES[1])
def test_what_is_written_is_found_again(text: str, style: PlaceholderStyle) -> None:
    for piece in plan(text, find_tags(text), "en"):
        if isinstance(piece, Sentence) and piece.atoms:
            asked = style.encode(piece)
            if asked is None:
                continue
            parts = style.decode(asked, piece)
            assert parts is not None
            assert [p for p in parts if isinstance(p, int)] == [p for p in piece.parts if isinstance(p, int)]
            output = ["".join(p.split()) for p in parts if isinstance(p, str)]
            ours = ["".join(p.split()) for p in piece.parts if isinstance(p, str)]
            assert "".join(output) == "".join(ours)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_lost_doubled_and_foreign_ones_are_seen(style: PlaceholderStyle) -> None:
    sentence = sentence_of("open `a` in the **new** editor `b` now")
    asked = style.encode(sentence)
    assert asked is not None
    one = style.tag(1)
    assert style.decode(asked, sentence) is not None
    assert style.decode(asked.replace(one, ""), sentence) is None
    assert style.decode(f"{asked} {one}", sentence) is None
    assert style.decode(asked.replace(one, style.tag(5)), sentence) is None


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_text_that_looks_like_a_placeholder_tag_is_not_sent(style: PlaceholderStyle) -> None:
    sentence = sentence_of(f"the part {style.tag(1)} and `a` here")
    if len(sentence.atoms) == 1:
        assert style.encode(sentence) is None
    else:
        # {1} and an emoji are inline tags themselves.
        assert style.noun in ("{#}", "#")


def test_a_noun_is_no_end_of_a_pair() -> None:
    style = PlaceholderStyle("X#", "(#) ", " (#)")
    sentence = sentence_of("open `a` in the **new** editor")
    assert style.decode("abre (1) en el (2) nuevo (3) editor", sentence) is None
    assert style.decode("abre X1 en el X2 nuevo X3 editor", sentence) is None


def test_the_starter_copies_some(starter: Engine, tmp_path: Path) -> None:
    store = tmp_path / "placeholder-styles.json"
    styles = probe(starter, "en", store)
    assert 1 <= len(styles) <= 3
    assert json.loads(store.read_text())
    assert probe(starter, "en", None) == styles


def test_a_package_is_asked_once(tmp_path: Path) -> None:
    store = tmp_path / "cache" / "placeholder-styles.json"
    engine = FakeEngine(lambda text: [shifted(text)])
    first = probe(engine, "en", store)
    assert first and len(engine.asked) == 1
    assert probe(engine, "en", store) == first
    assert len(engine.asked) == 1
    assert probe(FakeEngine(lambda text: [shifted(text)], digest="00000002"), "en", store) == first
    assert len(json.loads(store.read_text())) == 2


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"x": 1}', "\0"])
def test_a_broken_store_is_ignored(broken: str, tmp_path: Path) -> None:
    store = tmp_path / "placeholder-styles.json"
    store.write_text(broken)
    assert probe(FakeEngine(lambda text: [shifted(text)]), "en", store)


def test_what_copies_nothing_has_no_style() -> None:
    assert probe(FakeEngine(lambda text: ["algo"]), "en", None) == ()
    assert probe(FakeEngine(lambda text: []), "en", None) == ()


@given(st.text(max_size=40))
def test_any_answer_can_be_read(output: str) -> None:
    sentence = sentence_of("open `a` in the **new** editor")
    assume(sentence.atoms)
    for style in STYLES:
        parts = style.decode(output, sentence)
        assert parts is None or sorted(p for p in parts if isinstance(p, int)) == [0, 1, 2]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_a_message_shows_the_tags_of_the_document(style: PlaceholderStyle) -> None:
    sentence = sentence_of("open `a` in the **new** editor `b` now")
    asked = style.encode(sentence)
    assert asked is not None
    assert style.shown(asked, sentence).replace(" ", "") == sentence.source.replace(" ", "")
    foreign = asked.replace(style.noun.replace("#", "1"), style.noun.replace("#", "77"))
    assert "77" not in style.shown(foreign, sentence)
    assert not set("｟｠") & set(style.shown(asked[:-2] + " ｟1", sentence))
