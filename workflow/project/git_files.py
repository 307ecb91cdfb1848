"""The files that tell git about a project: ``.gitignore`` and ``.gitattributes``. Lines are added, none is changed."""

from pathlib import Path

from workflow.files import add_lines

__all__ = ["ATTRIBUTES", "IGNORED", "add_attributes", "add_ignored", "repository_of"]

IGNORED = ("/editions/", "/.workflow/", "*.mo")
ATTRIBUTES = ("*.po -text merge=po diff=po", "*.pot -text merge=po diff=po")
"""No conversion of line ends. The drivers are those of ``workflow init --git``; without them, git merges and shows lines."""


def repository_of(folder: Path) -> Path | None:
    """Return the top folder of the git repository that a folder lies in; None if it lies in none. In a worktree or submodule, ``.git`` is a file."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def add_ignored(root: Path) -> tuple[str, ...]:
    """Add the patterns of output and caches that ``.gitignore`` lacks, and return them. Raises DocumentError, FileProblem."""
    return add_lines(root / ".gitignore", _not_ignored)


def add_attributes(root: Path) -> tuple[str, ...]:
    """Add the attributes of PO files that ``.gitattributes`` lacks, and return the new lines. Raises DocumentError, FileProblem."""
    return add_lines(root / ".gitattributes", _without_attributes)


def _not_ignored(text: str) -> tuple[str, ...]:
    lines = {line.strip().strip("/") for line in text.splitlines()}
    return tuple(line for line in IGNORED if line.strip("/") not in lines)


def _without_attributes(text: str) -> tuple[str, ...]:
    present: dict[str, set[str]] = {}
    for line in text.splitlines():
        pattern, *attributes = line.split() or [""]
        present.setdefault(pattern, set()).update(attributes)
    wanted = {line: line.split() for line in ATTRIBUTES}
    return tuple(line for line, (name, *rest) in wanted.items() if not set(rest) <= present.get(name, set()))
