"""A small dictionary of our own."""

from pathlib import Path

__all__ = ["DICTIONARIES", "SPANISH"]

DICTIONARIES = Path(__file__).parent / "dictionaries"
SPANISH = DICTIONARIES / "es_ES.aff"
