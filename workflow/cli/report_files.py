"""Write reports that are pages."""

from pathlib import Path

from workflow.cli.console import Console
from workflow.errors import BadInput
from workflow.files import exists, read_bytes, write_bytes

__all__ = ["write_report"]


def write_report(console: Console, path: Path, page: str, command: str) -> None:
    """Write the page of a command. Raises BadInput for a file that is no such page: it may be a person's."""
    from workflow.report_pages import is_report

    if exists(path) and not is_report(read_bytes(path)):
        raise BadInput(
            f"{path}: is not a page of `{command}`, so it is not overwritten. Choose another name for the page."
        )
    write_bytes(path, page.encode("utf-8"))
    console.say(f"Wrote: {path}")
