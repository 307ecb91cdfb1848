"""Quotation marks and markup around a translation."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.wrapping import wrapped

ES = LanguagePair("en", "es", "Latn", "Latn")


@pytest.mark.parametrize(
    "target",
    [
        '"La marea sube."',
        "“La marea sube.”",
        "«La marea sube».",
        "„La marea sube.“",
        "»La marea sube«",
        "'La marea sube.'",
        "‘La marea sube’",
        "「La marea sube。」",
        "`La marea sube.`",
        "```\nLa marea sube.\n```",
        "```text La marea sube.",
        "**La marea sube.**",
        "*La marea sube*.",
        "_La marea sube._",
        "__La marea sube__",
        "# La marea sube.",
        "> La marea sube.",
        "- La marea sube.",
        "— La marea sube.",
        "---La marea sube.",
        '{"translation": "La marea sube."}',
        "<translation>La marea sube.</translation>",
        '["La marea sube."]',
    ],
)
def test_wrapped(target: str) -> None:
    assert wrapped("The tide rises.", target, ES)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("“Go,” he said.", "«Vete», dijo."),
        ("“Go.”", "«Vete.»"),
        ('The "tide"', "«La marea»"),
        ("'Tide'", '"La marea"'),
        ("**Tide**", "**La marea**"),
        ("# Tide", "# La marea"),
        ("- Tide", "- La marea"),
        ("<b>Tide</b>", "<b>La marea</b>"),
        ("The tide", "La «marea»"),
        ("The tide of the sea", "«Marea» del «mar»"),
        ("* the tide", "* la marea"),
        ("nargs", "*nargs*"),
        ("It's the tide's.", "'Es' de la marea."),
        ("The tide rises.", "La marea sube."),
        ("5 * 3 * 2", "*"),
        ("x", '"'),
    ],
)
def test_not_wrapped(source: str, target: str) -> None:
    assert wrapped(source, target, ES) is None
