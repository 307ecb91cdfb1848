"""The bytes of PO files to catalogs."""
