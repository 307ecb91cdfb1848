"""A text in a code block."""

from dataclasses import dataclass

from workflow.formats.lines import join
from workflow.model import Kind

__all__ = ["CodePlace", "CodeText"]


@dataclass(frozen=True, slots=True)
class CodeText:
    """A text in a code block that is a unit. Offsets are those of the code."""

    lines: tuple[tuple[int, int], ...]
    """The range of each line of the text, without markers."""
    kept: tuple[bool, ...] = ()
    """For each line but the last, whether its end is kept (``\\n`` in the msgid); otherwise it is a soft break."""
    kind: Kind = Kind.COMMENT
    syntax: str = "comment"
    """How it must be written: ``comment``, ``label`` (Mermaid), ``option`` (a value in YAML on one line, its quotation marks included) or
    ``plain`` (one on several lines, without quotation marks)."""

    @property
    def start(self) -> int:
        """Where it starts."""
        return self.lines[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.lines[-1][1]

    def source(self, code: str) -> str:
        """The msgid."""
        text = ""
        for index, (start, end) in enumerate(self.lines):
            line = code[start:end]
            if index:
                text += "\n" if self.kept[index - 1] else join(text[-1:], line[:1])
            text += line
        if self.syntax == "option" and len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
            return text[1:-1]
        return text


@dataclass(frozen=True, slots=True)
class CodePlace:
    """The place of a text in a code block."""

    syntax: str
    """See ``CodeText``."""
    raw: str
    """The text as written."""
    before: str
    """A code block up to the text."""
    after: str
    """The rest of that code block."""
