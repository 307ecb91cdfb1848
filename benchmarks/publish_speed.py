"""Publishing: generated pages in several languages, from nothing and after small changes.

    uv run python -m benchmarks.publish_speed [--pages 100 1000] [--languages 10] [--rounds 3] [--peers] [--long 5]

Each size is a project of its own: pages of seven headings and 18 paragraphs in folders of fifty, with links, four fifths of the texts translated, output
``html`` and ``source``. Then: from nothing; nothing changed; one paragraph of one source changed; one entry of one catalog changed. Each run is a process of its
own, and its start is a part of the cost. Memory is that of the largest process. With several sizes, a second table says how the time for each page grows: the start
of the program is in it, so that it grows less than the work.

``--long``: one page of so many megabytes in their place, in English and as a page without translations, with links to pages that do not exist.

``--peers``: po4a writes the localized Markdown of the same catalogs, and MkDocs with mkdocs-static-i18n builds a website of our localized documents. Both
make everything again each time.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.timing import Cost, median, run, table
from workflow import catalogs
from workflow.model import Entry

LANGUAGES = [
    "es",
    "ar",
    "uk",
    "fr",
    "de",
    "ja",
    "zh_Hans",
    "pt_BR",
    "hi",
    "fi",
    "it",
    "pl",
    "ru",
    "sw",
    "tr",
    "nl",
    "sv",
    "cs",
    "ko",
    "he",
]
WORKFLOW = [sys.executable, "-m", "workflow"]
WORDS = [
    "the",
    "town",
    "hall",
    "opened",
    "garden",
    "harbour",
    "market",
    "water",
    "school",
    "council",
    "report",
    "budget",
    "street",
    "bridge",
    "river",
    "people",
    "voted",
    "plan",
    "winter",
    "summer",
    "repair",
    "cost",
    "euros",
    "week",
    "building",
    "library",
    "station",
    "train",
    "bus",
]
_FOLDER = 50


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--languages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--long", type=float, default=0)
    options = parser.parse_args()
    rows = [["pages × languages", "run", "wall s", "CPU s", "MiB"]]
    growth: list[tuple[str, int, Mapping[str, Cost]]] = []
    for pages in () if options.long else options.pages:
        with tempfile.TemporaryDirectory() as name:
            project = Path(name)
            codes = LANGUAGES[: options.languages]
            make(project, pages, codes)
            what = f"{pages:,} × {len(codes)}"
            found = measure(project, codes[0], options.rounds)
            growth.append((what, pages * (1 + len(codes)), found))
            rows += [[what, name, *figures(cost)] for name, cost in found.items()]
            if options.peers:
                rows += [[what, *row] for row in peers(project, codes)]
    if options.long:
        rows.append([f"{options.long:g} MB × 1", "from nothing", *figures(long_page(options.long, options.rounds))])
    print(table(rows))
    if len(growth) > 1:
        print(f"\n{table(growth_rows(growth))}")


def growth_rows(found: Sequence[tuple[str, int, Mapping[str, Cost]]]) -> list[list[str]]:
    """The processor time for each page of publications of several sizes, and how it compares with the first size."""
    rows = [["pages × languages", "pages made", "run", "CPU ms for each page", "× first"]]
    for what, pages, costs in found:
        for name, cost in costs.items():
            first = found[0][2][name].cpu / found[0][1]
            rows.append([what, f"{pages:,}", name, f"{1000 * cost.cpu / pages:.2f}", f"{cost.cpu / pages / first:.2f}"])
    return rows


def long_page(size: float, rounds: int) -> Cost:
    """Publish one page of some megabytes from nothing."""
    random.seed(1)
    costs = []
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        configure(project, ["es"], "html")
        parts, length = list[str](), 0
        while length < size * 1_000_000:
            parts.append(page(len(parts), 0))
            length += len(parts[-1])
        (project / "source").mkdir()
        (project / "source/page.md").write_text("\n".join(parts), "utf-8")
        for _ in range(rounds):
            for folder in ("editions", ".workflow"):
                shutil.rmtree(project / folder, ignore_errors=True)
            costs.append(publish(project))
    return median(costs)


def measure(project: Path, code: str, rounds: int) -> Mapping[str, Cost]:
    """Publish a project from nothing and after changes."""
    found = {"from nothing": publish(project)}
    found["nothing changed"] = median([publish(project) for _ in range(rounds)])
    document = project / "source/part-000/page-00001.md"
    catalog = project / f"locales/{code}/LC_MESSAGES/part-000/page-00001.po"
    text, entries = document.read_text("utf-8"), catalogs.read(catalog)
    costs = []
    for number in range(rounds):
        document.write_text(f"{text}\nThis is a new paragraph, number {number}.\n", "utf-8")
        costs.append(publish(project))
    found["one source changed"] = median(costs)
    costs = []
    for number in range(rounds):
        edited = (*entries.entries[:-1], replace(entries.entries[-1], msgstr=(f"Number {number}.",)))
        catalog.write_bytes(catalogs.serialise(replace(entries, entries=edited)))
        costs.append(publish(project))
    found["one catalog changed"] = median(costs)
    return found


def peers(project: Path, codes: Sequence[str]) -> list[list[str]]:
    """Time other programs on the same pages; a row that says so for one that is not installed."""
    return [["po4a", *po4a(project, codes)], ["MkDocs, static-i18n", *mkdocs(project, codes)]]


def po4a(project: Path, codes: Sequence[str]) -> list[str]:
    """Localized Markdown by po4a, from a configuration with a line for each document."""
    if shutil.which("po4a") is None:
        return ["not installed", "", ""]
    lines = [f"[po4a_langs] {' '.join(codes)}"]
    for document in sorted((project / "source").rglob("*.md")):
        path = document.relative_to(project / "source").with_suffix("").as_posix()
        lines.append(f"[po4a_paths] locales/templates/{path}.pot $lang:locales/$lang/LC_MESSAGES/{path}.po")
        lines.append(f'[type:text] source/{path}.md $lang:po4a/$lang/{path}.md opt:"-o markdown -k 0"')
    # It takes one [po4a_paths] in a configuration, so each document has its own.
    folder = project / ".po4a"
    folder.mkdir()
    for number in range(1, len(lines), 2):
        (folder / f"{number}.cfg").write_text("\n".join([lines[0], *lines[number : number + 2]]) + "\n", "utf-8")
    script = 'for file in .po4a/*.cfg; do po4a --no-update "$file" || exit 1; done'
    return figures(run(["sh", "-c", script], cwd=project, timeout=3600))


def mkdocs(project: Path, codes: Sequence[str]) -> list[str]:
    """A website by MkDocs of the localized documents that ``workflow publish`` wrote."""
    if find_spec("mkdocs") is None or find_spec("mkdocs_static_i18n") is None:
        return ["not installed", "", ""]
    languages = "".join(f"        - {{locale: {code}, name: {code}, build: true}}\n" for code in codes)
    config = f"""site_name: Speed
docs_dir: editions/source
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {{locale: en, name: English, build: true, default: true}}
{languages}"""
    (project / "mkdocs.yml").write_text(config, "utf-8")
    return figures(run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", "site"], cwd=project, timeout=3600))


def publish(project: Path) -> Cost:
    """Publish the project."""
    return run([*WORKFLOW, "publish"], cwd=project, timeout=3600)


def figures(cost: Cost) -> list[str]:
    """The cells of a run."""
    return [f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}"]


def make(project: Path, pages: int, codes: Sequence[str]) -> None:
    """Write the pages of a project, and catalogs in which every fifth text has no translation."""
    random.seed(1)
    configure(project, codes, "html, source")
    for number in range(pages):
        first = number - number % _FOLDER
        name = "index" if number == first else f"page-{number:05d}"
        path = project / f"source/part-{number // _FOLDER:03d}/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, first), "utf-8")
    run([*WORKFLOW, "extract"], cwd=project)
    for path in (project / "locales").rglob("LC_MESSAGES/**/*.po"):
        code = path.relative_to(project / "locales").parts[0]
        catalog = catalogs.read(path)
        entries = [translated(entry, code) if at % 5 else entry for at, entry in enumerate(catalog.entries)]
        path.write_bytes(catalogs.serialise(replace(catalog, entries=tuple(entries))))


def configure(project: Path, codes: Sequence[str], output: str) -> None:
    """Write the settings of a project."""
    settings = f"languages: [{', '.join(codes)}]\noutput: [{output}]\nsite_url: https://example.org\n"
    (project / "workflow.yaml").write_text(f"title: Speed\nsource_language: en\n{settings}", "utf-8")


def translated(entry: Entry, code: str) -> Entry:
    """An entry with a text of other words, and the same links."""
    return replace(entry, msgstr=(entry.msgid.replace("the ", f"{code} "),)) if entry.msgid else entry


def page(number: int, first: int) -> str:
    """A page with six sections."""
    parts = [f"# {sentence(5)} {number}"]
    for section in range(6):
        other = first + 1 + (number + section) % (_FOLDER - 10)
        parts += [f"## {sentence(4)} {number}-{section}", f"{sentence(35)}. See [page](page-{other:05d}.md)."]
        parts += [f"{sentence(35)}.", f"{sentence(35)}."]
    return "\n\n".join(parts) + "\n"


def sentence(count: int) -> str:
    """Some words."""
    return " ".join(random.choices(WORDS, k=count)).capitalize()


if __name__ == "__main__":
    main()
