"""Runs of spaces inside a sentence. Engines make one space of them; plain text and labels show them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

__all__ = ["widened"]

_RUN = re.compile(r"(?<=\S) {2,}(?=\S)")
_SINGLE = re.compile(r"(?<=\S) (?=\S)")
_TOKEN = re.compile(r"\w+|([^\w\s])\1*")
_Tokens = Mapping[str, Sequence[re.Match[str]]]


def widened(source: str, target: str) -> str:
    """``target`` with the runs of spaces of ``source``, where their places are certain.

    A place is certain beside a word, number or punctuation mark that both texts have equally often.
    """
    runs = list(_RUN.finditer(source))
    if not runs:
        return target
    ours, theirs = _tokens(source), _tokens(target)
    starts = {token.start(): token for found in ours.values() for token in found}
    ends = {token.end(): token for found in ours.values() for token in found}
    wide: dict[int, str] = {}
    for run in runs:
        before, after = _same(ends[run.start()], ours, theirs), _same(starts[run.end()], ours, theirs)
        for place in (before.end() if before else 0, after.start() - 1 if after else 0):
            if _SINGLE.match(target, place):
                wide[place] = run.group()
                break
    for place in sorted(wide, reverse=True):
        target = target[:place] + wide[place] + target[place + 1 :]
    return target


def _tokens(text: str) -> _Tokens:
    found = defaultdict(list)
    for token in _TOKEN.finditer(text):
        found[token.group()].append(token)
    return found


def _same(token: re.Match[str], ours: _Tokens, theirs: _Tokens) -> re.Match[str] | None:
    """The target's token for one of the source; None if the target has it more or less often."""
    own, other = ours[token.group()], theirs.get(token.group(), ())
    return other[own.index(token)] if len(own) == len(other) else None
