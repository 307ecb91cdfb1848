"""Drafting at scale: memory use and its growth; a second run; the time without the engine.

    uv run python -m benchmarks.streaming [--units 100000] [--real-units 5000] [--documents 1000]

A project of so many units is made by recombining sentences (the shared English ones, or made-up ones): documents of Markdown with headings,
paragraphs of one to three sentences, lists, code and links. It is drafted by ``workflow draft`` in a process of its own

- with a mock engine that answers at once (vowels shifted, plugged in by the entry point): all the rest of the work;
- with the starter package, a smaller project: real inference, twice as many units in the second round, so that growth shows;
- a second time, with nothing to do.

``--memory-of-threads`` measures something else: a model of Argos's size with random weights, by the number of threads.
"""

import argparse
import lzma
import random
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import SHARED, Cost, run, table

WORKFLOW = [sys.executable, "-m", "workflow"]
ENGINE = """
from workflow.engines.base import Capabilities, Hypothesis, Offer, Where

SHIFT = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ebcdifghujklmnapqrstovwxyz")


class Shifting:
    name, package, hash, capabilities = "shifting", "none-1", "00000001", Capabilities()

    def translate(self, segments, *, hypotheses=1, progress=None):
        texts = ["".join(map(str, segment.parts)).translate(SHIFT) for segment in segments]
        return [tuple(Hypothesis((text + " " * n,), score=-0.3) for n in range(hypotheses)) for text in texts]


def offers(source, target, settings):
    return (Offer("shifting", "none-1", Where.SYSTEM, None, Shifting),)


def remedy(source, target):
    return ""
"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000, help="with the mock engine; 0: leave it out")
    parser.add_argument("--real-units", type=int, default=5_000, help="with the starter; 0: leave it out")
    parser.add_argument("--documents", type=int, default=1000, help="how many documents the large project has")
    parser.add_argument("--memory-of-threads", action="store_true")
    options = parser.parse_args()
    if options.memory_of_threads:
        memory_of_threads()
        return
    rows = [["what", "units", "words", "wall s", "units/s", "words/s", "MiB"]]
    with tempfile.TemporaryDirectory() as name:
        if options.units:
            measure(Path(name), "mock engine", options.units, options.documents, "shifting", rows)
            measure(Path(name), "mock engine, one document", options.units // 10, 1, "shifting", rows)
        for units in (options.real_units, 2 * options.real_units) if options.real_units else ():
            measure(Path(name), "starter", units, max(1, units // 100), "argos", rows)
    print(table(rows))


def measure(folder: Path, title: str, units: int, documents: int, engine: str, rows: list[list[str]]) -> None:
    """Make a project, draft it, draft it again: two rows."""
    project = folder / title.replace(" ", "-").replace(",", "") / str(units)
    words = make(project, units, documents, engine)
    environment = plugged_in(folder)
    run([*WORKFLOW, "extract"], cwd=project, env=environment)
    for what in (title, f"{title}, second run"):
        cost = run([*WORKFLOW, "draft"], cwd=project, env=environment, timeout=3600)
        rows.append([what, f"{units:,}", f"{words:,}", *figures(cost, units, words if what == title else 0)])
        print(table([rows[0], rows[-1]]), file=sys.stderr, flush=True)


def figures(cost: Cost, units: int, words: int) -> list[str]:
    """Cells of a row."""
    speeds = [f"{units / cost.wall:,.0f}", f"{words / cost.wall:,.0f}"] if words else ["", ""]
    return [f"{cost.wall:.1f}", *speeds, f"{cost.memory:.0f}"]


def make(project: Path, units: int, documents: int, engine: str) -> int:
    """Make a project with ``units`` units in ``documents`` documents; return its number of words."""
    choice = random.Random(units)
    pool = sentences()
    (project / "source").mkdir(parents=True)
    (project / "workflow.yaml").write_text(
        f"title: Large\nsource_language: en\nlanguages: [es]\nengines: [{engine}]\n", encoding="utf-8"
    )
    words = 0
    for number in range(documents):
        count = units * (number + 1) // documents - units * number // documents
        text = "\n\n".join(block(choice, pool, number, place) for place in range(count))
        words += len(text.split())
        (project / "source" / f"d{number:05}.md").write_text(text + "\n", encoding="utf-8")
    return words


def sentences() -> list[str]:
    """Sentences to recombine."""
    path = SHARED / "corpora" / "en" / "sentences.txt.xz"
    if not path.is_file():
        from benchmarks.drafting import text

        return text(5_000)
    found = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if 20 < len(line) < 250 and line[0].isalpha() and not set(line) & set("<>[]*_`|\\#$&~^{}!:/"):
                found.append(line)
            if len(found) == 60_000:
                break
    return found


def block(choice: random.Random, pool: list[str], document: int, place: int) -> str:
    """Make one unit, different from all others."""
    parts = [mixed(choice, pool) for _ in range(choice.choice((1, 1, 2, 3)))]
    kind = choice.random()
    if kind < 0.08:
        return f"## {' '.join(parts[0].split()[:6]).rstrip('.,;')} {document}.{place}"
    if kind < 0.2:
        words = parts[0].split()
        at = choice.randrange(len(words))
        words[at] = choice.choice((f"`file_{place}.txt`", f"**{words[at]}**", f"[{words[at]}](d{document:05}.md)"))
        parts[0] = " ".join(words)
    text = " ".join(parts)
    return f"- {text}" if kind > 0.85 else text


def mixed(choice: random.Random, pool: list[str]) -> str:
    """The first half of one sentence and the second of another."""
    one, two = choice.choice(pool).split(), choice.choice(pool).split()
    return " ".join([*one[: max(1, len(one) // 2)], *two[len(two) // 2 :]])


def plugged_in(folder: Path) -> dict[str, str]:
    """An environment in which the mock engine is installed."""
    import os

    info = folder / "plugin" / "shifting-1.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shifting\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[workflow.engines]\nshifting = shifting_engine\n", encoding="utf-8")
    (folder / "plugin" / "shifting_engine.py").write_text(ENGINE, encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder / "plugin"), os.environ.get("PYTHONPATH", "")])}


def memory_of_threads() -> None:
    """Print the memory use of a model of Argos's size with 1, 2, 4 … threads, each in a separate process."""
    from benchmarks.drafting import large_package
    from workflow.engines.base import Where
    from workflow.engines.packages.argos import read_argos
    from workflow.engines.packages.installed import STARTER_FOLDER

    starter = read_argos(next(STARTER_FOLDER.glob("*.argosmodel")), where=Where.STARTER)
    assert starter
    rows = [["threads", "MiB"]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_package(starter, folder / "large")
        for threads in (1, 2, 4, 8, 16):
            cost = run([sys.executable, "-c", _THREADS, str(folder / "large"), str(threads)], cwd=folder)
            rows.append([str(threads), f"{cost.memory:.0f}"])
            print(rows[-1], file=sys.stderr, flush=True)
    print(table(rows))


_THREADS = """
import sys
from pathlib import Path
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Segment
from workflow.engines.packages.argos import read_argos
engine = ArgosEngine(read_argos(Path(sys.argv[1])), threads=int(sys.argv[2]), lengths=lambda n: (40, 40))
words = "report committee nobody read published some city years work people garden river book house".split()
texts = [" ".join(words[(n * 7 + m * 3 + n // 11) % 14] for m in range(8 + n % 40)) + f" {n}" for n in range(120)]
engine.translate([Segment((text,)) for text in texts], hypotheses=4)
"""


if __name__ == "__main__":
    main()
