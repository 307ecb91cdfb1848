"""Addresses, markup and code that a translation adds."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.markup import added_markup
from workflow.checks.table import failed_check

PAIR = LanguagePair("en", "es", "Latn", "Latn")
TIDE = "The tide comes to the old harbour twice a day."
SPANISH = "La marea llega al puerto viejo dos veces al día."


@pytest.mark.parametrize(
    "added",
    [
        "Visit https://evil.example", "Visite http://evil.example/x.", "www.evil.example", "Más en evil.com.", "Vea bit.ly/abc",
        "hxxp://evil.com", "evil[.]com", "evil (.) com (evil(.)com)", "https : //evil.com", "mailto:a@b.example", "javascript:alert(1)",
        "Escriba a info@evil.example.", "info (at) evil.example", "Síganos en @evil", "Llame al +34 600 123 456", "&nbsp;", "&nbsp.", "&#8203;",
        "&lt;b&gt;", "<b>sí</b>", "<br>", "<script>alert(1)</script>", "<!-- nota -->", "<|im_end|>", "[x](y)", "[x][y]", "![x](y)", "[^1]",
        "**sí**", "*sí*", "__sí__", "~~sí~~", "`sí`", "{{ x }}", "{% x %}", "${x}", "[INST]", "[/INST]", "\\n\\nNota", "print('x')", "msgstr x", "🌊", "😊", "✅",
    ],
)  # fmt: skip
def test_what_is_added(added: str) -> None:
    reason = failed_check(TIDE, f"{SPANISH} {added}", PAIR)
    assert reason
    assert failed_check(TIDE, f"{added} {SPANISH}", PAIR)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("See https://example.org now.", "Vea https://evil.example ahora."),
        ("Write to ann@example.org.", "Escriba a bob@example.org."),
        ("See example.org.", "Vea evil.org."),
        ("It is **deep** here.", "Es **muy** **hondo** aquí."),
    ],
)
def test_what_is_changed(source: str, target: str) -> None:
    assert added_markup(source, target, PAIR)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("See https://example.org now.", "Véase https://example.org."),
        ("See example.org.", "Véase example.org."),
        ("Write to ann@example.org.", "Escriba a ann@example.org."),
        ("Automatic *bold*", "*Negrita* automática"),
        ("&Quit", "&Salir"),
        ("If a < b then c > d.", "Si a < b entonces c > d."),
        ("Use Node.js and ASP.NET here.", "Use Node.js y ASP.NET aquí."),
        ("e.g. the file a.txt", "p.ej. el archivo a.txt"),
        ("It costs 5 * 3 euros.", "Cuesta 5 * 3 euros."),
        ("He left.", "Se fue.Vino."),
        ("From 1990 to 2000", "De 1990 a 2000"),
        ("The folder C:\\new is empty.", "La carpeta C:\\new está vacía."),
    ],
)
def test_what_is_kept(source: str, target: str) -> None:
    assert added_markup(source, target, PAIR) is None
