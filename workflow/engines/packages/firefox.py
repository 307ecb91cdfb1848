"""A package of Firefox Translations: a folder with Mozilla's files, under Mozilla's names, and the record of its installation.

The files are a model (``model.enes.intgemm.alphas.bin``), one vocabulary (``vocab.enes.spm``) or two (``srcvocab.enja.spm``,
``trgvocab.enja.spm``), and usually a shortlist (``lex.50.50.enes.s2t.bin``). Names and types are those of the collection
``translations-models-v2`` of Mozilla's Remote Settings.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflow.engines.base import Quality, Where
from workflow.engines.packages.package import read_record
from workflow.engines.quality import quality
from workflow.errors import BadInput, PackageError
from workflow.files import hash_of, reason
from workflow.languages import gettext_code, pair_rank

__all__ = [
    "FILE_NAME",
    "MAX_FILE",
    "NO_VERSION",
    "FirefoxPackage",
    "described",
    "file_pair",
    "firefox_files",
    "firefox_folder",
    "is_firefox",
    "read_firefox",
]

FILE_NAME = re.compile(
    r"(?P<type>model|vocab|srcvocab|trgvocab|lex)\.(?P<middle>[\w.-]+?)\.(?P<suffix>bin|spm)(?P<packed>\.gz|\.zst)?"
)
"""The names of the files as Mozilla has them; mirrors have some of them compressed."""
NO_VERSION = "0"
"""The version of a folder of files without a record."""
MAX_FILE = 512 << 20
"""The maximum size of a file in bytes, compressed or not. Mozilla's largest has 44 MB."""
_PIVOT = "en"


@dataclass(frozen=True, slots=True)
class FirefoxPackage:
    """A usable package of Firefox Translations. Languages are gettext codes."""

    name: str
    """``firefox-en_es-3.0``: pair and version from its record, or from the names of its files."""
    source: str
    target: str
    version: str
    """``NO_VERSION`` if no record has it."""
    path: Path
    """The folder."""
    where: Where
    """``project`` or ``installed``."""
    model: Path
    source_vocabulary: Path
    target_vocabulary: Path
    """The same file as ``source_vocabulary`` for most pairs."""
    shortlist: Path | None
    """The words that may translate each word, for a quicker search; None if there is no such file."""

    @property
    def hash(self) -> str:
        """Eight hex digits of a hash over the files that determine its output."""
        return _hash(self._deciding, _stamp(self._deciding))

    @property
    def quality(self) -> Quality | None:
        """The quality of its drafts as published; None if it was not measured, or if no record says that the model is Mozilla's."""
        return quality("firefox", self.source, self.target) if self.version != NO_VERSION else None

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    @property
    def record(self) -> Mapping[str, object]:
        """The record that ``install`` wrote (``from``, ``date``, ``files`` …); empty for other folders."""
        return read_record(self.path)

    def read_text(self, name: str) -> str:
        """Return a text file of the package; empty if it is missing or unreadable."""
        try:
            return (self.path / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    def rank(self, source: str, target: str) -> int | None:
        """Return how well it serves a pair of languages (gettext codes), 0 being best; None if it does not (see ``pair_rank``)."""
        return pair_rank((self.source, self.target), (source, target))

    @property
    def _deciding(self) -> tuple[Path, ...]:
        files = (self.model, self.source_vocabulary, self.target_vocabulary, self.shortlist)
        return tuple(dict.fromkeys(file for file in files if file))


def firefox_folder() -> Path:
    """Return the user's folder of these packages: ``workflow-editions/models`` in the folder for data of programs (``XDG_DATA_HOME``)."""
    from platformdirs import user_data_path

    return user_data_path("workflow-editions") / "models"


def is_firefox(path: Path) -> bool:
    """Whether a path is a folder with files of Firefox Translations."""
    try:
        return path.is_dir() and any(FILE_NAME.fullmatch(file.name) for file in path.iterdir())
    except OSError:
        return False


def firefox_files(path: Path) -> dict[str, Path]:
    """Return the files of the package in a folder by type (``model``, ``vocab`` or ``srcvocab`` and ``trgvocab``, ``lex``), compressed or not.

    Raises PackageError if they are not those of one package.
    """
    found: dict[str, Path] = {}
    try:
        files = sorted(path.iterdir())
    except OSError as error:
        raise PackageError(f"{path}: cannot be read: {reason(error)}.") from error
    for file in files:
        if not (match := FILE_NAME.fullmatch(file.name)):
            continue
        have = found.setdefault(match["type"], file)
        if have != file:
            raise PackageError(
                f"{path}: holds several models ({have.name} and {file.name}). Put each into its own folder."
            )
    if "model" not in found:
        raise PackageError(f"{path}: the model is missing (model.….bin). Get the package again.")
    if not ("vocab" in found or {"srcvocab", "trgvocab"} <= found.keys()):
        raise PackageError(
            f"{path}: the vocabulary is missing (vocab.….spm, or srcvocab.….spm and trgvocab.….spm). Get the package again."
        )
    return found


def read_firefox(path: Path, *, where: Where = Where.INSTALLED) -> FirefoxPackage | None:
    """Read the package in a folder; None if the folder has no files of Firefox Translations.

    Raises PackageError if it is broken.
    """
    if not is_firefox(path):
        return None
    files = firefox_files(path)
    for file in files.values():
        if file.suffix in (".gz", ".zst"):
            raise PackageError(f"{file}: is compressed. Run: workflow models install {path}")
    source, target, version = described(path, files["model"].name)
    return FirefoxPackage(
        name=f"firefox-{source}_{target}-{version}",
        source=source,
        target=target,
        version=version,
        path=path,
        where=where,
        model=files["model"],
        source_vocabulary=files.get("srcvocab") or files["vocab"],
        target_vocabulary=files.get("trgvocab") or files["vocab"],
        shortlist=files.get("lex"),
    )


def file_pair(name: str) -> tuple[str, str] | None:
    """Return the languages (gettext codes) in the name of a file; None if they are not clear: ``enes`` is en and es.

    All of Mozilla's models translate from English or into English, so a name that can be read in several ways has English in it.
    """
    match = FILE_NAME.fullmatch(name)
    pairs = [
        pair
        for part in (match["middle"].split(".") if match else ())
        for cut in range(2, len(part) - 1)
        if (pair := _codes(part[:cut], part[cut:]))
    ]
    english = [pair for pair in pairs if _PIVOT in pair]
    return english[0] if len(english) == 1 else pairs[0] if len(pairs) == 1 else None


def _codes(source: str, target: str) -> tuple[str, str] | None:
    if not all(re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?", code) for code in (source, target)):
        return None
    try:
        codes = gettext_code(source), gettext_code(target)
    except BadInput:
        return None
    return codes if codes[0] != codes[1] else None


def described(path: Path, model: str) -> tuple[str, str, str]:
    """Return the languages and the version of the package in a folder: from its record, or from the name of its model.

    Raises PackageError if neither says it.
    """
    record = read_record(path)
    given = record.get("source"), record.get("target"), record.get("version")
    if all(isinstance(one, str) and re.fullmatch(r"[\w@.+-]+", one) for one in given):
        return str(given[0]), str(given[1]), str(given[2])
    pair = file_pair(model)
    if pair is None:
        raise PackageError(f"{path / model}: its name does not say which languages it translates (model.enes.….bin).")
    return *pair, NO_VERSION


def _stamp(files: Iterable[Path]) -> tuple[tuple[int, int], ...]:
    """Sizes and times of files: the hash is computed again when one of them changes."""
    return tuple((file.stat().st_size, file.stat().st_mtime_ns) for file in files)


@cache
def _hash(files: tuple[Path, ...], stamp: tuple[tuple[int, int], ...]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(bytes.fromhex(hash_of(file)))
    return digest.hexdigest()[:8]
