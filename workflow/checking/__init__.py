"""Checking: find what is wrong with translations, in a project or in any PO file.

``check`` runs the checks of ``workflow.checks.rules`` over the catalogs of a project, ``check_files`` over PO files. Both return a
``CheckReport`` of findings, which ``sarif``, ``junit`` and ``code_hosts`` write for other programs. ``read_baseline`` and ``write_baseline``
know the findings of an earlier day. ``propose_fixes`` and ``propose_file_fixes`` return corrections; ``editing.decide`` makes them.
"""

from workflow.checking.baseline import Baseline, read_baseline, write_baseline
from workflow.checking.files import check_files
from workflow.checking.fixing import FixReport, ProposedFix, propose_file_fixes, propose_fixes
from workflow.checking.options import CheckOptions, OpinionLimits
from workflow.checking.project import check
from workflow.checking.report import CheckReport, Dismissed, IgnoredBy, OpinionReport, UnusedIgnore

__all__ = [
    "Baseline",
    "CheckOptions",
    "CheckReport",
    "Dismissed",
    "FixReport",
    "IgnoredBy",
    "OpinionLimits",
    "OpinionReport",
    "ProposedFix",
    "UnusedIgnore",
    "check",
    "check_files",
    "propose_file_fixes",
    "propose_fixes",
    "read_baseline",
    "write_baseline",
]
