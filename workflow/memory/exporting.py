"""The memory as a TMX file, for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow import __version__
from workflow.languages import language
from workflow.memory.model import Pair
from workflow.memory.sync import Memory
from workflow.memory.tmx import writable, write
from workflow.project import Project

__all__ = ["Exported", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A TMX file's bytes, and what is in it."""

    data: bytes
    pairs: int
    left_out: int
    """Pairs with characters that XML has no way to write."""


def export(project: Project, memory: Memory, languages: Sequence[str] = ()) -> Exported:
    """Everything the memory has, each pair once, as TMX 1.4. ``languages``: gettext codes; empty: all of the project."""
    found: dict[tuple[str, Pair], None] = {}
    left_out = 0
    for code in languages or project.config.languages:
        for pair, _ in memory.pairs(code):
            if writable(pair):
                found[language(code).tag, pair] = None
            else:
                left_out += 1
    data = b"".join(write(found, language(project.config.source_language).tag, __version__))
    return Exported(data, len(found), left_out)
