"""The command line: click, and the only place that prints or exits. Each command calls one function and shows its report."""

from workflow.cli.main import main

__all__ = ["main"]
