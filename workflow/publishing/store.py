"""What the last publication knew, so that the next one looks only at what has changed since.

``.workflow/publish`` has a file for each language, and one for the files that were published. What is known of a document has the hash of all
that it follows from: the document, its catalog, the settings, the program. What is known of a published file has the hash of what was shown
in it. The records of units are in the part of the last record whose hash is beside what is known of the document: without that part, it is
not used. Nor is a store that is damaged, or of another version: delete it at any time.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from workflow import formats
from workflow.boundary import real_path
from workflow.checks.results_version import PARTS, results_version
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import read_bytes, write_bytes
from workflow.program_version import library_versions, plain_data, program_version
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing import manifest
from workflow.publishing.facts import DocumentFacts
from workflow.publishing.file_hashes import FileState, Inputs, PublishedFiles
from workflow.publishing.stored_facts import unpacked_facts
from workflow.publishing.versions import versions

__all__ = ["PublicationStore", "StoredDocument", "digest"]

_LIBRARIES = ("latex2mathml", "markupsafe", "pygments", "pyyaml")
"""Libraries that have a part in the editions, beside those in the manifest."""


def digest(*parts: object) -> str:
    """Return a hash of the ``repr`` of values."""
    return blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is stored of a document in a language."""

    key: str
    """The hash of all that the rest follows from."""
    part: str
    """SHA-256 of the part of the record that has its units."""
    facts: str
    """Packed, as JSON."""


class PublicationStore:
    """The store of a project's publication."""

    def __init__(self, project: Project, policy: PublishPolicy) -> None:
        """``policy``: in place of that of the project. Raises FileProblem if the cache is a link out of the project."""
        self._project, self._policy = project, policy
        self._folder = project.layout.cache / "publish" / project.editions.replace("/", "-")
        real_path(self._folder, project.root)
        self._version = _version(project)
        self._known = self._files()
        self._parts = self.published(manifest.PARTS)
        self._entries: dict[str, Mapping[str, StoredDocument]] = {}
        self._words: dict[str, str] = {}
        self._own: dict[str, bool] = {}

    def published(self, output: str) -> PublishedFiles:
        """Return the files of an output, or of the parts of the record, as they are now."""
        return PublishedFiles(self._project.layout.editions / output, self._known.get(output))

    def part(self, path: str) -> str | None:
        """Return SHA-256 of the part of the record for a document, as it was at the beginning; None if there was none."""
        return self._parts.hash(manifest.part_name(path))

    def facts(self, code: str, keys: Mapping[str, str]) -> Mapping[str, DocumentFacts]:
        """Return what is known of documents in a language: of those that were stored with the same key as in ``keys``. The record of
        their units is in the parts of the last publication.
        """
        entries = ((path, self.entry(code, path), key) for path, key in keys.items() if key)
        found = {path: entry.facts for path, entry, key in entries if entry is not None and entry.key == key}
        try:
            return dict(zip(found, unpacked_facts(found.values()), strict=True))
        except (KeyError, TypeError, ValueError):
            return {}

    def entry(self, code: str, path: str) -> StoredDocument | None:
        """Return what is stored of a document in a language, if the part of the record that it belongs to is there."""
        if code not in self._entries:
            self._entries[code] = self._language(code)
        found = self._entries[code].get(path)
        return found if found is not None and found.part == self.part(path) else None

    def key(self, code: str, path: str, name: str, inputs: Inputs, titles: frozenset[str]) -> str:
        """Return the hash of all that is known of a document follows from; empty for what is not stored.

        ``name``: the document's in addresses. ``titles``: those of the navigation.
        """
        if path not in self._own:
            self._own[path] = (
                formats.for_path(path) in formats.FORMATS.values()
            )  # the version of a plug-in is not known
        if not self._version or inputs.document is None or not self._own[path]:
            return ""
        own = self._project.config.source_language
        if code != own and not _is_plain(self._project.layout.catalog_name(code, name), missing=inputs.catalog is None):
            return ""
        if code not in self._words:
            self._words[code] = self._of_language(code, titles)
        return digest(self._words[code], path, name, inputs.document, inputs.catalog)

    def _of_language(self, code: str, titles: frozenset[str]) -> str:
        """What decides about the texts of a language beside them. Raises GlossaryError and others for words that cannot be read."""
        project, own = self._project, self._project.config.source_language
        words = ""
        if code != own and self._policy.holds_back_warnings:
            from workflow import glossary, spelling  # only where they matter: this takes long

            words = repr(glossary.load(project).terms(code)) + spelling.load(project, code).version
        return digest(self._version, code, results_version(own, code), plain_data(self._policy), words, sorted(titles))

    def write(
        self,
        known: Mapping[str, Mapping[str, StoredDocument]],
        files: Mapping[str, Mapping[str, FileState]],
    ) -> None:
        """Store what is known now, after everything was put in place. A store that cannot be written is no error."""
        if not self._version:
            return
        try:
            for code, documents in known.items():
                rows = (f"{json.dumps(path)}\t{one.key}\t{one.part}\t{one.facts}\n" for path, one in documents.items())
                self._put(code, "".join(rows))
            self._put("", json.dumps(files, separators=(",", ":")))
        except WorkflowError:
            return

    def _files(self) -> Mapping[str, Mapping[str, FileState]]:
        try:
            found: Mapping[str, Mapping[str, FileState]] = load_json(self._get("") or "{}")
            return found
        except ValueError:
            return {}

    def _language(self, code: str) -> Mapping[str, StoredDocument]:
        try:
            rows = [line.split("\t") for line in self._get(code).splitlines()]
            return {str(load_json(path)): StoredDocument(key, part, facts) for path, key, part, facts in rows}
        except ValueError:
            return {}

    def _get(self, name: str) -> str:
        """The content of a file of the store; nothing if it is damaged, or of another version."""
        try:
            head, _, body = read_bytes(self._path(name)).partition(b"\n")
            whole = head.decode() == f"{self._version} {blake2b(body, digest_size=16).hexdigest()}"
            return body.decode("ascii") if whole else ""
        except (WorkflowError, ValueError):
            return ""

    def _put(self, name: str, text: str) -> None:
        body = text.encode("ascii")
        head = f"{self._version} {blake2b(body, digest_size=16).hexdigest()}\n"
        write_bytes(self._path(name), head.encode() + body)

    def _path(self, name: str) -> Path:
        return self._folder / (f"language-{name}.json" if name else "files.json")


def _version(project: Project) -> str:
    """What every document depends on: the program, the settings, the interface strings; empty if it cannot be known."""
    program = program_version(("",)), program_version((*PARTS, "publishing"), data=True)
    try:
        strings = [(path.name, read_bytes(path)) for path in sorted(project.layout.interface.glob("*.po"))]
    except WorkflowError:
        return ""
    where = str(project.root), project.editions
    settings = json.dumps(plain_data(project.config), sort_keys=False)
    return digest(program, library_versions(_LIBRARIES), sorted(versions().items()), where, settings, strings)


def _is_plain(catalog: str, *, missing: bool) -> bool:
    """Whether a catalog is a file in its place, no link; ``missing``: whether there is none."""
    if missing:
        return not os.path.lexists(catalog)
    return not os.path.islink(catalog)  # noqa: PTH114
