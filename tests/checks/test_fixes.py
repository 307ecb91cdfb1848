"""The corrections that checks propose: each removes its finding, needs no second one, and makes nothing worse."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.checks.test_rules import TEXT_EXAMPLES, pair_of
from workflow.checking.corrections import corrected
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, CheckedEntry, Example, TextPair
from workflow.checks.rules import RULES, check_text
from workflow.model import Entry, Severity

CASES = [
    (check, one)
    for check, one in TEXT_EXAMPLES
    if isinstance(one.bad, str) and any(problem.fix is not None for problem in check.find(pair_of(one, one.bad)))
]
PIECES = ["a", "Z", "é", "1", " ", "  ", "\u00a0", "\u202f", ".", "...", "…", ",", ":", ";", "!", "?", "¿", "«", "»", "“", "”", "„", '"', "(", ")",
          "**", "`x`", "[a](b)", "<b>", "</b>", "%d", "\n", "\u200b", "\u0301", "ـ", "。", "？", " 1,5 ", "\\"]  # fmt: skip


def errors(pair: TextPair) -> Counter[str]:
    return Counter(check.id for check, _ in check_text(pair) if check.severity is Severity.ERROR)


def test_the_checks_that_correct() -> None:
    assert {check.id for check, _ in CASES} >= {
        "begin_space", "end_space", "double_space", "begin_newline", "end_newline", "punctuation_spacing",
        "end_stop", "end_colon", "end_semicolon", "end_ellipsis", "end_exclamation", "end_question", "inverted_marks", "ellipsis",
        "quote_style", "kashida", "zero_width_space",
    }  # fmt: skip


@pytest.mark.parametrize(("check", "example"), CASES, ids=[f"{check.id} {one.pair}" for check, one in CASES])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_correction_is_complete_and_makes_nothing_worse(check: Check, example: Example, data: st.DataObject) -> None:
    """The bad translation of each example, and what becomes of it when pieces are put into it and into its source."""
    assert isinstance(example.bad, str) and isinstance(example.source, str)
    texts = []
    for text in (example.source, example.bad):
        for _ in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(text)))
            text = text[:at] + data.draw(st.sampled_from(PIECES)) + text[at:]
        texts.append(text)
    before = replace(pair_of(example, texts[1]), source=texts[0])
    found = list(check.find(before))
    assume(any(problem.fix is not None for problem in found))
    for problem in found:
        if problem.fix is None:
            continue
        assert problem.fix != before.target, "a correction that corrects nothing"
        after = replace(before, target=problem.fix)
        left = list(check.find(after))
        assert len(left) < len(found), (texts, problem, left)
        # A correction may complete something else by chance, and then it is refused.
        entry = CheckedEntry(Entry(texts[0], (texts[1],)), before.languages, before.grammar)
        made = replace(before, target=corrected(entry, frozenset(RULES)).texts[0])
        assert not errors(made) - errors(before), (texts, made.target)
        again = replace(entry, entry=Entry(texts[0], (made.target,)))
        assert corrected(again, frozenset(RULES)).texts[0] == made.target, (texts, made.target)
        # Until there is none left: no correction undoes another one of its own check.
        seen = {before.target, problem.fix}
        while step := next((one.fix for one in check.find(after) if one.fix is not None), None):
            assert step not in seen, (texts, step)
            seen.add(step)
            after = replace(after, target=step)


QUESTIONS = [
    ("Where is it?", "Dónde está?", "¿Dónde está?"),
    ("Where is it?", "Dónde está.", "¿Dónde está?"),
    ("**Where** is it?", "**Dónde** está?", "¿**Dónde** está?"),
    ("“Where is it?”", "«Dónde está?»", "«¿Dónde está?»"),
    ("Watch out!", "Cuidado!", "¡Cuidado!"),
    ("If it rains, where is it?", "Si llueve, dónde está?", None),
    ("It rains. Where is it?", "Llueve. Dónde está?", None),
]


@pytest.mark.parametrize(("source", "target", "fixed"), QUESTIONS)
def test_a_question_is_opened_where_it_is_certain_where_it_begins(source: str, target: str, fixed: str | None) -> None:
    pair = TextPair(source, target, LanguagePair.of("en", "es"))
    fixes = [problem.fix for check, problem in check_text(pair) if check.id in ("inverted_marks", "end_question")]
    assert fixes == [fixed]


@pytest.mark.parametrize(("language", "fixed"), [("tr", "Dikkat et!"), ("zh", "Dikkat et！")])
def test_full_width_signs_stay_in_the_languages_that_write_them(language: str, fixed: str) -> None:
    pair = TextPair("注意！", "Dikkat et", LanguagePair.of("ja", language))
    assert [problem.fix for check, problem in check_text(pair) if check.id == "end_exclamation"] == [fixed]
