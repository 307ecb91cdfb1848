"""The drafts that were read: complete, judged by the words of the guide, and what the program says of them follows from the verdicts."""

import re
from pathlib import Path

import pytest

from training import readset
from training.readset import KINDS, SETS, VERDICTS, Read, Verdict, agreement, is_held_out, load, package_of
from training.recipes import RECIPES
from workflow.errors import BadInput
from workflow.readings import reading

GUIDE = (Path(readset.__file__).parent / "readset" / "GUIDE.md").read_text(encoding="utf-8")
NAMES = {"docs": "documentation", "news": "news", "prose": "plain prose"}


@pytest.mark.parametrize("pair", RECIPES)
def test_every_draft_was_judged_by_both_readers(pair: str) -> None:
    reads = load(pair)
    assert len({(read.name, read.line) for read in reads}) == len(reads) == 300
    for read in reads:
        assert read.name in SETS
        assert len(read.verdicts) == (0 if read.draft == "empty" else 2), (read.name, read.line)
        for one in read.verdicts:
            assert one.verdict in VERDICTS and one.kind in KINDS
            assert one.reason or one.verdict == "usable", "a fault is named"


@pytest.mark.parametrize("pair", RECIPES)
def test_the_program_says_what_the_readers_found(pair: str) -> None:
    reads, known = [read for read in load(pair) if read.verdicts], reading(package_of(pair))
    assert known is not None and known.drafts == len(reads)
    for name, kind in NAMES.items():
        shares = [read.usable for read in reads if read.name == name]
        assert known.usable[kind] == pytest.approx(sum(shares) / len(shares), abs=0.006)
    assert f"{round(100 * known.usable['news'])} on news" in str(known)


def test_the_guide_has_the_words_of_the_verdicts() -> None:
    assert set(re.findall(r"^\| `(\w+)`", GUIDE, re.MULTILINE)) == set(VERDICTS)
    assert all(f"`{kind}`" in GUIDE for kind in KINDS)


def test_the_halves_are_by_text_and_about_equal() -> None:
    reads = [read for read in load("en-es") if read.name != "docs"]
    held = [is_held_out(read) for read in reads]
    assert held == [is_held_out(Read(read.name, read.line, "other", ())) for read in reads]
    assert 0.4 < sum(held) / len(held) < 0.6


def test_agreement() -> None:
    right, wrong = Verdict("usable", "none", ""), Verdict("wrong", "sense", "x")
    reads = [Read("news", n, "1", pair) for n, pair in enumerate([(right, right), (wrong, wrong)] * 5)]
    assert agreement(reads) == (1.0, 1.0)
    reads += [Read("news", n, "1", (right, wrong)) for n in range(10, 20)]
    same, kappa = agreement(reads)
    assert same == 0.5 and 0 <= kappa < 0.3


def test_a_verdict_that_the_guide_does_not_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("0\tusable\tnone\t\n1\tfine\tnone\t\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"a\.tsv:2: unknown verdict"):
        readset.add("en-es", [], [], [path, path])
