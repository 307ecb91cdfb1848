"""How long ``workflow lsp`` takes to answer, in a catalog of thousands of entries.

    python -m benchmarks.language_server [--entries 5000] [--rounds 20]

A client starts the server and talks to it over its standard streams. The project has one document; its catalog has the translations of the
sample into Ukrainian again and again. For each request: the middle of the times that the client waited, the shortest one, and the processor
time of the server. For a change, the pause before a text is checked is included in what the client waits.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.timing import table
from tests.language_server.editor import Editor
from workflow import catalogs
from workflow.extraction import extract
from workflow.model import Entry
from workflow.project import load

__all__ = ["make_project"]

CATALOG = "locales/uk/LC_MESSAGES/guide.po"
SAMPLE = Path(__file__).resolve().parent.parent / "locales" / "uk" / "LC_MESSAGES"


def make_project(folder: Path, number: int) -> None:
    """Write a project whose document has ``number`` paragraphs, and its translated catalog."""
    pairs = [
        (entry.msgid, entry.text)
        for path in sorted(SAMPLE.rglob("*.po"))
        for entry in catalogs.read(path).live
        if entry.extracted and entry.extracted[0].startswith("paragraph") and entry.filled and "\n" not in entry.msgid
    ]
    texts = {f"{source} {n}": f"{target} {n}" for n in range(number) for source, target in [pairs[n % len(pairs)]]}
    (folder / "source").mkdir()
    (folder / "source" / "guide.md").write_text("\n\n".join(["# Guide", *texts]) + "\n", encoding="utf-8")
    (folder / "workflow.yaml").write_text(
        "title: A long guide\nsource_language: en\nlanguages: [uk]\nengines: []\n", encoding="utf-8"
    )
    extract(load(folder))

    def filled(entry: Entry) -> Entry:
        return replace(entry, msgstr=(texts.get(entry.msgid, ""),))

    path = folder / CATALOG
    catalog = catalogs.read(path)
    catalogs.write(replace(catalog, entries=tuple(map(filled, catalog.entries))), path)


def measured(pid: int, work: Callable[[int], object], rounds: int) -> tuple[str, str, str]:
    """The middle and the shortest wall time, and the processor time of the server, in milliseconds."""
    times = []
    before = _processor_time(pid)
    for number in range(rounds):
        begun = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - begun)
    used = (_processor_time(pid) - before) / rounds
    return tuple(f"{1000 * value:,.0f}" for value in (statistics.median(times), min(times), used))  # type: ignore[return-value]


def _processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        make_project(folder, options.entries)
        editor = Editor(folder, None, "--as", "A reader")
        editor.begin()
        pid = editor.server_id
        text = (folder / CATALOG).read_text(encoding="utf-8")
        words = next(part for part in text[len(text) // 2 :].split('"') if len(part) > 20 and text.count(part) == 1)
        rows = [("opened, and all entries checked", *measured(pid, lambda _: editor.open(CATALOG), 1))]
        rows.append(("hover, the first one", *measured(pid, lambda _: editor.hover(CATALOG, words), 1)))
        state = [words]

        def typed(number: int) -> None:
            editor.edit(CATALOG, state[0], new := f"{words}{number}")
            state[0] = new

        requests: list[tuple[str, Callable[[int], object]]] = [
            ("a change, until its findings", typed),
            ("hover", lambda _: editor.hover(CATALOG, state[0])),
            ("actions", lambda _: editor.actions(CATALOG, state[0])),
            ("definition", lambda _: editor.definition(CATALOG, state[0])),
            ("saved, and entries compared", lambda _: editor.saved(CATALOG)),
        ]
        rows += [(name, *measured(pid, work, options.rounds)) for name, work in requests]
        editor.end()
    print(f"{options.entries:,} entries, {len(text) / 1e6:.1f} MB; milliseconds")
    print(table([("request", "waited", "shortest", "processor"), *rows]))


if __name__ == "__main__":
    main()
