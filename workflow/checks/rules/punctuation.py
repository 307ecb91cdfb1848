"""The sign at the end of a text, in the signs of each script; the opening signs of Spanish; the form of an ellipsis."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from workflow.checks.language_pair import LanguagePair
from workflow.checks.model import MARK, OBJECT, Check, Example, TextPair, TextProblem
from workflow.languages import base_language
from workflow.model import Severity, Span
from workflow.segmentation.abbreviations import words as abbreviations

__all__ = ["CHECKS"]

_MQM = "Linguistic conventions: punctuation"
_SIGNS = {
    "end_interrobang": re.compile(r"[?？][!！]|[!！][?？]|[⁈⁉‽]"),
    "end_question": re.compile("[?？؟⸮՞]"),
    "end_exclamation": re.compile("[!！՜]"),
    "end_ellipsis": re.compile(r"…+|\.{3,}|。{2,}|⋯+"),
    "end_colon": re.compile("[:：៖፦]"),
    "end_semicolon": re.compile("[;；؛]"),
    "end_stop": re.compile(r"[.。．।॥۔።։။។᠃]"),
}
"""By check: its signs in all scripts, the longest first. The first that is there at the end counts, so that a lost question is called one."""
_ALL_SIGNS = "?？!！⁈⁉‽؟⸮՞՜…⋯.。:：៖፦;；؛．।॥۔።։។᠃"
_CLOSING = f" \t\n\u00a0\u202f\"'”’»“‘)]）」』】{MARK}"
_BRACKETS = frozenset(")]）】")
_NEVER_BEFORE = frozenset(_ALL_SIGNS + ",،、，·")
"""Signs that stand beside no sign at the end: if one is there, more is wrong than the last sign."""
_LOCAL = {
    "end_stop": {"ja": "。", "zh": "。", "hi": "।", "bn": "।", "ur": "۔", "am": "።", "hy": "։", "my": "။", "km": "។"},
    "end_question": {"ja": "？", "zh": "？", "ar": "؟", "fa": "؟", "ur": "؟", "el": ";"},
    "end_exclamation": {"ja": "！", "zh": "！"},
    "end_colon": {"ja": "：", "zh": "：", "fr": "\u00a0:"},
    "end_semicolon": {"zh": "；", "ar": "؛", "fa": "؛", "ur": "؛", "el": "·"},
    "end_ellipsis": {"zh": "……"},
}
"""The sign that is written where the source has that of English."""
_PLAIN = str.maketrans("．。！？：；", "..!?:;")
"""The full-width signs, as languages that are not in ``_LOCAL`` write them."""
_FOREIGN = {
    "end_stop": frozenset({"ja", "zh"}),
    "end_question": frozenset({"ar", "fa", "ur"}),
    "end_semicolon": frozenset({"ar", "fa", "ur"}),
}
"""Languages in which the sign of English is wrong. Others use both, as Hindi does, or write the same sign."""
_NAMES = {
    "end_stop": "a full stop",
    "end_question": "a question mark",
    "end_exclamation": "an exclamation mark",
    "end_colon": "a colon",
    "end_semicolon": "a semicolon",
    "end_ellipsis": "an ellipsis",
    "end_interrobang": "a question mark with an exclamation mark",
}
_ASKING = frozenset({"end_question", "end_exclamation", "end_interrobang"})
_INVERTED = frozenset({"es", "ast"})
"""Languages that open a question or an exclamation with an inverted mark. In Galician, one may."""
_OPENING = {"end_question": "¿", "end_exclamation": "¡"}
_CLAUSES = re.compile("[.,:;!?¡¿…—\n]")
_WORDS = re.compile(rf"[^\s{MARK}\"'“”«»„(\[]")
_ANYTHING = re.compile(r"\S")
_WITHOUT_STOPS = frozenset({"th", "lo", "bo"})
"""Languages that end a sentence with a space or a sign of another kind."""
_LIKE_STOPS = {
    "end_stop": frozenset({"ja", "ko", "hy"}),
    "": _WITHOUT_STOPS,
}
"""By what a translation ends with: languages that write it before a list or an example, where English has a colon. Armenian has a stop
that looks like a colon."""
_WITHIN = frozenset({"hy"})
"""Languages that write the question and the exclamation mark into the word that is stressed."""
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)*[^\W\d_]\.$")


def _sign(text: str, language: str) -> tuple[str, int, int]:
    """The check whose sign ends a masked text, and where that sign is; an empty name if there is none."""
    end = len(text.rstrip(_CLOSING))
    tail = text[max(end - 6, 0) : end]
    if language == "el":
        if tail.endswith((";", "\u037e")):
            return "end_question", end - 1, end
        if tail.endswith(("·", "\u0387")):
            return "end_semicolon", end - 1, end
    if language == "ja" and tail.endswith("か。"):
        return "end_question", end - 1, end
    name, width = _last_sign(tail[len(tail.rstrip(_ALL_SIGNS)) :])
    return name, end - width, end


@lru_cache(maxsize=1024)
def _last_sign(signs: str) -> tuple[str, int]:
    """The check whose sign is the last of ``signs``, and its length; an empty name if there is none."""
    for name, pattern in _SIGNS.items():
        match = next((found for found in pattern.finditer(signs) if found.end() == len(signs)), None)
        if match:
            return name, len(match.group())
    return "", 0


def _is_abbreviation(text: str, language: str) -> bool:
    last = text.split()[-1:] or [""]
    return bool(_ABBREVIATED.search(text)) or bool(abbreviations(language).lists(last[0], opens=False))


@lru_cache(maxsize=16)
def _change(source: str, target: str, pair: LanguagePair) -> tuple[str, str, tuple[int, int], tuple[int, int]] | None:
    """The check that a translation fails, its message, and the spans of the signs in target and source. Both texts are masked."""
    own, other = base_language(pair.source), base_language(pair.target)
    if not any(letter.isalpha() for letter in source[:2000]) or not target.strip():
        return None
    ours, *span = _sign(source, own)
    theirs, *found = _sign(target, other)
    if ours == theirs and other in _FOREIGN.get(ours, ()) and target[found[0] : found[1]] in (".", "?", ";"):
        message = f"ends with {target[found[0] : found[1]]}, and this language writes {_LOCAL[ours][other]}"
        return ours, message, (found[0], found[1]), (span[0], span[1])
    if ours == theirs or (other in _WITHOUT_STOPS and {ours, theirs} <= {"", "end_stop"}):
        return None
    if (ours == "end_colon" and other in _LIKE_STOPS.get(theirs, ())) or (other == "hy" and theirs == "end_colon"):
        return None
    if other in _WITHIN and (ours in ("end_question", "end_exclamation") or theirs in ("end_question", "end_colon")):
        return None
    if not ours and source[: span[1]].endswith(OBJECT) and target[: found[1]].count(OBJECT):
        return None
    for there, text, end, code in ((ours, source, span[1], own), (theirs, target, found[1], other)):
        if there == "end_stop" and not (ours and theirs) and _is_abbreviation(text[:end], code):
            return None
    name = min(filter(None, (ours, theirs)), key=list(_SIGNS).index)
    if ours and theirs:
        message = f"ends with {_NAMES[theirs]}, and the source with {_NAMES[ours]}"
    elif ours:
        message = f"does not end with {_NAMES[ours]}, and the source does"
    else:
        message = f"ends with {_NAMES[theirs]}, and the source does not"
    return name, message, (found[0], found[1]), (span[0], span[1])


def _find(name: str) -> Callable[[TextPair], Iterator[TextProblem]]:
    def find(pair: TextPair) -> Iterator[TextProblem]:
        found = _change(pair.masked_source, pair.masked_target, pair.languages)
        if found is None or found[0] != name:
            return
        _, message, (start, end), (first, last) = found
        yield TextProblem(
            message,
            Span(start, end) if start < end else Span(max(end - 1, 0), end),
            Span(first, last) if first < last else None,
            _fixed(pair, start, end),
        )

    return find


def _ends_otherwise(pair: TextPair) -> bool:
    return _change(pair.masked_source, pair.masked_target, pair.languages) is not None


def _fixed(pair: TextPair, start: int, end: int) -> str | None:
    """The translation with the sign of its source; None where more than the sign would have to change."""
    ours, first, last = _sign(pair.masked_source, base_language(pair.languages.source))
    theirs = _sign(pair.masked_target, pair.language)[0]
    opening = _OPENING.get(ours, "") if pair.language in _INVERTED else ""
    if {ours, theirs} & _ASKING and (ours not in _ASKING or pair.language == "gl"):
        return None
    if pair.language in _INVERTED and (theirs in _ASKING or (ours in _ASKING and not opening)):
        return None
    sign = _LOCAL.get(ours, {}).get(pair.language, pair.source[first:last].translate(_PLAIN)) if ours else ""
    if pair.language == "fr" and ours in _ASKING | {"end_semicolon"}:
        sign = f"\u202f{sign}"
    target = pair.target
    if start == end:
        # After what closes a link or a quotation, unless the sign of the source is within it.
        kept = pair.masked_target.rstrip(" \t\n\u00a0\u202f")
        closing = pair.masked_source[last:].strip()
        if closing[:1] in _BRACKETS and pair.masked_target[end : end + 1] not in _BRACKETS:
            return None
        is_within = closing and (MARK in closing or closing[0] in _BRACKETS)
        end = start = end if is_within else len(kept)
    elif start and target[start - 1] in "\u00a0\u202f ":
        start -= 1
    if sign and pair.masked_target[:start].rstrip(_CLOSING)[-1:] in _NEVER_BEFORE:
        return None
    fix = target[:start] + sign + target[end:]
    if opening:
        at = _sentence_start(pair.masked_target[:start], pair.masked_target[end:])
        if at is None:
            return None
        fix = fix[:at] + opening + fix[at:]
    after = replace(pair, target=fix)
    if _change(after.masked_source, after.masked_target, after.languages) is not None:
        return None
    return fix if pair.grammar.verify(pair.source, fix) == pair.grammar.verify(pair.source, target) else None


def _sentence_start(text: str, rest: str) -> int | None:
    """Where the one clause of a masked text begins; None if it has several, so that it is not certain which one asks.

    ``rest``: what follows its sign, such as the mark that closes a quotation; the clause is then within it.
    """
    if _CLAUSES.search(text):
        return None
    match = (_WORDS if rest.strip() else _ANYTHING).search(text)
    return match.start() if match else None


_MARKS = re.compile("[¿?]|[¡!]")


def _inverted(pair: TextPair) -> Iterator[TextProblem]:
    """Spanish and Galician: a question or exclamation mark without the inverted one that opens it."""
    text = pair.masked_target
    if not ("?" in text or "!" in text) or "¿" in pair.source or "¡" in pair.source:
        return
    for opening, closing, name in (("¿", "?", "a question"), ("¡", "!", "an exclamation")):
        at = text.find(closing)
        if at <= 0 or opening in text or not text[at - 1].isalpha() or text[at + 1 : at + 2].isalnum():
            continue
        # A name such as Yahoo! is in the source as well, and is no end of a sentence there.
        word = text[:at].split()[-1].lower() + closing
        if word not in pair.source.lower():
            begin = _sentence_start(text[:at], text[at + 1 :])
            is_certain = begin is not None and text.count(closing) == 1
            fix = pair.target[:begin] + opening + pair.target[begin:] if is_certain else None
            yield TextProblem(f"has {name} that does not begin with {opening}", Span(at, at + 1), fix=fix)


_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def _ellipsis(pair: TextPair) -> Iterator[TextProblem]:
    if "…" not in pair.source or "…" in pair.target or "..." in pair.source:
        return
    match = _DOTS.search(pair.masked_target)
    if match:
        yield TextProblem("writes … as three stops", Span(*match.span()), fix=_DOTS.sub("…", pair.target))


_EXAMPLES: dict[str, tuple[Example, ...]] = {
    "end_stop": (
        Example("en-es", "Close the door.", "Cierre la puerta.", "Cierre la puerta"),
        Example("en-de", "Opening hours", "Öffnungszeiten", "Öffnungszeiten."),
        Example("en-ja", "It is open.", "開いています。", "開いています"),
        Example("en-ja", "It is open.", "開いています。", "開いています."),
        Example("en-hi", "It is open.", "यह खुला है।", "यह खुला है"),
    ),
    "end_colon": (
        Example("en-es", "Bring these:", "Traiga esto:", "Traiga esto"),
        Example("en-fr", "Bring these:", "Apportez ceci\u00a0:", "Apportez ceci."),
        Example("en-zh", "Bring these:", "请带上：", "请带上"),
        Example("en-ja", "Bring these:", "次の物をお持ちください。", "次の物をお持ちください"),
        Example("en-ja", "Bring these:", "次の物をお持ちください：", "次の物をお持ちください"),
        Example("en-ko", "Bring these things:", "다음을 가져오십시오.", "다음을 가져오십시오"),
        Example("en-km", "Bring these things:", "សូមយកវត្ថុទាំងនេះមក៖", "សូមយកវត្ថុទាំងនេះមក"),
    ),
    "end_question": (
        Example("en-es", "Is it open?", "¿Está abierto?", "Está abierto."),
        Example("en-el", "Is it open?", "Είναι ανοιχτό;", "Είναι ανοιχτό."),
        Example("en-ar", "Is it open?", "هل هو مفتوح؟", "هل هو مفتوح"),
        Example("en-ja", "Is it open?", "開いていますか。", "開いています。"),
    ),
    "end_exclamation": (
        Example("en-de", "Watch out!", "Vorsicht!", "Vorsicht."),
        Example("en-ja", "Watch out!", "注意！", "注意。"),
    ),
    "end_interrobang": (Example("en-de", "Open already?!", "Schon offen?!", "Schon offen."),),
    "end_ellipsis": (
        Example("en-es", "Loading…", "Cargando…", "Cargando"),
        Example("en-zh", "Loading…", "正在加载……", "正在加载"),
    ),
    "end_semicolon": (
        Example("en-es", "the first door;", "la primera puerta;", "la primera puerta"),
        Example("en-el", "the first door;", "η πρώτη πόρτα·", "η πρώτη πόρτα"),
    ),
}

CHECKS = (
    *(
        Check(
            id=name,
            mqm=_MQM,
            severity=Severity.WARNING,
            description=f"The translation ends with {_NAMES[name]} and the source does not, or the other way round.",
            find=_find(name),
            needs=_ends_otherwise,
            examples=_EXAMPLES[name],
        )
        for name in _SIGNS
    ),
    Check(
        id="inverted_marks",
        mqm=_MQM,
        severity=Severity.WARNING,
        description="A question or an exclamation does not begin with an inverted mark, as the language writes it.",
        find=_inverted,
        languages=_INVERTED,
        examples=(
            Example("en-es", "Where is it?", "¿Dónde está?", "Dónde está?"),
            Example("en-ast", "Where is it?", "¿Ónde ta?", "Ónde ta?"),
        ),
    ),
    Check(
        id="ellipsis",
        mqm="Linguistic conventions: textual conventions",
        severity=Severity.NOTE,
        description="The source has the character …, and the translation has three full stops.",
        find=_ellipsis,
        examples=(Example("en-de", "Save as… now", "Speichern unter… jetzt", "Speichern unter... jetzt"),),
    ),
)
