"""Strategies for sentences without inline tags: a glossary term, a heading in lower case, as it is, title case in lower case."""

import re
from collections.abc import Iterator

from workflow.drafting.segments.localisation import edited
from workflow.drafting.segments.planning import Sentence
from workflow.drafting.segments.postedit import postedit
from workflow.drafting.strategies.base import Answers, Candidate, Strategy, StrategyContext, capitalised
from workflow.engines.base import Segment
from workflow.glossary import TermMatch
from workflow.lexicon import Lexicon

__all__ = ["HEADING", "LOWERED", "PLAIN", "TERM"]

_HEADING = range(2, 8)
"""How many words a heading has that is asked in lower case. A word alone is a label, which engines know as it is."""


# A heading or a cell that is a glossary term needs no engine.


def _ask_nothing(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    return () if _term(sentence, context) else None


def _read_term(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    match = _term(sentence, context)
    assert match is not None
    source, name = sentence.source, match.concept.targets[0]
    surface = source[match.start : match.end]
    if surface.isupper() and len(surface) > 1 and not match.concept.source.isupper():
        name = name.upper()
    elif surface[0].isupper():
        name = capitalised(name)
    text = postedit(source, source[: match.start] + name + source[match.end :], context.pair.target)
    yield Candidate(text, name, (text,), may_copy=True)


def _term(sentence: Sentence, context: StrategyContext) -> TermMatch | None:
    """The term that the sentence consists of, in its base form; punctuation aside. Inflected forms are left to the engine."""
    if context.terminology is None or sentence.atoms:
        return None
    matches = context.terminology.matches(sentence)
    if len(matches) != 1 or not matches[0].concept.targets:
        return None
    (match,), source = matches, sentence.source
    if source[match.start : match.end].casefold() != match.concept.source.casefold():
        return None
    return None if re.search(r"\w", source[: match.start] + source[match.end :]) else match


def _ask_plain(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    return None if sentence.atoms else (Segment((sentence.source,)),)


def _read_plain(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    for hypothesis in answers[0]:
        output = "".join(map(str, hypothesis.parts)).strip()
        text = postedit(sentence.source, _edited(sentence.source, output, context), context.pair.target)
        yield Candidate(text, output, (text,), hypothesis.score, hypothesis.unknown)


def _edited(source: str, output: str, context: StrategyContext) -> str:
    """An answer without what the engine added, and with localised quantities."""
    return str(edited(source, (output,), context.pair)[0])


# Headings and cells: engines take capitalised words for names, and know fewer words that begin with a capital.


def _ask_heading(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    source = sentence.source
    if sentence.atoms or not context.retries or not source[:1].isupper():
        return None
    words, known = source.split(" "), Lexicon(context.pair.source)
    ordinary = len(words) in _HEADING and all(_is_ordinary(word, known) for word in words)
    return (Segment((source.lower(),)),) if ordinary and known.listed else None


def _is_ordinary(word: str, known: Lexicon) -> bool:
    """Whether a word is no name and no abbreviation."""
    return word.isalpha() and known.is_ordinary(word.lower()) and (len(word) == 1 or not word.isupper())


def _ask_lowered(sentence: Sentence, context: StrategyContext) -> tuple[Segment, ...] | None:
    source = sentence.source
    if sentence.atoms or source == source.lower():
        return None
    words = [word for word in re.findall(r"[^\W\d_]+", source) if len(word) > 3] or [source]
    return (Segment((source.lower(),)),) if all(word[0].isupper() for word in words) else None


def _read_lowered(sentence: Sentence, answers: Answers, context: StrategyContext) -> Iterator[Candidate]:
    """Restore the source's capitals. A text that comes back unchanged even in lower case is a name."""
    source = sentence.source
    for hypothesis in answers[0]:
        output = "".join(map(str, hypothesis.parts)).strip()
        if output.casefold() == source.casefold():
            text = source
        else:
            text = postedit(source, _edited(source, output, context), context.pair.target)
            text = text.upper() if source.isupper() else capitalised(text)
        yield Candidate(text, output, (text,), hypothesis.score, hypothesis.unknown, may_copy=True)


TERM = Strategy("glossary term", _ask_nothing, _read_term)
HEADING = Strategy("heading in lower case", _ask_heading, _read_lowered)
PLAIN = Strategy("plain", _ask_plain, _read_plain)
LOWERED = Strategy("in lower case", _ask_lowered, _read_lowered)
