"""The table of checks: every example, in every language that a check claims; corrections; arbitrary texts."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spelling import SPANISH
from workflow.catalogs.plural_forms import PluralRule
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.checks.entry_facts import facts_of
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import (
    CatalogCheck,
    Check,
    CheckedEntry,
    CheckRule,
    EntryCheck,
    Example,
    OpinionRule,
    TextPair,
    TextProblem,
)
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, OPINION_RULES, RULES, check_text
from workflow.inline_tags import Grammar
from workflow.model import Entry, Severity
from workflow.spelling import Speller

WITHOUT_EXAMPLES = {"void_approval", "hasty_approval", "old_draft", "glossary_missing", "glossary_forbidden"}
"""Checks of comments, and of the glossary."""
TWO_FORMS = PluralRule(((1,), tuple(n for n in range(1000) if n != 1)))
SPELLING = {"spellcheck", "invented"}
"""Checks that look words up."""
PAIRS = [LanguagePair.of("en", code) for code in ("es", "fr", "de", "ja", "ar", "el", "uk", "th")]
MQM = {
    "Accuracy", "Terminology", "Linguistic conventions", "Style", "Locale conventions", "Audience appropriateness", "Design and markup",
}  # fmt: skip
"""The dimensions of MQM."""

EXAMPLES = [(check, example) for check in RULES.values() for example in check.examples]
TEXT_EXAMPLES = [(check, example) for check in CHECKS for example in check.examples]


def pair_of(example: Example, target: str) -> TextPair:
    assert isinstance(example.source, str)
    return TextPair(
        example.source, target, LanguagePair.of(*example.pair.split("-")), Grammar(example.syntax), is_draft=True
    )


def entries_of(check: CheckRule, example: Example, targets: str | tuple[str, ...]) -> list[CheckedEntry]:
    """The entry of an example; for a check of catalogs, its entries."""
    languages = LanguagePair.of(*example.pair.split("-"))
    speller = Speller(SPANISH) if check.id in SPELLING else Speller()
    sources = (example.source,) if isinstance(example.source, str) else example.source
    targets = (targets,) if isinstance(targets, str) else targets
    if isinstance(check, CatalogCheck):
        texts = zip(sources, targets, strict=True)
        entries = [Entry(msgid=one, msgstr=(two,), context=str(at)) for at, (one, two) in enumerate(texts)]
        if check.id == "invented":
            entries = [put_draft(entry, entry.msgstr, DraftComment("starter")) for entry in entries]
        return [CheckedEntry(entry, languages, speller=speller) for entry in entries]
    plural = sources[1] if len(sources) > 1 else None
    entry = Entry(msgid=sources[0], msgid_plural=plural, msgstr=targets, flags=example.flags)
    return [CheckedEntry(entry, languages, rule=TWO_FORMS)]


def found_by(check: CheckRule, example: Example, targets: str | tuple[str, ...]) -> list[TextProblem]:
    if isinstance(check, Check):
        assert isinstance(targets, str)
        pair = pair_of(example, targets)
        if check.id in SPELLING:
            pair = replace(pair, is_draft=False, speller=Speller(SPANISH))
        assert check.applies_to(pair.language, pair.kind)
        return list(check.find(pair))
    entries = entries_of(check, example, targets)
    if isinstance(check, CatalogCheck):
        return [problem for _, problem in check.find(facts_of(entries))]
    assert isinstance(check, EntryCheck)
    return list(check.find(entries[0]))


def names(values: tuple[CheckRule, Example]) -> str:
    return f"{values[0].id} {values[1].pair}"


@pytest.mark.parametrize(("check", "example"), EXAMPLES, ids=[names(one) for one in EXAMPLES])
def test_the_good_translation_passes_and_the_bad_one_is_found(check: CheckRule, example: Example) -> None:
    assert found_by(check, example, example.good) == []
    problems = found_by(check, example, example.bad)
    assert problems
    assert all(problem.message and not problem.message.endswith(".") for problem in problems)


@pytest.mark.parametrize(("check", "example"), TEXT_EXAMPLES, ids=[names(one) for one in TEXT_EXAMPLES])
def test_no_check_finds_an_error_in_a_good_translation(check: Check, example: Example) -> None:
    assert isinstance(example.good, str)
    found = [(other.id, problem.message) for other, problem in check_text(pair_of(example, example.good))]
    assert found == []


@pytest.mark.parametrize(("check", "example"), TEXT_EXAMPLES, ids=[names(one) for one in TEXT_EXAMPLES])
def test_a_correction_is_complete(check: Check, example: Example) -> None:
    assert isinstance(example.bad, str)
    before = pair_of(example, example.bad)
    others = {other.id for other, _ in check_text(before)}
    for problem in check.find(before):
        if problem.fix is not None:
            after = {other.id for other, _ in check_text(pair_of(example, problem.fix))}
            assert after <= others - {check.id}


@pytest.mark.parametrize("check", [check for check in CHECKS if check.languages], ids=lambda check: check.id)
def test_a_check_has_examples_in_each_language_that_it_claims(check: Check) -> None:
    shown = {example.pair.partition("-")[2] for example in check.examples}
    assert check.languages is not None
    missing = check.languages - shown
    assert not missing, "give an example in each language, or leave the language out"


@pytest.mark.parametrize("check", RULES.values(), ids=lambda check: check.id)
def test_what_a_check_says_about_itself(check: CheckRule) -> None:
    assert check.id.replace("_", "").isalpha() and check.id == check.id.lower()
    assert check.mqm.partition(": ")[0] in MQM and check.mqm.partition(": ")[2]
    assert check.description.endswith(".") and check.description[0].isupper()
    assert check.examples or check.id in WITHOUT_EXAMPLES or isinstance(check, OpinionRule)


def test_ids_are_unique() -> None:
    assert len(RULES) == len(CHECKS) + len(ENTRY_CHECKS) + len(CATALOG_CHECKS) + len(OPINION_RULES)


TEXTS = st.text(
    st.sampled_from("aéZдあ م0 1.,:;!?…\"'“”„«»()[]{}<>/&%$*_`~#@\\\n\t\u00a0\u202f\u200b\u202e\u0301-"), max_size=40
)
WHOLE = st.one_of(TEXTS, st.text(max_size=40))


def problems(
    source: str, target: str, languages: LanguagePair, grammar: Grammar
) -> Iterator[tuple[Check, TextProblem]]:
    yield from check_text(TextPair(source, target, languages, grammar))


@settings(max_examples=300, deadline=None)
@given(
    WHOLE,
    WHOLE,
    st.sampled_from(PAIRS),
    st.sampled_from([Grammar(), Grammar("plain"), Grammar("plain", formats=("c-format",))]),
)
def test_no_text_makes_a_check_fail(source: str, target: str, languages: LanguagePair, grammar: Grammar) -> None:
    for check, problem in problems(source, target, languages, grammar):
        assert problem.message
        for span, text in ((problem.span, target), (problem.source_span, source)):
            assert span is None or 0 <= span.start <= span.end <= len(text), check.id


@settings(max_examples=300, deadline=None)
@given(WHOLE, WHOLE, st.sampled_from(PAIRS))
def test_a_correction_makes_its_check_silent(source: str, target: str, languages: LanguagePair) -> None:
    for check, problem in problems(source, target, languages, Grammar()):
        if problem.fix is not None:
            again = TextPair(source, problem.fix, languages)
            assert not list(check.find(again)), check.id


@given(st.text("abc .\n", max_size=30))
def test_a_text_is_no_error_as_a_translation_of_itself(text: str) -> None:
    """Only ``same`` may speak, and what finds fault with the text itself."""
    for check, _ in problems(text, text, PAIRS[0], Grammar("plain")):
        assert check.severity is not Severity.ERROR or check.id in ("language", "script", "blank")


def test_a_line_break_does_not_hide_a_wrong_directive() -> None:
    entry = Entry(
        msgid="%d file", msgid_plural="%d files", msgstr=("%d archivo\n", "%s %d archivos"), flags=("c-format",)
    )
    checked = CheckedEntry(entry, LanguagePair.of("en", "es"), rule=TWO_FORMS)
    (check,) = (one for one in ENTRY_CHECKS if one.id == "format_string")
    assert list(check.find(checked))
