"""Reports: progress of each language (``status``), provenance of its translations (``provenance``), drafts to review (``queue``),
and the installation and configuration on this machine (``doctor``). Nothing is written.
"""

from workflow.reporting.doctor import Diagnosis, Level, Line, doctor
from workflow.reporting.expectations import Expectation
from workflow.reporting.provenance import Origin, ProvenanceReport, ProvenanceRow, Share, provenance
from workflow.reporting.queue import Queue, Queued, queue
from workflow.reporting.status import Row, StatusReport, status

__all__ = [
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
    "doctor",
    "provenance",
    "queue",
    "status",
]
