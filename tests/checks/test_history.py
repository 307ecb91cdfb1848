"""Approvals that are void or too quick, and drafts of an old package."""

from dataclasses import replace

import pytest

from workflow.catalogs.approvals import Review, approve
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.checks.entry_facts import facts_of
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry, EntryCheck
from workflow.checks.rules import RULES
from workflow.checks.rules.history import CATALOG_CHECKS
from workflow.model import Entry

LONG = "The farmers sold the wheat on the market, and their children went to school in the village."
SPANISH = "Los agricultores vendieron el trigo en el mercado y sus hijos fueron a la escuela del pueblo."


def found(name: str, entry: Entry, to: str = "es") -> list[str]:
    check = RULES[name]
    assert isinstance(check, EntryCheck)
    return [problem.message for problem in check.find(CheckedEntry(entry, LanguagePair.of("en", to)))]


def approved(
    source: str, target: str, *, seconds: float | None, edit: float | None, review: Review = Review.BILINGUAL
) -> Entry:
    entry = put_draft(Entry(msgid=source), target, DraftComment("argos", "translate-en_es-1.9", "3f2a91c0"))
    return approve(entry, "Ana", "2026-11-29", review=review, edit=edit, seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "edit", "review", "hasty"),
    [
        (1, 0.0, Review.BILINGUAL, True),
        (2, 0.0, Review.BILINGUAL, True),
        (1, 0.0, Review.TARGET, True),
        (2, 0.0, Review.TARGET, False),
        (12, 0.0, Review.BILINGUAL, False),
        (1, 0.2, Review.BILINGUAL, False),
        (1, None, Review.BILINGUAL, False),
        (None, 0.0, Review.BILINGUAL, False),
        (1, 0.0, Review.RULE, False),
    ],
)
def test_an_approval_takes_the_time_to_read(
    seconds: float | None, edit: float | None, review: Review, hasty: bool
) -> None:
    entry = approved(LONG, SPANISH, seconds=seconds, edit=edit, review=review)
    assert bool(found("hasty_approval", entry)) is hasty


def test_a_short_text_is_read_at_a_glance() -> None:
    assert found("hasty_approval", approved("The house is big.", "La casa es grande.", seconds=0, edit=0.0)) == []


def test_a_second_look_is_enough() -> None:
    entry = approve(
        approved(LONG, SPANISH, seconds=1, edit=0.0), "Bea", "2026-11-29", review=Review.BILINGUAL, seconds=30, edit=0.1
    )
    assert found("hasty_approval", entry) == []


def test_a_script_with_few_characters_takes_as_long() -> None:
    entry = approved(LONG, "农民在市场上卖了小麦，他们的孩子去村里上学。", seconds=2, edit=0.0)
    assert found("hasty_approval", entry, "zh")
    assert found("hasty_approval", replace(entry, msgid="The farmers sold the wheat."), "zh") == []


def test_a_void_approval_names_who_and_why() -> None:
    entry = approved(LONG, SPANISH, seconds=30, edit=0.0)
    assert found("void_approval", entry) == []
    for changed, why in (
        (replace(entry, msgid=LONG + " Now."), "the source has changed"),
        (replace(entry, msgstr=("Otra cosa.",)), "the translation has changed"),
    ):
        (message,) = found("void_approval", changed)
        assert message.startswith("approved by Ana on ") and message.endswith(f", but since then {why}")


def old(*packages: tuple[str, str]) -> list[tuple[int, str]]:
    entries = [
        put_draft(Entry(msgid=f"Door {number}"), f"Puerta {number}", DraftComment(engine, package, "3f2a91c0"))
        for number, (engine, package) in enumerate(packages)
    ]
    checked = [CheckedEntry(entry, LanguagePair.of("en", "es")) for entry in entries]
    [check] = CATALOG_CHECKS
    return [(at, problem.message) for at, problem in check.find(facts_of(checked))]


def test_a_draft_of_an_older_package_is_found() -> None:
    new, before = ("argos", "translate-en_es-1.10"), ("argos", "translate-en_es-1.9")
    assert old(new, before, new) == [(1, "was drafted by translate-en_es-1.9, and others by translate-en_es-1.10")]
    assert old(before, before) == []
    assert old(before, ("firefox", "translate-en_es-1.10")) == []
    assert old(("memory", ""), ("argos", "model"), before) == []
