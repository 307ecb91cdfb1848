"""How well texts are split into sentences, compared with sentencex alone and with pySBD.

    uv run --with pysbd python -m benchmarks.segmentation [--wrong]

``segmentation.tsv`` has texts that were written for it, a language and a text a line; ``‖`` stands before each sentence but the first.
Rules and lists were tuned on the first line and every second one after it. The other half was kept aside: only its figures were read.
``segmentation_second.tsv`` has texts that were written later.
"""

import argparse
import contextlib
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencex

from benchmarks.timing import table
from workflow.segmentation import sentences

__all__ = ["SECOND", "TEXTS", "Example", "examples", "score"]

TEXTS = Path(__file__).with_suffix(".tsv")
"""The texts."""
SECOND = TEXTS.with_stem("segmentation_second")
"""Texts that were written later."""
Splitter = Callable[[str, str], Sequence[str]]
"""From text and language to sentences."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with known sentences."""

    language: str
    text: str
    breaks: frozenset[int]
    """The number of characters that are not white space before each sentence but the first."""


@dataclass(frozen=True, slots=True)
class _Score:
    """The results for some texts."""

    texts: int
    right: int
    """Texts of which each sentence is right."""
    breaks: int
    found: int
    invented: int


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--wrong", action="store_true", help="list the texts that are split wrongly, but for those kept aside"
    )
    options = parser.parse_args()
    tuned, aside = examples()[::2], examples()[1::2]
    second = examples(SECOND)
    rows = [["splitter", "half", "texts", "all sentences right", "breaks", "found", "invented", "µs a text"]]
    for name, splitter in _splitters().items():
        for half, given in (("tuned", tuned), ("kept aside", aside), ("second", second)):
            result = score(given, splitter)
            rows.append(
                [
                    name,
                    half,
                    str(result.texts),
                    f"{result.right / result.texts:.1%}",
                    str(result.breaks),
                    f"{result.found / result.breaks:.1%}",
                    str(result.invented),
                    f"{_microseconds(given, splitter):.0f}",
                ]
            )
    print(table(rows))
    if options.wrong:
        for example in (*tuned, *second):
            found = sentences(example.text, example.language)
            if _breaks(found) != example.breaks:
                print(example.language, "‖".join(found))


def examples(path: Path = TEXTS) -> list[Example]:
    """The texts, in the order of the file."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        language, _, marked = line.partition("\t")
        found.append(Example(language, marked.replace("‖", ""), _breaks(marked.split("‖"))))
    return found


def score(given: Sequence[Example], splitter: Splitter) -> _Score:
    """The results of a splitter."""
    right = found = invented = 0
    for example in given:
        breaks = _breaks(splitter(example.text, example.language))
        right += breaks == example.breaks
        found += len(breaks & example.breaks)
        invented += len(breaks - example.breaks)
    return _Score(len(given), right, sum(len(example.breaks) for example in given), found, invented)


def _breaks(parts: Sequence[str]) -> frozenset[int]:
    position = 0
    breaks = []
    for part in parts:
        position += len("".join(part.split()))
        breaks.append(position)
    return frozenset(breaks[:-1])


def _splitters() -> dict[str, Splitter]:
    found: dict[str, Splitter] = {
        "this program": sentences,
        "sentencex": lambda text, language: list(sentencex.segment(language, text)),
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pysbd
    except ImportError:
        print("pySBD is not installed: uv run --with pysbd python -m benchmarks.segmentation")
        return found
    segmenters = {code: pysbd.Segmenter(language="en", clean=False) for code in {one.language for one in examples()}}
    for code in segmenters:
        with contextlib.suppress(ValueError):  # a language that it does not know: English rules
            segmenters[code] = pysbd.Segmenter(language=code, clean=False)
    found["pySBD"] = lambda text, language: [str(one) for one in segmenters[language].segment(text)]
    return found


def _microseconds(given: Sequence[Example], splitter: Splitter) -> float:
    begin = time.process_time()
    for _ in range(10):
        for example in given:
            splitter(example.text, example.language)
    return (time.process_time() - begin) / len(given) * 1e5


if __name__ == "__main__":
    main()
