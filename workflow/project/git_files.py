"""The files that tell git about a project: ``.gitignore`` and ``.gitattributes``. Lines are added, none is changed."""

from collections.abc import Sequence
from pathlib import Path

from workflow.files import exists, read_text, write_text

__all__ = ["ATTRIBUTES", "IGNORED", "add_attributes", "add_ignored"]

IGNORED = ("/editions/", "/.workflow/", "*.mo")
ATTRIBUTES = ("*.po -text merge=po diff=po", "*.pot -text merge=po diff=po")
"""No conversion of line ends. The drivers are those of ``workflow init --git``; without them, git merges and shows lines."""


def add_ignored(root: Path) -> tuple[str, ...]:
    """Add the patterns of output and caches that ``.gitignore`` lacks, and return them. Raises DocumentError, FileProblem."""
    path = root / ".gitignore"
    lines = {line.strip().strip("/") for line in _text(path).splitlines()}
    return _append(path, [line for line in IGNORED if line.strip("/") not in lines])


def add_attributes(root: Path) -> tuple[str, ...]:
    """Add the attributes of PO files that ``.gitattributes`` lacks, and return the new lines. Raises DocumentError, FileProblem."""
    path = root / ".gitattributes"
    present: dict[str, set[str]] = {}
    for line in _text(path).splitlines():
        pattern, *attributes = line.split() or [""]
        present.setdefault(pattern, set()).update(attributes)
    wanted = {line: line.split() for line in ATTRIBUTES}
    return _append(path, [line for line, (name, *rest) in wanted.items() if not set(rest) <= present.get(name, set())])


def _text(path: Path) -> str:
    return read_text(path) if exists(path) else ""


def _append(path: Path, lines: Sequence[str]) -> tuple[str, ...]:
    if lines:
        text = _text(path)
        end = "\r\n" if "\r\n" in text else "\n"
        gap = end if text and not text.endswith("\n") else ""
        write_text(path, text + gap + "".join(line + end for line in lines))
    return tuple(lines)
