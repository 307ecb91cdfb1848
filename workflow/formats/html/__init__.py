"""HTML inside documents: fragments, blocks, text."""
