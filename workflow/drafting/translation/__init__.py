"""Sentences through strategies, and their answers assembled into drafts."""
