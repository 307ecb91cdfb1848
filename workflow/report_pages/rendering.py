"""Fill in the templates of the pages."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.report_pages.texts import visible

if TYPE_CHECKING:
    import jinja2

__all__ = ["is_report", "rendered"]

_THEME = Path(__file__).parent / "theme"
_GENERATOR = "workflow report"


def rendered(template: str, **variables: object) -> str:
    """Return a page. Every value is escaped, unless it is ``Markup``."""
    return _environment().get_template(template).render(generator=_GENERATOR, **variables)


def is_report(page: bytes) -> bool:
    """Whether a file is a page that ``rendered`` wrote, by the name of its generator."""
    return f'<meta name="generator" content="{_GENERATOR}">'.encode() in page[:2000]


@cache
def _environment() -> "jinja2.Environment":
    import jinja2
    from markupsafe import Markup

    def shown(value: object) -> object:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_THEME),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=shown,
    )
    environment.filters["number"] = lambda number: f"{number:,}" if number else "·"
    environment.globals["style_sheet"] = Markup((_THEME / "report.css").read_text(encoding="utf-8"))
    return environment
