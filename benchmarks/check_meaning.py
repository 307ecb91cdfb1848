"""How many planted errors of meaning all checks of ``workflow check`` find together, and at how many false alarms.

    python -m benchmarks.check_meaning [--corpora FOLDER] [--to es de fr] [--all 600] [--seed 1]

The errors are those of ``benchmarks.meaning``, and a quantity that was changed. An error is found if a check reports something about the text
with it that it did not report without. A false alarm is a human translation about which a check reports anything. The last column
of the second table leaves the checks out that find the least for their alarms, until 5 % of human translations are left with one.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corruptions import CORRUPTIONS
from benchmarks.meaning import KINDS, human_pairs, planted
from benchmarks.timing import SHARED, table
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import TextPair
from workflow.checks.rules import check_text
from workflow.inline_tags import Grammar

__all__ = ["ABOUT_MEANING", "best"]

ABOUT_MEANING = frozenset(
    ["blank", "length", "same", "numbers", "number_words", "symbols", "names", "negation", "opposite", "omission", "addition", "language"]
)  # fmt: skip
"""The checks that look at what a text says."""
_QUANTITY = "quantity changed"
_GOAL = 0.05

Found = frozenset[str]


def found(source: str, target: str, to: str) -> Found:
    """Return the checks that report something."""
    pair = TextPair(source, target, LanguagePair.of("en", to), Grammar("plain"))
    return frozenset(check.id for check, _ in check_text(pair))


def quantities(pairs: Sequence[tuple[str, str]], to: str, chance: random.Random) -> list[tuple[tuple[str, str], ...]]:
    """The pairs with a number, shuffled: each as it was, and with another number."""
    change = CORRUPTIONS["a number changed"].change
    result: list[tuple[tuple[str, str], ...]] = []
    for source, target in chance.sample(pairs, len(pairs)):
        wrong = change(TextPair(source, target, LanguagePair.of("en", to), Grammar("plain")), chance, "")
        if wrong is not None:
            result.append(((source, target), (source, wrong)))
    return result


def best(errors: Sequence[Found], alarms: Sequence[Found], goal: float) -> Found:
    """Return the checks that find many of the ``errors``, and speak against at most that share of good translations.

    The one that loses the fewest errors for the alarms that it takes away is left out first.
    """
    chosen = frozenset().union(*alarms, *errors)

    def share(ids: Found, among: Sequence[Found]) -> float:
        return sum(not ids.isdisjoint(one) for one in among) / max(len(among), 1)

    while share(chosen, alarms) > goal:
        here = share(chosen, alarms), share(chosen, errors)

        def price(name: str, here: tuple[float, float] = here, ids: Found = chosen) -> float:
            gained = here[0] - share(ids - {name}, alarms)
            return (here[1] - share(ids - {name}, errors)) / gained if gained > 0 else 99.0

        chosen -= {min(sorted(chosen), key=price)}
    return chosen


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "de", "fr"])
    parser.add_argument("--all", type=int, default=600, help="errors in all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kinds = (*KINDS, _QUANTITY)
    each = options.all // (len(kinds) * len(options.to)) + 1
    errors: dict[tuple[str, str], list[Found]] = {}
    alarms: dict[str, list[Found]] = {}
    for to in options.to:
        pairs = human_pairs(options.corpora, to)
        before = {pair: found(*pair, to) for pair in pairs}
        alarms[to] = list(before.values())
        for kind in kinds:
            chance = random.Random(f"{options.seed} {kind} {to}")
            places = quantities(pairs, to, chance) if kind == _QUANTITY else planted(pairs, to, kind, chance)
            errors[kind, to] = [found(*wrong, to) - before[right] for right, wrong in places[:each]]
    every = [one for several in errors.values() for one in several]
    good = [one for several in alarms.values() for one in several]
    chosen = {
        "all checks": frozenset().union(*every, *good),
        "checks of meaning": ABOUT_MEANING,
        "at most 5 %": best([one & ABOUT_MEANING for one in every], [one & ABOUT_MEANING for one in good], _GOAL),
    }
    rows = [["error", *(f"en-{to}" for to in options.to), *chosen]]
    for kind in kinds:
        several = [one for to in options.to for one in errors[kind, to]]
        row = [kind, *(_of(errors[kind, to], chosen["all checks"]) for to in options.to)]
        rows.append(row + [_of(several, ids) for ids in chosen.values()])
    row = [
        "any",
        *(_of([one for kind in kinds for one in errors[kind, to]], chosen["all checks"]) for to in options.to),
    ]
    rows.append(row + [_of(every, ids) for ids in chosen.values()])
    row = ["false alarms", *(_share(alarms[to], chosen["all checks"]) for to in options.to)]
    rows.append(row + [_share(good, ids) for ids in chosen.values()])
    print(table(rows))
    print(f"\nAt most 5 %: {', '.join(sorted(chosen['at most 5 %']))}\n")
    counts, wrong = (Counter(name for one in among for name in one) for among in (every, good))
    print(
        table(
            [
                ("check", f"of {len(every)} errors", f"of {len(good)} good translations"),
                *((name, str(counts[name]), str(wrong[name])) for name, _ in counts.most_common()),
            ]
        )
    )


def _of(among: Sequence[Found], ids: Found) -> str:
    return f"{sum(not ids.isdisjoint(one) for one in among)} of {len(among)}"


def _share(among: Sequence[Found], ids: Found) -> str:
    return f"{sum(not ids.isdisjoint(one) for one in among) / max(len(among), 1):.1%}"


if __name__ == "__main__":
    main()
