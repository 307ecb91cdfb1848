"""Catalogs to the bytes of PO files."""
