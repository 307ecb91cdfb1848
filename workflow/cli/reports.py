"""``workflow status`` and ``workflow doctor``."""

import click

from workflow.cli.options import Command, Session, document_option, json_option, language_option

__all__ = ["doctor", "status"]


@click.command(cls=Command)
@language_option
@document_option
@json_option
@click.pass_obj
def status(session: Session, languages: tuple[str, ...], documents: tuple[str, ...], as_json: bool) -> None:
    """Show how far each language and document is."""


@click.command(cls=Command)
@json_option
@click.pass_obj
def doctor(session: Session, as_json: bool) -> None:
    """Tell what is installed, what can be drafted and how well, and what is missing."""
