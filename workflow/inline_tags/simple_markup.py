"""The inline markup of a Markdown unit that has nothing but code spans and plain emphasis, found without the parser.

Most texts with markup are such texts. In them CommonMark leaves one reading: a code span ends at the next run of as many backticks (§6.1), and
of runs of asterisks that can only open or only close emphasis (§6.2), each that closes belongs to the one before it.
"""

import re
from collections.abc import Sequence

from workflow.inline_tags.model import InlineTag, TagKind

__all__ = ["simple_tags"]

_SHORT_CODE = re.compile("`[^`]+`")
"""A code span where no two backticks stand side by side."""
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)", re.DOTALL)
_FILL = "\ue000"
"""In place of the characters of a code span, which begins and ends with punctuation."""
_BLANK, _PUNCTUATION = r" \t\n\u00a0", r"!-/:-@\[-`{-~\ue000"
_OTHER = re.compile(r"[`\[<&\\~$]")
"""A sign of other markup."""
_OUTSIDE_WORDS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_UNCLEAR = re.compile(rf"[^\w{_BLANK}{_PUNCTUATION}]\*|\*[^\w{_BLANK}{_PUNCTUATION}]|\*{{3}}")
"""Asterisks beside a character that is rare: more rules say whether it is punctuation."""
_OPENS = rf"(?<![^{_BLANK}])\*+(?![{_BLANK}*]|\Z)|(?<=[{_PUNCTUATION}])(?<!\*)\*+(?=[^\W_])"
_CLOSES = rf"(?<![{_BLANK}*])(?<!\A)\*+(?![^{_BLANK}])|(?<=[^\W_])\*+(?=[{_PUNCTUATION}])(?!\*)"
_ASTERISKS = re.compile(r"\*+")
_RUN = re.compile(rf"(?P<opens>{_OPENS})|(?P<closes>{_CLOSES})|(?P<apart>(?<![^{_BLANK}])\*+(?![^{_BLANK}]))|\*+")

_Span = tuple[int, int]


def simple_tags(text: str) -> list[InlineTag] | None:
    """Return the code spans and emphasis marks of a text; None if it may have other markup, or more than one reading."""
    if _FILL in text:
        return None
    code = _CODE if "``" in text else _SHORT_CODE
    spans = [match.span() for match in code.finditer(text)] if "`" in text else []
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], _FILL * (end - start)]
        at = end
    rest = "".join((*parts, text[at:]))
    if _OTHER.search(rest) or ("_" in rest and _OUTSIDE_WORDS.search(rest)):
        return None
    pairs = None if "*" in rest and _UNCLEAR.search(rest) else _pairs(rest)
    if pairs is None:
        return None
    found = [InlineTag(start, end, text[start:end], TagKind.CODE) for start, end in spans]
    for opening, closing in pairs:
        number = len(found)
        found.append(InlineTag(*opening, text[slice(*opening)], TagKind.EMPHASIS, number + 1))
        found.append(InlineTag(*closing, text[slice(*closing)], TagKind.EMPHASIS, number))
    return found


def _pairs(text: str) -> Sequence[tuple[_Span, _Span]] | None:
    """The runs of asterisks that open and close emphasis; None unless it is one pair after the other."""
    if "*" not in text:
        return ()
    found = [_RUN.match(text, run.start()) for run in _ASTERISKS.finditer(text)]
    runs = [run for run in found if run and run.lastgroup != "apart"]
    opening, closing = runs[::2], runs[1::2]
    if any(run.lastgroup != "opens" for run in opening) or any(run.lastgroup != "closes" for run in closing):
        return None
    if [len(run[0]) for run in opening] != [len(run[0]) for run in closing]:
        return None
    return [(one.span(), two.span()) for one, two in zip(opening, closing, strict=True)]
