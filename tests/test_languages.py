"""Language codes: how they are spelled, and what their parts are."""

import pytest

from workflow.errors import BadInput
from workflow.languages import base_language, language, normalise


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("es", "es"),
        ("ES", "es"),
        ("pt-br", "pt_BR"),
        ("PT_BR", "pt_BR"),
        ("zh-hans", "zh_Hans"),
        ("zh-HANT-tw", "zh_Hant_TW"),
        ("sr@latin", "sr@latin"),
        ("es-419", "es_419"),
        ("ca-1996", "ca_1996"),
        ("", ""),
    ],
)
def test_codes_are_spelled_as_gettext_does(written: str, code: str) -> None:
    assert normalise(written) == code
    assert normalise(code) == code


@pytest.mark.parametrize("code", ["pt", "pt_BR", "pt-BR", "pt@x", "pt_Latn_BR"])
def test_the_language_alone(code: str) -> None:
    assert base_language(code) == "pt"


def test_an_unknown_code_names_the_nearest_one() -> None:
    with pytest.raises(BadInput, match=r"'pt_BQ' is not a valid language code\. Did you mean 'pt_"):
        language("pt_BQ")
