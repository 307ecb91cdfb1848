"""Full names: people with their initials, companies with their form, codes; a translation keeps each as it is, in one piece.

``Marta Kovalenko`` is not ``Marta, Kovalenko``, ``J. R. Quill`` not ``J. R. R. Quill``, ``Kelmo & Brant Ltd`` not ``Kelmo y Brant``.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from workflow.checks.garbled_names import garbled_names
from workflow.checks.known_names import WORD, words_of
from workflow.checks.language_pair import LanguagePair
from workflow.checks.names import (
    COMPANY_FORMS,
    is_known,
    is_new,
    is_unheard_of,
    is_usual,
    lost_names,
    may_be_name,
    named_words,
    same_name,
    stays,
)
from workflow.checks.scripts import foreign_words
from workflow.languages import base_language
from workflow.lexicon import Lexicon
from workflow.word_filters import TextFilter

__all__ = ["changed_names", "fixed_names", "only_names"]

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_TOKEN = re.compile(
    # Most words are of small letters alone, and nothing else.
    r"(?!plc\b|e\.V\b)[a-zß-öø-ÿ]++(?![^\W\d_]|['’][^\W\d_])"
    rf"|(?P<initial>(?<!\w)(?<!U\.)[{_CAPITAL}]\.(?!S\.)(?=[ \u00a0]?[{_CAPITAL}](?:\.|[a-zß-ÿ])))"
    rf"|(?P<company>(?:{'|'.join(sorted(COMPANY_FORMS))})\b(?!['’]\w)|(?:S\.A|S\.L|B\.V|N\.V|e\.V)\b)"
    r"|(?P<brand>\b(?!is|on|to|in|of|do|as|by|my|no)(?:[a-z]{1,2}|mac)(?:[A-Z][a-z]+|OS)\b(?![./(]\w))"
    rf"|(?P<word>{WORD.pattern})"
)
_INITIAL = re.compile(rf"[{_CAPITAL}]\.")
_GAP = re.compile(r"[ \u00a0\u202f]?|[ \u00a0]?& ?")
"""Between the parts of a name."""
_LEAST_CODE = 4
"""The letters that a code such as ``VFFD`` has at least; shorter ones are often abbreviations that other languages have, too."""
_MOST_BROKEN = 50
"""The broken names of a text that are looked for: each is compared with all parts of the translation."""
_CAPITALISING = frozenset({"de", "lb"})
"""Languages whose nouns have a capital, so that a name has one, too. Others write ``maorí``."""
_ROMAN = re.compile("[IVXLCDM]+")
_TITLES = frozenset(
    ("Dr", "Prof", "Mr", "Mrs", "Ms", "Mx", "Jr", "Sr", "St", "Ph", "PhD", "MD", "II", "III", "IV", "VI", "VII")
)
_PARTICLES = frozenset(
    ("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la",
     "le", "el", "al", "bin", "ibn", "ben", "ter", "ten", "zu", "y", "e")
)  # fmt: skip
_NOT_TELLING = _PARTICLES | COMPANY_FORMS
"""Words of small letters that texts of nothing but names may have."""
_KEPT_PARTICLES = frozenset({"van", "von", "der", "den", "dos", "bin", "bint", "ibn", "ter", "ten", "della"})
"""Particles that no language translates, as some do with ``da`` of ``Leonardo da Vinci``."""
_ADDRESS = frozenset({"Mr", "Mrs", "Ms", "Mx"})
"""Titles before the surname of a person."""
_OFFICES = frozenset(
    (
        "President",
        "Speaker",
        "Chairman",
        "Chair",
        "Secretary",
        "Minister",
        "Prime",
        "Ambassador",
        "Mayor",
        "Justice",
        "Commissioner",
    )
)
"""What such a title may stand before otherwise."""
_TELLING = _KEPT_PARTICLES | _ADDRESS | COMPANY_FORMS
"""Words that may make those beside them parts of a name."""
_COMMAND = re.compile(
    r"\b(?:[Rr]un|[Ee]xecute|[Tt]ype|[Ee]nter|[Ii]nvoke|[Cc]all|[Uu]se)\s([a-z][a-z\d.+-]{1,20})\s(?=-{1,2}[A-Za-z])"
)
"""The name of a command before its options: ``Run make -j8``."""
_ALSO_NAMES = frozenset(
    (
        "Chrome",
        "Docker",
        "Excel",
        "Kindle",
        "Oracle",
        "Photoshop",
        "Safari",
        "Titanic",
        "Rue",
        "Calle",
        "Avenida",
        "Piazza",
        "Rua",
    )
)
"""Words that are names, or parts of an address, if they have a capital, other than at the beginning of a text."""
_NOT_NAMES = re.compile(r"[^\w\s.,'’&/()·|–—-]|(?<!\w)\d+(?:[.,]\d+)+")
_POSSESSIVE = re.compile(r"['’]s?$")


class _Part(NamedTuple):
    """A part of a name, or of a text that may have it."""

    text: str
    start: int
    end: int
    kind: str
    """The group of ``_TOKEN``; ``word`` for what is in none."""
    sure: bool = True
    """Whether it is kept in any case; others are kept beside such a part."""


class _Target(NamedTuple):
    """A text that may have names."""

    text: str
    parts: tuple[_Part, ...]
    at: dict[str, list[int]]
    """The numbers of the parts by their text."""

    @classmethod
    def of(cls, text: str) -> "_Target":
        parts, at = _parts(text), defaultdict[str, list[int]](list)
        for number, part in enumerate(parts):
            at[part.text].append(number)
        return cls(text, parts, dict(at))

    def places(self, text: str) -> Iterator[int]:
        """Yield the numbers of all parts, those with a text first."""
        yield from self.at.get(text, ())
        yield from (number for number, part in enumerate(self.parts) if part.text != text)


def changed_names(source: str, target: str, pair: LanguagePair) -> str | None:
    """A name that the target has not, though nobody writes it in another way, or has in pieces; lost words of a third script."""
    lost = [text for text in (*_foreign(source, pair), *_commands(source)) if text not in target]
    if not lost and is_known(pair):
        lost = [word for word in lost_names(source, target, pair) if stays(word, pair)]
        lost = lost or _broken(source, target, pair)
        lost = lost or garbled_names(source, target, pair)
    return f"{', '.join(dict.fromkeys(lost))} changed or missing" if lost else None


def fixed_names(text: str, pair: LanguagePair) -> list[tuple[int, int]]:
    """Return the spans of ``text`` that come out as they are: full names as one, codes, foreign words."""
    spans = [*foreign_words(text, pair.source_script), *(found.span(1) for found in _COMMAND.finditer(text))]
    if is_known(pair):
        names = ((name[0].start, name[-1].end) for name in _full_names(text, pair))
        spans += [name for name in names if not any(start < name[1] and name[0] < end for start, end in spans)]
    return sorted(spans)


def only_names(text: str, pair: LanguagePair) -> bool:
    """Whether ``text`` is nothing but names, which are written alike in both languages: ``Dr. Amina Diallo, Nairobi``.

    It is if every word is a name, an initial, a number, a title or a part of names such as ``van``, and no name has another form. A
    single word must be spelt as no word is, nor nearly as one. Names of companies may hold common words.
    """
    if not is_known(pair) or _NOT_NAMES.search(text):
        return False
    if any(word.islower() and word.isalpha() and word not in _NOT_TELLING for word in WORD.findall(text)):
        return False
    parts = [part for part in _parts(text) if part.kind != "initial"]
    words = [piece for part in parts for piece in re.split("['’]", part.text) if part.kind == "word"]
    names = [word for word in words if word not in _PARTICLES and word not in _TITLES]
    if not names or not all(word[0].isupper() for word in names):
        return False
    if len(parts) > 1 and parts[-1].kind == "company":
        return True
    if len(words) > 1 or len(words) < len(_parts(text)):
        # A surname may end as what is derived of names does.
        return all(
            _is_name(word, pair) or ((number or len(words) == 1) and is_new(word, pair))
            for number, word in enumerate(words)
            if word in names
        )
    return is_usual(names[0], pair) or (
        _is_name(names[0], pair) and not Lexicon(pair.source).is_misspelt(names[0].lower())
    )


def _is_name(word: str, pair: LanguagePair) -> bool:
    """Whether a word, of any length, is a name that is usually written alike in both languages."""
    if len(word) == 1:
        return word not in "AI"
    return stays(word, pair) or is_usual(word, pair) or (len(word) < _LEAST_CODE and is_new(word, pair))


def _commands(text: str) -> list[str]:
    return _COMMAND.findall(text) if "-" in text else []


def _foreign(text: str, pair: LanguagePair) -> list[str]:
    return [text[start:end] for start, end in foreign_words(text, pair.source_script)]


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[_Part, ...]:
    found = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if not word.isalpha():
            word = _POSSESSIVE.sub("", word)
        found.append(_Part(word, match.start(), match.start() + len(word), match.lastgroup or "word"))
    return tuple(found)


# Of a source, which comes again with each strategy.
@lru_cache(maxsize=1024)
def _full_names(text: str, pair: LanguagePair) -> tuple[tuple[_Part, ...], ...]:
    """The names of ``text``, in their parts."""
    plain = any(map(str.islower, text)) and not _INITIAL.search(text)
    if plain and not _parts_of_names(pair).finds(text):
        return ()
    found: list[list[_Part]] = [[]]
    for part in _judged(text, pair):
        if not found[-1] or not _GAP.fullmatch(text, found[-1][-1].end, part.start):
            found.append([])
        if found[-1] or part.kind != "company":
            found[-1].append(part)
    for name in found:
        while name and (name[-1].kind == "initial" or name[-1].text in _KEPT_PARTICLES):
            name.pop()
        while name and name[0].text in _KEPT_PARTICLES and not name[0].sure:
            name.pop(0)
    return tuple(tuple(name) for name in found if any(part.sure for part in name) or _is_full(name))


@cache
def _parts_of_names(pair: LanguagePair) -> TextFilter:
    """The words that ``_judged`` may take for a part of a name in some text that has no initial and is not in capitals."""

    def test(word: str) -> bool:
        if not word.isalpha():
            word = _POSSESSIVE.sub("", word)
        if word in _TELLING or word in _ALSO_NAMES:
            return True
        if word.islower():
            return is_unheard_of(word, pair)
        if not word.istitle() and not (word.isupper() and word.isalpha()):
            return True
        rather_name = may_be_name(word.lower(), Lexicon(pair.source))
        return word not in _TITLES and (rather_name or is_new(word, pair))

    return TextFilter(lambda run: any(map(test, WORD.findall(run))))


def _is_full(name: Sequence[_Part]) -> bool:
    """Whether two words that no list has stand side by side: ``Aisling Zelenqvist``."""
    words = [part.text for part in name if part.kind == "word" and part.text[0].isupper()]
    return len(words) > 1 and min(map(len, words)) >= _LEAST_CODE


def _judged(text: str, pair: LanguagePair) -> Iterator[_Part]:
    """The parts that may belong to names."""
    has_lower = any(sign.islower() for sign in text)
    titled = text if has_lower or len(text.title()) != len(text) else text.title()
    certain = {start for word, start, _ in named_words(titled, Lexicon(pair.source)) if stays(word, pair)}
    parts = _parts(text)
    linked = _around_particles(text, parts, pair)
    initials, last = 0, ""
    for number, part in enumerate(parts):
        word = part.text
        if word.islower() and part.kind == "word" and number not in linked and word not in _KEPT_PARTICLES:
            if is_unheard_of(word, pair):
                yield part
            last, initials = word, 0
            continue
        known = number > 0 and word in _ALSO_NAMES
        addressed = last in _ADDRESS and word.istitle() and word not in _OFFICES
        if word in _TITLES:
            pass
        elif (
            part.kind != "word"
            or part.start in certain
            or number in linked
            or addressed
            or known
            or (has_lower and _is_code(word, pair))
        ):
            yield part
        elif (
            word[0].isupper() and not word.isupper() and (initials > 1 or last in _KEPT_PARTICLES or is_new(word, pair))
        ) or word in _KEPT_PARTICLES:
            yield _Part(word, part.start, part.end, part.kind, sure=False)
        last = word
        initials = initials + 1 if part.kind == "initial" else 0


def _around_particles(text: str, parts: Sequence[_Part], pair: LanguagePair) -> set[int]:
    """The numbers of the parts of names such as ``Vincent van Gogh`` and ``Ursula von der Leyen``."""
    found: set[int] = set()
    for number, part in enumerate(parts):
        if part.text not in _KEPT_PARTICLES or not number or number in found:
            continue
        last = number + 1
        while last < len(parts) and parts[last].text in _PARTICLES:
            last += 1
        run = parts[number - 1 : last + 1]
        joined = all(_GAP.fullmatch(text, one.end, other.start) for one, other in pairwise(run))
        if last < len(parts) and joined and run[0].text[0].isupper() and run[-1].text[0].isupper():
            opens = number == 1 and Lexicon(pair.source).is_ordinary(run[0].text.lower())
            found.update(range(number if opens else number - 1, last + 1))
    return found


def _is_code(word: str, pair: LanguagePair) -> bool:
    spelt = word.isupper() and word.isalpha() and len(word) >= _LEAST_CODE
    return spelt and is_new(word, pair) and not _ROMAN.fullmatch(word)


def _broken(source: str, target: str, pair: LanguagePair) -> list[str]:
    """The names of ``source`` that are not in one piece in ``target``."""
    names = _full_names(source, pair)
    if not names:
        return []
    once = Counter(words_of(target))
    # A word that the target has once is there; most names are such words.
    names = tuple(name for name in names if len(name) > 1 or once[_word(name[0])] != 1)
    there = _Target.of(target) if names else None
    broken = (name for name in names if there and not _is_there((source, name), there, pair))
    return [source[name[0].start : name[-1].end] for name in islice(broken, _MOST_BROKEN)]


def _word(part: _Part) -> str:
    """A part that is a word of several letters; empty for any other."""
    return part.text if part.kind == "word" and len(part.text) > 1 else ""


def _is_there(ours: tuple[str, Sequence[_Part]], theirs: "_Target", pair: LanguagePair) -> bool:
    """Whether a name, with its text, is in one piece, and once, in a target."""
    name, target, there = ours[1], theirs.text, theirs.parts
    first, alone = name[0], _is_alone(name, pair)
    return any(
        _same_part(first, there[at], pair, alone=alone)
        and _is_same(ours, (target, there[at : at + len(name)]), pair)
        and not (first.kind == "initial" and at and _adjacent_initial(target, there[at - 1], there[at]))
        and not _is_repeated(target, there[at + len(name) - 1 : at + len(name) + 1])
        and not (at and _is_repeated(target, there[at - 1 : at + 1]))
        for at in theirs.places(first.text)
        if at <= len(there) - len(name)
    )


def _is_same(ours: tuple[str, Sequence[_Part]], theirs: tuple[str, Sequence[_Part]], pair: LanguagePair) -> bool:
    """Whether two runs of parts, each with its text, are one name: the same parts, with the same signs between them."""
    parts = zip(ours[1], theirs[1], strict=True)
    alone = _is_alone(ours[1], pair)
    if not all(_same_part(one, other, pair, alone=alone) for one, other in parts):
        return False
    if ours[1][-1].kind == "company" and any(
        one.kind == "word" and one.text != other.text for one, other in zip(ours[1], theirs[1], strict=True)
    ):
        return False
    wanted, found = _signs(*ours), _signs(*theirs)
    return wanted == found or (_is_hyphenated(*theirs, pair) and ["-"] * len(wanted) == found and not any(wanted))


def _is_alone(name: Sequence[_Part], pair: LanguagePair) -> bool:
    """Whether a name is a word by itself, in a language that may have a small letter where English has a capital: ``maorí``."""
    return len(name) == 1 and base_language(pair.target) not in _CAPITALISING


def _is_hyphenated(text: str, name: Sequence[_Part], pair: LanguagePair) -> bool:
    """Whether a name is at the beginning of a longer word, as German has it: ``Abu-Ghraib-Gefängnis``."""
    return base_language(pair.target) in _CAPITALISING and bool(re.match(r"-\w", text[name[-1].end :]))


def _same_part(one: _Part, other: _Part, pair: LanguagePair, *, alone: bool) -> bool:
    """``alone``: see ``_is_alone``."""
    if one.text == other.text:
        return True
    words = (
        (other.text,) if other.text.isalpha() else tuple(dict.fromkeys((other.text, re.split("['’]", other.text)[-1])))
    )
    if one.kind != "word" or one.text in _KEPT_PARTICLES:
        return one.text.strip(".") in (other.text.strip("."), *words)
    if _is_code(one.text, pair):
        # Spanish and French write ``Unesco``; other languages have the letters in their own order.
        return any(
            word in (one.text, one.text.title()) or (word.isupper() and sorted(word) == sorted(one.text))
            for word in words
        )
    return any(same_name(one.text, word, pair, capitals=not alone) for word in words)


def _signs(text: str, name: Sequence[_Part]) -> list[str]:
    return [re.sub(r"\s", "", text[one.end : other.start]) for one, other in pairwise(name)]


def _is_repeated(text: str, parts: Sequence[_Part]) -> bool:
    """Whether two parts side by side are alike, as in ``Kelmo & Brant & Brant``."""
    return (
        len(parts) > 1 and parts[0].text == parts[1].text and bool(_GAP.fullmatch(text, parts[0].end, parts[1].start))
    )


def _adjacent_initial(text: str, one: _Part, other: _Part) -> bool:
    return one.kind == "initial" and not text[one.end : other.start].strip()
