"""What a translation says: its numbers, names, negations, and what it leaves out or adds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workflow.checks import negation, omission, quantities, symbols, vocabulary
from workflow.checks.antonyms import opposite
from workflow.checks.full_names import changed_names
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, TextPair, TextProblem, on_words, quoted
from workflow.checks.names import missing_names
from workflow.checks.rules.tags import is_date, said_version
from workflow.inline_tags.technical import COMBINATION
from workflow.model import Severity, Span

__all__ = ["CHECKS"]

_WORD = re.compile(r"[^\W\d_]{3,}")


def _numbers(pair: TextPair) -> Iterable[TextProblem]:
    """The numbers of both texts, with dates such as 2025-05-12 and versions such as v17, which are technical names, too: a translation may write
    them in its way."""
    source, target = pair.source_words, pair.target_words
    ours, theirs = ([tag.text for tag in tags if is_date(tag)] for tags in (pair.source_tags, pair.target_tags))
    missing, added = pair.tag_changes
    ours += filter(None, (said_version(tag, pair.target) for tag in missing))
    theirs += filter(None, (said_version(tag, pair.source) for tag in added))
    if ours or theirs:
        source, target = (f"{words} {' '.join(more)}" for words, more in ((source, ours), (target, theirs)))
    reason = quantities.quantities(source, target, pair.languages)
    if reason is None:
        return ()
    converted = quantities.lost_conversions_alone(source, target, pair.languages)
    return (replace(quoted(reason, pair), severity=Severity.NOTE if converted else None),)


def _left(pair: TextPair) -> Iterable[TextProblem]:
    # Most texts have no word that the language lacks, or share none with the source.
    if not vocabulary.has_unknown(pair.target_words, pair.languages.target):
        return ()
    ours = set(_WORD.findall(pair.source_words))
    if ours.isdisjoint(_WORD.findall(pair.target_words)):
        return ()
    words = vocabulary.left_words(pair.source_words, pair.target_words, pair.languages)
    return _about(words, "left untranslated", pair)


def _about(words: Sequence[str], what: str, pair: TextPair) -> Iterable[TextProblem]:
    """A problem about words of the translation, of which the first is marked."""
    if words:
        at = pair.target.find(words[0])
        span = Span(at, at + len(words[0])) if at >= 0 else None
        yield TextProblem(f"{what}: {', '.join(dict.fromkeys(words))}", span)


def _symbols(pair: TextPair) -> Iterable[TextProblem]:
    source, target = pair.source_words, pair.target_words
    if pair.grammar.syntax == "plain":
        # Emphasis in markup that the grammar does not know, as in reStructuredText.
        source, target = source.replace("*", ""), target.replace("*", "")
    if "+" in source or "+" in target:
        source, target = COMBINATION.sub("", source), COMBINATION.sub("", target)  # ``Mayús + Tab``
    reason = symbols.lost_symbols(source, target, pair.languages)
    return () if reason is None else (TextProblem(reason),)


def _names(source: str, target: str, pair: LanguagePair) -> str | None:
    return changed_names(source, target, pair) or missing_names(source, target, pair)


CHECKS = (
    Check(
        id="numbers",
        mqm="Accuracy: mistranslation",
        severity=Severity.ERROR,
        description="A number, a currency, a unit or a sign beside a number is missing, added or changed.",
        find=_numbers,
        examples=(
            Example("en-es", "It has 1,500 readers.", "Tiene 1.500 lectores.", "Tiene 15 lectores."),
            Example("en-de", "It costs €5.50.", "Es kostet 5,50 €.", "Es kostet 5,50 $."),
            Example("en-fr", "Open at 9 a.m.", "Ouvert à 9 h", "Ouvert à 21 h"),
            Example("en-es", "Since 2025-05-12.", "Desde el 12/05/2025.", "Desde el 13/05/2025."),
            Example("en-uk", "It was in May 2025.", "Це було в травні 2025 року.", "Це було в травні 2026 року."),
            Example("en-pl", "It was in May 2025.", "To było w maju 2025 roku.", "To było w maju 2015 roku."),
            Example("en-lt", "It was in May 2025.", "Tai buvo 2025 m. gegužę.", "Tai buvo 2052 m. gegužę."),
            Example("en-ja", "It was in May 2025.", "2025年5月のことでした。", "2025年6月のことでした。"),
            Example("en-vi", "It was in May 2025.", "Đó là vào tháng 5 năm 2025.", "Đó là vào tháng 6 năm 2025."),
        ),
    ),
    Check(
        id="number_words",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="A number in words may be another one in the translation.",
        find=on_words(quantities.number_words),
        examples=(Example("en-es", "Seven people came.", "Vinieron siete personas.", "Vinieron nueve personas."),),
    ),
    Check(
        id="symbols",
        mqm="Accuracy: mistranslation",
        severity=Severity.WARNING,
        description="A sign, such as ©, ≤ or #, is missing or added.",
        find=_symbols,
        examples=(Example("en-es", "Use ≤ here.", "Use ≤ aquí.", "Use aquí."),),
    ),
    Check(
        id="names",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="A name is missing, or is written in another way than in the source.",
        find=on_words(_names),
        examples=(Example("en-es", "Kovalenko lives in Lviv.", "Kovalenko vive en Lviv.", "Vive en Lviv."),),
    ),
    Check(
        id="negation",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="A negation is in one of the texts only.",
        find=on_words(negation.negation),
        examples=(
            Example("en-es", "Do not open the door.", "No abra la puerta.", "Abra la puerta."),
            Example("en-de", "It is never open.", "Es ist nie offen.", "Es ist offen."),
            Example("en-fr", "It is not open.", "Ce n’est pas ouvert.", "C’est ouvert."),
        ),
    ),
    Check(
        id="opposite",
        mqm="Accuracy: mistranslation",
        severity=Severity.NOTE,
        description="A word may be translated with its opposite.",
        find=on_words(opposite),
        examples=(Example("en-es", "A cold winter.", "Un invierno frío.", "Un invierno caliente."),),
    ),
    Check(
        id="omission",
        mqm="Accuracy: omission",
        severity=Severity.NOTE,
        description="Words of the source have no counterpart in the translation.",
        find=on_words(omission.omitted_run),
        examples=(
            Example(
                "en-es",
                "The farmers sold the wheat on the market, and their children went to school in the village.",
                "Los agricultores vendieron el trigo en el mercado y sus hijos fueron a la escuela del pueblo.",
                "Los agricultores vendieron el trigo en el mercado.",
            ),
        ),
    ),
    Check(
        id="addition",
        mqm="Accuracy: addition",
        severity=Severity.NOTE,
        description="Words of the translation have no counterpart in the source.",
        find=on_words(omission.added),
        examples=(
            Example(
                "en-es",
                "The farmers sold the wheat on the market.",
                "Los agricultores vendieron el trigo en el mercado.",
                "Los agricultores vendieron el trigo en el mercado y sus hijos fueron a la escuela del pueblo.",
            ),
        ),
    ),
    Check(
        id="left_untranslated",
        mqm="Accuracy: untranslated",
        severity=Severity.NOTE,
        description="Words of the source were left as they are, and are no words of the language.",
        find=_left,
        examples=(Example("en-es", "The house has chimneys.", "La casa tiene chimeneas.", "La casa tiene chimneys."),),
    ),
)
