"""One extraction, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workflow import catalogs
from workflow.catalogs import Changes, Donors, Saved
from workflow.config import Project
from workflow.errors import CatalogError, WorkflowError
from workflow.extraction.orphans import below, made_from_document
from workflow.extraction.report import Extraction, Outdated, difference
from workflow.extraction.stamp import Stamp, digest
from workflow.files import exists, read_bytes, remove, sweep, write_all
from workflow.model import Catalog, Entry, Progress

__all__ = ["Run"]

_GONE = "gone"
"""What the record says in place of a source's hash about a catalog without a document."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A document that was parsed because something about it changed."""

    name: str
    hash: str
    entries: tuple[Entry, ...]
    place: str
    """``guide`` or ``news/guide.md``: the path of its files without suffix."""
    stale: frozenset[Path]
    """Those of its files that are not as the last extraction left them."""


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
        self.everything = project.documents()
        self.wanted = project.select_documents(documents) if documents else self.everything
        self.templates = project.locales / "templates"
        self.places = {name: self._place(name) for name in self.everything}
        config = project.config
        settings = {"format": config.format, "overrides": config.by_document, "locations": config.locations}
        self.stamp = Stamp(project.cache / "extraction.json", project.root, settings)
        self.waiting: list[tuple[Path, bytes, str]] = []
        self.merged: list[tuple[Catalog, Path, Catalog | None]] = []
        """Catalogs to be written, each with what it was made from; the hashes of their sources are in ``hashes``."""
        self.hashes: dict[Path, str] = {}
        self.written: list[Path] = []
        self.removed: list[Path] = []
        self.outdated: list[Outdated] = []
        self.problems: list[WorkflowError] = []
        self.changes: dict[str, Changes] = {}

    def extract(self, *, prune: bool) -> Extraction:
        """Look at every document, then write what has to be written: templates, then catalogs language by language.

        A document without texts gets no files; one that lost them all keeps its catalogs.
        """
        total = len(self.wanted)
        sources = []
        for number, name in enumerate(self.wanted):
            self._tell(number, total, name)
            source = self._look(name)
            if source is not None:
                sources.append(source)
        for source in sources:
            self._template(source)
        self._flush()
        orphans = {language: self._orphans(language) for language in self.languages}
        for language in self.languages:
            self._merge_all(language, sources, orphans[language])
            self._flush()
        left: list[Path] = []
        if total == len(self.everything):
            self._remove_templates()
            for language in self.languages:
                left += self._retire(language, orphans[language], prune=prune)
            self._flush()
        self._tell(total, total, "")
        if not self.check:
            self._save()
        return Extraction(
            documents=total,
            parsed=len(sources),
            written=tuple(self.written),
            removed=tuple(self.removed),
            outdated=tuple(self.outdated),
            orphans=tuple(left),
            problems=tuple(self.problems),
            changes={name: self.changes[name] for name in self.languages if name in self.changes},
        )

    # Documents

    def _look(self, name: str) -> _Source | None:
        """The document, parsed; None where it and its files are as they were left, or where it cannot be read."""
        place = self.places[name]
        files = [self._template_path(place), *(self._catalog_path(language, place) for language in self.languages)]
        try:
            # The hash is taken first: should the document change meanwhile, the record is of the older text, and it is read again.
            hashed = digest(read_bytes(self.project.source / name))
            stale = frozenset(path for path in files if not self.stamp.fits(path, hashed))
            if not stale:
                return None
            document = self.project.parse(name)
        except WorkflowError as error:
            self.problems.append(error)
            return None
        entries = catalogs.template(document.units, name, locations=self.project.config.locations)
        return _Source(name, hashed, entries, place, stale)

    def _template(self, source: _Source) -> None:
        path = self._template_path(source.place)
        if path not in source.stale:
            return
        old: Catalog | None = None
        data = b""
        if exists(path):
            try:
                data = read_bytes(path)
                old = catalogs.parse(data, path)
            except CatalogError:
                old = None  # nobody's words are in it: it is made anew
        elif not source.entries:
            self.stamp.note(path, source.hash, None)
            return
        if old is None:
            made = replace(catalogs.new(None, title=self.project.config.title), entries=source.entries)
            self._put(path, made, "missing", source.hash)
        elif reason := difference(old.entries, source.entries):
            self._put(path, replace(old, entries=source.entries), reason, source.hash)
        else:
            self.stamp.note(path, source.hash, data)

    # Catalogs

    def _merge_all(self, language: str, sources: Sequence[_Source], orphans: dict[Path, Catalog]) -> None:
        """Merge every changed document into its catalog of one language."""
        olds: dict[str, tuple[Catalog, bytes] | None] = {}
        for source in sources:
            path = self._catalog_path(language, source.place)
            try:
                if not exists(path):
                    olds[source.name] = None
                elif path in source.stale:
                    data = read_bytes(path)
                    olds[source.name] = (catalogs.parse(data, path), data)
            except WorkflowError as error:
                self.problems.append(error)
        donors: Donors | None = None
        for number, source in enumerate(sources):
            if source.name not in olds:
                continue
            self._tell(number, len(sources), f"{language} {source.name}")
            path = self._catalog_path(language, source.place)
            loaded = olds[source.name]
            if loaded is None and not source.entries:
                self.stamp.note(path, source.hash, None)
                continue
            blank = loaded is None or not loaded[1].strip()  # an empty file needs a header as well
            before = catalogs.new(language, title=self.project.config.title) if loaded is None or blank else loaded[0]
            known = {entry.key for entry in before.entries}
            if any(entry.key not in known for entry in source.entries) and donors is None:
                donors = self._donors(language, sources, olds, orphans)
            after = catalogs.merge(source.entries, before, donors or Donors(), today=self.today)
            if loaded is not None and after is before:
                self.stamp.note(path, source.hash, loaded[1])
                continue
            if loaded is None:
                reason = "missing"
            else:
                reason = difference(before.live, after.live) or "machine drafts of texts that changed since"
            self._count(language, before, after)
            self._put_catalog(path, after, reason, source.hash, loaded[0] if loaded else None)

    def _donors(
        self,
        language: str,
        sources: Sequence[_Source],
        olds: dict[str, tuple[Catalog, bytes] | None],
        orphans: dict[Path, Catalog],
    ) -> Donors:
        """Everything the language's catalogs know, as they will be after this run, in the order of their paths."""
        found: dict[Path, Catalog] = {path: catalogs.expire((), catalog) for path, catalog in orphans.items()}
        changed = {source.name: source for source in sources}
        for name in self.everything:
            path = self._catalog_path(language, self.places[name])
            try:
                loaded = olds.get(name)
                if loaded is None and not exists(path):
                    continue
                catalog = loaded[0] if loaded else catalogs.read(path)
            except WorkflowError:
                continue  # said already, or none of this run's documents
            found[path] = catalogs.expire(changed[name].entries, catalog) if name in changed else catalog
        return Donors(found[path] for path in sorted(found))

    # What has no document any more

    def _orphans(self, language: str) -> dict[Path, Catalog]:
        top = self.project.locales / language / "LC_MESSAGES"
        places = set(self.places.values())
        found = {}
        for path, place in below(top, ".po"):
            if place in places:
                continue
            try:
                catalog = catalogs.read(path)
            except WorkflowError:
                continue  # of no document: none of our business
            if made_from_document(catalog, place):
                found[path] = catalog
        return found

    def _remove_templates(self) -> None:
        places = set(self.places.values())
        for path, place in below(self.templates, ".pot"):
            if place in places:
                continue
            try:
                ours = made_from_document(catalogs.read(path), place)
            except WorkflowError:
                continue
            if ours:
                self._drop(path)

    def _retire(self, language: str, orphans: dict[Path, Catalog], *, prune: bool) -> list[Path]:
        """Make every entry of the catalogs obsolete, or remove them; the catalogs that stay."""
        left = []
        for path, catalog in orphans.items():
            if prune:
                self._drop(path)
                continue
            left.append(path)
            retired = catalogs.merge((), catalog, today=self.today)
            if retired is not catalog:
                self._count(language, catalog, retired)
                self._put_catalog(path, retired, "its document is gone", _GONE, catalog)
        return left

    # Files

    def _put(self, path: Path, catalog: Catalog, reason: str, source: str) -> None:
        """Write a template that does not fit, or with ``check`` only say so."""
        self.outdated.append(Outdated(path, reason))
        if self.check:
            return
        try:
            data = catalogs.serialise(catalog)
        except CatalogError as error:
            self.problems.append(CatalogError(f"{path}: {error}"))
            return
        self.waiting.append((path, data, source))

    def _put_catalog(self, path: Path, catalog: Catalog, reason: str, source: str, base: Catalog | None) -> None:
        """Write a catalog made from ``base``, or with ``check`` only say so."""
        self.outdated.append(Outdated(path, reason))
        if not self.check:
            self.merged.append((catalog, path, base))
            self.hashes[path] = source

    def _flush(self) -> None:
        """Write what waits: each file in one step, several at a time."""
        merged, self.merged = self.merged, []
        for error in catalogs.save_all(merged, self._saved):
            self.problems.append(error)
        waiting, self.waiting = self.waiting, []
        changed = write_all([(path, data) for path, data, _ in waiting])
        for (path, data, source), new in zip(waiting, changed, strict=True):
            if new:
                self.written.append(path)
            self.stamp.note(path, source, data)

    def _saved(self, path: Path, saved: Saved) -> None:
        if saved.changed:
            self.written.append(path)
        if not saved.merged:
            self.stamp.note(path, self.hashes[path], saved.data)
        # Else there is no record, and the next extraction looks at what somebody wrote meanwhile.
        if saved.conflicts:
            self.problems.append(
                CatalogError(
                    f"{path}: somebody saved this file meanwhile, and changed what was to be changed here as well: "
                    f"{len(saved.conflicts)} of its entries hold both texts now (workflow-conflict)."
                )
            )

    def _drop(self, path: Path) -> None:
        self.outdated.append(Outdated(path, "its document is gone"))
        if not self.check:
            remove(path)
            self.removed.append(path)

    def _count(self, language: str, before: Catalog, after: Catalog) -> None:
        self.changes[language] = self.changes.get(language, Changes()) + catalogs.changes(before, after)

    def _save(self) -> None:
        keep = {self._template_path(place) for place in self.places.values()}
        for language in self.project.select_languages(()):
            keep |= {self._catalog_path(language, place) for place in self.places.values()}
        self.stamp.save(keep)
        sweep(self.project.locales)

    def _tell(self, done: int, total: int, what: str) -> None:
        if self.progress is not None:
            self.progress(done, total, what)

    def _place(self, document: str) -> str:
        path = self.project.template_path(document).relative_to(self.templates)
        return path.as_posix().removesuffix(".pot")

    def _template_path(self, place: str) -> Path:
        return self.templates / f"{place}.pot"

    def _catalog_path(self, language: str, place: str) -> Path:
        return self.project.locales / language / "LC_MESSAGES" / f"{place}.po"
