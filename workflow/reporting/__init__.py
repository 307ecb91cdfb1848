"""Reports: progress of each language (``status``), who or what wrote its translations (``provenance``), the drafts that wait for
review (``queue``), and what is installed and configured on this machine (``doctor``). Nothing is written.

Layer 5.
"""

from workflow.reporting.doctor import Diagnosis, Level, Line, doctor
from workflow.reporting.provenance import Origin, ProvenanceReport, ProvenanceRow, Share, provenance
from workflow.reporting.queue import Queue, Queued, queue
from workflow.reporting.status import Row, StatusReport, status

__all__ = [
    "Diagnosis",
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
