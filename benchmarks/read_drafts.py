"""What ``workflow check`` and the risk say about the drafts that people read.

    python -m benchmarks.read_drafts [--shared FOLDER] [--to es de fr]

The read sets are drafted again by the starter packages; drafts that have changed since they were read are left out. *Pointed at*: a check
finds something, or the risk is 0.5 or more.
"""

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.timing import SHARED, table
from training.readset import digest, drafted, draw, load
from workflow.catalogs.provenance import DraftComment, put_draft
from workflow.checks.entry_facts import facts_of
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry
from workflow.checks.rules import CATALOG_CHECKS, RULES, check_text
from workflow.inline_tags import Grammar
from workflow.model import Entry, Severity
from workflow.spelling.loading import installed

__all__ = ["pointed_at"]

_HIGH = 0.5
"""The risk from which a draft is labelled "look closely" (docs/quality.md)."""
_LEVELS = ("error", "warning", "note", "risk")


def pointed_at(source: str, target: str, to: str) -> dict[str, Severity]:
    """Return the checks that find something in a draft, with their severities."""
    draft = put_draft(Entry(msgid=source), target, DraftComment("starter"))
    checked = CheckedEntry(draft, LanguagePair.of("en", to), Grammar("plain"), speller=installed(to))
    found = {check.id: check.severity for pair in checked.texts() for check, _ in check_text(pair)}
    together = ((check, problem) for check in CATALOG_CHECKS for _, problem in check.find(facts_of([checked])))
    return found | {check.id: problem.severity or check.severity for check, problem in together}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--to", nargs="*", default=["es", "de", "fr"])
    given = parser.parse_args()
    rows, kinds, checks = [], Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for to in given.to:
        counts: Counter[tuple[str, str]] = Counter()
        samples = draw(f"en-{to}", given.shared / "corpora")
        read = {(one.name, one.line, one.draft): one for one in load(f"en-{to}")}
        for sample, draft in zip(samples, drafted(f"en-{to}", samples)[1], strict=True):
            one = read.get((sample.name, sample.line, digest(draft)))
            if one is None or not one.verdicts or draft.text is None:
                continue
            said = "wrong" if one.usable == 0 else "usable" if one.usable == 1 else "disputed"
            found = pointed_at(sample.source, draft.text, to)
            high = draft.risk >= _HIGH
            counts[said, "all"] += 1
            for severity in Severity:
                counts[said, severity.value] += severity in found.values()
            counts[said, "risk"] += high
            counts[said, "either"] += high or bool(found)
            for name in found:
                checks[name, said] += 1
            for kind in {verdict.kind for verdict in one.verdicts} if said == "wrong" else ():
                kinds[kind, "all"] += 1
                kinds[kind, "check"] += bool(found)
                kinds[kind, "either"] += high or bool(found)
        rows += [
            (f"en-{to}", said, *(str(counts[said, what]) for what in ("all", *_LEVELS, "either")))
            for said in ("wrong", "disputed", "usable")
        ]
    print(table([("pair", "verdict", "drafts", *_LEVELS, "a check or the risk"), *rows]))
    lines = [
        (kind, *(str(kinds[kind, what]) for what in ("all", "check", "either")))
        for kind in sorted({kind for kind, _ in kinds}, key=lambda kind: -kinds[kind, "all"])
    ]
    print(table([("worst fault of wrong drafts", "drafts", "a check", "a check or the risk"), *lines]))
    lines = [
        (name, RULES[name].severity.value, str(checks[name, "wrong"]), str(checks[name, "usable"]))
        for name in sorted({name for name, _ in checks}, key=lambda name: -checks[name, "wrong"])
    ]
    print(table([("check", "severity", "wrong drafts", "usable drafts"), *lines]))


if __name__ == "__main__":
    main()
