"""A model's judgement of a translation: the errors that it names, or one line that says why its answer is no judgement.

An answer is refused as a whole: a model that invents a quotation or contradicts itself has not read the texts.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.engines.chat_answers import Unusable, json_value
from workflow.engines.opinion_prompts import CATEGORIES, SEVERITIES
from workflow.engines.servers import excerpt
from workflow.model import Span

__all__ = ["JudgedError", "judgement"]

_MOST = 10
"""Maximum number of errors of one translation, which the instructions name. Models that repeat themselves name many more."""
_LONGEST = 1000
"""Maximum number of characters of a reason."""
_SHOWN = 300
"""Maximum number of characters of a reason that are kept."""
_COPIED = 25
"""Number of characters from which a reason that stands in one of the texts is taken from there."""
_NO_ERROR = re.compile(
    r"(?:(?:there (?:is|are) |it has |has )?no (?:errors?|issues?|problems?|mistakes?)(?: found| here)?|none|nothing|n/?a|ok(?:ay)?|correct"
    r"|(?:it|this|everything|all|the (?:translation|text|sentence|wording)) is (?:fine|good|ok|correct|accurate|perfect|right))[.!]*",
    re.IGNORECASE,
)
"""Reasons that say that there is no error."""
_AROUND = "\"'“”„‟«»‘’‚‹›「」…"
"""Signs that models put around a quotation."""
_SAME = ("'’‘ʼ", '"“”„‟', "-‐‑–—")
"""Signs that models exchange."""


@dataclass(frozen=True, slots=True)
class JudgedError:
    """An error that a model names."""

    category: str
    """One of ``opinion_prompts.CATEGORIES``."""
    severity: str
    """One of ``opinion_prompts.SEVERITIES``."""
    reason: str
    """What is wrong, on one line, without a full stop."""
    span: Span | None = None
    """The words of the translation that are wrong."""
    source_span: Span | None = None
    """The words of the source that are not translated."""


def judgement(text: str, source: str, target: str) -> tuple[JudgedError, ...]:
    """Return the errors in the text of a completion, each once; none if the translation is correct.

    Raises Unusable if it is not the object that was asked for, contradicts itself or quotes what is in neither text.
    """
    value = json_value(text)
    errors = value.get("errors") if isinstance(value, Mapping) else None
    if not isinstance(errors, list):
        raise Unusable(f'the model answered “{excerpt(text)}”, not {{"errors": […], "verdict": "…"}}')
    if len(errors) > _MOST:
        raise Unusable(f"the model names {len(errors):,} errors in one text")
    found = tuple(dict.fromkeys(_error(one, source, target) for one in errors))
    verdict = value.get("verdict")
    if verdict not in ("correct", "wrong"):
        raise Unusable(f"the model gives the verdict “{excerpt(str(verdict))}”, which is neither correct nor wrong")
    if (verdict == "wrong") is not bool(found):
        named = "an error" if found else "no error"
        raise Unusable(f"the model contradicts itself: its verdict is “{verdict}”, and it names {named}")
    places = {(one.category, one.span, one.source_span, one.reason) for one in found}
    if len(places) < len(found):
        raise Unusable("the model contradicts itself: it gives one error two severities")
    return found


def _error(value: Any, source: str, target: str) -> JudgedError:
    if not isinstance(value, Mapping):
        raise Unusable(f"the model names an error that is not an object: “{excerpt(str(value))}”")
    category, severity, quote, reason = (value.get(name) for name in ("category", "severity", "quote", "reason"))
    if category not in CATEGORIES:
        raise Unusable(f"the model names a category that does not exist: “{excerpt(str(category))}”")
    if severity not in SEVERITIES:
        raise Unusable(f"the model names a severity that does not exist: “{excerpt(str(severity))}”")
    span, source_span = _places(quote, source, target)
    return JudgedError(str(category), str(severity), _reason(reason, source, target), span, source_span)


def _reason(value: Any, source: str, target: str) -> str:
    words = value.strip() if isinstance(value, str) else ""
    shown = excerpt(words, _SHOWN).rstrip(". ")
    if not re.search(r"\w", shown):
        raise Unusable("the model names an error without a reason")
    if len(words) > _LONGEST:
        raise Unusable(f"the model gives a reason of {len(words):,} characters: “{excerpt(words)}”")
    if _NO_ERROR.fullmatch(words):
        raise Unusable(f"the model contradicts itself: it names an error whose reason is “{shown}”")
    plain = " ".join(words.split()).rstrip(".")
    if len(plain) >= _COPIED and any(plain in " ".join(text.split()) for text in (source, target)):
        raise Unusable(f"the model gives words of the text as its reason: “{excerpt(words)}”")
    return shown


def _places(quote: Any, source: str, target: str) -> tuple[Span | None, Span | None]:
    """Where the quotation is in the translation, otherwise in the source. Raises Unusable if it is in neither."""
    if quote is None or quote == "":
        return None, None
    if not isinstance(quote, str):
        raise Unusable(f"the model quotes something that is not a text: “{excerpt(str(quote))}”")
    for words in dict.fromkeys((quote, quote.strip(), quote.strip().strip(_AROUND).strip())):
        if span := _found(words, target):
            return span, None
        if span := _found(words, source):
            return None, span
    raise Unusable(f"the model quotes “{excerpt(quote)}”, which is in neither text")


def _found(quote: str, text: str) -> Span | None:
    """The first place of a quotation: whole words if possible. Spaces, dashes, quotation marks and case may be others."""
    if not quote.strip() or len(quote) > 2 * len(text) + 100:
        return None
    for form in dict.fromkeys((quote, *(unicodedata.normalize(name, quote) for name in ("NFC", "NFD")))):
        pattern = _pattern(form)
        head, tail = (r"(?<!\w)" if form[0].isalnum() else "", r"(?!\w)" if form[-1].isalnum() else "")
        match = re.search(f"{head}{pattern}{tail}", text, re.IGNORECASE)
        if match is None and (len(form) > 2 or not form.isascii()):  # a part of a compound, or a script without spaces
            match = re.search(pattern, text, re.IGNORECASE)
        if match is not None:
            return Span(*match.span())
    return None


def _pattern(quote: str) -> str:
    parts = []
    for part in re.split(r"(\s+)", quote):
        same = (next((f"[{signs}]" for signs in _SAME if sign in signs), re.escape(sign)) for sign in part)
        parts.append(r"\s+" if part.isspace() else "".join(same))
    return "".join(parts)
