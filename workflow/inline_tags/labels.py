"""Translated link labels: ``[label]`` leads somewhere, and ``[translation]`` must lead there as well."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from workflow.inline_tags.inline import folded
from workflow.inline_tags.model import InlineTag, TagKind

__all__ = ["labelled"]

_BRACKETS = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]", re.DOTALL)
_LINKS = (TagKind.LINK, TagKind.IMAGE)


def labelled(source: str, target: str, find: Callable[[str], Sequence[InlineTag]]) -> str:
    """Return ``target`` with the labels of ``source`` behind link texts whose own label the document does not define.

    A link that the translation has in another form (``[text](target)``) needs none. Only if the assignment is unambiguous: as many
    brackets without a definition as missing links, or as many brackets as in the source, which are assigned by their order.
    ``find`` finds the inline tags of a text.
    """
    if "[" not in source or "[" not in target:
        return target
    ours, theirs = find(source), find(target)
    present = Counter(tag.destination for tag in theirs if tag.destination is not None)
    missing: list[tuple[int, str]] = []
    """The links that the translation lacks: their places in the source and their labels."""
    for tag in ours:
        if tag.destination is None or tag.partner is None or tag.kind not in _LINKS:
            continue
        if present[tag.destination]:
            present[tag.destination] -= 1
        elif not tag.text.startswith("](") and not tag.destination.startswith("["):
            opening = ours[tag.partner]
            missing.append((opening.start, tag.text[2:-1] or source[opening.end : tag.start]))
    if not missing:
        return target
    before, after = _undefined(source, ours), _undefined(target, theirs)
    names = {folded(name) for _, _, name in before}
    candidates = [place for place in after if folded(place[2]) not in names]
    if len(candidates) != len(missing):
        if len(after) != len(before) + len(missing):
            return target
        order = sorted([*(start for start, _, _ in before), *(start for start, _ in missing)])
        candidates = [after[order.index(start)] for start, _ in missing]
    for (start, end, name), (_, label) in reversed(list(zip(candidates, missing, strict=True))):
        target = f"{target[:start]}[{name}][{label}]{target[end:]}"
    return target


def _undefined(text: str, found: Sequence[InlineTag]) -> list[tuple[int, int, str]]:
    """The brackets of a text that are no link, and the links with labels that are not defined: start, end, text."""
    places = []
    inside = bytearray(len(text))
    for tag in found:
        inside[tag.start : tag.end] = b"\1" * (tag.end - tag.start)
        if tag.destination is not None and tag.destination.startswith("[") and tag.partner is not None:
            opening = found[tag.partner]
            places.append((opening.end - 1, tag.end, text[opening.end : tag.start]))
    places += [
        (bracket.start(), bracket.end(), bracket[1])
        for bracket in _BRACKETS.finditer(text)
        if not inside[bracket.start()] and not inside[bracket.end() - 1]
    ]
    return sorted(places)
