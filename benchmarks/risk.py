"""How well the risk finds bad drafts: the tenth with the highest risk compared with the worst tenth by chrF.

    uv run --group training python -m benchmarks.risk [--corpora FOLDER] [--to es fr de]

Development sets, drafted by the starter packages; the half of each that ``benchmarks.risk_fit`` did not see.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.timing import SHARED, table
from workflow.checks.language_pair import LanguagePair
from workflow.drafting.quality.estimation import EstimationInput
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import choose
from workflow.inline_tags import Grammar
from workflow.languages import language
from workflow.risk_levels import in_words

FITTED, TESTED = 0, 1
_One = TypeVar("_One")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "fr", "de"])
    options = parser.parse_args()
    rows = [
        [
            "pair",
            "drafts",
            "worst tenth found: in the first tenth",
            "in the first three tenths",
            "chrF of the first tenth",
            "of the rest",
            "look closely: share / chrF",
            "read it",
            "probably fine",
        ]
    ]
    for to in options.to:
        found = drafts(options.corpora, to)[1]
        tested = [(draft.risk, chrf) for draft, chrf in half(found, TESTED)]
        levels = [in_words(risk) for risk, _ in tested]
        rows.append(
            [
                f"en-{to}",
                str(len(tested)),
                *shares(tested),
                *(
                    f"{levels.count(word) / len(levels):.0%} / {mean([chrf for _, chrf in tested], word, levels):.1f}"
                    for word in ("look closely", "read it", "probably fine")
                ),
            ]
        )
    print(table(rows))


def drafts(corpora: Path, to: str) -> tuple[Engine, list[tuple[Draft, float] | None]]:
    """The engine, and the drafts of a development set with their chrF; None for a text that got none."""
    from sacrebleu.metrics import CHRF

    engine = choose("en", to, EngineSettings(order=("argos",))).engine
    assert engine, f"no package drafts {to}"
    source, wanted = (
        (corpora / f"en-{to}" / f"dev.{code}").read_text(encoding="utf-8").splitlines() for code in ("en", to)
    )
    drafts = Drafter(engine, "en", to).draft([Text(text, Grammar("plain")) for text in source])
    return engine, [
        None if draft.text is None else (draft, CHRF().sentence_score(draft.text, [right]).score)
        for draft, right in zip(drafts, wanted, strict=True)
    ]


def estimation(draft: Draft, to: str) -> EstimationInput | None:
    """The input of the estimation of a draft of one sentence; None for other drafts."""
    pair = LanguagePair("en", to, language("en").script, language(to).script)
    if len(draft.sentences) != 1 or (chosen := draft.sentences[0].chosen) is None:
        return None
    return EstimationInput(draft.sentences[0].sentence, chosen, draft.sentences[0].tried, pair)


def half(found: Sequence[_One | None], which: int) -> list[_One]:
    """Return the drafts of one half, ``FITTED`` or ``TESTED``.

    A text's place in the set decides: the same texts in every language, as the sets have the same English side, and whatever got no draft.
    """
    places = list(range(len(found)))
    random.Random(6).shuffle(places)
    middle = len(places) // 2
    chosen = sorted(places[middle:] if which == TESTED else places[:middle])
    return [one for place in chosen if (one := found[place]) is not None]


def mean(figures: list[float], word: str, levels: list[str]) -> float:
    """The mean of the figures with that level; 0 if there are none."""
    chosen = [figure for figure, one in zip(figures, levels, strict=True) if one == word]
    return sum(chosen) / len(chosen) if chosen else 0.0


def shares(tested: list[tuple[float, float]]) -> list[str]:
    """Cells of a row, from risk and chrF of each draft."""
    count = len(tested) // 10
    worst = set(sorted(range(len(tested)), key=lambda place: tested[place][1])[:count])
    risky = sorted(range(len(tested)), key=lambda place: -tested[place][0])

    def average(places: list[int]) -> str:
        return f"{sum(tested[place][1] for place in places) / len(places):.1f}"

    held = [len(worst & set(risky[: count * tenths])) / count for tenths in (1, 3)]
    return [*(f"{share:.0%}" for share in held), average(risky[:count]), average(risky[count:])]


if __name__ == "__main__":
    main()
