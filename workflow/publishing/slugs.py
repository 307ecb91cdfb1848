"""Names of pages in each language: the ``slug`` of the front matter, if ``front_matter`` in workflow.yaml has it translated.

A page is called as a person translated its slug, else by the slug of the source. A machine names no page: addresses last. The indexes
of folders keep their name.
"""

import posixpath
import unicodedata
from collections.abc import Callable, Mapping

from workflow.findings import Finding
from workflow.formats.front_matter.keys import normalised
from workflow.model import Kind, Severity
from workflow.project import Project
from workflow.publishing.editions import LocalizedDocument

__all__ = ["slug", "slugs_of", "written_slug"]

_KEY = "slug"
_LONGEST = 100
"""Maximum number of characters of a name. In Chinese they have three bytes, and file systems allow 255."""


def slug(text: str) -> str:
    """Return the name of a page for a text: letters and digits in lower case, hyphens between them; "" if it has none.

    Only what follows the last slash counts, so that no name leads to another folder.
    """
    last = unicodedata.normalize("NFC", text).rstrip("/ ").rpartition("/")[2].lower()
    kept = "".join(each if each.isalnum() or unicodedata.category(each) in ("Mn", "Mc") else "-" for each in last)
    return "-".join(filter(None, kept.split("-")))[:_LONGEST].rstrip("-")


def slugs_of(
    project: Project,
    paths: Mapping[str, str],
    written: Callable[[str, str], str | None],
    recorded: Callable[[str, str], str | None],
) -> tuple[Mapping[str, Mapping[str, str]], list[Finding]]:
    """Return by language the paths of documents whose pages have other names than their files, and the names that cannot be used.

    ``paths``: the paths without slugs. ``written``: returns what ``written_slug`` returns for a document in a language; None for one that
    has no page, cannot be read, or is not built. ``recorded``: returns the path that a document had in a language in the last publication; it is that
    of documents that cannot be read, and of languages that are not built.
    """
    found: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    documents = [path for path in paths if _is_offered(project, path) and not _is_index(paths[path])]
    for code in (project.config.source_language, *project.config.languages) if documents else ():
        taken = {path.casefold(): document for document, path in paths.items()}
        for document in documents:
            own = written(code, document)
            if own is None:
                path = recorded(code, document) or paths[document]
            else:
                name = slug(own)
                path = posixpath.join(posixpath.dirname(paths[document]), f"{name}.html") if name else paths[document]
            other = taken.setdefault(path.casefold(), document)
            if other != document or (_is_index(path) and path != paths[document]):
                findings.append(_refused(project, code, document, path, other))
            elif path != paths[document]:
                found.setdefault(code, {})[document] = path
    return found, findings


def _is_offered(project: Project, document: str) -> bool:
    return _KEY in normalised(project.config.format_settings(document).front_matter_keys)


def _is_index(path: str) -> bool:
    return posixpath.basename(path) in ("index.html", "404.html")


def written_slug(localized: LocalizedDocument) -> str:
    """Return the slug in a document, as it is written: a person's translation, else the source's."""
    shown = localized.page.meta.get(_KEY, "").strip() if localized.page is not None else ""
    for one in localized.units:
        if one.unit.kind is Kind.FRONT_MATTER and shown in (one.text, one.unit.source):
            return one.text if one.by_person and one.text is not None else one.unit.source
    return shown


def _refused(project: Project, code: str, document: str, path: str, other: str) -> Finding:
    where = f"{project.config.source}/{document}"
    why = f"is that of {project.config.source}/{other}" if other != document else "is kept for the index"
    message = f"{where}: its slug in {code} gives it the path {path}, which {why}. Its page has the name of the file."
    return Finding(
        "unusable_slug",
        Severity.WARNING,
        message,
        language=code,
        document=document,
        source=project.layout.source / document,
    )
