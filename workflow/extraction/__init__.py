"""extract: documents to templates and catalogs.

Every document gets a template and a catalog for each language; what changed in the sources is merged in. A file in which
nothing changed is not written. What cannot be read is left out and reported, with all that hangs on it, and never touched: one
broken document or catalog does not keep an editor from going on with the others.
"""

import datetime
from collections.abc import Sequence

from workflow.extraction.extract import Run
from workflow.extraction.pruning import Prunable, prunable, prune
from workflow.extraction.report import Extraction, Outdated
from workflow.model import Progress
from workflow.project import Project

__all__ = ["Extraction", "Outdated", "Prunable", "extract", "prunable", "prune"]


def extract(
    project: Project,
    *,
    languages: Sequence[str] = (),
    documents: Sequence[str] = (),
    check: bool = False,
    progress: Progress | None = None,
    today: str | None = None,
) -> Extraction:
    """Bring templates and catalogs to the present state of the documents.

    ``languages`` and ``documents`` as ``Project.select_languages`` and ``select_documents`` take them; none: all of them. ``check``
    writes nothing and tells in ``outdated`` what would be written. The
    catalogs of documents that are no more stay, all entries obsolete, and their translations are offered to texts that are like theirs
    (``prunable`` and ``prune`` take them out). ``today`` (ISO) is the
    date put down for texts that went.

    Raises BadInput and ConfigError, and FileProblem where a file cannot be written: those before it are as they should be, the
    others as they were. Files that cannot be read are in ``problems``; everything else was done.
    """
    date = today or datetime.date.today().isoformat()
    return Run(project, languages, documents, check=check, today=date, progress=progress).extract()
