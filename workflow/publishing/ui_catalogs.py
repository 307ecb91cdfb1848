"""Interface strings from PO files: those of the program, and those of the project, which override and add strings.

The program's are ``locales/<language>/LC_MESSAGES/pages.po`` in this package, the project's ``interface/<language>.po``. They are read
without a compile step. The header of the program's files says how the strings were made (``X-Words-Made-By``) and who reviewed them
(``X-Words-Reviewed-By``, ``nobody`` if no person did).
"""

import gettext
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from workflow import catalogs
from workflow.boundary import real_path
from workflow.catalogs.headers import field as header_field
from workflow.errors import BadInput, CatalogError, WorkflowError
from workflow.findings import Finding
from workflow.languages import base_language, language, match_rank, normalise
from workflow.model import Catalog, Entry, Severity
from workflow.project import Project
from workflow.publishing.policy import language_attributes
from workflow.publishing.ui_strings import MESSAGES, Interface, Translation

__all__ = ["FOLDER", "TEMPLATE", "UnusedString", "check_interface", "interface", "unused_files", "unused_strings"]

FOLDER = Path(__file__).parent / "locales"
"""The folder of the program's PO files: ``locales/<language>/LC_MESSAGES/pages.po``."""
TEMPLATE = FOLDER / "templates" / "pages.pot"
"""The template of the PO files."""

_PLURALS: Mapping[str, str | None] = {
    message if isinstance(message, str) else message[0]: None if isinstance(message, str) else message[1]
    for message in MESSAGES
}
_UNKNOWN = "is no string of the pages"
_SAME = {"no": "nb", "tl": "fil"}
"""Codes for one written language, by the code that is asked for."""


@dataclass(frozen=True, slots=True)
class UnusedString:
    """An entry of a project's file that no page shows."""

    path: Path
    line: int
    msgid: str
    reason: str

    @property
    def is_unknown(self) -> bool:
        """Whether there is no such string, as against one that is not finished."""
        return self.reason == _UNKNOWN


@dataclass(frozen=True, slots=True)
class _File:
    """What a PO file has for the pages."""

    texts: Mapping[str, Translation] = field(default_factory=dict)
    made_by: str = ""
    reviewed_by: str = ""
    unused: tuple[UnusedString, ...] = ()


def interface(code: str, own: Path | None = None) -> Interface:
    """Return the interface strings for readers of a language (gettext code). ``own`` is the project's folder of PO files.

    The strings of a file serve every language that ``languages.match_rank`` allows: those of ``pt`` serve ``pt_AO``, those of
    ``zh_Hant`` serve ``zh_HK``. Of the program's files the best one is used; the project's are put over it, the best one last.
    A file of the project that is not valid, has a wrong placeholder, cannot be read or is a link out of the project is not used
    (``Interface.unread``).
    """
    asked = language(code)
    english = {} if base_language(code) == "en" else language_attributes(language("en"), asked)
    best = _ranked(code, _program_codes())[-1:]
    program = _program(best[0]) if best else _File()
    texts = dict(program.texts)
    words: set[str] = set()
    paths = {} if own is None else {path.stem: path for path in own.glob("*.po")}
    names = _ranked(code, paths)
    files, problems = _own_files(paths, names)
    unread = tuple(problems.values())
    for file in files.values():
        texts |= file.texts
        words |= file.texts.keys()
    if not texts:
        return Interface("en", {}, english=english, unread=unread)
    known = (best or list(files))[-1]
    return Interface(known, texts, program.made_by, program.reviewed_by, frozenset(words), english, unread)


def unused_strings(codes: tuple[str, ...], own: Path) -> tuple[UnusedString, ...]:
    """Return the entries in the project's files for these languages that no page shows; none of a file that cannot be read."""
    files, _ = _of_languages(codes, own)
    return tuple(one for file in files.values() for one in file.unused)


def unused_files(codes: tuple[str, ...], own: Path) -> tuple[Path, ...]:
    """Return the files in the project's folder that are used for none of these languages, except hidden ones and backups of editors."""
    if own.is_file():
        return (own,)
    paths = {path.stem: path for path in own.glob("*.po")}
    used = {paths[name] for code in codes for name in _ranked(code, paths)}
    return tuple(path for path in sorted(own.glob("[!.]*[!~]")) if path not in used)


def check_interface(project: Project) -> Iterator[Finding]:
    """Find what no page uses of the project's files: strings that the pages do not have, files for no language, files that cannot be read."""
    own, config = project.layout.interface, project.config
    codes = (config.source_language, *config.languages)
    files, unread = _of_languages(codes, own)
    for one in (one for file in files.values() for one in file.unused if one.is_unknown):
        place = f"{one.path.relative_to(project.root).as_posix()}:{one.line}"
        message = f"{place}: “{one.msgid}” {one.reason}. Correct or remove it."
        yield Finding("unused_interface_string", Severity.WARNING, message, catalog=one.path, catalog_line=one.line)
    for name in unread:
        path = own / f"{name}.po"
        message = f"{path.relative_to(project.root).as_posix()}: the file cannot be read: its strings are not used."
        yield Finding("unread_input", Severity.NOTE, message, catalog=path)
    for path in unused_files(codes, own):
        message = f"{path.relative_to(project.root).as_posix()}: is for no language of this project. Name it after one, or remove it."
        yield Finding("unused_interface_string", Severity.WARNING, message, catalog=path)


def _of_languages(codes: tuple[str, ...], own: Path) -> tuple[Mapping[str, _File], Mapping[str, WorkflowError]]:
    """Read the project's files for these languages, as ``_own_files`` does."""
    paths = {path.stem: path for path in own.glob("*.po")}
    return _own_files(paths, dict.fromkeys(name for code in codes for name in _ranked(code, paths)))


def _own_files(
    paths: Mapping[str, Path], names: Iterable[str]
) -> tuple[Mapping[str, _File], Mapping[str, WorkflowError]]:
    """Read files of the project. Returns those that can be used, and why others cannot, by name."""
    files: dict[str, _File] = {}
    unread: dict[str, WorkflowError] = {}
    for name in names:
        try:
            real_path(paths[name])
            files[name] = _read(paths[name], name)
        except WorkflowError as error:
            unread[name] = error
    return files, unread


def _ranked(code: str, names: Iterable[str]) -> list[str]:
    """The names of files whose strings serve readers of a language, the best one last."""
    code = _SAME.get(code, code)
    base = base_language(normalise(code))
    # Looking up a language takes long; so only those that may match are looked up.
    near = [name for name in names if base_language(normalise(name)) == base]
    ranks = {name: rank for name in near if (rank := match_rank(name, code)) is not None}
    return sorted(ranks, key=lambda name: (-ranks[name], name))


@cache
def _program_codes() -> tuple[str, ...]:
    return tuple(sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/pages.po")))


@cache
def _program(code: str) -> _File:
    return _read(FOLDER / code / "LC_MESSAGES" / "pages.po", code)


def _read(path: Path, code: str) -> _File:
    """Read a file. Only finished entries count: those that are not fuzzy and have a text for every plural form."""
    catalog = catalogs.read(path)
    rule, count = _plural_rule(path, catalog, code)
    texts: dict[str, Translation] = {}
    unused: list[UnusedString] = []
    for entry in catalog.live:
        forms = 1 if entry.msgid_plural is None else count
        if reason := _why_unused(entry, forms):
            unused.append(UnusedString(path, entry.line, entry.msgid, reason))
            continue
        _check_placeholders(path, entry)
        texts[entry.msgid] = Translation(entry.msgstr, rule)
    reviewer = header_field(catalog, "X-Words-Reviewed-By")
    made_by = header_field(catalog, "X-Words-Made-By")
    return _File(texts, made_by, "" if reviewer == "nobody" else reviewer, tuple(unused))


def _why_unused(entry: Entry, forms: int) -> str:
    if entry.context is not None or entry.msgid not in _PLURALS or entry.msgid_plural != _PLURALS[entry.msgid]:
        return _UNKNOWN
    if entry.fuzzy:
        return "is fuzzy"
    if not any(entry.msgstr):
        return "is not translated"
    return "" if entry.filled and len(entry.msgstr) == forms else f"does not have {forms} plural forms"


def _check_placeholders(path: Path, entry: Entry) -> None:
    """Raise CatalogError for a placeholder that the English string does not have: it could not be filled in."""
    known = _placeholders(entry.msgid_plural or entry.msgid)
    if not known:
        return
    for text in entry.msgstr:
        try:
            wrong = _placeholders(text) - known
        except ValueError:
            wrong = {text}
        if wrong:
            names = ", ".join(f"{{{name}}}" for name in sorted(known))
            raise CatalogError(
                f"{path}:{entry.line}: the placeholders of this translation are wrong. Those of the string are {names}."
            )


def _placeholders(text: str) -> set[str]:
    """The names of the placeholders, with all that is written in their braces. Raises ValueError for a single brace."""
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
        for _, name, spec, conversion in string.Formatter().parse(text)
        if name is not None
    }


def _plural_rule(path: Path, catalog: Catalog, code: str) -> tuple[Callable[[int], int], int]:
    """The plural rule of a file and the number of its forms; those of its language if its header has none."""
    written = header_field(catalog, "Plural-Forms")
    parts = dict(part.split("=", 1) for part in (written or language(code).plural_forms).split(";") if "=" in part)
    values = {name.strip(): value.strip() for name, value in parts.items()}
    try:
        rule: Callable[[int], int] = gettext.c2py(values["plural"])
        return rule, int(values["nplurals"])
    except (KeyError, ValueError, BadInput) as error:
        raise CatalogError(f"{path}: Plural-Forms in the header is no valid rule: {written!r}.") from error
