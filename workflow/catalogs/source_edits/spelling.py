"""Whether a changed word is a corrected misspelling, so that the text means what it meant.

A correction needs evidence on both sides: the new word is known, and the old one is neither known nor made of known parts. Two words that
both exist (``form`` and ``from``, ``casual`` and ``causal``) are never taken for a correction. When in doubt, the answer is no.
"""

import re
import unicodedata

from workflow.lexicon import Lexicon, word_set

__all__ = ["is_case_change", "is_correction", "is_doubled", "is_joined"]

_SHORT, _LONG = 5, 9
"""Lengths of a word from which one letter may differ, and two."""
_UNLISTED = 7
"""The same for one letter in a language without a word list."""
_NEGATING = (
    *("un", "in", "im", "ir", "il", "dis", "non", "mis", "de", "re", "anti", "counter", "over", "under", "pre", "post"),
    *("a", "an", "des", "ent", "miss", "ver", "be", "zer", "mal", "anti", "contra", "ne", "не", "ні", "без"),
)
_PREFIXES: tuple[tuple[str, ...], ...] = (
    *(("hyper", "hypo"), ("inter", "intra", "intro"), ("pre", "pro"), ("ante", "anti"), ("micro", "macro")),
    *(("e", "im", "em"), ("homo", "hetero"), ("un", "up", "on", "down"), ("sub", "super", "supra"), ("over", "under")),
)
_SUFFIXES: tuple[tuple[str, ...], ...] = (
    *(("ate", "ates", "ite", "ites", "ide", "ides"), ("ic", "ous"), ("ase", "ose"), ("gram", "graph")),
    *(("ine", "ane", "ene", "yne", "one", "in", "ol", "yl"),),
)
"""Groups of prefixes and endings of which one in the place of another makes another word: ``nitrite``, ``hypotension``."""
_OPTIONAL_ACCENTS = word_set("""
    blase cafe cafes canape canapes cliche cliches creche creme crepe crepes debut decor eclair eclairs elite
    entree entrees facade facades fete fiance fiancee fiancees fiances jalapeno jalapenos naive naively naivete pinata
    protege proteges role roles senor senora smorgasbord souffle soiree voila
    """)
"""English words that are written with and without their accent, and mean the same."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouyäöüáéíóúàèêâîôû")
_ENDINGS = frozenset(
    ("s", "es", "d", "ed", "r", "er", "ing", "n", "en", "ly", "y", "'s", "e", "m", "a", "o", "less", "ful")
)
_TWICE = {
    "en": word_set("the a an of to in and is for on with at by from are was be it this or as"),
    "es": word_set("el la los las de en y a un una con por para del al"),
    "fr": word_set("le la les de du des et un une dans pour avec par au aux"),
    "de": word_set("und von mit zu in für auf bei aus im am ein eine"),
}
"""Words that mean the same when they are written twice in a row by mistake."""
_ALSO_NAMES = word_set("""
    access amazon amber apple april art august aids bath bill black brown catholic chase china chile christian churches colt conservative cook
    cork country dawn democrat democratic earth easter english excel faith frank french german go god grace grant green guy hope internet ivy
    jack java job jordan june labour labor lent liberal lily lord march mark mars may mercury miles mobile moon nice office orange orient
    oriental pat penny pole poles polish python queen ray reading republican rose ruby rugby rust sandy saturn scotch slack slough state
    states sue sun swift teams thai titanic turkey union victoria violet will windows word
    """)
"""English words that mean something else with a capital letter."""
_CASE_IS_STYLE = frozenset({"en", "es", "fr"})
"""Languages with a word list in which the case of an ordinary word is a matter of style. In German, ``sie`` and ``Sie`` are two words."""
_ACRONYM = 5


def is_case_change(old: str, new: str, *, initial: bool, lexicon: Lexicon) -> bool:
    """Whether two spellings of a word differ in case alone and mean the same. ``initial``: the word begins a sentence."""
    if old == new:
        return True
    rest = old[1:] == new[1:]
    if initial and rest and not (len(old) > 1 and old.isupper()):
        return True
    if len(old) == 1 or lexicon.base not in _CASE_IS_STYLE:
        return False
    if (old.isupper() or new.isupper()) and len(old) <= _ACRONYM:
        return False
    word = old.lower()
    return lexicon.may_be_word(word) and not lexicon.is_name(word) and word not in _ALSO_NAMES


def is_correction(old: str, new: str, lexicon: Lexicon) -> bool:
    """Whether ``new`` is the right spelling of ``old``, or another spelling of the same word. Both are in lower case."""
    if _is_variant(old, new, lexicon) or _is_doubled_too_late(old, new, lexicon):
        return True
    if lexicon.may_be_word(old) or not lexicon.has(new) or _is_derived(old, new):
        return False
    changed = _changed(old, new)
    length = min(len(old), len(new))
    if not lexicon.listed:
        first, last, distance = changed
        return length >= _UNLISTED and distance == 1 and first >= 2 and last >= 3
    if changed[2] == 1:
        swapped = sorted(old) == sorted(new)
        if len(old) == len(new) and not swapped and not _is_slip(old, new, changed[0], lexicon):
            return False
        if lexicon.base != "en" and (changed[1] < 2 or not _is_sure(old, new, swapped, lexicon)):
            return False  # the end: another form of a word; elsewhere, perhaps a word that the list does not have
        return (length >= _SHORT - 1 and max(len(old), len(new)) >= _SHORT) or (swapped and length >= 3)
    return changed[2] == 2 and length >= _LONG and old[0] == new[0] and lexicon.base == "en"


def is_joined(one: str, parts: tuple[str, str], lexicon: Lexicon) -> bool:
    """Whether a space was forgotten: ``ofthe`` for ``of the``. ``ofthe`` must be no word, and its parts must be words."""
    return (
        lexicon.listed
        and one == "".join(parts)
        and not lexicon.has(one)
        and all(lexicon.has(part) and len(part) > 1 for part in parts)
        and any(part in _TWICE.get(lexicon.base, ()) for part in parts)
    )


def is_doubled(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` means the same when it stands twice in a row."""
    return word in _TWICE.get(lexicon.base, ())


def _is_sure(old: str, new: str, swapped: bool, lexicon: Lexicon) -> bool:
    """Whether a changed letter is a misspelling where the word list lacks many words: ``Kirsche`` is no misspelt ``Kirche``.

    The word is long, letters were swapped, one was doubled or a double one written once, or the old word has letters that do not follow each
    other. An
    accent may have been forgotten, but none was added by mistake: ``pécheur`` is no misspelt ``pêcheur``.
    """
    if _plain(old) == _plain(new):
        return old == _plain(old)
    longer, shorter = sorted((old, new), key=len, reverse=True)
    doubled = any(
        longer[at] == longer[at - 1] and longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer))
    )
    return swapped or doubled or len(shorter) >= _LONG or lexicon.is_unheard_of(old)


def _plain(word: str) -> str:
    """The word without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _is_doubled_too_late(old: str, new: str, lexicon: Lexicon) -> bool:
    """Whether an English consonant was not doubled before an ending: ``begining``. ``planing`` may be ``plane`` with the ending."""
    if lexicon.base != "en" or lexicon.has(old) or not lexicon.has(new):
        return False
    for ending in ("ed", "ing", "er", "ers", "est"):
        stem = old.removesuffix(ending)
        if stem != old and new == f"{stem}{stem[-1:]}{ending}":
            return len(stem) >= _SHORT - 1 and lexicon.has(stem) and not lexicon.has(f"{stem}e")
    return False


def _is_slip(old: str, new: str, at: int, lexicon: Lexicon) -> bool:
    """Whether one letter may stand in the place of another by mistake: not the first letter, nor in a short word.

    ``roving`` for ``moving`` could be a word that the list lacks; ``strsng`` for ``string`` could not.
    """
    if at == 0 or len(new) < _SHORT:
        return False
    if lexicon.is_unheard_of(old):
        return True
    letters = {old[at], new[at]}
    near = any(letters <= set(row[spot : spot + 2]) for row in _KEYBOARD for spot in range(len(row) - 1))
    return near or letters <= _VOWELS or len(new) > _SHORT + 2


def _is_derived(old: str, new: str) -> bool:
    """Whether one word is the other with a prefix or an ending, or has another one of a group, so that the difference may be one of meaning."""
    for group in _PREFIXES:
        if {old.removeprefix(p) for p in group if old.startswith(p)} & {
            new.removeprefix(p) for p in group if new.startswith(p)
        }:
            return True
    for group in _SUFFIXES:
        if {old.removesuffix(p) for p in group if old.endswith(p)} & {
            new.removesuffix(p) for p in group if new.endswith(p)
        }:
            return True
    short, long = sorted((old, new), key=len)
    if long.endswith(short) and long.removesuffix(short) in _NEGATING:
        return True
    return long.startswith(short) and long.removeprefix(short) in _ENDINGS


_VARIANTS = (
    (re.compile(r"(?<=\w{4}i)s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "z"),
    (re.compile(r"(?<=\w{3}ly)s(?=(?:e|ed|es|er|ing)$)|(?<=^analy)s(?=(?:e|ed|es|er|ing)$)"), "z"),
    (re.compile(r"(?<=\w\w\wo)u(?=r(?:s|ed|ing|ful|able|ite|ites|less)?$)"), ""),
    (re.compile(r"(?<=[a-z]{3}t)re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{3}[ae])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=alog)ue(?=s?$)"), ""),
    (re.compile(r"^grey(?=$|s$)"), "gray"),
)
"""British spellings and what American English has in their place."""
_NO_VARIANT = word_set("contour detour glamour velour troubadour")


def _is_variant(old: str, new: str, lexicon: Lexicon) -> bool:
    if lexicon.base != "en" or {old, new} & _NO_VARIANT:
        return False
    if _plain(old) == _plain(new) and _plain(old) in _OPTIONAL_ACCENTS:
        return True
    return any(
        british.sub(american, one) == other and one != other
        for british, american in _VARIANTS
        for one, other in ((old, new), (new, old))
    )


def _changed(old: str, new: str) -> tuple[int, int, int]:
    """The number of equal letters at the beginning and at the end, and the distance: letters added, left out, replaced or exchanged."""
    from rapidfuzz.distance import OSA

    first = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = next(
        (at for at, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b),
        min(len(old), len(new)),
    )
    return first, last, int(OSA.distance(old, new))
