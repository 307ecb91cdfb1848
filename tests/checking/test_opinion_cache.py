"""Opinions are kept by the texts that they are about; what is damaged is no opinion."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checking.opinion_cache import OpinionCache, opinion_key
from workflow.checking.second_opinion import SEVERITY_OF
from workflow.engines.opinion_answers import JudgedError
from workflow.engines.opinion_prompts import CATEGORIES, PROMPT_HASH, SEVERITIES
from workflow.engines.opinions import JudgedText
from workflow.model import Severity, Span

TEXT = JudgedText("The tide", "La marea", "heading", (("tide", ("marea",)),))
ERROR = JudgedError("style", "minor", "too long", Span(0, 2), None)
MISSING = JudgedError("accuracy", "critical", "“low” is missing", None, Span(3, 6))
SPANS = st.none() | st.tuples(st.integers(0, 99), st.integers(1, 99)).map(lambda both: Span(both[0], sum(both)))
ERRORS = st.builds(JudgedError, st.sampled_from(CATEGORIES), st.sampled_from(SEVERITIES), st.text(), SPANS, SPANS)


def test_an_opinion_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "opinions" / "en-es.jsonl"
    cache = OpinionCache(path)
    assert cache.is_empty and cache.get("a", "") is None
    cache.put("a", "tide-7b", [ERROR, MISSING])
    cache.put("b", "tide-7b", [])
    for one in (cache, OpinionCache(path)):
        assert one.get("a", "tide-7b") == one.get("a", "") == ("tide-7b", (ERROR, MISSING))
        assert one.get("b", "") == ("tide-7b", ())
        assert one.get("a", "ebb-3b") is None and one.get("c", "") is None
    cache.put("a", "ebb-3b", [])
    assert OpinionCache(path).get("a", "") == ("ebb-3b", ())


@given(st.lists(ERRORS, max_size=3))
def test_every_error_comes_back(tmp_path_factory: pytest.TempPathFactory, errors: list[JudgedError]) -> None:
    path = tmp_path_factory.mktemp("opinions") / "a.jsonl"
    OpinionCache(path).put("a", "m", errors)
    assert OpinionCache(path).get("a", "") == ("m", tuple(errors))


@pytest.mark.parametrize(
    "changed",
    [
        replace(TEXT, source="The tide."),
        replace(TEXT, target="La Marea"),
        replace(TEXT, target="La\u00a0marea"),
        replace(TEXT, kind="paragraph"),
        replace(TEXT, terms=()),
        replace(TEXT, terms=(("tide", ("marea", "reflujo")),)),
        replace(TEXT, source="La marea", target="The tide"),
    ],
)
def test_a_change_of_what_is_sent_is_another_key(changed: JudgedText) -> None:
    assert opinion_key(("en", "es"), "", changed) != opinion_key(("en", "es"), "", TEXT)


def test_languages_and_style_are_part_of_the_key() -> None:
    ways = [(("en", "es"), ""), (("en", "es_MX"), ""), (("fr", "es"), ""), (("en", "es"), "Be brief.")]
    assert len({opinion_key(pair, style, TEXT) for pair, style in ways}) == len(ways)


GOOD = {"key": "a", "prompt": PROMPT_HASH, "model": "m", "errors": []}
STYLE = {"category": "style", "severity": "minor", "reason": "long"}


@pytest.mark.parametrize(
    "line",
    [
        "", "null", "[]", '"a"', "{", json.dumps(GOOD)[:30], "\x00",
        json.dumps({**GOOD, "prompt": "00000000"}),
        json.dumps({**GOOD, "errors": None}),
        json.dumps({**GOOD, "errors": ["a"]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "category": "ai_style"}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "severity": "error"}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "reason": 1}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "span": [3, 1]}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "span": [-1, 1]}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "span": ["0", 1]}]}),
        json.dumps({**GOOD, "errors": [{**STYLE, "span": 3}]}),
        json.dumps({name: value for name, value in GOOD.items() if name != "model"}),
    ],
)  # fmt: skip
def test_a_damaged_line_is_no_opinion_and_harms_no_other(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{json.dumps({**GOOD, 'key': 'b'})}\n{line}\n")
    cache = OpinionCache(path)
    assert cache.get("a", "") is None and cache.get("b", "") == ("m", ())
    cache.put("a", "m", [ERROR])
    assert OpinionCache(path).get("a", "") == ("m", (ERROR,))


def test_several_threads_write_whole_lines(tmp_path: Path) -> None:
    cache = OpinionCache(tmp_path / "a.jsonl")
    threads = [threading.Thread(target=cache.put, args=(str(number), "m", [ERROR])) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again = OpinionCache(tmp_path / "a.jsonl")
    assert all(again.get(str(number), "m") == ("m", (ERROR,)) for number in range(12))


def test_no_severity_is_an_error() -> None:
    assert set(SEVERITY_OF) == set(SEVERITIES)
    assert Severity.ERROR not in SEVERITY_OF.values()
