"""The translation memory with a million rows: import, size, look-up, and the share of the best matches that are found.

    uv run python -m benchmarks.memory [--rows 1000000] [--queries 1000] [--judged 200]

Rows are made from the sentences of ``../shared/corpora/en/sentences.txt.xz``: the first half of one and the second of another; every fifth
row is an earlier one with one to three words changed, as in real memories. Queries are rows with one to three words changed, taken out
or put in. The exhaustive scan compares each query with every row by rapidfuzz's ``ratio`` on the same abstract texts.
"""

import argparse
import html
import lzma
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.timing import SHARED, table
from workflow.memory.abstraction import abstract
from workflow.memory.lookup import Query, find
from workflow.memory.model import TranslationPair
from workflow.memory.store import Store
from workflow.memory.sync import grammar, items_of
from workflow.memory.tmx import write
from workflow.project import load

__all__ = ["changed", "main", "rows"]

_VOWELS = str.maketrans("aeiou", "eioua")


def rows(number: int, sentences: Sequence[Sequence[str]], chance: random.Random) -> list[str]:
    """Make ``number`` distinct texts."""
    words = [word for sentence in sentences for word in sentence]
    found: dict[str, None] = {}
    made: list[str] = []
    while len(found) < number:
        if len(made) > 100 and chance.random() < 0.2:
            text = changed(made[chance.randrange(len(made))], words, chance)
        else:
            one, two = chance.choice(sentences), chance.choice(sentences)
            text = " ".join([*one[: len(one) // 2 + 1], *two[len(two) // 2 :]])
        if text not in found:
            found[text] = None
            made.append(text)
    return made


def changed(text: str, words: Sequence[str], chance: random.Random) -> str:
    """The text with one to three words replaced, taken out or put in."""
    parts = text.split()
    for _ in range(chance.choice((1, 1, 2, 3))):
        at, what = chance.randrange(len(parts)), chance.random()
        if what < 0.6:
            parts[at] = chance.choice(words)
        elif what < 0.8 and len(parts) > 3:
            del parts[at]
        else:
            parts.insert(at, chance.choice(words))
    return " ".join(parts)


def _percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--judged", type=int, default=200, help="queries that are compared with an exhaustive scan")
    parser.add_argument("--floor", type=int, default=70, help="per cent")
    options = parser.parse_args()
    source = SHARED / "corpora" / "en" / "sentences.txt.xz"
    if not source.is_file():
        raise SystemExit(f"{source} is not there")
    with lzma.open(source, "rt", encoding="utf-8") as file:
        # The corpus has quotation marks as HTML entities; documents do not.
        sentences = [html.unescape(line).split() for line in file if line.strip()]
    chance = random.Random(7)
    texts = rows(options.rows, sentences, chance)
    words = [word for sentence in sentences[:20_000] for word in sentence]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "workflow.yaml").write_text("title: T\nsource_language: en\nlanguages: [es]\n")
        project = load(root)
        own = grammar(project)
        data = b"".join(write((("es", TranslationPair(text, text.translate(_VOWELS))) for text in texts), "en", "0"))
        path = root / "memory.db"
        store = Store(path, "benchmark")
        wall, cpu = time.perf_counter(), time.process_time()
        with store.changing():
            store.replace("memory/big.tmx", "0", items_of(project, Path("memory/big.tmx"), data))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        store.close()  # writes the log into the file
        size, held = path.stat().st_size, 2 * sum(len(text.encode()) for text in texts)
        del data
        store = Store(path, "benchmark")
        store.hold()
        queries = [changed(chance.choice(texts), words, chance) for _ in range(options.queries)]
        for query in queries[:20]:
            find(store, Query(query, "es", own, min_score=options.floor))
        walls, cpus = [], []
        answers = []
        for query in queries:
            began, worked = time.perf_counter(), time.process_time()
            answers.append(find(store, Query(query, "es", own, min_score=options.floor)))
            walls.append(time.perf_counter() - began)
            cpus.append(time.process_time() - worked)
        store.close()
        shares = _recall(texts, queries[: options.judged], answers, own, (options.floor, 85))
    rows_of_table = [
        ["", "goal", "measured"],
        ["import, rows/s (wall)", "20,000", f"{len(texts) / wall:,.0f}"],
        ["import, rows/s (CPU)", "", f"{len(texts) / cpu:,.0f}"],
        ["look-up, median ms (wall)", "10", f"{_percentile(walls, 0.5):.1f}"],
        ["look-up, 99th percentile ms (wall)", "50", f"{_percentile(walls, 0.99):.1f}"],
        ["look-up, median ms (CPU)", "", f"{_percentile(cpus, 0.5):.1f}"],
        ["look-up, 99th percentile ms (CPU)", "", f"{_percentile(cpus, 0.99):.1f}"],
        *[
            [
                f"top five of the exhaustive scan found, from {min_score} % on",
                "98 %",
                f"{100 * got / max(of, 1):.1f} % of {of}",
            ]
            for min_score, (got, of) in shares.items()
        ],
        ["file ÷ bytes of sources and translations", "2.5", f"{size / held:.2f}"],
    ]
    print(f"{len(texts):,} rows of {statistics.mean(map(len, texts)):.0f} characters, {len(queries)} queries")
    print(table(rows_of_table))


def _recall(
    texts: Sequence[str],
    queries: Sequence[str],
    answers: Sequence[Sequence[object]],
    own: object,
    min_scores: Sequence[int],
) -> dict[int, tuple[int, int]]:
    """For each minimum score: how many of the scan's top five the memory found, and of how many. Equal scores count the same."""
    from workflow.inline_tags import Grammar

    assert isinstance(own, Grammar)
    forms = list(dict.fromkeys(abstract(text, own).text for text in texts))
    found = dict.fromkeys(min_scores, (0, 0))
    for query, answer in zip(queries, answers, strict=False):
        form = abstract(query, own).text
        scan = [
            score
            for _, score, _ in process.extract(form, forms, scorer=fuzz.ratio, limit=5, score_cutoff=min_scores[0])
        ]
        there = [round(fuzz.ratio(form, abstract(match.source, own).text), 6) for match in answer]  # type: ignore[attr-defined]
        for score in scan:
            hit = round(score, 6) in there
            if hit:
                there.remove(round(score, 6))
            for min_score in min_scores:
                if score >= min_score:
                    got, of = found[min_score]
                    found[min_score] = (got + hit, of + 1)
    return found


if __name__ == "__main__":
    main()
