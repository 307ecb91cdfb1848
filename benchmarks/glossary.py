"""Drafts with a glossary compared with drafts without: the share of correct terms, and the effect on the rest (chrF).

    uv run --group training python -m benchmarks.glossary [--pairs 60000] [--terms 150] [--show 10]

The glossary is made from the training part of the English-Spanish corpus alone (people's translations): nouns (words that often follow an article) that are
frequent there, with the word that an aligner (training/alignment.py) links them to most often, if it is at least half of the links.
It is evaluated on the development set, which is not part of the training. A term is correct if the draft contains its target in any
form. The references do not follow this glossary: if they use another word, chrF falls although the draft follows the glossary. So there
is a second pair of figures, for the uses whose reference contains the term as well.
"""

import argparse
import lzma
import random
import re
from collections import Counter, defaultdict

from benchmarks.timing import SHARED, table
from training.alignment import Aligner, words
from workflow.drafting.translation.draft import Draft, Text
from workflow.drafting.translation.drafter import Drafter
from workflow.engines.base import Engine, EngineSettings
from workflow.engines.choice import choose
from workflow.glossary import Term, Terms
from workflow.glossary.stemming import forms
from workflow.glossary.suggesting import FUNCTION_WORDS
from workflow.inline_tags import Grammar

CORPUS = SHARED / "corpora" / "en-es"
_PLAIN = Grammar("plain")
_ARTICLES = frozenset({"the", "a", "an", "this", "each", "its", "their"})


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=60_000, help="of the training part, for the aligner")
    parser.add_argument("--terms", type=int, default=150, help="at most so many terms, the most frequent ones")
    parser.add_argument("--show", type=int, default=0, help="so many sentences that the glossary changed")
    options = parser.parse_args()
    from sacrebleu.metrics import CHRF

    source = (CORPUS / "dev.en").read_text(encoding="utf-8").splitlines()
    reference = (CORPUS / "dev.es").read_text(encoding="utf-8").splitlines()
    rows = glossary(options.pairs, options.terms)
    terms = Terms.of(rows, "en", "es")
    engine = choose("en", "es", EngineSettings(order=("starter",))).engine
    assert engine is not None
    before, after = drafted(engine, source, None), drafted(engine, source, terms)
    uses = [
        (number, match.concept)
        for number, sentence in enumerate(source)
        for match in {one.concept: one for one in terms.find(sentence)}.values()
    ]
    in_reference = [(number, concept) for number, concept in uses if terms.held(concept, reference[number])]
    touched = sorted({number for number, _ in uses})
    ours = sorted({number for number, _ in in_reference} - ({n for n, _ in uses} - {n for n, _ in in_reference}))
    chrf = CHRF()

    def score(drafts: list[Draft], numbers: list[int] | range) -> str:
        texts = [drafts[number].text or "" for number in numbers]
        return f"{chrf.corpus_score(texts, [[reference[number] for number in numbers]]).score:.2f}"

    def right(drafts: list[Draft], of: list[tuple[int, object]]) -> str:
        held = sum(terms.held(concept, drafts[number].text or "") is not None for number, concept in of)  # type: ignore[arg-type]
        return f"{held / len(of):.1%}"

    print(
        f"{engine.package} ({engine.hash}); {len(rows)} terms; {len(uses)} uses in {len(touched)} of {len(source)} sentences"
    )
    lines = []
    for name, drafts in (("without", before), ("with the glossary", after)):
        empty = sum(one.text is None for one in drafts)
        lines.append(
            (name, right(drafts, list(uses)), score(drafts, range(len(source))), score(drafts, touched),
             right(drafts, list(in_reference)), score(drafts, ours), str(empty))
        )  # fmt: skip
    head = (
        "", "terms right", "chrF, all", f"chrF, {len(touched)} with terms",
        f"right of {len(in_reference)} the reference has", f"chrF, {len(ours)} whose reference has them", "empty",
    )  # fmt: skip
    print(table([head, *lines]))
    strategies = Counter(one.chosen.strategy for draft in after for one in draft.sentences if one.chosen and one.terms)
    print(", ".join(f"{strategy}: {count}" for strategy, count in strategies.most_common()))
    changed = [n for n in touched if before[n].text != after[n].text]
    print(f"{len(changed)} drafts are other ones")
    for number in random.Random(1).sample(changed, min(options.show, len(changed))):
        listed = ", ".join(f"{c.source}→{c.targets[0]}" for n, c in uses if n == number)
        print(f"\n{source[number]}\n  [{listed}]\n  - {before[number].text}\n  + {after[number].text}")


def drafted(engine: Engine, source: list[str], terms: Terms | None) -> list[Draft]:
    """Drafts of all sentences."""
    return Drafter(engine, "en", "es", terms=terms).draft([Text(sentence, _PLAIN) for sentence in source])


def glossary(pairs: int, size: int) -> list[Term]:
    """Terms of the training part: frequent nouns, each with the word it is mostly linked to."""
    sample: list[tuple[str, str]] = []
    with lzma.open(CORPUS / "train.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            _, origin, *texts = line.rstrip("\n").split("\t")
            if origin == "human" and len(texts) == 2 and 20 < len(texts[0]) < 160:
                sample.append((texts[0], texts[1]))
    sample = random.Random(7).sample(sample, min(pairs, len(sample)))
    aligner = Aligner(sample)
    seen: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    linked: dict[str, Counter[str]] = defaultdict(Counter)
    stop = FUNCTION_WORDS["en"]
    for ours, theirs in sample:
        a, b = [w for w, _, _ in words(ours)], [w for w, _, _ in words(theirs)]
        links = aligner.links(a, b)
        for place, word in enumerate(a):
            if len(word) < 5 or word in stop or not word.isalpha() or word.endswith("s"):
                continue
            seen[word] += 1
            follows = place > 0 and a[place - 1] in _ARTICLES
            ends = place + 1 == len(a) or not re.match(r"\w", a[place + 1]) or a[place + 1] in stop
            nouns[word] += follows and ends
            if place in links and len(b[links[place]]) > 3 and b[links[place]].isalpha():
                linked[word][b[links[place]]] += 1
    rows: list[Term] = []
    for word, count in seen.most_common():
        if nouns[word] * 5 < count or count < 30 or len(rows) == size:
            continue
        groups: Counter[frozenset[str]] = Counter()
        for target, times in linked[word].items():
            groups[forms(target, "es")] += times
        best, share = groups.most_common(1)[0] if groups else (frozenset(), 0)
        if share * 2 >= max(linked[word].total(), 1) and share * 3 >= count:
            name = next(target for target, _ in linked[word].most_common() if forms(target, "es") == best)
            if name != word:
                rows.append(Term(word, "es", name))
    return rows


if __name__ == "__main__":
    main()
