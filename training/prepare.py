"""Prepare training data from the corpora: cleaned, with placeholder tags and noise in a part of it. Reproducible."""

import hashlib
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.alignment import Aligner, words
from training.cleaning import clean, fault
from training.measure import TESTSET
from training.placeholder_tags import aligned, shared, written
from training.recipes import Recipe, Text

__all__ = ["prepare"]

_TAGGED_SHARE = 0.3
"""Share of the plain pairs that are used a second time, with placeholder tags."""
_CAPITALS, _BARE, _LOWER = 0.015, 0.03, 0.02


def prepare(recipe: Recipe, corpora: Path, out: Path, *, seed: int = 1, limit: int = 0) -> dict[str, object]:
    """Write ``pairs.tsv`` (text's number, source, target) and ``manifest.json`` into ``out``; returns the manifest.

    ``limit``: only so many pairs of each text, for a trial. The manifest has the hashes of what was read and written, and how many
    pairs were left out for which reason.
    """
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(f"{seed} {recipe.pair}")
    dev = {
        _key(line) for ending in (recipe.source, recipe.target) for line in _lines(corpora / f"{recipe.dev}.{ending}")
    }
    test = {_key(line) for path in sorted(TESTSET.glob("*.txt")) for line in _lines(path)}
    left_out: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    kept: list[list[tuple[str, str]]] = []
    for text in recipe.texts:
        pairs = []
        for domain, source, target in _pairs(corpora / text.name):
            if rng.random() >= text.domains.get(domain, 1.0):
                left_out["domain"] += 1
                continue
            reason = fault(source, target, recipe.target)
            if reason is None and (_key(source) in dev or _key(target) in dev):
                reason = "development set"
            if reason is None and (_key(source) in test or _key(target) in test):
                reason = "test set"
            if reason is None and (source, target) in seen:
                reason = "twice"
            if reason is not None:
                left_out[reason] += 1
                continue
            seen.add((source, target))
            pairs.append((source, target))
        rng.shuffle(pairs)
        kept.append(pairs[:limit] if limit else pairs)
    aligner = Aligner([pair for pair in kept[0] if len(pair[0]) < 140][:40_000])
    counts: Counter[str] = Counter()
    digest = hashlib.sha256()
    with (out / "pairs.tsv").open("wb") as file:
        for number, (text, pairs) in enumerate(zip(recipe.texts, kept, strict=True)):
            rows = [row for pair in pairs for row in _variants(pair, aligner, rng, counts, text)]
            rng.shuffle(rows)
            for source, target in rows:
                line = f"{number}\t{source}\t{target}\n".encode()
                digest.update(line)
                file.write(line)
    manifest = {
        "pair": recipe.pair,
        "seed": seed,
        "inputs": {text.name: _sha256(corpora / text.name) for text in recipe.texts},
        "kept": {text.name: len(pairs) for text, pairs in zip(recipe.texts, kept, strict=True)},
        "left out": dict(sorted(left_out.items())),
        "rows": dict(sorted(counts.items())),
        "pairs.tsv": digest.hexdigest(),
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return manifest


def _variants(
    pair: tuple[str, str], aligner: Aligner, rng: random.Random, counts: Counter[str], text: Text
) -> Iterator[tuple[str, str]]:
    """The variants of one pair: itself, perhaps without markup or in capitals, and perhaps once more with placeholder tags."""
    marked = shared(*pair)
    if marked is not None and (found := written(marked, rng)):
        counts["codes from markup"] += 1
        yield found
        return
    dice = rng.random()
    if dice < _CAPITALS:
        counts["capitals"] += 1
        yield pair[0].upper(), pair[1].upper()
    elif dice < _CAPITALS + _BARE and pair[0][-1] == pair[1][-1] == ".":
        counts["no full stop"] += 1
        yield pair[0][:-1], pair[1][:-1]
    elif dice < _CAPITALS + _BARE + _LOWER and pair[0][:2].istitle():
        counts["small first letter"] += 1
        yield pair[0][0].lower() + pair[0][1:], pair[1][0].lower() + pair[1][1:]
    else:
        counts["plain"] += 1
        yield pair
    if text.tag or rng.random() > _TAGGED_SHARE:
        return
    ours, theirs = words(pair[0]), words(pair[1])
    links = aligner.links([w for w, _, _ in ours], [w for w, _, _ in theirs])
    coded = aligned(ours, theirs, pair, links, rng)
    if coded is not None and (found := written(coded, rng)):
        counts["codes by alignment"] += 1
        yield found


def _pairs(path: Path) -> Iterator[tuple[str, str, str]]:
    """Domain, source and target of each pair."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            domain, *_, source, target = line.rstrip("\n").split("\t")
            yield domain, clean(source), clean(target)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _key(text: str) -> str:
    """The letters and digits of a sentence, for comparison."""
    return "".join(filter(str.isalnum, text.casefold()))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
