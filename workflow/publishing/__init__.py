"""Editions: localized documents and pages."""
