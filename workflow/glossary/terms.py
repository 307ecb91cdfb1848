"""The glossary for one language: find the terms of a text, and check whether a translation has their targets."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workflow.glossary.model import EVERY, Term
from workflow.glossary.stemming import UNSPACED, Word, forms, same, words_of
from workflow.languages import base_language, match_rank

__all__ = ["Concept", "TermMatch", "Terms", "applicable", "occurrences"]

_BETWEEN = re.compile(r"[\s\u00a0]+|[-‐‑'’]")
"""What may separate two words of a term."""
_PLAIN = re.compile(r"[^\W_]+(?:(?:\s+|[-‐‑'’])[^\W_]+)*")
"""A term that consists of words; others (``C++``, ``.NET``) are searched character by character."""


@dataclass(frozen=True, slots=True)
class Concept:
    """The rows of a glossary for one source term and one language, combined."""

    source: str
    targets: tuple[str, ...] = ()
    """Its translations, the preferred one first; for a term that is not translated, the term itself."""
    forbidden: tuple[str, ...] = ()
    """Translations that must not be used."""
    do_not_translate: bool = False
    """Whether the term must not be translated."""
    exact: bool = False
    """Whether case is significant."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term in a text, and its span in characters."""

    concept: Concept
    start: int
    end: int


def applicable(languages: Iterable[str], target: str) -> tuple[str, ...]:
    """Return those of the ``languages`` whose rows apply to ``target``, the nearest first, and ``EVERY`` last: for ``es``, first ``es``,
    then ``es_ES``, then other territories (``match_rank``).
    """
    ranks = {code: rank for code in languages if code != EVERY and (rank := match_rank(code, target)) is not None}
    return (*sorted(ranks, key=lambda code: ranks[code]), EVERY)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a glossary for one pair of languages (gettext codes)."""

    source: str
    target: str
    concepts: tuple[Concept, ...] = ()
    nowhere: tuple[str, ...] = ()
    """Words that are forbidden in every translation."""
    _first: dict[str, list[Concept]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Concepts by a form of their first word; those that are searched character by character are under the empty word."""
    _target_forms: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """The forms of the words of all translations, when they were first asked for."""

    def __post_init__(self) -> None:
        found: dict[str, dict[Concept, None]] = defaultdict(dict)
        for concept in self.concepts:
            for form in _starts(concept.source, self.source):
                found[form][concept] = None
        self._first.update({form: list(all_) for form, all_ in found.items()})

    @classmethod
    def of(cls, terms: Sequence[Term], source: str, target: str) -> "Terms":
        """Make the terms for a language from all rows. For a term with rows in several languages, those of the nearest one count."""
        taken: dict[tuple[str, bool], list[Term]] = {}
        nowhere: list[str] = []
        for code in applicable(dict.fromkeys(term.language for term in terms), target):
            rows: dict[tuple[str, bool], list[Term]] = defaultdict(list)
            for term in terms:
                if term.language == code and term.source:
                    rows[term.folded, term.exact].append(term)
                elif term.language == code:
                    nowhere.append(term.target)
            for key, found in rows.items():
                taken.setdefault(key, found)
        return cls(source, target, tuple(_concept(rows) for rows in taken.values()), tuple(dict.fromkeys(nowhere)))

    def __bool__(self) -> bool:
        return bool(self.concepts or self.nowhere)

    @property
    def protected(self) -> tuple[str, ...]:
        """Regular expressions for the terms that must not be translated, to be treated as placeholders. The longest come first."""
        found = sorted(
            (c for c in self.concepts if c.do_not_translate), key=lambda concept: (-len(concept.source), concept.source)
        )
        return tuple(rf"(?<![^\W_])(?{'' if c.exact else 'i'}:{_spaced(c.source)})(?![^\W_])" for c in found)

    def has_target_word(self, word: str) -> bool:
        """Whether a word is one of the translation of a term, or a form of one."""
        if not self._target_forms:
            texts = (target for concept in self.concepts for target in concept.targets)
            self._target_forms.update(
                form for text in texts for one, _, _ in words_of(text) for form in forms(one, self.target)
            )
        return not self._target_forms.isdisjoint(forms(word, self.target))

    def find(self, text: str) -> tuple[TermMatch, ...]:
        """Return the terms in ``text`` (source text without inline tags) in order; of overlapping terms, the longest."""
        if not self.concepts:
            return ()
        found: list[TermMatch] = []
        words = words_of(text)
        position = 0
        for number, (word, start, _) in enumerate(words):
            if start < position:
                continue
            near = [concept for form in sorted(forms(word, self.source)) for concept in self._first.get(form, ())]
            best: tuple[tuple[int, bool, bool], int, Concept] | None = None
            for concept in dict.fromkeys(near):
                end = _ends(words, number, text, concept.source, self.source, concept.exact)
                if end is not None:
                    # Of two equally long terms, the one with the exact form: "units" may have a row of its own.
                    rank = (end - start, concept.exact, text[start:end].casefold() == concept.source.casefold())
                    if best is None or rank > best[0]:
                        best = (rank, end, concept)
            if best is not None:
                found.append(TermMatch(best[2], start, best[1]))
                position = best[1]
        for concept in sorted(self._first.get("", ()), key=lambda concept: -len(concept.source)):
            for start, end in occurrences(text, concept.source, self.source, exact=concept.exact):
                if not any(match.start < end and start < match.end for match in found):
                    found.append(TermMatch(concept, start, end))
        return tuple(sorted(found, key=lambda match: match.start))

    def held(self, concept: Concept, target: str) -> str | None:
        """Return the first of the concept's targets that ``target`` contains, in any form; None if it contains none."""
        return next(
            (name for name in concept.targets if occurrences(target, name, self._language(concept), exact=concept.exact or concept.do_not_translate)),
            None,
        )  # fmt: skip

    def missing(self, matches: Sequence[TermMatch], target: str) -> tuple[Concept, ...]:
        """Return the concepts of ``matches`` none of whose targets is in ``target``, each once."""
        concepts = dict.fromkeys(match.concept for match in matches if match.concept.targets)
        return tuple(concept for concept in concepts if self.held(concept, target) is None)

    def unwanted(self, matches: Sequence[TermMatch], target: str) -> tuple[tuple[str, str], ...]:
        """Return the forbidden words in ``target``, each with its source term, which is empty for a word that is forbidden everywhere.

        A forbidden word within a preferred target (``memoria`` in ``memoria de traducción``) does not count.
        """
        concepts = tuple(dict.fromkeys(match.concept for match in matches))
        watched = [(c.source, word, c.exact) for c in concepts for word in c.forbidden]
        watched += [("", word, False) for word in self.nowhere]
        if not watched:
            return ()
        wanted = [
            span
            for concept in concepts
            for name in concept.targets
            for span in occurrences(target, name, self.target, exact=concept.exact)
        ]
        found = []
        for term, word, exact in watched:
            for start, end in occurrences(target, word, self.target, exact=exact):
                if not any(a <= start and end <= b and b - a > end - start for a, b in wanted):
                    found.append((term, word))
                    break
        return tuple(found)

    def _language(self, concept: Concept) -> str:
        return self.source if concept.do_not_translate else self.target


def _concept(rows: Sequence[Term]) -> Concept:
    first = rows[0]
    keep = any(row.do_not_translate for row in rows)
    targets = tuple(dict.fromkeys(row.target for row in rows if not row.forbidden and not row.do_not_translate))
    return Concept(
        first.source,
        (first.source,) if keep else targets,
        tuple(dict.fromkeys(row.target for row in rows if row.forbidden)),
        keep,
        first.exact,
        next((row.note for row in rows if row.note), ""),
    )


def _starts(term: str, language: str) -> frozenset[str]:
    if base_language(language) in UNSPACED or not _PLAIN.fullmatch(term):
        return frozenset(("",))
    return forms(words_of(term)[0][0], language)


def _spaced(term: str) -> str:
    return r"\s+".join(map(re.escape, term.split()))


@lru_cache(maxsize=20_000)
def occurrences(text: str, term: str, language: str, *, exact: bool = False) -> tuple[tuple[int, int], ...]:
    """Return the spans of ``term`` in ``text``, in any form: whole words, or runs of characters in languages without spaces."""
    if not term.strip():
        return ()
    if base_language(language) in UNSPACED or not _PLAIN.fullmatch(term):
        return tuple(_signs(text, term, language, exact))
    words = words_of(text)
    found: list[tuple[int, int]] = []
    for number, (_, start, _) in enumerate(words):
        if found and start < found[-1][1]:
            continue
        end = _ends(words, number, text, term, language, exact)
        if end is not None:
            found.append((start, end))
    return tuple(found)


def _signs(text: str, term: str, language: str, exact: bool) -> list[tuple[int, int]]:
    """Find ``term`` character by character. A Latin letter at its edge must not have another one beside it."""
    head = r"(?<![A-Za-z0-9])" if term[0].isascii() and term[0].isalnum() else ""
    tail = r"(?![A-Za-z0-9])" if term[-1].isascii() and term[-1].isalnum() else ""
    if base_language(language) not in UNSPACED:
        head, tail = r"(?<![^\W_])" if term[0].isalnum() else "", r"(?![^\W_])" if term[-1].isalnum() else ""
    pattern = re.compile(f"{head}{_spaced(term)}{tail}", 0 if exact else re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


@lru_cache(maxsize=20_000)
def _parts(term: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in words_of(term))


def _ends(words: Sequence[Word], number: int, text: str, term: str, language: str, exact: bool) -> int | None:
    """The end of ``term`` if it begins with the word ``number``; None if it is not there."""
    parts = _parts(term)
    if number + len(parts) > len(words):
        return None
    for place, part in enumerate(parts):
        word, start, _ = words[number + place]
        if not same(word, part, language) or (exact and not _cased(word, part, number + place == 0)):
            return None
        if place and not _BETWEEN.fullmatch(text, words[number + place - 1][2], start):
            return None
    start, end = words[number][1], words[number + len(parts) - 1][2]
    return end if _alone(words, number, text, start, end) else None


def _cased(word: str, part: str, first: bool) -> bool:
    """Whether the common letters have the same case; the first one of the text may be a capital in any case."""
    for place, (one, two) in enumerate(zip(word, part, strict=False)):
        if one != two and one.casefold() == two.casefold() and not (first and place == 0 and one.isupper()):
            return False
    return True


def _alone(words: Sequence[Word], first: int, text: str, start: int, end: int) -> bool:
    """Whether it is not a part of ``e-mail`` or ``max_size``. A longer word before a hyphen counts as a word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "_" or after == "_":
        return False
    hyphen = before != "" and before in "-‐‑"
    return not (hyphen and first > 0 and words[first - 1][2] == start - 1 and len(words[first - 1][0]) < 3)
