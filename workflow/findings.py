"""Findings: problems in the content of a project, with their places and corrections.

One type for every report about content. Ids are stable, since users of ``--json`` rely on them: a new id is added to ``FINDINGS``
and to docs/findings.md, and an id that has been released keeps its meaning.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workflow.model import Severity, Span

__all__ = ["FINDINGS", "Finding", "few_of_each", "packed", "serious", "unpacked"]

FINDINGS: dict[str, str] = {
    "altered_edition": "A published file is not the one that the record names.",
    "altered_input": "A document or catalog is not the one that was published.",
    "altered_record": "The record of a publication is not the one that was written, or does not follow from the catalogs.",
    "below_policy": "The source is published for some texts of a document, which `publish` in workflow.yaml does not list.",
    "broken_formula": "A formula is not TeX that can be shown, so its source is shown instead.",
    "changed_inline_tags": "A person's translation has other links, code spans or inline tags than its source. It is published.",
    "dead_anchor": "A link names a heading or an anchor that its target page does not have.",
    "dead_link": "A link leads to a file that is not published.",
    "dead_redirect": "`redirects` in workflow.yaml leads to a file that is not a document of the project.",
    "external_resource": "A page loads a picture or another resource from a different site when it is read.",
    "foreign_file": "A file in `editions/html/` is not part of the publication. It is kept.",
    "glossary_forbidden": "A translation uses a word that the glossary forbids.",
    "glossary_missing": "A translation does not use the glossary's translation of a term in its source.",
    "held_back": "A check finds something in a translation for which `publish` in workflow.yaml keeps it off the page.",
    "left_out_of_book": "A picture, sound, film or link of a page cannot be in a book (EPUB, PDF).",
    "missing_catalog": "A document has no template yet, or no catalog for a language.",
    "no_warning_words": "Drafts are not published, because there are no interface strings in their language to warn of machine text.",
    "outdated_catalog": "A template or catalog does not match its document, which was edited after the last extraction.",
    "refused_draft": "No translation by an engine passed validation, so the entry stays empty.",
    "refused_translation": "A translation would break the structure of its document, so the source text is published instead.",
    "removed_html": "A document has HTML that safe pages do not show, such as a frame with a video, or an id that the pages use themselves.",
    "root_link": "A link starts at the server's root, so it works only if the edition is published there.",
    "script_in_picture": "An SVG file that is published holds a script, which runs if a reader opens the file itself.",
    "shortened_list": "A folder of `lists` in workflow.yaml has more dated documents than its list shows.",
    "stale_translation": "The source of a translated entry was edited, and the translation could not be updated automatically.",
    "unknown_list": "`lists` in workflow.yaml names a folder that has neither an index nor a place in the navigation, or no document with a date.",
    "unknown_nav_entry": "`nav` in workflow.yaml, or a navigation file, names a file that is not a document of the project.",
    "unknown_tag": "`tags` in workflow.yaml names a front-matter key that no document has, or `overrides` translates a tag that none has.",
    "unknown_theme_file": "`theme` in workflow.yaml names a file that is not published.",
    "unmatched_pattern": "A pattern in `documents` or `overrides` of workflow.yaml matches no file.",
    "unpublished_file": "A file of the source folder, or of the folder `root_files`, cannot be published: it is a link that leads out, or the site needs its path.",
    "unread_block": "A block of a document is in a markup that is not read, such as reStructuredText, so its text is not translated.",
    "unread_file": "A file in the source folder looks like a document, or a link leads to a folder, but is not read.",
    "unread_input": "A document or catalog cannot be read, so its page is not built again; or a file in `interface/`, so its strings are not used.",
    "unreadable_front_matter": "Front matter is not valid; what can be read of it is used.",
    "unsafe_link": "A link uses a protocol that safe pages do not allow, so it is removed.",
    "untranslated_key": "A front-matter key that looks like text is not named in `front_matter` of workflow.yaml, so it is not translated.",
    "unusable_slug": "The `slug` of a document gives its page the path of another page, or of an index.",
    "unusable_value": "A value in a `_category_` file is not of the kind that its key has, so it is not used.",
    "unused_interface_string": "An entry of a file in `interface/` is no string of the pages, or the file is for no language of the project.",
    "unused_key": "A key in `front_matter` of workflow.yaml is in no document.",
    "unused_match": "The translation memory has the text, but its translation would break the document, so it is not used.",
    "unused_theme_file": "A template or style sheet in the folder of the theme is used by no page.",
    "visible_marks": "A translation shows emphasis marks, such as `**`, as characters.",
    "void_approval": "A translation was approved, and its source or the translation has changed since.",
    "withheld_document": "A complete-only document is not published in a language, because not all of it may be.",
}
"""The meaning of each finding id, in one sentence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in the content of a project, and where to correct it."""

    id: str
    """A key of ``FINDINGS``, or for ``workflow check`` a key of ``checks.rules.RULES``."""
    severity: Severity
    message: str
    """One line for people: the problem and, if it helps, what to do. It names file and line if they are known."""
    language: str | None = None
    """The gettext code of the language concerned; None for a problem of every language."""
    document: str | None = None
    """POSIX path below the source folder."""
    unit: str | None = None
    """The unit's address: ``es:guide#3f2a91c0``."""
    catalog: Path | None = None
    catalog_line: int = 0
    """1-based line of the PO file; 0 if unknown."""
    source: Path | None = None
    """The source document's file, or another file of the project such as ``workflow.yaml``."""
    source_line: int = 0
    """1-based line of ``source``; 0 if unknown."""
    span: Span | None = None
    """Character offsets: in the translation for a finding about an entry, otherwise in the source document's text."""
    source_span: Span | None = None
    """For a finding about an entry: the part of its source that it is about, in characters."""
    fix: str | None = None
    """The text that would correct it, if there is one."""
    fingerprint: str = ""
    """What stays the same when lines move: a hash of id, msgctxt and msgid, and of a number if an entry has several. Empty for others
    than those of ``workflow check``."""
    details: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Further facts, by names that depend on the id (docs/findings.md lists them)."""


def few_of_each(findings: Sequence[Finding], most: int) -> list[Finding]:
    """Return at most ``most`` findings, in their order: errors first, then as many of each id, so that none hides another."""
    kinds: Counter[str] = Counter()
    ranks = []
    for place, finding in enumerate(findings):
        kinds[finding.id] += 1
        ranks.append((finding.severity is not Severity.ERROR, kinds[finding.id], place))
    return [findings[place] for place in sorted(place for *_, place in sorted(ranks)[:most])]


def serious(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the errors and warnings among ``findings``, without the notes."""
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTE)


def packed(finding: Finding) -> list[object]:
    """Return a finding as a list that JSON can hold, for caches."""
    return [
        finding.id,
        finding.severity.value,
        finding.message,
        finding.language,
        finding.document,
        finding.unit,
        None if finding.catalog is None else str(finding.catalog),
        finding.catalog_line,
        None if finding.source is None else str(finding.source),
        finding.source_line,
        _ends(finding.span),
        _ends(finding.source_span),
        finding.fix,
        finding.fingerprint,
        finding.details,
    ]


def unpacked(record: list[Any]) -> Finding:
    """Return the finding that was ``packed``. Raises KeyError, TypeError or ValueError for another list."""
    identifier, severity, message, *where = record
    language, document, unit, catalog, line, source, source_line, span, source_span, fix, fingerprint, details = where
    return Finding(
        identifier,
        Severity(severity),
        message,
        language=language,
        document=document,
        unit=unit,
        catalog=None if catalog is None else _path(catalog),
        catalog_line=line,
        source=None if source is None else _path(source),
        source_line=source_line,
        span=None if span is None else Span(*span),
        source_span=None if source_span is None else Span(*source_span),
        fix=fix,
        fingerprint=fingerprint,
        details={name: tuple(value) if isinstance(value, list) else value for name, value in details.items()},
    )


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


@lru_cache(maxsize=4096)
def _path(name: str) -> Path:
    return Path(name)
