"""The life of a translation when its source is edited: which words readers get, on paragraphs translated by people.

    python -m benchmarks.edits [--corpora ../shared/corpora] [--edits 2000] [--show]

Paragraphs are one to three neighbours of the dev sets, which no word list was made from. Each edit has its true kind: *cosmetic*, *facts* (the
new fact in the person's sentence is then the expected text) or *meaning*, which must never pass for one of the others. Every paragraph is an
entry that a person finished, the edit is merged into its catalog, and the text is what the publication policy takes.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workflow.catalogs import merge
from workflow.catalogs.provenance import edit_of
from workflow.catalogs.source_edits.kinds import EditKind, EditRules
from workflow.drafting.reuse.repair import is_edited
from workflow.formats import for_path
from workflow.languages import number_signs
from workflow.lexicon import Lexicon
from workflow.model import Catalog, Entry
from workflow.project.publish_policy import DocumentPolicy
from workflow.publishing.policy import published_units

__all__ = ["Case", "Result", "cases", "evaluate", "main", "paragraphs"]

_WORD = re.compile(r"(?<![^\s(\"“])[a-z]{5,}(?=[\s,;:)]|\.?$)")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?:,\d{3})*(?![\w:/%-])(?![.,]\d)")
_PAIRS = (
    *(
        ("before", "after"),
        ("open", "closed"),
        ("first", "last"),
        ("more", "less"),
        ("always", "never"),
        ("with", "without"),
    ),
    *(
        ("left", "right"),
        ("up", "down"),
        ("large", "small"),
        ("most", "few"),
        ("many", "few"),
        ("high", "low"),
        ("old", "new"),
    ),
    *(
        ("and", "or"),
        ("from", "form"),
        ("now", "not"),
        ("though", "through"),
        ("than", "then"),
        ("there", "three"),
        ("on", "off"),
    ),
    *(
        ("can", "cannot"),
        ("is", "isn't"),
        ("will", "won't"),
        ("his", "this"),
        ("were", "where"),
        ("quite", "quiet"),
        ("lose", "loose"),
    ),
    *(("possible", "impossible"), ("known", "unknown"), ("used", "unused"), ("likely", "unlikely"), ("able", "unable")),
    *(("trial", "trail"), ("causal", "casual"), ("public", "pubic"), ("county", "country"), ("desert", "dessert")),
    *(
        ("adopted", "adapted"),
        ("conversation", "conservation"),
        ("except", "accept"),
        ("united", "untied"),
        ("lead", "led"),
    ),
)
"""Words of which one in the place of the other makes another sentence."""


@dataclass(frozen=True, slots=True)
class Case:
    """An edit with its true kind. ``expected``: the text that readers must get."""

    what: str
    kind: str
    language: str
    old: str
    new: str
    translation: str
    expected: str


@dataclass(slots=True)
class Result:
    """The results of the edits of one sort."""

    cases: int = 0
    right: int = 0
    judged: Counter[str] = field(default_factory=Counter)
    machine: int = 0
    """Cases in which a machine would have changed the text that readers get."""
    wrong: list[str] = field(default_factory=list)


def paragraphs(corpora: Path, dice: random.Random) -> Iterator[tuple[str, str, str]]:
    """Language, source and translation of paragraphs of one to three neighbours, in random order, without end."""
    sets = []
    for language in ("es", "de", "fr"):
        for name in ("dev", "docs-dev"):
            folder = corpora / f"en-{language}"
            ours, theirs = (
                (folder / f"{name}.{code}").read_text(encoding="utf-8").splitlines() for code in ("en", language)
            )
            sets.append((language, list(zip(ours, theirs, strict=True))))
    while True:
        language, lines = dice.choice(sets)
        at = dice.randrange(len(lines) - 3)
        chosen = lines[at : at + dice.choice((1, 1, 2, 3))]
        yield language, " ".join(one for one, _ in chosen), " ".join(other for _, other in chosen)


def cases(corpora: Path, wanted: int, seed: int = 1) -> list[Case]:
    """Seeded edits, the sorts in turn as far as the paragraphs allow."""
    dice = random.Random(seed)
    found: list[Case] = []
    sorts = list(_EDITS)
    texts = " ".join(path.read_text(encoding="utf-8") for path in sorted(corpora.glob("en-*/*dev.en")))
    known = frozenset(re.findall(r"[a-z]+", texts.lower()))
    ordinary = frozenset(re.findall(r"(?<![A-Za-z])[a-z]+", texts))
    stream = paragraphs(corpora, dice)
    for number in range(wanted):
        what = sorts[number % len(sorts)]
        kind, edit = _EDITS[what]
        while True:
            language, old, translation = next(stream)
            made = edit(old, translation, _Dice(dice, known, ordinary, language))
            if made is not None and made[0] != made[1]:
                found.append(Case(what, kind, language, made[0], made[1], made[2], made[-1]))
                break
    return found


@dataclass(frozen=True, slots=True)
class _Dice:
    random: random.Random
    known: frozenset[str]
    """Every word of the dev sets: a misspelling must be none of them."""
    ordinary: frozenset[str]
    """Those that occur in lower case: a name must be none of them."""
    language: str


_Edited = tuple[str, str, str] | tuple[str, str, str, str] | None
"""Old source, new source, the translation, and the text that readers must get if that is another one."""


def _near(letter: str) -> str:
    """The letters beside a key."""
    return next(
        row[max(at - 1, 0) : at + 2] for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") if (at := row.find(letter)) >= 0
    )


def _typo(text: str, translation: str, dice: _Dice) -> _Edited:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = dice.random.choice(found)
    word = match[0]
    at = dice.random.randrange(1, len(word) - 1)
    misspelt = dice.random.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + dice.random.choice(_near(word[at])) + word[at + 1 :],
        )
    )
    if misspelt in dice.known or Lexicon("en").has(misspelt):
        return None
    return text[: match.start()] + misspelt + text[match.end() :], text, translation


def _emphasis(text: str, translation: str, dice: _Dice) -> _Edited:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = dice.random.choice(found)
    sign = dice.random.choice(("*", "**", "_"))
    marked = f"{text[: match.start()]}{sign}{match[0]}{sign}{text[match.end() :]}"
    return (*dice.random.sample((text, marked), 2), translation)  # type: ignore[return-value]


def _punctuation(text: str, translation: str, dice: _Dice) -> _Edited:
    edits: Sequence[Callable[[str], str]] = (
        lambda one: one.rstrip("."),
        lambda one: one.replace('"', "”"),
        lambda one: one.replace("'", "’"),
        lambda one: one.replace(" - ", " – "),
        lambda one: re.sub(r", (?=[a-z])", " ", one, count=1),
        lambda one: re.sub(r"(?<=[a-z]) (?=and [a-z])", ", ", one, count=1),
        lambda one: one.replace("; ", ". ", 1),
    )
    return text, dice.random.choice(edits)(text), translation


def _spaces(text: str, translation: str, dice: _Dice) -> _Edited:
    places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    if not places:
        return None
    at = dice.random.choice(places)
    return f"{text[:at]} {text[at:]}", text, translation


def _case(text: str, translation: str, dice: _Dice) -> _Edited:
    found = [match for match in _WORD.finditer(text) if match.start()]
    if not found:
        return None
    match = dice.random.choice(found)
    return text[: match.start()] + match[0].capitalize() + text[match.end() :], text, translation


def _numbers(text: str, translation: str, dice: _Dice) -> _Edited:
    """A number that the translation has as often, in the form of its language."""
    group, _ = number_signs(dice.language)
    found = [m for m in _NUMBER.finditer(text) if int(m[0].replace(",", "")) > 4]
    if not found:
        return None
    match = dice.random.choice(found)
    value = int(match[0].replace(",", ""))
    new = value + dice.random.randrange(1, 9)
    forms = (
        [match[0]]
        if "," not in match[0]
        else [match[0].replace(",", sign) for sign in (group, "\u00a0", " ", "\u202f")]
    )
    for form in forms:
        pattern = rf"(?<![\w.,:/-]){re.escape(form)}(?![\w:/-])(?![.,]\d)"
        if len(re.findall(pattern, translation)) == 1 and len(re.findall(rf"(?<!\d){match[0]}(?!\d)", text)) == 1:
            sign = form[-4] if "," in match[0] else ""
            return (
                text,
                f"{text[: match.start()]}{new:,}{text[match.end() :]}"
                if "," in match[0]
                else f"{text[: match.start()]}{new}{text[match.end() :]}",
                translation,
                re.sub(pattern, f"{new:,}".replace(",", sign) if sign else str(new), translation),
            )
    return None


def _links(text: str, translation: str, dice: _Dice) -> _Edited:
    """A link around the first word of both texts, whose target changes."""
    one, other = (f"[{words[0]}](a.md) {' '.join(words[1:])}" for words in (text.split(), translation.split()))
    if any(sign in text + translation for sign in "[]<>`*_"):
        return None
    return one, one.replace("(a.md)", "(b.md)"), other, other.replace("(a.md)", "(b.md)")


def _code(text: str, translation: str, dice: _Dice) -> _Edited:
    if any(sign in text + translation for sign in "[]<>`*_"):
        return None
    return f"`run` {text}", f"`start --now` {text}", f"`run` {translation}", f"`start --now` {translation}"


def _names(text: str, translation: str, dice: _Dice) -> _Edited:
    """A name put into both texts."""
    one, other = dice.random.sample(
        ("Brennholt", "Tarkowicz", "Danvorth", "Marta", "Kovalenko", "Nguyen", "Quillfeather"), 2
    )
    before, after = {"es": ("Según", "el texto es:"), "de": ("Laut", "gilt:"), "fr": ("Selon", "on lit :")}[
        dice.language
    ]
    if re.search(rf"{one}|{other}", text):
        return None
    return (
        f"According to {one} it says: {text}",
        f"According to {other} it says: {text}",
        f"{before} {one} {after} {translation}",
        f"{before} {other} {after} {translation}",
    )


def _negation(text: str, translation: str, dice: _Dice) -> _Edited:
    edits = (
        (r"\b(is|are|was|were|will|would|should|must|has|have) (?!not)", r"\1 not "),
        (r"\bcan\b(?! not)", "cannot"),
        (r"\b(not|never) ", ""),
        (r"\b(the|an?) (?=[a-z])", "no "),
        (r"\b(is|was|does|can)n['’]t\b", r"\1"),
    )
    pattern, new = dice.random.choice(edits)
    return text, re.sub(pattern, new, text, count=1), translation


def _opposite(text: str, translation: str, dice: _Dice) -> _Edited:
    pairs = [*_PAIRS, *((b, a) for a, b in _PAIRS)]
    found = [pair for pair in pairs if re.search(rf"\b{re.escape(pair[0])}\b", text)]
    if not found:
        return None
    one, other = dice.random.choice(found)
    return text, re.sub(rf"\b{re.escape(one)}\b", other, text, count=1), translation


def _real_word(text: str, translation: str, dice: _Dice) -> _Edited:
    """A word that became another word by one letter."""
    found = list(_WORD.finditer(text))
    dice.random.shuffle(found)
    for match in found:
        word = match[0]
        for at in range(len(word)):
            for sign in "abcdefghilmnoprstuw":
                for other in (
                    word[:at] + sign + word[at + 1 :],
                    word[:at] + word[at + 1 :],
                    word[:at] + sign + word[at:],
                ):
                    if other in dice.ordinary and not _is_variant(word, other):
                        return text, text[: match.start()] + other + text[match.end() :], translation
    return None


def _is_variant(word: str, other: str) -> bool:
    """Whether two words are equal, or British and American spellings of one."""
    return _american(word) == _american(other)


def _american(word: str) -> str:
    return word.replace("z", "s").replace("ll", "l").replace("our", "or")


def _unit(text: str, translation: str, dice: _Dice) -> _Edited:
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = dice.random.choice(found)
    one, other = dice.random.choice(
        (("km", "m"), ("kg", "g"), ("mW", "MW"), ("%", "°"), ("kB", "KB"), ("dollars", "euros"), ("mm", "cm"))
    )
    return (
        f"{text[: match.end()]} {one}{text[match.end() :]}",
        f"{text[: match.end()]} {other}{text[match.end() :]}",
        translation,
    )


def _other_number(text: str, translation: str, dice: _Dice) -> _Edited:
    """A number that the translation does not have: its sentence must not be taken for a right one."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = dice.random.choice(found)
    new = str(int(match[0].replace(",", "")) * 10 + 1)
    digits = re.sub(r"\D", "", match[0])
    if digits in re.sub(r"(?<=\d)[.,\s\u202f\u00a0](?=\d)", "", translation):
        translation = re.sub(r"\d", "", translation)
    return text, text[: match.start()] + new + text[match.end() :], translation


def _sentence(text: str, translation: str, dice: _Dice) -> _Edited:
    added = "Nobody has said anything about it since."
    return (*dice.random.sample((text, f"{text} {added}"), 2), translation)  # type: ignore[return-value]


def _word(text: str, translation: str, dice: _Dice) -> _Edited:
    found = list(_WORD.finditer(text))
    if not found:
        return None
    match = dice.random.choice(found)
    return text, text[: match.start()] + dice.random.choice(sorted(dice.known)) + text[match.end() :], translation


def _question(text: str, translation: str, dice: _Dice) -> _Edited:
    return (text, f"{text[:-1]}?", translation) if text.endswith(".") else None


_EDITS: dict[str, tuple[str, Callable[[str, str, _Dice], _Edited]]] = {
    "typo": ("cosmetic", _typo),
    "emphasis": ("cosmetic", _emphasis),
    "punctuation": ("cosmetic", _punctuation),
    "spaces": ("cosmetic", _spaces),
    "case": ("cosmetic", _case),
    "number": ("facts", _numbers),
    "link": ("facts", _links),
    "code": ("facts", _code),
    "name": ("facts", _names),
    "negation": ("meaning", _negation),
    "opposite or look-alike": ("meaning", _opposite),
    "another word by a letter": ("meaning", _real_word),
    "unit": ("meaning", _unit),
    "number not in the translation": ("meaning", _other_number),
    "sentence": ("meaning", _sentence),
    "another word": ("meaning", _word),
    "question": ("meaning", _question),
}


def evaluate(found: Sequence[Case]) -> dict[str, Result]:
    """Merge each edit into a catalog, and look at what readers get."""
    results = {what: Result() for what in _EDITS}
    for case in found:
        document = for_path("x.md").parse(f"{case.new}\n".encode(), path="x.md")
        rules = EditRules("en", case.language, document.grammar)
        before = Catalog((Entry(case.old, (case.translation,), extracted=("paragraph",)),))
        after = merge([Entry(case.new, extracted=("paragraph",))], before, rules=rules, today="2026-01-01")
        entry = after.live[0]
        edit = edit_of(entry)
        result = results[case.what]
        result.cases += 1
        kind = edit.kind if edit is not None else EditKind.REWRITTEN
        result.judged[str(kind)] += 1
        units = published_units(replace(document, units=document.units[:1]), after, DocumentPolicy())
        text = next((one.text for one in units if one.unit.source == case.new), entry.text)
        kept = kind.keeps_text
        result.machine += is_edited(entry) and kept
        right = not kept if case.kind == "meaning" else kept and text == case.expected
        result.right += right
        if not right:
            result.wrong.append(f"{case.what} ({kind}, {case.language})\n  {case.old}\n  {case.new}\n  {entry.text}")
    return results


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, and with ``--show`` every edit that was judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--edits", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    results = evaluate(cases(options.corpora, options.edits, options.seed))
    kinds = list(EditKind)
    rows = [f"| edit | true kind | edits | {' | '.join(kinds)} | right |", f"|{'---|' * (4 + len(kinds))}"]
    total: dict[str, list[int]] = {}
    for what, result in results.items():
        kind = _EDITS[what][0]
        judged = " | ".join(str(result.judged[name]) for name in kinds)
        rows.append(f"| {what} | {kind} | {result.cases} | {judged} | {result.right / max(result.cases, 1):.1%} |")
        sums = total.setdefault("cosmetic and facts" if kind != "meaning" else "meaning", [0, 0, 0])
        sums[0] += result.cases
        sums[1] += result.right
        sums[2] += result.machine
    for name, (count, right, machine) in total.items():
        rows.append(
            f"| all of {name} | | {count} | {' | '.join('' for _ in kinds)} | {right / count:.2%}, {machine} with machine words |"
        )
    sys.stdout.write("\n".join(rows) + "\n")
    if options.show:
        sys.stdout.write("\n".join(text for result in results.values() for text in result.wrong) + "\n")


if __name__ == "__main__":
    main()
