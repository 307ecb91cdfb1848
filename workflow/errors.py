"""The error family: everything a user can cause ends in one clear line, never in a traceback.

Floor 0. An error says what failed, where (``file:line`` where there is one), and what to do next. Foreign
errors are translated where they cross our edge, with the cause kept (``raise … from error``).
"""

__all__ = [
    "BadInput",
    "CatalogError",
    "ConfigError",
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
    """Something a person can mend; ``str()`` of it is the line they see. The command line exits with 2."""


class BadInput(WorkflowError):
    """An argument or option that does not make sense: an unknown language, document or unit address."""


class ConfigError(WorkflowError):
    """``workflow.yaml`` is missing, unreadable, or says something it may not say."""


class NoProject(ConfigError):
    """There is no ``workflow.yaml`` here or above."""


class DocumentError(WorkflowError):
    """A source document cannot be read: not UTF-8, for example."""


class CatalogError(WorkflowError):
    """A PO file cannot be read; the message names file and line, and the file has not been touched."""


class GlossaryError(WorkflowError):
    """A glossary cannot be read, or a row would contradict another; the message names file and line."""


class FileProblem(WorkflowError):
    """The file system refused: read-only folder, full disk, no such file."""


class Locked(FileProblem):
    """Another program is writing the file; says who, and for how long."""


class PackageError(WorkflowError):
    """A translation package is broken, unsafe or cannot be fetched."""


class EngineError(WorkflowError):
    """An engine failed while it translated."""


class EngineUnavailable(EngineError):
    """An engine cannot be used here: program or package missing. Says how to get it."""
