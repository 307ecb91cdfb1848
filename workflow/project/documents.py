"""The documents of a project: their paths, names and parsed content."""

import os
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from workflow import formats
from workflow.boundary import link_out, real_path
from workflow.catalogs.characters import unwritable
from workflow.errors import BadInput, ConfigError, DocumentError, FileProblem
from workflow.files import read_bytes
from workflow.model import Document
from workflow.parse_cache import ParseCache
from workflow.project.configuration import DOCUMENTS, Config
from workflow.project.layout import CONFIG_NAME, GLOSSARY_NAMES, Layout
from workflow.project.patterns import is_pattern, matches
from workflow.project.suggestions import did_you_mean
from workflow.project.walking import files_below

__all__ = ["Documents", "is_readable_text"]

_NOT_DOCUMENTS = (
    *("robots.txt", "humans.txt", "ads.txt", "app-ads.txt", "security.txt", "llms*.txt", "cmakelists.txt"),
    *("_redirects.txt", "_headers.txt"),
    *("requirements*.txt", "constraints*.txt", "license*.txt", "licence*.txt", "copying*.txt"),
)
"""Names, in lower case, of text files for programs, and of licences, which apply in the language they are written in.

They are documents only if a pattern is their exact path.
"""

_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u2068\u2069\ud800-\udfff]")
"""What a name in a PO comment cannot have: characters that end a line or control a terminal, gettext's marks around names, bytes
that are not UTF-8."""
_MAX_NAME = 240
"""Maximum length of a name in bytes. File systems allow 255; the names of pages and temporary files are longer."""

_CAPACITY = 512 * 1024
"""Capacity of the parse cache, in bytes of documents."""


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents below the source folder. A document is identified by its POSIX path below that folder, with suffix."""

    layout: Layout
    config: Config
    capacity: int | None = None
    """Bytes of documents whose parsed content is kept; None for what a command needs."""
    _cache: ParseCache[Document] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        capacity = _CAPACITY if self.capacity is None else self.capacity
        object.__setattr__(self, "_cache", ParseCache[Document](capacity))

    def paths(self) -> tuple[str, ...]:
        """Return the documents that match ``documents`` in the configuration, in the order of its patterns.

        Hidden files and folders are left out, and linked folders are not entered. Raises ConfigError if the source folder
        does not exist, FileProblem if a folder cannot be read or the source folder is a link out of the project, DocumentError for a link that leads out of the project and for
        a name that no PO file can hold.
        """
        files = [path for path in self._files() if self._can_be_document(path)]
        found: dict[str, None] = {}
        for pattern in self.config.documents:
            if pattern.startswith("!"):
                found = {path: None for path in found if not matches(pattern[1:], path)}
            else:
                found.update((path, None) for path in files if path not in found and matches(pattern, path))
        for document in found:
            file = self.layout.source_name(document)
            if _UNWRITABLE.search(document):
                raise DocumentError(
                    f"{file!r}: the name has control characters or bytes that are not UTF-8, which PO files cannot hold. Rename the file."
                )
            if any(len(part.encode()) > _MAX_NAME for part in document.split("/")):
                raise DocumentError(
                    f"{file}: the name has more than {_MAX_NAME} bytes, so the files made from it would have no room for theirs. "
                    "Rename the file."
                )
            if self._leads_out(file):
                raise DocumentError(
                    f"{file}: is a link to {os.path.realpath(file)}, outside the project. "
                    f'Put a copy in its place, or leave it out: documents: [..., "!{document}"]'
                )
        return tuple(found)

    def select(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Return the documents that ``wanted`` names (``guide.md``, ``guide``, ``source/guide.md``, the folder ``news``, ``news/*``), in the order of ``paths``;
        all of them if it is empty.

        Raises BadInput for a name that matches none, with the nearest one; and what ``paths`` raises.
        """
        known = self.paths()
        chosen: set[str] = set()
        for word in wanted:
            hits = self._named(word, known)
            if not hits and word.endswith((".po", ".pot")):
                raise BadInput(
                    f'"{word}" is a PO file. Name its document, such as {known[0] if known else "guide.md"}.'
                )
            if not hits:
                raise BadInput(f'no document "{word}" in this project. {did_you_mean(word, known)}')
            chosen.update(hits)
        return tuple(name for name in known if not wanted or name in chosen)

    def is_document(self, path: str) -> bool:
        """Whether a path below the source folder is one of this project's documents. Does not look at other files."""
        if not os.path.isfile(self.layout.source_name(path)):  # noqa: PTH113  (asked for every document; most are not there)
            return False
        last = next((p for p in reversed(self.config.documents) if matches(p.removeprefix("!"), path)), "!")
        return self._can_be_document(path) and not last.startswith("!")

    def is_excluded(self, path: str) -> bool:
        """Whether ``documents`` in the configuration excludes a document, which is then not published.

        Only files with a suffix in ``documents`` count: if that is ``**/*.md``, a ``.txt`` file is a download.
        """
        kinds = {PurePosixPath(pattern).suffix for pattern in self.config.documents if not pattern.startswith("!")}
        named = PurePosixPath(path).suffix in kinds or any(not kind or is_pattern(kind) for kind in kinds)
        return named and self._can_be_document(path) and not self.is_document(path)

    def name(self, document: str) -> str:
        """What a document is called in addresses and file names: its path without the suffix, or with it if another file differs from
        it by the suffix alone, or is called so.

        Each other suffix is checked in the file system, without listing the folder: for a thousand documents in one folder, the time is
        linear, not quadratic.
        """
        stem, own = posixpath.splitext(document)
        for suffix in formats.suffixes():
            if suffix != own and self.is_document(stem + suffix):
                return document
        # a.txt beside a.md is called a.txt, so a.txt.md cannot be.
        return document if self.is_document(stem) and self.name(stem) == stem else stem

    def parse(self, document: str) -> Document:
        """Read one document, and parse it unless its bytes are as they were the last time. Raises DocumentError if it cannot be read."""
        file = self.layout.source / document
        try:
            data = read_bytes(file)
        except FileProblem as error:
            raise DocumentError(str(error)) from error

        return self._cache.get(document, data, lambda: self.parse_bytes(document, data))

    def parse_bytes(self, document: str, data: bytes) -> Document:
        """Parse ``data`` as the content of a document, such as an editor's unsaved text. Raises DocumentError."""
        try:
            parsed = formats.for_path(document).parse(
                data, path=document, settings=self.config.format_settings(document)
            )
        except DocumentError as error:
            raise DocumentError(f"{self.layout.source}/{error}") from error
        for unit in parsed.units:
            if character := unwritable(unit.source):
                raise DocumentError(
                    f"{self.layout.source}/{document}:{unit.line}: the text has {character}. Remove it, then run the command again."
                )
        return parsed

    def _files(self) -> list[str]:
        """The files below the source folder, sorted."""
        top = self.layout.source
        if not top.is_dir():
            raise ConfigError(
                f"{self.layout.config}: the source folder {self.config.source}/ does not exist. "
                f"Create it and put documents into it, or set source to another folder."
            )
        real_path(top, self.layout.root)
        own = top.samefile(self.layout.root)
        return [path for path in files_below(top, own=own) if not (own and path in (CONFIG_NAME, *GLOSSARY_NAMES))]

    def _can_be_document(self, path: str) -> bool:
        if path in self.config.documents:
            return formats.readable(path)
        return is_readable_text(path) and not (self.config.documents == DOCUMENTS and self._is_copy(path))

    def _is_copy(self, path: str) -> bool:
        """Whether a file has the same name as a document in a richer format beside it: ``guide.txt`` beside ``guide.md``."""
        stem, own = posixpath.splitext(path)
        for suffix, handler in formats.FORMATS.items():
            if suffix == own:
                return False
            if (
                handler is not formats.FORMATS.get(own) and os.path.isfile(self.layout.source_name(f"{stem}{suffix}"))  # noqa: PTH113  (False for a name that is too long)
            ):
                return True
        return False

    def _leads_out(self, file: str) -> bool:
        """Whether a file is a link to something outside the project."""
        return os.path.islink(file) and link_out(Path(file), self.layout.root) is not None  # noqa: PTH114

    def _named(self, word: str, known: Sequence[str]) -> list[str]:
        is_folder = word.endswith("/")
        word = posixpath.normpath(word) if word.strip() else word
        if word.startswith(f"{self.layout.source}/") or word == str(self.layout.source):
            word = posixpath.relpath(word, self.layout.source)
        if word in (".", self.config.source):
            return list(known)
        names = [word]
        if word.startswith(f"{self.config.source}/"):
            names.append(word.removeprefix(f"{self.config.source}/"))
        if is_pattern(word):
            return [path for path in known if any(matches(name, path) or matches(name, _bare(path)) for name in names)]
        documents = [path for path in known if path in names] or [path for path in known if _bare(path) in names]
        if documents and not is_folder:
            return documents
        return [path for path in known if any(path.startswith(f"{name}/") for name in names)]


def is_readable_text(path: str) -> bool:
    """Whether a format reads a file with this path, and its name is not that of a file for programs or of a licence."""
    name = posixpath.basename(path).lower()
    return formats.readable(path) and not any(matches(pattern, name) for pattern in _NOT_DOCUMENTS)


def _bare(document: str) -> str:
    return PurePosixPath(document).with_suffix("").as_posix()
