"""extract: documents to templates and catalogs.

Every document gets a template and a catalog for each language; changes of the sources are merged in. Unchanged files are not
written. A file that cannot be read or written is reported and left unchanged, and so is everything that depends on it; all other
documents and catalogs are processed.
"""

import datetime

from workflow.extraction.extract import Run
from workflow.extraction.pruning import Prunable, Pruned, prunable, prune
from workflow.extraction.report import Extraction
from workflow.model import Observer, Selection
from workflow.project import Project

__all__ = ["Extraction", "Prunable", "Pruned", "extract", "prunable", "prune"]


def extract(
    project: Project,
    selection: Selection = Selection(),
    *,
    check: bool = False,
    today: str | None = None,
    observer: Observer = Observer(),
) -> Extraction:
    """Bring templates and catalogs up to date with the documents.

    ``check``: write nothing; ``outdated`` in the report has the files that would be written. ``today``: the ISO date for texts that become
    obsolete (None: the present day). The catalogs of documents that no longer exist are kept, with every entry obsolete, and their
    translations are reuse candidates (``prunable`` and ``prune`` remove them).

    Raises BadInput and ConfigError. Files that cannot be read or written are in ``problems``; everything else was done.
    """
    date = today or datetime.date.today().isoformat()
    return Run(project, selection, check=check, today=date, observer=observer).extract()
