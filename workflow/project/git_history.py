"""What git knows about a project: who works here, files of earlier revisions, and when lines were last changed. Nothing is written."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from workflow.errors import BadInput, FileProblem

__all__ = ["contents_at", "line_times", "run_git", "user_name"]

_NOT_COMMITTED = "0" * 40


def run_git(*args: str, at: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run git in a folder; its output is text. Raises FileProblem if git is not installed."""
    done = _run(args, at, b"")
    return subprocess.CompletedProcess(
        done.args, done.returncode, _text(done.stdout).replace("\r\n", "\n"), _text(done.stderr).replace("\r\n", "\n")
    )


def user_name(root: Path) -> str:
    """Return git's ``user.name`` for a folder; empty if there is none, or no git."""
    try:
        return run_git("config", "--get", "user.name", at=root).stdout.strip()
    except FileProblem:
        return ""


def contents_at(root: Path, revision: str, paths: Sequence[Path]) -> dict[Path, bytes]:
    """Return the content that files of the project had at a revision; those that did not exist then are left out.

    Raises BadInput if the project is in no git repository, or there is no such revision; FileProblem.
    """
    top = run_git("rev-parse", "--show-toplevel", at=root)
    if top.returncode != 0:
        raise BadInput(f"{root}: is not in a git repository, so nothing is known about earlier versions.")
    known = run_git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", at=root)
    if known.returncode != 0:
        raise BadInput(f"{revision!r} is not a revision in git. Name a commit, a branch or a tag (git log).")
    commit = known.stdout.strip()
    folder = Path(top.stdout.rstrip("\n"))
    real = root.resolve()
    names = {path: (real / path.relative_to(root)).relative_to(folder).as_posix() for path in paths}
    wanted = "".join(f"{commit}:{name}\n" for name in names.values())
    done = _run(["cat-file", "--batch"], root, wanted.encode("utf-8", "surrogateescape"))
    if done.returncode != 0:
        raise FileProblem(f"{root}: git could not read {revision}: {_text(done.stderr).strip()}")
    found: dict[Path, bytes] = {}
    data, at = done.stdout, 0
    for path in names:
        end = data.index(b"\n", at)
        head = data[at:end].split(b" ")
        at = end + 1
        if len(head) >= 3 and head[-2] == b"blob" and head[-1].isdigit():
            size = int(head[-1])
            found[path] = data[at : at + size]
            at += size + 1
    return found


def line_times(root: Path, path: Path) -> list[float] | None:
    """Return for each line of a file when it was last changed, in seconds since 1970; infinity for a line that is not committed.

    None if git does not have the file. Raises BadInput if the project is in no git repository, FileProblem.
    """
    if run_git("rev-parse", "--is-inside-work-tree", at=root).stdout.strip() != "true":
        raise BadInput(f"{root}: is not in a git repository, so the age of the translations is not known.")
    done = _run(["blame", "--porcelain", "--", str(path)], root, b"")
    if done.returncode != 0:
        return None
    times: dict[str, float] = {_NOT_COMMITTED: float("inf")}
    found: list[float] = []
    commit = ""
    for line in done.stdout.split(b"\n"):
        if line.startswith(b"\t"):
            found.append(times[commit])
        elif line.startswith(b"committer-time "):
            times.setdefault(commit, float(line.split(b" ")[1]))
        elif (name := line.partition(b" ")[0]) and len(name) >= 40 and name.isalnum():
            commit = name.decode("ascii", "replace")
    return found


def _run(args: Sequence[str], at: Path | None, given: bytes) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(["git", *args], cwd=at, input=given, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise FileProblem("git is not installed, or not on the PATH.") from error


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
