"""FreeDict's bilingual dictionaries, where they are installed for dictd: which words of a language stand for which of another.

A dictionary is two files, ``freedict-eng-por.index`` and ``.dict.dz``. A line of the index has a headword, and the position and length of its
entry in base-64 digits; the other file is gzip. FreeDict's texts are GPL: they are read where they are, and nothing of them is kept.
"""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.errors import BadInput
from workflow.files import reason
from workflow.languages import base_language

__all__ = ["find_dictionary", "package_of", "read_dictionary"]

FOLDERS = (Path("/usr/share/dictd"), Path("/usr/local/share/dictd"), Path("/opt/homebrew/share/dictd"))
"""Where dictd looks for dictionaries: on Linux, after an installation by hand, on macOS."""
_CODES = {
    "af": "afr", "ar": "ara", "bg": "bul", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fi": "fin", "fr": "fra", "ga": "gle", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "it": "ita", "lt": "lit", "nb": "nor",
    "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ru": "rus", "sr": "srp", "sv": "swe", "sw": "swh", "tr": "tur",
}  # fmt: skip
"""The languages into which FreeDict translates English, and English: their codes there (ISO 639-3)."""
_LARGEST = 128 << 20
"""Maximum size of an unpacked dictionary in bytes. The largest one, English to German, has 80 million."""
_DIGITS = {
    digit: value for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
_HEADWORD = re.compile(r"(?m)^([^\W\d_][\w'’-]*)\t([A-Za-z0-9+/]+)\t([A-Za-z0-9+/]+)$")
"""A line of the index whose headword is a single word."""
_ASIDE = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|\b\d+\. ")
"""What is no translation: grammar, subjects, notes, references, numbers of senses."""
_NOTE = re.compile(r"\s\s|\s*[A-Za-z]+: ")
"""How a line begins that has examples, notes, synonyms or references."""
_PHRASE = re.compile(r"[^,;/\n]+")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 3
"""Maximum number of words of a translation; longer ones explain."""
_SHORTEST = 4
"""Minimum length in letters of a word in a translation of several words."""
_MOST = 24
"""Maximum number of words that stand for a headword; one with more can stand for anything."""
_COMMON = 0.004
"""The share of headwords above which a word that is part of their translations (``machen``) stands for none of them."""


def find_dictionary(source: str, target: str) -> Path | None:
    """Return the index of the installed dictionary from one language to another (codes); None if there is none."""
    one, two = (_CODES.get(base_language(code)) for code in (source, target))
    places = (folder / f"freedict-{one}-{two}.index" for folder in FOLDERS if one and two)
    return next((path for path in places if path.is_file()), None)


def package_of(source: str, target: str) -> str | None:
    """Return the Debian package that has the dictionary from English to a language; None if FreeDict has none."""
    code = _CODES.get(base_language(target))
    return f"dict-freedict-eng-{code}" if base_language(source) == "en" and code and code != "eng" else None


def read_dictionary(index: Path, source: str, target: str) -> Mapping[str, tuple[str, ...]]:
    """Return what stands for each word of a dictionary, as stems.

    ``source`` and ``target`` are codes of its languages. Raises ``BadInput`` with the name of the file that is damaged, missing or too large.
    """
    from workflow.glossary.stemming import stem  # `publish` asks only which dictionaries there are

    text = _unpacked(index)
    found: dict[str, dict[str, None]] = {}
    for word, start, length in _headwords(index):
        entry = text[start : start + length]
        if len(entry) < length:
            raise BadInput(f"{index}: an entry lies outside the dictionary. Install the dictionary again.")
        found.setdefault(stem(word, source), {}).update(
            dict.fromkeys(stem(one, target) for one in _translations(entry.decode("utf-8", "replace")))
        )
    counts = Counter(other for others in found.values() for other in others)
    common = {other for other, count in counts.items() if count > max(_COMMON * len(found), 20)}
    kept = {word: tuple(other for other in others if other not in common) for word, others in found.items()}
    return {word: others for word, others in kept.items() if 0 < len(others) <= _MOST}


def _headwords(index: Path) -> Iterator[tuple[str, int, int]]:
    try:
        lines = index.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(f"{index}: cannot be read: {reason(error)}") from error
    for match in _HEADWORD.finditer(lines):
        yield match[1], _number(match[2]), _number(match[3])


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS[digit]
    return value


def _unpacked(index: Path) -> bytes:
    path = index.with_suffix(".dict.dz")
    try:
        with gzip.open(path) as file:
            data = file.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise BadInput(f"{path}: cannot be read: {why}. Install the dictionary again.") from error
    if len(data) > _LARGEST:
        raise BadInput(f"{path}: larger than {_LARGEST >> 20} MB when unpacked. It is not used.")
    return data


def _translations(entry: str) -> Iterator[str]:
    """The words of an entry's translations; its first line has the headword."""
    for line in entry.split("\n")[1:]:
        if _NOTE.match(line):
            continue
        for phrase in _PHRASE.findall(_ASIDE.sub(" ", line)):
            words = _WORD.findall(phrase)
            if len(words) <= _LONGEST:
                yield from (word for word in words if len(words) == 1 or len(word) >= _SHORTEST)
