"""Pairs of sentences with placeholder tags, in the styles of drafting, so that a package learns to copy them.

If the corpora have markup (documentation), the same name or link on both sides becomes a placeholder tag. In plain sentences, placeholder
tags are put at aligned words.
"""

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflow.drafting.segments.planning import Atom, Role, Sentence
from workflow.drafting.strategies.placeholder_styles import STYLES, PlaceholderStyle

__all__ = ["TaggedPair", "aligned", "shared", "written"]

_MARKUP = re.compile(
    r":[a-z:]+:`[^`\n]+`|``[^`\n]+``(?:_)?|`[^`\n]+`_{0,2}|\{\{[^{}\n]+\}\}|\*\*[^*\n]+\*\*|\*[^*\s](?:[^*\n]*[^*\s])?\*"
    r"|https?://[^\s)>\"]+[^\s)>\".,;:]|%\(\w+\)[sd]|\{\w*\}|<[a-z/][^<>\n]*>|(?<![\w-])--[\w-]+"
)
_PREFERRED = next(style for style in STYLES if style.noun.startswith("｟"))


@dataclass(frozen=True, slots=True)
class TaggedPair:
    """A pair with placeholder tags: the parts of both sides, strings and numbers of atoms."""

    source: tuple[str | int, ...]
    target: tuple[str | int, ...]
    atoms: tuple[Atom, ...]


def shared(source: str, target: str) -> TaggedPair | None:
    """Return the pair with a placeholder tag for each piece of markup that both sides have.

    None if there is none, or if one side has markup that the other has not.
    """
    ours, theirs = [m[0] for m in _MARKUP.finditer(source)], [m[0] for m in _MARKUP.finditer(target)]
    if not ours or Counter(ours) != Counter(theirs) or len(ours) > 9:
        return None
    numbers: dict[str, list[int]] = {}
    for number, text in enumerate(ours):
        numbers.setdefault(text, []).append(number)
    left = {text: list(found) for text, found in numbers.items()}
    atoms = tuple(Atom(text, Role.NOUN) for text in ours)

    def parts(text: str, queue: dict[str, list[int]]) -> tuple[str | int, ...]:
        out: list[str | int] = []
        position = 0
        for match in _MARKUP.finditer(text):
            out += [text[position : match.start()], queue[match[0]].pop(0)]
            position = match.end()
        return tuple(part for part in [*out, text[position:]] if part != "")

    return TaggedPair(parts(source, left), parts(target, numbers), atoms)


def aligned(
    source: Sequence[tuple[str, int, int]],
    target: Sequence[tuple[str, int, int]],
    texts: tuple[str, str],
    links: Mapping[int, int],
    rng: random.Random,
) -> TaggedPair | None:
    """Return a plain pair with one to three placeholder tags at aligned places: pairs around words, or tags instead of words.

    ``source`` and ``target`` are words with their spans in ``texts``. None if no alignment is certain.
    """
    spans: list[tuple[tuple[int, int], tuple[int, int], bool]] = []
    order = list(links)
    rng.shuffle(order)
    wanted = rng.choice((1, 1, 1, 2, 2, 3))
    for start in order:
        if len(spans) == wanted:
            break
        end = min(start + rng.choice((1, 1, 1, 2, 2, 3)), len(source))
        found = _span(source, target, links, start, end)
        if found is None or any(_meet(found[0], span[0]) or _meet(found[1], span[1]) for span in spans):
            continue
        noun = end == start + 1 and rng.random() < 0.4 and len(source[start][0]) > 2
        spans.append((*found, noun))
    if not spans:
        return None
    spans.sort()
    atoms: list[Atom] = []
    cuts: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = ([], [])
    for ours, theirs, noun in spans:
        number = len(atoms)
        if noun:
            atoms.append(Atom("", Role.NOUN))
            for side, span in enumerate((ours, theirs)):
                words = (source, target)[side]
                cuts[side].append((words[span[0]][1], words[span[1] - 1][2], number))
        else:
            atoms += [Atom("", Role.OPEN, number + 1), Atom("", Role.CLOSE, number)]
            for side, span in enumerate((ours, theirs)):
                words = (source, target)[side]
                cuts[side].append((words[span[0]][1], words[span[0]][1], number))
                cuts[side].append((words[span[1] - 1][2], words[span[1] - 1][2], number + 1))
    return TaggedPair(_cut(texts[0], cuts[0]), _cut(texts[1], cuts[1]), tuple(atoms))


def written(pair: TaggedPair, rng: random.Random) -> tuple[str, str] | None:
    """Return both sides in one style, mostly the preferred one; None if they cannot be written in it."""
    style: PlaceholderStyle = _PREFERRED if rng.random() < 0.6 else rng.choice(STYLES)
    source = style.encode(Sentence(pair.source, pair.atoms))
    target = style.encode(Sentence(pair.target, pair.atoms))
    if source is None or target is None:
        return None
    return source, target


def _span(
    source: Sequence[tuple[str, int, int]],
    target: Sequence[tuple[str, int, int]],
    links: Mapping[int, int],
    start: int,
    end: int,
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Words ``start`` to ``end`` and their translation, if that is one run of words that translates nothing else."""
    if any(number not in links or not source[number][0][0].isalnum() for number in range(start, end)):
        return None
    there = sorted(links[number] for number in range(start, end))
    first, last = there[0], there[-1] + 1
    if last - first > end - start + 1 or any(not target[number][0][0].isalnum() for number in range(first, last)):
        return None
    if any(first <= to < last for of, to in links.items() if not start <= of < end):
        return None
    return (start, end), (first, last)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _cut(text: str, cuts: list[tuple[int, int, int]]) -> tuple[str | int, ...]:
    out: list[str | int] = []
    position = 0
    for start, end, number in sorted(cuts):
        out += [text[position:start], number]
        position = end
    return tuple(part for part in [*out, text[position:]] if part != "")
