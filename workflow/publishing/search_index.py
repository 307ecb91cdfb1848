"""The search of the website: an index of all pages by language, which Pagefind builds and the reader's browser asks.

Pagefind (the extra ``search``) reads the pages as they are published. The language of a page is that of its ``<html lang>``. What a page
says to it are attributes: ``page_marks`` for the page, ``searchable`` for the passages that no person has read. The same pages give the same
bytes; an index whose pages have not changed is not built again.
"""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from workflow.errors import FileProblem
from workflow.publishing.coverage import Coverage, coverage
from workflow.publishing.editions import Edition, LocalizedDocument
from workflow.publishing.site import INDEX, Site

__all__ = [
    "build_index",
    "check_installed",
    "has_search",
    "missing",
    "origin_of",
    "page_marks",
    "searchable",
]

_ENTRY = "pagefind-entry.json"
_IGNORED = "math, .byline, .untranslated, .notice, .edit, .tags, .listing, .page-list, .footnote-back"
"""What is not searched: formulas, passages in another language, and what only leads to other pages or speaks of this one. The author is
metadata."""
_OPTIONS = ("--keep-index-url", "--silent", "--exclude-selectors", _IGNORED)
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
"""Files of Pagefind that the theme does not use."""
_DRAFT = re.compile(r'<(h[1-6]|[a-z]+)\b(?=[^>]*\sdata-state="draft")')
_RUNNING_ON = re.compile(r"</(?:th|dt|dd|caption|summary|figcaption)>(?=\S)")
"""Ends of elements after which Pagefind joins the words to what follows, if nothing is between: "TicketPrice" for two heads of a table."""
_HEADING_WEIGHT, _WEIGHT = "2", "0.5"
"""Of machine text, where a heading that a person read has 5 to 7, and other text 1."""


def has_search(site: Site, edition: Edition) -> bool:
    """Whether the pages of an edition have a search: the project wants one, and there is a page to find."""
    code = edition.language.code
    return site.search and any(
        one.has_page and not one.withheld and _is_translated(site, code, path)
        for path, one in edition.documents.items()
    )


def page_marks(site: Site, edition: Edition, localized: LocalizedDocument) -> Mapping[str, str]:
    """Return the attributes for the main part of a page, which say that it is searched, and what a result shows of it.

    They are empty for a page that is not: it is not published in this language, not translated at all, or there is no search.
    """
    if not site.search or localized.page is None or localized.withheld:
        return {}
    if not _is_translated(site, edition.language.code, localized.document.path):
        return {}
    searched, shown = {"title": localized.title}, {}
    if author := localized.page.meta.get("author") if localized.page is not None else None:
        searched["author"] = author
    # Filters, since Pagefind finds pages by their metadata as well.
    if "lang" in localized.title_attributes:
        shown["language"] = localized.title_attributes["lang"]
    if any(one.unread for one in localized.units):
        shown["machine"] = "yes"
    return {
        "data-pagefind-body": "",
        "data-pagefind-meta": _attributes(searched),
        **({"data-pagefind-filter": _attributes(shown)} if shown else {}),
        **{f"data-{name}": text for name, text in (searched | shown).items()},
    }


def _attributes(names: Iterable[str]) -> str:
    """What tells Pagefind to read values from attributes of the same element."""
    return ", ".join(f"{name}[data-{name}]" for name in names)


def searchable(body: str) -> str:
    """Return the body of a page for the search: machine text that no person has read counts for less than other text, and no words
    run together.
    """
    body = _RUNNING_ON.sub(r"\g<0>\n", body)
    return _DRAFT.sub(_weighed, body) if 'data-state="draft"' in body else body


def _weighed(match: re.Match[str]) -> str:
    weight = _HEADING_WEIGHT if match[1][0] == "h" and match[1][1:].isdigit() else _WEIGHT
    return f'{match[0]} data-pagefind-weight="{weight}"'


def _is_translated(site: Site, code: str, document: str) -> bool:
    return coverage(site, code, document) not in (Coverage.SOURCE, Coverage.MISSING)


@cache
def missing() -> str:
    """Return what is missing for a search and how to install it, as a sentence; "" if nothing is."""
    try:
        from pagefind.service import get_executable

        found = get_executable()
    except (ImportError, FileNotFoundError):
        found = None
    return "" if found is not None else "The search needs pagefind, which the extra workflow-editions[search] installs."


def check_installed(site: Site, published: Path) -> None:
    """Raise FileProblem if the project wants a search, and Pagefind is not installed. ``published`` is the folder of the website."""
    if site.search and (problem := missing()):
        raise FileProblem(f"{published}: cannot be built: {problem}")


def origin_of(pages: Mapping[str, str]) -> str:
    """Return the hash of all that an index follows from. ``pages``: SHA-256 of each page by its path."""
    listed = "".join(f"\n{path}\n{pages[path]}" for path in sorted(pages))
    return hashlib.sha256(f"{_version()}{listed}".encode("utf-8", "surrogateescape")).hexdigest()


def build_index(site: Path, published: Path) -> list[str]:
    """Write the index of the pages in the folder ``site``, and return the paths of its files below it.

    ``published`` is the website as it was published last, for messages. No index is written if no page is
    searched. Raises FileProblem, OSError.
    """
    made = site / INDEX
    if not any(b"data-pagefind-body" in path.read_bytes() for path in _files(site) if path.suffix == ".html"):
        return []
    _run(site, made, published)
    for pattern in _UNUSED:
        for path in made.glob(pattern):
            path.unlink()
    entry = json.loads((made / _ENTRY).read_bytes())
    (made / _ENTRY).write_text(json.dumps(entry, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    return [path.relative_to(site).as_posix() for path in _files(made)]


def _run(site: Path, made: Path, published: Path) -> None:
    from pagefind.service import get_executable

    # Settings of the user's, in files and variables, are for other sites.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [str(get_executable()), "--site", str(site), "--output-path", str(made), *_OPTIONS]
    done = subprocess.run(
        command, cwd=site.parent, env=variables, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        reason = said[-1].rstrip(".") if said else f"exit status {done.returncode}"
        raise FileProblem(f"{published / INDEX}: cannot be built: pagefind failed ({reason}).")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _version() -> str:
    """What an index depends on, beside the pages."""
    from importlib.metadata import version

    return " ".join((version("pagefind"), *_OPTIONS))
