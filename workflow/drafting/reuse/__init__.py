"""Reuse of translations by people: pre-translation from the memory, repair of edited texts."""
