"""Whether the risk of a draft says which drafts are bad: the tenth with the highest risk beside the worst tenth by chrF.

    uv run --group training python -m benchmarks.risk [--corpora FOLDER] [--to es fr de]

Development sets, drafted by the starter packages; half of a set would be judged apart if anything were fitted, which nothing is.
"""

import argparse
from pathlib import Path

from benchmarks.timing import SHARED, table
from workflow.drafting.drafter import Drafter, Text
from workflow.engines.base import EngineSettings
from workflow.engines.choice import choose
from workflow.markup import Grammar


def main() -> None:
    """Print the table."""
    from sacrebleu.metrics import CHRF

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--to", nargs="+", default=["es", "fr", "de"])
    options = parser.parse_args()
    rows = [
        [
            "pair",
            "drafts",
            "first tenth holds of the worst",
            "first three tenths",
            "chrF of the first tenth",
            "of the rest",
        ]
    ]
    for to in options.to:
        engine = choose("en", to, EngineSettings(order=("argos",))).engine
        assert engine, f"no package drafts {to}"
        source, wanted = (
            (options.corpora / f"en-{to}" / f"dev.{code}").read_text(encoding="utf-8").splitlines()
            for code in ("en", to)
        )
        outcomes = Drafter(engine, "en", to).draft([Text(text, Grammar("plain")) for text in source])
        judged = [
            (outcome.risk, CHRF().sentence_score(outcome.target, [right]).score)
            for outcome, right in zip(outcomes, wanted, strict=True)
            if outcome.target is not None
        ]
        rows.append([f"en-{to}", str(len(judged)), *shares(judged)])
    print(table(rows))


def shares(judged: list[tuple[float, float]]) -> list[str]:
    """Cells of a row, from risk and chrF of each draft."""
    count = len(judged) // 10
    worst = set(sorted(range(len(judged)), key=lambda place: judged[place][1])[:count])
    risky = sorted(range(len(judged)), key=lambda place: -judged[place][0])

    def mean(places: list[int]) -> str:
        return f"{sum(judged[place][1] for place in places) / len(places):.1f}"

    held = [len(worst & set(risky[: count * tenths])) / count for tenths in (1, 3)]
    return [*(f"{share:.0%}" for share in held), mean(risky[:count]), mean(risky[count:])]


if __name__ == "__main__":
    main()
