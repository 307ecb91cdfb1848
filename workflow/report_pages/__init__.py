"""Reports as pages for people: one HTML file each, without scripts, and with nothing that is loaded from elsewhere.

``rendered`` fills in a template of ``theme/``, where every value is escaped. ``texts`` shows texts of a publication with their parts
marked, ``charts`` has the numbers of the charts. What a page shows is prepared by the package of its report.
"""

from workflow.report_pages.charts import ChartPart, parts
from workflow.report_pages.rendering import is_report, rendered
from workflow.report_pages.texts import LanguageText, corrected, in_language, marked, visible

__all__ = [
    "ChartPart",
    "LanguageText",
    "corrected",
    "in_language",
    "is_report",
    "marked",
    "parts",
    "rendered",
    "visible",
]
