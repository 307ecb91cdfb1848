"""Plain text: paragraphs, titles and lists as people write them without markup.

The package is a ``formats.base.Format``. Nothing in the file is syntax, so what a passage is comes from clear conventions
alone (``reading``, ``headings``), and everything between the passages stays byte for byte.
"""

from workflow.formats.plain_text.format import NAME, SETTINGS, page, parse, skeleton, splice
from workflow.formats.plain_text.reading import PlainTextSettings

__all__ = ["NAME", "SETTINGS", "PlainTextSettings", "page", "parse", "skeleton", "splice"]
