"""Suggestions for a glossary: frequent noun phrases and names in the sources that have no entry.

No tagger is used: a phrase is a run of words without function words. A single word counts as a noun if articles and similar words
precede it often enough; a name is a word with a capital in the middle of sentences. English has a list of function words; in other languages
the short and very frequent words count as function words.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workflow.errors import CatalogError, DocumentError, WorkflowError
from workflow.glossary.checking import text_parts
from workflow.glossary.loading import Glossary, load
from workflow.glossary.stemming import UNSPACED, forms
from workflow.languages import base_language
from workflow.model import Kind, Observer, Selection
from workflow.project import Project
from workflow.segmentation import sentences

__all__ = ["FUNCTION_WORDS", "Suggestion", "SuggestionReport", "suggest"]

_LONGEST = 3
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words with which no term begins or ends, and words that are in no phrase.
FUNCTION_WORDS = {
    "en": _split(
        """a about above across after again against all almost along already also although always am among an and another any anyone
        anything are around as at away back be because become been before behind being below between both but by came can cannot come
        could did do does doing done down during each either else enough etc even ever every everything except far few first for from
        further gave get gets give given gives go goes going gone got had has have having he hence her here hers him his how however i
        if in instead into is it its itself just keep keeps kept know last later least less let like likely made make makes making many may
        maybe me mean means might mine more most much must my near need needs neither never new next no nobody none nor not nothing now
        of off often on once one only onto or other others our ours out over own per perhaps please put puts quite rather really same
        say says see seen several shall she should since so some somebody someone something sometimes still such take takes taken tell
        than that the their theirs them themselves then there therefore these they thing things this those three though through thus till to
        together too took toward two under unless until up upon us use used uses using very want wants was way we well went were what
        whatever when where whether which while who whole whom whose why will with within without would yet you your yours yourself
        isn't doesn't don't can't won't it's that's there's let's i'm you're they're we're didn't wasn't aren't haven't hasn't
        same such old good bad long short big small great little high low right left whose many different certain able
        begins begin ends end stands stand lies lie looks look called names read reads write writes written wrote found find finds"""
    ),
}  # fmt: skip
_BEFORE_NOUNS = {
    "en": _split("a an the this that these those each every any some no its their your our his her my of per which"),
}
"""Words that precede a noun or its adjectives."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that might be a term."""

    term: str
    """The phrase in its most frequent form."""
    count: int
    kind: str
    """``name`` or ``phrase``."""
    documents: int
    """Number of documents with the phrase."""
    example: str
    """A sentence with the phrase."""
    place: str
    """Document and line of the example: ``source/guide.md:40``."""


@dataclass(slots=True)
class _Candidate:
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    nouns: int = 0
    """Number of occurrences after an article or the like."""
    capitals: int = 0
    """Number of occurrences with capitals in the middle of a sentence."""
    inside: int = 0
    """Number of occurrences not at the beginning of a sentence."""
    example: str = ""
    place: str = ""

    @property
    def count(self) -> int:
        return self.forms.total()


@dataclass(frozen=True, slots=True)
class SuggestionReport:
    """The report of ``suggest``."""

    suggestions: tuple[Suggestion, ...] = ()
    problems: tuple[WorkflowError, ...] = ()
    """Errors of documents and catalogs that could not be read."""


def suggest(
    project: Project,
    selection: Selection = Selection(),
    *,
    least: int = 3,
    observer: Observer = Observer(),
) -> SuggestionReport:
    """List phrases and names that occur in the sources ``least`` times or more and are in no row of the glossary.

    Only rows for the selected languages count as entries. Frequent, long phrases in many documents come first.
    Only documents are searched; a catalog that cannot be read is a problem as in every other command. Raises BadInput, GlossaryError,
    FileProblem.
    """
    glossary = load(project)
    chosen = project.config.select_languages(selection.languages)
    named = project.documents.select(selection.documents)
    language = project.config.source_language
    texts: list[tuple[str, str, str, bool]] = []
    problems: list[WorkflowError] = []
    for number, document in enumerate(named):
        observer.report(number, len(named), document)
        try:
            texts += _texts(project, document, language)
        except DocumentError as error:
            problems.append(error)
        for code in chosen:
            try:
                project.catalogs.find(project.catalog_path(code, document))
            except CatalogError as error:
                problems.append(error)
    if base_language(language) in UNSPACED:
        return SuggestionReport(problems=tuple(problems))
    function = _function_words(language, (text for text, _, _, _ in texts))
    found = _candidates(texts, language, function)
    known = _known(glossary, chosen)
    kept = _outermost(
        {key: one for key, one in found.items() if one.count >= least and _looks_like_term(key, one, language)}
    )
    result = [
        Suggestion(
            one.forms.most_common(1)[0][0],
            one.count,
            "name" if _is_name(one) else "phrase",
            len(one.documents),
            one.example,
            one.place,
        )
        for key, one in kept.items()
        if not known(one.forms)
    ]
    result.sort(key=lambda one: (-one.count * (1 + len(one.term.split())) * (1 + one.documents), one.term))
    return SuggestionReport(tuple(result), tuple(problems))


def _texts(project: Project, document: str, language: str) -> list[tuple[str, str, str, bool]]:
    """Sentences without inline tags, each with document, place, and whether it is a title (in which capitals mean little)."""
    parsed = project.parse(document)
    grammar = parsed.grammar
    result = []
    for unit in parsed.units:
        place = f"{project.config.source}/{document}:{unit.line}"
        title = unit.kind in (Kind.HEADING, Kind.TITLE, Kind.TABLE_CELL, Kind.TERM)
        # An inline tag separates two phrases as a comma does.
        whole = " ; ".join(part.strip() for part in text_parts(unit.source, grammar))
        result += [(" ".join(one.split()), document, place, title) for one in sentences(whole, language)]
    return result


def _function_words(language: str, texts: Iterable[str]) -> frozenset[str]:
    own = FUNCTION_WORDS.get(base_language(language))
    if own is not None:
        return own
    counts = Counter(word.casefold() for text in texts for word in _TOKEN.findall(text))
    total = counts.total()
    return frozenset(word for word, count in counts.items() if len(word) < 4 or count > max(20, total // 300))


def _candidates(
    texts: Sequence[tuple[str, str, str, bool]], language: str, function: frozenset[str]
) -> dict[tuple[str, ...], _Candidate]:
    """The phrases of the texts, by their stems. A text has its document, its place and whether it is a title."""
    found: dict[tuple[str, ...], _Candidate] = defaultdict(_Candidate)
    before_nouns = _BEFORE_NOUNS.get(base_language(language), frozenset())
    for text, document, place, title in texts:
        words = _TOKEN.findall(text)
        for start, end in _phrases(words, function):
            phrase, before = words[start:end], words[start - 1] if start else ""
            is_inside = bool(before) and before[0].isalnum() and not title
            one = found[tuple(_key(word, language) for word in phrase)]
            as_written = is_inside or any(word.isupper() for word in phrase)
            one.forms[" ".join(phrase if as_written else _lowered(phrase))] += 1
            one.documents.add(document)
            one.nouns += before.casefold() in before_nouns
            one.inside += is_inside
            one.capitals += is_inside and any(word[0].isupper() for word in phrase)
            if not one.example or (len(one.example) > 120 and len(text) < len(one.example)):
                one.example, one.place = text.replace(" ; ", " "), place
    return found


def _phrases(words: Sequence[str], function: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The spans of the phrases of a text: one to three words in a row that are no function words."""
    good = [bool(re.match(r"[^\W\d_]{2}", word)) and word.casefold() not in function for word in words]
    for start in range(len(words)):
        for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
            if not good[end - 1]:
                break
            yield start, end


def _lowered(phrase: Sequence[str]) -> list[str]:
    """The phrase without the capital at the beginning of a sentence."""
    return [word if word[1:] != word[1:].lower() else word.lower() for word in phrase]


def _key(word: str, language: str) -> str:
    return min(forms(word, language))


def _is_name(one: _Candidate) -> bool:
    return one.inside > 0 and one.capitals * 2 > one.inside


def _looks_like_term(key: tuple[str, ...], one: _Candidate, language: str) -> bool:
    """Whether the phrase is probably a noun phrase or a name, not a verb or an adjective."""
    word = one.forms.most_common(1)[0][0]
    if _is_name(one):
        return True
    if len(key) == 1 and len(word) < 4:
        return False
    if base_language(language) not in _BEFORE_NOUNS:
        return len(key) > 1 or len(word) > 5
    if base_language(language) == "en" and word.split()[-1].endswith(("ly", "ed", "ing")):
        return False
    return one.nouns * 4 >= one.count


def _outermost(found: dict[tuple[str, ...], _Candidate]) -> dict[tuple[str, ...], _Candidate]:
    """The candidates without those that occur (almost) only within a longer candidate."""
    covered: set[tuple[str, ...]] = set()
    for key, one in found.items():
        for length in range(1, len(key)):
            for start in range(len(key) - length + 1):
                part = key[start : start + length]
                if part in found and found[part].count <= one.count * 1.25:
                    covered.add(part)
    return {key: one for key, one in found.items() if key not in covered}


class _Known:
    """Predicate: whether one of some phrases is in the glossary, in any of the selected languages."""

    def __init__(self, glossary: Glossary, languages: Sequence[str]):
        self._terms = [glossary.terms(code) for code in languages]

    def __call__(self, phrases: Iterable[str]) -> bool:
        return any(
            match.start == 0 and match.end == len(phrase)
            for phrase in phrases
            for terms in self._terms
            for match in terms.find(phrase)
        )


def _known(glossary: Glossary, languages: Sequence[str]) -> _Known:
    return _Known(glossary, languages)
