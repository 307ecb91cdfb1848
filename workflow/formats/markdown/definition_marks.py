"""Colons that begin no definition, as in ``:smile: Hello``: a definition has a blank after its colon, but pulldown-cmark asks for none."""

import re
from collections.abc import Callable, Iterable

from workflow.formats.markdown import view as views
from workflow.formats.markdown.view import Part, Piece

__all__ = ["with_escaped_colons"]

_CANDIDATE = re.compile(r"^[ \t>]*:[^\s]", re.MULTILINE)
_ROUNDS = 10
"""Without one false definition, pulldown-cmark may see another one, inside it or after it."""


def with_escaped_colons(parts: list[Part], parse: Callable[[str], Iterable[Piece]]) -> list[Part]:
    """Return ``parts`` with a backslash before each colon that would begin a definition although no blank follows it."""
    view = views.view_of(parts)
    for _ in range(_ROUNDS if _CANDIDATE.search(view.text) else 0):
        colons = [
            view.text.index(":", piece.start)
            for piece in parse(view.text)
            if piece.name == "DefinitionListDefinition" and piece.type == "start"
        ]
        found = [at for at in colons if view.text[at + 1 : at + 2].strip()]
        if not found:
            break
        parts = views.edited(parts, [(at, at, [Part("\\", view.start(at), kept=False)]) for at in found])
        view = views.view_of(parts)
    return parts
