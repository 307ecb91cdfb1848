"""The speller of a project's language: the dictionary that is found, and the words of ``spelling/es.txt``."""

from pathlib import Path

from workflow.boundary import real_path
from workflow.files import exists, read_text
from workflow.languages import match_rank
from workflow.project import Project
from workflow.spelling.dictionaries import find_dictionary
from workflow.spelling.speller import Speller

__all__ = ["installed", "load", "own_words", "words_files"]


def load(project: Project, language: str) -> Speller:
    """Return the speller of a language (gettext code) of a project.

    Raises FileProblem for a list of words that cannot be read, or is a link that leads out of the project, DocumentError for one that is not
    UTF-8.
    """
    folders = [project.root / name for name in project.config.dictionaries]
    words = frozenset(word for path in words_files(project, language) for word in own_words(read_text(path)))
    return Speller(find_dictionary(language, folders), words)


def installed(language: str) -> Speller:
    """Return the speller of a language outside a project."""
    return Speller(find_dictionary(language))


def words_files(project: Project, language: str) -> list[Path]:
    """Return the lists of words that exist for a language: ``spelling/es.txt``, for ``es_MX`` also ``spelling/es_MX.txt``. Raises FileProblem."""
    folder = project.layout.spelling
    real_path(folder, project.root)
    if not exists(folder):
        return []
    found = sorted(path for path in folder.glob("*.txt") if match_rank(path.stem, language) in (0, 1))
    for path in found:
        real_path(path, project.root)
    return found


def own_words(text: str) -> list[str]:
    """Return the words of a list: one a line. Empty lines, and lines that begin with ``#``, are left out."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
