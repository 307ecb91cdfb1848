"""Shared functions of the benchmarks: run a program, measure wall and CPU time, compute medians, format a table."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SHARED", "Cost", "interleaved", "median", "run", "table"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Real-world input beside the checkout; benchmarks that need it report if it is absent."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of one run in seconds; ``memory`` is the largest resident size in MiB."""

    wall: float
    cpu: float
    memory: float


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    timeout: float = 900,
    ok: Sequence[int] = (0,),
) -> Cost:
    """Run ``command`` and measure it with all its children; its output is dropped unless it fails."""
    log = cwd / ".benchmark.log"
    environment = dict(os.environ if env is None else env)
    # Python keeps compiled modules, as by default: otherwise imports take most of a short run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(list(command), cwd=cwd, env=environment, stdout=out, stderr=subprocess.STDOUT)
        timer = start + timeout
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() > timer:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                raise TimeoutError(f"{command[0]} took more than {timeout:.0f} s")
            time.sleep(0.002)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise RuntimeError(
            f"{' '.join(command)} ended with {process.returncode}:\n{log.read_text(errors='replace')[-2000:]}"
        )
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(contenders: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, list[Cost]]:
    """Run every contender once per round, so that a busy minute of the machine affects all of them."""
    results: dict[str, list[Cost]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            results[name].append(contender())
    return results


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with padded columns; the first row is the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)
