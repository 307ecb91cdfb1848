"""What models answer when they are asked to judge a translation: the errors that are taken, and the answers that are refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checks.model import OpinionExample, OpinionRule
from workflow.checks.rules import OPINION_RULES
from workflow.engines.chat_answers import Unusable
from workflow.engines.opinion_answers import JudgedError, judgement
from workflow.engines.opinion_prompts import CATEGORIES, SEVERITIES

SOURCE = "The ferry leaves the “old harbour” at low tide."
TARGET = "El ferry sale del «viejo puerto» con la marea  alta: no espere más."


def error(**changed: object) -> dict[str, object]:
    return {"category": "accuracy", "severity": "major", "quote": "alta", "reason": "It is low tide.", **changed}


def answer(*errors: object, verdict: object = "wrong") -> str:
    return json.dumps({"errors": errors, "verdict": verdict}, ensure_ascii=False)


def judged(text: str) -> tuple[JudgedError, ...]:
    return judgement(text, SOURCE, TARGET)


def parts(text: str) -> list[tuple[str | None, str | None]]:
    """The parts of translation and source that the errors are about."""
    return [
        (
            TARGET[one.span.start : one.span.end] if one.span else None,
            SOURCE[one.source_span.start : one.source_span.end] if one.source_span else None,
        )
        for one in judged(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        answer(verdict="correct"),
        "```json\n" + answer(verdict="correct") + "\n```",
        "<think>Is it?</think>" + answer(verdict="correct"),
        '{"errors": [], "verdict": "correct", "note": "well done"}',
    ],
)
def test_a_correct_translation(text: str) -> None:
    assert judged(text) == ()


def test_an_error() -> None:
    [found] = judged(answer(error(reason="  “alta” is high tide,\n not low.  ")))
    assert (found.category, found.severity, found.reason) == ("accuracy", "major", "“alta” is high tide, not low")
    assert found.span is not None and TARGET[found.span.start : found.span.end] == "alta"


@pytest.mark.parametrize(
    ("quote", "target", "source"),
    [
        ("", None, None),
        (None, None, None),
        ("marea alta", "marea  alta", None),
        ("Marea\u00a0Alta", "marea  alta", None),
        ("“marea alta”", "marea  alta", None),
        ("«viejo puerto»", "«viejo puerto»", None),
        ("…con la marea…", "con la marea", None),
        ("no", "no", None),
        ("ma\u0301s", "más", None),
        ('"old harbour"', None, "“old harbour”"),
        ("low tide", None, "low tide"),
        ("ferry", "ferry", None),
        ("puert", "puert", None),
        (" alta ", "alta", None),
    ],
)
def test_the_quotation_is_located(quote: str | None, target: str | None, source: str | None) -> None:
    assert parts(answer(error(quote=quote))) == [(target, source)]


def test_whole_words_come_first() -> None:
    [found] = judgement(answer(error(quote="no")), "Not now.", "Ahora nosotros no.")
    assert found.span is not None and found.span.start == len("Ahora nosotros ")


def test_a_quotation_in_a_script_without_spaces() -> None:
    [found] = judgement(answer(error(quote="船")), "The ferry leaves.", "渡船が出ます。")
    assert found.span is not None and found.span.start == 1


LONG = "x" * 1001
REFUSED = [
    ("Sure! Here is my judgement: " + answer(verdict="correct"), "the model answered “Sure!"),
    (answer(verdict="correct") + "\nI hope this helps.", "the model answered “{"),
    ("The translation is good.", "the model answered “The translation is good.”"),
    ("I cannot help with that.", "the model answered “I cannot"),
    ("", "the model answered “”"),
    ("[]", "the model answered “[]”"),
    ("null", "the model answered “null”"),
    ('"correct"', "the model answered"),
    ('{"errors": [}', "the model answered"),
    ('{"errors": null, "verdict": "correct"}', "the model answered"),
    ('{"errors": {}, "verdict": "correct"}', "the model answered"),
    ('{"translation": "uno"}', "the model answered “{"),
    ('{"verdict": "correct"}', "the model answered"),
    ('{"errors": []}', "verdict “None”"),
    (answer(verdict="good"), "verdict “good”"),
    (answer(verdict=True), "verdict “True”"),
    (answer(verdict=["correct"]), "verdict"),
    (answer(verdict="wrong"), "contradicts itself: its verdict is “wrong”, and it names no error"),
    (answer(error(), verdict="correct"), "contradicts itself: its verdict is “correct”, and it names an error"),
    (answer(error(), error(severity="minor")), "gives one error two severities"),
    (answer(error(reason="No error.")), "contradicts itself"),
    (answer(error(reason="The translation is correct")), "contradicts itself"),
    (answer(error(reason="none")), "contradicts itself"),
    (answer("alta"), "an error that is not an object"),
    (answer(None), "an error that is not an object"),
    (answer([error()]), "an error that is not an object"),
    (answer(error(category="grammar")), "a category that does not exist: “grammar”"),
    (answer(error(category="ai_accuracy")), "a category that does not exist"),
    (answer(error(category=None)), "a category that does not exist: “None”"),
    (answer(error(category=["accuracy"])), "a category that does not exist"),
    (answer(error(severity="fatal")), "a severity that does not exist: “fatal”"),
    (answer(error(severity=3)), "a severity that does not exist: “3”"),
    (answer(error(severity={"a": 1})), "a severity that does not exist"),
    (answer(error(quote="marea baja")), "quotes “marea baja”, which is in neither text"),
    (answer(error(quote="x" * 9999)), "which is in neither text"),
    (answer(error(quote="ue")), "quotes “ue”, which is in neither text"),
    (answer(error(quote=["alta"])), "quotes something that is not a text"),
    (answer(error(quote=7)), "quotes something that is not a text"),
    (answer(error(quote="   ")), "which is in neither text"),
    (answer(error(quote="(.*)+$")), "which is in neither text"),
    (answer(error(reason="")), "without a reason"),
    (answer(error(reason="…")), "without a reason"),
    (answer(error(reason=None)), "without a reason"),
    (answer(error(reason=["a"])), "without a reason"),
    (answer(error(reason="\x1b[2J\u202e")), "gives"),
    (answer(error(reason=LONG)), "a reason of 1,001 characters"),
    (answer(error(reason="The ferry leaves the “old harbour” at low tide.")), "words of the text as its reason"),
    (answer(error(reason="sale del «viejo puerto» con la marea alta")), "words of the text as its reason"),
    (answer(*[error(reason=f"reason {number}") for number in range(11)]), "names 11 errors in one text"),
    (answer(*[error()] * 5000), "names 5,000 errors in one text"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_what_is_no_judgement_is_refused_with_the_reason(text: str, words: str) -> None:
    if words == "gives":  # control characters alone are shown without them
        assert all(char.isprintable() for one in judged(text) for char in one.reason)
        return
    with pytest.raises(Unusable) as caught:
        judged(text)
    assert words in str(caught.value)
    assert str(caught.value).isprintable() and not str(caught.value).endswith(".")


def test_an_error_that_is_named_twice_counts_once() -> None:
    assert len(judged(answer(error(), error()))) == 1


@pytest.mark.parametrize("rule", OPINION_RULES, ids=lambda rule: rule.id)
def test_the_documented_opinions_are_read(rule: OpinionRule) -> None:
    """Each example, as the answer of a model, gives a finding of its rule with a place."""
    assert rule.opinions
    for one in rule.opinions:
        [found] = judgement(as_answer(rule, one), one.source, one.target)
        assert f"ai_{found.category}" == rule.id
        assert found.span or found.source_span
        assert (found.severity, found.reason) == (one.severity, one.reason)


def as_answer(rule: OpinionRule, one: OpinionExample) -> str:
    category = rule.id.removeprefix("ai_")
    return answer({"category": category, "severity": one.severity, "quote": one.quote, "reason": one.reason})


def test_there_is_a_rule_for_each_category() -> None:
    assert [rule.id for rule in OPINION_RULES] == [f"ai_{category}" for category in CATEGORIES]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([*CATEGORIES, *SEVERITIES]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["errors", "verdict", "category", "severity", "quote", "reason"]), inner, max_size=5
        )
    ),
    max_leaves=12,
)


@given(VALUES | st.text(max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_no_answer_makes_the_reader_fail(value: Any, source: str, target: str) -> None:
    for text in (value if isinstance(value, str) else "", json.dumps(value)):
        try:
            found = judgement(text, source, target)
        except Unusable:
            continue
        for one in found:
            assert one.category in CATEGORIES and one.severity in SEVERITIES and one.reason.isprintable()


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_a_quotation_of_the_translation_is_found(quote: str, before: str, after: str) -> None:
    target = f"{before} {quote} {after}"
    if quote.strip():
        [found] = judgement(answer(error(quote=quote)), "A source", target)
        assert found.span is not None and 0 <= found.span.start < found.span.end <= len(target)
