"""Read the files of a glossary and check their rows against each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.boundary import real_path
from workflow.errors import ConfigError, GlossaryError
from workflow.files import read_bytes
from workflow.glossary import tables, tbx
from workflow.glossary.model import Term, conflict
from workflow.glossary.terms import Terms
from workflow.project import GLOSSARY_NAMES, Project

__all__ = ["Glossary", "glossary_files", "load", "merged", "read"]


_MAX_LENGTH = 1000
"""Maximum length of a term in characters."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All rows of a project's glossaries."""

    source: str = "en"
    """The language of the sources."""
    rows: tuple[Term, ...] = ()
    paths: tuple[Path, ...] = ()

    def terms(self, language: str) -> Terms:
        """Return the terms for one language, including those of related ones: ``pt`` for ``pt_BR``, ``es_ES`` for ``es``."""
        return Terms.of(self.rows, self.source, language)


def load(project: Project) -> Glossary:
    """Read the glossary of a project (``glossary_files``). Without files it is empty.

    Raises GlossaryError (with file and line), FileProblem.
    """
    paths = glossary_files(project)
    source = project.config.source_language
    return Glossary(source, merged([read(path, source) for path in paths]), paths)


def glossary_files(project: Project) -> tuple[Path, ...]:
    """The project's glossary files: those that ``glossary`` in the configuration names, else those of ``GLOSSARY_NAMES`` that exist.

    Raises ConfigError for a named file that does not exist, FileProblem for a link that leads out of the project.
    """
    names = project.config.glossary
    for name in GLOSSARY_NAMES if names is None else names:
        real_path(project.root / name, project.root)
    if names is None:
        return tuple(path for name in GLOSSARY_NAMES if (path := project.root / name).is_file())
    for name in names:
        if not (project.root / name).is_file():
            raise ConfigError(
                f"{project.layout.config}: the glossary {name} does not exist. "
                f"Create it (workflow glossary add), or remove it from the list."
            )
    return tuple(project.root / name for name in names)


def read(path: Path, source: str = "en") -> tuple[Term, ...]:
    """Read the rows of one file, in the format of its suffix. ``source``: gettext code of the sources' language, for TBX.

    Raises GlossaryError, FileProblem.
    """
    if path.suffix.lower() in {".tbx", ".xml"}:
        return merged([tbx.parse(read_bytes(path), path, source)])
    if path.suffix.lower() not in {".csv", ".tsv"}:
        raise GlossaryError(f"{path}: a glossary is a .csv, .tsv or .tbx file.")
    return merged([tables.parse(tables.read_table(path)[0], path)[0]])


def merged(groups: Iterable[Sequence[Term]]) -> tuple[Term, ...]:
    """Return all rows in order. Raises GlossaryError for a row that occurs twice or contradicts another."""
    rows: list[Term] = []
    by_source: dict[tuple[str, str], list[Term]] = {}
    for group in groups:
        for row in group:
            if max(len(row.source), len(row.target)) > _MAX_LENGTH:
                raise GlossaryError(
                    f"{row.path}:{row.line}: “{(row.source or row.target)[:40]}…” has more than {_MAX_LENGTH:,} characters, so it is no term. "
                    "Remove it."
                )
            others = by_source.setdefault((row.folded, row.language), [])
            for earlier in others:
                if reason := conflict(row, earlier):
                    raise GlossaryError(f"{row.path}:{row.line}: {reason}.")
            others.append(row)
            rows.append(row)
    return tuple(rows)
