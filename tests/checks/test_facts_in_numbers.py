"""Measures, shares, versions, ordinals and copied numbers that a translation changed."""

import pytest

from workflow.checks.language_pair import LanguagePair
from workflow.checks.quantities import number_words, quantities
from workflow.quantities.localising import corrections

CHANGED = [
    ("fr", "A value of 18 ft 7 in is shown.", "Une valeur de 18 ft 7 est affichée."),
    ("es", "It is 12 in long.", "Mide 12 de largo."),
    ("de", "It took 23 h 2 min.", "Es dauerte 23 h 2."),
    ("de", "It weighs 34 lb 6 oz.", "Es wiegt 34 lb-Lbb 6 oz."),
    ("es", "The load was 51.97 t.", "La carga era 51,97."),
    ("fr", "Choose 175 ha.", "Choisis 175."),
    ("de", "Maximum: 13,208 min", "Maximum: 13.208 Berg"),
    ("fr", "They waited 15 hours.", "Ils ont attendu 15 fois."),
    ("fr", "It fell by 7.5 percentage points.", "Cela a baissé de 7,5 %."),
    ("de", "It fell by 7.5 percentage points.", "Es fiel um 7,5 Prozent."),
    ("es", "7,495 t, not 7.495 t", "7,495 t, no 7.495 t"),
    ("fr", "1,395 kg, not 1.395 kg", "1,395 kg, pas 1\u202f395 kg"),
    ("fr", "It reads 16 t and not 61 t.", "Il dit 16 t et pas 61."),
    ("es", "They paid ¥45.", "Pagaron °45 ¥."),
    ("de", "They paid €13,953.", "Sie zahlten um € um 13.953 €."),
    ("de", "Maximum: 75 °C", "Maximum: 75 °C €C"),
    ("de", "New in 25.35", "Neu in 25,35"),
    ("es", "The error first appeared in 4.25.", "El error apareció primero en 4,25."),
    ("es", "She finished in 105th place.", "Terminó en 105."),
    ("fr", "She finished in 51st place.", "Elle a fini dans 51 place."),
    ("fr", "the 41st edition", "l'édition de 41 ans"),
    ("de", "in 101st place", "um 101 Uhr"),
    ("fr", "See Chapter 12.", "Voir 12 ans."),
    ("es", "Children (44 to 56) pay half.", "Niños (44 a la mitad de 56)."),
    ("de", "Children (44 to 56) pay half.", "Kinder (44 zu 56) zahlen die Hälfte."),
    ("fr", "79.76 miles per hour", "79,76 miles par erreur"),
    ("fr", "by 02/27/1987", "au 02/1987/1987"),
    ("es", "It costs 50p.", "Cuesta 50."),
]
KEPT = [
    ("es", "He is 5 ft 11 in tall.", "Mide 5 pies y 11 pulgadas."),
    ("es", "There were 12 in the room.", "Había 12 en la sala."),
    ("es", "In 2015 it has grown.", "En 2015 ha crecido."),
    ("es", "340 ha of forest", "340 ha de bosque"),
    ("de", "It took 23 h 45 min.", "Es dauerte 23 h 45 min."),
    ("fr", "They waited 15 hours.", "Ils ont attendu 15 heures."),
    ("de", "a 25-year-old man", "ein 25-jähriger Mann"),
    ("de", "It fell by 7.5 percentage points.", "Es fiel um 7,5 Prozentpunkte."),
    ("ja", "It fell by 7.5 percentage points.", "7.5%下落した。"),
    ("es", "7,495 t, not 7.495 t", "7495 t, no 7,495 t"),
    ("fr", "cosmonaut No. 11", "cosmonaute n° 11"),
    ("es", "New in 25.35", "Nuevo en 25.35"),
    ("es", "her 41st birthday", "su cumpleaños número 41"),
    ("de", "It rose from 3 to 4.", "Es stieg von 3 auf 4."),
    ("es", "Read pages 31 to 62.", "Lea las páginas 31 a 62."),
    ("de", "shares rose 1.5% to $67.94", "die Aktie stieg um 1,5 % auf 67,94 $"),
    ("fr", "the films of the 50s and 60s", "les films des années 50 et 60"),
    ("de", "It costs 50p.", "Es kostet 50 Pence."),
    ("es", "a 720p video", "un vídeo de 720p"),
]


def pair(to: str) -> LanguagePair:
    return LanguagePair("en", to, "Latn", "Jpan" if to == "ja" else "Latn")


@pytest.mark.parametrize(("to", "source", "target"), CHANGED)
def test_changed(to: str, source: str, target: str) -> None:
    assert quantities(source, target, pair(to))


@pytest.mark.parametrize(("to", "source", "target"), KEPT)
def test_kept(to: str, source: str, target: str) -> None:
    assert quantities(source, target, pair(to)) is None


@pytest.mark.parametrize(
    ("to", "source", "target", "right"),
    [
        ("es", "They paid ¥45.", "Pagaron °45 ¥.", "Pagaron 45 ¥."),
        ("fr", "They took $27,116.", "Ils ont pris $ $27\u202f116.", "Ils ont pris $27\u202f116."),
        ("de", "Maximum: 71,174 kg", "Maximum: 71.174-Kg", "Maximum: 71.174-kg"),
        ("es", "the 140th edition", "la 140th edición", "la 140.º edición"),
        ("es", "7,495 t, not 7.495 t", "7,495 t, no 7.495 t", "7495 t, no 7,495 t"),
        ("fr", "1,395 kg, not 1.395 kg", "1,395 kg, pas 1\u202f395 kg", "1\u202f395 kg, pas 1,395 kg"),
    ],
)
def test_corrected(to: str, source: str, target: str, right: str) -> None:
    for start, end, new in reversed(corrections(source, target, ("en", to))):
        target = target[:start] + new + target[end:]
    assert target == right
    assert quantities(source, target, pair(to)) is None


@pytest.mark.parametrize(
    ("to", "source", "target", "objection"),
    [
        ("de", "The law is twenty-five years old.", "Das Gesetz ist zwanzig Jahre alt.", True),
        ("fr", "They waited for fifteen hours.", "Ils ont attendu des heures.", True),
        ("de", "Thirty people died.", "Dreißig Menschen starben.", False),
        ("es", "thirty-two members", "32 miembros", False),
        ("fr", "more than twenty people", "une vingtaine de personnes", False),
    ],
)
def test_number_words(to: str, source: str, target: str, objection: bool) -> None:
    assert bool(number_words(source, target, pair(to))) is objection
