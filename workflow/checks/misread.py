"""Text that was read in a wrong encoding: letters of UTF-8 as Latin-1 or Windows-1252 has them (``mediodÃ­a``)."""

import re

from workflow.languages import base_language

__all__ = ["FIRST", "misread"]

FIRST = frozenset("ÃâÂÐ")
"""The letters with which all that is found begins."""

_MISREAD = re.compile(
    "Ã[\u0080-\u00bfŠŒŽšœžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€[™œ\u009d“”˜¦]|Â[\u00a0-\u00bf]|Ð[\u0090-\u00bf][ÐÑ]|(?<![^\\W\\d_])Ã(?![^\\W\\d_])"
)
_WITH_TILDE = frozenset({"pt", "gl", "vi", "gn"})
"""Languages with words in capitals that end with Ã."""


def misread(source: str, target: str, language: str) -> "re.Match[str] | None":
    """Return where ``target``, in ``language``, has such letters, and ``source`` has not; None if it has none."""
    if target.isascii():
        return None
    match = _MISREAD.search(target)
    if match is None or match[0] in source:
        return None
    is_capital = base_language(language) in _WITH_TILDE and match[0][1:] in ("", *"–—‘’“”…›")
    return None if is_capital else match
