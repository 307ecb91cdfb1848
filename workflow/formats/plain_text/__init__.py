"""Plain text: paragraphs, titles and lists as people write them without markup.

The package is a ``formats.base.Format``. Plain text has no syntax, so passages are recognised by common conventions only
(``reading``, ``headings``). Everything between the passages is kept byte for byte.
"""

from workflow.formats.plain_text.format import NAME, SETTINGS, page, parse, skeleton, splice, with_anchors
from workflow.formats.plain_text.reading import PlainTextSettings

__all__ = ["NAME", "SETTINGS", "PlainTextSettings", "page", "parse", "skeleton", "splice", "with_anchors"]
