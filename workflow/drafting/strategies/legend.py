"""What went to an engine, as people read it: ``[1]`` for each placeholder tag, and what it stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflow.drafting.segments.planning import Sentence
from workflow.drafting.strategies.placeholder_styles import PlaceholderStyle

__all__ = ["Legend", "legend"]

_NATIVE = PlaceholderStyle("⟨#⟩", "⟨#⟩", "⟨#⟩")
"""As ``readable`` writes the inline tags that an engine keeps itself."""


@dataclass(frozen=True, slots=True)
class Legend:
    """The placeholder tags of a request."""

    style: PlaceholderStyle | None
    """None if there are none."""
    words: tuple[tuple[str, str], ...] = ()
    """The tags in order, ``[1]``, and what each stands for in the sentence."""

    def shown(self, text: str) -> str:
        """Return a request or an answer with ``[1]`` for each placeholder tag."""
        if self.style is None:
            return text
        texts, labels = self.style.labelled(text)
        return "".join(part for pair in zip(texts, (*labels, ""), strict=True) for part in pair)


def legend(sentence: Sentence, asked: Sequence[str], styles: Iterable[PlaceholderStyle]) -> Legend:
    """Return the legend of a request for a sentence, whose first segment has the sentence itself.

    ``styles``: those that may be in it. If a strategy has put tags in place of more than the sentence's inline tags, the words are those
    between the texts that the request has in common with the sentence.
    """
    text = asked[0] if asked and asked[0].strip() != sentence.source.strip() else ""
    for style in (*styles, _NATIVE):
        texts, labels = style.labelled(text)
        if not labels:
            continue
        parts = style.decode(text, sentence)
        words = (
            _between(sentence.source, texts)
            if parts is None
            else tuple(sentence.atoms[part].text.strip() for part in parts if isinstance(part, int))
        )
        if words:
            return Legend(style, tuple(zip(labels, words, strict=True)))
    return Legend(None)


def _between(source: str, texts: Sequence[str]) -> tuple[str, ...]:
    """What stands in a text between others, in order; none unless they are there. Case and white space at their edges do not count."""
    whole = source.lower() if len(source.lower()) == len(source) else source
    found: list[str] = []
    position = 0
    for number, text in enumerate(texts):
        piece = text.lower().strip()
        last = number == len(texts) - 1
        start = len(source) if last and not piece else whole.find(piece, position)
        if start < 0:
            return ()
        if number:
            found.append(source[position:start].strip())
        elif start != len(source) - len(source.lstrip()):
            return ()
        position = start + len(piece)
    return tuple(found) if position >= len(source.rstrip()) else ()
