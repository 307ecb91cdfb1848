"""Marks of blocks, capitals and no-break spaces: what is right in some language is no alarm."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, TextPair
from workflow.checks.rules import RULES
from workflow.model import Kind


def found(name: str, source: str, target: str, to: str = "es", kind: Kind = Kind.PARAGRAPH) -> list[str | None]:
    """The corrections of what a check finds."""
    check = RULES[name]
    assert isinstance(check, Check)
    pair = TextPair(source, target, LanguagePair.of("en", to), kind=kind)
    return [problem.fix for problem in check.find(pair)]


@pytest.mark.parametrize(
    ("target", "fix"),
    [
        ("# Cierre", "Cierre"),
        ("* Cierre", "Cierre"),
        ("> Cierre", "Cierre"),
        ("1. Cierre", "Cierre"),
        ("[x] Cierre", "Cierre"),
        ("```\nCierre", "Cierre"),
        ("Cierre ##", "Cierre"),
        ("Cierre\n===", "Cierre"),
        ("[cierre]: Cierre", None),
    ],
)
def test_a_mark_of_a_block_is_found(target: str, fix: str | None) -> None:
    assert found("block_marks", "Close", target) == [fix]


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("– A spoken line", "- Una frase", "es"),
        ("\\# is a sign", "\\# es un signo", "es"),
        ("May 10 is a day", "10. Mai ist ein Tag", "de"),
        ("The first door", "1. Tür", "de"),
        ("C# is a language", "C# es un lenguaje", "es"),
        ("+ means plus", "+ significa más", "es"),
        ("Close it", "-5 grados", "es"),
    ],
)
def test_what_only_looks_like_a_mark_passes(source: str, target: str, to: str) -> None:
    assert found("block_marks", source, target, to) == []


def test_a_bar_in_a_cell_is_found_outside_code() -> None:
    assert found("block_marks", "The door", "La | puerta", kind=Kind.TABLE_CELL) == [None]
    assert found("block_marks", "The `a|b` door", "La puerta `a|b`", kind=Kind.TABLE_CELL) == []
    assert found("block_marks", "The door", "La | puerta") == []


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("Npm installs it.", "npm lo instala.", "es"),
        ("The iPhone is here.", "iPhone está aquí.", "es"),
        ("Evening came.", "‘s Avonds kwam het.", "nl"),
        ("It is open.", "ის ღიაა.", "ka"),
        ("Opening hours", "horario de apertura", "es"),
        ("It is open.", "هو مفتوح.", "ar"),
    ],
)
def test_a_small_letter_may_be_right(source: str, target: str, to: str) -> None:
    assert found("startcaps", source, target, to) == []


def test_a_no_break_space_is_put_back() -> None:
    assert found("no_break_space", "Take 12\u00a0kg now", "Tome 12 kg ahora") == ["Tome 12\u00a0kg ahora"]
    assert found("no_break_space", "See §\u00a05", "Véase § 5") == ["Véase §\u00a05"]
    assert found("no_break_space", "10\u00a0000 people", "10 000 personas") == []
    assert found("no_break_space", "Take 12 kg now", "Tome 12 kg ahora") == []
