"""Segments: from a unit to the sentences that an engine gets."""
