"""extract: documents to templates and catalogs.

Every document gets a template and a catalog for each language; what changed in the sources is merged in. A file in which
nothing changed is not written. A file that cannot be read is left untouched and reported, and so is everything that depends on it:
one broken document or catalog does not keep anyone from going on with the others.
"""

import datetime

from workflow.extraction.extract import Run
from workflow.extraction.pruning import Prunable, prunable, prune
from workflow.extraction.report import Extraction
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["Extraction", "Prunable", "extract", "prunable", "prune"]


def extract(
    project: Project,
    selection: Selection = Selection(),
    *,
    check: bool = False,
    today: str | None = None,
    observer: Observer = Observer(),
) -> Extraction:
    """Bring templates and catalogs to the present state of the documents.

    ``check``: write nothing, and report in ``outdated`` what would be written. ``today``: the ISO date for texts that become
    obsolete (None: the present day). The catalogs of documents that are gone stay, with every entry obsolete, and their translations are
    offered to similar texts (``prunable`` and ``prune`` remove them).

    Raises BadInput and ConfigError, and FileProblem where a file cannot be written: the files before it are up to date then, the
    others as they were. Files that cannot be read are in ``problems``; everything else was done.
    """
    date = today or datetime.date.today().isoformat()
    return Run(project, selection, check=check, today=date, observer=observer).extract()
