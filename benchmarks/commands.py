"""The first commands of a new user, on the sample in a warm environment: ``--help``, the first ``run``, a second one.

    uv run python -m benchmarks.commands [--rounds 5]

A copy of the sample is made for each round of the first run; drafts are made by the bundled starter package or by
whatever else is installed.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import Cost, interleaved, median, run, table

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = [sys.executable, "-m", "workflow"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "sample"

        def fresh() -> Cost:
            shutil.rmtree(project, ignore_errors=True)
            project.mkdir()
            for name in ("source", "locales"):
                shutil.copytree(ROOT / name, project / name)
            shutil.copyfile(ROOT / "workflow.yaml", project / "workflow.yaml")
            return run([*WORKFLOW, "run"], cwd=project)

        fresh()
        contenders = {
            "python -c pass": lambda: run([sys.executable, "-c", "pass"], cwd=project),
            "workflow --help": lambda: run([*WORKFLOW, "--help"], cwd=project),
            "workflow run, first": fresh,
            "workflow run, nothing to do": lambda: run([*WORKFLOW, "run"], cwd=project),
            "workflow status": lambda: run([*WORKFLOW, "status"], cwd=project),
        }
        results = interleaved(contenders, options.rounds)
    rows = [["command", "wall s", "CPU s", "MiB"]]
    for name, costs in results.items():
        cost = median(costs)
        rows.append([name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}"])
    print(table(rows))


if __name__ == "__main__":
    main()
