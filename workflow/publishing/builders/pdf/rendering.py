"""Lay a book out as PDF with WeasyPrint, which loads nothing but the pictures that it is given."""

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workflow.errors import FileProblem

if TYPE_CHECKING:
    from workflow.publishing.builders.pdf.document import PrintedBook

__all__ = ["missing", "pdf_file"]

_STYLE = Path(__file__).parent / "book.css"
_LOG = logging.getLogger(__name__)
_VARIANT = "pdf/ua-1"


@cache
def missing() -> str:
    """Return what is missing for PDF and how to install it, as a sentence; "" if nothing is."""
    try:
        import weasyprint  # noqa: F401
        import ziamath  # noqa: F401
    except ModuleNotFoundError as error:
        return f"PDF needs {error.name}, which the extra workflow-editions[pdf] installs."
    except OSError as error:  # a library of the system that WeasyPrint loads
        reason = str(error).splitlines()[0].rstrip(".")
        return f"WeasyPrint needs Pango ({reason}). Install it: apt install libpango-1.0-0 libpangoft2-1.0-0."
    return ""


def pdf_file(book: "PrintedBook") -> bytes:
    """Return the bytes of the PDF, tagged for screen readers. The same book has the same bytes.

    Raises FileProblem for a book that WeasyPrint cannot lay out, whatever it stumbles over.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fetcher, fonts = _fetcher(book), FontConfiguration()
    document = HTML(string=book.html, base_url=None, url_fetcher=fetcher)
    style = CSS(string=_STYLE.read_text(encoding="utf-8"), url_fetcher=fetcher, font_config=fonts)
    try:
        made: bytes | None = document.write_pdf(
            stylesheets=[style],
            font_config=fonts,
            pdf_variant=_VARIANT,
            pdf_identifier=book.identifier,
            presentational_hints=True,  # `start` of a list
        )
    except Exception as error:
        _LOG.debug("WeasyPrint failed", exc_info=True)
        reason = f"{type(error).__name__} {error}".strip()
        raise FileProblem(f"the PDF of {book.title!r} cannot be made: WeasyPrint failed ({reason}).") from error
    assert made is not None
    return made


def _fetcher(book: "PrintedBook") -> Any:
    """A fetcher of WeasyPrint's for the pictures of the book, and those that are written inside an SVG picture."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in book.pictures:
                kind, data = book.pictures[url]
                return URLFetcherResponse(url, data, {"Content-Type": kind})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})
