"""The tables of docs/quality.md that come from the read sets, and the program's ``readings.json``."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from training.readset import SETS, Read, agreement, faults, is_held_out, load, package_of
from training.recipes import RECIPES
from training.risk import Judged, Labels, auc, cross_validated, judged, labels
from workflow.checks.table import OBJECTIONS
from workflow.engines.packages.installed import STARTER_FOLDER
from workflow.risk_levels import REASONS

__all__ = ["write"]

_SAME = {
    "negation": "negation",
    "omission": "omission",
    "addition": "addition",
    "invented": "invented",
    "left": "untranslated",
    "name": "name",
    "numerals": "number",
}
"""By objection: the kind of fault that it is about."""
_KINDS = {"docs": "documentation", "news": "news", "prose": "plain prose"}
START, MIDDLE, END = "<!-- python -m training readset table -->", "<!-- labels -->", "<!-- end -->"


def write(corpora: Path, root: Path) -> str:
    """Write both tables into the page and the readings into the program; returns the tables."""
    found = judged(corpora)
    held = [one for one in found if is_held_out(one.read)]
    fitted = [one for one in found if not is_held_out(one.read)]
    risks = dict(zip(map(id, fitted), cross_validated(fitted), strict=True))
    known: dict[str, Labels] = {}
    for pair in RECIPES:
        ours = [one for one in fitted if one.pair == pair]
        known[pair] = labels([risks[id(one)] for one in ours], ours, [one for one in held if one.pair == pair])
    tables = f"{_verdicts()}\n\n{_labels(held, known)}\n\n{_objections(found)}"
    page = root / "docs" / "quality.md"
    text = page.read_text(encoding="utf-8")
    pattern = f"{re.escape(START)}.*?{re.escape(END)}"
    page.write_text(re.sub(pattern, lambda _: f"{START}\n\n{tables}\n\n{END}", text, flags=re.DOTALL), encoding="utf-8")
    (root / "workflow" / "readings.json").write_text(json.dumps(_readings(known), indent=2) + "\n", encoding="utf-8")
    return tables


def _verdicts() -> str:
    lines = [
        "| pair | text | drafts | usable | small edits | wrong | usable at most with small edits: reader a, reader b | agree | kappa |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for pair in RECIPES:
        reads = load(pair)
        for name in (*SETS, ""):
            chosen = [read for read in reads if read.verdicts and (not name or read.name == name)]
            both = [one.verdict for read in chosen for one in read.verdicts]
            shares = [
                _share(sum(one == verdict for one in both), len(both)) for verdict in ("usable", "edits", "wrong")
            ]
            readers = [
                _share(sum(read.verdicts[reader].verdict != "wrong" for read in chosen), len(chosen))
                for reader in (0, 1)
            ]
            same, kappa = agreement(chosen)
            lines.append(
                f"| {pair} | {_KINDS.get(name, '**all**')} | {len(chosen)} | {' | '.join(shares)} | {readers[0]}, {readers[1]} "
                f"| {same:.0%} | {kappa:.2f} |"
            )
    lines += ["", "The worst fault of the wrong drafts, over both readers:", "", "| pair | faults |", "|---|---|"]
    for pair in RECIPES:
        counts = faults(load(pair)).most_common()
        total = sum(count for _, count in counts)
        lines.append(f"| {pair} | {', '.join(f'{kind} {count / total:.0%}' for kind, count in counts)} |")
    return "\n".join(lines)


def _labels(held: Sequence[Judged], known: dict[str, Labels]) -> str:
    lines = [
        "| package | held-out drafts | wrong drafts rank higher | label | risk | share | usable | wrong |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for pair, levels in known.items():
        ours = [one for one in held if one.pair == pair]
        ranked = auc([one.risk for one in ours], [one.read.usable < 1 for one in ours])
        groups: dict[str, list[Judged]] = {"probably fine": [], "read it": [], "look closely": []}
        for one in ours:
            if levels.closely is not None and one.risk >= levels.closely:
                groups["look closely"].append(one)
            elif levels.fine is not None and one.risk <= levels.fine:
                groups["probably fine"].append(one)
            else:
                groups["read it"].append(one)
        limits = {
            "probably fine": "never" if levels.fine is None else f"≤ {levels.fine}",
            "read it": "",
            "look closely": "never" if levels.closely is None else f"≥ {levels.closely}",
        }
        for label, chosen in groups.items():
            usable = _share(sum(one.read.usable == 1 for one in chosen), len(chosen))
            wrong = _share(sum(one.read.usable == 0 for one in chosen), len(chosen))
            head = f"{_package(pair)} | {len(ours)} | {ranked:.0%}" if label == "probably fine" else " | | "
            lines.append(
                f"| {head} | {label} | {limits[label]} | {_share(len(chosen), len(ours))} | {usable} | {wrong} |"
            )
    return "\n".join(lines)


def _objections(found: Sequence[Judged]) -> str:
    """How often each objection is raised, over all pairs, and how many of those drafts were wrong."""
    usable, wrong = (sum(one.read.usable == share for one in found) for share in (1, 0))
    lines = [
        f"Objections to these drafts, all pairs ({usable} usable, {wrong} wrong). *Kind found*: of the wrong drafts whose worst",
        "fault is of the same kind, by at least one reader.",
        "",
        "| objection | drafts | of these wrong | raised against usable drafts | kind found |",
        "|---|---|---|---|---|",
    ]
    for name in OBJECTIONS:
        chosen = [one for one in found if _raised(one, name)]
        bad = _share(sum(one.read.usable == 0 for one in chosen), len(chosen))
        good = _share(sum(one.read.usable == 1 for one in chosen), usable)
        same = [one for one in found if _SAME.get(name) in {verdict.kind for verdict in one.read.verdicts}]
        caught = f"{sum(_raised(one, name) for one in same)} of {len(same)}" if same else ""
        lines.append(f"| {name}: {REASONS[name]} | {len(chosen)} | {bad} | {good} | {caught} |")
    return "\n".join(lines)


def _raised(one: Judged, name: str) -> bool:
    return any(objection.name == name for objection in one.given.candidate.objections)


def _package(pair: str) -> str:
    return f"{pair} `{package_of(pair)}`"


def _share(count: int, total: int) -> str:
    return f"{count / total:.0%}" if total else "–"


def _readings(known: dict[str, Labels]) -> dict[str, object]:
    found: dict[str, object] = {}
    for pair, levels in known.items():
        reads = [read for read in load(pair) if read.verdicts]
        file = next(STARTER_FOLDER.glob(f"translate-{pair.replace('-', '_')}-*.argosmodel"))
        found[package_of(pair)] = {
            "package": file.stem.replace("_", ".").replace(".", "_", 1),
            "drafts": len(reads),
            "usable": {
                kind: round(_mean([read for read in reads if read.name == name]), 2) for name, kind in _KINDS.items()
            },
            "fine": levels.fine,
            "closely": levels.closely,
        }
    return found


def _mean(reads: Sequence[Read]) -> float:
    return sum(read.usable for read in reads) / len(reads)
