"""How often the checks find something in good translations, and how many planted errors they find.

    python -m benchmarks.checks [--to es de fr] [--limit N] [--each N] [--seed 1] [--show ID] [--time]

Good translations are those that people published: the development sets of the corpora, the PO files of the shared folder, and the Markdown catalogs of the sample. An error is
planted in each text by the rules of ``benchmarks.corruptions``, and counts as found if a check that is named for its kind reports it. Texts
about which such a check reports something before are left out. ``--show`` prints what a check finds in good translations.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.corruptions import CORRUPTIONS
from benchmarks.timing import SHARED, table
from workflow.catalogs import headers
from workflow.catalogs.plural_forms import plural_rule
from workflow.catalogs.store import CatalogStore
from workflow.checks.entry_facts import facts_of
from workflow.checks.entry_grammar import entry_grammar, file_grammar
from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import CheckedEntry, TextPair
from workflow.checks.rules import CATALOG_CHECKS, CHECKS, ENTRY_CHECKS, RULES, check_text
from workflow.errors import WorkflowError
from workflow.inline_tags import Grammar
from workflow.model import Entry, Severity
from workflow.spelling.loading import installed

__all__ = ["corpus", "po_files", "recall"]

ROOT = Path(__file__).resolve().parents[1]


def corpus(folder: Path, language: str, name: str) -> Iterator[CheckedEntry]:
    """Yield the pairs of a development set: ``dev`` or ``docs-dev``."""
    pair = LanguagePair.of("en", language)
    texts = [
        (folder / f"en-{language}" / f"{name}.{code}").read_text("utf-8").splitlines() for code in ("en", language)
    ]
    for source, target in zip(*texts, strict=True):
        yield CheckedEntry(Entry(msgid=source, msgstr=(target,)), pair, Grammar("plain"), speller=installed(language))


def po_files(folder: Path) -> Iterator[CheckedEntry]:
    """Yield the translated entries of the PO files below a folder. A file without a language is Spanish, as its neighbours are."""
    store = CatalogStore()
    for path in sorted(folder.rglob("*.po")):
        try:
            catalog = store.read(path)
        except WorkflowError:
            continue
        pair = LanguagePair.of("en", headers.field(catalog, "Language") or "es")
        rule, speller = plural_rule(catalog), installed(pair.target)
        for entry in catalog.live:
            if entry.msgid and entry.filled and not entry.fuzzy:
                yield CheckedEntry(entry, pair, entry_grammar(entry, file_grammar(entry)), None, rule, speller=speller)


def found_in(checked: CheckedEntry) -> list[tuple[str, str]]:
    """Return the checks that find something in an entry, and what they say."""
    found = [(check.id, problem.message) for check in ENTRY_CHECKS for problem in check.find(checked)]
    return found + [(check.id, problem.message) for pair in checked.texts() for check, problem in check_text(pair)]


def _compared(entries: Sequence[CheckedEntry]) -> dict[int, list[tuple[str, str]]]:
    """What the checks of all entries of a language find, by the number of the entry."""
    result: dict[int, list[tuple[str, str]]] = defaultdict(list)
    facts = facts_of(entries)
    for check in CATALOG_CHECKS:
        for number, problem in check.find(facts):
            result[number].append((check.id, problem.message))
    return result


def recall(entries: Sequence[CheckedEntry], each: int, seed: int) -> dict[str, tuple[int, int, int]]:
    """Return, by kind of error: how many were planted, how many a check named for the kind found, how many any check found."""
    result = {}
    for kind, corruption in CORRUPTIONS.items():
        chance = random.Random(f"{seed} {kind}")
        order = list(entries)
        chance.shuffle(order)
        planted = named = found = 0
        for number, checked in enumerate(order):
            if planted == each:
                break
            pair = checked.texts()[0]
            other = order[number - 1].texts()[0]
            bad = corruption.change(pair, chance, other.target)
            if bad is None or bad == pair.target:
                continue
            before = {check.id for check, _ in check_text(pair)}
            if before & corruption.checks:
                continue
            planted += 1
            new = TextPair(pair.source, bad, pair.languages, pair.grammar)
            after = {check.id for check, _ in check_text(new)} - before
            named += bool(after & corruption.checks)
            found += bool(after)
        result[kind] = (planted, named, found)
    return result


def _alarms(sets: dict[str, list[CheckedEntry]], show: str | None) -> None:
    rows: dict[str, Counter[str]] = {name: Counter() for name in sets}
    for name, entries in sets.items():
        compared = _compared(entries)
        for number, checked in enumerate(entries):
            found = found_in(checked) + compared[number]
            kinds = {identifier for identifier, _ in found}
            rows[name].update(kinds)
            rows[name].update(f"any {severity}" for severity in {RULES[kind].severity for kind in kinds})
            for identifier, message in found if show else ():
                if show in (identifier, "all", RULES[identifier].severity):
                    print(f"{name}: {identifier}: {message}\n  {checked.entry.msgid}\n  {checked.entry.text}")

    def share(name: str, row: str) -> str:
        return f"{100 * rows[name][row] / max(len(sets[name]), 1):.2f}"

    ids = [rule for rule in RULES if any(rows[name][rule] for name in sets)]
    ids.sort(key=lambda one: (list(Severity).index(RULES[one].severity), -sum(rows[name][one] for name in sets)))
    lines = [("any " + severity, "", *(share(name, f"any {severity}") for name in sets)) for severity in Severity]
    lines += [(one, RULES[one].severity.value, *(share(name, one) for name in sets)) for one in ids]
    print(table([("% of entries", "", *(f"{name} ({len(sets[name])})" for name in sets)), *lines]))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--to", nargs="*", default=["es", "de", "fr"])
    parser.add_argument("--limit", type=int, default=0, help="entries of each set; 0 for all")
    parser.add_argument("--each", type=int, default=60, help="errors of each kind; 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", metavar="ID", help="a check, a severity or all")
    parser.add_argument("--time", action="store_true", help="seconds of each check")
    given = parser.parse_args()
    sets: dict[str, list[CheckedEntry]] = {}
    for code in given.to:
        for name in ("dev", "docs-dev"):
            sets[f"{code} {name}"] = list(corpus(given.shared / "corpora", code, name))
    if "es" in given.to:
        sets["es PO"] = list(po_files(given.shared / "realworld" / "po"))
    for folder in sorted((ROOT / "locales").iterdir()):
        if folder.is_dir() and (translated := list(po_files(folder))):
            sets[f"sample {folder.name}"] = translated
    if given.limit:
        sets = {
            name: random.Random(given.seed).sample(found, min(given.limit, len(found))) for name, found in sets.items()
        }
    if given.time:
        _times([checked for entries in sets.values() for checked in entries])
        return
    _alarms(sets, given.show)
    if given.each and not given.show:
        rows = []
        columns = [*given.to, "sample"]
        for code in columns:
            entries = [checked for name, checkeds in sets.items() if name.startswith(code) for checked in checkeds]
            rows.append(recall(entries, given.each, given.seed))
        lines = [
            (kind, ", ".join(sorted(CORRUPTIONS[kind].checks)), *(_of(row[kind]) for row in rows))
            for kind in CORRUPTIONS
        ]
        print(table([("error", "checks", *(f"{code}: named, any / planted" for code in columns)), *lines]))


def _of(counts: tuple[int, int, int]) -> str:
    planted, named, found = counts
    return f"{named}, {found} / {planted}"


def _times(entries: Sequence[CheckedEntry]) -> None:
    pairs = [pair for checked in entries for pair in checked.texts()]
    begun = time.perf_counter()
    for pair in pairs:
        pair.source_words, pair.target_words, pair.masked_source, pair.masked_target, pair.tag_changes  # noqa: B018
    rows = [("inline tags", f"{time.perf_counter() - begun:.2f}")]
    for check in CHECKS:
        begun = time.perf_counter()
        for pair in pairs:
            for _ in check.find(pair) if check.applies_to(pair.language, pair.kind) else ():
                pass
        rows.append((check.id, f"{time.perf_counter() - begun:.2f}"))
    print(table([(f"check of {len(pairs)} texts", "seconds"), *sorted(rows, key=lambda row: -float(row[1]))]))


if __name__ == "__main__":
    main()
