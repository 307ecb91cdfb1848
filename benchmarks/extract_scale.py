"""Extraction in a large project: 1,000 documents × 10 languages, all translated.

    uv run python -m benchmarks.extract_scale [--documents 1000] [--languages 10] [--rounds 5]

The documents are the shared Markdown files, copied with other words until there are enough. After the first extraction every
entry of every catalog gets a translation, and every fifth catalog two obsolete entries, as an older project has them.
Then: nothing changed; one paragraph edited; one new paragraph; one paragraph moved to another document; each also without
``.workflow``, to see that what is written is the same to the byte. Each run is a separate process; the start of Python is part of its cost.
"""

import argparse
import hashlib
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from benchmarks.timing import SHARED, Cost, median, run, table
from workflow import catalogs
from workflow.model import Entry

LANGUAGES = ["es", "ar", "uk", "fr", "de", "ja", "zh_Hans", "pt_BR", "hi", "fi", "it", "pl", "ru", "sw", "tr"]
WORKFLOW = [sys.executable, "-m", "workflow"]
_WORD = re.compile(r"\b[a-z]{6,}\b")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--languages", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="make the project in this folder and leave it there")
    options = parser.parse_args()
    folder = SHARED / "realworld" / "markdown"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there")
    with tempfile.TemporaryDirectory() as name:
        measure(options.keep or Path(name), folder, options.documents, options.languages, options.rounds)


def measure(project: Path, folder: Path, documents: int, languages: int, rounds: int) -> None:
    """Make the project, and time extractions of it."""
    codes = LANGUAGES[:languages]
    names = make(project, folder, documents, codes)
    rows = [["workflow extract", "wall s", "CPU s", "MiB", "files written", "same without .workflow"]]
    first = extract(project)
    rows.append(["first run", *figures(first), str(weight(project)[0]), ""])
    translate(project)
    extract(project)
    count, size = weight(project)
    print(f"{documents} documents, {languages} languages: {count} files, {size / 1e6:.0f} MB; {rounds} rounds, medians")
    cost = median([extract(project) for _ in range(rounds)])
    rows.append(["nothing changed", *figures(cost), "0", ""])
    long = [name for name in names if paragraph(project, name)]
    text = paragraph(project, long[len(long) // 2])
    victim, other = project / "source" / long[len(long) // 2], project / "source" / long[len(long) // 3]
    for what, change in changes(victim, other, text).items():
        rows.append([what, *repeated(project, rounds, change, (victim, other))])
    print(table(rows))


def changes(victim: Path, other: Path, text: str) -> dict[str, Callable[[int], None]]:
    """The edits of authors, by name; the number makes the text of each round different."""
    before, elsewhere = victim.read_text("utf-8"), other.read_text("utf-8")
    words = text.split(" ")

    def edited(number: int) -> None:
        new = " ".join([*words[:4], f"otherwise{number}", *words[5:]])
        victim.write_text(before.replace(text, new), "utf-8")

    def added(number: int) -> None:
        new = f"Whoever reads this far, for the {number}th time, has earned a cup of tea and a walk along the river."
        victim.write_text(f"{before}\n{new}\n", "utf-8")

    def moved(number: int) -> None:
        victim.write_text(before.replace(text + "\n\n", ""), "utf-8")
        other.write_text(f"{elsewhere}\n{text}\n", "utf-8")

    return {"one paragraph edited": edited, "one new paragraph": added, "one paragraph moved": moved}


def paragraph(project: Path, name: str) -> str:
    """The first long text of plain words that is the same in the document and in its template; empty if there is none."""
    template = project / "locales" / "templates" / Path(name).with_suffix(".pot")
    text = (project / "source" / name).read_text("utf-8")
    entries = catalogs.read(template).entries if template.exists() else ()
    texts = (
        e.msgid for e in entries if len(e.msgid) > 120 and f"\n\n{e.msgid}\n\n" in text and not set(e.msgid) & set("`<")
    )
    return next(texts, "")


def repeated(project: Path, rounds: int, change: Callable[[int], None], files: tuple[Path, ...]) -> list[str]:
    """Change, extract, restore; return the figures, the written files, and whether the cache made a difference."""
    originals = {path: path.read_bytes() for path in files}
    locales = {path: path.read_bytes() for path in all_files(project)}
    state = project / ".workflow"
    saved = project / ".workflow-saved"
    shutil.copytree(state, saved)
    costs, same, written = [], True, 0
    for number in range(rounds):
        change(number)
        costs.append(extract(project))
        after = digest(project)
        written = sum(path.read_bytes() != locales.get(path) for path in all_files(project))
        restore(locales, project)
        if number == 0:
            shutil.rmtree(state)
            extract(project)
            same = digest(project) == after
            restore(locales, project)
        shutil.rmtree(state)
        shutil.copytree(saved, state)
        for path, data in originals.items():
            path.write_bytes(data)
    shutil.rmtree(saved)
    return [*figures(median(costs)), str(written), "yes" if same else "NO"]


def restore(locales: dict[Path, bytes], project: Path) -> None:
    """Restore the catalogs; unchanged ones are not written."""
    for path in all_files(project):
        if path.read_bytes() != locales[path]:
            path.write_bytes(locales[path])


def digest(project: Path) -> str:
    """One hash of all templates and catalogs."""
    found = hashlib.sha256()
    for path in all_files(project):
        found.update(f"{path}\0".encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def figures(cost: Cost) -> list[str]:
    """Wall, CPU and memory."""
    return [f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}"]


def extract(project: Path) -> Cost:
    """One run of the program."""
    return run([*WORKFLOW, "extract", "--quiet"], cwd=project)


def all_files(project: Path) -> list[Path]:
    """Templates and catalogs."""
    return sorted(path for path in (project / "locales").rglob("*.po*") if path.is_file())


def weight(project: Path) -> tuple[int, int]:
    """The number of templates and catalogs, and their bytes."""
    files = all_files(project)
    return len(files), sum(path.stat().st_size for path in files)


def make(project: Path, folder: Path, wanted: int, codes: list[str]) -> list[str]:
    """Make documents and a configuration; return the names of the documents."""
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}
    vocabulary = sorted({word for text in texts.values() for word in _WORD.findall(text)})
    names: list[str] = []
    for number in range(wanted):
        copy, index = divmod(number, len(texts))
        name, text = list(texts.items())[index]
        if copy:
            dice = random.Random(number)
            mapping = dict(zip(vocabulary, dice.sample(vocabulary, len(vocabulary)), strict=True))
            text = _WORD.sub(lambda found, m=mapping: m[found[0]], text)  # type: ignore[misc]
            name = f"copy{copy}/{name}"
        target = project / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
        names.append(name)
    (project / "workflow.yaml").write_text(
        f"title: Scale\nsource_language: en\nlanguages: [{', '.join(codes)}]\n", "utf-8"
    )
    return names


def translate(project: Path) -> None:
    """A translation for every entry, and some obsolete ones."""
    files = [path for path in all_files(project) if path.suffix == ".po"]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(fill, enumerate(files), chunksize=50))


def fill(item: tuple[int, Path]) -> None:
    """One catalog."""
    number, path = item
    catalog = catalogs.read(path)
    entries = tuple(replace(entry, msgstr=(f"{entry.msgid[::-1]}",)) for entry in catalog.entries)
    if number % 5 == 0:
        entries += tuple(
            Entry(
                msgid=f"Paragraph {count} of {number} was taken out when the chapter was written anew, some years ago.",
                msgstr=(f"«{number}»",),
                comments=("workflow-obsolete: 2025-01-01",),
                obsolete=True,
            )
            for count in range(2)
        )
    path.write_bytes(catalogs.serialise(replace(catalog, entries=entries)))


if __name__ == "__main__":
    main()
