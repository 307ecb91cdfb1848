"""Sentence repair on paragraphs with known pairs of sentences: the kept part of a translation when one sentence was edited.

    python -m benchmarks.repair [--corpora ../shared/corpora] [--cases 1000] [--show]

Paragraphs are 2 to 5 pairs of neighbours in a dev set, joined. One sentence of each is edited, one is put in, or one is taken out; two change
places. No engine is needed: the question is which of the translator's sentences are kept, and whether they are in the right places.
The second table is about translators who did not keep to the sentences: two became one and a third one two, so that the counts agree
nevertheless; or two changed places.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workflow.drafting.reuse.sentence_alignment import split_sentences
from workflow.drafting.reuse.sentence_diff import NotRepairable, SentenceRepair, repair
from workflow.inline_tags import Grammar

__all__ = ["Case", "Tally", "cases", "edits", "evaluate", "main", "pairs", "strays"]

_PLAIN = Grammar("plain")
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A paragraph, its translation in pieces that belong together, and the new paragraph."""

    what: str
    pairs: tuple[Pair, ...]
    target: str
    """The old translation: that of the pairs, unless the translator went astray."""
    new: str
    stay: tuple[int, ...]
    """The pairs that the edit did not change."""

    @property
    def source(self) -> str:
        """The old paragraph."""
        return " ".join(source for source, _ in self.pairs)


@dataclass(slots=True)
class Tally:
    """The results of some cases."""

    cases: int = 0
    agree: int = 0
    repaired: int = 0
    stay: int = 0
    stay_agree: int = 0
    kept: int = 0
    kept_agree: int = 0
    wrong: int = 0
    shown: list[str] = field(default_factory=list)


def pairs(folder: Path, language: str) -> list[Pair]:
    """The dev set of English and a language, in its order."""
    place = folder / f"en-{language}"
    english = (place / "dev.en").read_text(encoding="utf-8").splitlines()
    others = (place / f"dev.{language}").read_text(encoding="utf-8").splitlines()
    return [(" ".join(a.split()), b.strip()) for a, b in zip(english, others, strict=True)]


# Edits. Each takes the sentences and gives the new ones, each with the number of the old one that it still is, or None.

Edited = list[tuple[str, int | None]]


def _another(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    place = chance.randrange(len(texts))
    return [(text, n) if n != place else (chance.choice(others)[0], None) for n, text in enumerate(texts)]


def _word(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    place = chance.randrange(len(texts))
    words = texts[place].split()
    words[chance.randrange(len(words) - 1)] = chance.choice(chance.choice(others)[0].split()[:-1] or ["so"])
    return _changed(texts, place, " ".join(words))


def _less(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    place = chance.randrange(len(texts))
    words = texts[place].split()
    del words[chance.randrange(1, len(words) - 1)]
    return _changed(texts, place, " ".join(words))


def _letter(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    place = chance.randrange(len(texts))
    text = texts[place]
    found = [m.start() for m in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
    at = chance.choice(found)
    return _changed(texts, place, text[:at] + ("e" if text[at] != "e" else "a") + text[at + 1 :])


def _insertion(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    result: Edited = [(text, n) for n, text in enumerate(texts)]
    result.insert(chance.randrange(len(texts) + 1), (chance.choice(others)[0], None))
    return result


def _deletion(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    place = chance.randrange(len(texts))
    return [(text, n) for n, text in enumerate(texts) if n != place]


def _move(texts: Sequence[str], chance: random.Random, others: Sequence[Pair]) -> Edited:
    result: Edited = [(text, n) for n, text in enumerate(texts)]
    place = chance.randrange(len(texts))
    moved = result.pop(place)
    result.insert(chance.choice([n for n in range(len(texts)) if n != place]), moved)
    return result


def _changed(texts: Sequence[str], place: int, text: str) -> Edited:
    if text == texts[place]:
        text = f"Now {text}"
    return [(one, n) if n != place else (text, None) for n, one in enumerate(texts)]


edits: dict[str, Callable[[Sequence[str], random.Random, Sequence[Pair]], Edited]] = {
    "another sentence in its place": _another,
    "another word": _word,
    "a word less": _less,
    "another letter": _letter,
    "a sentence put in": _insertion,
    "a sentence taken out": _deletion,
    "a sentence moved": _move,
}


def cases(found: Sequence[Pair], chance: random.Random, what: str) -> Case:
    """One paragraph with one edit."""
    size = chance.randint(2, 5)
    start = chance.randrange(len(found) - size)
    chosen = tuple(found[start : start + size])
    new = edits[what]([source for source, _ in chosen], chance, found)
    stay = tuple(sorted(number for _, number in new if number is not None))
    target = " ".join(target for _, target in chosen)
    return Case(what, chosen, target, " ".join(text for text, _ in new), stay)


def strays(found: Sequence[Pair], chance: random.Random) -> Case | None:
    """A paragraph whose translator joined two sentences and cut a third, or let two change places."""
    size = chance.randint(3, 5)
    start = chance.randrange(len(found) - size)
    chosen = tuple(found[start : start + size])
    targets = [target for _, target in chosen]
    if chance.random() < 0.3:
        what = "two changed places"
        place = chance.randrange(size - 1)
        targets[place : place + 2] = [targets[place + 1], targets[place]]
    else:
        what = "two joined, a third one cut"
        cut = chance.randrange(size)
        commas = [m.start() for m in re.finditer(", ", targets[cut]) if 20 < m.start() < len(targets[cut]) - 20]
        joints = [n for n in range(size - 1) if cut not in (n, n + 1) and targets[n].endswith(".")]
        if not commas or not joints:
            return None
        at, joint = chance.choice(commas), chance.choice(joints)
        text = targets[cut]
        targets[cut] = f"{text[:at]}. {text[at + 2].upper()}{text[at + 3 :]}"
        after = targets[joint + 1]
        targets[joint : joint + 2] = [f"{targets[joint][:-1]}, {after[0].lower()}{after[1:]}"]
    new = _changed([source for source, _ in chosen], 0, f"Now {chosen[0][0]}")
    return Case(what, chosen, " ".join(targets), " ".join(text for text, _ in new), tuple(range(1, size)))


def evaluate(case: Case, language: str, tally: Tally) -> None:
    """Add the result of ``repair`` for a case to the tally."""
    tally.cases += 1
    tally.stay += len(case.stay)
    agree = len(split_sentences(case.source, "en", _PLAIN).sentences) == len(
        split_sentences(case.target, language, _PLAIN).sentences
    )
    tally.agree += agree
    tally.stay_agree += agree * len(case.stay)
    found = repair(case.source, case.target, case.new, "en", language, _PLAIN)
    if isinstance(found, NotRepairable):
        tally.shown.append(f"{case.what}: {found.reason}\n    {case.source}\n    {case.target}")
        return
    tally.repaired += 1
    text = found.text(["\0"] * len(found.wanted))
    kept = sum(case.pairs[number][1] in text for number in case.stay)
    tally.kept += kept
    tally.kept_agree += agree * kept
    wrong = _wrong(case, found)
    tally.wrong += len(wrong)
    tally.shown += [f"WRONG ({case.what}): {source}\n    {target}" for source, target in wrong]


def _wrong(case: Case, found: SentenceRepair) -> list[Pair]:
    """Kept sentences that belong to another sentence of the source."""
    return [
        (one.source, one.kept)
        for one in found.sentences
        if one.kept is not None and not _belongs(case.pairs, one.source, one.kept)
    ]


def _belongs(known: Sequence[Pair], source: str, target: str) -> bool:
    """Whether some pairs, as few as hold the source sentence, hold its translation too."""
    for size in range(1, len(known) + 1):
        spans = [known[n : n + size] for n in range(len(known) - size + 1)]
        holding = [span for span in spans if source in " ".join(ours for ours, _ in span)]
        if holding:
            return any(target in " ".join(theirs for _, theirs in span) for span in holding)
    return False


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--cases", type=int, default=1000, help="cases whose counts agree, for each language")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--show", action="store_true", help="list what was not repaired, and wrong pairs")
    options = parser.parse_args(arguments)
    kinds = list(edits)
    print("| pair | cases | counts agree | repaired | kept, of all | kept, where counts agree | wrong pairs |")
    print("|---|---|---|---|---|---|---|")
    for language in ("es", "de", "fr"):
        found = pairs(options.corpora, language)
        chance, tally = random.Random(options.seed), Tally()
        while tally.agree < options.cases:
            evaluate(cases(found, chance, kinds[tally.cases % len(kinds)]), language, tally)
        print(
            f"| en-{language} | {tally.cases:,} | {tally.agree:,} | {tally.repaired:,} | {tally.kept / tally.stay:.1%} "
            f"| {tally.kept_agree / tally.stay_agree:.1%} | {tally.wrong} |"
        )
        if options.show:
            print("\n".join(tally.shown), file=sys.stderr)
    print("\n| pair | translators astray: cases whose counts agree | repaired all the same | with wrong pairs |")
    print("|---|---|---|---|")
    for language in ("es", "de", "fr"):
        found = pairs(options.corpora, language)
        chance, tally = random.Random(options.seed), Tally()
        bad = 0
        while tally.agree < options.cases:
            case = strays(found, chance)
            if case is None:
                continue
            before, agreed, repaired = tally.wrong, tally.agree, tally.repaired
            evaluate(case, language, tally)
            if tally.agree == agreed:
                tally.repaired = repaired
            bad += tally.wrong > before
        print(f"| en-{language} | {tally.agree:,} | {tally.repaired:,} | {bad} |")
        if options.show:
            print("\n".join(line for line in tally.shown if line.startswith("WRONG")), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
