"""A word table is made of parallel texts, always the same one."""

import lzma
from pathlib import Path

from training.words import make_table

NOUNS = {"house": "casa", "dog": "perro", "river": "río", "tree": "árbol", "king": "rey", "book": "libro", "bread": "pan", "night": "noche"}  # fmt: skip
VERBS = {"sees": "ve", "loves": "ama", "paints": "pinta", "sells": "vende", "finds": "encuentra", "hides": "esconde"}


def corpus(path: Path) -> Path:
    lines = [
        f"x\thuman\tthe {one} {verb} the {two}\tel {NOUNS[one]} {VERBS[verb]} el {NOUNS[two]}"
        for one in NOUNS
        for verb in VERBS
        for two in NOUNS
    ]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    return path


def test_made_twice(tmp_path: Path) -> None:
    text = corpus(tmp_path / "train.tsv.xz")
    figures = [
        make_table(("en", "es"), [text], [("the dog", "el perro")], tmp_path / name, seed=3) for name in ("one", "two")
    ]
    assert figures[0] == figures[1] and figures[0]["words"] >= 2
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    first, second = lzma.decompress((tmp_path / "one").read_bytes()).decode().split("\n\n")
    assert first.startswith("# Word table en-es") and "\nthe\t0\t0" in first and "\nel\t0\t0" in second
