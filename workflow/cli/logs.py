"""The log on stderr that ``-v`` and ``-vv`` switch on, for a report of what went wrong."""

import logging
import platform
import sys

import click

from workflow.cli.console import Console, printable

__all__ = ["log_to", "stop"]

_log = logging.getLogger(__name__)

_ROOT = logging.getLogger("workflow")
_PACKAGES = ("ctranslate2", "sentencepiece", "argostranslate", "babel", "numpy", "nh3", "pyromark")
"""What drafts and pages depend on, and what installations differ in."""


class _Handler(logging.Handler):
    """A line per record, which does not mix with the progress line."""

    def __init__(self, console: Console):
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        self._console.clear()
        name = record.name.removeprefix("workflow.")
        click.echo(printable(f"{record.levelname.lower()}: {name}: {record.getMessage()}"), err=True)


def log_to(console: Console, verbosity: int) -> None:
    """Log to stderr: decisions and what they rest on with ``verbosity`` 1; every file and request too with 2.

    The first lines name the program, Python and the platform; with 2, installed packages and engines as well.
    """
    known = _handlers()
    _ROOT.setLevel(logging.INFO if verbosity < 2 else logging.DEBUG)
    if not known:
        _ROOT.addHandler(_Handler(console))
        from workflow import __version__

        _log.info("workflow %s, Python %s, %s", __version__, platform.python_version(), platform.platform())
    if verbosity > 1:
        from workflow.engines import ENGINES

        _log.debug("%s; %s", sys.executable, ", ".join(_installed()))
        _log.debug("engines: %s", ", ".join(ENGINES))


def stop() -> None:
    """Take the log down again."""
    for handler in _handlers():
        _ROOT.removeHandler(handler)
    _ROOT.setLevel(logging.NOTSET)


def _handlers() -> list[logging.Handler]:
    return [handler for handler in _ROOT.handlers if isinstance(handler, _Handler)]


def _installed() -> list[str]:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return found
