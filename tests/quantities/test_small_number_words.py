"""Numbers in words."""

import pytest

from workflow.quantities.small_number_words import spelled_numbers


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("en", "The law is twenty-five years old.", [25]),
        ("en", "forty two and ninety-nine", [42, 99]),
        ("en", "the twenty-third time", []),
        ("es", "treinta y cinco o veintiún", [21, 35]),
        ("fr", "soixante et onze, quatre-vingt-dix-neuf, vingt et un", [21, 71, 99]),
        ("fr", "soixante-quinze", [75]),
        ("de", "ein fünfundzwanzigjähriger Mann und dreißig Frauen", [25, 30]),
        ("ja", "twenty", []),
    ],
)
def test_spelled(code: str, text: str, numbers: list[int]) -> None:
    assert sorted(spelled_numbers(text, code).elements()) == numbers
