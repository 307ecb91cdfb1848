"""Errors that a user can cause. Each ends in one clear line, never in a traceback.

The line says what failed, where (``file:line`` if there is one), and what to do next. Errors of libraries are converted where they are
called, and stay the cause (``raise … from error``).
"""

__all__ = [
    "BadInput",
    "CatalogError",
    "ConfigError",
    "DecisionRefused",
    "DocumentError",
    "EngineError",
    "EngineUnavailable",
    "FileProblem",
    "GlossaryError",
    "Locked",
    "NoProject",
    "PackageError",
    "WorkflowError",
]


class WorkflowError(Exception):
    """An error that the user can correct; ``str()`` of it is the line they see. The command line exits with 2."""

    def __str__(self) -> str:
        """Return the message as one line: what it quotes may have several."""
        return " ".join(super().__str__().splitlines())


class BadInput(WorkflowError):
    """An invalid argument or option: an unknown language, document or unit address."""


class ConfigError(WorkflowError):
    """``workflow.yaml`` is missing, unreadable or invalid."""


class NoProject(ConfigError):
    """There is no ``workflow.yaml`` in this folder or above it."""


class DocumentError(WorkflowError):
    """A source document cannot be read: not UTF-8, for example."""


class CatalogError(WorkflowError):
    """A PO file cannot be read. The message names file and line; the file is unchanged."""

    def __init__(self, message: str, *, file: object = "", line: int = 0, what: str = "") -> None:
        """``file`` and ``line`` (1-based): the place, if it is known. ``what``: the message without it."""
        super().__init__(message)
        self.file = str(file)
        self.line = line
        self.what = what or message


class DecisionRefused(WorkflowError):
    """A decision that cannot be carried out: the entry has changed since the person saw it, or has nothing to decide. It is as it was."""


class GlossaryError(WorkflowError):
    """A glossary cannot be read, or two of its rows contradict each other. The message names file and line."""


class FileProblem(WorkflowError):
    """The operating system refused access to a file: a read-only folder, a full disk, no such file."""


class Locked(FileProblem):
    """Another process holds the lock of a file. The message names the process and the age of the lock."""


class PackageError(WorkflowError):
    """A translation package is broken, unsafe or cannot be fetched."""


class EngineError(WorkflowError):
    """An engine failed during translation."""


class EngineUnavailable(EngineError):
    """An engine cannot be used: its program or package is missing. The message says how to install it."""
