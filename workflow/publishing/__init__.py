"""Editions: localized documents and pages, put in place as a whole."""

from workflow.publishing.build import publish
from workflow.publishing.builders import builders_of
from workflow.publishing.report import EditionReport, PageReport, Publication

__all__ = ["EditionReport", "PageReport", "Publication", "builders_of", "publish"]
