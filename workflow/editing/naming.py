"""The name under which a person decides."""

import re
from pathlib import Path

from workflow.errors import BadInput
from workflow.project.git_history import user_name

__all__ = ["author"]

_LONGEST = 100
_JOINERS = re.compile("[\u200c\u200d]")
"""They are parts of words in Persian and in Indian languages."""


def author(root: Path, given: str | None = None) -> str:
    """Return the name: ``given``, else git's ``user.name``. Raises BadInput if there is none, or it cannot stand in a comment."""
    name = " ".join((given if given is not None else user_name(root)).split())
    if not name and given is not None:
        raise BadInput("--as: the name is empty.")
    if not name:
        raise BadInput(
            'nobody is named. Say who decides: --as "Your Name", or once and for all: git config --global user.name "Your Name"'
        )
    if len(name) > _LONGEST or "=" in name or not _JOINERS.sub("", name).isprintable() or name.startswith('"'):
        raise BadInput(
            f"{name[:_LONGEST]!r} cannot be used as a name: at most {_LONGEST} printable characters, without = or leading quotation mark."
        )
    return name
