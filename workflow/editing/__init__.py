"""Decisions by people: approve, edit, refuse, ignore, and undo. The one place where they become bytes.

- ``decide(project, decisions)`` carries out decisions under locks and notes them in the journal. A ``Decision`` says who decides, how
  they looked, and the hashes of the texts that they saw: one about an entry that has others by then is refused.
- ``undo(project, count)`` takes back the last commands.
- ``select(project, selection, UnitFilter)`` chooses entries; ``addresses_in`` reads addresses that were piped in, and
  ``project.addresses.UnitFinder`` finds their entries.
- ``author`` is the name under which a person decides; ``void_findings`` reports approvals that no longer hold.

What an approval says in the PO file is told by ``catalogs.approvals``, the other comments by ``catalogs.provenance``, for example
``ignored``: the findings that a person dismissed.
"""

from workflow.catalogs.approvals import Review
from workflow.catalogs.provenance import ignored
from workflow.editing.applying import applied, distance
from workflow.editing.deciding import decide
from workflow.editing.filters import STATES, UNKNOWN_RISK, VOID, UnitFilter, risk_of
from workflow.editing.journal import Journal
from workflow.editing.model import (
    Decided,
    Decision,
    DecisionKind,
    DecisionReport,
    Seen,
    Signature,
    Undone,
    UndoReport,
    UnitPlace,
    moment,
)
from workflow.editing.named import addresses_in
from workflow.editing.naming import author
from workflow.editing.selecting import Selected, select
from workflow.editing.undoing import undo
from workflow.editing.void import void_findings

__all__ = [
    "STATES",
    "UNKNOWN_RISK",
    "VOID",
    "Decided",
    "Decision",
    "DecisionKind",
    "DecisionReport",
    "Journal",
    "Review",
    "Seen",
    "Selected",
    "Signature",
    "UndoReport",
    "Undone",
    "UnitFilter",
    "UnitPlace",
    "addresses_in",
    "applied",
    "author",
    "decide",
    "distance",
    "ignored",
    "moment",
    "risk_of",
    "select",
    "undo",
    "void_findings",
]
