"""Code lenses: what the editor shows above the entries of a PO file that want somebody, and above the paragraphs that some language lacks.

A lens is found without its title, since there may be thousands; the editor asks for those that it shows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from lsprotocol import types

from workflow.catalogs.approvals import void_approvals_of
from workflow.catalogs.provenance import ignore_hash
from workflow.catalogs.states import state
from workflow.language_server.catalog_texts import CatalogOwner, CatalogText
from workflow.language_server.open_texts import OpenText
from workflow.model import Entry, State, Unit
from workflow.reporting.queue import queued
from workflow.reporting.unit import describe_entry
from workflow.reporting.unit_facts import state_line

__all__ = [
    "APPROVE_COMMAND",
    "NEXT_COMMAND",
    "SHOW_COMMAND",
    "entry_arguments",
    "entry_lenses",
    "entry_of",
    "entry_title",
    "source_lenses",
    "wants_somebody",
]

APPROVE_COMMAND, NEXT_COMMAND, SHOW_COMMAND = "workflow.approveEntry", "workflow.nextEntry", "workflow.showEntry"
"""What a lens does: approve its entry, go to the next one that wants somebody, show the entry of a paragraph."""
_DATA = re.compile(r"(\d{1,9}) (\S+) (.+)")
_DONE = frozenset({State.TRANSLATED, State.APPROVED})


def wants_somebody(entry: Entry) -> bool:
    """Whether a person should look at the translation of an entry: a draft, unfinished work, an approval that no longer holds."""
    if entry.fuzzy:  # a draft, or unfinished work: which of them need not be known, and takes long
        return any(entry.msgstr)
    return state(entry) is State.NEEDS_WORK or bool(void_approvals_of(entry))


def entry_lenses(found: CatalogText) -> Iterator[types.CodeLens]:
    """Yield two lenses for each entry that wants somebody: its state, which approves it, and the way to the next one."""
    for number, entry in enumerate(found.catalog.live):
        if entry.msgid and wants_somebody(entry):
            place = _line(entry.line)
            for command in (APPROVE_COMMAND, NEXT_COMMAND):
                yield types.CodeLens(place, data=f"{number} {command} {found.text.uri}")


def entry_of(lens: types.CodeLens) -> tuple[int, str, str]:
    """Return what a lens of ``entry_lenses`` is for: the number of its entry, its command and its text's URI; empty for any other one."""
    found = _DATA.fullmatch(str(lens.data))
    return (int(found[1]), found[2], found[3]) if found else (0, "", "")


def entry_title(owner: CatalogOwner, entry: Entry, *, can_approve: bool) -> str:
    """Return what the first lens of an entry says: ``Approve: draft, look closely, risk 0.82, by argos``."""
    void = void_approvals_of(entry)
    unit = queued(owner.unit(entry))
    said = void[0].text if void else state_line(describe_entry(owner.unit(entry)))
    if unit.engine and not void:
        said += f", by {unit.engine}"
    return f"Approve: {said}" if can_approve else said


def entry_arguments(text: OpenText, entry: Entry) -> list[str | None]:
    """Return what a command needs to know its entry again, and that it is as it was."""
    return [text.uri, entry.context, entry.msgid, ignore_hash(entry)]


def source_lenses(
    text: OpenText, units: Sequence[tuple[int, Unit]], states: Mapping[str, Mapping[tuple[str | None, str], State]]
) -> Iterator[types.CodeLens]:
    """Yield a lens for each unit that some language has no finished translation of. ``units``: with their lines.
    ``states``: by language and key."""
    for line, unit in units:
        wanting = [code for code, known in states.items() if known.get(unit.key) not in _DONE]
        if wanting:
            title = ", ".join(f"{code}: {_said(known.get(unit.key))}" for code, known in states.items())
            arguments = [text.uri, wanting[0], unit.key[0], unit.key[1]]
            yield types.CodeLens(_line(line), types.Command(title, SHOW_COMMAND, arguments=arguments))


def _said(found: State | None) -> str:
    return "not extracted" if found is None else found.value


def _line(number: int) -> types.Range:
    at = types.Position(max(number - 1, 0), 0)
    return types.Range(at, at)
