"""XML as a stream of tags and texts, for exchange formats from untrusted sources.

The parser is expat, which reads a file of any size in constant memory. A file that declares entities is rejected: entities can
expand a small file to a large one, or include another file. A DTD is never fetched. expat itself limits the expansion since 2.4.1;
defusedxml would set the same handlers, and lxml would build a tree.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

__all__ = ["XMLProblem", "XMLStream"]

_LONGEST_DEFAULT = 1000
"""Maximum length of an attribute's default value in characters."""


class XMLProblem(Exception):
    """A problem in a file. ``str()`` of it is one or two sentences, without the file's name."""

    def __init__(self, line: int, what: str):
        super().__init__(what)
        self.line = line


class XMLStream:
    """A parser that calls ``start(tag, attributes)``, ``end(tag)`` and ``text(characters)`` in the order of the file.

    Text is passed in as few pieces as possible. Names are passed as written, prefix included.
    """

    def __init__(
        self, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Callable[[str], object]
    ):
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._undefined
        parser.AttlistDeclHandler = self._default

    @property
    def line(self) -> int:
        """The 1-based line that is being read."""
        return self._parser.CurrentLineNumber

    def fail(self, what: str) -> NoReturn:
        """Raise XMLProblem for the current line."""
        raise XMLProblem(self.line, what)

    def feed(self, data: bytes, *, final: bool) -> None:
        """Parse the next bytes of the file; ``final``: they are the last ones.

        Raises XMLProblem if they are not well-formed, cannot be decoded, or use entities; and what the callbacks raise.
        """
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise XMLProblem(
                error.lineno, f"not well-formed XML: {expat.ErrorString(error.code)}. Export the file again."
            ) from error
        except (LookupError, ValueError) as error:  # an encoding that is unknown to Python, or one of several bytes
            raise XMLProblem(1, f"cannot be decoded: {error}. Save the file as UTF-8.") from error

    def parse(self, data: bytes) -> None:
        """Parse a whole file. Raises what ``feed`` raises."""
        self.feed(data, final=True)

    def _declared(self, name: str, *_: object) -> None:
        self.fail(f"the entity {name} is declared. Files that declare entities are not read.")

    def _default(self, element: str, name: str, kind: str, default: str | None, required: bool) -> None:
        # expat gives every such element a copy of it.
        if default and len(default) > _LONGEST_DEFAULT:
            self.fail(
                f"the attribute {name[:40]} has a default of {len(default):,} characters. Remove the DTD from the file."
            )

    def _undefined(self, name: str, *_: object) -> None:
        # If the DTD is not read, expat would drop the entity without an error.
        self.fail(f"the entity {name} is not defined. Write the character itself.")
