"""The speed of Firefox models of real size: by the engine with one worker and with two, by the library alone, and by CTranslate2.

    python -m benchmarks.firefox_speed                 # as Firefox's "tiny" and "base-memory" models
    python -m benchmarks.firefox_speed --words 4000
    python -m benchmarks.firefox_speed --words 800 --processor    # processor time, beside models of the same size in CTranslate2

The weights copy their input, which takes as long as translating it: as many tokens come out as went in. They are made by the script beside the
shared tiny model, with a vocabulary trained on the shared corpora. It is skipped, with a message, if those are absent. The models for CTranslate2 have random weights and the
same vocabulary, width and number of layers, and write as many tokens as they read; their decoders have attention, Firefox's have SSRU.
"""

import argparse
import itertools
import lzma
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import fxtranslate

from benchmarks.random_model import write_model
from benchmarks.timing import SHARED, table
from workflow.engines.base import Segment
from workflow.engines.firefox import FirefoxEngine
from workflow.engines.packages.firefox import read_firefox

TINY = SHARED / "models" / "firefox-tiny"
TEXT = SHARED / "corpora" / "en-es" / "train.tsv.xz"
_VOCABULARY = 32_000
_ROUNDS = 5
_SIZES = {"tiny": (256, 1536, 6, 2), "base-memory": (384, 1536, 6, 4)}
"""Width, inner width, layers of the encoder and of the decoder."""
_WORKERS = ("library alone", "1 worker", "2 workers", "1 worker / library", "2 workers / 1")
_BESIDE = ("Firefox, greedy", "CTranslate2, greedy", "CTranslate2, beam of 3", "MB", "greedy: Firefox / CTranslate2")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=3000, help="the words to translate")
    parser.add_argument("--processor", action="store_true", help="measure processor time, beside CTranslate2")
    options = parser.parse_args()
    if not TINY.is_dir() or not TEXT.is_file():
        print(f"skipped: {TINY} or {TEXT} is not there")
        return
    lines = _lines(40_000)
    texts: list[str] = []
    for line in random.Random(1).sample(lines, len(lines)):
        if 8 <= len(line.split()) <= 40:
            texts.append(line)
        if sum(len(one.split()) for one in texts) >= options.words:
            break
    words = sum(len(one.split()) for one in texts)
    rows = [["model", *(_BESIDE if options.processor else _WORKERS)]]
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = _vocabulary(lines)
        for name, size in _SIZES.items():
            path = _write(Path(folder) / name, vocabulary, size)
            measured = (
                _beside_ctranslate2(path, size, texts, words) if options.processor else _measured(path, texts, words)
            )
            rows.append([name, *measured])
        print(table(rows))


def _measured(path: Path, texts: list[str], words: int) -> list[str]:
    """The fastest of some rounds, in which the three ways alternate."""
    package = read_firefox(path)
    assert package
    files = (package.model, package.source_vocabulary, package.target_vocabulary, package.shortlist)
    alone = fxtranslate.Translator(*(file.read_bytes() for file in files if file))
    engines = [FirefoxEngine(package, workers=count) for count in (1, 2)]
    segments = [Segment((text,)) for text in texts]
    for engine in engines:  # every worker loads the model
        engine.translate([Segment((f"{number} {'x' * 1200}",)) for number in range(4)])
    ways: list[Callable[[], object]] = [
        lambda: [alone.translate(text) for text in texts],
        *(partial(engine.translate, segments) for engine in engines),
    ]
    best = [0.0] * len(ways)
    for _ in range(_ROUNDS):
        for number, way in enumerate(ways):
            start = time.perf_counter()
            way()
            best[number] = max(best[number], words / (time.perf_counter() - start))
    return [*(f"{speed:.0f} words/s" for speed in best), f"{best[1] / best[0]:.2f}", f"{best[2] / best[1]:.2f}"]


def _beside_ctranslate2(path: Path, size: tuple[int, int, int, int], texts: list[str], words: int) -> list[str]:
    """Words for each second of processor time, with one thread; the best of some rounds, in which the ways alternate."""
    import ctranslate2
    import sentencepiece

    package = read_firefox(path)
    assert package
    files = (package.model, package.source_vocabulary, package.target_vocabulary, package.shortlist)
    alone = fxtranslate.Translator(*(file.read_bytes() for file in files if file))
    tokenizer: Any = sentencepiece.SentencePieceProcessor(model_file=str(package.source_vocabulary))
    pieces = [tokenizer.id_to_piece(number) for number in range(tokenizer.get_piece_size())]
    width, inner, encoder, decoder = size
    folder = path / "ctranslate2"
    write_model(folder, [*pieces, "<s>"], layers=(encoder, decoder), width=width, heads=8, inner=inner)
    model: Any = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=1, intra_threads=1)
    rows = sorted((tokenizer.encode(text, out_type=str) for text in texts), key=len)

    def search(beam: int) -> None:
        for length, group in itertools.groupby(rows, key=len):
            lengths = {"min_decoding_length": length, "max_decoding_length": length}
            model.translate_batch(list(group), beam_size=beam, num_hypotheses=beam, **lengths)

    ways: list[Callable[[], object]] = [
        lambda: [alone.translate(text) for text in texts],
        partial(search, 1),
        partial(search, 3),
    ]
    best = [0.0] * len(ways)
    for _ in range(_ROUNDS):
        for number, way in enumerate(ways):
            start = time.process_time()
            way()
            best[number] = max(best[number], words / (time.process_time() - start))
    megabytes = (package.model, folder / "model.bin")
    return [
        *(f"{speed:.0f} words/s" for speed in best),
        ", ".join(f"{file.stat().st_size / 1e6:.0f}" for file in megabytes),
        f"{best[0] / best[1]:.2f}",
    ]


def _lines(count: int) -> list[str]:
    with lzma.open(TEXT, "rt", encoding="utf-8") as stream:
        return [line.split("\t")[2] for line in itertools.islice(stream, count)]


def _vocabulary(lines: list[str]) -> bytes:
    make_tiny = _shared("make_tiny")
    vocabulary: bytes = make_tiny.train_vocab(lines, _VOCABULARY)
    return vocabulary


def _write(path: Path, vocabulary: bytes, size: tuple[int, int, int, int]) -> Path:
    import sentencepiece

    width, inner, encoder, decoder = size
    count = sentencepiece.SentencePieceProcessor(model_proto=vocabulary).get_piece_size()
    model, shortlist = _shared("build").build(count, {}, d=width, ffn=inner, enc=encoder, dec=decoder, code_limit=0)
    path.mkdir()
    (path / "model.enes.intgemm.alphas.bin").write_bytes(model)
    (path / "vocab.enes.spm").write_bytes(vocabulary)
    (path / "lex.50.50.enes.s2t.bin").write_bytes(shortlist)
    return path


def _shared(name: str) -> Any:
    """A module beside the shared model."""
    import importlib

    if str(TINY) not in sys.path:
        sys.path.insert(0, str(TINY))
    return importlib.import_module(name)


if __name__ == "__main__":
    main()
