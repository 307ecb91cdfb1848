"""The table of docs/quality.md: every starter package, with the other engines for its pair on this machine."""

import json
import re
from pathlib import Path

from training.measure import Figures, measure
from training.recipes import RECIPES
from workflow.engines import ENGINES
from workflow.engines.base import EngineSettings
from workflow.engines.packages.installed import STARTER_FOLDER

__all__ = ["evaluate", "write_table"]

START, END = "<!-- python -m training evaluate -->", "<!-- end -->"


def evaluate(
    corpora: Path, *, engines: tuple[str, ...] = ("starter", "apertium")
) -> list[tuple[str, str, str, Figures]]:
    """Return pair, engine, hash and figures of every starter package, and of every other named engine for its pair.

    Installed packages are not used. Raises EngineError.
    """
    rows = []
    for pair, recipe in RECIPES.items():
        for name in engines:
            for offer in ENGINES[name].offers(recipe.source, recipe.target, EngineSettings()):
                engine = offer.open()
                file = next(STARTER_FOLDER.glob(f"translate-{recipe.source}_{recipe.target}-*.argosmodel"), None)
                size = file.stat().st_size if file and name == "starter" else 0
                rows.append((pair, offer.package, engine.hash, measure(engine, recipe, corpora, size)))
    return rows


def write_table(rows: list[tuple[str, str, str, Figures]], page: Path, report: Path) -> None:
    """Put the table between its marks in ``page``, and all figures into ``report`` (JSON)."""
    lines = [
        "| pair | engine | dev BLEU | dev chrF | docs BLEU | docs chrF | test BLEU | test chrF | tags in sentences | in fragments | numbers | sentences/s | MB |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for pair, name, digest, one in rows:
        lines.append(
            f"| {pair} | {name} `{digest}` | {' | '.join(f'{one.bleu[of]} | {one.chrf[of]}' for of in ('dev', 'docs', 'test'))} "
            f"| {_share(one.codes)} | {_share(one.codes_alone)} | {_share(one.numbers)} | {one.speed:.0f} | {one.megabytes or '–'} |"
        )
    text = page.read_text(encoding="utf-8")
    table = "\n".join(lines)
    page.write_text(
        re.sub(
            f"{re.escape(START)}.*?{re.escape(END)}", lambda _: f"{START}\n\n{table}\n\n{END}", text, flags=re.DOTALL
        ),
        encoding="utf-8",
    )
    records = [{"pair": pair, "engine": name, "hash": digest, **one.as_dict()} for pair, name, digest, one in rows]
    report.write_text(json.dumps(records, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _share(share: float | None) -> str:
    return "native" if share is None else f"{share * 100:.1f} %"
