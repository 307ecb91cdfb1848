"""PO files, from bytes to entries."""
