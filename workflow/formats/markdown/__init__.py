"""Markdown: CommonMark, GFM, footnotes, front matter, raw HTML, admonitions and ``:::`` containers; math and definition lists on request.

The package is a ``formats.base.Format``. A document is never re-serialised: ``parse`` finds spans, ``splice`` replaces them.
Sources of the rules: CommonMark 0.31, the GFM specification, docs/architecture.md.
"""

from workflow.formats.markdown.format import NAME, SETTINGS, page, parse, skeleton, splice, with_anchors
from workflow.formats.markdown.settings import MarkdownSettings

__all__ = ["NAME", "SETTINGS", "MarkdownSettings", "page", "parse", "skeleton", "splice", "with_anchors"]
