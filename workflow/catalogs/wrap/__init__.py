"""How long lines of PO files are wrapped: as gettext does it, as translate-toolkit does it, or as the file shows."""
