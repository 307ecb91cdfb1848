"""Translate and publish documents in several languages: units, catalogs, drafts, editions."""

import logging
from typing import TYPE_CHECKING

__all__ = ["__version__"]

# The package logs below "workflow" and sets up no output: the command line does (-v, -vv), or a program that uses the package.
logging.getLogger("workflow").addHandler(logging.NullHandler())

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        # Looking up the version takes longer than importing all other modules for `workflow --help`.
        if name != "__version__":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("workflow-editions")
        except PackageNotFoundError:  # a bare checkout on PYTHONPATH
            return "0+unknown"
