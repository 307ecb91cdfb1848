"""``workflow extract``, ``draft``, ``publish`` and ``run``."""

import click

from workflow.cli.options import Command, Session, document_option, language_option

__all__ = ["draft", "extract", "publish", "run"]


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def run(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Extract, draft, publish: everything in one go."""


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def extract(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Put the paragraphs of the documents into PO files."""


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def draft(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Draft what is untranslated by machine translation, without a network."""


@click.command(cls=Command)
@language_option
@document_option
@click.pass_obj
def publish(session: Session, languages: tuple[str, ...], documents: tuple[str, ...]) -> None:
    """Build the localized editions."""
