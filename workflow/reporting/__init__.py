"""Reports: progress of each language (``status``), provenance of its translations (``provenance``), entries to review (``queue``),
one unit with all that is known about it (``describe``), and the installation and configuration on this machine (``doctor``). Nothing is written.
"""

from workflow.reporting.doctor import Diagnosis, Level, Line, doctor
from workflow.reporting.expectations import Expectation
from workflow.reporting.provenance import Origin, ProvenanceReport, ProvenanceRow, Share, provenance
from workflow.reporting.queue import DRAFTS, Queue, Queued, queue
from workflow.reporting.status import Row, StatusReport, status
from workflow.reporting.unit import UnitDetails, UnitTerm, describe

__all__ = [
    "DRAFTS",
    "Diagnosis",
    "Expectation",
    "Level",
    "Line",
    "Origin",
    "ProvenanceReport",
    "ProvenanceRow",
    "Queue",
    "Queued",
    "Row",
    "Share",
    "StatusReport",
    "UnitDetails",
    "UnitTerm",
    "describe",
    "doctor",
    "provenance",
    "queue",
    "status",
]
