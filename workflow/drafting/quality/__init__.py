"""Validation of hypotheses, and quality estimation of drafts."""
