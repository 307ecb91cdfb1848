"""Reuse of earlier translations: pre-translation from the memory, and repair of edited texts."""
