"""Fetching over HTTP: resumed where it stopped, and never taken for whole when it is not."""

import contextlib
import hashlib
import http.client
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workflow.engines.packages.archive import MAX_SIZE
from workflow.errors import PackageError
from workflow.model import Progress

__all__ = ["fetch", "fetch_small"]

_ATTEMPTS = 4
_TIMEOUT = 30
"""Seconds without a byte after which a server is given up."""
_BLOCK = 1 << 16
_SMALL = 16 << 20


def fetch_small(url: str) -> bytes:
    """What is at an address, at most 16 MB; for an index.

    Raises PackageError.
    """
    with _open(url, {}) as response:
        try:
            data: bytes = response.read(_SMALL + 1)
        except (OSError, http.client.HTTPException) as error:
            raise PackageError(f"{url}: the answer was cut short ({error}). Try again.") from error
        length = _number(response.headers.get("Content-Length"))
    if length is not None and len(data) < min(length, _SMALL):
        raise PackageError(f"{url}: the answer was cut short after {len(data)} of {length} bytes. Try again.")
    if len(data) > _SMALL:
        raise PackageError(f"{url}: answers with more than {_SMALL >> 20} MB; that is no package index.")
    return data


def fetch(url: str, folder: Path, progress: Progress | None = None) -> Path:
    """Fetch a package into a file in ``folder``, whose name is made from the address.

    A part that an earlier, interrupted run left there is gone on with when the server says that its file is still the
    same. ``progress`` gets bytes. Raises PackageError; the part then stays for the next try.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    part, notes = folder / f"{name}.part", folder / f"{name}.json"
    try:
        with FileLock(folder / f"{name}.lock", timeout=0):
            return _fetch(url, part, notes, progress)
    except Timeout as error:
        raise PackageError(
            f"{url}: another process is fetching it. Wait for that, then run the command again."
        ) from error
    except OSError as error:
        raise PackageError(
            f"{folder}: cannot be written: {(error.strerror or str(error)).lower()}. Free some space."
        ) from error


def _fetch(url: str, part: Path, notes: Path, progress: Progress | None) -> Path:
    for _ in range(_ATTEMPTS):
        if _continue(url, part, notes, progress):
            notes.unlink(missing_ok=True)
            return part
    now = _size(part)
    total = _noted(notes).get("total")
    of = f"{total:,} bytes" if isinstance(total, int) else "what the server has"
    raise PackageError(
        f"{url}: the connection broke after {now:,} of {of}. Run the command again: it goes on from there."
    )


def _continue(url: str, part: Path, notes: Path, progress: Progress | None) -> bool:
    """One connection's worth; says whether the file is whole."""
    have, note = _size(part), _noted(notes)
    tag = note.get("etag") or note.get("modified")
    if not (have and tag and note.get("url") == url):
        have = 0
    headers = {"Range": f"bytes={have}-", "If-Range": str(tag)} if have else {}
    with _open(url, headers, restart=bool(have)) as response:
        resumed = response.status == 206 and _range_start(response) == have
        if response.status == 206 and not resumed:
            part.unlink(missing_ok=True)
            return False
        if not resumed:
            have = 0
        length = _number(response.headers.get("Content-Length"))
        total = None if length is None else have + length
        if (total or 0) > MAX_SIZE:
            raise PackageError(f"{url}: refused: {total:,} bytes. No translation package is that large.")
        etag = response.headers.get("ETag") or ""
        now = {
            "url": url,
            "etag": "" if etag.startswith("W/") else etag,
            "modified": response.headers.get("Last-Modified") or "",
            "total": total,
        }
        notes.write_text(json.dumps(now), encoding="utf-8")
        with part.open("ab" if resumed else "wb") as file:
            while True:
                block = _block(response)
                if block is None:
                    return False
                if not block:
                    break
                if have == 0 and block.lstrip()[:1] == b"<":
                    raise PackageError(f"{url}: answers with a web page, not with a package. Is the address right?")
                file.write(block)
                have += len(block)
                if have > MAX_SIZE:
                    raise PackageError(f"{url}: refused: it does not end. No translation package is that large.")
                if progress:
                    progress(have, total or 0, "bytes")
    if total is None:
        # Nothing says how long it should be: the zip's own directory, at its end, has to tell.
        return True
    return have == total


def _block(response: Any) -> bytes | None:
    """The next bytes; none at the end; None where the connection broke and said so."""
    try:
        block: bytes = response.read1(_BLOCK)
    except (OSError, http.client.HTTPException):
        return None
    return block


def _open(url: str, headers: dict[str, str], *, restart: bool = False) -> Any:
    if urlsplit(url).scheme not in ("http", "https"):
        raise PackageError(f"{url}: only http and https addresses can be fetched.")
    request = urllib.request.Request(
        url, headers={"User-Agent": "workflow-editions", "Accept-Encoding": "identity", **headers}
    )
    try:
        return urllib.request.urlopen(request, timeout=_TIMEOUT)
    except urllib.error.HTTPError as error:
        with contextlib.closing(error):
            if restart and error.code == 416:
                return _open(url, {})
        raise PackageError(f"{url}: the server answers {error.code} {error.reason}. Is the address right?") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = " ".join(str(getattr(error, "reason", None) or error).split())
        raise PackageError(f"{url}: cannot be reached ({why}). Is there a network?") from error


def _range_start(response: Any) -> int | None:
    said = str(response.headers.get("Content-Range") or "").removeprefix("bytes ").partition("-")[0]
    return _number(said)


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None


def _noted(notes: Path) -> dict[str, Any]:
    try:
        found = json.loads(notes.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
