"""One extraction, step by step."""

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Body, Changes
from workflow.errors import CatalogError, WorkflowError
from workflow.extraction.catalog_index import Index
from workflow.extraction.fingerprint import Stamp, digest
from workflow.extraction.merge import Merging, Source
from workflow.extraction.orphans import below, made_from_document
from workflow.extraction.paths import Places
from workflow.extraction.report import Extraction, difference
from workflow.extraction.writes import Outbox
from workflow.files import exists, read_bytes, sweep
from workflow.model import Catalog, Progress
from workflow.project import Project
from workflow.workers import spread

__all__ = ["Run"]

_log = logging.getLogger(__name__)

_UNREAD = catalogs.body(())
_GONE = "gone"
"""What the record says in place of a source's hash about a catalog without a document."""


class Run:
    """The state of one call of ``extract``."""

    def __init__(
        self,
        project: Project,
        languages: Sequence[str],
        documents: Sequence[str],
        *,
        check: bool,
        today: str,
        progress: Progress | None,
    ) -> None:
        self.project = project
        self.check = check
        self.today = today
        self.progress = progress
        self.languages = project.select_languages(languages)
        self.places = Places(project)
        self.everything = self.places.documents
        self.wanted = project.select_documents(documents) if documents else self.everything
        config = project.config
        settings = {"format": config.format, "overrides": config.by_document, "locations": config.locations}
        self.stamp = Stamp(project.cache / "extraction.json", project.root, settings)
        self.index = Index(project.cache / "donors", project.root, self.stamp.key)
        self.outbox = Outbox(self.stamp, check=check)
        self.changes: dict[str, Changes] = {}

    def extract(self) -> Extraction:
        """Look at every document, then write what has to be written: templates, then catalogs language by language.

        A document without texts gets no files; one that lost them all keeps its catalogs.
        """
        total = len(self.wanted)
        changed = [source for name in self.wanted if (source := self._look(name)) is not None]
        _log.info("%d of %d documents or their files have changed", len(changed), total)
        _log.debug("changed: %s", ", ".join(source.name for source in changed))
        bodies: dict[int, Body | WorkflowError] = {}
        for number, found in spread(self._read, changed):
            self._tell(len(bodies), len(changed), changed[number].name)
            bodies[number] = found
        sources = []
        for number, source in enumerate(changed):
            body = bodies[number]
            if isinstance(body, WorkflowError):
                self.outbox.problems.append(body)
            else:
                sources.append(replace(source, body=body))
        for source in sources:
            self._template(source)
        self.outbox.flush()
        orphans = {language: self._orphans(language) for language in self.languages}
        for language in self.languages:
            self._merge_all(language, sources, orphans[language])
            self.outbox.flush()
        left: list[Path] = []
        if total == len(self.everything):
            self._remove_templates()
            for language in self.languages:
                left += self._retire(language, orphans[language])
            self.outbox.flush()
        self._tell(total, total, "")
        if not self.check:
            self._save()
        return Extraction(
            documents=total,
            parsed=len(sources),
            written=tuple(self.outbox.written),
            removed=tuple(self.outbox.removed),
            outdated=tuple(self.outbox.outdated),
            orphans=tuple(left),
            problems=tuple(self.outbox.problems),
            changes={name: self.changes[name] for name in self.languages if name in self.changes},
        )

    # Documents

    def _look(self, name: str) -> Source | None:
        """The document, not read yet; None where it and its files are as they were left, or where it cannot be read."""
        place = self.places.of[name]
        files = [self.places.template(place)]
        files += [self.places.catalog(language, place) for language in self.languages]
        try:
            # The hash is taken first: should the document change meanwhile, the record is of the older text, and it is read again.
            hashed = digest(read_bytes(self.project.source / name))
            stale = frozenset(path for path in files if not self.stamp.fits(path, hashed))
        except WorkflowError as error:
            self.outbox.problems.append(error)
            return None
        return Source(name, hashed, _UNREAD, place, stale) if stale else None

    def _read(self, source: Source) -> Body | WorkflowError:
        """The entries of a document, laid out; or why it cannot be read; in whatever process, and it leaves nothing behind."""
        try:
            document = self.project.parse(source.name)
        except WorkflowError as error:
            return error
        return catalogs.body(catalogs.template(document.units, source.name, locations=self.project.config.locations))

    def _template(self, source: Source) -> None:
        path = self.places.template(source.place)
        if path not in source.stale:
            return
        old: Catalog | None = None
        data = b""
        if exists(path):
            with contextlib.suppress(CatalogError):  # nobody's words are in it: it is made anew
                data = read_bytes(path)
                old = catalogs.parse(data, path) if data else None
        elif not source.entries:
            self.stamp.note(path, source.hash, None)
            return
        if old is None:
            made = catalogs.new(None, title=self.project.config.title, body=source.body)
            made = replace(made, entries=source.entries)
            self.outbox.put(path, made, "missing", source.hash)
        elif reason := difference(old.entries, source.entries):
            self.outbox.put(path, replace(old, entries=source.entries), reason, source.hash)
        else:
            self.stamp.note(path, source.hash, data)

    # Catalogs

    def _merge_all(self, language: str, sources: Sequence[Source], orphans: dict[Path, Catalog]) -> None:
        """Merge every changed document into its catalog of one language."""
        merging = Merging(
            language,
            sources,
            orphans,
            title=self.project.config.title,
            today=self.today,
            places=self.places,
            outbox=self.outbox,
            index=self.index,
        )
        merging.read()
        for number, source in enumerate(sources):
            self._tell(number, len(sources), f"{language} {source.name}")
            merging.merge(source)
        self._count(language, merging.changes)

    # What has no document any more

    def _orphans(self, language: str) -> dict[Path, Catalog]:
        found = {}
        for path, place in below(self.places.folder(language), ".po", self.places.taken):
            try:
                catalog = catalogs.read(path)
            except WorkflowError:
                continue  # of no document: none of our business
            if made_from_document(catalog, place):
                found[path] = catalog
        return found

    def _remove_templates(self) -> None:
        for path, place in below(self.places.templates, ".pot", self.places.taken):
            try:
                ours = made_from_document(catalogs.read(path), place)
            except WorkflowError:
                continue
            if ours:
                self.outbox.drop(path)

    def _retire(self, language: str, orphans: dict[Path, Catalog]) -> list[Path]:
        """Make every entry of the catalogs obsolete; the catalogs."""
        left = []
        for path, catalog in orphans.items():
            left.append(path)
            retired = catalogs.merge((), catalog, today=self.today)
            if retired is not catalog:
                self._count(language, catalogs.changes(catalog, retired))
                self.outbox.put_catalog(path, retired, "its document is gone", _GONE, catalog)
        return left

    def _count(self, language: str, changes: Changes) -> None:
        if changes:
            self.changes[language] = self.changes.get(language, Changes()) + changes

    def _save(self) -> None:
        if not self.stamp.noted and not self.index.changed:
            return
        languages = self.project.select_languages(())
        kept = {path for language in languages for path in self.places.catalogs(language).values()}
        self.stamp.save(kept | {self.places.template(place) for place in self.places.taken})
        self.index.save({path: self.stamp.digests[path] for path in self.stamp.noted}, kept)
        sweep(self.project.locales)

    def _tell(self, done: int, total: int, what: str) -> None:
        if self.progress is not None:
            self.progress(done, total, what)
