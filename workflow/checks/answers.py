"""Answers that are more, or something else, than a translation: language models comment, refuse, ask back, answer questions.

An answer is compared with its source: what the source says as well passes. ``phrases.tsv`` has the phrases by language, and the words of a
source that may call for them. A language without phrases meets only the rules that need none.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from html.entities import html5
from importlib.resources import files

from workflow.checks.language_pair import DENSE, LanguagePair
from workflow.checks.misread import misread
from workflow.languages import base_language, language

__all__ = ["answer"]

_REASONS = {
    "refusal": "refuses or apologises",
    "preface": "announces a translation",
    "note": "adds a note",
    "closing": "speaks to the user",
    "explanation": "explains the translation",
}
"""By kind of phrase."""
_WORD = re.compile(r"[^\W\d_]+")
_EDGES = " \n*.!?…。！？"
_COLONS = re.compile(r"[:：]")
_OPENED = re.compile(r"[(（\[]")
_QUESTION = re.compile(r"[?？؟⁇⁈‽]")
_ALTERNATIVES = re.compile(r"\S\S / \S\S")
_REMARK = re.compile(r"[.!?…。！？][\"”»]?\s{0,3}[(（\[※][^()（）\[\]]{3,}[)）\]]?[.。]?\s{0,3}\Z")
_CRY = re.compile(r"\W{0,3}[^\W\d_]+(?:,? [^\W\d_]+){0,2}[ \u00a0\u202f]?[!！]\s")
_AGGREGATES = re.compile(r"[/|\\]")
_REFERENCE = re.compile(r"&\s?(#\s?[xX]?[0-9A-Fa-f]{2,6}|[A-Za-z][A-Za-z0-9]{1,30})\s?;")
_ACCENTED = re.compile(r"&[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|ring|slash|lig)")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})|=[CD][0-9A-F]=[89AB][0-9A-F]")
_LISTED = re.compile(r"[,;،、]|(?<!\w)2[.)]")
_ADDED = re.compile(r"[(（:：][^()（）«“„\"]*?[^\W\d_]+\W+[^\W\d_]+\W+[^\W\d_]")
_TERM = 2
"""The most words of a source that a dictionary might have as an entry."""
_BEGINNING = r"(?<!\w)"
"""Before a phrase that does not begin within a word."""
_Phrases = Mapping[tuple[str, str, str], re.Pattern[str]]


def answer(source: str, target: str, pair: LanguagePair) -> str | None:
    """What shows that the target is not a translation alone, or no translation at all. A copy of the source passes: see ``content.same``."""
    if source.split() == target.split():
        return None
    return (
        _encoded(source, target, pair)
        or _phrase(source, target, pair)
        or _label(source, target, pair)
        or _layout(source, target)
        or _question(source, target, pair)
        or _source_again(source, target)
        or _entry(source, target, pair)
    )


def _encoded(source: str, target: str, pair: LanguagePair) -> str | None:
    """Letters as HTML or programs escape them, or as they look when their encoding is mistaken.

    A server that answers so is not known to escape everything: nothing is unescaped here.
    """
    if "&" in target:
        for found in _REFERENCE.finditer(target):
            if (found[1][0] == "#" or f"{found[1]};" in html5) and target.count(found[0]) > source.count(found[0]):
                return f"is escaped as HTML: “{found[0]}”"
        accented = _ACCENTED.search(target)
        if accented and accented[0] not in source:
            return f"is escaped as HTML: “{accented[0]}”"
    escape = _ESCAPE.search(target)
    if escape and not _ESCAPE.search(source):
        return f"contains an escape: “{escape[0].strip()}”"
    if wrong := misread(source, target, pair.target):
        return f"has letters in a mistaken encoding: “{wrong[0].strip()}”"
    return None


def _entry(source: str, target: str, pair: LanguagePair) -> str | None:
    """Several translations of a term, or one with a definition, as in a dictionary."""
    words = len(_WORD.findall(source))
    if not 0 < words <= _TERM or pair.target_script in DENSE or re.search(r"[,;:/|(&.!?]", source.rstrip(".!?")):
        return None
    if len(_LISTED.findall(target)) > 1 and len(_WORD.findall(target)) > words + 1:
        return "offers several translations"
    return "adds a definition" if _ADDED.search(target) else None


def _phrase(source: str, target: str, pair: LanguagePair) -> str | None:
    """A phrase that people do not write in translations, if the source has no words for it."""
    known = _phrases()
    ours, theirs = base_language(pair.source), base_language(pair.target)
    if not _any_phrase(frozenset((theirs, "en", ours))).search(target.lower()):
        return None
    for kind, reason in _REASONS.items():
        for code in dict.fromkeys((theirs, "en", ours)):
            pattern = known.get((code, kind, "answer"))
            found = pattern.search(target) if pattern else None
            if not found or (kind == "note" and not _adds_mark(source, target, found[0])):
                continue
            topic = known.get((ours, kind, "topic"))
            # The source's language is not known: a phrase of the target's language may be a translation.
            if topic.search(source) if topic else code == theirs:
                continue
            return f"{reason}: “{found[0].strip(_EDGES)[:40].strip()}”"
    return None


def _label(source: str, target: str, pair: LanguagePair) -> str | None:
    """The name of a language, or a word for a translation, with a colon before the text."""
    found = _labels(pair.source, pair.target).match(target)
    topic = _phrases().get((base_language(pair.source), "preface", "topic"))
    if not found or (topic and topic.search(source)) or len(_COLONS.findall(source)) >= len(_COLONS.findall(target)):
        return None
    return f"has a label: “{found[0].strip()}”"


def _adds_mark(source: str, target: str, phrase: str) -> bool:
    """Whether the target has a colon or a bracket more than the source, if the phrase has one at all."""
    marks = [pattern for pattern in (_COLONS, _OPENED) if pattern.search(phrase)]
    return not marks or any(len(mark.findall(target)) > len(mark.findall(source)) for mark in marks)


def _layout(source: str, target: str) -> str | None:
    """A line break, alternatives with a slash, a remark after the end or a cry before the beginning, that the source does not have."""
    if target.strip().count("\n") > source.count("\n"):
        return "contains a line break, and the source does not"
    if target.count("\t") > source.count("\t"):
        return "contains a tab, and the source does not"
    if len(target) > 1.3 * len(source) and _ALTERNATIVES.search(target) and not _AGGREGATES.search(source):
        return "offers alternatives with a slash"
    if _REMARK.search(target) and not _OPENED.search(source):
        return "adds a remark in brackets"
    cry = _CRY.match(target)
    return f"begins with “{cry[0].strip()}”" if cry and not re.search("[!！]", source) else None


def _question(source: str, target: str, pair: LanguagePair) -> str | None:
    """An answer to a question instead of its translation, or a question back."""
    if _QUESTION.search(target) and source.rstrip().endswith(".") and not _QUESTION.search(source):
        return "asks a question, and the source does not"
    marks = "?;" if base_language(pair.target) == "el" else "?"
    if not source.rstrip(" \"'”’»)").endswith("?") or _QUESTION.search(target) or any(mark in target for mark in marks):
        return None
    if pair.target_script in DENSE:
        return None  # a particle may ask the question
    # A heading of a few words without a stop may name what the question asks for.
    stopped = target.rstrip(" \"'”’»)").endswith((".", "!", "।", "۔"))
    return "answers the question, or is none" if stopped or len(_WORD.findall(target)) < 3 else None


def _source_again(source: str, target: str) -> str | None:
    """The source, and something beside it; or a few of its words alone."""
    said = source.strip().rstrip(".!?…:").casefold()
    given = _WORD.findall(source)
    if sum(len(word) > 1 and word.islower() for word in given) < 3:
        return None
    lowered = target.casefold()
    if said in lowered and len(lowered) > len(said) + 3:
        return "repeats the source"
    found = _WORD.findall(target)
    if not 0 < len(found) * 2 < len(given):
        return None
    if {word.casefold() for word in given}.issuperset(word.casefold() for word in found):
        return "contains a few words of the source alone"
    return None


@cache
def _labels(source: str, target: str) -> re.Pattern[str]:
    names = {name for code in (source, target) for name in (language(code).name, language(code).autonym)}
    nouns = [pattern.pattern for (_, kind, _), pattern in _phrases().items() if kind == "label"]
    known = "|".join([*map(re.escape, sorted(names)), *nouns])
    some = rf"(?:\w+ ){{0,3}}(?:{known})\b(?:,? \w+){{0,3}}(?:\s?\([^)]{{0,40}}\))?"
    return re.compile(
        rf"\W{{0,3}}(?:{some}|{base_language(source)}|{base_language(target)})\W{{0,3}}?[:：]", re.IGNORECASE
    )


@cache
def _any_phrase(codes: frozenset[str]) -> re.Pattern[str]:
    """The phrases of some languages as one pattern, for a text in small letters: most texts have none, and that is seen in half of the time."""
    found = [
        one.pattern
        for (code, kind, role), one in _phrases().items()
        if code in codes and kind in _REASONS and role == "answer"
    ]
    begun = "|".join(one.removeprefix(_BEGINNING) for one in found if one.startswith(_BEGINNING))
    return re.compile("|".join([f"{_BEGINNING}(?:{begun})", *(one for one in found if not one.startswith(_BEGINNING))]))


@cache
def _phrases() -> _Phrases:
    """The patterns by language, kind and role."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for line in (files("workflow.checks") / "phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            code, kind, role, pattern = line.split("\t")
            # A phrase does not begin within a word; a note begins with a stop or a bracket. Some scripts have no spaces.
            edge = "" if code in ("ja", "zh") or kind == "note" else _BEGINNING
            found[code, kind, role].append(pattern if role == "topic" or kind == "label" else f"{edge}(?:{pattern})")
    return {key: re.compile("|".join(patterns), re.IGNORECASE) for key, patterns in found.items()}
