"""Document formats by file suffix. A new format is one module here and one line in ``FORMATS``."""

from workflow.formats import markdown
from workflow.formats.base import Format

__all__ = ["FORMATS"]

FORMATS: dict[str, Format] = {
    ".md": markdown,
    ".markdown": markdown,
}
