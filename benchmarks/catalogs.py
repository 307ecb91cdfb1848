"""Read and write catalogs: load and save; load, change one entry and save; compared with msgcat, polib and translate-toolkit.

    uv run python -m benchmarks.catalogs [--entries 101000] [--rounds 5]

The catalog is the shared PO files, joined and enlarged by seeded variation of their words, as msgcat writes it. Each
contender is a separate process, so that its memory is measured alone; the start of Python is part of the cost.
"""

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polib

from benchmarks.edited_catalogs import enlarge, load
from benchmarks.timing import SHARED, Cost, interleaved, median, run, table

_LOAD_SAVE = "from pathlib import Path; from workflow.catalogs import read, serialise; import sys;"
_OURS = _LOAD_SAVE + "c = read(Path(sys.argv[1])); Path(sys.argv[2]).write_bytes(serialise(c))"
_OURS_ONE = _LOAD_SAVE + (
    "from dataclasses import replace; c = read(Path(sys.argv[1])); n = len(c.entries) // 2;"
    "e = replace(c.entries[n], msgstr=('changed',)); c = replace(c, entries=(*c.entries[:n], e, *c.entries[n + 1:]));"
    "Path(sys.argv[2]).write_bytes(serialise(c))"
)
_POLIB = "import polib, sys; polib.pofile(sys.argv[1]).save(sys.argv[2])"
_TOOLKIT = (
    "from translate.storage import pypo; import sys; s = pypo.pofile.parsefile(sys.argv[1]); s.savefile(sys.argv[2])"
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=101_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    folder = SHARED / "realworld" / "po"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        # In a separate process: a child's peak memory includes that of its parent when it was started.
        with ProcessPoolExecutor(1) as pool:
            big = pool.submit(write_catalog, work, folder, options.entries).result()
        print(f"{options.entries} entries, {big.stat().st_size / 1e6:.1f} MB; {options.rounds} rounds, medians")
        contenders: dict[str, Callable[[], Cost]] = {
            "msgcat": lambda: run(["msgcat", big.name, "-o", "out-msgcat.po"], cwd=work),
            "workflow: load, save": lambda: run([sys.executable, "-c", _OURS, big.name, "out-ours.po"], cwd=work),
            "workflow: load, change one, save": lambda: run(
                [sys.executable, "-c", _OURS_ONE, big.name, "out-one.po"], cwd=work
            ),
            "polib": lambda: run([sys.executable, "-c", _POLIB, big.name, "out-polib.po"], cwd=work),
        }
        if importlib.util.find_spec("translate"):
            contenders["translate-toolkit (pypo)"] = lambda: run(
                [sys.executable, "-c", _TOOLKIT, big.name, "out-toolkit.po"], cwd=work
            )
        results = {name: median(costs) for name, costs in interleaved(contenders, options.rounds).items()}
        same = (work / "out-ours.po").read_bytes() == big.read_bytes()
        peer = results["msgcat"]
        rows = [["program", "wall s", "CPU s", "CPU vs. msgcat", "MiB"]]
        rows += [
            [name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.cpu / peer.cpu:.2f}×", f"{cost.memory:.0f}"]
            for name, cost in results.items()
        ]
        print(table(rows))
        print(f"our load and save gave the same bytes: {'yes' if same else 'NO'}")


def write_catalog(work: Path, folder: Path, wanted: int) -> Path:
    """Write one large catalog, laid out by msgcat if it is installed."""
    big = work / "big.po"
    po = polib.POFile(wrapwidth=79)
    po.metadata = {"Language": "es", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    seen: set[str] = set()
    for name, messages in enlarge(load(folder), wanted * 2, seed=1).items():
        for message in messages:
            if message.msgid not in seen and len(seen) < wanted:
                seen.add(message.msgid)
                entry = polib.POEntry(msgid=message.msgid, msgstr=message.msgstr, occurrences=[(f"{name}.rst", "")])
                po.append(entry)
    po.save(str(big))
    if shutil.which("msgcat"):
        subprocess.run(["msgcat", str(big), "-o", str(big)], check=True)
    return big


if __name__ == "__main__":
    main()
