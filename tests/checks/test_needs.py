"""The quick tests of checks: where one says no, its check finds nothing. Shown with generated texts, and with the shared translations."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import SHARED, needs_shared
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, TextPair, in_either, in_target
from workflow.checks.rules import CHECKS, check_text
from workflow.inline_tags import Grammar

WITH_NEEDS = [check for check in CHECKS if check.needs is not None]
PARTS = [
    *"aA1 .:;!?…<>*_~`\\()[]{}%&", "  ", "\n", "\t", "\u00a0", "\u200b", "\u2066", "é", "e\u0301", "Ã³", "¿", "word ", "<b>", "</b>",
    "{name}", "[a](b.md)", "`c`", "https://example.org", "\\n", "か。", "。",
    '"', "“", "”", "„", "'", "word word ", "no no no ", "aaa", "java", "script:", "data:text/html",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=10).map("".join)
PAIRS = [LanguagePair.of("en", code) for code in ("es", "fr", "el", "ja", "ar")]
GRAMMARS = [Grammar(), Grammar("plain"), Grammar("plain", formats=("c-format",))]


def without_need(pair: TextPair) -> Iterator[tuple[str, object]]:
    """What the checks find whose quick tests say that there is nothing."""
    for check in WITH_NEEDS:
        if check.needs is not None and not check.needs(pair):
            yield from ((check.id, problem) for problem in check.find(pair))


@given(TEXTS, TEXTS, st.sampled_from(PAIRS), st.sampled_from(GRAMMARS))
@settings(max_examples=200)
def test_checks_find_nothing_where_they_are_not_called(
    source: str, target: str, languages: LanguagePair, grammar: Grammar
) -> None:
    assert list(without_need(TextPair(source, target, languages, grammar))) == []


@needs_shared
@pytest.mark.parametrize("code", ["es", "de", "fr"])
def test_checks_find_nothing_in_real_texts_where_they_are_not_called(code: str) -> None:
    languages = LanguagePair.of("en", code)
    folder = SHARED / "corpora" / f"en-{code}"
    ours, theirs = ((folder / f"docs-dev.{end}").read_text(encoding="utf-8").splitlines() for end in ("en", code))
    for number, (source, target) in enumerate(zip(ours, theirs, strict=True)):
        # Also beside the translation of another text, which has other tags and signs.
        for other in (target, theirs[number - 1]):
            pair = TextPair(source, other, languages, GRAMMARS[number % 2])
            assert list(without_need(pair)) == [], source


@pytest.mark.parametrize(
    ("needs", "source", "target", "expected"),
    [
        (in_target("<:"), "a <b>", "a", False),
        (in_target("<:"), "a", "a: b", True),
        (in_either("\t"), "a\tb", "a", True),
        (in_either("\t"), "a", "a", False),
    ],
)
def test_signs(needs: object, source: str, target: str, expected: bool) -> None:
    assert callable(needs)
    assert needs(TextPair(source, target, PAIRS[0])) is expected


def test_checks_that_share_a_quick_test_ask_it_once_for_each_text() -> None:
    asked: list[str] = []

    def needs(pair: TextPair) -> bool:
        asked.append(pair.target)
        return "x" in pair.target

    def check(name: str) -> Check:
        tabs = next(one for one in CHECKS if one.id == "tabs")
        return Check(
            id=name, mqm=tabs.mqm, severity=tabs.severity, description="", find=tabs.find, needs=needs, examples=()
        )

    checks = (check("one"), check("two"))
    assert list(check_text(TextPair("a", "b\t", PAIRS[0]), checks)) == []
    assert [one.id for one, _ in check_text(TextPair("a", "x\t", PAIRS[0]), checks)] == ["one", "two"]
    assert asked == ["b\t", "x\t"]
