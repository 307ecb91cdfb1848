"""The sample publication in a folder of its own, and the commands of the documentation run there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["ROOT", "commands_environment", "copy_of_the_sample", "run_block", "tried"]

ROOT = Path(__file__).parent.parent


def copy_of_the_sample(folder: Path) -> Path:
    """Put what the sample is made of into ``folder``, which need not be there."""
    for name in ("source", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("workflow.yaml", "glossary.csv", ".gitignore", ".gitattributes"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def commands_environment(folder: Path) -> dict[str, str]:
    """An environment with a home in ``folder`` and this program as ``workflow`` on the path."""
    program, home = folder / "bin" / "workflow", folder / "home"
    program.parent.mkdir()
    home.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m workflow "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {**os.environ, "HOME": str(home), "PATH": f"{program.parent}:{os.environ['PATH']}"}


def run_block(block: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a fenced block of shell commands in ``folder``, as a person would; what it printed. It has to succeed."""
    done = tried(block, folder, environment)
    assert done.returncode == 0, (block, done.stdout, done.stderr)
    return done.stdout


def tried(block: str, folder: Path, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """The same for one that may fail."""
    return subprocess.run(
        ["bash", "-e", "-u", "-o", "pipefail", "-c", block],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
