"""Downloads of package indexes and packages. An interrupted package is resumed, and an incomplete one is never taken for complete."""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from workflow.data_formats import load_json
from workflow.engines.http import DOWNLOAD, CutShort, HTTPFailure, Response, TooLarge, TooSlow, exchange
from workflow.engines.packages.archive import MAX_SIZE
from workflow.errors import PackageError
from workflow.files import reason
from workflow.model import Progress

__all__ = ["fetch", "fetch_small"]

_log = logging.getLogger(__name__)

_CONNECTIONS = 4
"""Maximum number of connections for a download within one call, the first one included."""
_SMALL = 16 << 20


def fetch_small(url: str) -> bytes:
    """Return the bytes at an address, at most 16 MB: a package index.

    Raises PackageError.
    """
    with _opened(url, {}) as response:
        _check_status(url, response)
        try:
            return response.read(_SMALL)
        except TooLarge as error:
            raise PackageError(f"{url}: answers with {error}, which is not a package index.") from error
        except HTTPFailure as error:
            raise PackageError(f"{url}: the response is incomplete ({error}). Try again.") from error


def fetch(url: str, folder: Path, progress: Progress | None = None, *, limit: int = MAX_SIZE) -> Path:
    """Download a package into a file in ``folder`` whose name is derived from the address, and return its path.

    A part that an earlier run left there is resumed if the file on the server is unchanged. ``progress`` gets
    bytes, of which there are at most ``limit``. Raises PackageError; the part then stays for the next attempt.
    """
    from filelock import FileLock, Timeout

    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    try:
        with FileLock(folder / f"{name}.lock", timeout=0):
            part = _Part(url, folder / f"{name}.part", folder / f"{name}.json", limit)
            for _ in range(_CONNECTIONS):
                if _resume(part, progress):
                    part.notes.unlink(missing_ok=True)
                    return part.path
    except Timeout as error:
        raise PackageError(
            f"{url}: another process is downloading it. Wait until it has finished, then run the command again."
        ) from error
    except OSError as error:
        raise PackageError(f"{folder}: cannot be written: {reason(error)}. Free some space.") from error
    total = part.state().total
    of = "what the server has" if total is None else f"{total:,} bytes"
    raise PackageError(f"{url}: the connection broke after {part.size:,} of {of}. Run the command again: it resumes.")


@dataclass(frozen=True, slots=True)
class _State:
    """The version and size of the file, from an answer: enough to request the rest of the same file."""

    url: str = ""
    tag: str = ""
    """Its strong entity tag, or its date; empty: it cannot be resumed."""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that is being downloaded, with its notes in another file."""

    url: str
    path: Path
    notes: Path
    limit: int
    """The maximum size in bytes."""

    @property
    def size(self) -> int:
        """The number of bytes downloaded."""
        return self.path.stat().st_size if self.path.exists() else 0

    def state(self) -> _State:
        """The state from an earlier answer; empty if the notes are missing or broken."""
        try:
            return _State(**load_json(self.notes.read_bytes()))
        except (OSError, ValueError, TypeError):
            return _State()


def _resume(part: _Part, progress: Progress | None) -> bool:
    """Download over one connection, and return whether the file is complete."""
    state, have = part.state(), part.size
    if not (have and state.tag and state.url == part.url):
        have = 0
    _log.info("%s: %s", part.url, f"resuming after {have:,} bytes" if have else "downloading")
    headers = {"Range": f"bytes={have}-", "If-Range": state.tag} if have else {}
    with _opened(part.url, headers) as response:
        if have and response.status == 416:  # the part is longer than the file
            part.path.unlink(missing_ok=True)
            return False
        _check_status(part.url, response)
        if response.status != 206:
            have = 0
        elif _range_start(response) != have:
            part.path.unlink(missing_ok=True)
            return False
        length = _number(response.headers.get("Content-Length"))
        total = None if length is None else have + length
        if (total or 0) > part.limit:
            raise PackageError(f"{part.url}: rejected: {total:,} bytes. A translation package is never that large.")
        part.notes.write_text(json.dumps(asdict(_State(part.url, _tag(response), total))), encoding="utf-8")
        try:
            size = _save(part, response, have, total or 0, progress)
        except (CutShort, TooSlow) as error:
            _log.info("%s: the connection broke: %s", part.url, error)
            return False
    # Without a length, only the zip's directory, at its end, shows whether the file is complete.
    return total is None or size == total


def _save(part: _Part, response: Response, have: int, total: int, progress: Progress | None) -> int:
    """Write the body after the first ``have`` bytes, and return the size of the file."""
    with part.path.open("ab" if have else "wb") as file:
        for block in response.blocks():
            if have == 0 and block.lstrip()[:1] == b"<":
                raise PackageError(f"{part.url}: returned a web page instead of a package. Check the address.")
            file.write(block)
            have += len(block)
            if have > part.limit:
                raise PackageError(
                    f"{part.url}: rejected: the download is larger than any file of a translation package."
                )
            if progress:
                progress(have, total, "bytes")
    return have


@contextmanager
def _opened(url: str, headers: dict[str, str]) -> Iterator[Response]:
    """The answer for an address. Raises PackageError if there is none; callers handle failures while they read it."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise PackageError(f"{url}: only http and https URLs are supported.")
    try:
        with exchange(url, DOWNLOAD, headers=headers) as response:
            yield response
    except HTTPFailure as error:
        raise PackageError(f"{url}: cannot be reached ({error}). Check the network connection.") from error


def _check_status(url: str, response: Response) -> None:
    if not 200 <= response.status < 300:
        raise PackageError(
            f"{url}: the server answers {response.status} {' '.join(response.reason.split())}. Check the address."
        )


def _tag(response: Response) -> str:
    """The identifier of the file's version: a strong entity tag, or the date."""
    tag = response.headers.get("ETag") or ""
    return str((not tag.startswith("W/") and tag) or response.headers.get("Last-Modified") or "")


def _range_start(response: Response) -> int | None:
    first = str(response.headers.get("Content-Range") or "").removeprefix("bytes ").partition("-")[0]
    return _number(first)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdigit() else None
