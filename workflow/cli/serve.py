"""``workflow serve``."""

from typing import TYPE_CHECKING

import click

from workflow.cli.console import Console
from workflow.cli.options import Command, Session
from workflow.excerpts import count

if TYPE_CHECKING:
    from workflow.serving import Build

__all__ = ["serve"]

_FEW = 3
"""The number of changed files that are named."""


@click.command(cls=Command)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    metavar="PORT",
    help="The port of the address. 0: any that is free.",
)
@click.option("--open", "in_browser", is_flag=True, help="Open the address in the browser.")
@click.option(
    "--as-published",
    is_flag=True,
    help="Show what readers would get: follow `publish` in workflow.yaml, as `workflow publish` does.",
)
@click.pass_obj
def serve(session: Session, port: int, in_browser: bool, as_published: bool) -> None:
    """Show a preview in the browser while you work.

    The pages show all drafts, as those of `workflow publish --drafts` do. When you save a document, a PO file, workflow.yaml or a file of
    the theme, they are published again, and open pages reload. If something cannot be published, the terminal and the pages say what, and
    the last publication stays. Only this computer can reach the pages. Your editions and files stay as they are. Ctrl-C ends it.
    """
    from workflow import serving

    project, console = session.project(), session.console
    try:
        with serving.serve(project, port=port, as_published=as_published) as preview:
            shown: frozenset[str] = frozenset()
            for number, build in enumerate(preview.builds(console.observer)):
                shown = _show(console, build, shown)
                if number == 0:
                    console.show(f"Open: {preview.address}   (Ctrl-C ends)")
                    if in_browser:
                        _open(console, preview.address)
    except KeyboardInterrupt:
        console.clear()
        console.say("\nEnded.")


def _show(console: Console, build: "Build", shown: frozenset[str]) -> frozenset[str]:
    """Print what was published, and what was found that had not been ``shown`` before. Return what has been shown."""
    from workflow.cli.summaries import show_findings, show_problems, show_publication

    console.clear()
    report = build.publication
    if report is not None and not build.changed:
        show_publication(console, report, notes=console.verbose)
    elif report is not None:
        console.say(f"{'Published' if build.reloads else 'No page changed'}: {_names(build.changed)}")
        show_findings(console, [finding for finding in report.findings if finding.message not in shown])
        for note in report.moved:
            console.paragraph(f"Note: {note}")
    show_problems(console, build.problems)
    if report is None:
        console.say("Not published. The last publication stays. Correct the problem and save: it is published again.")
        return shown
    return frozenset(finding.message for finding in report.findings)


def _names(paths: tuple[str, ...]) -> str:
    left = len(paths) - _FEW
    return ", ".join(paths[:_FEW]) + (f" and {count(left, 'other file')}" if left > 0 else "")


def _open(console: Console, address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        console.warn("No browser could be opened. Open the address yourself.")
