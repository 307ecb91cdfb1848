"""Facts that do not survive drafting: seeded sentences, drafted by the whole program, judged by what was planted in them.

    uv run python -m benchmarks.facts [--to es de fr] [--sentences 1500] [--seed 1] [--show KIND … [--kept]]

The sentences are the entries of a PO file, half of them of a Markdown document, those with placeholders with their format flag. The starter
packages draft the file as ``workflow draft FILE.po`` does, and the judge reads what was saved. *Changed*: a fact has another value, form or place
than the target language allows, is missing, or one was added. ``--show`` prints the drafts of a kind that changed a fact, ``all`` those of every
kind; ``--kept`` prints the kept ones of the same kinds instead.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.facts.judge import changed
from benchmarks.facts.sentences import KINDS, Sentence, sentences
from benchmarks.timing import table
from workflow.catalogs import read, write
from workflow.drafting import DraftOptions, draft_file
from workflow.model import Catalog, Entry

_PLURALS = {"fr": "nplurals=2; plural=(n > 1);"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence, what was saved for it, and why that is wrong: empty for a draft that keeps the facts, None for no draft."""

    sentence: Sentence
    drafts: tuple[str, ...]
    reason: str | None


def verdicts(planted: Sequence[Sentence], to: str) -> list[Verdict]:
    """Draft the sentences in a PO file of their own, and judge what was saved."""
    header = (
        f"Language: {to}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {_PLURALS.get(to, 'nplurals=2; plural=(n != 1);')}\n"
    )
    entries = [Entry("", (header,)), *(_entry(number, sentence) for number, sentence in enumerate(planted))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{to}.po"
        write(Catalog(tuple(entries)), path)
        draft_file(path, DraftOptions(engines=("starter",)), source="en", target=to)
        saved = {entry.msgid: entry.msgstr for entry in read(path).live}
    return [_judged(sentence, saved[sentence.text], to) for sentence in planted]


def _entry(number: int, sentence: Sentence) -> Entry:
    file = "guide.md" if number % 2 and not sentence.flag else "program.c"
    return Entry(
        sentence.text,
        ("", "") if sentence.plural else ("",),
        msgid_plural=sentence.plural or None,
        flags=(sentence.flag,) if sentence.flag else (),
        locations=(f"{file}:{number + 1}",),
    )


def _judged(sentence: Sentence, drafts: tuple[str, ...], to: str) -> Verdict:
    if not all(drafts):
        return Verdict(sentence, drafts, None)
    sources = (sentence.text, sentence.plural or sentence.text)
    reasons = [changed(sentence, draft, to, source=source) for draft, source in zip(drafts, sources, strict=False)]
    return Verdict(sentence, drafts, next(filter(None, reasons), ""))


def rows(found: dict[str, list[Verdict]]) -> list[list[str]]:
    """The cells of the table: by kind, of each pair, the drafts with a changed fact and the empty entries; the total at the end."""
    head = ["kind", "sentences", *(f"en-{to}: {what}" for to in found for what in ("changed", "empty"))]
    planted = Counter(one.sentence.kind for one in next(iter(found.values())))
    body = []
    for kind in KINDS:
        counts = [_count(judged, kind) for judged in found.values()]
        body.append([kind, str(planted[kind]), *(str(one or "") for pair in counts for one in pair)])
    total = []
    for judged in found.values():
        wrong, empty = _count(judged)
        total += [f"{wrong} ({wrong / len(judged):.1%})", f"{empty} ({empty / len(judged):.1%})"]
    return [head, *body, ["all", str(sum(planted.values())), *total]]


def _count(judged: Sequence[Verdict], kind: str = "") -> tuple[int, int]:
    of_kind = [one for one in judged if kind in ("", one.sentence.kind)]
    return sum(bool(one.reason) for one in of_kind), sum(one.reason is None for one in of_kind)


def main() -> None:
    """Print the table, and with ``--show`` sources and drafts."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.facts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", nargs="+", default=["es", "de", "fr"])
    parser.add_argument("--sentences", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--show", nargs="+", default=[], metavar="KIND", help="print the wrong drafts of a kind; all: of every kind"
    )
    parser.add_argument("--kept", action="store_true", help="print those that keep the facts instead")
    options = parser.parse_args()
    planted = sentences(options.sentences, options.seed)
    found = {to: verdicts(planted, to) for to in options.to}
    print(table(rows(found)))
    for to, judged in found.items():
        for one in judged:
            wanted = one.reason == "" if options.kept else one.reason
            if wanted and (one.sentence.kind in options.show or "all" in options.show):
                texts = "\n    ".join((one.sentence.text, *one.drafts))
                print(f"\n{to}, {one.sentence.kind}: {one.reason}\n    {texts}")


if __name__ == "__main__":
    main()
