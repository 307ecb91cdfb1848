"""Diagnosis: the installation, the engine for each language and its quality, and missing parts."""

import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from workflow import __version__
from workflow.catalogs import ambiguous
from workflow.checks.dictionaries import package_of
from workflow.checks.sources import file_findings, front_matter_findings
from workflow.checks.word_tables import table_origin
from workflow.engines.base import EngineSettings
from workflow.engines.choice import choose, problems
from workflow.engines.packages.installed import installed
from workflow.engines.servers import place
from workflow.errors import WorkflowError
from workflow.files import read_text, reason
from workflow.languages import language
from workflow.model import Severity
from workflow.project import Project
from workflow.publishing import search_index, ui_catalogs
from workflow.publishing.builders.pdf import PDF
from workflow.publishing.ui_strings import Interface
from workflow.spelling.dictionaries import dictionary_package, find_dictionary
from workflow.spelling.loading import own_words, words_files
from workflow.spelling.speller import problem_of

__all__ = ["Diagnosis", "Level", "Line", "doctor"]

_LIBRARIES = ("ctranslate2", "sentencepiece", "fxtranslate", "sentencex", "argostranslate", "pyromark", "babel", "nh3")
_PROGRAMS = {
    "git": "for reviewing and keeping changes",
    "apertium": "rule-based machine translation",
    "msgfmt": "gettext's check of PO files",
}
_LITTLE = 200_000_000
"""Minimum free disk space in bytes; with less, the next publication may not fit."""


_SUBJECTS = {
    "unreadable_front_matter": "front matter",
    "untranslated_key": "front matter",
    "unused_key": "front_matter",
    "unread_file": "files",
    "unread_block": "blocks",
    "unmatched_pattern": "patterns",
}
"""The subject of the line for a finding, by its id."""


class Level(StrEnum):
    """The severity of a line."""

    GOOD = "good"
    NOTE = "note"
    """No problem, but a possible improvement."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one check."""

    section: str
    level: Level
    subject: str
    text: str
    remedy: str = ""
    """How to fix it: a command or a clause; empty if there is nothing to fix."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The results of all checks, in order."""

    lines: tuple[Line, ...]

    @property
    def problems(self) -> tuple[Line, ...]:
        """The lines that report a problem."""
        return tuple(line for line in self.lines if line.level is Level.PROBLEM)


def doctor(project: Project | None) -> Diagnosis:
    """Check the installation, and the project if there is one. Problems are reported, never raised; no file is left behind."""
    lines = [*_program(), *_packages(project)]
    if project is not None:
        lines += [
            *_languages(project),
            *_interface(project),
            *_word_tables(project),
            *_spelling(project),
            *_project(project),
            *_catalogs(project),
            *_git(project),
        ]
    return Diagnosis(tuple(lines))


def _program() -> Iterator[Line]:
    yield Line("program", Level.GOOD, "workflow", __version__)
    yield Line("program", Level.GOOD, "Python", f"{platform.python_version()} ({sys.executable})")
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Line("program", Level.PROBLEM, name, "is not installed", "reinstall workflow-editions")
    yield Line("program", Level.GOOD, "libraries", ", ".join(found))
    for name, use in _PROGRAMS.items():
        path = shutil.which(name)
        if path:
            yield Line("program", Level.GOOD, name, path)
        else:
            yield Line("program", Level.NOTE, name, f"not installed ({use})")


def _packages(project: Project | None) -> Iterator[Line]:
    settings = EngineSettings(models=project.layout.models) if project else EngineSettings()
    for package in installed(settings).packages:
        yield Line("packages", Level.GOOD, package.name, f"{package.where}, {package.size / 1e6:.1f} MB")
    for problem in problems(settings):
        yield Line("packages", Level.PROBLEM, "broken", problem)


def _languages(project: Project) -> Iterator[Line]:
    source = project.config.source_language
    for code in project.config.languages:
        subject = f"{code} ({language(code).name})"
        try:
            choice = choose(source, code, project.engine_settings(code))
        except WorkflowError as error:
            yield Line("languages", Level.PROBLEM, subject, str(error))
            continue
        if choice.engine is None:
            yield Line("languages", Level.NOTE, subject, f"no drafts: {choice.reason}", choice.remedy)
        else:
            text = f"{choice.engine.name} {choice.engine.package}: {choice.quality}; {choice.reason}"
            text += f". {choice.notice.rstrip('.')}" if choice.notice else ""
            for one in choice.fallbacks:
                text += f". Fallback: {one.engine.name} {one.engine.package}" if one.engine else ""
                text += f". {one.notice.rstrip('.')}" if one.notice else ""
            yield Line("languages", Level.NOTE if choice.costly else Level.GOOD, subject, text, choice.remedy)
        engines = [one.engine for one in (choice, *choice.fallbacks) if one.engine]
        if project.config.style_for(code) and not any(one.capabilities.reads_style for one in engines):
            yield Line("languages", Level.NOTE, subject, "style is not used: only language models (openai) read it")
    named = {name for code in project.config.languages for name in project.config.engines_for(code) or ()}
    opinion = project.config.second_opinion
    if opinion is not None:
        model = f", model {opinion.model}" if opinion.model else ""
        text = f"a language model at {place(opinion.url)}{model}, asked only by `workflow check --opinion`"
        yield Line("languages", Level.GOOD, "second opinion", text)
    for name, server in project.config.servers.items():
        if name not in named and server is not opinion:
            yield Line(
                "languages", Level.NOTE, name, "under servers, but not used: engines does not name it",
                f"add it to engines in workflow.yaml, such as engines: [{name}]",
            )  # fmt: skip


def _interface(project: Project) -> Iterator[Line]:
    """The words around the texts, such as the warning of machine text: who wrote and reviewed them in each language, what is missing."""
    section, own = "interface words", project.layout.interface
    codes = (project.config.source_language, *project.config.languages)
    for code in codes:
        subject, path = f"{code} ({language(code).name})", f"{own.name}/{code}.po"
        words = ui_catalogs.interface(code, own)
        if words.unread:
            yield from (
                Line(section, Level.PROBLEM, subject, f"{error} The file is not used.") for error in words.unread
            )
            continue
        text = _origin(words)
        if not words.missing:
            yield Line(section, Level.GOOD, subject, text)
            continue
        copy = f"mkdir -p {own.name} && cp -n {ui_catalogs.TEMPLATE} {path}, and translate the strings in it"
        remedy = f"translate them in {path}; {ui_catalogs.TEMPLATE} has all strings" if words.own else copy
        shown = ", ".join(f"“{one}”" for one in words.missing[:3]) + (" …" if len(words.missing) > 3 else "")
        text = (
            f"{text}; {len(words.missing)} strings are missing and shown in English: {shown}"
            if words.readable
            else text
        )
        if words.warns or code == project.config.source_language:
            yield Line(section, Level.NOTE, subject, text, remedy)
        else:
            held = "drafts are not published, because readers cannot be warned of them"
            yield Line(section, Level.PROBLEM, subject, f"{text}; {held}", remedy)
    yield from _unused_interface(codes, own)


def _origin(words: Interface) -> str:
    """Who or what wrote the interface strings of a language, and who reviewed them."""
    parts = []
    if words.made_by:
        parts.append(
            f"written by a {words.made_by}, {f'reviewed by {words.reviewed_by}' if words.reviewed_by else 'not reviewed'}"
        )
    if words.own:
        parts.append(f"{len(words.own)} {'string' if len(words.own) == 1 else 'strings'} by the project")
    return "; ".join(parts) or ("those of the program" if words.readable else "none")


def _unused_interface(codes: tuple[str, ...], own: Path) -> Iterator[Line]:
    for path in ui_catalogs.unused_files(codes, own):
        yield Line(
            "interface words",
            Level.NOTE,
            path.name,
            "is used for no language of the project",
            "rename it to LANGUAGE.po, or remove it",
        )
    for one in ui_catalogs.unused_strings(codes, own):
        text = f"{one.path}:{one.line}: “{one.msgid}” is not used: it {one.reason}"
        yield Line("interface words", Level.NOTE, one.path.name, text)


def _word_tables(project: Project) -> Iterator[Line]:
    """What shows, for each language, whether a translation lacks words of its source."""
    source = project.config.source_language
    for code in project.config.languages:
        try:
            origin = table_origin(source, code)
        except WorkflowError as error:
            yield Line("word tables", Level.PROBLEM, code, str(error))
            continue
        if origin:
            yield Line("word tables", Level.GOOD, code, origin)
            continue
        package = package_of(source, code)
        remedy = f"on Debian: sudo apt-get install {package}" if package else ""
        yield Line("word tables", Level.NOTE, code, "none: missing clauses are not found in drafts", remedy)


def _spelling(project: Project) -> Iterator[Line]:
    """The dictionary of each language, with which spelling is checked."""
    folders = [project.root / name for name in project.config.dictionaries]
    for folder in folders:
        if not folder.is_dir():
            remedy = "correct dictionaries in workflow.yaml"
            yield Line("spelling", Level.PROBLEM, "dictionaries", f"{folder} is no folder", remedy)
    for code in project.config.languages:
        dictionary = find_dictionary(code, folders)
        if dictionary is None:
            package = dictionary_package(code)
            remedy = f"on Debian: sudo apt-get install {package}" if package else ""
            if remedy and find_spec("hunspell") is None:
                remedy += " && pip install chunspell"
            yield Line("spelling", Level.NOTE, code, "no dictionary: spelling is not checked", remedy)
        elif problem := problem_of(dictionary):
            yield Line("spelling", Level.NOTE, code, f"not checked: {problem}")
        else:
            yield Line("spelling", Level.GOOD, code, f"dictionary {dictionary}")
        try:
            for path in words_files(project, code):
                own_words(read_text(path))
        except WorkflowError as error:
            yield Line("spelling", Level.PROBLEM, code, str(error))


def _project(project: Project) -> Iterator[Line]:
    root = project.root
    try:
        documents = project.documents.paths()
    except WorkflowError as error:
        yield Line("project", Level.PROBLEM, "documents", str(error))
    else:
        if documents:
            yield Line("project", Level.GOOD, "documents", f"{len(documents)} in {project.config.source}/")
        else:
            patterns = ", ".join(project.config.documents)
            yield Line(
                "project", Level.PROBLEM, "documents", f"none in {project.config.source}/ match {patterns}",
                "put one there, or change documents in workflow.yaml",
            )  # fmt: skip
        named = (line.target or "" for line in project.config.nav)
        for name in (name for name in named if name and "://" not in name):
            if name not in documents and not any(document.startswith(name) for document in documents):
                yield Line(
                    "project", Level.PROBLEM, "nav", f"{name} is not one of the documents", "correct workflow.yaml"
                )
        yield from _sources(project, documents)
    yield from _books(project)
    if project.config.search == "pagefind" and (lacking := search_index.missing()):
        yield Line("project", Level.PROBLEM, "search", lacking, "or remove search from workflow.yaml")
    for folder in (root, project.layout.locales, project.layout.editions):
        if folder.exists() and (reason := _unwritable(folder)):
            yield Line("project", Level.PROBLEM, "folder", f"{folder} cannot be written to: {reason}")
    free = shutil.disk_usage(root).free
    level = Level.PROBLEM if free < _LITTLE else Level.GOOD
    yield Line(
        "project", level, "disk", f"{free / 1e9:.1f} GB free", "free some space" if level is Level.PROBLEM else ""
    )


def _books(project: Project) -> Iterator[Line]:
    """What EPUB and PDF lack."""
    books = {"epub", "pdf"}.intersection(project.config.output)
    if "pdf" in books and (lacking := PDF.missing()):
        yield Line("project", Level.PROBLEM, "pdf", lacking, "or remove pdf from output in workflow.yaml")
    cover = project.config.books.cover
    if books and cover is not None and not (project.layout.source / cover).is_file():
        text = f"there is no {project.config.source}/{cover}"
        yield Line("project", Level.PROBLEM, "cover", text, "correct books in workflow.yaml")


def _sources(project: Project, documents: Sequence[str]) -> Iterator[Line]:
    """What is not read, not understood or not translated; and each document that cannot be read."""
    metadata = {}
    for path in documents:
        try:
            metadata[path] = project.parse(path).metadata
        except WorkflowError as error:
            yield Line("project", Level.PROBLEM, "document", str(error))
    for finding in (*front_matter_findings(project, metadata), *file_findings(project)):
        level = Level.NOTE if finding.severity is Severity.NOTE else Level.PROBLEM
        yield Line("project", level, _SUBJECTS[finding.id], finding.message)


def _unwritable(folder: Path) -> str:
    """The reason why no file can be created in ``folder``; empty if one can. Permission bits do not suffice, so one is created."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return reason(error)


def _catalogs(project: Project) -> Iterator[Line]:
    good = 0
    for code in project.config.languages:
        folder = project.layout.locales / code
        for path in sorted(folder.rglob("*.po")) if folder.is_dir() else ():
            try:
                catalog = project.catalogs.read(path)
            except WorkflowError as error:
                yield Line("project", Level.PROBLEM, "catalog", str(error))
                continue
            good += 1
            if found := ambiguous(catalog):
                text = f"{path}:{found[0].line}: some versions of gettext do not see that {len(found)} of its entries are fuzzy"
                yield Line("project", Level.PROBLEM, "catalog", text, f"workflow catalogs fix --write {path}")
    yield Line("project", Level.GOOD, "catalogs", f"{good} readable" if good else "none yet: run `workflow run`")


def _git(project: Project) -> Iterator[Line]:
    if shutil.which("git") is None:
        return
    if _ask_git(project.root, "rev-parse", "--is-inside-work-tree") != "true":
        yield Line("project", Level.NOTE, "git", "no repository: changes cannot be reviewed or undone", "git init")
        return
    yield Line("project", Level.GOOD, "git", "the project is in a repository")
    for name in ("editions/", ".workflow/"):
        if not _ask_git(project.root, "check-ignore", name):
            yield Line("project", Level.NOTE, "git", f"{name} is not ignored", f"echo '/{name}' >> .gitignore")
    example = project.catalog_path("es", "example.md").relative_to(project.root).as_posix()
    if not _ask_git(project.root, "check-attr", "text", "--", example).endswith("unset"):
        yield Line(
            "project", Level.NOTE, "git", "may change line endings in PO files", "echo '*.po -text' >> .gitattributes"
        )


def _ask_git(root: Path, *args: str) -> str:
    try:
        done = subprocess.run(
            ["git", *args], cwd=root, capture_output=True, text=True, timeout=10, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
