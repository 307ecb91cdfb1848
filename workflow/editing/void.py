"""Approvals that no longer hold, as findings."""

from workflow.catalogs.approvals import void_approvals_of
from workflow.findings import Finding
from workflow.model import Severity
from workflow.project import Project
from workflow.project.addresses import LocatedUnit

__all__ = ["void_findings"]


def void_findings(project: Project, unit: LocatedUnit) -> list[Finding]:
    """Return a finding for each approval of an entry that no longer holds, if none does."""
    return [
        Finding(
            "void_approval",
            Severity.WARNING,
            f"{unit.path}:{unit.entry.line}: {one.text} ({unit.address}). Approve it again, or correct it.",
            language=unit.language,
            document=unit.document,
            unit=unit.address,
            catalog=unit.path,
            catalog_line=unit.entry.line,
            source=project.layout.source / unit.document,
            details={
                "name": one.approval.name,
                "date": one.approval.date,
                "review": one.approval.review.value,
                "reason": one.reason,
            },
        )
        for one in void_approvals_of(unit.entry)
    ]
