"""Pages of the last publication whose addresses lead nowhere any more: readers have links to them."""

from collections.abc import Iterator, Mapping

from workflow.publishing.document_record import DocumentRecord
from workflow.publishing.site import Site

__all__ = ["moved_pages"]

_SHOWN = 3
"""Maximum number of pages that are named with a redirect."""
_TOP = "html/"


def moved_pages(site: Site, last: Mapping[str, Mapping[str, DocumentRecord]]) -> tuple[str, ...]:
    """Return a note about each page of the ``last`` publication, by language and document, that is at another address now, or gone, without a redirect.

    A page that has one name in several languages has one note. Of languages that are no longer published nothing is said.
    """
    pages = list(_pages(site, last))
    notes = [_note(*page) for page in pages[:_SHOWN]]
    if left := pages[_SHOWN:]:
        some = ", ".join(old for _, old, _, _ in left[:_SHOWN])
        some += " …" if len(left) > _SHOWN else ""
        word = "page" if len(left) == 1 else "pages"
        verb = "has moved or is" if len(left) == 1 else "have moved or are"
        notes.append(f"{len(left)} more {word} of the last publication {verb} gone: {some}")
    return tuple(notes)


def _pages(
    site: Site, last: Mapping[str, Mapping[str, DocumentRecord]]
) -> Iterator[tuple[str, str, str | None, list[str]]]:
    """Yield the document of a page, its old path below its edition, the new one if there is one, and the languages."""
    codes = [each.code for each in site.languages if each.code in last]
    taken = {f"{each.code}/{site.path_in(each.code, document)}" for each in site.languages for document in site.paths}
    for redirect in site.redirects:
        own = redirect.path.startswith("/")
        taken |= {redirect.path.lstrip("/")} if own else {f"{each.code}/{redirect.path}" for each in site.languages}
    found: dict[tuple[str, str, str | None], list[str]] = {}
    for code in codes:
        for document, record in last[code].items():
            old = record.files.get("page", "").removeprefix(_TOP)
            if old and old not in taken:
                new = site.path_in(code, document) if document in site.paths else None
                found.setdefault((document, old.removeprefix(f"{code}/"), new), []).append(code)
    yield from ((*page, languages) for page, languages in found.items())


def _note(document: str, old: str, new: str | None, codes: list[str]) -> str:
    is_one = len(codes) == 1
    address = f"/{codes[0]}/{old}" if is_one else old
    where = address.lstrip("/") if is_one else f"{address} ({', '.join(codes)})"
    was = f"{where} was a page of the last publication"
    if new is None:
        return (
            f"{was}, and its document {document} is gone. If another page takes its place, add to redirects in workflow.yaml: "
            f"{address}: DOCUMENT"
        )
    now = f"{codes[0]}/{new}" if is_one else new
    return f"{was}. It is {now} now, and nothing leads there. Add to redirects in workflow.yaml: {address}: {document}"
