"""What a language model may say about a translation, in the terms of MQM. The ids are Weblate's.

The severity here is the highest that a finding can have: a model's opinion alone is never an error, since errors hold back publications.
"""

from workflow.checks.model import OpinionExample, OpinionRule
from workflow.model import Severity

__all__ = ["CHECKS"]

CHECKS: tuple[OpinionRule, ...] = (
    OpinionRule(
        id="ai_accuracy",
        mqm="Accuracy: as judged by a language model",
        severity=Severity.WARNING,
        description="A language model thinks that the translation says something else, more or less than the source.",
        opinions=(
            OpinionExample(
                "en-es",
                "The ferry leaves at low tide.",
                "El ferry sale con la marea alta.",
                "major",
                "alta",
                "“alta” is high tide, and the source says low tide",
            ),
            OpinionExample(
                "en-de",
                "Close the valve before you open the tank.",
                "Öffnen Sie den Tank.",
                "critical",
                "Close the valve before",
                "the order to close the valve first is missing",
            ),
        ),
    ),
    OpinionRule(
        id="ai_fluency",
        mqm="Linguistic conventions: as judged by a language model",
        severity=Severity.WARNING,
        description="A language model thinks that the translation has a mistake of grammar or spelling, or that nobody would put it so.",
        opinions=(
            OpinionExample(
                "en-fr",
                "Both doors are open.",
                "Les deux portes est ouvertes.",
                "minor",
                "est",
                "the verb must be plural",
            ),
        ),
    ),
    OpinionRule(
        id="ai_terminology",
        mqm="Terminology: as judged by a language model",
        severity=Severity.WARNING,
        description="A language model thinks that a term has another translation, in the glossary or in its field.",
        opinions=(
            OpinionExample(
                "en-es",
                "Save the file.",
                "Guarde el fichero.",
                "minor",
                "fichero",
                "the glossary has “archivo” for “file”",
            ),
        ),
    ),
    OpinionRule(
        id="ai_style",
        mqm="Style: as judged by a language model",
        severity=Severity.WARNING,
        description="A language model thinks that the tone or the form of address does not suit the text or the publisher’s note on style.",
        opinions=(
            OpinionExample(
                "en-de",
                "Choose your language.",
                "Wähle deine Sprache.",
                "minor",
                "Wähle deine",
                "the publisher wants readers to be addressed formally",
            ),
        ),
    ),
    OpinionRule(
        id="ai_formatting",
        mqm="Design and markup: as judged by a language model",
        severity=Severity.WARNING,
        description="A language model thinks that markup, a link, a placeholder or a line break is damaged or in the wrong place.",
        opinions=(
            OpinionExample(
                "en-es",
                "Press the **red** button.",
                "Pulse el **botón** rojo.",
                "minor",
                "**botón**",
                "the emphasis must be on “rojo”",
            ),
        ),
    ),
)
