"""Repetition: doubled words, and words or phrases said again and again."""

from workflow.checks import repetition
from workflow.checks.model import Check, Example, on_words
from workflow.model import Severity

__all__ = ["CHECKS"]

CHECKS = (
    Check(
        id="duplicate",
        mqm="Linguistic conventions: grammar",
        severity=Severity.WARNING,
        description="A word stands twice in a row, or a letter three times.",
        find=on_words(repetition.doubled),
        examples=(
            Example("en-es", "Close the door.", "Cierre la puerta.", "Cierre la la puerta."),
            Example("en-fr", "We are wrong.", "Nous nous trompons.", "Nous nous trompons bien bien."),
            Example("en-de", "The book that says so", "Das Buch, das das sagt", "Das Buch, das so so sagt"),
        ),
    ),
    Check(
        id="repetition",
        mqm="Linguistic conventions: unintelligible",
        severity=Severity.ERROR,
        description="A word, a phrase or a sign is repeated again and again, as engines do that have lost their way.",
        find=on_words(repetition.loop),
        examples=(Example("en-es", "He went home.", "Se fue a casa.", "Se fue y se fue y se fue a casa."),),
    ),
)
