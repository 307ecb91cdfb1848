"""Make the tables of known forms of names in ``workflow/checks/exonyms/`` from a folder of parallel corpora.

A table has a name of the source language on each line, and after it the beginnings of the words that translators write for it:
``Warsaw varsovia``. A name that they usually keep has the sign ``=``: ``John = juan``. Only words and no texts are taken from the corpora.

    python scripts/make_exonyms.py CORPORA
"""

import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from workflow.checks.names import is_kept, named_words
from workflow.lexicon import Lexicon

TARGET = Path(__file__).parent.parent / "workflow" / "checks" / "exonyms"
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = 0.55
"""From which likeness on a form needs to be seen only in ``_SHARE_ALIKE`` of the translations in which its name is not kept."""
_SHARE_ALIKE = 0.04
_SHARE = 0.4
"""The least share of any other form."""
_LIFT = 12.0
"""How much more often than elsewhere a form must be seen beside its name."""
_RARE = (0.15, 250.0)
"""A share and a lift that suffice together."""
_LEAST = 4
"""How often such a form must be seen."""
_MOST_OTHER = 4
"""Maximum number of such forms."""
_STEM = 5
"""Forms with so many first letters in common are counted together."""
_KEPT = 3
"""How often a name must be seen to be marked as usually kept."""
_MOSTLY = 0.3
"""The most translations of a name that is usually kept in which it is not."""


def pairs(corpora: Path, target: str) -> Iterator[tuple[str, str]]:
    """Every pair of texts."""
    for name in ("train", "docs"):
        with lzma.open(corpora / f"en-{target}" / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                *_, ours, theirs = line.rstrip("\n").split("\t")
                yield ours, theirs


def table(corpora: Path, target: str) -> list[str]:
    """The lines of a table, sorted."""
    lexicon = Lexicon("en")
    seen: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    beside: defaultdict[str, Counter[str]] = defaultdict(Counter)
    read: set[str] = set()
    total = 0
    for ours, theirs in pairs(corpora, target):
        if ours in read:
            continue
        read.add(ours)
        words = {word.casefold() for word in _WORD.findall(theirs)}
        everywhere.update(words)
        total += 1
        own = {word.casefold() for word in _WORD.findall(ours)}
        for name in {word for word, _, _ in named_words(ours, lexicon)}:
            seen[name] += 1
            if not is_kept(name, theirs, target):
                changed[name] += 1
                beside[name].update(words - own)
    lines = []
    for name in seen:
        forms = _forms(name, beside[name], everywhere, changed[name], total)
        usual = seen[name] >= _KEPT and changed[name] <= _MOSTLY * seen[name]
        if forms or (lexicon.is_name(name.lower()) and usual):
            lines.append(" ".join((name, *("=" for _ in range(usual)), *forms)))
    return sorted(lines)


def _forms(name: str, beside: Counter[str], everywhere: Counter[str], changed: int, total: int) -> list[str]:
    """The beginnings of the forms of a name."""
    stems: defaultdict[str, list[str]] = defaultdict(list)
    for form in beside:
        stems[form[:_STEM]].append(form)
    alike, other = [], []
    shown = 0.0
    for forms in stems.values():
        count = sum(beside[form] for form in forms)
        share, lift = count / changed, count * total / (changed * sum(everywhere[form] for form in forms))
        if lift < _LIFT:
            continue
        if max(SequenceMatcher(None, name.lower(), form).ratio() for form in forms) >= _ALIKE:
            if share >= _SHARE_ALIKE:
                alike.append(_beginning(forms))
                shown += share
        elif (share >= _SHARE and count >= _LEAST) or (share >= _RARE[0] and lift >= _RARE[1] and count >= _LEAST):
            other.append((-count, _beginning(forms)))
    return (
        sorted(alike) if shown >= 1 - _SHARE else sorted([*alike, *(form for _, form in sorted(other)[:_MOST_OTHER])])
    )


def _beginning(words: list[str]) -> str:
    """What all words have in common at the start."""
    first, last = min(words), max(words)
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:same]


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for to in ("de", "es", "fr"):
        lines = table(Path(sys.argv[1]), to)
        (TARGET / f"en-{to}.txt.xz").write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode()))
