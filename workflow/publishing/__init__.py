"""Editions: localized documents and pages, put in place as a whole."""

from workflow.publishing.build import Also, publish
from workflow.publishing.builders import builders_of
from workflow.publishing.preview import preview_of
from workflow.publishing.report import EditionReport, PageReport, Publication
from workflow.publishing.verification import Verification, verify

__all__ = [
    "Also",
    "EditionReport",
    "PageReport",
    "Publication",
    "Verification",
    "builders_of",
    "preview_of",
    "publish",
    "verify",
]
