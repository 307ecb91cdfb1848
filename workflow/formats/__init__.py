"""Document formats by file suffix. A new format is one module here and one line in ``FORMATS``."""

from workflow.formats.base import Format

__all__ = ["FORMATS"]

FORMATS: dict[str, Format] = {}
