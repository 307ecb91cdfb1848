"""Code in colours: the parts of a program, by the lexers of pygments. Few classes, so that pages stay small."""

import re
from functools import cache
from html import unescape
from itertools import groupby
from typing import TYPE_CHECKING

from workflow.html import text

if TYPE_CHECKING:
    from pygments.lexer import Lexer

__all__ = ["highlighted"]

_BLOCK = re.compile(r'(<pre(?:\s[^>]*)?><code class="language-([^"\s]+)">)([^<]+)(?=</code></pre>)')
_LONGEST = 50_000
"""Maximum number of characters of a block; a longer one is data rather than a program."""
_CLASSES = {
    "Token.Comment": "c",
    "Token.Keyword": "k",
    "Token.Operator.Word": "k",
    "Token.Literal.Number": "n",
    "Token.Literal.String": "s",
    "Token.Name.Attribute": "f",
    "Token.Name.Builtin": "f",
    "Token.Name.Class": "f",
    "Token.Name.Decorator": "f",
    "Token.Name.Function": "f",
    "Token.Name.Tag": "k",
    "Token.Generic.Deleted": "d",
    "Token.Generic.Inserted": "s",
    "Token.Generic.Heading": "k",
    "Token.Generic.Subheading": "k",
}


def highlighted(body: str) -> str:
    """Return a sanitised body with classes for the parts of its code. The code itself stays as it is."""
    return _BLOCK.sub(lambda match: match[1] + _colored(match[3], match[2]), body) if "<pre" in body else body


def _colored(escaped: str, name: str) -> str:
    lexer, code = _lexer(unescape(name).lower()), unescape(escaped)
    if lexer is None or len(code) > _LONGEST:
        return escaped
    tokens = [
        (_class(str(kind)) if words.strip() else None, words) for _, kind, words in lexer.get_tokens_unprocessed(code)
    ]
    if "".join(words for _, words in tokens) != code:  # a lexer that changes what it reads
        return escaped
    parts = []
    for kind, group in groupby(tokens, key=lambda token: token[0]):
        words = text("".join(words for _, words in group))
        parts.append(f'<span class="{kind}">{words}</span>' if kind else words)
    return "".join(parts)


def _class(kind: str) -> str:
    while kind:
        if kind in _CLASSES:
            return _CLASSES[kind]
        kind = kind.rpartition(".")[0]
    return ""


@cache
def _lexer(name: str) -> "Lexer | None":
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(name)
    except ClassNotFound:
        return None
