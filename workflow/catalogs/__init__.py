"""PO files: read, write, merge, states and provenance."""
