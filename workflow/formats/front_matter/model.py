"""The types of front matter: the block, its values, and what is wrong with it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflow.model import Span

__all__ = [
    "ATTEMPTS",
    "FrontMatter",
    "FrontMatterContents",
    "FrontMatterValue",
    "Problem",
    "Syntax",
    "double_quoted",
    "plain",
    "unquoted",
]

ATTEMPTS = 50
"""Maximum number of mistakes that are worked around in one block, so that the time stays linear in its length."""

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Syntax(StrEnum):
    """The syntax of a block."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"
    JSON_WITH_COMMENTS = "jsonc"
    SCRIPT = "script"
    """A program that makes the metadata, which nobody here can run."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a document, its fences included."""

    syntax: Syntax
    start: int
    end: int
    body: Span
    """The span between the fences."""


@dataclass(frozen=True, slots=True)
class FrontMatterValue:
    """A text value: a scalar, alone or as a member of a list."""

    path: tuple[str, ...]
    """The keys that lead to it. Lists add nothing: each title in ``features: [{title: …}]`` has the path ``features``, ``title``."""
    text: str
    """The decoded value, without white space around it."""
    span: Span
    """Its span in the document, quotes and block indicators included."""
    syntax: Syntax
    style: str
    """``plain``, ``'``, ``"``, ``|``, ``>`` for YAML; ``"``, ``'``, ``\"\"\"``, ``'''`` for TOML; ``"`` for JSON."""
    header: str = ""
    """The first line of a YAML block value: ``|-``, ``>+ # comment``."""
    indent: str = ""
    """The indentation of the lines of a YAML block value."""
    flow: bool = False
    """Whether a YAML value is inside brackets or braces."""
    shared: bool = False
    """Whether other keys repeat a YAML value by its anchor, so that it cannot be translated for one of them."""

    @property
    def key(self) -> str:
        """The key as ``front_matter`` in workflow.yaml names it: ``features.title``."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in front matter."""

    offset: int
    """The character at which it was noticed: in the body for the modules of one syntax, in the document for ``FrontMatterContents``."""
    message: str
    """One sentence: what is wrong, and what was done about it."""


@dataclass(frozen=True, slots=True)
class FrontMatterContents:
    """Front matter as read."""

    values: tuple[FrontMatterValue, ...] = ()
    """Every text value, in order."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The scalars and lists of scalars at the top level as text: title, author, date …"""
    problems: tuple[Problem, ...] = ()


def double_quoted(text: str) -> str:
    """Return a JSON string, which is also a double-quoted string of YAML and TOML. Characters that YAML calls unprintable are escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def plain(data: Mapping[str, object]) -> dict[str, str]:
    """Return the ``metadata`` of a mapping."""
    found = {}
    for key, value in data.items():
        members = value if isinstance(value, list) else [value]
        if not any(isinstance(member, (list, dict)) for member in members):
            found[key] = ", ".join(_plain(member) for member in members)
    return found


def _plain(value: object) -> str:
    if value is None:
        return ""
    try:
        return str(value).lower() if isinstance(value, bool) else str(value)
    except ValueError:  # a number that is too long for Python to write
        return ""


def unquoted(text: str) -> tuple[str, str]:
    """Return the quotation mark around a value whose quotation marks do not match, and the value without it; an empty mark if they
    are part of the text: ``'It's here'`` loses them, ``"Now" and "then"`` does not.
    """
    mark = text[:1]
    if (
        len(text) < 2
        or mark not in ('"', "'")
        or text[-1] != mark
        or re.match(rf"[^{mark}]*[^\s{mark}]{mark}\s", text[1:-1])
    ):
        return "", text
    return mark, text[1:-1]
