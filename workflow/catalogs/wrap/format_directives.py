"""Find format directives in texts: if a flag such as ``python-format`` is set, gettext breaks no line inside one."""

from collections.abc import Iterable

from workflow.inline_tags import formats_of
from workflow.inline_tags.format_strings import parse

__all__ = ["inside"]


def inside(text: str, flags: Iterable[str]) -> frozenset[int]:
    """Indexes of the characters of ``text`` before which no line may break, by an entry's flags. What follows a fault has no directives."""
    return frozenset(
        at
        for flag in formats_of(flags)
        for directive in parse(text, flag).directives
        if directive.text[0] != "'"  # a quotation of java-format may be broken
        for at in range(directive.start + 1, directive.end)
    )
