"""Checking: find what is wrong with translations, in a project or in any PO file.

``check`` runs the checks of ``workflow.checks.rules`` over the catalogs of a project, ``check_files`` over PO files. Both return a
``CheckReport`` of findings, which ``sarif``, ``junit`` and ``code_hosts`` write for other programs.
"""

from workflow.checking.files import check_files
from workflow.checking.options import CheckOptions, OpinionLimits
from workflow.checking.project import check
from workflow.checking.report import CheckReport, Dismissed, OpinionReport

__all__ = ["CheckOptions", "CheckReport", "Dismissed", "OpinionLimits", "OpinionReport", "check", "check_files"]
