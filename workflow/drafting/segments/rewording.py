"""What an engine gets in place of English short forms that small models misread.

``no. 4`` becomes the target language's own sign, which models copy, since they take *no* for the word. ``5 p.m. Monday`` becomes
``5 p.m. on Monday``, since they take the point for the end of a sentence.
"""

import re
from dataclasses import replace

from workflow.engines.base import Segment
from workflow.languages import base_language
from workflow.quantities.references import NUMBER_SIGN, NUMBER_SIGNS

__all__ = ["reworded"]

_NUMBER = re.compile(rf"{NUMBER_SIGN}\s(?=[^\w\s]?[A-Z]?\d)")
"""Before a number, or before a placeholder tag."""
_DAY = re.compile(r"(\b[ap]\.m\.) (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)")


def reworded(segment: Segment, codes: tuple[str, str]) -> Segment:
    """Return the segment as an engine understands it better; ``codes``: the source and the target language.

    A segment whose alignment is wanted stays as it is, since an alignment counts its characters.
    """
    if base_language(codes[0]) != "en" or segment.align:
        return segment
    sign = NUMBER_SIGNS.get(base_language(codes[1]))
    parts = tuple(part if isinstance(part, int) else _reworded(part, sign) for part in segment.parts)
    return segment if parts == segment.parts else replace(segment, parts=parts)


def _reworded(text: str, sign: str | None) -> str:
    if "o. " in text and sign is not None:
        text = _NUMBER.sub(lambda found: (sign[0].upper() if found[0][0] == "N" else sign[0]) + sign[1:-1] + " ", text)
    return _DAY.sub(r"\1 on ", text) if "m. " in text else text
