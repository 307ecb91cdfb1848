"""What is compared of the entries of a catalog with those of other entries of the language."""

import re
from collections.abc import Collection, Iterator, Sequence

from workflow.catalogs.provenance import draft_of
from workflow.catalogs.states import state
from workflow.checks.known_names import countries
from workflow.checks.model import CheckedEntry, EntryFacts, TextPair
from workflow.checks.unknown_words import unknown_words
from workflow.checks.vocabulary import invented_words
from workflow.lexicon import Lexicon
from workflow.model import Severity, Span, State
from workflow.word_filters import RunWords

__all__ = ["facts_of"]

_BY_PEOPLE = frozenset({State.TRANSLATED, State.APPROVED})
_SIGNATURE = re.compile(r"\d+|[A-Z][\w\-]{2,}|`[^`\n]+`|[\w.\-]+@[\w.\-]+|https?://\S+|[^\W\d_]{4,}")
_PREFIX = 5


def facts_of(entries: Sequence[CheckedEntry], checks: Collection[str] = ("invented", "shifted")) -> list[EntryFacts]:
    """Return the facts of the entries of one catalog, in its order. ``checks``: the ids of those that look at them; words and signatures
    that none of them looks at are left out.
    """
    signed = [(one.entry.msgid, one.entry.text) for one in entries] if "shifted" in checks else []
    ours, theirs = [_signature(source) for source, _ in signed], [_signature(text) for _, text in signed]
    found = []
    for number, checked in enumerate(entries):
        entry, where = checked.entry, state(checked.entry)
        draft = draft_of(entry) if where is State.DRAFT else None
        found.append(
            EntryFacts(
                entry.msgid,
                entry.msgid_plural,
                checked.kind.value if checked.kind else "",
                entry.msgstr,
                where in _BY_PEOPLE,
                (draft.engine, draft.package) if draft else None,
                tuple(step for step in (1, -1) if signed and _fits(number, step, ours, theirs)),
                tuple(_strange_words(checked)) if draft and "invented" in checks else (),
            )
        )
    return found


def _fits(number: int, step: int, ours: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> bool:
    other = number + step
    if not 0 <= other < len(ours) or not theirs[number]:
        return False
    there = len(theirs[number] & ours[other])
    return there > 0 and there > len(theirs[number] & ours[number]) and there > len(ours[other] & theirs[other])


def _signature(text: str) -> frozenset[str]:
    """What a text and its translation often have in common: numbers, names, code, addresses, the beginnings of long words."""
    # Only code can have a space.
    return frozenset(_signature_of(text) if "`" in text else _SIGNATURES.of(text))


def _signature_of(part: str) -> list[str]:
    return [word if not word.isalpha() else word[:_PREFIX].casefold() for word in _SIGNATURE.findall(part)]


_SIGNATURES = RunWords(_signature_of)


def _strange_words(checked: CheckedEntry) -> Iterator[tuple[int, str, int, int, str]]:
    severity = Severity.WARNING if checked.speller else Severity.NOTE
    for form, pair in enumerate(checked.texts()):
        for word, span in _strange_words_of(pair):
            yield form, word, span.start, span.end, severity.value


def _strange_words_of(pair: TextPair) -> list[tuple[str, Span]]:
    """The words that neither the dictionary nor the program's word list has; without a dictionary, those that the list does not have."""
    language = pair.languages.target
    if pair.speller:
        return [(word, span) for word, span in unknown_words(pair) if not Lexicon(language).may_be_word(word.lower())]
    # The quick test first: inline tags only add words.
    if not invented_words(pair.source, pair.target, pair.languages):
        return []
    words = invented_words(pair.source_words, pair.target_words, pair.languages)
    # No list of words has all countries and their languages.
    places = {word: pair.target.find(word) for word in words if word not in countries(language)}
    return [(word, Span(at, at + len(word))) for word, at in places.items() if at >= 0]
