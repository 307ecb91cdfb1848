"""Editions: localized documents and pages, put in place whole."""

from workflow.publishing.build import publish
from workflow.publishing.report import EditionReport, Finding, PageReport, Publication

__all__ = ["EditionReport", "Finding", "PageReport", "Publication", "publish"]
