"""The share of units with inline tags that get a valid draft: the shared Markdown files, drafted by a package, each draft checked by its document.

    python -m benchmarks.inline_tags                       # the starter for Spanish, every file
    python -m benchmarks.inline_tags --to fr --sample 300  # 300 units of all files
    python -m benchmarks.inline_tags --no-placeholder-tags        # as for a package that copies none
    python -m benchmarks.inline_tags --package FOLDER
    python -m benchmarks.inline_tags --greedy             # as for a model of Firefox Translations

It is skipped, with a message, if the shared files are absent.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.greedy_engine import GreedyEngine
from benchmarks.timing import SHARED, table
from workflow.drafting.strategies import STRATEGIES, WHOLE_SENTENCE
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.argos import ArgosEngine
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import choose
from workflow.engines.packages.argos import read_argos
from workflow.formats import FORMATS
from workflow.inline_tags import Grammar, TagKind
from workflow.model import Document

FILES = SHARED / "realworld" / "markdown"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", default="es", help="the target language")
    parser.add_argument("--package", type=Path, help="a package's folder or file, in place of the starter")
    parser.add_argument("--sample", type=int, default=0, help="so many units, drawn at random; 0: all")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the sample")
    parser.add_argument("--no-placeholder-tags", action="store_true", help="as if the package copied none")
    parser.add_argument("--greedy", action="store_true", help="as a model of Firefox Translations would answer")
    parser.add_argument("--show", type=int, default=0, help="print so many drafts, and the refused ones")
    options = parser.parse_args()
    if not FILES.is_dir():
        print(f"skipped: {FILES} is not there")
        return
    engine: Engine | None
    if options.package:
        package = read_argos(options.package)
        assert package
        engine = ArgosEngine(package)
    else:
        engine = choose("en", options.to, EngineSettings(order=("starter",))).engine
        assert engine, f"no package drafts {options.to}"
    if options.greedy:
        engine = GreedyEngine(engine)
    drafter = Drafter(engine, "en", options.to, styles=() if options.no_placeholder_tags else None)
    work = list(units())
    if options.sample:
        work = random.Random(options.seed).sample(work, min(options.sample, len(work)))
    start = time.perf_counter()
    drafts = drafter.draft([text for _, _, text in work])
    broken = _broken(work, drafts)
    if broken:
        again = drafter.draft([text for _, _, text in work], retry=broken)
        drafts = [again[number] if number in broken else one for number, one in enumerate(drafts)]
        for number in _broken(work, drafts):
            drafts[number] = drafts[number].refused("structure")
    seconds = time.perf_counter() - start
    styles = ", ".join(style.name for style in drafter.styles()) or "nothing it copies"
    print(
        f"{engine.package}: inline tags are sent as {styles}; {len(work)} units with inline tags and words, {seconds:.0f} s\n"
    )
    print(table(_figures(work, drafts)))
    print("\nSentences with inline tags, by the strategy that was chosen:\n")
    print(table(_by_strategy(drafts)))
    _show(work, drafts, options.show)


def units() -> Iterator[tuple[Document, int, Text]]:
    """Yield every distinct unit of the files that has an inline tag and words."""
    seen: set[tuple[str, Grammar]] = set()
    for path in sorted(FILES.rglob("*.md")):
        document = FORMATS[".md"].parse(path.read_bytes(), path=path.name)
        grammar = document.grammar
        for unit in document.units:
            found = grammar.find_tags(unit.source)
            if not any(code.kind is not TagKind.BREAK for code in found) or (unit.source, grammar) in seen:
                continue
            seen.add((unit.source, grammar))
            yield document, unit.index, Text(unit.source, grammar)


def _broken(work: list[tuple[Document, int, Text]], drafts: list[Draft]) -> list[int]:
    """The indexes of drafts that would break their documents."""
    targets: dict[int, tuple[Document, dict[int, str], dict[int, int]]] = {}
    for number, ((document, index, _), draft) in enumerate(zip(work, drafts, strict=True)):
        if draft.text is not None:
            _, texts, numbers = targets.setdefault(id(document), (document, {}, {}))
            texts[index], numbers[index] = draft.text, number
    return [
        numbers[index]
        for document, texts, numbers in targets.values()
        for index in FORMATS[".md"].splice(document, texts).refused
    ]


def _figures(work: list[tuple[Document, int, Text]], drafts: list[Draft]) -> list[list[str]]:
    worded = [(text, draft) for (_, _, text), draft in zip(work, drafts, strict=True) if not draft.copied]
    valid = [(text, draft) for text, draft in worded if draft.text is not None]
    lost = sum(_lost(text, draft.text or "") for text, draft in valid)
    whole = sum(
        all(one.chosen and one.chosen.strategy in WHOLE_SENTENCE for one in draft.sentences) for _, draft in valid
    )
    return [
        ["units with inline tags", "count", "share"],
        ["all", str(len(work)), ""],
        ["without words to translate", str(len(work) - len(worded)), ""],
        ["to be drafted", str(len(worded)), "100 %"],
        ["drafted, valid", str(len(valid)), _share(len(valid), len(worded))],
        ["whole sentences in every strategy", str(whole), _share(whole, len(worded))],
        ["refused, left empty", str(len(worded) - len(valid)), _share(len(worded) - len(valid), len(worded))],
        ["inline tags lost or invented in drafts", str(lost), ""],
    ]


def _lost(text: Text, target: str) -> int:
    """Count inline tags of the source that are not in the draft, and the other way round."""
    ours, theirs = (Counter(code.text for code in text.grammar.find_tags(words)) for words in (text.source, target))
    return sum(((ours - theirs) + (theirs - ours)).values())


def _by_strategy(drafts: list[Draft]) -> list[list[str]]:
    taken = Counter(
        one.chosen.strategy if one.chosen else "none"
        for draft in drafts
        for one in draft.sentences
        if one.sentence.atoms or not one.chosen
    )
    total = sum(taken.values())
    names = [strategy.name for strategy in STRATEGIES if taken[strategy.name]] + ["none"] * bool(taken["none"])
    rows = [[name, str(taken[name]), _share(taken[name], total)] for name in names]
    return [["strategy", "sentences", "share"], *rows]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(whole, 1):.1f} %"


def _show(work: list[tuple[Document, int, Text]], drafts: list[Draft], count: int) -> None:
    both = [(document.path, text, draft) for (document, _, text), draft in zip(work, drafts, strict=True)]
    if not count:
        return
    for path, text, draft in both:
        if draft.text is None:
            print(f"\nREFUSED {path}: {draft.reason}\n  {text.source}")
    for path, text, draft in random.Random(2).sample(both, min(count, len(both))):
        strategies = ", ".join(one.chosen.strategy for one in draft.sentences if one.chosen)
        print(f"\n{path} ({strategies}; risk {draft.risk})\n  {text.source}\n  {draft.text}")


if __name__ == "__main__":
    main()
