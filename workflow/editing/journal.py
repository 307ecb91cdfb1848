"""The journal of decisions, by which ``undo`` puts entries back: ``.workflow/decisions.jsonl``.

A line tells what one command changed in one catalog, and is written before the catalog is. So a command that is killed leaves nothing
that cannot be undone; an entry that it did not reach is as it was before. Without the journal, decisions stay and cannot be undone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from workflow.catalogs.hashes import target_hash
from workflow.catalogs.write.raw_lines import entry_in, lines_of
from workflow.data_formats import load_json
from workflow.editing.model import DecisionKind
from workflow.errors import FileProblem
from workflow.files import append_line, exists, read_bytes, write_bytes
from workflow.locks import locked
from workflow.model import Catalog, Entry, Key

__all__ = ["Act", "EarlierTexts", "EntryChange", "Journal", "Recorded", "change_of", "entry_before", "fingerprint"]

EarlierTexts = Mapping[tuple[Path, Key, str], tuple[str, ...]]
"""Translations by catalog, entry and hash (``txt=``)."""

_LARGEST = 16 << 20
"""Size in bytes from which the older half of the journal is dropped."""


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What a decision changed in an entry."""

    key: Key
    address: str
    lines: str
    """The entry's lines in the file before."""
    after: str
    """The ``fingerprint`` of the entry afterwards."""


@dataclass(frozen=True, slots=True)
class Act:
    """The decisions of one command."""

    name: str
    """It identifies the act."""
    kind: DecisionKind
    who: str
    when: str
    """ISO date and time."""
    changes: Mapping[Path, tuple[EntryChange, ...]] = field(default_factory=dict)
    """By catalog."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a journal says."""

    acts: tuple[Act, ...]
    """Those that were not undone, the latest first."""
    damaged: tuple[int, ...]
    """The numbers of lines that are left out: a kill cut them off, or somebody edited them."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The decisions that were made in a project, in order."""

    root: Path
    """The project's folder."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.root / ".workflow" / "decisions.jsonl"

    def write(self, act: Act, catalog: Path, changes: Iterable[EntryChange]) -> None:
        """Add what an act is about to change in a catalog. A second line for the same two replaces the first. Raises FileProblem."""
        self._append(
            {
                "act": act.name,
                "kind": act.kind.value,
                "who": act.who,
                "when": act.when,
                "catalog": catalog.relative_to(self.root).as_posix(),
                "changes": [[*one.key, one.address, one.lines, one.after] for one in changes],
            }
        )

    def write_undone(self, act: Act) -> None:
        """Note that an act was undone. Raises FileProblem."""
        self._append({"undone": act.name})

    def read(self) -> "Recorded":
        """Return what the file says. Raises FileProblem."""
        found: dict[str, Act] = {}
        damaged: list[int] = []
        for number, line in enumerate(self._lines(), 1):
            if not line.strip():
                continue
            data = _data(line)
            name = str(data.get("act") or data.get("undone"))
            # Acts are in the order in which they wrote, not in that in which they began.
            act = found.pop(name, None)
            if "undone" in data:
                continue
            try:
                act = act or Act(name, DecisionKind(str(data["kind"])), str(data["who"]), str(data["when"]))
                found[name] = replace(act, changes={**act.changes, self._catalog(str(data["catalog"])): _changes(data)})
            except (ValueError, KeyError, TypeError):
                damaged.append(number)
                if act is not None:
                    found[name] = act
        return Recorded(tuple(reversed(found.values())), tuple(damaged))

    def trim(self) -> None:
        """Drop the older half of a journal that has become very large, by whole acts. Raises FileProblem."""
        with locked(self.path):
            data = read_bytes(self.path) if exists(self.path) else b""
            if len(data) <= _LARGEST:
                return
            cut = data.find(b"\n", len(data) // 2) + 1 or len(data)
            gone = {_data(line).get("act") for line in data[:cut].splitlines()}
            kept = [line for line in data[cut:].splitlines() if _data(line).get("act") not in gone]
            write_bytes(self.path, b"".join(line + b"\n" for line in kept))

    def texts(self) -> EarlierTexts:
        """Return the translations that entries had before decisions about them. Raises FileProblem."""
        return {
            (catalog, change.key, target_hash(before)): before.msgstr
            for act in self.read().acts
            for catalog, changes in act.changes.items()
            for change in changes
            if (before := entry_before(change)) is not None
        }

    def _catalog(self, name: str) -> Path:
        """The path of a catalog. Raises ValueError for one that is not a PO file of the project."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.suffix != ".po":
            raise ValueError(name)
        return self.root / path

    def _lines(self) -> list[bytes]:
        try:
            return read_bytes(self.path).splitlines()
        except FileProblem as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return []
            raise

    def _append(self, data: Mapping[str, object]) -> None:
        with locked(self.path):
            append_line(self.path, json.dumps(data, ensure_ascii=True, separators=(",", ":")))


def _data(line: bytes) -> Mapping[str, object]:
    try:
        data = load_json(line)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _changes(data: Mapping[str, object]) -> tuple[EntryChange, ...]:
    """The changes in a line. Raises ValueError, KeyError, TypeError for one that was edited."""
    found = []
    for context, msgid, *texts in data["changes"]:  # type: ignore[attr-defined]
        address, lines, after = texts
        if not all(isinstance(text, str) for text in ("" if context is None else context, msgid, *texts)):
            raise TypeError(texts)
        found.append(EntryChange((context, msgid), address, lines, after))
    return tuple(found)


def fingerprint(entry: Entry) -> str:
    """Return a hash of everything in an entry that people decide; not of what comes from the document (``#.``, ``#:``)."""
    parts = (
        entry.context,
        entry.msgid,
        entry.msgid_plural,
        entry.msgstr,
        sorted(entry.flags),
        entry.comments,
        (entry.previous_context, entry.previous_msgid, entry.previous_plural),
        entry.obsolete,
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def change_of(catalog: Catalog, before: Entry, after: Entry, address: str) -> EntryChange:
    """Return the change of an entry of a catalog that was read from a file."""
    return EntryChange(before.key, address, lines_of(catalog, before.key), fingerprint(after))


def entry_before(change: EntryChange) -> Entry | None:
    """Return the entry before a change; None if the journal's line was edited."""
    found = entry_in(change.lines)
    return found if found is not None and found.key == change.key else None
