"""Reports: progress of each language (``status``), provenance of its translations (``provenance``), entries to review (``queue``),
one unit with all that is known about it (``describe``), the whole publication at a glance (``audit``), and the installation and configuration on this machine (``doctor``). Nothing is written but caches.
"""

from workflow.reporting.audit import (
    Audit,
    CheckTally,
    DismissedCheck,
    LanguageAudit,
    RefusedTally,
    SignedTally,
    Tally,
    audit,
)
from workflow.reporting.doctor import Diagnosis, Level, Line, doctor
from workflow.reporting.expectations import Expectation
from workflow.reporting.provenance import Origin, ProvenanceReport, ProvenanceRow, Share, provenance
from workflow.reporting.queue import DRAFTS, Queue, Queued, queue
from workflow.reporting.status import Row, StatusReport, status
from workflow.reporting.unit import UnitDetails, UnitTerm, describe

__all__ = [
    "DRAFTS",
    "Audit",
    "CheckTally",
    "Diagnosis",
    "DismissedCheck",
    "Expectation",
    "LanguageAudit",
    "Level",
    "Line",
    "Origin",
    "ProvenanceReport",
    "ProvenanceRow",
    "Queue",
    "Queued",
    "RefusedTally",
    "Row",
    "Share",
    "SignedTally",
    "StatusReport",
    "Tally",
    "UnitDetails",
    "UnitTerm",
    "audit",
    "describe",
    "doctor",
    "provenance",
    "queue",
    "status",
]
