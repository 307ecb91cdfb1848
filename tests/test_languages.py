"""Language codes: how they are spelled, and what their parts are."""

import pytest

from workflow.errors import BadInput
from workflow.languages import base_language, best_match, different, language, match_rank, normalise, number_signs


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
        ("ca@valencia", "ca@valencia"),
        ("ca-valencia", "ca@valencia"),
        ("ca_ES_VALENCIA", "ca_ES@valencia"),
        ("ca_ES.UTF-8@valencia", "ca_ES@valencia"),
        ("", ""),
    ],
)
def test_codes_are_spelled_as_gettext_does(written: str, code: str) -> None:
    assert normalise(written) == code
    assert normalise(code) == code


@pytest.mark.parametrize("code", ["pt", "pt_BR", "pt-BR", "pt@x", "pt_Latn_BR"])
def test_the_language_alone(code: str) -> None:
    assert base_language(code) == "pt"


def test_a_variant_of_a_language() -> None:
    valencian = language("ca@valencia")
    assert (valencian.tag, valencian.autonym, valencian.plurals) == ("ca-valencia", "Català (Espanya, valencià)", 2)
    assert language("ca_ES@valencia").tag == "ca-ES-valencia"
    assert number_signs("ca@valencia") == number_signs("ca")
    for code in ("es@valencia", "ca@valenciana", "ca@iec2017", "sr@latn"):
        with pytest.raises(BadInput, match="not a valid language code"):
            language(code)


def test_an_unknown_code_names_the_nearest_one() -> None:
    with pytest.raises(BadInput, match=r"'pt_BQ' is not a valid language code\. Did you mean 'pt_"):
        language("pt_BQ")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("spa", "es"),
        ("SPA-mx", "es_MX"),
        ("por-BR", "pt_BR"),
        ("ger", "de"),
        ("deu", "de"),
        ("fil", "fil"),
        ("es_ES.UTF-8", "es_ES"),
        (" fr ", "fr"),
    ],
)
def test_three_letter_codes_and_locales(written: str, code: str) -> None:
    assert normalise(written) == code
    assert normalise(code) == code


@pytest.mark.parametrize(
    ("code", "wanted", "rank"),
    [
        ("es", "es", 0),
        ("spa", "es", 0),
        ("sr@latin", "sr_Latn", 0),
        ("pt", "pt_BR", 1),
        ("es_ES", "es", 2),
        ("pt_BR", "pt", 2),
        ("zh_CN", "zh_Hans", 2),
        ("es_MX", "es", 3),
        ("es_419", "es", 3),
        ("pt_PT", "pt_BR", None),
        ("zh_TW", "zh_Hans", None),
        ("sr", "sr_Latn", None),
        ("ca", "ca@valencia", 1),
        ("ca@valencia", "ca", 3),
        ("ca@valencia", "ca_AD", None),
        ("ca@valencia", "ca_ES@valencia", 0),
        ("fr", "es", None),
        ("xx", "es", None),
        ("xx", "xx", 0),
    ],
)
def test_how_well_one_language_serves_another(code: str, wanted: str, rank: int | None) -> None:
    assert match_rank(code, wanted) == rank


def test_the_best_match_of_several() -> None:
    assert best_match("es_MX", ("es_ES", "es_MX", "es")) == "es_MX"
    assert best_match("es_AR", ("es_ES", "es")) == "es"
    assert best_match("es", ("es_ES", "es_MX")) is None
    assert best_match("pt", ("pt_BR",)) == "pt_BR"


def test_the_name_of_a_language_is_no_code() -> None:
    with pytest.raises(BadInput, match=r"'Spanish' is not a valid language code\. Did you mean 'es'\?"):
        language("Spanish")


@pytest.mark.parametrize(
    ("code", "other", "result"),
    [
        ("de", "es", True),
        ("nb", "nn", True),
        ("es_MX", "es", False),
        ("zh_Hant", "zh_Hans", False),
        ("iw", "he", False),
        ("no", "nb", False),
        ("spa", "es", False),
        ("Spanish", "de", False),
        ("", "es", False),
        ("und", "es", False),
    ],
)
def test_different_languages(code: str, other: str, result: bool) -> None:
    assert different(code, other) is different(other, code) is result
