"""How long `workflow check` takes: the first run, a second one, one after an edit; and translate-toolkit's pofilter over the same catalogs.

    python -m benchmarks.check_speed [--entries 100000] [--pofilter PROGRAM] [--shared FOLDER]

A project is made of the translated entries of the shared PO files and of the Spanish development sets. They are repeated, each time after
another short sentence, until there are enough, so that no text occurs twice. Seconds are those of the processor (all processes together)
and of the clock; the first are little affected by what else runs. pofilter is left out if it is not installed. Its tests are those of its
standard set; `comparable` are the checks of `workflow check` that look for the same.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.checks import corpus, po_files
from benchmarks.timing import SHARED, Cost, run, table
from workflow import catalogs, project
from workflow.extraction import extract

__all__ = ["make_project"]

_OPENINGS = (
    ("", ""),
    ("See below.", "Véase más abajo."),
    ("Please note.", "Téngalo en cuenta."),
    ("This is new.", "Esto es nuevo."),
    ("Here is more.", "Aquí hay más."),
    ("That is all.", "Eso es todo."),
    ("Read on.", "Siga leyendo."),
    ("It is easy.", "Es fácil."),
    ("Try it out.", "Pruébelo."),
    ("One example.", "Un ejemplo."),
    ("It works.", "Funciona."),
    ("There is a catch.", "Hay un inconveniente."),
    ("A short note.", "Una nota breve."),
    ("Take care.", "Tenga cuidado."),
    ("Do this first.", "Haga esto primero."),
    ("A last remark.", "Una última observación."),
)
_OF_A_DOCUMENT = 500
_COMPARABLE = (
    "blank length sentence_count same numbers symbols valid_chars placeholders md_link md_reflink md_syntax code_spans rst_references urls "
    "emails xml_tags technical_names end_interrobang end_question end_exclamation end_ellipsis end_colon end_semicolon end_stop brackets quotes "
    "begin_space end_space begin_newline end_newline newline_count double_space tabs escaped_newline punctuation_spacing duplicate plurals "
    "format_string conflict inconsistent multiple_capital"
).replace(" ", ",")
"""The checks that pofilter's tests correspond to."""


def make_project(root: Path, shared: Path, entries: int) -> int:
    """Make a project with so many entries, as far as there are texts. Return the number of those that are translated."""
    sets = (
        po_files(shared / "realworld" / "po"),
        *(corpus(shared / "corpora", "es", name) for name in ("dev", "docs-dev")),
    )
    known = {
        " ".join(one.entry.msgid.split()): " ".join(one.entry.text.split())
        for found in sets
        for one in found
        if one.entry.msgid_plural is None
    }
    texts = [
        (f"{opening} {source}".strip(), f"{translated} {target}".strip())
        for opening, translated in _OPENINGS
        for source, target in known.items()
    ][:entries]
    (root / "source").mkdir(parents=True)
    (root / "workflow.yaml").write_text("title: A test\nsource_language: en\nlanguages: [es]\n", encoding="utf-8")
    for first in range(0, len(texts), _OF_A_DOCUMENT):
        part = "\n\n".join(source for source, _ in texts[first : first + _OF_A_DOCUMENT])
        (root / "source" / f"part-{first:06}.md").write_text(f"{part}\n", encoding="utf-8")
    loaded = project.load(root)
    extract(loaded)
    translated = dict(texts)
    count = 0
    for document in loaded.documents.paths():
        path = loaded.catalog_path("es", document)
        catalog = catalogs.read(path)
        filled = [
            replace(one, msgstr=(translated.get(one.msgid, ""),)) if one.msgid else one for one in catalog.entries
        ]
        count += sum(one.text != "" and one.msgid != "" for one in filled)
        catalogs.write(replace(catalog, entries=tuple(filled)), path)
    return count


def _edit(root: Path) -> None:
    """Change one entry."""
    path = max(root.rglob("*.po"))
    catalog = catalogs.read(path)
    *entries, last = catalog.entries
    catalogs.write(replace(catalog, entries=(*entries, replace(last, msgstr=(f"{last.text} Más.",)))), path)


def _on(processors: int, work: Callable[[], Cost]) -> Cost:
    """Do work on so many processors."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_of_them)[:processors])
    try:
        return work()
    finally:
        os.sched_setaffinity(0, all_of_them)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--pofilter", default=shutil.which("pofilter"), help="the program (default: the one on PATH)")
    parser.add_argument("--shared", type=Path, default=SHARED)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        count = make_project(root, given.shared, given.entries)

        def check(*options: str) -> Cost:
            command = [sys.executable, "-m", "workflow", "check", "--format", "json", *options]
            return run(command, cwd=root, timeout=3600, ok=(0, 1))

        def first(*options: str) -> Cost:
            shutil.rmtree(root / ".workflow" / "checks", ignore_errors=True)
            return check(*options)

        rows = {
            "first run, comparable checks, one core": _on(1, lambda: first("--select", _COMPARABLE)),
            "first run, all checks, two cores": _on(2, first),
            "first run, all checks, one core": _on(1, first),
            "second run, nothing changed": _on(1, check),
        }
        _edit(root)
        rows["after one entry changed"] = _on(1, check)
        if given.pofilter:
            command = [given.pofilter, "--progress=none", str(root / "locales" / "es"), str(Path(folder) / "filtered")]
            rows["pofilter, all its tests"] = _on(1, lambda: run(command, cwd=root, timeout=3600))
        lines = [
            (name, f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{1e3 * cost.cpu / count:.2f}")
            for name, cost in rows.items()
        ]
        print(table([(f"{count} entries", "processor s", "clock s", "ms an entry"), *lines]))


if __name__ == "__main__":
    main()
