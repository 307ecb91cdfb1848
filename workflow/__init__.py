"""Translate and publish documents in several languages: units, catalogs, drafts, editions."""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("workflow-editions")
except PackageNotFoundError:  # a bare checkout on PYTHONPATH
    __version__ = "0+unknown"
