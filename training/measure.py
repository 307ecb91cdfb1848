"""Figures of one engine for a pair: on the development sets, on the project's test set, and with placeholder tags."""

import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from training.alignment import words
from training.recipes import Recipe
from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.placeholder_styles import STYLES, PlaceholderStyle, probe
from workflow.engines.base import Engine, Segment

__all__ = ["TESTSET", "Figures", "measure", "translations"]

TESTSET = Path(__file__).parent / "testset"
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Figures:
    """Measured figures. Shares are from 0 to 1; BLEU and chrF are sacrebleu's."""

    sentences: dict[str, int]
    bleu: dict[str, float]
    chrf: dict[str, float]
    style: str
    """The placeholder style that the package copies best."""
    codes: float | None
    """Share of placeholder tags that are copied once, in whole sentences; None for an engine that keeps inline tags itself."""
    codes_alone: float | None
    """Share of placeholder tags that are copied once, in fragments of at most five words."""
    numbers: float
    """Share of the test set's sentences with digits whose draft has the same digits."""
    speed: float
    """Sentences of the development set in a second."""
    megabytes: float
    signature: str

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def measure(engine: Engine, recipe: Recipe, corpora: Path, size: int) -> Figures:
    """Return all figures; ``corpora`` has the development sets, ``size`` is that of the package in bytes. Raises EngineError."""
    from sacrebleu.metrics import BLEU, CHRF

    stems = {"dev": corpora / recipe.dev, "docs": corpora / recipe.docs}
    sets = {
        name: (_lines(Path(f"{stem}.{recipe.source}")), _lines(Path(f"{stem}.{recipe.target}")))
        for name, stem in stems.items()
    }
    sets["test"] = (_lines(TESTSET / f"{recipe.source}.txt"), _lines(TESTSET / f"{recipe.target}.txt"))
    bleu, chrf = BLEU(), CHRF()
    found: dict[str, list[str]] = {}
    speed = 0.0
    for name, (source, _) in sets.items():
        start = time.perf_counter()
        found[name] = translations(engine, source)
        if name == "dev":
            speed = len(source) / (time.perf_counter() - start)
    with_digits = [(a, b) for a, b in zip(sets["test"][0], found["test"], strict=True) if _NUMBER.search(a)]
    style, codes, alone = "", None, None
    if not engine.capabilities.keeps_tags:
        best: PlaceholderStyle = next(iter(probe(engine, recipe.source, None)), STYLES[0])
        style = best.name
        codes = _copied(engine, best, [_with_tags(text, number) for number, text in enumerate(sets["test"][0])])
        alone = _copied(engine, best, [_fragment(text, number) for number, text in enumerate(sets["test"][0])])
    return Figures(
        sentences={name: len(source) for name, (source, _) in sets.items()},
        bleu={name: round(bleu.corpus_score(found[name], [sets[name][1]]).score, 1) for name in sets},
        chrf={name: round(chrf.corpus_score(found[name], [sets[name][1]]).score, 1) for name in sets},
        style=style,
        codes=codes,
        codes_alone=alone,
        numbers=round(sum(_digits(a) == _digits(b) for a, b in with_digits) / len(with_digits), 3),
        speed=round(speed),
        megabytes=round(size / 1e6, 1),
        signature=f"{bleu.get_signature()} and {chrf.get_signature()}",
    )


def translations(engine: Engine, texts: Sequence[str]) -> list[str]:
    """Return the engine's first hypothesis for each text."""
    answers = engine.translate([Segment((text,)) for text in texts])
    return ["".join(map(str, found[0].parts)) if found else "" for found in answers]


def _copied(engine: Engine, style: PlaceholderStyle, sentences: Sequence[Sentence | None]) -> float:
    """The share of placeholder tags that are copied exactly once."""
    usable = [(sentence, text) for sentence in sentences if sentence and (text := style.encode(sentence))]
    right = total = 0
    for (sentence, _), output in zip(usable, translations(engine, [text for _, text in usable]), strict=True):
        total += len(sentence.atoms)
        if style.decode(output, sentence) is not None:
            right += len(sentence.atoms)
            continue
        for number in range(len(sentence.atoms)):
            alone = tuple(part for part in sentence.parts if isinstance(part, str) or part == number)
            right += _holds(style, output, Sentence(alone, sentence.atoms), number)
    return round(right / total, 4)


def _holds(style: PlaceholderStyle, output: str, sentence: Sentence, number: int) -> bool:
    """Whether the placeholder tag of one atom is in a translation exactly once."""
    piece = (style.encode(Sentence((number,), sentence.atoms)) or "").strip()
    return len(re.findall(rf"(?<!\w){re.escape(piece)}(?!\w)", output)) == 1


def _with_tags(text: str, number: int) -> Sentence | None:
    """One to three placeholder tags at words of the sentence: in pairs around one or two of them, or in place of one."""
    rng = random.Random(number)
    places = [(start, end) for word, start, end in words(text) if word.isalpha() and len(word) > 2]
    if len(places) < 3:
        return None
    chosen = sorted(rng.sample(range(len(places)), min(rng.choice((1, 2, 3)), len(places) // 2)))
    parts: list[str | int] = []
    atoms: list[Atom] = []
    position = 0
    for place in chosen:
        start, end = places[place]
        index = len(atoms)
        parts.append(text[position:start])
        if rng.random() < 0.5:
            atoms.append(Atom("", Role.NOUN))
            parts.append(index)
        else:
            atoms += [Atom("", Role.OPEN, index + 1), Atom("", Role.CLOSE, index)]
            parts += [index, text[start:end], index + 1]
        position = end
    parts.append(text[position:])
    return Sentence(tuple(part for part in parts if part != ""), tuple(atoms))


def _fragment(text: str, number: int) -> Sentence | None:
    """A few words of the sentence with one placeholder tag among them."""
    rng = random.Random(number)
    found = [(start, end) for word, start, end in words(text) if word.isalnum()]
    if len(found) < 4:
        return None
    first = rng.randrange(len(found) - 3)
    window = text[found[first][0] : found[min(first + 4, len(found) - 1)][1]]
    cut = found[first + 1][1] - found[first][0]
    return Sentence((window[:cut] + " ", 0, window[cut:]), (Atom("", Role.NOUN),))


def _digits(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(text))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
