"""The projects that open documents belong to, with their glossaries and memories, kept from one request to the next."""

import logging
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from workflow import glossary, spelling
from workflow.errors import NoProject, WorkflowError
from workflow.glossary.loading import glossary_files
from workflow.glossary.terms import Terms
from workflow.memory import Memory, open_memory
from workflow.project import Project, load
from workflow.project.loading import find
from workflow.spelling import Speller
from workflow.spelling.loading import installed, words_files

__all__ = ["LanguageWords", "OpenProjects", "stamp_of"]

_log = logging.getLogger(__name__)

_CAPACITY = 64 * 1024 * 1024
"""Bytes of documents and PO files whose parsed content is kept: an editor asks about the same files again and again."""
_MEMORY_AGE = 60.0
"""Seconds after which a memory is opened again, so that it has what was saved since."""

_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The words that are known of a language."""

    terms: Terms | None
    """The glossary; None if there is none, or it cannot be read."""
    speller: Speller


@dataclass(slots=True)
class OpenProjects:
    """Projects by their configuration, loaded again when that changes.

    ``memory`` may be called in one thread only, the one that closes the memories as well.
    """

    _known: dict[Path, tuple[_Stamp, Project | None]] = field(default_factory=dict)
    _terms: dict[tuple[Path, str], tuple[object, Terms]] = field(default_factory=dict)
    _spellers: dict[tuple[Path | None, str], tuple[object, Speller]] = field(default_factory=dict)
    _memories: dict[Path, tuple[float, Memory]] = field(default_factory=dict)

    def at(self, path: Path | None) -> Project | None:
        """Return the project that a file lies in; None if there is none, or its configuration is invalid, which is logged."""
        if path is None:
            return None
        try:
            config = find(_existing(path.parent))
        except NoProject:
            return None
        except WorkflowError as error:
            _log.warning("%s", error)
            return None
        stamp = stamp_of(config)
        known = self._known.get(config)
        if known is None or known[0] != stamp or stamp is None:
            known = self._known[config] = (stamp or (0, 0), _loaded(config))
        return known[1]

    def words(self, project: Project | None, code: str) -> LanguageWords:
        """Return the glossary and the speller of a language. What cannot be read is left out, and logged."""
        return LanguageWords(
            self._glossary(project, code) if project is not None else None, self._speller(project, code)
        )

    def _glossary(self, project: Project, code: str) -> Terms | None:
        try:
            stamps = tuple((path, stamp_of(path)) for path in glossary_files(project))
            known = self._terms.get((project.root, code))
            if known is None or known[0] != stamps:
                known = self._terms[project.root, code] = (stamps, glossary.load(project).terms(code))
        except WorkflowError as error:
            _log.warning("%s", error)
            return None
        return known[1]

    def _speller(self, project: Project | None, code: str) -> Speller:
        place = (project.root if project is not None else None, code)
        known = self._spellers.get(place)
        try:
            files = words_files(project, code) if project is not None else []
            # A dictionary that is installed while the server runs is found when the lists of words, or workflow.yaml, change.
            stamps = (project and id(project), tuple((path, stamp_of(path)) for path in files))
            if known is None or known[0] != stamps:
                found = spelling.load(project, code) if project is not None else installed(code)
                known = self._spellers[place] = (stamps, found)
        except WorkflowError as error:
            _log.warning("%s", error)
            return Speller()
        return known[1]

    def memory(self, project: Project) -> Memory | None:
        """Return the translation memory of a project, open; None if it has none. Raises what ``open_memory`` raises."""
        if project.config.memory is None:
            return None
        now = time.monotonic()
        known = self._memories.get(project.root)
        if known is None or now - known[0] > _MEMORY_AGE:
            if known is not None:
                known[1].close()
                del self._memories[project.root]
            known = self._memories[project.root] = (now, open_memory(project))
        return known[1]

    def close(self) -> None:
        """Close the memories."""
        for _, memory in self._memories.values():
            memory.close()
        self._memories.clear()


def _loaded(config: Path) -> Project | None:
    try:
        project = load(config.parent)
    except WorkflowError as error:
        _log.warning("%s", error)
        return None
    return Project(project.root, project.config, _CAPACITY)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists: a new document may be in a new folder."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def stamp_of(path: Path) -> _Stamp | None:
    """Return what changes when a file does: its time and its size; None if there is no such file."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
