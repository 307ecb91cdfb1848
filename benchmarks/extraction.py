"""Extraction: Markdown to templates and catalogs, beside po4a, mdpo and translate-toolkit, in one run.

    uv run python -m benchmarks.extraction [FOLDER] [--rounds 3]

FOLDER holds Markdown files; default: the shared real-world files beside the checkout. Each tool gets the same files and
starts from nothing: po4a with ``--no-translations`` (templates and one language's catalogs, in two ways: a template a document, which is what
we write, and one for all, its default), mdpo and translate-toolkit in one
process for all files (templates alone, so they do less). po4a is Debian's; the other two are run as programs by ``uv tool run``
(they share the command name ``md2po``). A file on which a peer crashes or hangs is left out for all, and named.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import SHARED, Cost, interleaved, median, run, table

WORKFLOW = [sys.executable, "-m", "workflow"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "realworld" / "markdown")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*.md") if path.is_file())
    if not files:
        raise SystemExit(f"no Markdown files below {options.folder}")
    with tempfile.TemporaryDirectory() as folder:
        compare(files, Path(folder), options.rounds)


def compare(files: list[Path], work: Path, rounds: int) -> None:
    """Run all contenders that are available, and print."""
    source = work / "source"
    source.mkdir()
    po4a = shutil.which("po4a")
    left_out = []
    for number, path in enumerate(files):
        reason = po4a_trouble(path) if po4a else None
        if reason:
            left_out.append(f"{path.name} ({reason})")
        else:
            shutil.copyfile(path, source / f"d{number:04}.md")
    count = len(list(source.iterdir()))
    print(
        f"{count} files, {sum(path.stat().st_size for path in source.iterdir()) / 1e6:.1f} MB; {rounds} rounds, medians"
    )
    if left_out:
        print(f"left out, as po4a 0.69 hangs or stops on them: {len(left_out)} files")
    contenders: dict[str, Callable[[], Cost]] = {"workflow extract": lambda: ours(work, source)}
    if po4a:
        contenders["po4a --no-translations, one template a document"] = lambda: peer_po4a(work, source, split=True)
        contenders["po4a --no-translations, one template for all"] = lambda: peer_po4a(work, source, split=False)
    uv = shutil.which("uv") or (str(Path(".uv/bin/uv").resolve()) if Path(".uv/bin/uv").exists() else None)
    if uv:
        contenders["mdpo md2po"] = lambda: peer_mdpo(work, uv)
        contenders["translate-toolkit md2po"] = lambda: peer_toolkit(work, uv)
    costs: dict[str, list[Cost]] = {}
    for name, contender in list(contenders.items()):
        try:
            costs[name] = [contender()]
        except (RuntimeError, OSError, TimeoutError) as error:
            print(f"{name}: left out: {str(error).splitlines()[0]}")
            del contenders[name]
    # Runs of a minute and more are done once, without a median.
    quick = {name: contender for name, contender in contenders.items() if costs[name][0].wall < 60}
    for name, more in interleaved(quick, rounds - 1).items():
        costs[name] += more
    results = {name: median(found) for name, found in costs.items()}
    own = results["workflow extract"]
    rows = [["tool", "wall s", "CPU s", "MiB", "wall time relative to workflow"]]
    rows += [
        [name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}", f"{cost.wall / own.wall:.1f}×"]
        for name, cost in results.items()
    ]
    print(table(rows))
    again(work, source, rounds)


def again(work: Path, source: Path, rounds: int) -> None:
    """Runs with nothing changed, and with one edited file."""
    project = sorted(work.glob("ours-*"))[-1]
    nothing = [run([*WORKFLOW, "extract", "--quiet"], cwd=project) for _ in range(rounds)]
    edited = []
    victim = sorted(source.iterdir())[0]
    original = victim.read_bytes()
    for number in range(rounds):
        victim.write_bytes(original + f"\nOne more paragraph, number {number}.\n".encode())
        edited.append(run([*WORKFLOW, "extract", "--quiet"], cwd=project))
    victim.write_bytes(original)
    rows = [["workflow extract, second run", "wall s", "CPU s", "MiB"]]
    for name, costs in (("nothing changed", nothing), ("one file edited", edited)):
        cost = median(costs)
        rows.append([name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}"])
    print()
    print(table(rows))


def ours(work: Path, source: Path) -> Cost:
    """A new project each time, one language."""
    project = new_folder(work, "ours")
    (project / "source").symlink_to(source, target_is_directory=True)
    (project / "workflow.yaml").write_text("title: Files\nsource_language: en\nlanguages: [es]\n", encoding="utf-8")
    return run([*WORKFLOW, "extract", "--quiet"], cwd=project)


def new_folder(work: Path, name: str) -> Path:
    """Make a folder that did not exist before: after files were removed from a folder, ext4 creates new ones several times slower."""
    number = len(list(work.glob(f"{name}-*")))
    folder = work / f"{name}-{number}"
    folder.mkdir()
    return folder


def peer_po4a(work: Path, source: Path, *, split: bool) -> Cost:
    """``split``: a template and a catalog for each document, as we write them; else one for all of them."""
    folder = new_folder(work, "po4a")
    (folder / "po" / "es").mkdir(parents=True)
    documents = sorted(source.iterdir())
    # It would have msginit make them, which refuses without a person's name.
    header = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    for name in [path.stem for path in documents] if split else ["all"]:
        (folder / "po" / "es" / f"{name}.po").write_text(header, encoding="utf-8")
    paths = "po/$master.pot $lang:po/$lang/$master.po" if split else "po/all.pot $lang:po/$lang/all.po"
    lines = ["[po4a_langs] es", f"[po4a_paths] {paths}"]
    for path in documents:
        pot = f"pot={path.stem} " if split else ""
        lines.append(f'[type: text] {path} $lang:out/$lang/{path.name} {pot}opt:"-o markdown"')
    (folder / "po4a.cfg").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return run(["po4a", "--no-translations", "po4a.cfg"], cwd=folder)


def po4a_trouble(path: Path) -> str | None:
    """The reason why po4a cannot process ``path``, or None: it loops for ever on some files."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            "po4a-updatepo",
            "-f",
            "text",
            "-o",
            "markdown",
            "-M",
            "UTF-8",
            "-m",
            str(path),
            "-p",
            f"{folder}/x.pot",
        ]
        try:
            result = subprocess.run(command, capture_output=True, timeout=5, check=False)
        except subprocess.TimeoutExpired:
            return "hangs"
        if result.returncode:
            return f"exit {result.returncode}"
        # With a template a document it stops at the first document that has no text.
        texts = (Path(folder) / "x.pot").read_bytes().count(b'\nmsgid "') if (Path(folder) / "x.pot").exists() else 0
    return None if texts > 1 else "no text"


def peer_mdpo(work: Path, uv: str) -> Cost:
    """All files into one template, in one process: its command takes a glob."""
    folder = new_folder(work, "mdpo")
    command = [
        uv,
        "tool",
        "run",
        "--quiet",
        "--from",
        "mdpo==2.1.4",
        "md2po",
        f"{work}/source/*.md",
        "--quiet",
        "--save",
    ]
    return run([*command, "--po-filepath", "all.pot"], cwd=folder)


def peer_toolkit(work: Path, uv: str) -> Cost:
    """One template a document, in one process."""
    folder = new_folder(work, "toolkit")
    command = [uv, "tool", "run", "--quiet", "--from", "translate-toolkit[markdown]==3.20.4", "md2po", "-P"]
    return run([*command, "--progress=none", f"{work}/source", "out"], cwd=folder)


if __name__ == "__main__":
    main()
