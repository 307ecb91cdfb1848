"""Fake engines with given answers."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from workflow.engines.base import Capabilities, Hypothesis, Segment
from workflow.model import Progress


class FakeEngine:
    """Returns what ``answer`` makes of each text, and records the requests."""

    name = "fake"
    package = "none-1"
    capabilities = Capabilities()

    def __init__(
        self, answer: Callable[[str], Sequence[str]], *, digest: str = "00000001", whole_documents: bool = False
    ):
        self.hash = digest
        self.capabilities = replace(self.capabilities, whole_documents=whole_documents)
        self.asked: list[list[str]] = []
        self._answer = answer

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        texts = ["".join(map(str, segment.parts)) for segment in segments]
        self.asked.append(texts)
        return [tuple(Hypothesis((answer,)) for answer in self._answer(text)) for text in texts]


class FakeTagKeepingEngine(FakeEngine):
    """The same for engines that keep inline tags: ``answer`` gets and returns them as ⟨1⟩."""

    capabilities = Capabilities(keeps_tags=True)

    def translate(
        self, segments: Sequence[Segment], *, hypotheses: int = 1, progress: Progress | None = None
    ) -> list[tuple[Hypothesis, ...]]:
        import re

        texts = ["".join(p if isinstance(p, str) else f"⟨{p}⟩" for p in segment.parts) for segment in segments]
        self.asked.append(texts)
        result = []
        for text in texts:
            found = []
            for answer in self._answer(text):
                pieces = re.split(r"⟨(\d+)⟩", answer)
                parts = tuple(int(p) if n % 2 else p for n, p in enumerate(pieces) if n % 2 or p)
                found.append(Hypothesis(parts))
            result.append(tuple(found))
        return result


_SHIFTED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ebcdifghujklmnapqrstovwxyz")


def shifted(text: str) -> str:
    """An invented language: other vowels; the same capitals, digits and punctuation."""
    return text.translate(_SHIFTED)
