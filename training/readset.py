"""Read sets: drafts of the starter packages that two readers judged, and what follows from their verdicts.

For each pair, 300 drafts: news (the development set), documentation (``docs-dev``) and plain prose (``readset/prose.en``, our own), 100
each. Nothing of them is in the training texts. ``readset/GUIDE.md`` says how they are read. ``reports/read/PAIR.tsv`` has the verdicts; it
names the sources by their line, since the texts belong to others.
"""

import csv
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import choose
from workflow.errors import BadInput
from workflow.inline_tags import Grammar

__all__ = [
    "KINDS",
    "SETS",
    "VERDICTS",
    "Read",
    "Sample",
    "Verdict",
    "add",
    "agreement",
    "blind",
    "drafted",
    "draw",
    "is_held_out",
    "load",
    "texts_of",
]

SETS = ("news", "docs", "prose")
VERDICTS = ("usable", "edits", "wrong")
KINDS = frozenset(
    [
        "negation",
        "omission",
        "addition",
        "number",
        "name",
        "sense",
        "invented",
        "untranslated",
        "relation",
        "grammar",
        "style",
        "none",
    ]
)
_EACH = 100
_FOLDER = Path(__file__).parent
_REPORTS = _FOLDER / "reports" / "read"
_COLUMNS = ("set", "line", "draft", "verdict a", "kind a", "reason a", "verdict b", "kind b", "reason b")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of a read set."""

    name: str
    """The set, one of ``SETS``."""
    line: int
    """Its line in the set's file, from 1."""
    source: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reader says of a draft."""

    verdict: str
    """One of ``VERDICTS``."""
    kind: str
    """The kind of the worst fault, one of ``KINDS``."""
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """The verdicts on one draft."""

    name: str
    line: int
    draft: str
    """Eight hex digits of a hash over the draft, or ``empty``."""
    verdicts: tuple[Verdict, ...]
    """Those of both readers; none for a text that got no draft."""

    @property
    def usable(self) -> float:
        """The share of readers who call it usable, perhaps with small edits."""
        return sum(one.verdict != "wrong" for one in self.verdicts) / len(self.verdicts)


def texts_of(pair: str, corpora: Path) -> dict[str, list[str]]:
    """Return the source texts of each set, by line."""
    folder = corpora / pair
    files = {"news": folder / "dev.en", "docs": folder / "docs-dev.en", "prose": _FOLDER / "readset" / "prose.en"}
    return {name: files[name].read_text(encoding="utf-8").splitlines() for name in SETS}


def draw(pair: str, corpora: Path) -> list[Sample]:
    """Return the texts of a pair's read set: a hundred of each set, always the same. Labels of one or two words are left out."""
    found = []
    for name, lines in texts_of(pair, corpora).items():
        places = [place for place, text in enumerate(lines) if name != "docs" or len(text.split()) >= 3]
        random.Random(f"read {name}").shuffle(places)
        found += [Sample(name, place + 1, lines[place]) for place in sorted(places[:_EACH])]
    return found


def drafted(pair: str, samples: Sequence[Sample]) -> tuple[Engine, list[Draft]]:
    """Return the starter package of a pair, and its drafts of the samples."""
    source, target = pair.split("-")
    engine = choose(source, target, EngineSettings(order=("starter",))).engine
    assert engine, f"no package drafts {target}"
    texts = [Text(sample.source, Grammar("plain")) for sample in samples]
    return engine, Drafter(engine, source, target).draft(texts)


def digest(draft: Draft) -> str:
    """Return eight hex digits for the text of a draft."""
    return "empty" if draft.text is None else hashlib.sha256(draft.text.encode()).hexdigest()[:8]


def is_held_out(read: Read) -> bool:
    """Return whether a draft belongs to the half that is not used for fitting: by its text, so the same texts in every language."""
    return hashlib.sha256(f"{read.name} {read.line}".encode()).digest()[0] % 2 == 1


def blind(pair: str, reader: str, samples: Sequence[Sample], drafts: Sequence[Draft], wanted: Sequence[bool]) -> str:
    """Return what a reader gets of the ``wanted`` drafts: numbered sources and drafts in random order, without risk or label."""
    found = enumerate(zip(samples, drafts, wanted, strict=True))
    numbered = [
        (number, sample.source, draft.text) for number, (sample, draft, is_wanted) in found if draft.text and is_wanted
    ]
    random.Random(reader + pair[-2:]).shuffle(numbered)
    target = pair[-2:].upper()
    return "".join(f"[{number}]\nEN: {source}\n{target}: {text}\n\n" for number, source, text in numbered)


def add(pair: str, samples: Sequence[Sample], drafts: Sequence[Draft], verdicts: Sequence[Path]) -> list[Read]:
    """Return the reads of a pair: those in its report whose drafts are still the same, and those in the readers' files.

    A file has a line for each draft: number, verdict, kind, reason, with tabs between. Raises BadInput if a verdict is missing or unknown.
    """
    given = [_verdicts(path) for path in verdicts]
    known = {(read.name, read.line, read.draft): read for read in load(pair)}
    result = []
    for number, (sample, draft) in enumerate(zip(samples, drafts, strict=True)):
        mark = digest(draft)
        before = known.get((sample.name, sample.line, mark))
        if mark == "empty":
            result.append(Read(sample.name, sample.line, mark, ()))
        elif all(number in one for one in given):
            result.append(Read(sample.name, sample.line, mark, tuple(one[number] for one in given)))
        elif before is not None:
            result.append(before)
        else:
            raise BadInput(f"{pair}: the draft of {sample.name} {sample.line} was not read. Draw it and read it.")
    return result


def _verdicts(path: Path) -> dict[int, Verdict]:
    found = {}
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        number, verdict, kind, reason = (*line.split("\t"), "", "", "")[:4]
        if verdict not in VERDICTS or kind not in KINDS:
            raise BadInput(f"{path}:{place}: unknown verdict or kind: {line!r}. Use those of readset/GUIDE.md.")
        found[int(number)] = Verdict(verdict, kind, " ".join(reason.split()))
    return found


def save(pair: str, engine: Engine, reads: Iterable[Read]) -> Path:
    """Write the report of a pair."""
    _REPORTS.mkdir(parents=True, exist_ok=True)
    path = _REPORTS / f"{pair}.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {engine.package} {engine.hash}\n")
        rows = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        rows.writerow(_COLUMNS)
        for read in reads:
            cells = [cell for one in read.verdicts for cell in (one.verdict, one.kind, one.reason)]
            rows.writerow([read.name, str(read.line), read.draft, *cells])
    return path


def load(pair: str) -> list[Read]:
    """Return the reads in a pair's report; none if there is no report."""
    path = _REPORTS / f"{pair}.tsv"
    return list(_rows(path)) if path.exists() else []


def package_of(pair: str) -> str:
    """Return the hash of the package that made the drafts of a pair's report."""
    with (_REPORTS / f"{pair}.tsv").open(encoding="utf-8") as file:
        return file.readline().split()[-1]


def _rows(path: Path) -> Iterator[Read]:
    for line in path.read_text(encoding="utf-8").splitlines()[2:]:
        name, number, mark, *cells = line.split("\t")
        verdicts = [Verdict(*cells[at : at + 3]) for at in range(0, len(cells), 3)]
        yield Read(name, int(number), mark, tuple(verdicts))


def agreement(reads: Sequence[Read]) -> tuple[float, float]:
    """Return the share of drafts on which both readers agree whether they are wrong, and Cohen's kappa."""
    both = [tuple(one.verdict == "wrong" for one in read.verdicts) for read in reads if len(read.verdicts) == 2]
    same = sum(a == b for a, b in both) / len(both)
    shares = [sum(pair[reader] for pair in both) / len(both) for reader in (0, 1)]
    chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    return same, (same - chance) / (1 - chance) if chance < 1 else 1.0


def faults(reads: Sequence[Read]) -> Counter[str]:
    """Return how often each kind of fault is the worst one of a wrong draft, over both readers."""
    return Counter(one.kind for read in reads for one in read.verdicts if one.verdict == "wrong")
