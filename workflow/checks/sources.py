"""Findings about the sources of a project: what is not read, not understood, or not offered for translation.

Nothing that looks like content is left out in silence. Each kind gives one finding for each key, suffix or pattern, so that a project
with a thousand documents has a few lines.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from workflow import formats
from workflow.findings import Finding
from workflow.formats.front_matter import normalised
from workflow.model import Metadata, Severity
from workflow.project import CONFIG_NAME, Project
from workflow.project.configuration import DOCUMENTS
from workflow.project.documents import is_readable_text
from workflow.project.patterns import matches
from workflow.project.walking import files_below, linked_folders

__all__ = ["file_findings", "front_matter_findings"]

_DOCUMENTS_ELSEWHERE = frozenset(
    [
        ".adoc",
        ".asc",
        ".asciidoc",
        ".creole",
        ".dj",
        ".doc",
        ".docx",
        ".epub",
        ".fodt",
        ".htm",
        ".html",
        ".ipynb",
        ".markdn",
        ".markdoc",
        ".mdoc",
        ".mdtext",
        ".mdtxt",
        ".mediawiki",
        ".mmd",
        ".odp",
        ".odt",
        ".org",
        ".pod",
        ".ppt",
        ".pptx",
        ".rdoc",
        ".rst",
        ".rest",
        ".rtf",
        ".shtml",
        ".tex",
        ".text",
        ".textile",
        ".typ",
        ".wiki",
        ".xhtml",
    ]
)
"""Suffixes of documents, in lower case, that no format here reads."""
_REMARKS = {"unreadable_front_matter": Severity.WARNING, "unread_block": Severity.NOTE}
"""The severity of remarks that are findings of their own."""
_SHOWN = 3
"""Maximum number of paths in one message."""


def front_matter_findings(project: Project, documents: Mapping[str, Metadata]) -> tuple[Finding, ...]:
    """Return what the front matter of documents (by their paths) has that cannot be read, or that looks like text and is not
    translated, and blocks whose markup is not read. If ``documents`` are all documents of the project, configured keys that none of them has follow.
    """
    found = [
        Finding(
            remark.id,
            _REMARKS[remark.id],
            f"{(project.layout.source / document).relative_to(project.root)}:{remark.line}: {remark.text}",
            document=document,
            source=project.layout.source / document,
            source_line=remark.line,
        )
        for document, metadata in documents.items()
        for remark in metadata.remarks
        if remark.id in _REMARKS
    ]
    found += _untranslated_keys(project, documents)
    unused = list(_unused_keys(project, documents))
    if unused and documents.keys() >= set(project.documents.paths()):
        found += unused
    return tuple(found)


def file_findings(project: Project) -> tuple[Finding, ...]:
    """Return the files of the source folder that look like documents and are not read, linked folders, which are not entered,
    and patterns that match nothing.

    Raises what ``Documents.paths`` raises.
    """
    documents = project.documents.paths()
    top = project.layout.source
    own = top.samefile(project.layout.root)
    files = files_below(top, own=own)
    return (
        *_unread_files(project, files, frozenset(documents)),
        *_linked_folders(project, linked_folders(top, own=own)),
        *_unmatched_patterns(project, files, documents),
    )


def _untranslated_keys(project: Project, documents: Mapping[str, Metadata]) -> Iterator[Finding]:
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for document, metadata in documents.items():
        for remark in metadata.remarks:
            if remark.id == "untranslated_key":
                places[remark.text].append((document, remark.line))
    for key, where in places.items():
        document, line = where[0]
        source = project.layout.source / document
        more = f" and {len(where) - 1:,} more" if len(where) > 1 else ""
        yield Finding(
            "untranslated_key",
            Severity.NOTE,
            f'{source}:{line}{more}: the front-matter key "{key}" looks like text, but is not translated. '
            f"To translate it, add it to front_matter in {CONFIG_NAME}: [default, {key}].",
            document=document,
            source=source,
            source_line=line,
            details={"key": key, "documents": tuple(path for path, _ in where)},
        )


def _unused_keys(project: Project, documents: Mapping[str, Metadata]) -> Iterator[Finding]:
    config = project.config
    asked = [("", config.format.front_matter_keys)]
    asked += [(one.pattern, one.front_matter) for one in config.by_document if one.front_matter is not None]
    for pattern, keys in asked:
        chosen = [one for path, one in documents.items() if not pattern or matches(pattern, path)]
        if not chosen:
            continue
        there = frozenset[str]().union(*(one.keys for one in chosen))
        for key in keys:
            if key != "default" and not normalised((key,)) <= there:
                whose = f"document that matches {pattern}" if pattern else "document"
                yield Finding(
                    "unused_key",
                    Severity.NOTE,
                    f'{CONFIG_NAME}: front_matter names the key "{key}", but no {whose} has text under it. Correct or remove it.',
                    source=project.layout.config,
                    details={"key": key},
                )


def _unread_files(project: Project, files: Sequence[str], documents: frozenset[str]) -> Iterator[Finding]:
    own = project.layout.source.samefile(project.layout.root)
    stems = {PurePosixPath(path).with_suffix("") for path in documents}
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in files:
        if path not in documents and _looks_like_document(project, path, stems):
            unpublished = project.documents.is_excluded(path)
            fate = "not published" if unpublished else "not read" if own else "copied untranslated"
            groups[PurePosixPath(path).suffix, fate].append(path)
    for (suffix, fate), paths in sorted(groups.items()):
        number = f"{len(paths):,} {suffix} file is" if len(paths) == 1 else f"{len(paths):,} {suffix} files are"
        yield Finding(
            "unread_file",
            Severity.NOTE,
            f"{project.config.source}/: {number} {fate}: {_listed(paths)}. {_remedy(suffix)}",
            source=project.layout.source / paths[0],
            details={"suffix": suffix, "files": tuple(paths)},
        )


def _linked_folders(project: Project, folders: Sequence[str]) -> Iterator[Finding]:
    for path in folders:
        if not _is_left_out(project, f"{path}/x"):
            yield Finding(
                "unread_file",
                Severity.NOTE,
                f"{project.config.source}/{path}: links to a folder, and linked folders are not read. Replace the link with the folder, "
                f'or add "!{path}/**" to documents in {CONFIG_NAME}.',
                source=project.layout.source / path,
                details={"folder": path},
            )


def _looks_like_document(project: Project, path: str, stems: set[PurePosixPath]) -> bool:
    """Whether a file that is not a document of the project may hold text for readers, and is not left out on purpose."""
    if _is_left_out(project, path):
        return False
    file = PurePosixPath(path)
    if formats.readable(path):
        return is_readable_text(path) and file.with_suffix("") not in stems  # guide.txt beside guide.md is a download
    kind = file.suffix.lower()
    return kind in _DOCUMENTS_ELSEWHERE or (kind != file.suffix and formats.readable(f"a{kind}"))


def _is_left_out(project: Project, path: str) -> bool:
    return any(pattern.startswith("!") and matches(pattern[1:], path) for pattern in project.config.documents)


def _remedy(suffix: str) -> str:
    if formats.readable(f"a{suffix}"):
        return f'To translate, add a pattern such as "**/*{suffix}" to documents in {CONFIG_NAME}.'
    if formats.readable(f"a{suffix.lower()}"):
        return "To translate, rename: the suffix must be in lower case."
    return "This format is not supported."


def _unmatched_patterns(project: Project, files: Sequence[str], documents: Sequence[str]) -> Iterator[Finding]:
    config = project.config
    asked = tuple(("documents", pattern) for pattern in config.documents if pattern not in DOCUMENTS)
    for key, pattern in (*asked, *(("overrides", one.pattern) for one in config.by_document)):
        known = files if key == "documents" else documents
        if not any(matches(pattern.removeprefix("!"), path) for path in known):
            what = "file" if key == "documents" else "document"
            yield Finding(
                "unmatched_pattern",
                Severity.NOTE,
                f'{CONFIG_NAME}: {key}: "{pattern}" matches no {what} in {config.source}/. Correct or remove it.',
                source=project.layout.config,
                details={"pattern": pattern},
            )


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(paths[:_SHOWN])
    return f"{shown} and {len(paths) - _SHOWN:,} more" if len(paths) > _SHOWN else shown
