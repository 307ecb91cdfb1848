"""Hunspell's dictionaries, where they are installed: two files, such as ``es_ES.aff`` and ``es_ES.dic``.

Linux distributions put them into ``hunspell`` or ``myspell`` below the folders for data of the XDG Base Directory Specification, LibreOffice
into a folder for each language, macOS into ``Library/Spelling``. They are read where they are, and nothing of them is kept.
"""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from workflow.languages import NO_SPACES, base_language, match_rank
from workflow.lexicon import word_set

__all__ = ["dictionary_package", "find_dictionary"]

_OFFICE = (
    ("/usr/lib/libreoffice/share/extensions", "dict-*"),
    ("/usr/lib64/libreoffice/share/extensions", "dict-*"),
    ("/opt", "libreoffice*/share/extensions/dict-*"),
    ("/Applications/LibreOffice.app/Contents/Resources/extensions", "dict-*"),
)
"""Where LibreOffice keeps the dictionaries that come with it: a folder, and a pattern below it."""
_EXTENSIONS = "4/user/uno_packages/cache/uno_packages"
"""Where LibreOffice keeps what people installed, in its folder for settings."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[_-][A-Za-z]{4})?(?:[_-](?:[A-Z]{2}|\d{3}|valencia))?(?![A-Za-z])")
"""The language at the beginning of a file's name: ``de_DE`` in ``de_DE_frami``."""
_PACKAGES = {
    "de": "hunspell-de-de", "de_AT": "hunspell-de-at", "de_CH": "hunspell-de-ch", "en": "hunspell-en-us", "en_AU": "hunspell-en-au",
    "en_CA": "hunspell-en-ca", "en_GB": "hunspell-en-gb", "en_ZA": "hunspell-en-za", "eo": "myspell-eo", "et": "myspell-et",
    "fo": "myspell-fo", "gn": "hunspell-gug", "ku": "hunspell-kmr", "nb": "hunspell-no", "nn": "hunspell-no", "pt": "hunspell-pt-pt",
    "pt_BR": "hunspell-pt-br", "tl": "myspell-tl",
}  # fmt: skip
"""Debian's packages whose names do not follow from the language."""
_PLAIN = word_set(
    "af an ar be bg bn bo br bs ca cs da el es eu fr gd gl gu he hi hr hu id is it kk ko lt lv ml mn ne nl no oc pl ro ru si sk sl sr sv sw te tr "
    "uk uz vi"
)
"""Languages for which Debian has a package ``hunspell-es``."""


def find_dictionary(language: str, folders: Sequence[Path] = ()) -> Path | None:
    """Return the ``.aff`` file of the dictionary for a language (gettext code); None if there is none.

    ``folders`` are searched first. In each folder, the dictionary that fits best counts (``languages.match_rank``): ``es_ES`` for ``es``,
    never that of another territory than the one that the code names. Languages without spaces between words have none.
    """
    if base_language(language) in NO_SPACES:
        return None
    for folder in (*folders, *_installed()):
        ranked = [
            (rank, path.name, path) for path in _files(folder) if (rank := _rank(path.stem, language)) is not None
        ]
        if ranked:
            return min(ranked)[2]
    return None


def dictionary_package(language: str) -> str | None:
    """Return the Debian package that has the dictionary for a language; None if Debian has none."""
    base = base_language(language)
    return _PACKAGES.get(language) or _PACKAGES.get(base) or (f"hunspell-{base}" if base in _PLAIN else None)


def _rank(stem: str, language: str) -> int | None:
    code = _CODE.match(stem)
    return match_rank(code[0], language) if code else None


def _files(folder: Path) -> list[Path]:
    """The ``.aff`` files of a folder that have a ``.dic`` beside them; none if it cannot be read."""
    try:
        names = {entry.name for entry in os.scandir(folder)}
    except OSError:
        return []
    return [folder / name for name in names if name.endswith(".aff") and f"{name.removesuffix('.aff')}.dic" in names]


def _installed() -> Iterator[Path]:
    """The folders in which systems and LibreOffice put dictionaries; those that do not exist, too."""
    home = Path(os.environ.get("HOME") or Path.home())
    data = os.environ.get("XDG_DATA_HOME") or f"{home}/.local/share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for place in (data, *shared.split(":")):
        if place.startswith("/"):  # the specification says to ignore others
            yield from (Path(place, "hunspell"), Path(place, "myspell/dicts"), Path(place, "myspell"))
    yield from (home / "Library" / "Spelling", Path("/Library/Spelling"))
    for top, pattern in _OFFICE:
        yield from sorted(Path(top).glob(pattern))
    config = os.environ.get("XDG_CONFIG_HOME") or f"{home}/.config"
    for folder in (Path(config), home / "Library/Application Support"):
        for name in ("libreoffice", "LibreOffice"):
            yield from sorted({path.parent for path in Path(folder, name).glob(f"{_EXTENSIONS}/**/*.aff")})
