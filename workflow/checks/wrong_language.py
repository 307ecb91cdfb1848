"""Another language than the one asked for: its letters, its function words, a text in Japanese or Korean without the letters of its own.

``words/languages.toml`` has what each language is told by. Words of the source tell nothing: a translation may quote them.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files

from workflow.checks.language_pair import LanguagePair
from workflow.checks.scripts import SCRIPTS, of_script
from workflow.languages import base_language, language
from workflow.word_filters import TextFilter

__all__ = ["wrong_language"]

_MARKS = "\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u200c"
_WORD = re.compile(rf"(?<![\w'’&/.{_MARKS}-])[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?![\w'’&/-])")
"""A word that no sign joins to another: ``plug-in`` and ``d'un`` say nothing."""
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_IDEOGRAPH = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_FEWEST = 8
"""Ideographs that no sentence in Japanese or Korean has without any of its own letters."""
_LABEL = 5
"""Words of a source that may be a message in ideographs alone."""
_SHORT = 4
"""Words up to which one word with foreign letters is enough, in scripts whose languages share few words."""
_RARE = 8
"""At least every such word has foreign letters."""
_SURE = 4
"""How many foreign function words outweigh one of the language."""


def wrong_language(source: str, target: str, pair: LanguagePair) -> str | None:
    """What shows that a target is in another language of the same script: foreign letters in several words, or foreign function words."""
    if pair.target_script in ("Jpan", "Kore", "Hans", "Hant"):
        return _without_own_letters(source, target, pair) or _other_ideographs(source, target, pair)
    if not _suspicious(pair).finds(target):
        return None
    words, never = _words(target), _never(pair)
    if _foreign(base_language(pair.target), pair.target_script).keys().isdisjoint(words) and not (
        never and never.search(" ".join(words))
    ):
        return None
    there = {word.lower() for word in _WORD.findall(source)}
    found = [word for word in words if word not in there]
    return _function_words(found, pair) or _foreign_letters(found, pair)


@cache
def _suspicious(pair: LanguagePair) -> TextFilter:
    """Words that are those of another language, or have its letters."""
    foreign, never = _foreign(base_language(pair.target), pair.target_script), _never(pair)

    def test(run: str) -> bool:
        words = [word.lower() for word in _WORD.findall(run)]
        return not foreign.keys().isdisjoint(words) or bool(never and never.search(" ".join(words)))

    return TextFilter(test)


def _words(target: str) -> Collection[str]:
    """The distinct words of the target in lower case: its first word, and those without a capital."""
    given = _WORD.findall(target)
    return dict.fromkeys([word.lower() for number, word in enumerate(given) if number == 0 or not word[0].isupper()])


def _foreign_letters(words: Collection[str], pair: LanguagePair) -> str | None:
    never = _never(pair)
    if never is None:
        return None
    found = [word for word in words if never.search(word)]
    enough = len(found) > 1 or (len(found) == 1 and len(words) <= _SHORT and pair.target_script == "Cyrl")
    if not enough or len(found) * _RARE < len(words):
        return None
    letters = sorted({letter for word in found for letter in never.findall(word)})
    return f"has letters that {language(pair.target).name} does not have: {' '.join(letters[:5])} (“{found[0]}”)"


def _function_words(words: Collection[str], pair: LanguagePair) -> str | None:
    own = base_language(pair.target)
    foreign = _foreign(own, pair.target_script)
    found: dict[str, set[str]] = {}
    for word in words:
        for code in foreign.get(word, ()):
            found.setdefault(code, set()).add(word)
    native = len(_function(own).intersection(words)) if found else 0
    never = _never(pair)
    letters = sum(never.search(word) is not None for word in words) if found and never else 0
    for code, theirs in sorted(found.items(), key=lambda one: -len(one[1])):
        if len(theirs) + letters >= max(2, _SURE * (native - _shared(own, code, words))):
            return f"is in {language(code).name}: “{'”, “'.join(sorted(theirs)[:3])}”"
    return None


def _shared(own: str, code: str, words: Collection[str]) -> int:
    """How many of the words are function words of both languages."""
    return len((_function(own) & _function(code)).intersection(words))


def _without_own_letters(source: str, target: str, pair: LanguagePair) -> str | None:
    own = {"Jpan": _KANA, "Kore": _HANGUL}.get(pair.target_script)
    if own is None or own.search(target) or pair.source_script in ("Hans", "Hant"):
        return None
    is_sentence = source.rstrip(" \n\"'”’»)").endswith((".", "!", "?", "…")) and len(source.split()) > _LABEL
    if not is_sentence or len(_IDEOGRAPH.findall(target)) < _FEWEST:
        return None
    return "has no kana" if own is _KANA else "has no Korean letters"


def _other_ideographs(source: str, target: str, pair: LanguagePair) -> str | None:
    """Forms of ideographs that the target's script does not have, more than forms that only it has."""
    never = _never(pair)
    if never is None:
        return None
    found = {letter for letter in never.findall(target) if letter not in source}
    other = {"Hans": "Hant", "Hant": "Hans"}.get(pair.target_script)
    own = set(_letters(other)) & set(target) if other else set()
    if len(found) < 2 or len(found) <= len(own):
        return None
    return f"has ideographs that {language(pair.target).name} does not have: {' '.join(sorted(found)[:5])}"


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads((files("workflow.checks") / "words" / "languages.toml").read_text("utf-8"))
    return {
        "words": data["words"],
        "also": data["also"],
        "languages": data["never"]["languages"],
        "scripts": data["never"]["scripts"],
    }


def _letters(script: str) -> str:
    return _data()["scripts"].get(script, "")


@cache
def _never(pair: LanguagePair) -> re.Pattern[str] | None:
    """The letters that tell another language than the target's."""
    letters = _data()["languages"].get(base_language(pair.target), "") + _letters(pair.target_script)
    return (
        re.compile(f"[{letters}]") if letters and _has_script(base_language(pair.target), pair.target_script) else None
    )


def _has_script(code: str, script: str) -> bool:
    """Whether the lists of a language are in a script: Serbian may be written in Latin letters."""
    sample = _data()["languages"].get(code, "")[:1]
    return not sample or script not in SCRIPTS or of_script(sample, SCRIPTS[script])


@cache
def _function(code: str) -> frozenset[str]:
    return frozenset(_data()["words"].get(code, "").split())


@cache
def _foreign(own: str, script: str) -> Mapping[str, tuple[str, ...]]:
    """Function words of the other languages in a script, with these languages; none for a language without a list.

    Single Latin letters are often signs.
    """
    kept = _function(own) | frozenset(_data()["also"].get(own, "").split())
    names = SCRIPTS.get(script, ())
    found: dict[str, tuple[str, ...]] = {}
    if not any(of_script(word[0], names) for word in _function(own)):
        return found
    for code in _data()["words"]:
        for word in _function(code) - kept:
            if code != own and (len(word) > 1 or script != "Latn") and of_script(word[0], names):
                found[word] = (*found.get(word, ()), code)
    return found
