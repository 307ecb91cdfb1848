"""What a check of translations is: the texts it sees, the problems it finds, and what its documentation needs.

A check looks at one text and its translation (``Check``), at one entry (``EntryCheck``) or at all entries of a language
(``CatalogCheck``). ``rules`` has the table of them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from workflow.catalogs.plural_forms import PluralRule
from workflow.catalogs.states import state
from workflow.checks.language_pair import LanguagePair, TextCheck
from workflow.checks.plural_sources import plural_source
from workflow.glossary.terms import Terms
from workflow.inline_tags import Grammar, InlineTag, Syntax, TagKind
from workflow.languages import base_language
from workflow.model import Entry, Kind, Severity, Span, State
from workflow.spelling import Speller

__all__ = [
    "MARK",
    "MARKDOWN",
    "NO_SPELLER",
    "OBJECT",
    "CatalogCheck",
    "Check",
    "CheckRule",
    "CheckedEntry",
    "EntryCheck",
    "EntryFacts",
    "Example",
    "OpinionExample",
    "OpinionRule",
    "TextPair",
    "TextProblem",
    "in_either",
    "in_target",
    "on_words",
    "quoted",
    "replaced",
]

MARK, OBJECT = "\ue000", "\ue001"
"""Characters in place of those of a tag that is one of a pair, such as ``**``, and of any other tag, such as a code span."""
MARKDOWN = Grammar()
"""The grammar of texts whose document is not known."""
NO_SPELLER = Speller()
"""The speller of a language without a dictionary."""
_QUOTED = re.compile("“([^”]{1,200})”")


@dataclass(frozen=True, slots=True)
class Example:
    """Translations that a check must accept and must find. They are its first tests and its documentation.

    For a check of entries, the texts are the forms of a plural entry; for a check of catalogs, they are those of several entries.
    """

    pair: str
    """The languages: ``en-es``."""
    source: str | tuple[str, ...]
    good: str | tuple[str, ...]
    bad: str | tuple[str, ...]
    flags: tuple[str, ...] = ()
    """The flags of the entry."""
    syntax: Syntax = "markdown"
    """The syntax of the texts."""


@dataclass(frozen=True, slots=True)
class TextProblem:
    """One problem of a translation."""

    message: str
    """A clause that a translator understands, without a full stop: ``ends with “.”, and the source does not``."""
    span: Span | None = None
    """The part of the translation that is wrong."""
    source_span: Span | None = None
    """The part of the source that it is about."""
    fix: str | None = None
    """The whole translation, corrected."""
    form: int = 0
    """The plural form."""
    severity: Severity | None = None
    """None: that of the check."""


@dataclass(frozen=True)
class TextPair:
    """A text and its translation, with the views that checks need. Each view is computed when it is first asked for."""

    source: str
    target: str
    languages: LanguagePair
    grammar: Grammar = MARKDOWN
    kind: Kind | None = None
    """The kind of the unit; None if it is not known."""
    terms: Terms | None = None
    """The glossary of the language."""
    is_draft: bool = False
    """Whether a machine wrote the translation, and no person has edited it."""
    speller: Speller = NO_SPELLER
    """The spelling of the language."""

    @property
    def language(self) -> str:
        """The language of the translation, without territory and script."""
        return base_language(self.languages.target)

    @cached_property
    def source_tags(self) -> tuple[InlineTag, ...]:
        """The inline tags of the source."""
        return self.grammar.find_tags(self.source)

    @cached_property
    def target_tags(self) -> tuple[InlineTag, ...]:
        """The inline tags of the translation."""
        return self.grammar.find_tags(self.target)

    @cached_property
    def masked_source(self) -> str:
        """The source with ``MARK`` and ``OBJECT`` in place of the characters of inline tags. Offsets are those of the source."""
        return _masked(self.source, self.source_tags)

    @cached_property
    def masked_target(self) -> str:
        """The same for the translation."""
        return _masked(self.target, self.target_tags)

    @cached_property
    def source_words(self) -> str:
        """The source without inline tags; each leaves a space."""
        return self.grammar.unescaped(_words(self.source, self.source_tags))

    @cached_property
    def target_words(self) -> str:
        """The same for the translation."""
        return self.grammar.unescaped(_words(self.target, self.target_tags))

    @cached_property
    def tag_changes(self) -> tuple[tuple[InlineTag, ...], tuple[InlineTag, ...]]:
        """The inline tags that the translation lacks, and those that only it has."""
        if not self.source_tags and not self.target_tags:
            return (), ()
        missing, added = self.grammar.changed_tags(self.source, self.grammar.written(self.source, self.target))
        there = {tag: tag for tag in self.target_tags}
        return missing, tuple(there.get(tag, tag) for tag in added)


def _masked(text: str, tags: Sequence[InlineTag]) -> str:
    parts: list[str] = []
    at = 0
    for tag in tags:
        parts.append(text[at : tag.start])
        if tag.kind is TagKind.BREAK:
            parts.append(tag.text)
        elif tag.kind is TagKind.ESCAPE:
            parts.append(MARK + tag.text[1:])
        else:
            parts.append((OBJECT if tag.partner is None else MARK) * (tag.end - tag.start))
        at = tag.end
    parts.append(text[at:])
    return "".join(parts)


def _words(text: str, tags: Sequence[InlineTag]) -> str:
    parts: list[str] = []
    at = 0
    for tag in tags:
        parts.append(text[at : tag.start])
        at = tag.end
    parts.append(text[at:])
    return " ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CheckRule:
    """What every check says about itself. There is one of each, so that they are compared by identity."""

    id: str
    """In snake case; Weblate's name if it has the check, otherwise that of pofilter."""
    mqm: str
    """The category of the error in MQM (themqm.org), and its kind: ``Accuracy: omission``."""
    severity: Severity
    description: str
    """One sentence about what is wrong."""
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check(CheckRule):
    """A check of one text and its translation. Plural forms are checked one by one."""

    find: Callable[[TextPair], Iterable[TextProblem]]
    needs: Callable[[TextPair], bool] | None = None
    """A quick test without which the check finds nothing, so that it need not be called. Checks may share one: it is then asked once for each
    text. None: the check is always called."""
    languages: frozenset[str] | None = None
    """Target languages, without territory; None for all."""
    kinds: frozenset[Kind] | None = None
    """Kinds of units; None for all, and for texts whose kind is not known."""

    def applies_to(self, language: str, kind: Kind | None) -> bool:
        """Whether the check is for the language, without territory, and the kind of a text."""
        of_language = self.languages is None or language in self.languages
        return of_language and (self.kinds is None or kind is None or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class CheckedEntry:
    """An entry, and what is known about its texts."""

    entry: Entry
    languages: LanguagePair
    grammar: Grammar = MARKDOWN
    kind: Kind | None = None
    rule: PluralRule | None = None
    """The rule for plural forms in the header of its catalog."""
    terms: Terms | None = None
    """The glossary of the language."""
    speller: Speller = NO_SPELLER
    """The spelling of the language."""

    def texts(self) -> tuple[TextPair, ...]:
        """Each form of the translation with its source (``plural_source``)."""
        entry = self.entry
        is_draft = entry.fuzzy and state(entry) is State.DRAFT
        rest = (self.languages, self.grammar, self.kind, self.terms, is_draft, self.speller)
        return tuple(
            TextPair(plural_source(entry, form, self.grammar, self.rule), text, *rest)
            for form, text in enumerate(entry.msgstr)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntryCheck(CheckRule):
    """A check of a whole entry: its flags, comments and plural forms."""

    find: Callable[[CheckedEntry], Iterable[TextProblem]]


class EntryFacts(NamedTuple):
    """What is compared of an entry with those of other entries (``entry_facts``). It is stored, so that a catalog that did not change need
    not be parsed.
    """

    source: str
    plural: str | None
    kind: str
    """The value of the kind of its unit; empty if it is not known."""
    texts: Sequence[str]
    """The forms of the translation."""
    by_people: bool = False
    """Whether a person wrote or approved the translation."""
    draft: Sequence[str] | None = None
    """Of a draft: its engine and its package."""
    fits: Sequence[int] = ()
    """Of 1 and -1: whether the translation fits the source of the next entry of the catalog, and of the previous one, and not its own."""
    strange_words: Sequence[tuple[int, str, int, int, str]] = ()
    """Of a draft: the words that are in no list, each with its form, its start and end, and the severity of a finding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CatalogCheck(CheckRule):
    """A check of all entries of a language together."""

    find: Callable[[Sequence[EntryFacts]], Iterable[tuple[int, TextProblem]]]
    """Returns the index of an entry with each problem."""


@dataclass(frozen=True, slots=True)
class OpinionExample:
    """A translation, and what a language model may say about it."""

    pair: str
    """The languages: ``en-es``."""
    source: str
    target: str
    severity: str
    """MQM's: ``minor``, ``major``, ``critical``."""
    quote: str
    """The words that the model quotes."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpinionRule(CheckRule):
    """What a language model looks for when it is asked for a second opinion. No function finds it."""

    examples: tuple[Example, ...] = ()
    opinions: tuple[OpinionExample, ...]


def on_words(check: TextCheck) -> Callable[[TextPair], Iterable[TextProblem]]:
    """Return a function for ``Check.find`` of a check that drafting uses as well, which sees texts without inline tags."""

    def find(pair: TextPair) -> Iterable[TextProblem]:
        reason = check(pair.source_words, pair.target_words, pair.languages)
        return () if reason is None else (quoted(reason, pair),)

    return find


def in_target(signs: str) -> Callable[[TextPair], bool]:
    """Return a test for ``Check.needs``: whether the translation has one of some characters."""

    def test(pair: TextPair) -> bool:
        target = pair.target
        for sign in signs:  # noqa: SIM110 - a generator takes longer than the search
            if sign in target:
                return True
        return False

    return test


def in_either(signs: str) -> Callable[[TextPair], bool]:
    """Return a test for ``Check.needs``: whether the source or the translation has one of some characters."""

    def test(pair: TextPair) -> bool:
        source, target = pair.source, pair.target
        for sign in signs:  # noqa: SIM110 - a generator takes longer than the search
            if sign in target or sign in source:
                return True
        return False

    return test


def quoted(reason: str, pair: TextPair) -> TextProblem:
    """Return the problem of a reason; if it quotes a part of a text (``“word”``), that is the part that is marked."""
    for match in _QUOTED.finditer(reason):
        at = pair.target.find(match[1])
        if at >= 0:
            return TextProblem(reason, Span(at, at + len(match[1])))
    for match in _QUOTED.finditer(reason):
        at = pair.source.find(match[1])
        if at >= 0:
            return TextProblem(reason, source_span=Span(at, at + len(match[1])))
    return TextProblem(reason)


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """Return a text with other text in the place of spans, which are in order: start, end, what stands there then."""
    for start, end, new in reversed(changes):
        text = text[:start] + new + text[end:]
    return text
