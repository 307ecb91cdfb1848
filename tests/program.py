"""The whole program as a process of its own, in a temporary project."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import forkserver

__all__ = ["CONFIG", "Result", "TemporaryProject", "fresh_workflow", "private_environment", "workflow"]

CONFIG = "title: A test\nsource_language: en\nlanguages: [es, uk]\n"


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    def problems(self) -> list[str]:
        """The lines on stderr that name what could not be done, for a run that did the rest: exit code 2."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert "Traceback" not in self.err, self.err
        return [line for line in self.err.splitlines() if line.startswith("workflow: ")]

    def line(self) -> str:
        """The one line on stderr, for a run that refused its input: exit code 2, nothing on stdout but what came before."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert "Traceback" not in self.err, self.err
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("workflow: "), self.err
        return lines[0]


def private_environment(home: Path) -> dict[str, str]:
    """Variables that keep a program inside ``home``."""
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_DATA_DIRS": str(home / "share"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
    }


def workflow(
    *args: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    text: str = "",
    largest_file: int | None = None,
) -> Result:
    """Run the program in a fork of a process that has imported it (``tests.forkserver``), with ``text`` on stdin.

    ``largest_file``: bytes a file may have, which is how a full disk looks from inside.
    """
    env = env or {}
    if any(name.startswith("PYTHON") for name in env):
        assert largest_file is None
        return fresh_workflow(*args, cwd=cwd, env=env, text=text)
    done = forkserver.run(args, cwd=cwd, env=os.environ | dict(env), text=text.encode(), largest_file=largest_file)
    return _result(done.code, done.out, done.err)


def fresh_workflow(
    *args: str | Path, cwd: Path, env: Mapping[str, str] | None = None, text: str = "", timeout: float = 120
) -> Result:
    """Run ``python -m workflow`` with an interpreter of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "workflow", *map(str, args)],
        cwd=cwd,
        env=os.environ | dict(env or {}),
        input=text.encode(),
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return _result(done.returncode, done.stdout, done.stderr)


def _result(code: int, out: bytes, err: bytes) -> Result:
    return Result(code, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class TemporaryProject:
    """A folder, files in it, and the program run there."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Put a file there."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def run(self, *args: str | Path, env: Mapping[str, str] | None = None, largest_file: int | None = None) -> Result:
        """Run the program in this folder."""
        return workflow(*args, cwd=self.root, env=env, largest_file=largest_file)

    def good(self, *args: str | Path, env: Mapping[str, str] | None = None) -> Result:
        """Run it and expect success."""
        result = self.run(*args, env=env)
        assert result.code == 0, (result.code, result.out, result.err)
        return result

    def files(self) -> dict[str, bytes]:
        """Every file of the project but those in caches and editions, by path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.relative_to(self.root).parts[0] not in {".workflow", "editions", ".git"}
        }
