"""A stand-in for Firefox Translations' models of real size, which cannot be had here: the starter package, with their habits.

One greedy translation, no score, no alignment. Of what is known of these models: text is normalised (``…``, ``①``, no-break spaces); what
the vocabulary has to spell in bytes is lost or mangled; brackets and braces are moved or exchanged now and then; words of letters and
digits, and emoji, are mostly copied, because training adds such noise on both sides. Each habit has a probability, and each text has its
own fate, the same every time.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from workflow.engines.base import Capabilities, Engine, Hypothesis, Segment
from workflow.engines.variants import in_forms
from workflow.model import Progress

__all__ = ["GreedyEngine"]

_HABITS: tuple[tuple[str, float, str], ...] = (
    # Vocabularies have no piece for these.
    (r"[｟⟦]\d+[｠⟧]", 0.9, ""),
    (r"\{(\d+)\}", 0.4, r"(\1)"),
    (r"</?(\d+)>", 0.35, r""),
    (r"\[(\d+)\]", 0.4, r"\1"),
    (r"\((\d+)\)", 0.3, r"\1"),
    (r"\bX\d+X\b", 0.25, ""),
    (r"\bX(\d+)\b", 0.25, ""),
    (r"[\U0001F600-\U0001F64F]", 0.15, ""),
    (r"__\w+__", 0.5, ""),
)
"""A pattern, the probability that a text's places of it come out wrong, and as what."""


class GreedyEngine:
    """Translates with another engine, as a greedy model would."""

    name = "greedy"

    def __init__(self, engine: Engine):
        self._engine = engine
        self.package = f"greedy+{engine.package}"
        self.hash = hashlib.sha256(f"greedy {engine.hash} {_HABITS}".encode()).hexdigest()[:8]
        self.capabilities = Capabilities(retries=True, search="one greedy hypothesis")

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        """See ``Engine.translate``."""
        return in_forms(segments, lambda texts: self._run(texts, progress))

    def _run(self, texts: Sequence[str], progress: Progress | None) -> dict[str, Hypothesis]:
        # The starter knows no emoji: it copies a word of that form, and Firefox's models are trained to copy emoji as well.
        plain = [Segment((_hidden(unicodedata.normalize("NFKC", text)),)) for text in texts]
        found = self._engine.translate(plain, progress=progress)
        return {
            text: Hypothesis((_mangled(_shown(str(answers[0].parts[0])), text),))
            if answers
            else Hypothesis((), fault="no translation")
            for text, answers in zip(texts, found, strict=True)
        }


def _mangled(translation: str, source: str) -> str:
    for pattern, chance, wrong in _HABITS:
        if _fate(source, pattern) < chance:
            translation = re.sub(pattern, wrong, translation)
    return translation


def _fate(source: str, habit: str) -> float:
    return int.from_bytes(hashlib.sha256(f"{habit} {source}".encode()).digest()[:4]) / 2**32


def _hidden(text: str) -> str:
    return re.sub("[\U0001f600-\U0001f64f]", lambda match: f"Q{ord(match.group()) - 0x1F5FF}", text)


def _shown(text: str) -> str:
    return re.sub(r"\bQ(\d{1,2})\b", lambda match: chr(int(match.group(1)) + 0x1F5FF), text)
