"""Drafting: the Argos engine compared with Argos Translate's own calls of CTranslate2, and with CTranslate2 alone, in one run.

    uv run python -m benchmarks.drafting [--sentences 600] [--large-sentences 150] [--rounds 3]

All get the same sentences, already split, on the same machine. *Argos's way* is the call that ``argostranslate.translate`` makes
(it cannot be imported without PyTorch): a paragraph of three sentences at a time, ``max_batch_size=32`` tokens, beam 4, the package's length
penalty, ``replace_unknowns``, Argos's default threads. *Bare* is one call with all sentences sorted by length, in batches of
1024 tokens, a thread for each core. Ours and Argos's include the tokenizer, bare does not.

Two models: the starter package, and one of the size of Argos's packages (6+6 layers, 512 wide, 32,000 words) with random
weights, which translates every sentence to exactly 30 tokens, since its output has no meaning and speed depends on the length.
"""

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.random_model import write_model
from benchmarks.timing import SHARED, table
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Segment, Where
from workflow.engines.packages.argos import ArgosPackage, read_argos
from workflow.engines.packages.installed import STARTER_FOLDER

PARAGRAPH = 3
FIXED = 30


@dataclass(frozen=True, slots=True)
class Timed:
    """One pass over the text: seconds and output."""

    wall: float
    cpu: float
    output: list[str]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=600, help="for the starter; 0: leave it out")
    parser.add_argument("--large-sentences", type=int, default=150, help="for the large model; 0: leave it out")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    starter = read_argos(next(STARTER_FOLDER.glob("*.argosmodel")), where=Where.STARTER)
    assert starter
    if options.sentences:
        compare("starter (3+2 layers, 192 wide)", starter, text(options.sentences), options.rounds, None)
    if options.large_sentences:
        title = f"random weights (6+6 layers, 512 wide, 32,000 words), {FIXED} tokens out"
        with tempfile.TemporaryDirectory() as folder:
            large = large_package(starter, Path(folder) / "large")
            compare(title, large, text(options.large_sentences), options.rounds, FIXED)


def text(count: int) -> list[str]:
    """Sentences of news: the development set beside the checkout, or made-up ones of the same lengths."""
    shared = SHARED / "corpora" / "en-es" / "dev.en"
    if shared.is_file():
        lines = shared.read_text(encoding="utf-8").splitlines()
        return [lines[number % len(lines)] + ("" if number < len(lines) else f" ({number})") for number in range(count)]
    choice = random.Random(1)
    words = "the report of a committee that nobody read was published in some city after years of work by people"
    return [
        " ".join(choice.choice(words.split()) for _ in range(choice.randint(6, 40))).capitalize() + f" {number}."
        for number in range(count)
    ]


def large_package(starter: ArgosPackage, folder: Path) -> ArgosPackage:
    """A package of Argos's size: the starter's tokenizer, its words and 26,000 more."""
    source = starter.folder()
    words = json.loads((source / "model" / "shared_vocabulary.json").read_text(encoding="utf-8"))
    more = [f"word{number}" for number in range(32_000 - len(words))]
    write_model(folder / "model", [*words, *more], layers=(6, 6), width=512, heads=8, inner=2048)
    for name in ("sentencepiece.model", "metadata.json"):
        shutil.copyfile(source / name, folder / name)
    package = read_argos(folder)
    assert package
    return package


def compare(title: str, package: ArgosPackage, sentences: list[str], rounds: int, fixed: int | None) -> None:
    """Time the three ways, in turns, and print."""
    import ctranslate2
    import sentencepiece

    folder = package.folder()
    tokenizer: Any = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    tokens = [tokenizer.encode(sentence, out_type=str) for sentence in sentences]
    count = sum(map(len, tokens))
    lengths: Mapping[str, int] = {"min_decoding_length": fixed, "max_decoding_length": fixed} if fixed else {}
    engine = ArgosEngine(package, lengths=(lambda _: (fixed, fixed)) if fixed else None)
    argos_model = ctranslate2.Translator(
        str(folder / "model"), device="cpu", compute_type="auto", inter_threads=1, intra_threads=0
    )
    bare_model = ctranslate2.Translator(
        str(folder / "model"), device="cpu", compute_type="auto", inter_threads=engine.threads, intra_threads=1
    )

    def decode(hypothesis: list[str]) -> str:
        return str(tokenizer.decode_pieces(hypothesis)).replace("▁", " ").strip()

    def ours() -> list[str]:
        return [
            str(found[0].parts[0]) if found and found[0].parts else ""
            for found in engine.translate([Segment((one,)) for one in sentences])
        ]

    def argos() -> list[str]:
        out: list[str] = []
        for start in range(0, len(sentences), PARAGRAPH):
            results = argos_model.translate_batch(
                [tokenizer.encode(sentence, out_type=str) for sentence in sentences[start : start + PARAGRAPH]],
                replace_unknowns=True, max_batch_size=32, batch_type="tokens", beam_size=4, num_hypotheses=1,
                length_penalty=package.length_penalty, return_scores=True, **lengths,
            )  # fmt: skip
            out += [decode(result.hypotheses[0]) for result in results]
        return out

    by_length = sorted(range(len(tokens)), key=lambda number: -len(tokens[number]))

    def bare() -> list[str]:
        results = bare_model.translate_batch(
            [tokens[number] for number in by_length], max_batch_size=1024, batch_type="tokens", beam_size=4,
            length_penalty=package.length_penalty, max_input_length=0, **lengths,
        )  # fmt: skip
        out = [""] * len(tokens)
        for number, result in zip(by_length, results, strict=True):
            out[number] = decode(result.hypotheses[0])
        return out

    ways: dict[str, Callable[[], list[str]]] = {
        "workflow": ours,
        "Argos's way": argos,
        "bare CTranslate2, sorted": bare,
    }
    times = turns(ways, rounds)
    own = statistics.median(one.wall for one in times["workflow"])
    outputs = times["workflow"][-1].output
    rows = [["way", "source tokens/s", "wall s", "CPU s", "our relative speed", "same output as ours"]]
    for name, done in times.items():
        wall, cpu = statistics.median(one.wall for one in done), statistics.median(one.cpu for one in done)
        same = sum(a == b for a, b in zip(done[-1].output, outputs, strict=True))
        rows.append(
            [
                name,
                f"{count / wall:.0f}",
                f"{wall:.2f}",
                f"{cpu:.2f}",
                f"{wall / own:.2f}×",
                f"{same} of {len(outputs)}",
            ]
        )
    print(
        f"{title}: {len(sentences)} sentences, {count} tokens;\n"
        f"CTranslate2 {ctranslate2.__version__}, {engine.threads} threads, medians of {rounds} rounds\n"
    )
    print(table(rows), flush=True)
    if not fixed:
        alone = [str(engine.translate([Segment((one,))])[0][0].parts[0]) for one in sentences[:100]]
        print(
            f"\none by one: {sum(a == b for a, b in zip(alone, outputs, strict=False))} of {len(alone)} the same as together\n"
        )


def turns(ways: Mapping[str, Callable[[], list[str]]], rounds: int) -> dict[str, list[Timed]]:
    """Run every way once per round, so that a busy minute of the machine affects all of them."""
    out: dict[str, list[Timed]] = {name: [] for name in ways}
    order: Sequence[str] = list(ways)
    for number in range(rounds):
        for name in order if number % 2 == 0 else reversed(order):
            wall, cpu = time.perf_counter(), time.process_time()
            output = ways[name]()
            out[name].append(Timed(time.perf_counter() - wall, time.process_time() - cpu, output))
    return out


if __name__ == "__main__":
    main()
