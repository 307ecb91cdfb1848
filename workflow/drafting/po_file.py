"""Drafting one PO file, wherever it comes from: for Weblate or Poedit, or to try it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from workflow import catalogs
from workflow.drafting.entries import put, wanted
from workflow.drafting.project import CHUNK, minutes, words
from workflow.drafting.report import DraftReport, LanguageReport, RefusedUnit
from workflow.drafting.translation.drafter import Drafter, Outcome, Text
from workflow.engines.base import EngineSettings
from workflow.engines.choice import choose
from workflow.errors import BadInput
from workflow.glossary import Glossary
from workflow.inline_tags import Grammar
from workflow.languages import language
from workflow.model import Catalog, Entry, Key, Progress

__all__ = ["draft_file"]

_FIELD = re.compile(r"^(?P<name>[A-Za-z-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)


def draft_file(
    path: Path,
    *,
    source: str | None = None,
    target: str | None = None,
    settings: EngineSettings | None = None,
    placeholders: tuple[str, ...] = (),
    limit: int | None = None,
    redo: bool = False,
    dry_run: bool = False,
    store: Path | None = None,
    glossary: Glossary | None = None,
    progress: Progress | None = None,
) -> DraftReport:
    """Fill the empty entries of a PO file with machine drafts, in place; see ``draft``.

    ``source`` and ``target`` are gettext codes; where they are left out, the header says them (``X-Source-Language`` and
    ``Language``), the source is English where it doesn't. Texts are taken for Markdown where ``#:`` names Markdown files, else for
    plain text with placeholders and tags. An entry with plural forms gets a draft only where the language has as many forms as
    the source: one text from msgid, the other from msgid_plural. ``store``: see ``Drafter``. ``glossary``: followed where
    it is for the same source language.
    Raises BadInput, CatalogError, FileProblem, EngineError. Where nothing can draft the pair, the report says so.
    """
    catalog = catalogs.read(path)
    to = _code(target or _header(catalog, "Language"), path, "target")
    of = _code(source or _header(catalog, "X-Source-Language") or "en", path, "source")
    choice = choose(of, to, settings)
    engine = choice.engine
    report = LanguageReport.of(to, choice)
    if engine is None:
        empty = [entry for entry in catalog.live if entry.msgid and not any(entry.msgstr)]
        return DraftReport((replace(report, units=len(empty), words=words(empty)),), dry_run=dry_run)
    found = wanted(catalog, engine, redo=redo)
    entries = found.entries if limit is None else found.entries[: max(limit, 0)]
    report = replace(
        report,
        units=len(entries),
        words=words(entries),
        left=len(found.entries) - len(entries),
        earlier=found.earlier,
    )
    if dry_run:
        return DraftReport((replace(report, minutes=minutes(report.words, choice)),), dry_run=True)
    terms = glossary.terms(to) if glossary is not None and glossary.source == of else None
    drafter = Drafter(engine, of, to, store=store, terms=terms)
    changed = False
    done = 0
    for chunk in _chunks(entries, whole=engine.capabilities.whole_documents):

        def within(part: int, of: int, what: str, done: int = done, size: int = len(chunk)) -> None:
            if progress:
                progress(done + (size * part // of if of else 0), len(entries), what)

        outcomes = _outcomes(drafter, catalog, chunk, placeholders, within)
        placed = put(path, {entry.key: entry for entry in chunk}, outcomes, engine, redo=redo)
        changed = changed or placed.changed
        done += len(chunk)
        lines = {entry.key: entry.line for entry in chunk}
        report = replace(
            report,
            drafted=report.drafted + len(placed.drafted),
            copied=report.copied + sum(outcomes[key][0].copied for key in placed.drafted),
            skipped=report.skipped + placed.skipped,
            refused=report.refused
            + tuple(RefusedUnit(f"{path}:{lines[key]}", _reason(outcomes[key])) for key in placed.refused),
        )
    return DraftReport((report,), (path,) if changed else ())


def _outcomes(
    drafter: Drafter, catalog: Catalog, chunk: Sequence[Entry], placeholders: tuple[str, ...], progress: Progress
) -> dict[Key, tuple[Outcome, ...]]:
    """What became of each entry of the chunk: an outcome for each plural form."""
    asked = catalog.live if drafter.engine.capabilities.whole_documents else chunk
    texts: list[Text] = []
    places: dict[Key, list[int]] = {}
    for entry in asked:
        if not entry.msgid:
            continue
        grammar = Grammar("markdown" if _is_markdown(entry) else "plain", placeholders)
        places[entry.key] = []
        for text in _forms(entry):
            places[entry.key].append(len(texts))
            texts.append(Text(text, grammar))
    outcomes = drafter.draft(texts, progress=progress)
    return {
        entry.key: tuple(outcomes[place] for place in places[entry.key])
        or (Outcome(None, f"{len(entry.msgstr)} plural forms: a machine would have to invent some of them"),)
        for entry in chunk
    }


def _forms(entry: Entry) -> tuple[str, ...]:
    """The text that each form of the entry is a translation of; empty where there are more forms than English has."""
    if entry.msgid_plural is None:
        return (entry.msgid,)
    return {1: (entry.msgid_plural,), 2: (entry.msgid, entry.msgid_plural)}.get(len(entry.msgstr), ())


def _chunks(entries: Sequence[Entry], *, whole: bool) -> Iterator[Sequence[Entry]]:
    """Entries that go to the engine together; the file is written after each chunk."""
    chunk: list[Entry] = []
    size = 0
    for entry in entries:
        if chunk and not whole and size > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(entry)
        size += len(entry.msgid)
    if chunk:
        yield chunk


def _is_markdown(entry: Entry) -> bool:
    return any(re.search(r"\.(?:md|markdown|mdx)(?::\d+)?$", place) for place in entry.locations)


def _reason(outcomes: Sequence[Outcome]) -> str:
    return next(outcome.reason for outcome in outcomes if outcome.target is None)


def _header(catalog: Catalog, field: str) -> str:
    for name, value in _FIELD.findall(catalog.header.text):
        if name.lower() == field.lower():
            return str(value).strip()
    return ""


def _code(code: str, path: Path, what: str) -> str:
    """A language code that is known. Raises BadInput."""
    if not code:
        option = "--to" if what == "target" else "--from"
        raise BadInput(f"{path}: its header names no {what} language. Say it: workflow draft {path} {option} es")
    language(code)
    return code.replace("-", "_")
