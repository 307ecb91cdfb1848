"""Length: nothing there, far too short, far too long; more or fewer sentences."""

import re
from collections.abc import Iterator
from functools import lru_cache

from workflow.checks import content
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import Check, Example, TextPair, TextProblem, on_words
from workflow.excerpts import count
from workflow.model import Severity
from workflow.segmentation import sentences

__all__ = ["CHECKS"]

_STOP = re.compile("[.!?。！？।؟۔]")
_LETTER = re.compile("[A-Za-z]")


def _length(source: str, target: str, pair: LanguagePair) -> str | None:
    return content.length(source, target, pair) or content.short(source, target, pair)


def _empty(pair: TextPair) -> Iterator[TextProblem]:
    """Nothing to read, though the source has words."""
    if not _LETTER.search(pair.target) and any(map(str.isalpha, pair.source_words)):
        if not pair.target.strip():
            yield TextProblem("is blank")
        elif not any(map(str.isalpha, pair.target)):
            yield TextProblem("has no word, and the source has words")


def _sentences(pair: TextPair) -> Iterator[TextProblem]:
    if not _may_end(pair.source) and not _may_end(pair.target):
        return
    ours = _count(pair.source_words.strip(), pair.languages.source)
    theirs = _count(pair.target_words.strip(), pair.languages.target)
    if ours != theirs and pair.languages.target_script not in ("Thai", "Laoo"):
        yield TextProblem(f"has {count(theirs, 'sentence')}, and the source has {ours}")


# A source is compared with several translations.
@lru_cache(maxsize=64)
def _count(text: str, language: str) -> int:
    return len(sentences(text, language))


def _may_end(text: str) -> bool:
    """Whether a sentence may end within a text."""
    return _STOP.search(text, 0, len(text) - 2) is not None


CHECKS = (
    Check(
        id="blank",
        mqm="Accuracy: omission",
        severity=Severity.ERROR,
        description="The translation has no word, and the source has words.",
        find=_empty,
        examples=(Example("en-es", "Close the door.", "Cierre la puerta.", "—"),),
    ),
    Check(
        id="length",
        mqm="Accuracy: omission",
        severity=Severity.WARNING,
        description="The translation is much shorter or longer than its source.",
        find=on_words(_length),
        examples=(
            Example(
                "en-es",
                "The committee wrote that the law had lost its meaning.",
                "El comité escribió que la ley había perdido su sentido.",
                "El comité.",
            ),
            Example(
                "en-ar",
                "The **machine** writes a draft of the translation.",
                "تكتب **الآلة** مسودة الترجمة.",
                "تكتب **الآلة**.",
            ),
            Example(
                "en-he", "Nobody has read the whole text of the translation yet.", "איש טרם קרא את כל התרגום.", "איש."
            ),
            Example(
                "en-ja",
                "Nobody has read the whole text of the translation yet.",
                "翻訳の全文はまだ誰も読んでいません。",
                "まだ。",
            ),
            Example(
                "en-zh", "Nobody has read the whole text of the translation yet.", "还没有人读过译文全文。", "还没。"
            ),
            Example(
                "en-ko",
                "Nobody has read the whole text of the translation yet.",
                "아직 아무도 번역문 전체를 읽지 않았습니다.",
                "아직.",
            ),
            Example(
                "en-th", "Nobody has read the whole text of the translation yet.", "ยังไม่มีใครอ่านคำแปลทั้งหมด", "ยังไม่มี"
            ),
        ),
    ),
    Check(
        id="sentence_count",
        mqm="Accuracy: omission",
        severity=Severity.NOTE,
        description="The translation has more or fewer sentences than the source.",
        find=_sentences,
        examples=(
            Example(
                "en-es", "Close the door. Open the window.", "Cierre la puerta. Abra la ventana.", "Cierre la puerta."
            ),
        ),
    ),
)
