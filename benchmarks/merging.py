"""Merging after a source change, evaluated by known results: this program compared with msgmerge and pot2po.

    uv run python -m benchmarks.merging [--entries 50000] [--peers] [--scale 100000,200000,500000]

Five of a hundred msgids of real catalogs (enlarged by seeded variation) are edited in known ways; see ``benchmarks.edited_catalogs``. Each
tool gets the old catalogs and the new templates. *Recovered*: an edited message has the translation of its former text,
fuzzy or not. *Previous right*: of those that are fuzzy, the share whose ``#|`` is that text. *Nonsense*: new texts that have
nothing to do with any old one, and were given a translation all the same. msgmerge and pot2po take all files joined into one
catalog, as they look for moved texts in one file only; ours takes them file by file, the others as reuse candidates. Catalogs without
``#.`` comments give no headings or kinds: this is text alone.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polib

from benchmarks.edited_catalogs import Edit, Message, World, enlarge, load, world
from benchmarks.timing import SHARED, run, table
from workflow import catalogs
from workflow.catalogs import ReuseCandidates, expire
from workflow.model import Catalog, Entry

Merged = tuple[str, str, str | None, bool]
"""msgid, msgstr, previous msgid, fuzzy."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true", help="run msgmerge and pot2po too (minutes)")
    parser.add_argument("--scale", default="", help="more sizes for ours, to see how it grows")
    parser.add_argument("--show", type=int, default=0, help="print so many of the misses and false matches")
    options = parser.parse_args()
    folder = SHARED / "realworld" / "po"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there")
    real, unrelated = hold_out(load(folder))
    case = world(enlarge(real, options.entries, options.seed), 0.05, options.seed, unrelated)
    print(
        f"{options.entries} entries in {len(case.old)} catalogs; {len(case.truth)} edited or new (seed {options.seed})"
    )
    seconds, merged = ours(case)
    results = {"workflow": (seconds, evaluate(case, merged))}
    if options.show:
        show(case, merged, options.show)
    if options.peers:
        results |= peers(case)
    rows = [["tool", "CPU s", "recovered", "previous right", "false matches", *evaluate(case, []).kinds]]
    for name, (cost, verdict) in results.items():
        kinds = [f"{share:.0%}" for share in verdict.kinds.values()]
        rows.append(
            [name, f"{cost:.1f}", f"{verdict.recovered:.1%}", f"{verdict.previous:.1%}", verdict.nonsense, *kinds]
        )
    print(table(list(zip(*rows, strict=True))))
    if options.scale:
        rows = [["entries", "CPU s", "µs/entry"]]
        for size in [options.entries, *map(int, options.scale.split(","))]:
            big = world(enlarge(real, size, options.seed), 0.05, options.seed, unrelated)
            seconds, _ = ours(big)
            rows.append([str(size), f"{seconds:.1f}", f"{seconds / size * 1e6:.0f}"])
        print()
        print(table(rows))


def hold_out(real: dict[str, list[Message]]) -> tuple[dict[str, list[Message]], list[str]]:
    """The catalogs without every tenth, and the texts of those: new paragraphs of the same kind, about other things."""
    held = sorted(real)[::10]
    unrelated = [message.msgid for name in held for message in real[name] if len(message.msgid) > 25]
    return {name: messages for name, messages in real.items() if name not in held}, unrelated


class Verdict:
    """The evaluation of a merge."""

    def __init__(self, truth: Iterable[Edit], merged: dict[str, Merged], translations: dict[str, set[str]]) -> None:
        hits: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        fuzzy = right = 0
        given = fresh = 0
        for edit in truth:
            _, msgstr, previous, is_fuzzy = merged.get(edit.msgid, ("", "", None, False))
            if not edit.sources:
                fresh += 1
                given += bool(msgstr)
                continue
            totals[edit.kind] += 1
            good = any(text in msgstr for source in edit.sources for text in translations[source] if msgstr)
            hits[edit.kind] += good
            if good and is_fuzzy:
                fuzzy += 1
                right += previous in edit.sources
        self.kinds = {kind: hits[kind] / totals[kind] for kind in totals}
        self.recovered = sum(hits.values()) / max(1, sum(totals.values()))
        self.previous = right / max(1, fuzzy)
        self.nonsense = f"{given} of {fresh}"


def evaluate(case: World, merged: Iterable[Merged]) -> Verdict:
    """Compare with the expected results. The same msgid may have two translations in two files: either is correct."""
    return Verdict(case.truth.values(), {item[0]: item for item in merged}, translations_of(case))


def translations_of(case: World) -> dict[str, set[str]]:
    """The translations of each old msgid, in all files."""
    translations: dict[str, set[str]] = {}
    for messages in case.old.values():
        for message in messages:
            translations.setdefault(message.msgid, set()).add(message.msgstr)
    return translations


def show(case: World, merged: Iterable[Merged], count: int) -> None:
    """Print misses and nonsense, for a person to read."""
    by_msgid = {item[0]: item for item in merged}
    translations = translations_of(case)
    shown: Counter[str] = Counter()
    for edit in case.truth.values():
        _, msgstr, previous, _fuzzy = by_msgid.get(edit.msgid, ("", "", None, False))
        wrong = (
            bool(msgstr)
            if not edit.sources
            else not any(text in msgstr for source in edit.sources for text in translations[source] if msgstr)
        )
        if wrong and shown[edit.kind] < count:
            shown[edit.kind] += 1
            print(
                f"[{edit.kind}]\n  new: {edit.msgid[:150]!r}\n  was: {edit.sources[:1]}\n  got: {(previous or '')[:150]!r}"
            )


def ours(case: World) -> tuple[float, list[Merged]]:
    """Merge file by file, the other files as reuse candidates, as ``extract`` does."""
    wanted = {
        name: tuple(Entry(msgid=text, locations=(name,)) for text in texts) for name, texts in sorted(case.new.items())
    }
    before = {
        name: Catalog(tuple(Entry(msgid=m.msgid, msgstr=(m.msgstr,), locations=(name,)) for m in messages))
        for name, messages in sorted(case.old.items())
    }
    start = time.process_time()
    reuse = ReuseCandidates(expire(wanted[name], catalog) for name, catalog in before.items())
    after = {name: catalogs.merge(wanted[name], before[name], reuse, today="2026-01-01") for name in wanted}
    seconds = time.process_time() - start
    return seconds, [
        (entry.msgid, entry.text, entry.previous_msgid, entry.fuzzy)
        for catalog in after.values()
        for entry in catalog.live
    ]


def peers(case: World) -> dict[str, tuple[float, Verdict]]:
    """msgmerge, and translate-toolkit's pot2po as a program by ``uv tool run``."""
    results = {}
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        old = {m.msgid: m.msgstr for messages in case.old.values() for m in messages}
        write_po(work / "old.po", old.items())
        write_po(
            work / "new.pot", ((text, "") for text in dict.fromkeys(t for texts in case.new.values() for t in texts))
        )
        commands: dict[str, Callable[[], list[str]]] = {
            "msgmerge": lambda: ["msgmerge", "--previous", "--quiet", "old.po", "new.pot", "-o", "msgmerge.po"]
        }
        uv = shutil.which("uv") or (str(Path(".uv/bin/uv").resolve()) if Path(".uv/bin/uv").exists() else None)
        if uv:
            tool = [uv, "tool", "run", "--quiet", "--from", "translate-toolkit[levenshtein]==3.20.4", "pot2po"]
            run([*tool, "--version"], cwd=work)  # fetched before the clock starts
            commands["pot2po"] = lambda: [*tool, "--progress=none", "-t", "old.po", "new.pot", "pot2po.po"]
        for tool_name, command in commands.items():
            try:
                cost = run(command(), cwd=work, timeout=1800)
            except (OSError, RuntimeError, subprocess.SubprocessError) as error:
                print(f"{tool_name}: left out: {str(error).splitlines()[0]}")
                continue
            results[tool_name] = (cost.cpu, evaluate(case, read_po(work / f"{tool_name}.po")))
    return results


def write_po(path: Path, messages: Iterable[tuple[str, str]]) -> None:
    """A plain catalog."""
    po = polib.POFile()
    po.metadata = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    po.extend(polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[("all", "")]) for msgid, msgstr in messages)
    po.save(str(path))


def read_po(path: Path) -> Iterator[Merged]:
    """Yield the messages that another tool wrote."""
    for entry in polib.pofile(str(path)):
        if not entry.obsolete:
            yield entry.msgid, entry.msgstr, entry.previous_msgid or None, entry.fuzzy


if __name__ == "__main__":
    main()
