"""Negation: lost and added ones are found, and what translators do is not taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.checks.language_pair import LanguagePair
from workflow.checks.negation import negation

WORDS = [
    "no",
    "not",
    "never",
    "nicht",
    "sans",
    "ne",
    "pas",
    "que",
    "sin",
    ".",
    "n'",
    "un",
    "kein",
    "weder",
    "ni",
    "if",
    "only",
]


def pair(target: str, source: str = "en") -> LanguagePair:
    return LanguagePair(source, target, "Latn", "Latn")


@pytest.mark.parametrize(
    ("target", "source", "text"),
    [
        ("de", "Do not enter the tank unless you are not alone.", "Betreten Sie den Tank nicht allein."),
        ("de", "There is no service on Sundays.", "Sonntags gibt es einen Dienst."),
        ("de", "Never switch it off without a backup.", "Schalten Sie es nie mit einer Sicherung aus."),
        ("de", "You cannot undo this.", "Sie können dies rückgängig machen."),
        ("es", "The file isn’t empty.", "El archivo está vacío."),
        ("es", "Nobody saw the report.", "Todos vieron el informe."),
        ("es", "The unknown user may log in.", "El usuario puede iniciar sesión."),
        ("es", "It works without a network.", "Funciona con una red."),
        ("fr", "Don't delete the folder.", "Supprimez le dossier."),
        ("fr", "Neither of the keys works.", "Les deux clés fonctionnent."),
        ("fr", "The value cannot be changed.", "La valeur peut être modifiée."),
        ("it", "The door was never closed.", "La porta è stata chiusa."),
        ("pt_BR", "It does not work.", "Funciona."),
        ("uk", "It does not work.", "Це працює."),
    ],
)
def test_lost(target: str, source: str, text: str) -> None:
    assert "lost" in (negation(source, text, pair(target)) or "")


@pytest.mark.parametrize(
    ("target", "source", "text"),
    [
        ("es", "The door is open.", "La puerta no está abierta."),
        ("de", "The dog barks.", "Der Hund bellt nicht."),
        ("de", "All files are read.", "Es werden keine Dateien gelesen."),
        ("fr", "He likes the town.", "Il n’aime pas la ville."),
        ("fr", "Start with a key.", "Commencez sans clé."),
    ],
)
def test_added(target: str, source: str, text: str) -> None:
    assert "added" in (negation(source, text, pair(target)) or "")


@pytest.mark.parametrize(
    ("target", "source", "text"),
    [
        ("es", "There is no file.", "No hay ningún archivo."),
        ("es", "Nobody ever said anything.", "Nadie dijo nunca nada."),
        ("es", "It is not only fast.", "No solo es rápido."),
        ("es", "The file is unknown.", "El archivo no se conoce."),
        ("es", "An invalid name.", "Un nombre no válido."),
        ("es", "Run it unless it is closed.", "Ejecútelo si no está cerrado."),
        ("es", "However, this works.", "Sin embargo, esto funciona."),
        ("es", "Returns None.", "Retorna None."),
        ("es", "Player No. 5 won.", "Ganó el jugador n.º 5."),
        ("es", "See NO_CHANGE for details.", "Consulte NO_CHANGE para más detalles."),
        ("de", "She came not only late.", "Sie kam nicht nur spät."),
        ("de", "The door is unlocked.", "Die Tür ist nicht abgeschlossen."),
        ("de", "Neither the dog nor the cat ate.", "Weder der Hund noch die Katze fraß."),
        ("de", "An endless road.", "Ein endloser Weg."),
        ("fr", "Only one is left.", "Il n’en reste qu’un."),
        ("fr", "He never says anything.", "Il ne dit jamais rien."),
        ("fr", "No one came.", "Personne n’est venu."),
        ("fr", "Save it before the screen locks.", "Enregistrez-le avant que l’écran ne se verrouille."),
        ("fr", "It is missing.", "Il n’est pas là."),
        ("ja", "It does not work.", "動作します。"),
    ],
)
def test_neither(target: str, source: str, text: str) -> None:
    assert negation(source, text, pair(target)) is None


def test_both_directions() -> None:
    assert negation("El archivo no está vacío.", "The file is empty.", pair("en", "es"))
    assert negation("El archivo no está vacío.", "The file is not empty.", pair("en", "es")) is None


@given(st.lists(st.sampled_from(WORDS)).map(" ".join), st.sampled_from(["en", "es", "de", "fr", "it", "pt", "uk"]))
def test_a_text_has_as_many_as_itself(text: str, language: str) -> None:
    assert negation(text, text, pair(language, language)) is None


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", "The changes are unconstitutional.", "Los cambios son inconstitucionales."),
        ("es", "The seat was uncomfortable.", "El asiento era incómodo."),
        ("es", "Make sure to ask the doctor.", "No se olvide de preguntar al médico."),
        ("es", "The tomb was left undisturbed.", "La tumba quedó intacta."),
        ("de", "The changes are unconstitutional.", "Die Änderungen sind verfassungswidrig."),
        ("de", "The crowd was unmoved and uncontrolled.", "Die Menge war ungerührt und unkontrolliert."),
        ("de", "Make sure to ask the doctor.", "Vergessen Sie nicht, den Arzt zu fragen."),
        ("fr", "He was unhurt.", "Il est sorti indemne."),
        ("fr", "The windows were unbreakable.", "Les fenêtres étaient incassables."),
        ("fr", "Make sure to ask the doctor.", "N’oubliez pas de demander au médecin."),
        ("fr", "It is the strongest storm on record.", "C’est la plus forte tempête jamais enregistrée."),
    ],
)
def test_other_ways_to_negate_are_no_alarm(to: str, source: str, target: str) -> None:
    assert negation(source, target, LanguagePair.of("en", to)) is None


@pytest.mark.parametrize(
    ("to", "source", "target"),
    [
        ("es", "Make sure to ask the doctor.", "No pregunte al médico."),
        ("de", "Make sure to ask the doctor.", "Fragen Sie nicht den Arzt."),
        ("fr", "Make sure to ask the doctor.", "Ne demandez pas au médecin."),
        ("fr", "The storm has come.", "La tempête n’est jamais venue."),
    ],
)
def test_a_negation_that_was_added_is_found(to: str, source: str, target: str) -> None:
    assert negation(source, target, LanguagePair.of("en", to))
