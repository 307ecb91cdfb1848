"""Letters of UTF-8 that were read in another encoding."""

import pytest

from workflow.checks.misread import misread


@pytest.mark.parametrize(
    "text", ["mediodÃ­a", "Câ€™est", "quai Ã  midi", "quai Ã\u00a0midi", "Â«hoyÂ»", "ÐŸÑ€Ð¸Ð²Ñ–Ñ‚", "Ð\u009fÑ\u0080Ð¸"]
)
def test_found(text: str) -> None:
    assert misread("", text, "es") is not None
    assert misread(text, text, "es") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("AMANHÃ DE MANHÃ", "pt"),
        ("«ESPAÑA» Ñ» Ñ«", "es"),
        ("IRMÃ”", "pt_BR"),
        ("Ã, Õ", "pt"),
        ("HOÂ", "vi"),
        ("100 €", "fr"),
    ],
)
def test_what_languages_write(text: str, language: str) -> None:
    assert misread("", text, language) is None
