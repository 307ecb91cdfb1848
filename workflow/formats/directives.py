"""Directives in comments of a document, such as ``<!-- i18n:skip -->``, and their scopes.

``skip``, ``context``, ``comment`` and ``ignore CHECK-ID reason`` apply to the next block with its content; ``skip-start`` and ``skip-end`` enclose any
number of blocks. A directive inside the text of a paragraph or cell applies to that text.
"""

import re
from dataclasses import dataclass

from workflow.formats.lines import line_ends
from workflow.model import IgnoreDirective

__all__ = ["Directives"]

_DIRECTIVE = re.compile(r"<!--\s*i18n:(skip-start|skip-end|skip|context|comment|ignore)\b\s*(.*?)\s*-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The scope of a directive: until the block at this depth ends."""

    depth: int
    context: str | None
    notes: tuple[str, ...]
    ignores: tuple[IgnoreDirective, ...]


class Directives:
    """The directives read so far, and which of them apply at the current position."""

    def __init__(self, text: str) -> None:
        """``text``: that of the document, in whose order the directives are read."""
        self.all_ignores: list[IgnoreDirective] = []
        """Every ``i18n:ignore`` that was read."""
        self._text = text
        self._at = 0
        self._line = 1
        self._scopes: list[_Scope] = []
        self._context: str | None = None
        self._notes: tuple[str, ...] = ()
        self._ignores: tuple[IgnoreDirective, ...] = ()
        self._skip_next = False
        self._skip_depth = 0
        self._skip_region = False

    @property
    def skipping(self) -> bool:
        """Whether the text at the current position is skipped."""
        return self._skip_region or self._skip_depth > 0

    @property
    def waiting(self) -> bool:
        """Whether a directive waits for a block that has not begun."""
        return self._skip_next or self._context is not None or bool(self._notes or self._ignores)

    @property
    def context(self) -> str | None:
        """The msgctxt at the current position: the innermost ``i18n:context``."""
        return next((scope.context for scope in reversed(self._scopes) if scope.context is not None), None)

    @property
    def note(self) -> str:
        """The ``i18n:comment`` notes at the current position, one per line."""
        return "\n".join(note for scope in self._scopes for note in scope.notes)

    @property
    def ignores(self) -> tuple[IgnoreDirective, ...]:
        """What ``i18n:ignore`` dismisses at the current position."""
        return tuple(one for scope in self._scopes for one in scope.ignores)

    def read(self, comment: str) -> None:
        """Read the directives in a comment, or in any text with comments."""
        if "i18n:" not in comment:
            return
        for found in _DIRECTIVE.finditer(comment):
            what, rest = found[1], " ".join(found[2].split())
            if what == "skip":
                self._skip_next = True
            elif what == "context":
                self._context = rest or None
            elif what == "comment":
                self._notes = (*self._notes, rest) if rest else self._notes
            elif what == "ignore":
                check, _, reason = rest.partition(" ")
                self._ignores = (*self._ignores, IgnoreDirective(check, self._line_of(found[0]), reason))
                self.all_ignores.append(self._ignores[-1])
            else:
                self._skip_region = what == "skip-start"

    def begin(self, depth: int) -> None:
        """Begin a block: waiting directives now apply to it."""
        if self._skip_next:
            self._skip_next = False
            self._skip_depth = self._skip_depth or depth
        if self._context is not None or self._notes or self._ignores:
            self._scopes.append(_Scope(depth, self._context, self._notes, self._ignores))
            self._context, self._notes, self._ignores = None, (), ()

    def end(self, depth: int) -> None:
        """End the block that began at ``depth``."""
        if self._skip_depth >= depth:
            self._skip_depth = 0
        while self._scopes and self._scopes[-1].depth >= depth:
            self._scopes.pop()

    def forget(self) -> None:
        """Drop waiting directives: the enclosing block ended before another one began."""
        self._context, self._notes, self._ignores, self._skip_next = None, (), (), False

    def _line_of(self, directive: str) -> int:
        """The line of a directive, after the one before it. Only its first line is the document's: others have prefixes in containers."""
        at = max(self._text.find(directive.splitlines()[0], self._at), self._at)
        self._line += line_ends(self._text, self._at, at)
        self._at = at + 1
        return self._line
