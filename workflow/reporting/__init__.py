"""What is: how far each language is (``status``), and what can be done on this machine (``doctor``). Nothing is written.

Floor 4.
"""

from workflow.reporting.doctor import Diagnosis, Level, Line, doctor
from workflow.reporting.status import Row, StatusReport, status

__all__ = ["Diagnosis", "Level", "Line", "Row", "StatusReport", "doctor", "status"]
