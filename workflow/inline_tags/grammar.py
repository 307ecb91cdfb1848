"""The inline grammar of a document's texts."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.inline_tags.emphasis import repaired
from workflow.inline_tags.finding import known_tags
from workflow.inline_tags.format_patterns import KINDS
from workflow.inline_tags.format_strings import difference, escaped, is_intended, unescaped
from workflow.inline_tags.labels import labelled
from workflow.inline_tags.marks import visible_marks
from workflow.inline_tags.model import InlineTag, References, Syntax
from workflow.inline_tags.verification import changed_tags, verify

__all__ = ["Grammar"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The inline grammar of a document's texts, set by its format.

    The default is Markdown, whose inline tags include those of plain text: for texts whose document is not known.
    """

    syntax: Syntax = "markdown"
    placeholders: tuple[str, ...] = ()
    """Regular expressions of further placeholders."""
    references: References = frozenset()
    """The link definitions of the document, so that ``[label]`` alone is a link and links compare by what they lead to."""
    math: bool = False
    """Whether ``$x$`` is a formula."""
    formats: tuple[str, ...] = ()
    """The flags of the kinds of format string that the texts are, such as ``c-format``."""

    def find_tags(self, text: str) -> tuple[InlineTag, ...]:
        """Return the inline tags of ``text`` in order, without overlaps."""
        return known_tags(text, self.syntax, self.placeholders, self.references, self.math, self.formats)

    def unescaped(self, words: str) -> str:
        """Return the words of a source as people read them: ``100%`` for ``100%%`` of a ``c-format``."""
        for flag in self.formats:
            words = unescaped(words, flag)
        return words

    def escaped(self, target: str, kept: Sequence[str]) -> str:
        """Return ``target``, a translation of unescaped words, as it is written. ``kept``: texts in it that are written so already."""
        for flag in self.formats[:1]:
            target = escaped(target, kept, flag)
        return target

    def written(self, source: str, target: str, *, html: bool = True) -> str:
        """Return ``target`` as it is written into the document: translated labels with their sources', emphasis that comes out.

        ``html``: whether HTML tags may stand there, as a last resort for emphasis.
        """
        if self.syntax != "markdown":
            return target
        if self.references:
            target = labelled(source, target, self.find_tags)
        return repaired(source, target, self.find_tags, html=html)

    def visible_marks(self, source: str, target: str) -> tuple[str, ...]:
        """Return the emphasis marks that ``target`` shows as characters and ``source`` does not."""
        return visible_marks(source, target, self.find_tags)

    def verify(self, source: str, target: str) -> str | None:
        """Return the reason why ``target``, as it is written, does not keep the inline tags of ``source``; None if it does."""
        target = self.written(source, target)
        reason = verify(source, target, self.find_tags)
        if reason is None and (marks := self.visible_marks(source, target)):
            return f"{', '.join(marks)} would show as characters"
        return reason or next(filter(None, (self._mistake(source, target, flag) for flag in self.formats)), None)

    def changed_tags(self, source: str, target: str) -> tuple[tuple[InlineTag, ...], tuple[InlineTag, ...]]:
        """Return the inline tags of ``source`` that ``target`` lacks, and those that only ``target`` has.

        ``target`` is as ``written`` returns it.
        """
        return changed_tags(source, target, self.find_tags)

    def _mistake(self, source: str, target: str, flag: str) -> str | None:
        """Why ``target`` is no format string that a program can use for ``source``, or loses a per cent sign."""
        lost = is_intended(source, flag) and KINDS[flag].escape == "%%" and source.count("%%") != target.count("%%")
        return difference(source, target, flag) or ("the number of %% is not the same" if lost else None)
