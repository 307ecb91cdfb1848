"""Export of the memory as TMX, for other programs."""

from dataclasses import dataclass

from workflow import __version__
from workflow.errors import WorkflowError
from workflow.languages import language
from workflow.memory.model import TranslationPair
from workflow.memory.sync import open_memory
from workflow.memory.tmx import writable, write
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["Exported", "export"]


@dataclass(frozen=True, slots=True)
class Exported:
    """The bytes of a TMX file, with the number of its pairs."""

    data: bytes
    pairs: int
    left_out: int
    """Pairs with characters that XML cannot hold."""
    problems: tuple[WorkflowError, ...] = ()
    """Errors of inputs of the memory that could not be read; the file does not have their pairs."""


def export(project: Project, selection: Selection = Selection(), *, observer: Observer = Observer()) -> Exported:
    """Write every pair of the selected languages, each once, as TMX 1.4. The selection's documents are ignored.

    Raises BadInput, and FileProblem if the memory cannot be opened.
    """
    found: dict[tuple[str, TranslationPair], None] = {}
    left_out = 0
    with open_memory(project, observer=observer) as memory:
        for code in project.config.select_languages(selection.languages):
            for pair, _ in memory.pairs(code):
                if writable(pair):
                    found[language(code).tag, pair] = None
                else:
                    left_out += 1
    data = b"".join(write(found, language(project.config.source_language).tag, __version__))
    return Exported(data, len(found), left_out, memory.problems)
