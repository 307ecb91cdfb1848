"""Several texts in a request, and several requests under way: what a language model is asked, and what becomes of its answers."""

import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.misbehaving import Behaviour, Exchange, TranslationServer, completion, plain, serving, status, turned
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Segment, Server
from workflow.engines.chat_prompts import INSTRUCTIONS, SEVERAL
from workflow.engines.openai import OpenAIEngine
from workflow.errors import EngineError

CHAT = "/v1/chat/completions"
WORDS = ("one", "two", "three", "four", "five", "six", "seven")


def engine(server: TranslationServer, **more: Any) -> OpenAIEngine:
    return OpenAIEngine(Server(f"{server.url}/v1", model="tide-7b", timeout=30.0, **more), "en", "es", pause=0.001)


def segments(texts: Sequence[str] = WORDS, document: str = "guide.md") -> list[Segment]:
    return [Segment((text,), document=document) for text in texts]


def results(one: OpenAIEngine, asked: Sequence[Segment]) -> list[str]:
    """The translations; a fault in angle brackets."""
    return [f"<{found.fault}>" if found.fault else "".join(map(str, found.parts)) for [found] in one.translate(asked)]


def questions(server: TranslationServer) -> list[list[str]]:
    """The texts of each request."""
    asked = [json.loads(request["messages"][1]["content"]) for request in server.asked(CHAT)]
    return [[text["text"] for text in one["texts"]] if "texts" in one else [one["text"]] for one in asked]


def answering(*pairs: tuple[object, object]) -> Behaviour:
    return completion(json.dumps({"translations": [{"id": number, "translation": words} for number, words in pairs]}))


def test_texts_are_asked_together_and_come_back_in_their_places() -> None:
    with serving() as server:
        found = results(engine(server, batch=3), segments())
    assert found == [turned(text) for text in WORDS]
    assert questions(server) == [["one", "two", "three"], ["four", "five", "six"], ["seven"]]


def test_the_request_for_several_texts() -> None:
    asked = [
        Segment(("Feed the ", 0, "dog", 1, "."), before=("A dog came.",), terms=(("dog", "perro"),), document="a"),
        Segment((" It ate.\n",), document="a"),
    ]
    with serving() as server:
        results(engine(server, batch=2), asked)
    [request] = server.asked(CHAT)
    system, user = request["messages"]
    assert system["content"] == INSTRUCTIONS.format(source="English (en)", target="Spanish (es)", task=SEVERAL)
    assert json.loads(user["content"]) == {
        "texts": [
            {"id": 101, "text": "Feed the ⟦1⟧dog⟦2⟧.", "terms": {"dog": "perro"}, "before": ["A dog came."]},
            {"id": 102, "text": "It ate."},
        ]
    }
    assert request["temperature"] == 0
    assert request["response_format"]["json_schema"]["schema"]["required"] == ["translations"]


def test_a_request_has_texts_of_one_document_only() -> None:
    asked = [*segments(("one", "two"), "a.md"), *segments(("three", "four"), "b.md"), *segments(("five",), "a.md")]
    with serving() as server:
        results(engine(server, batch=9), asked)
    assert questions(server) == [["one", "two"], ["three", "four"], ["five"]]


def test_second_attempts_go_alone() -> None:
    first, second, third = segments(("one", "two", "three"))
    with serving() as server:
        results(engine(server, batch=9), [first, replace(second, retry=True), replace(third, retry=True), third])
    assert questions(server) == [["one"], ["two"], ["three"], ["three"]]


def test_what_is_not_sent_is_in_no_batch() -> None:
    with serving() as server:
        found = results(engine(server, batch=9), [*segments(("one", " ", "⟦1⟧", "two", "one"))])
    assert questions(server) == [["one", "two"]]
    assert [found[0], found[1], found[3], found[4]] == ["eno", " ", "owt", "eno"]
    assert "⟦ or ⟧" in found[2]


@pytest.mark.parametrize(
    ("answer", "asked_again"),
    [
        (answering((101, "eno"), (103, "eerht")), ["two"]),
        (answering((103, "eerht"), (102, "owt"), (101, "eno")), []),
        (answering((101, "eno"), (102, "owt"), (102, "owt"), (103, "eerht")), ["two"]),
        (answering((101, "eno"), (102, " "), (103, "eerht")), ["two"]),
        (answering((1, "eno"), (2, "owt"), (3, "eerht")), ["one", "two", "three"]),
        (answering((100, "eno"), (101, "owt"), (102, "eerht")), ["one", "two", "three"]),
        (answering((101, "eno"), (102, "owt"), (103, "eerht"), (104, "ruof")), ["one", "two", "three"]),
        (answering(), ["one", "two", "three"]),
        (completion("Sure!"), ["one", "two", "three"]),
        (completion('{"translations": [{"id": 101, "tr', reason="length"), ["one", "two", "three"]),
        (completion(None, refusal="No."), ["one", "two", "three"]),
        (status(400, "exceeds the available context size"), ["one", "two", "three"]),
        (status(413, "too large"), ["one", "two", "three"]),
    ],
)
def test_what_is_not_among_several_answers_is_asked_alone(answer: Behaviour, asked_again: list[str]) -> None:
    with serving(chat=[answer]) as server:
        found = results(engine(server, batch=3), segments(("one", "two", "three")))
    assert found == ["eno", "owt", "eerht"]
    assert questions(server) == [["one", "two", "three"], *([text] for text in asked_again)]


def test_a_text_without_an_answer_harms_no_other() -> None:
    with serving(chat=[answering((101, "eno"), (103, "eerht")), completion(None, refusal="No.")]) as server:
        found = results(engine(server, batch=3), segments(("one", "two", "three")))
    assert found[::2] == ["eno", "eerht"]
    assert "refuses to translate this text: “No.”" in found[1]


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=5),
    order=st.lists(st.integers(0, 4), min_size=0, max_size=12),
    batch=st.integers(1, 4),
    parallel=st.integers(1, 4),
)
def test_no_answer_comes_to_another_text(sizes: list[int], order: list[int], batch: int, parallel: int) -> None:
    """Whatever ids a model returns, in whatever order, a text has its own translation."""

    def confused(exchange: Exchange, value: Any) -> None:
        asked = json.loads(value["messages"][1]["content"])
        if "texts" not in asked:
            return plain(exchange, value)
        texts = asked["texts"]
        chosen = [texts[place % len(texts)] for place in order]
        return answering(*((one["id"], turned(one["text"])) for one in chosen))(exchange, value)

    asked = [
        Segment((f"{WORDS[place]} tide {number}",), document=f"{number}.md")
        for number, size in enumerate(sizes)
        for place in range(size)
    ]
    with serving(chat=[confused] * 99) as server:
        found = results(engine(server, batch=batch, parallel=parallel), asked)
    assert found == [turned(str(segment.parts[0])) for segment in asked]


def test_one_by_one_or_together_is_the_same_by_default() -> None:
    with serving() as server:
        together = engine(server).translate(segments())
        alone = [found for segment in segments() for found in engine(server).translate([segment])]
    assert together == alone
    assert len(questions(server)) == 2 * len(WORDS)
    assert questions(server)[: len(WORDS)] == questions(server)[len(WORDS) :]


def test_requests_are_under_way_together() -> None:
    together = threading.Barrier(3)

    def waiting(exchange: Exchange, value: Any) -> None:
        together.wait(30)
        plain(exchange, value)

    with serving(chat=[waiting] * 6) as server:
        found = results(engine(server, parallel=3), segments(WORDS[:6]))
    assert found == [turned(text) for text in WORDS[:6]]


def test_answers_out_of_order_change_nothing() -> None:
    later = threading.Event()

    def behave(exchange: Exchange, value: Any) -> None:
        if json.loads(value["messages"][1]["content"])["text"] == "one":
            assert later.wait(30)
        else:
            later.set()
        plain(exchange, value)

    reports: list[tuple[int, int, str]] = []
    with serving(chat=[behave] * 9) as server:
        one = engine(server, parallel=2)
        found = one.translate(segments(), progress=lambda *report: reports.append(report))
    assert ["".join(map(str, each.parts)) for [each] in found] == [turned(text) for text in WORDS]
    assert reports == [(number, len(WORDS), "sentences") for number in range(len(WORDS) + 1)]


@pytest.mark.parametrize("parallel", [1, 4])
def test_a_model_without_usable_answers_is_given_up(parallel: int) -> None:
    with (
        serving(chat=[completion("Sure!")] * 99) as server,
        pytest.raises(EngineError, match="the first 5 answers of tide-7b were not usable"),
    ):
        engine(server, parallel=parallel).translate(segments([f"text {number}" for number in range(30)]))


def test_an_interruption_leaves_the_engine_usable() -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise KeyboardInterrupt

    with serving() as server:
        one = engine(server, parallel=2)
        with pytest.raises(KeyboardInterrupt):
            one.translate(segments(), progress=stop)
        assert results(one, segments(("eight",))) == ["thgie"]


def test_the_documents_of_texts_reach_the_engine() -> None:
    texts = [
        Text("The tide comes in. It goes out again.", document="a.md"),
        Text("Nobody reads [the book](b.md 'An old title') here.", document="a.md"),
        Text("A boat came.", document="b.md"),
    ]
    with serving() as server:
        Drafter(engine(server, batch=9), "en", "es").draft(texts)
        asked = questions(server)
    assert asked[0][:2] == ["The tide comes in.", "It goes out again."]
    assert all("A boat came." not in together or together == ["A boat came."] for together in asked)
