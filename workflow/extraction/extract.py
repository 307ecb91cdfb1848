"""One extraction: parse changed documents, merge catalogs, write files."""

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from workflow import catalogs
from workflow.boundary import real_path
from workflow.catalogs import Body
from workflow.checks.sources import front_matter_findings
from workflow.errors import CatalogError, FileProblem, WorkflowError
from workflow.extraction.catalog_index import SummaryIndex
from workflow.extraction.fingerprint import Stamp, digest
from workflow.extraction.merge import ChangedDocument, LanguageMerge, Workspace
from workflow.extraction.orphans import below, made_from_document
from workflow.extraction.report import Extraction, difference
from workflow.extraction.writes import MISSING, CatalogChange, Outbox
from workflow.files import exists, read_bytes, sweep
from workflow.inline_tags import Grammar
from workflow.model import Catalog, Metadata, Observer, Selection
from workflow.project import Project
from workflow.workers import spread

__all__ = ["Run"]

_log = logging.getLogger(__name__)

_UNREAD = catalogs.body(())
_NO_DOCUMENT = "no document"
"""The value in place of the document's hash in the record of a catalog without a document."""


class Run:
    """The state of one call of ``extract``."""

    def __init__(self, project: Project, selection: Selection, *, check: bool, today: str, observer: Observer) -> None:
        """Raises BadInput, ConfigError, and FileProblem or DocumentError if the documents cannot be listed."""
        self._project = project
        self._observer = observer
        self._check = check
        self._languages = project.config.select_languages(selection.languages)
        names = {document: project.documents.name(document) for document in project.documents.paths()}
        self._wanted = project.documents.select(selection.documents) if selection.documents else tuple(names)
        config = project.config
        settings = {"format": config.format, "overrides": config.by_document, "locations": config.locations}
        self._stamp = Stamp(project.layout.cache / "extraction.json", project.root, settings)
        self._index = SummaryIndex(project.layout.cache / "reuse", project.root, self._stamp.key)
        for cache in (self._stamp.path, *(self._index.folder / language for language in self._languages)):
            real_path(cache, project.root)  # a cache that cannot be written is no error; one outside the project is
        self._outbox = Outbox(self._stamp, check=check)
        self._workspace = Workspace(project, names, self._outbox, self._index, today)
        self._taken = frozenset(names.values())

    def extract(self) -> Extraction:
        """Check every document, then write what changed: templates, then catalogs language by language.

        A document without texts gets no files; one that no longer has texts keeps its catalogs.
        """
        total = len(self._wanted)
        changed = [document for path in self._wanted if (document := self._look(path)) is not None]
        _log.info("%d of %d documents or their files have changed", len(changed), total)
        _log.debug("changed: %s", ", ".join(document.path for document in changed))
        bodies: dict[int, tuple[Body, Grammar, Metadata] | WorkflowError] = {}
        for number, found in spread(self._read, changed):
            self._observer.report(len(bodies), len(changed), changed[number].path)
            bodies[number] = found
        documents = []
        metadata = {}
        for number, document in enumerate(changed):
            found = bodies[number]
            if isinstance(found, WorkflowError):
                self._outbox.problems.append(found)
            else:
                documents.append(replace(document, body=found[0], grammar=found[1]))
                metadata[document.path] = found[2]
        for document in documents:
            self._template(document)
        self._outbox.flush()
        orphans = {language: self._orphans(language) for language in self._languages}
        for language in self._languages:
            self._merge_all(language, documents, orphans[language])
            self._outbox.flush()
        left: list[Path] = []
        if total == len(self._workspace.names):
            self._remove_templates()
            for language in self._languages:
                left += self._retire(language, orphans[language])
            self._outbox.flush()
        self._observer.report(total, total, "")
        if not self._check:
            self._save()
        return Extraction(
            documents=total,
            parsed=len(documents),
            written=tuple(self._outbox.written),
            removed=tuple(self._outbox.removed),
            outdated=tuple(self._outbox.outdated),
            orphans=tuple(left),
            problems=tuple(self._outbox.problems),
            changes={name: self._outbox.changes[name] for name in self._languages if name in self._outbox.changes},
            findings=front_matter_findings(self._project, metadata),
        )

    # Documents

    def _look(self, path: str) -> ChangedDocument | None:
        """Return the document, not parsed yet; None if it and its files are unchanged since the last extraction, or if it cannot be read."""
        layout = self._project.layout
        name = self._workspace.names[path]
        files = [layout.template(name), *(layout.catalog(language, name) for language in self._languages)]
        try:
            # The hash is taken first: if the document changes meanwhile, the record is of the older text, and it is read again.
            hashed = digest(read_bytes(layout.source / path))
            stale = frozenset(file for file in files if not self._stamp.fits(file, hashed))
        except WorkflowError as error:
            self._outbox.problems.append(error)
            return None
        return ChangedDocument(path, name, hashed, _UNREAD, stale) if stale else None

    def _read(self, changed: ChangedDocument) -> tuple[Body, Grammar, Metadata] | WorkflowError:
        """Return the entries of a document, laid out, its grammar and its metadata, or the error. Runs in any process, and writes nothing."""
        try:
            document = self._project.parse(changed.path)
        except WorkflowError as error:
            return error
        entries = catalogs.template(document.units, changed.path, locations=self._project.config.locations)
        return catalogs.body(entries), document.grammar, document.metadata

    def _template(self, document: ChangedDocument) -> None:
        path = self._project.layout.template(document.name)
        if path not in document.stale:
            return
        old: Catalog | None = None
        data = b""
        try:
            if exists(path):
                data = read_bytes(path)
                with contextlib.suppress(CatalogError):  # it has no translations: it is created again
                    old = self._project.catalogs.parse(data, path) if data else None
            elif not document.entries:
                self._stamp.note(path, document.hash, None)
                return
        except FileProblem as error:
            self._outbox.problems.append(error)
            return
        if old is None:
            made = catalogs.new(None, title=self._project.config.title, body=document.body)
            made = replace(made, entries=document.entries)
            self._outbox.put(path, made, MISSING, document.hash)
        elif reason := difference(old.entries, document.entries):
            self._outbox.put(path, replace(old, entries=document.entries), reason, document.hash)
        else:
            self._stamp.note(path, document.hash, data)

    # Catalogs

    def _merge_all(self, language: str, documents: list[ChangedDocument], orphans: Mapping[Path, Catalog]) -> None:
        """Merge every changed document into its catalog of one language."""
        merge = LanguageMerge(language, documents, orphans, self._workspace)
        merge.read()
        for number, document in enumerate(documents):
            self._observer.report(number, len(documents), f"{language} {document.path}")
            merge.merge(document)

    # Files without a document

    def _orphans(self, language: str) -> dict[Path, Catalog]:
        found = {}
        for path, name in below(self._project.layout.catalogs(language), ".po", self._taken):
            try:
                catalog = self._project.catalogs.read(path)
            except WorkflowError:
                continue  # not generated by this project
            if made_from_document(catalog, name):
                found[path] = catalog
        return found

    def _remove_templates(self) -> None:
        for path, name in below(self._project.layout.templates, ".pot", self._taken):
            try:
                ours = made_from_document(self._project.catalogs.read(path), name)
            except WorkflowError:
                continue
            if ours:
                self._outbox.drop(path)

    def _retire(self, language: str, orphans: Mapping[Path, Catalog]) -> list[Path]:
        """Make every entry of the catalogs obsolete. Returns the catalogs."""
        left = []
        for path, catalog in orphans.items():
            left.append(path)
            retired = catalogs.merge((), catalog, today=self._workspace.today)
            if retired is not catalog:
                reason, changes = "its document no longer exists", catalogs.changes(catalog, retired)
                self._outbox.put_catalog(CatalogChange(language, path, retired, catalog, _NO_DOCUMENT, reason, changes))
        return left

    def _save(self) -> None:
        if not self._stamp.noted and not self._index.changed:
            return
        layout = self._project.layout
        kept = {layout.catalog(language, name) for language in self._project.config.languages for name in self._taken}
        self._stamp.save(kept | {layout.template(name) for name in self._taken})
        self._index.save({path: self._stamp.digests[path] for path in self._stamp.noted}, kept)
        sweep(layout.locales)
