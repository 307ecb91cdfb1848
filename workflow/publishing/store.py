"""What the last publication knew, so that the next one looks only at what has changed since.

``.workflow/publish`` has a file for each language, and one for the files that were published. What is known of a document has the hash of all
that it follows from: the document, its catalog, the settings, the program. What is known of a published file has the hash of what was shown
in it. All of it belongs to one manifest, which has the records of units. A store that is damaged, of another version or another manifest is
not used: delete it at any time.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from workflow import formats, glossary, spelling
from workflow.boundary import real_path
from workflow.checking.result_cache import PARTS, results_version
from workflow.data_formats import load_json
from workflow.errors import WorkflowError
from workflow.files import read_bytes, write_bytes
from workflow.program_version import library_versions, plain_data, program_version
from workflow.project import Project
from workflow.project.publish_policy import PublishPolicy
from workflow.publishing import manifest
from workflow.publishing.facts import DocumentFacts
from workflow.publishing.file_hashes import FileState, PublishedFiles
from workflow.publishing.manifest import Inputs
from workflow.publishing.spool import SpooledText
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
    facts: list[Any]
    """Packed."""
    place: tuple[int, int]
    """Where the record of its units is in the manifest, and its length."""


class PublicationStore:
    """The store of a project's publication."""

    def __init__(self, project: Project, policy: PublishPolicy) -> None:
        """``policy``: in place of that of the project. Raises FileProblem if the cache is a link out of the project."""
        self._project, self._policy = project, policy
        self._folder = project.layout.cache / "publish" / project.editions.replace("/", "-")
        real_path(self._folder, project.root)
        self._manifest = project.layout.editions / manifest.NAME
        self._version = _version(project)
        self._files: Mapping[str, Mapping[str, FileState]] = {}
        self._entries: dict[str, Mapping[str, StoredDocument]] = {}
        self._words: dict[str, str] = {}
        self._own: dict[str, bool] = {}
        self._record = ""
        self._of: FileState | None = None
        self._opened: BinaryIO | None = None
        self._read()

    def facts(self, code: str, path: str, key: str) -> tuple[DocumentFacts, SpooledText] | None:
        """Return what is known of a document in a language, and the record of its units, if it was stored with this ``key``."""
        entry = self.entry(code, path)
        if entry is None or not key or entry.key != key or self._opened is None:
            return None
        try:
            return unpacked_facts(entry.facts), SpooledText(b"", self._opened, *entry.place)
        except (KeyError, TypeError, ValueError):
            return None

    def entry(self, code: str, path: str) -> StoredDocument | None:
        """Return what is stored of a document in a language."""
        if code not in self._entries:
            self._entries[code] = self._language(code)
        return self._entries[code].get(path)

    @property
    def knows_manifest(self) -> bool:
        """Whether the manifest is the one that was written with this store."""
        return self._of is not None

    def has_record(self, key: str) -> bool:
        """Return whether the manifest is what would be written: it was written from what has this hash. Nothing has an empty one."""
        state = _state_of(self._manifest) if key and key == self._record else None
        return state is not None and state == self._of

    def files(self, output: str) -> Mapping[str, FileState]:
        """Return what was known of the files of an output."""
        return self._files.get(output, {})

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
        if code != own and not _is_plain(self._project.layout.catalog(code, name), missing=inputs.catalog is None):
            return ""
        if code not in self._words:
            self._words[code] = self._of_language(code)
        return digest(self._version, self._words[code], sorted(titles), path, name, inputs)

    def _of_language(self, code: str) -> str:
        """What decides about the texts of a language beside them. Raises GlossaryError and others for words that cannot be read."""
        project, own = self._project, self._project.config.source_language
        words = ""
        if code != own and self._policy.holds_back_warnings:
            words = repr(glossary.load(project).terms(code)) + spelling.load(project, code).version
        return digest(code, results_version(own, code), plain_data(self._policy), words)

    def write(
        self,
        known: Mapping[str, Mapping[str, StoredDocument]],
        files: Mapping[str, Mapping[str, FileState]],
        record: str,
    ) -> None:
        """Store what is known now, after the outputs and the manifest were put in place. A store that cannot be written is no error."""
        state = _state_of(self._manifest)
        if not self._version or state is None:
            return
        try:
            for code, documents in known.items():
                rows = {path: [one.key, one.facts, one.place] for path, one in documents.items()}
                self._put(code, {"manifest": state[2], "documents": rows})
            self._put("", {"manifest": state, "files": files, "record": record})
        except WorkflowError:
            return

    def close(self) -> None:
        """Close the manifest that the records are read from."""
        if self._opened is not None:
            self._opened.close()

    def _read(self) -> None:
        data = self._get("")
        try:
            size, time, known, key = data["manifest"]
            state = (size, time, known, key)
            files = {
                output: {path: tuple(one) for path, one in found.items()} for output, found in data["files"].items()
            }
            record = str(data["record"])
            opened = self._manifest.open("rb", buffering=0)
        except (KeyError, TypeError, ValueError, AttributeError, OSError):
            return
        self._files = files
        if (
            PublishedFiles(self._manifest.parent, {manifest.NAME: state}, only=manifest.NAME).hash(manifest.NAME)
            == state[2]
        ):
            self._of, self._record, self._opened = state, record, opened
        else:
            opened.close()

    def _language(self, code: str) -> Mapping[str, StoredDocument]:
        data = self._get(code) if self._of else {}
        try:
            if self._of is None or data["manifest"] != self._of[2]:
                return {}
            return {
                path: StoredDocument(key, facts, tuple(place))
                for path, (key, facts, place) in data["documents"].items()
            }
        except (KeyError, TypeError, ValueError, AttributeError):
            return {}

    def _get(self, name: str) -> dict[str, Any]:
        """The content of a file of the store; nothing if it is damaged, or of another version."""
        try:
            head, _, body = read_bytes(self._path(name)).partition(b"\n")
            if head.decode() != f"{self._version} {blake2b(body, digest_size=16).hexdigest()}":
                return {}
            found = load_json(body)
            return found if isinstance(found, dict) else {}
        except (WorkflowError, ValueError):
            return {}

    def _put(self, name: str, data: object) -> None:
        body = json.dumps(data, separators=(",", ":")).encode("ascii")
        head = f"{self._version} {blake2b(body, digest_size=16).hexdigest()}\n"
        write_bytes(self._path(name), head.encode() + body)

    def _path(self, name: str) -> Path:
        return self._folder / (f"language-{name}.json" if name else "files.json")


def _state_of(path: Path) -> FileState | None:
    found = PublishedFiles(path.parent, only=path.name)
    found.hash(path.name)
    return found.states().get(path.name)


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


def _is_plain(catalog: Path, *, missing: bool) -> bool:
    """Whether a catalog is a file in its place, no link; ``missing``: whether there is none."""
    if missing:
        return not os.path.lexists(catalog)
    return not os.path.islink(catalog)  # noqa: PTH114
