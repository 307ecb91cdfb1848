"""What servers send in place of a translation: each has a line that says so."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.engines.chat_answers import Unusable, content, one_translation, several_translations
from workflow.errors import EngineError

URL = "http://127.0.0.1:9/v1"
GOOD = '{"translation": "uno"}'


def answer(written: object = GOOD, reason: str | None = "stop", **more: object) -> dict[str, Any]:
    """A chat completion. ``more``: further fields of the message."""
    return {"choices": [{"index": 0, "message": {"content": written, **more}, "finish_reason": reason}]}


def refused(value: object) -> str:
    with pytest.raises(Unusable) as caught:
        one_translation(content(value, URL))
    words = str(caught.value)
    assert "\n" not in words and not words.endswith(".")
    return words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (answer(None, "content_filter"), "content filter"),
        (answer(GOOD, "content_filter"), "content filter"),
        (answer("I cannot", "content_filter"), "content filter"),
        (answer(None, refusal="I can't help with that."), "refuses to translate this text: “I can't help with that.”"),
        (answer(GOOD, refusal="I can't."), "refuses"),
        (answer([{"type": "refusal", "refusal": "No."}]), "refuses to translate this text: “No.”"),
        (answer(None, "tool_calls", tool_calls=[{"function": {"name": "search"}}]), "called a tool"),
        (answer("", "function_call", function_call={"name": "search"}), "called a tool"),
        ({"choices": []}, "has no choices"),
        ({"choices": None}, "has no choices"),
        ({"choices": [], "usage": {"total_tokens": 3}}, "has no choices"),
        ({"error": {"message": "out of memory", "code": 500}}, "reports an error: out of memory"),
        (
            {"error": "model requires more system memory (15.6 GiB) than is available (3.9 GiB)"},
            "memory (15.6 GiB) than is available (3.9 GiB)",
        ),
        ({"error": "model is busy."}, "reports an error: model is busy"),
        ({"error": {"code": 42}}, "reports an error: 42"),
        ({"error": {"message": None}}, "reports an error: without a message"),
        ({"error": True}, "reports an error: True"),
        ({"error": {"message": "late"}, **answer()}, "reports an error: late"),
        ({"error": {"message": "late"}, "choices": []}, "reports an error: late"),
        ({"choices": [{"error": {"message": "upstream"}, "message": {"content": ""}}]}, "reports an error: upstream"),
        (answer("<think>\nOne is un, or"), "thoughts and no answer"),
        (answer("<think>\nOne is un, or", "length"), "used up its tokens on thoughts"),
        (answer("<think>uno</think>"), "thoughts and no answer"),
        (answer("<THINKING>uno"), "thoughts and no answer"),
        (answer("<|channel>thought\nuno"), "thoughts and no answer"),
        (answer("[THINK]uno"), "thoughts and no answer"),
        (answer("", reasoning_content="One is un."), "thoughts and no answer"),
        (answer("", reasoning="One is un."), "thoughts and no answer"),
        (answer(None, "length", reasoning="One is un."), "used up its tokens on thoughts"),
        (answer('{"translation": "un', "length"), "cut the answer off"),
        (answer([{"type": "image_url", "image_url": {}}]), "answered with “image_url”, and not with text"),
        (answer([{"type": "tool_use"}, {"type": "image"}]), "answered with “tool_use, image”"),
        (answer([]), "answer is empty"),
        (answer([None]), "answer is empty"),
        (answer([{"type": "text", "text": " "}]), "answer is empty"),
        (answer(None), "answer is empty"),
        (answer(7), "answer is empty"),
        (answer('{"translation": " "}'), "answer is empty"),
        (answer("\x1b[2Jno"), "the model answered “[2Jno”"),
    ],
)
def test_what_comes_in_place_of_a_translation_is_named(value: object, words: str) -> None:
    assert words in refused(value)


@pytest.mark.parametrize(
    "value",
    [
        answer(),
        answer(reason=None),
        answer(refusal=None, tool_calls=[], reasoning_content=None, function_call=None),
        answer(refusal=""),
        answer(reasoning_content="One is un."),
        answer(tool_calls=[{"function": {"name": "search"}}]),
        {"error": None, **answer()},
        answer([{"type": "text", "text": GOOD}]),
        answer([{"type": "text", "text": GOOD[:9]}, {"type": "text", "text": GOOD[9:]}]),
        answer([{"type": "thinking", "thinking": "One"}, {"type": "text", "text": GOOD}]),
        answer(f"<think>\n{GOOD.replace('uno', 'un')}?\n</think>\n\n{GOOD}"),
        answer(f"One is uno, I think.\n</think>\n{GOOD}"),
        answer(f"<|channel>thought\nOne.<channel|>{GOOD}"),
        answer(f"[THINK]One.[/THINK]{GOOD}"),
        answer(f"<think></think>```json\n{GOOD}\n```"),
    ],
)
def test_a_translation_is_found(value: object) -> None:
    assert one_translation(content(value, URL)) == "uno"


@pytest.mark.parametrize(
    "text", ["write </think> here", "<think>", "```json\n{}\n```", '{"translation": "x"}', "<think>a</think>"]
)
def test_a_translation_about_thoughts_is_not_cut(text: str) -> None:
    assert one_translation(content(answer(json.dumps({"translation": text})), URL)) == text


@pytest.mark.parametrize(
    "value",
    [{}, [], None, "uno", {"choices": "uno"}, {"choices": [None]}, {"choices": [{"text": "uno"}]}, {"choices": {}}],
)
def test_what_is_no_chat_completion(value: object) -> None:
    with pytest.raises(EngineError, match="did not return a chat completion"):
        content(value, URL)


def several(*pairs: tuple[object, object]) -> str:
    return json.dumps({"translations": [{"id": number, "translation": words} for number, words in pairs]})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (several((101, "uno"), (102, "dos")), {101: "uno", 102: "dos"}),
        (several((102, "dos"), (101, "uno")), {101: "uno", 102: "dos"}),
        (several(("101", "uno"), (102, "dos")), {101: "uno", 102: "dos"}),
        (several((101, "uno")), {101: "uno"}),
        (several(), {}),
        (several((101, "uno"), (101, "un"), (102, "dos")), {102: "dos"}),
        (several((101, "uno"), (101, "uno")), {}),
        (several((101, ""), (102, None)), {}),
        (several((101, ["uno"]), (102, "dos")), {102: "dos"}),
        (f"<think>1, 2</think>```\n{several((102, 'dos'))}\n```", {102: "dos"}),
        (several((101, "u\x1bno")), {101: "u\ufffdno"}),
    ],
)
def test_several_translations_by_their_ids(text: str, found: dict[int, str]) -> None:
    assert several_translations(text, [101, 102]) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (several((1, "uno"), (2, "dos")), "an id that was not asked for: 1"),
        (several((100, "uno"), (101, "dos")), "an id that was not asked for: 100"),
        (several((101, "uno"), (102, "dos"), (103, "tres")), "an id that was not asked for: 103"),
        (several((None, "uno")), "an id that was not asked for: None"),
        (several((True, "uno")), "an id that was not asked for: True"),
        ('{"translations": {"101": "uno"}}', "not the list"),
        ('{"translations": ["uno", "dos"]}', "not the list"),
        ('{"translation": "uno"}', "not the list"),
        ("uno", "not the list"),
        ("[]", "not the list"),
    ],
)
def test_an_answer_of_which_nothing_is_used(text: str, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        several_translations(text, [101, 102])


KEYS = (
    "choices",
    "message",
    "content",
    "error",
    "refusal",
    "finish_reason",
    "tool_calls",
    "reasoning",
    "type",
    "text",
    "x",
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from((GOOD, "<think>", "length")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def is_one_line(error: Exception) -> bool:
    return bool(str(error)) and str(error).isprintable() and len(str(error)) < 300


@given(value=VALUES, message=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4), error=VALUES)
def test_any_value_is_a_completion_or_one_line(value: Any, message: dict[str, Any], error: Any) -> None:
    for one in (
        value,
        {"choices": [value]},
        {"choices": [{"message": message}]},
        {"choices": [{"message": {"content": value}, "finish_reason": error}]},
        {"choices": [{"message": {**message, "content": ""}, "error": error}], "error": value},
    ):
        try:
            text = content(one, URL)
        except (Unusable, EngineError) as found:
            assert is_one_line(found)
        else:
            assert text.strip()


@given(
    text=st.text()
    | VALUES.map(json.dumps)
    | VALUES.map(lambda value: json.dumps({"translations": value, "translation": value}))
)
def test_any_text_has_translations_or_one_line(text: str) -> None:
    for read in (one_translation, lambda text: several_translations(text, [101, 102])):
        try:
            found = read(text)
        except Unusable as error:
            assert is_one_line(error)
        else:
            assert isinstance(found, str | dict)


@pytest.mark.parametrize(
    "part", ["<think>", "</think>", "{", "[", "```json\n", "<|channel>thought", '{"translations": [', "\n"]
)
def test_reading_is_quick_whatever_the_answer(part: str) -> None:
    text = part * 200_000
    for read in (one_translation, lambda text: several_translations(text, [101])):
        with pytest.raises(Unusable):
            read(content(answer(f"x{text}"), URL))
