"""Characters: hidden ones, marks of direction, decomposed letters, other scripts, and what a wrong encoding leaves behind."""

import re
import unicodedata
from collections.abc import Iterator

from workflow.checks import content, invisible, letters, misread
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, TextPair, TextProblem, on_words
from workflow.checks.wrong_language import wrong_language
from workflow.model import Severity, Span
from workflow.word_filters import TextFilter

__all__ = ["CHECKS"]

_ENCODING = "Linguistic conventions: character encoding"
_ZERO_WIDTH = "\u200b"
_KASHIDA = "\u0640"
_CAPITALS = re.compile(r"(?<![\w.\-'’])[A-ZÀ-ÖØ-Þ]{2}[a-zß-öø-ÿ]{2,}(?![\w\-])")
_CORE = re.compile("[A-ZÀ-ÖØ-Þ]{2}[a-zß-öø-ÿ]{2}")
"""What ``_CAPITALS`` finds, wherever it stands."""
_COMBINING = re.compile("[\u0300-\u036f\u0653-\u0655\u1161-\u1175\u11a8-\u11c2\u3099\u309a]")
"""Accents, and the parts of Arabic, Korean and Japanese letters, that are characters of their own."""


_ODD = re.compile(
    f"[{''.join(invisible.DRAWN_AS_NOTHING)}\ufe00-\ufe0f\U000e0100-\U000e01ef{_KASHIDA}{''.join(sorted(misread.FIRST))}]"
    f"|{_COMBINING.pattern}|{'|'.join(content.UNKNOWN)}"
)
"""What some of the checks look for, as far as Unicode calls it printable."""
_WITH_ODD = TextFilter(lambda run: _ODD.search(run) is not None)
_WITH_CORE = TextFilter(lambda run: _CORE.search(run) is not None)


def _has_odd(pair: TextPair) -> bool:
    """Whether a translation has a character that is not printable, or another that one of the checks looks for: most have none."""
    return not pair.target.isprintable() or _WITH_ODD.finds(pair.target)


def _has_core(pair: TextPair) -> bool:
    return _WITH_CORE.finds(pair.target)


def _zero_width(pair: TextPair) -> Iterator[TextProblem]:
    if pair.languages.target_script in ("Khmr", "Mymr", "Laoo", "Thai"):
        return  # they have it between words
    if _ZERO_WIDTH in pair.target and _ZERO_WIDTH not in pair.source:
        at = pair.target.index(_ZERO_WIDTH)
        yield TextProblem("has a space without width", Span(at, at + 1), fix=pair.target.replace(_ZERO_WIDTH, ""))


def _hidden(source: str, target: str, pair: LanguagePair) -> str | None:
    if target.isascii() and target.isprintable():
        return None
    return invisible.hidden(
        source, invisible.TURNING.sub("", target).replace(_ZERO_WIDTH, "").replace("\ufffd", ""), pair
    )


def _bidi(pair: TextPair) -> Iterator[TextProblem]:
    if not invisible.TURNING.search(pair.target):
        return
    if invisible.is_balanced(pair.target) or not invisible.is_balanced(pair.source):
        return
    match = invisible.TURNING.search(pair.target)
    yield TextProblem(
        "has a mark that turns the direction of text and is not closed, so the rest of the page may be turned",
        Span(*match.span()) if match else None,
    )


def _decomposed(pair: TextPair) -> Iterator[TextProblem]:
    if not _COMBINING.search(pair.target):
        return
    whole = unicodedata.normalize("NFC", pair.target)
    if whole != pair.target and unicodedata.normalize("NFC", pair.source) == pair.source:
        at = next(number for number, (one, two) in enumerate(zip(pair.target, whole, strict=False)) if one != two)
        yield TextProblem("has letters with separate accents, which searches do not find", Span(at, at + 2), fix=whole)


def _mojibake(pair: TextPair) -> Iterator[TextProblem]:
    if match := misread.misread(pair.source, pair.target, pair.languages.target):
        yield TextProblem(f"“{match[0]}” looks like text that was read in a wrong encoding", Span(*match.span()))


def _kashida(pair: TextPair) -> Iterator[TextProblem]:
    if _KASHIDA in pair.target and _KASHIDA not in pair.source:
        at = pair.target.index(_KASHIDA)
        yield TextProblem(
            "has a letter drawn long with U+0640", Span(at, at + 1), fix=pair.target.replace(_KASHIDA, "")
        )


def _capitals(pair: TextPair) -> Iterator[TextProblem]:
    match = _CAPITALS.search(pair.masked_target)
    if match and match.group() not in pair.source and not _CAPITALS.search(pair.masked_source):
        yield TextProblem(f"“{match.group()}” begins with two capitals", Span(*match.span()))


CHECKS = (
    Check(
        id="zero_width_space",
        mqm=_ENCODING,
        severity=Severity.WARNING,
        description="The translation has a space without width (U+200B), which no reader sees.",
        find=_zero_width,
        needs=_has_odd,
        examples=(Example("en-es", "Close the door.", "Cierre la puerta.", "Cierre la\u200b puerta."),),
    ),
    Check(
        id="hidden_characters",
        mqm=_ENCODING,
        severity=Severity.WARNING,
        description="The translation has control, format, private or unassigned characters that the source does not have.",
        find=on_words(_hidden),
        needs=_has_odd,
        examples=(Example("en-de", "Close the door.", "Schließen Sie die Tür.", "Schließen\u00ad Sie die Tür."),),
    ),
    Check(
        id="bidi",
        mqm=_ENCODING,
        severity=Severity.ERROR,
        description="A mark that turns the direction of text is not closed.",
        find=_bidi,
        needs=_has_odd,
        examples=(Example("en-he", "The file a.txt", "הקובץ \u2066a.txt\u2069", "הקובץ \u2066a.txt"),),
    ),
    Check(
        id="decomposed_letters",
        mqm=_ENCODING,
        severity=Severity.WARNING,
        description="Letters are written with separate accents (Unicode’s NFD form), and can be written as one character.",
        find=_decomposed,
        needs=_has_odd,
        examples=(
            Example("en-es", "the edition", "la edición", "la edicio\u0301n"),
            Example("en-ja", "the edition", "ガイド版", "カ\u3099イト\u3099版"),
            Example("en-ar", "the machine", "آلة", "ا\u0653لة"),
            Example("en-ko", "the edition", "한국어판", "\u1112\u1161\u11ab국어판"),
        ),
    ),
    Check(
        id="mojibake",
        mqm=_ENCODING,
        severity=Severity.ERROR,
        description="Letters look like text that was read in a wrong encoding.",
        find=_mojibake,
        needs=_has_odd,
        examples=(Example("en-es", "the edition", "la edición", "la ediciÃ³n"),),
    ),
    Check(
        id="valid_chars",
        mqm=_ENCODING,
        severity=Severity.ERROR,
        description="The translation has a sign that stands for a lost or an unknown character.",
        find=on_words(content.unknown),
        needs=_has_odd,
        examples=(Example("en-es", "the edition", "la edición", "la edici\ufffdn"),),
    ),
    Check(
        id="script",
        mqm="Accuracy: untranslated",
        severity=Severity.ERROR,
        description="More than half of the translation is in another script than that of the language.",
        find=on_words(content.script),
        examples=(
            Example("en-uk", "The house is big.", "Будинок великий.", "La casa es grande."),
            Example("en-ar", "The house is big.", "البيت كبير.", "Дім великий."),
        ),
    ),
    Check(
        id="mixed_scripts",
        mqm=_ENCODING,
        severity=Severity.WARNING,
        description="A word has letters of two scripts, or is in a script of neither language; or all is in capitals or without spaces.",
        find=on_words(letters.letters),
        examples=(Example("en-uk", "The house is big.", "Будинок великий.", "Будинок вeликий."),),
    ),
    Check(
        id="language",
        mqm="Accuracy: untranslated",
        severity=Severity.ERROR,
        description="The translation is in another language than the one asked for.",
        find=on_words(wrong_language),
        examples=(
            Example(
                "en-es",
                "The house is big and we are in it.",
                "La casa es grande y estamos en ella.",
                "A casa é grande e nós estamos nela, não é?",
            ),
        ),
    ),
    Check(
        id="kashida",
        mqm="Design and markup: character formatting",
        severity=Severity.NOTE,
        description="A letter is drawn long with a kashida (U+0640), which readers and searches stumble over.",
        find=_kashida,
        needs=_has_odd,
        languages=frozenset({"ar", "fa", "ur"}),
        examples=(
            Example("en-ar", "The house", "البيت", "البيـــت"),
            Example("en-fa", "The house", "خانه", "خانـــه"),
            Example("en-ur", "The house", "مکان", "مکــان"),
        ),
    ),
    Check(
        id="multiple_capital",
        mqm="Linguistic conventions: spelling",
        severity=Severity.NOTE,
        description="A word begins with two capitals and goes on in small letters.",
        find=_capitals,
        needs=_has_core,
        examples=(Example("en-es", "Close the door.", "Cierre la puerta.", "CIerre la puerta."),),
    ),
)
