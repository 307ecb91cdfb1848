"""What is: how far each language is (``status``), whose words its translations are (``provenance``), which drafts wait for
a person (``queue``), and what can be done on this machine (``doctor``). Nothing is written.

Floor 4.
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
