"""``workflow models``: translation packages."""

import click

from workflow.cli.options import Group

__all__ = ["models"]


@click.group(cls=Group)
def models() -> None:
    """List, install and remove translation packages."""
