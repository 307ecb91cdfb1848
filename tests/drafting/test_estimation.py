"""Risk: the features that raise it, its reasons, and that it does not depend on other texts."""

import math
from dataclasses import replace
from itertools import pairwise

import hypothesis
import pytest
from hypothesis import strategies as st

from tests.starter import PACKAGE
from workflow.checks.language_pair import LanguagePair
from workflow.checks.table import objections
from workflow.drafting.entries import why
from workflow.drafting.quality.estimation import estimate, text_risk
from workflow.drafting.quality.features import FEATURES, EstimationInput
from workflow.drafting.quality.weights import UNSCORED, WEIGHTS
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.base import Candidate
from workflow.drafting.translation.draft import Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Engine
from workflow.readings import PackageReading
from workflow.risk_levels import EXPLAINED, REASONS, level

PAIR = LanguagePair("en", "es", "Latn", "Latn")
SOURCE = "The library opens at nine in the morning."
TARGET = "La biblioteca abre a las nueve de la mañana."
CLAUSES = "The library opens at nine, or at ten, or, when it rains, at noon: who knows, and who, in the end, asks."


def given(
    source: str = SOURCE, target: str = TARGET, *, strategy: str = "plain", unknown: int = 0, sure: float = 0.7
) -> EstimationInput:
    candidate = Candidate(target, target, (target,), math.log(sure), unknown, strategy=strategy, asked=(source,))
    candidate = replace(candidate, objections=objections(source, target, PAIR))
    return EstimationInput(Sentence((source,)), candidate, (candidate,), PAIR)


def test_every_reason_has_its_words() -> None:
    named = {feature.reason for feature in FEATURES.values() if feature.reason} | {"term", "plural", "memory"}
    assert named == set(REASONS)
    # They stand in comments as bare words with commas between them, which other tools leave alone.
    assert all(name.isalpha() for name in named)


def test_a_term_of_the_glossary_is_fine() -> None:
    risk = estimate(given("Unit", "Pieza", strategy="glossary term"))
    assert risk.value < 0.05 and not risk.reasons


def test_every_feature_has_its_weight() -> None:
    assert set(FEATURES) == set(WEIGHTS)


def test_what_makes_the_risk_higher_is_reported() -> None:
    plain = estimate(given())
    assert plain.reasons == ()
    for worse, reason in [
        (given(sure=0.4), "low confidence"),
        (given(CLAUSES, TARGET * 2), "many clauses"),
        (given(unknown=3), "3 words unknown to the engine"),
        (given(target="La casa abre a nine."), "much shorter than the source"),
        (given(target="La kitchen abre a las nueve de la morning."), "left untranslated: morning"),
        (given(target="La biblioteca abre a las nueve de la bagüesera."), "not a known word: bagüesera"),
        (given(target=TARGET * 3), "unusual length"),
        (given(strategy="split at the inline tags"), "translated in pieces"),
        (given(target=SOURCE), "identical to the source"),
    ]:
        risk = estimate(worse)
        assert risk.value > plain.value, reason
        assert reason in [reported.text for reported in risk.reasons]


def test_rejected_candidates_are_reported_with_the_first_reason() -> None:
    good = Candidate(TARGET, TARGET, (TARGET,), strategy="plain", asked=(SOURCE,))
    bad = Candidate("9", "9", ("9",), strategy="plain", asked=(SOURCE,), refused="numbers: 9 added")
    rejected = EstimationInput(Sentence((SOURCE,)), good, (bad, bad, good), PAIR)
    feature = FEATURES["refused"]
    assert feature.value(rejected) == 2 and feature.text is not None
    assert feature.text(rejected) == "better candidates failed validation (numbers: 9 added)"
    assert estimate(rejected).value > estimate(replace(rejected, tried=(good,))).value


def test_the_surer_the_better() -> None:
    risks = [estimate(given(sure=tenths / 10)).value for tenths in range(1, 10)]
    assert all(one > other for one, other in pairwise(risks[3:8]))
    assert risks == sorted(risks, reverse=True)


def test_the_more_clauses_the_riskier() -> None:
    sources = [f"The library{' , which' * count} opens at nine, and closes." for count in range(6)]
    weighed = [FEATURES["clauses"].value(given(source)) for source in sources]
    assert weighed == [1, 2, 3, 4, 5, 6]
    assert WEIGHTS["clauses"][1] > 0
    assert FEATURES["clauses"].value(given("10:30 and 1,000 are no clauses.")) == 0


def test_without_a_score_the_other_features_weigh_more() -> None:
    """A usual draft has the same risk; what speaks against it, such as an invented word, says more than beside a score."""
    silent = Candidate(TARGET, TARGET, (TARGET,), strategy="plain", asked=(SOURCE,))
    assert UNSCORED["sure"][1] == 0
    assert UNSCORED["invented"][1] > WEIGHTS["invented"][1] > 0
    assert UNSCORED["left"][1] > WEIGHTS["left"][1] > 0
    scored = replace(silent, score=WEIGHTS["sure"][0])
    risks = [estimate(EstimationInput(Sentence((SOURCE,)), one, (one,), PAIR)).value for one in (silent, scored)]
    assert risks[0] == pytest.approx(risks[1], abs=0.1)
    unsure = replace(silent, score=-3.0)
    assert estimate(EstimationInput(Sentence((SOURCE,)), unsure, (unsure,), PAIR)).value > max(risks)


@hypothesis.given(st.text(min_size=1), st.text(), st.floats(0.001, 1.0), st.integers(0, 50))
def test_a_risk_is_a_share(source: str, target: str, sure: float, unknown: int) -> None:
    assert 0 <= estimate(given(source, target, sure=sure, unknown=unknown)).value <= 1


def test_labels() -> None:
    read = PackageReading("p-1", 300, {"news": 0.5}, fine=0.2, closely=0.6)
    assert [level(risk, read) for risk in (0.0, 0.2, 0.21, 0.59, 0.6, 1.0)] == [
        "probably fine",
        "probably fine",
        "read it",
        "read it",
        "look closely",
        "look closely",
    ]
    assert level(None, read) == "read it"


def test_a_package_that_nobody_read_has_no_label() -> None:
    assert {level(risk, None) for risk in (None, 0.0, 0.5, 1.0)} == {"read it"}
    never = PackageReading("p-1", 300, {"news": 0.1}, fine=None, closely=None)
    assert {level(risk, never) for risk in (None, 0.0, 0.5, 1.0)} == {"read it"}


@hypothesis.given(st.lists(st.floats(0, 1)))
def test_a_text_is_as_risky_as_any_of_its_sentences(risks: list[float]) -> None:
    assert max(risks, default=0) - 0.01 <= text_risk(risks) <= min(1.0, sum(risks)) + 0.01


def test_the_risk_of_two_sentences() -> None:
    assert text_risk([0.1, 0.5]) == 0.55
    assert text_risk([]) == 0.0


@pytest.mark.parametrize(
    "others", [(), ("Rain fell.", "The committee will publish its report on the work of last year in spring.")]
)
def test_the_same_in_any_company(others: tuple[str, ...]) -> None:
    texts = [Text(SOURCE), *(Text(one) for one in others)]
    alone = Drafter(ArgosEngine(PACKAGE, threads=1), "en", "es").draft([Text(SOURCE)])[0]
    for threads in (1, 2):
        draft = Drafter(ArgosEngine(PACKAGE, threads=threads), "en", "es").draft(texts)[0]
        assert draft.text is not None
        assert draft.sentences[0].risk == alone.sentences[0].risk, "not rounded"


def test_nonsense_is_riskier_than_a_plain_sentence() -> None:
    plain, odd = Drafter(ArgosEngine(PACKAGE), "en", "es").draft(
        [Text(SOURCE), Text("Gruffle the wobbled snark, or be snaffled up.")]
    )
    assert odd.risk > plain.risk
    assert odd.sentences[0].risk_reasons
    assert not plain.sentences[0].risk_reasons


@pytest.mark.parametrize(
    ("risk", "reasons", "field"),
    [
        (EXPLAINED, ("unsure", "short", "left", "odd"), (("why", "unsure,short,left"),)),
        (EXPLAINED, (), ()),
        (EXPLAINED - 0.01, ("unsure",), ()),
    ],
)
def test_a_comment_says_why_where_the_risk_is_high(risk: float, reasons: tuple[str, ...], field: object) -> None:
    assert why(risk, reasons) == field


def test_the_riskiest_sentence_says_why_first(starter: Engine) -> None:
    (draft,) = Drafter(starter, "en", "es").draft(
        [Text("The house is big. Every name is spelled as the person spells it.")]
    )
    risky = max(draft.sentences, key=lambda one: one.risk)
    assert draft.risk_reasons[: len(risky.risk_reasons)] == tuple(reason.name for reason in risky.risk_reasons)
    assert risky.risk_reasons and set(draft.risk_reasons) <= set(REASONS)
