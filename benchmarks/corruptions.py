"""Errors that are planted in good translations, one known error in each text, by kind."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from workflow.checks.model import TextPair

__all__ = ["CORRUPTIONS", "Corruption"]

Change = Callable[[TextPair, random.Random, str], str | None]
"""From a text with its translation, chance, and another translation to the translation with an error; None where it has no place for it."""


@dataclass(frozen=True, slots=True)
class Corruption:
    """One kind of error."""

    change: Change
    checks: frozenset[str]
    """The checks that should find it."""


_WORD = re.compile(r"(?<!\w)[^\W\d_]{3,}(?!\w)")
_NUMBER = re.compile(r"(?<![\w.,])\d{2,}(?![\w.,]\w)")


# What is planted stands outside inline tags, in the texts with ``MARK`` and ``OBJECT``, unless it is about tags.
def _place(pattern: str) -> Callable[[str, random.Random], re.Match[str] | None]:
    compiled = re.compile(pattern)

    def choose(text: str, chance: random.Random) -> re.Match[str] | None:
        found = list(compiled.finditer(text))
        return chance.choice(found) if found else None

    return choose


def _put(match: re.Match[str] | None, text: str, new: Callable[[str], str]) -> str | None:
    return None if match is None else text[: match.start()] + new(match.group()) + text[match.end() :]


def _at(pattern: str, new: Callable[[str], str]) -> Change:
    choose = _place(pattern)
    return lambda pair, chance, other: _put(choose(pair.masked_target, chance), pair.target, new)


def _number(pair: TextPair, chance: random.Random, other: str) -> str | None:
    found = [match for match in _NUMBER.finditer(pair.masked_target) if match.group() in pair.masked_source]
    if not found:
        return None
    match = chance.choice(found)
    digits = match.group()
    return _put(match, pair.target, lambda old: str(int(digits) + chance.choice((1, 2, 3, 5, 10)) * 3))


def _stop(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return (
        pair.target[:-1]
        if pair.source.endswith(".") and pair.masked_target[-2:-1].isalpha() and pair.target.endswith(".")
        else None
    )


def _added_stop(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return f"{pair.target}." if pair.masked_source[-1:].isalpha() and pair.masked_target[-1:].isalpha() else None


def _question(pair: TextPair, chance: random.Random, other: str) -> str | None:
    if not (pair.source.endswith("?") and pair.target.endswith("?")):
        return None
    return pair.target.rstrip("? \u00a0\u202f") + "."


def _colon(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return (
        pair.target[:-1]
        if pair.source.endswith(":") and pair.target.endswith(":") and not pair.target.endswith("::")
        else None
    )


def _bracket(pair: TextPair, chance: random.Random, other: str) -> str | None:
    if any(text.count("(") != text.count(")") for text in (pair.masked_source, pair.masked_target)):
        return None
    return _at(r"[()]", lambda old: "")(pair, chance, other)


def _quote(pair: TextPair, chance: random.Random, other: str) -> str | None:
    quotes = re.findall('[“”"]', pair.source)
    return _at('[“”„«»"]', lambda old: "")(pair, chance, other) if quotes and len(quotes) % 2 == 0 else None


def _code(pair: TextPair, chance: random.Random, other: str) -> str | None:
    match = _place(r"(?<![`:\w])(`{1,2})[^`]+\1(?!`)")(pair.target, chance)
    return _put(match, pair.target, lambda old: old.strip("`")) if match and match.group() in pair.source else None


def _placeholder(pair: TextPair, chance: random.Random, other: str) -> str | None:
    match = _place(r"%\(\w+\)s|\{\w+\}|%[sd]\b|\$\w+|%\w+%")(pair.target, chance)
    if match is None or match.group() not in pair.source or match.group() not in {tag.text for tag in pair.target_tags}:
        return None
    return _put(match, pair.target, lambda old: "")


def _tag(pair: TextPair, chance: random.Random, other: str) -> str | None:
    found = [tag for tag in pair.target_tags if tag.kind.value == "tag"]
    if not found:
        return None
    tag = chance.choice(found)
    return pair.target[: tag.start] + pair.target[tag.end :]


def _url(pair: TextPair, chance: random.Random, other: str) -> str | None:
    match = _place(r"https?://[\w./\-]+\w")(pair.target, chance)
    return _put(match, pair.target, lambda old: old[:-1] + ("x" if old[-1] != "x" else "y"))


def _copied(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return pair.source if len(_WORD.findall(pair.source)) > 4 and pair.source != pair.target else None


def _half(pair: TextPair, chance: random.Random, other: str) -> str | None:
    words = pair.target.split(" ")
    return " ".join(words[: len(words) // 3]) if len(words) > 11 and len(pair.source) > 60 else None


def _sentence(pair: TextPair, chance: random.Random, other: str) -> str | None:
    parts = re.split(r"(?<=[.!?]) (?=[A-ZÁÉÍÓÚÄÖÜÀÂÇÈÊ¿¡«„])", pair.target)
    return " ".join(parts[:-1]) if len(parts) > 1 and len(parts[-1]) > 40 else None


def _other(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return other if len(pair.target) > 40 and len(other) > 40 else None


def _direction(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return _at(r"(?<=\w) (?=\w)", lambda old: f"{old}\u202e")(pair, chance, other)


def _nfd(pair: TextPair, chance: random.Random, other: str) -> str | None:
    import unicodedata

    return unicodedata.normalize("NFD", pair.target)


def _wrong_encoding(pair: TextPair, chance: random.Random, other: str) -> str | None:
    match = _place("[áéíóúñäöüßçèêà]")(pair.masked_target, chance)
    return _put(match, pair.target, lambda old: old.encode().decode("cp1252", "ignore"))


def _plain(pair: TextPair) -> bool:
    return pair.source.isprintable() and "  " not in pair.source


def _double(pair: TextPair, chance: random.Random, other: str) -> str | None:
    return _at(r"(?<=\w) (?=\w)", lambda old: "  ")(pair, chance, other) if _plain(pair) else None


def _loop(pair: TextPair, chance: random.Random, other: str) -> str | None:
    match = _place(r"(?<!\w)[^\W\d_]{3,} [^\W\d_]{3,}(?!\w)")(pair.masked_target, chance)
    return _put(match, pair.target, lambda old: " ".join([old] * 4))


def _of(change: Change, *checks: str) -> Corruption:
    return Corruption(change, frozenset(checks))


CORRUPTIONS: dict[str, Corruption] = {
    "a number changed": _of(_number, "numbers", "technical_names"),
    "the stop lost": _of(_stop, "end_stop"),
    "a stop added": _of(_added_stop, "end_stop"),
    "a question became a statement": _of(_question, "end_question"),
    "the colon lost": _of(_colon, "end_colon"),
    "a bracket lost": _of(_bracket, "brackets"),
    "a quotation mark lost": _of(_quote, "quotes"),
    "a word twice": _of(_at(r"(?<!\w)[^\W\d_]{5,}(?!\w)", lambda old: f"{old} {old}"), "duplicate"),
    "words again and again": _of(_loop, "repetition"),
    "two spaces": _of(_double, "double_space"),
    "a space at the end": _of(lambda pair, chance, other: f"{pair.target} ", "end_space"),
    "a space before a comma": _of(_at(r"(?<=\w),(?= )", lambda old: f" {old}"), "punctuation_spacing"),
    "a line break added": _of(_at(r"(?<=\w) (?=\w)", lambda old: "\n"), "newline_count"),
    "code without its marks": _of(_code, "code_spans", "rst_references"),
    "a placeholder lost": _of(_placeholder, "placeholders"),
    "an HTML tag lost": _of(_tag, "xml_tags", "xml_invalid"),
    "an address changed": _of(_url, "urls", "md_link", "rst_references"),
    "not translated": _of(_copied, "same", "language"),
    "two thirds missing": _of(_half, "length", "omission"),
    "the last sentence missing": _of(_sentence, "length", "omission", "sentence_count"),
    "the translation of another text": _of(
        _other, "omission", "addition", "length", "numbers", "names", "inline_tags", "code_spans", "end_stop"
    ),
    "a mark of direction": _of(_direction, "bidi"),
    "a space without width": _of(_at(r"(?<=\w) (?=\w)", lambda old: f"\u200b{old}"), "zero_width_space"),
    "a soft hyphen": _of(_at(r"(?<=\w)(?=\w)", lambda old: "\u00ad"), "hidden_characters"),
    "decomposed letters": _of(_nfd, "decomposed_letters"),
    "a wrong encoding": _of(_wrong_encoding, "mojibake"),
    "a Cyrillic letter": _of(_at("(?<=[a-z])a(?=[a-z])", lambda old: "а"), "mixed_scripts"),
}
"""By what was done."""
