"""Signs, brackets and repetitions: as in the source."""

import pytest

from workflow.checks.brackets import lost_brackets, unbalanced
from workflow.checks.language_pair import LanguagePair
from workflow.checks.repetition import doubled, loop
from workflow.checks.symbols import lost_end, lost_symbols

ES, DE, FR = (LanguagePair("en", code, "Latn", "Latn") for code in ("es", "de", "fr"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("A < B && C > D", "Un & C > D"),
        ("price >= cost", "precio > coste"),
        ("It is © Acme.", "Es de Acme."),
        ("Acme™ tools", "Herramientas Acme"),
        ("See § 5.", "Véase 5."),
        ("either | or", "o"),
        ("a note * below", "una nota abajo"),
        ("size = length", "tamaño longitud"),
        ("one • two", "uno dos"),
        ("text", "texto = ="),
    ],
)
def test_lost_or_added_signs_are_seen(source: str, target: str) -> None:
    assert lost_symbols(source, target, ES)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("the #1 choice", "la opción n.º 1"),
        ("5+ files", "5 o más archivos"),
        ("a <= b", "a ≤ b"),
        ("R&D", "I+D"[:1] + "y D"),
        ("See vol. 3, no. 4.", "Voir vol. 3, n°\u00a04."),
    ],
)
def test_signs_that_languages_write_differently_pass(source: str, target: str) -> None:
    assert lost_symbols(source, target, ES) is None


def test_the_end_of_a_question() -> None:
    assert lost_end("Is it open?", "Está abierto.", ES)
    assert lost_end("It is open.", "¿Está abierto?", ES)
    assert lost_end("Stop!", "Pare.", ES)
    assert lost_end('He asked: "Is it open?"', "Preguntó: «¿Está abierto?»", ES) is None
    assert lost_end("Read it.", "Lesen Sie es!", DE) is None
    assert lost_end("", "", ES) is None


@pytest.mark.parametrize(
    "target",
    [
        'Dijo "hola.',
        "Dijo «hola.",
        "Dijo (hola.",
        "Sagte „hallo.",
        "Dijo “hola.",
        "Dijo hola]",
        'Sagte „hallo".',
        "Dijo 「hola.",
    ],
)
def test_what_is_not_closed_is_seen(target: str) -> None:
    assert unbalanced('He said "hello".', target, ES)


@pytest.mark.parametrize(
    "target",
    [
        "Sagte „hallo“.",
        "Powiedział „cześć”.",
        "Dijo «hola».",
        "Sa ”hej”.",
        "1) Dijo hola",
        "(etc).",
        "« x » (desde 1).",
    ],
)
def test_what_is_closed_passes(target: str) -> None:
    assert unbalanced('He said "hello".', target, ES) is None


def test_lost_brackets() -> None:
    assert lost_brackets("Load (or save) it", "Cárguelo", ES)
    assert lost_brackets('the "open" door', "la puerta abierta", ES)
    assert lost_brackets('the "open" door', "la puerta «abierta»", ES) is None
    assert lost_brackets('a 5" and a 7" screen', "pantallas de 5 y 7 pulgadas", ES) is None


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("the default value", "la predeterminada predeterminada", ES),
        ("the colour of it", "el color de de ello", ES),
        ("the water", "das Wasser Wasser", DE),
        ("possible", "posssible", ES),
    ],
)
def test_doubled_words(source: str, target: str, pair: LanguagePair) -> None:
    assert doubled(source, target, pair)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("we are wrong", "nous nous trompons", FR),
        ("those who saw it", "die, die die Stadt sahen", DE),
        ("very very good", "muy muy bueno", ES),
        ("shipping", "die Schifffahrt", DE),
        ("the 18th century", "el siglo XVIII", ES),
    ],
)
def test_words_that_may_stand_twice(source: str, target: str, pair: LanguagePair) -> None:
    assert doubled(source, target, pair) is None


@pytest.mark.parametrize(
    "target",
    ["el semico-semico-semico", "la la la la", "de la cámara de la cámara", "sisisisisi", "el país, el país, el país"],
)
def test_loops(target: str) -> None:
    assert loop("the chamber", target, ES)


def test_known_words_with_a_doubled_part_are_no_loops() -> None:
    assert loop("They represent it; search.", "Ils le représentent ; rechercher.", FR) is None
