"""The plural rule of a header."""

import pytest

from workflow.catalogs.plural_forms import plural_rule
from workflow.languages import language
from workflow.model import Catalog, Entry


def rule_of(value: str) -> Catalog:
    return Catalog((), Entry("", (f"Language: xx\nPlural-Forms: {value}\n",)))


@pytest.mark.parametrize(
    ("code", "one", "often"),
    [
        ("es", 0, [False, True]),
        ("fr", 0, [False, True]),
        ("ja", 0, [True]),
        ("uk", 0, [True, True, True]),
        ("ar", 1, [False, False, False, True, True, True]),
    ],
)
def test_forms(code: str, one: int, often: list[bool]) -> None:
    rule = plural_rule(rule_of(language(code).plural_forms))
    assert rule is not None
    assert rule.one == one
    assert [rule.is_often(form) for form in range(len(rule.numbers))] == often


def test_numbers_of_a_form() -> None:
    rule = plural_rule(rule_of(language("uk").plural_forms))
    assert rule is not None
    assert [numbers[:3] for numbers in rule.numbers] == [(1, 21, 31), (2, 3, 4), (0, 5, 6)]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nplurals=INTEGER; plural=EXPRESSION;",
        "nplurals=2; plural=(n",
        "nplurals=2; plural=__import__;",
        "nplurals=2; plural=n/0;",
        "nplurals=2; plural=n%3;",
        "nplurals=0; plural=0;",
        "nplurals=2;",
        "nplurals=2; plural=" + "(" * 500 + "n" + ")" * 500,
        "nplurals=2; plural=" + "n?" * 3000,
    ],
)
def test_no_valid_rule(value: str) -> None:
    assert plural_rule(rule_of(value)) is None
