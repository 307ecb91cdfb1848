"""What people rightly write in another way, and is no error; beside each, what still is one."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import TextPair
from workflow.checks.rules import check_text
from workflow.inline_tags import Grammar
from workflow.model import Severity

ARTICLE = "We define `models <https://en.wikipedia.org/wiki/Database_model>`_ here."
GUIDE = "`Programmer's Guide <http://a.example.org/oss.pdf>`_"
ROWS = [
    ("es", "To go back, press Shift+Tab.", "Para volver, oprima Mayús + Tab.", "Para volver, oprima Mayús."),
    ("es", "Select a block of 8x8 cells.", "Seleccione un bloque de 8 × 8 celdas.", "Seleccione un bloque de 8 × 9 celdas."),
    ("es", "As of v17.2, it does nothing.", "Desde la versión 17.2, no hace nada.", "Desde la versión 17.3, no hace nada."),
    ("es", "As of version 17, it does nothing.", "Desde v17, no hace nada.", "Desde v18, no hace nada."),
    ("fr", "A stake about 100 feet (30 m) away.", "Un pieu à environ 30 mètres.", "Un pieu, un peu plus loin."),
    ("es", "About 220 km (140 miles) away.", "A unos 220 km.", "A unos 140 km."),
    ("es", ARTICLE, "Definimos `modelos <https://es.wikipedia.org/wiki/Modelo>`_ aquí.", "Definimos `modelos <https://es.example.org/Modelo>`_ aquí."),
    ("es", GUIDE, GUIDE.replace("'", "’"), GUIDE.replace("oss", "oos")),
]  # fmt: skip


def _found(to: str, source: str, target: str) -> list[str]:
    pair = TextPair(source, target, LanguagePair.of("en", to), Grammar("plain"))
    return [
        f"{check.id}: {problem.message}"
        for check, problem in check_text(pair)
        if (problem.severity or check.severity) is not Severity.NOTE
    ]


@pytest.mark.parametrize(("to", "source", "good", "bad"), ROWS)
def test_another_way_is_no_error(to: str, source: str, good: str, bad: str) -> None:
    assert _found(to, source, good) == []
    assert _found(to, source, bad) != []


def test_a_lost_conversion_is_a_note() -> None:
    pair = TextPair("About 220 km (140 miles) away.", "A unos 220 km.", LanguagePair.of("en", "es"))
    found = [(check.id, problem.severity) for check, problem in check_text(pair) if check.id == "numbers"]
    assert found == [("numbers", Severity.NOTE)]
