"""Quotations: whole in a translation if they are in the source."""

import pytest

from workflow.checks.brackets import broken_quotation, lost_brackets, quotations
from workflow.checks.language_pair import LanguagePair

DE = LanguagePair("en", "de", "Latn", "Latn")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Click ‘no lid’ now.", 'Klicken Sie auf "keine lässt es.'),
        ("It says ‘quiet, please’ here.", "Es sagt ‘, bitte' hier."),
        ("It says “first come” here.", 'Es sagt, dass "Fürmste komment", diente" hier.'),
        ("The note “quiet, please” was left.", "Die Note » war gegangen."),
        ("The note ‘Open tomorrow’ was left.", "La nota ‘Open mañana se dejaba."),
        ("the book ‘the blue door’ and more", "le livre ‘l' et n'a jamais"),
        ('It says "quiet, please" here.', "Le signe dit \"quiet, s'il vous plaît."),
    ],
)
def test_a_broken_quotation_is_refused(source: str, target: str) -> None:
    assert broken_quotation(source, target, DE)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Click ‘no lid’ now.", "Klicken Sie auf „kein Deckel“."),
        ("Click ‘no lid’ now.", "Cliquez sur « sans couvercle »."),
        ("It says “quiet, please” here.", "Dice 'silencio, por favor' aquí."),
        ('He said "yes".', 'Er sagte „ja".'),
        ("It's the authors’ book.", "C'est le livre des auteurs d'ici."),
        ('A 5" disk and a 3" disk', 'Una unidad de 5" y otra de 3"'),
        ("The “x” key", "La tecla «x»"),
        # The quotation is an inline tag, which is not in these texts.
        ('the variables were " " and "passwd".', 'die Variablen waren " " und "passwd".'),
    ],
)
def test_a_whole_quotation_passes(source: str, target: str) -> None:
    assert broken_quotation(source, target, DE) is None


def test_quotations_are_between_marks_that_pair() -> None:
    text = "The “first”, the ‘second’ and the authors’ third"
    assert [text[start:end] for start, end in quotations(text)] == ["first"]


def test_apostrophes_are_no_quotation_marks() -> None:
    assert lost_brackets("It says ‘quiet, please’.", "Le signe dit s'il vous plaît.", DE) == "quotation marks missing"
