"""Languages: gettext codes, BCP 47 tags, names, direction, scripts and plural rules, from CLDR by way of babel.

Paths and configuration use gettext codes (``pt_BR``, ``zh_Hans``), HTML uses BCP 47 tags (``pt-BR``, ``zh-Hans``). Each engine
translates gettext codes into its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from workflow.errors import BadInput

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "NO_SPACES",
    "Language",
    "base_language",
    "best_match",
    "different",
    "gettext_code",
    "gettext_codes",
    "language",
    "locale_of",
    "match_rank",
    "named",
    "normalise",
    "number_signs",
    "pair_rank",
]

NO_SPACES = frozenset({"ja", "zh", "th", "km", "lo", "my"})
"""Languages written without spaces between words."""

# babel's gettext table has an error for Arabic (11 to 99 and 0 to 2 are exchanged), and old rules for Macedonian (21 is like 1) and Maltese
# (102 is not like 2); these are CLDR's rules.
_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "mk": "nplurals=2; plural=(n%10==1 && n%100!=11 ? 0 : 1);",
    "mt": "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || (n%100>=3 && n%100<=10) ? 2 : n%100>=11 && n%100<=19 ? 3 : 4);",
}
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}
"""By gettext's modifier: the script."""
_VARIANTS = {"valencia": "ES"}
"""By gettext's modifier that is a variant of a language: the territory where it is spoken, under which CLDR has it."""
_SCRIPTS = {"ja": "Jpan", "ko": "Kore", "zh_Hans": "Hans", "zh_Hant": "Hant", "zh": "Hans"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language, with its script and territory if the code names them."""

    code: str
    """The gettext code: ``es``, ``pt_BR``, ``zh_Hans``, ``sr@latin``."""
    tag: str
    """BCP 47, for HTML: ``es``, ``pt-BR``, ``zh-Hans``, ``sr-Latn``."""
    name: str
    """Its English name."""
    autonym: str
    """Its name in the language itself, capitalised."""
    direction: str
    """``ltr`` or ``rtl``."""
    script: str
    """ISO 15924: ``Latn``, ``Cyrl``, ``Arab``, ``Jpan`` …"""
    plural_forms: str
    """The header value for gettext: ``nplurals=2; plural=(n != 1);``."""

    @property
    def plurals(self) -> int:
        """The number of plural forms."""
        return int(self.plural_forms.split(";", 1)[0].split("=", 1)[1])


def normalise(code: str) -> str:
    """Spell a language code as gettext does: ``pt-br`` becomes ``pt_BR``, ``ZH-hans`` becomes ``zh_Hans``; a modifier is kept.

    A three-letter code of ISO 639-2 or 639-3 becomes the two-letter code, if the language has one: ``spa`` becomes ``es``. The
    encoding of a locale (``es_ES.UTF-8``) is removed. It need not be the code of any language.
    """
    base, at, modifier = code.strip().partition("@")
    language_part, *parts = re.split("[-_]", base.partition(".")[0])
    if parts and parts[-1].lower() in _VARIANTS and not at:
        at, modifier = "@", parts.pop().lower()
    parts = [part.title() if len(part) == 4 and part.isalpha() else part.upper() for part in parts]
    return "_".join((_two_letters(language_part.lower()), *parts)) + at + modifier


def _two_letters(word: str) -> str:
    if len(word) != 3:
        return word
    from babel.core import get_global

    short = str(get_global("language_aliases").get(word, word))
    return short if short.isalpha() and len(short) == 2 else word


def match_rank(code: str, wanted: str) -> int | None:
    """Return how well a text in one language serves readers of another (gettext codes), 0 being best; None if it does not.

    Language and script must be the same. 0: the territory is the same as well; 1: ``code`` has none (``pt`` for ``pt_BR``); 2: ``wanted``
    has none, and ``code`` has its usual one (``es_ES`` for ``es``); 3: ``code`` has another one (``es_MX`` for ``es``). Two
    different territories never match. Codes that CLDR does not know match only themselves.
    """
    if code == wanted:
        return 0
    try:
        have, want = language(normalise(code)), language(normalise(wanted))
    except BadInput:
        return None
    if base_language(have.tag) != base_language(want.tag) or have.script != want.script:
        return None
    own, other = _territory(have.code), _territory(want.code)
    if own == other:
        return 0
    if not own:
        return 1
    if other:
        return None
    return 2 if own == _usual_territory(want) else 3


def different(code: str, other: str) -> bool:
    """Whether two codes name different languages, whatever their territories and scripts. A code that CLDR does not know says nothing, nor
    does ``und``.
    """
    if "und" in (base_language(code), base_language(other)):
        return False
    try:
        both = {base_language(language(normalise(each)).tag) for each in (code, other)}
    except BadInput:
        return False
    return len(both) == 2 and not ("no" in both and both <= {"no", "nb", "nn"})


def pair_rank(have: tuple[str, str], wanted: tuple[str, str]) -> int | None:
    """Return how well a pair of languages serves another one, 0 being best; None if it does not (see ``match_rank``)."""
    ranks = [match_rank(code, other) for code, other in zip(have, wanted, strict=True)]
    return None if None in ranks else sum(rank or 0 for rank in ranks)


def best_match(code: str, wanted: Sequence[str]) -> str | None:
    """Return the one of ``wanted`` that a text in the language ``code`` serves best (see ``match_rank``); None if there is none, or if
    ``code`` has no territory and matches several that have one.
    """
    ranks = {one: rank for one in wanted if (rank := match_rank(code, one)) is not None}
    best = [one for one, rank in ranks.items() if rank == min(ranks.values())]
    return None if not best or (len(best) > 1 and ranks[best[0]] == 1) else best[0]


def _territory(code: str) -> str:
    """The territory of a code, or the variant that is spoken in a part of one."""
    variant = code.partition("@")[2].lower()
    if variant in _VARIANTS:
        return variant
    found = re.search(r"_([A-Z]{2}|[0-9]{3})(?=_|@|$)", code)
    return found[1] if found else ""


def _usual_territory(one: Language) -> str:
    from babel.core import get_global

    base = base_language(one.tag)
    likely = get_global("likely_subtags")
    return str(likely.get(f"{base}_{one.script}") or likely.get(base) or "").rpartition("_")[2]


@lru_cache(maxsize=1024)
def base_language(code: str) -> str:
    """Return a code without script, territory and modifier: ``pt`` for ``pt_BR``, ``sr`` for ``sr@latin``."""
    return re.split("[-_@]", code, maxsplit=1)[0].lower()


@cache
def language(code: str) -> Language:
    """Look up the language of a gettext code or BCP 47 tag.

    Raises BadInput for a code that CLDR does not know; the message names the nearest one.
    """
    from babel import Locale, UnknownLocaleError

    base, _, modifier = code.partition("@")
    head, _, territory = base.replace("-", "_").partition("_")
    variant = modifier.lower() if modifier.lower() in _VARIANTS else ""
    place = territory or _VARIANTS.get(variant, "")
    try:
        script = "" if variant or not modifier else _MODIFIERS[modifier.lower()]
        locale = Locale.parse("_".join(part for part in (head, script, place, variant.upper()) if part))
    except (UnknownLocaleError, ValueError, KeyError, TypeError) as error:
        raise _unknown(code, code) from error
    if variant and locale.variant != variant.upper():
        raise _unknown(code, code)
    spoken = locale.territory if territory or not variant else ""
    tag = "-".join(part for part in (locale.language, locale.script, spoken, variant) if part)
    return Language(
        code=code,
        tag=tag,
        name=locale.get_display_name("en") or code,
        autonym=_capitalised(locale.get_display_name() or code),
        direction=str(locale.text_direction),
        script=_script(locale.language, locale.script, locale.territory),
        plural_forms=_plural_forms(locale),
    )


def named(name: str) -> str:
    """Return the code of the language with an English name (``Spanish``); empty if there is none."""
    from babel import Locale

    return next((code for code, one in Locale("en").languages.items() if one.casefold() == name.casefold()), "")


def gettext_code(text: str) -> str:
    """Return the gettext code for a language code in any spelling (see ``normalise``).

    Raises BadInput for a code that CLDR does not know.
    """
    try:
        return language(normalise(text)).code
    except BadInput as error:
        raise _unknown(text.strip(), normalise(text)) from error


def gettext_codes(text: str) -> tuple[str, ...]:
    """Return the gettext codes in a text such as ``es, uk ar``, each once. Raises BadInput for one that CLDR does not know."""
    return tuple(dict.fromkeys(gettext_code(code) for code in text.replace(",", " ").split()))


def _unknown(written: str, code: str) -> BadInput:
    from babel.localedata import locale_identifiers

    near = named(code) or _nearest(code, locale_identifiers())
    hint = f" Did you mean {near!r}?" if near else ""
    return BadInput(f"{written!r} is not a valid language code.{hint} Codes look like es, pt_BR or zh_Hans.")


def _nearest(code: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(code.replace("-", "_"), known, n=1, cutoff=0.6)), "")


@cache
def locale_of(code: str) -> "Locale":
    """Return what CLDR knows about a language. Raises BadInput for a code that it does not know."""
    from babel import Locale

    return Locale.parse(language(code).tag, sep="-")


@cache
def number_signs(code: str) -> tuple[str, str]:
    """Return the thousands separator and the decimal separator of numbers in Latin digits: ``,`` and ``.`` in English.

    Raises BadInput for a code that CLDR does not know.
    """
    symbols = locale_of(code).number_symbols
    latin = symbols.get("latn", {})
    return str(latin.get("group", ",")), str(latin.get("decimal", "."))


def _script(name: str, script: str | None, territory: str | None) -> str:
    from babel.core import get_global

    if script:
        return script
    likely = get_global("likely_subtags")
    for key in (f"{name}_{territory}", name):
        parts = str(likely.get(key, "")).split("_")
        if len(parts) > 1 and len(parts[1]) == 4:
            return _SCRIPTS.get(name, parts[1]) if name != "zh" else parts[1]
    return _SCRIPTS.get(name, "Latn")


def _plural_forms(locale: object) -> str:
    """The plural rule in the form of the gettext manual, if babel has it; from CLDR otherwise."""
    from babel import Locale
    from babel.messages.plurals import get_plural

    assert isinstance(locale, Locale)
    if locale.language in _PLURALS:
        return _PLURALS[locale.language]
    count, rule = get_plural(locale)
    rule = rule.strip()
    return f"nplurals={count}; plural={rule if rule.startswith('(') or rule.isdigit() else f'({rule})'};"


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
